/** The uploaded list of areas, and what it would change. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { claimFile, type ClaimedFile, storedFile } from '#platform/file-rows.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type AreaList, type AreaPlan, planAreas, readAreaList } from './area-list.ts'

const db = tablesOf<'access'>()
const limits = { maxRows: 6000, maxColumns: 60, maxBytes: 8 * 1024 * 1024 }

export interface AreaFile {
  name: string
  sha256: string
  list: AreaList
  plan: AreaPlan
}

/** Looks into a file of the actor's own; `claim` keeps it, for the proposal that rests on it. */
export async function readAreaFile(context: Context, fileId: string, claim: boolean): Promise<AreaFile> {
  const file = claim ? await claimFile(context, fileId, 'access.importAreas') : await storedFile(context, fileId)
  const list = readAreaList(await rowsOf(file))
  const plan = planAreas(list.areas, list.countyCode ? await areasOnFile(context, list.countyCode) : [])
  return { name: file.name, sha256: file.sha256, list, plan }
}

async function rowsOf(file: ClaimedFile): Promise<readonly (readonly unknown[])[]> {
  const bytes = await file.bytes()
  if (/\.(csv|txt)$/i.test(file.name) || file.mediaType.startsWith('text/')) return readCsv(bytes, limits).rows
  const sheets = await readSheet(bytes, limits)
  const first = sheets.find((sheet) => !sheet.hidden && sheet.rows.length > 0)
  return first?.rows.map((cells) => cells.map((cell) => cell.value)) ?? []
}

/** Open areas of a county; they stand outside the county key. */
export function areasOnFile(context: Context, countyCode: string) {
  return db(context)
    .selectFrom('access.area')
    .select(['id', 'level', 'name', 'parentId', 'officialCode', 'fromOn', 'toOn'])
    .where('countyCode', '=', countyCode)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>', context.today)]))
    .orderBy(sql`array_position('{county,township,village}'::text[], level)`)
    .orderBy('sortOrder')
    .execute()
}

export const faultsOf = ({ list, plan }: AreaFile) =>
  [...list.faults, ...plan.faults].toSorted((one, other) => one.row - other.row)

export function planText({ added, changed, unchanged, left }: AreaPlan): string {
  const count = (level: string) => added.filter((area) => area.level === level).length
  const parts = [
    `新增${added.length}个（县${count('county')}、乡镇街道${count('township')}、村居${count('village')}）`,
    `更名或补代码${changed.length}个`,
    `不变${unchanged}个`,
  ]
  return [...parts, ...(left.length > 0 ? [`已登记而文件里没有的${left.length}个保持不变`] : [])].join('，')
}
