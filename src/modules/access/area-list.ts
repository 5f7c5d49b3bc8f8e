/** A list of areas by code, as the 民政部 and the bureaus of statistics publish them: what it says and what is wrong with it. Pure. */
import { unitTypeOf } from './unit-words.ts'

export type AreaLevel = 'county' | 'township' | 'village'

export interface ListedArea {
  /** Row in the file, as a spreadsheet counts. */
  row: number
  /** Twelve digits, filled up with zeros. */
  code: string
  level: AreaLevel
  name: string
  unitType: string
}

export interface ListFault {
  row: number
  message: string
}

export interface AreaList {
  countyCode: string | null
  areas: ListedArea[]
  faults: ListFault[]
}

type Cells = readonly unknown[]
const codeHeading = /^(统计用)?(行政)?(区划)?(代码|编码)$/
const nameHeading = /^(行政区划|区划|单位|地区)?(名称|地名)$/
const typeHeading = /^(单位|区划)?(类型|类别)$/

export const areaHeadings = ['区划代码', '名称', '类型'] as const

const textOf = (cell: unknown): string =>
  typeof cell === 'string' ? cell.trim() : typeof cell === 'number' ? String(cell) : ''
const tidied = (cell: unknown): string => textOf(cell).replace(/[\s*＊（）()]/g, '')

export const codeOf = (written: string): string => written.padEnd(12, '0')

/** 6 digits a county, 9 a township, 12 a village (GB/T 2260, GB/T 10114). */
export function levelOf(code: string): AreaLevel {
  if (code.endsWith('000000')) return 'county'
  return code.endsWith('000') ? 'township' : 'village'
}

export const parentCodeOf = (area: { code: string; level: AreaLevel }): string | null => {
  if (area.level === 'county') return null
  return codeOf(area.code.slice(0, area.level === 'township' ? 6 : 9))
}

const mostRows = 5000

export function readAreaList(rows: readonly Cells[]): AreaList {
  const head = headOf(rows)
  if (!head)
    return {
      countyCode: null,
      areas: [],
      faults: [
        { row: 1, message: `没有找到表头。第一行应有“${areaHeadings[0]}”和“${areaHeadings[1]}”两列。请用模板填写。` },
      ],
    }
  const body = rows.slice(head.row + 1)
  if (body.length > mostRows)
    return {
      countyCode: null,
      areas: [],
      faults: [{ row: mostRows, message: `文件有${body.length}行，最多${mostRows}行。请一个县一份。` }],
    }
  const faults: ListFault[] = []
  const areas = body.flatMap((cells, index) => {
    const row = head.row + index + 2
    const read = areaOf(cells, row, head)
    if (typeof read === 'string') faults.push({ row, message: read })
    return typeof read === 'object' ? [read] : []
  })
  const countyCode = areas[0]?.code.slice(0, 6) ?? null
  if (areas.length === 0 && faults.length === 0)
    faults.push({ row: head.row + 2, message: '表头下面没有内容。请填写后重新上传。' })
  return { countyCode, areas, faults: [...faults, ...faultsAmong(areas, countyCode)] }
}

interface Head {
  row: number
  code: number
  name: number
  type: number
}

function headOf(rows: readonly Cells[]): Head | undefined {
  for (const [row, cells] of rows.slice(0, 10).entries()) {
    const words = cells.map(tidied)
    const code = words.findIndex((word) => codeHeading.test(word))
    const name = words.findIndex((word) => nameHeading.test(word))
    if (code >= 0 && name >= 0) return { row, code, name, type: words.findIndex((word) => typeHeading.test(word)) }
  }
  return undefined
}

/** An area, or what is wrong with its row; nothing for an empty row. */
function areaOf(cells: Cells, row: number, head: Head): ListedArea | string | undefined {
  const written = textOf(cells[head.code])
  const name = textOf(cells[head.name])
  if (written === '' && name === '') return undefined
  if (name === '') return `代码“${written}”没有名称。请补写名称。`
  if (name.length > 60) return `名称“${name.slice(0, 20)}…”超过60个字。请核对。`
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(written))
    return `“${name}”的代码“${written}”不对，应为6位（县）、9位（乡镇、街道）或12位（村、居）数字。请核对是否少位。`
  if (written.startsWith('0')) return `“${name}”的代码“${written}”不是行政区划代码，第一位应为1至9。请核对。`
  const code = codeOf(written)
  const type = head.type < 0 ? '' : textOf(cells[head.type])
  return { row, code, level: levelOf(code), name, unitType: type || unitTypeOf(name) }
}

function faultsAmong(areas: readonly ListedArea[], countyCode: string | null): ListFault[] {
  const faults: ListFault[] = []
  const byCode = new Map<string, number>()
  const byName = new Map<string, number>()
  for (const area of areas) {
    const { row, code, name } = area
    if (countyCode && !code.startsWith(countyCode))
      faults.push({ row, message: `“${name}”的代码${code}不属于${countyCode}。一份文件只能有一个县。` })
    const same = byCode.get(code)
    if (same) faults.push({ row, message: `代码${code}与第${same}行相同。请删去重复的一行。` })
    const place = `${parentCodeOf(area) ?? ''} ${name}`
    const twin = byName.get(place)
    if (twin && !same) faults.push({ row, message: `“${name}”与第${twin}行同属一个上级且同名。请核对名称。` })
    byCode.set(code, same ?? row)
    byName.set(place, twin ?? row)
  }
  return faults
}

export interface PresentArea {
  id: string
  level: string
  name: string
  parentId: string | null
  officialCode: string | null
}

export interface AreaPlan {
  added: ListedArea[]
  /** On file under another name, or without its code. */
  changed: Array<ListedArea & { id: string; oldName: string }>
  unchanged: number
  /** On file, not in the list: they stay as they are. */
  left: string[]
  /** Ids on file by code. */
  ids: Map<string, string>
  faults: ListFault[]
}

/** The list against what is on file: by code, and where that is missing by name under the same parent. */
export function planAreas(areas: readonly ListedArea[], present: readonly PresentArea[]): AreaPlan {
  const byCode = new Map(
    present.flatMap((area) => (area.officialCode ? [[codeOf(area.officialCode), area] as const] : [])),
  )
  const byPlace = new Map(
    present.flatMap((area) => (area.officialCode ? [] : [[`${area.parentId ?? ''} ${area.name}`, area] as const])),
  )
  const plan: AreaPlan = { added: [], changed: [], unchanged: 0, left: [], ids: new Map(), faults: [] }
  const met = new Set<string>()
  const listed = new Set(areas.map(({ code }) => code))
  for (const area of areas.toSorted((one, other) => (one.code < other.code ? -1 : 1))) {
    const parentCode = parentCodeOf(area)
    const parentId = parentCode ? (plan.ids.get(parentCode) ?? byCode.get(parentCode)?.id) : undefined
    if (parentCode && !parentId && !listed.has(parentCode)) {
      plan.faults.push({
        row: area.row,
        message: `“${area.name}”的上级（代码${parentCode}）既不在文件里，也没有登记。请补上这一行。`,
      })
      continue
    }
    const found =
      byCode.get(area.code) ??
      (parentId || area.level === 'county' ? byPlace.get(`${parentId ?? ''} ${area.name}`) : undefined)
    if (!found) {
      plan.added.push(area)
      continue
    }
    met.add(found.id)
    plan.ids.set(area.code, found.id)
    if (found.name === area.name && found.officialCode) plan.unchanged += 1
    else plan.changed.push({ ...area, id: found.id, oldName: found.name })
  }
  plan.left = present.filter(({ id }) => !met.has(id)).map(({ name }) => name)
  return plan
}
