/** Reads a file of visits and checks every row before anything is written. */
import { sql } from 'kysely'
import { dayOf, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { largestFile } from '#kernel/file-limit.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import type { ClaimedFile } from '#platform/file-rows.ts'
import { columnTitles, missingColumns, recognise, type Recognised } from './import-columns.ts'
import {
  type Cells,
  type Fault,
  type KnownCarer,
  readRow,
  type RosterPerson,
  type Surroundings,
} from './import-rows.ts'
import type { NewVisit } from './shapes.ts'
import { standing } from './stored.ts'

const limits = { maxRows: 50_000, maxColumns: 60, maxBytes: largestFile }

export interface CheckedRow {
  rowNo: number
  cells: Record<string, string>
  state: 'good' | 'faulty' | 'same'
  faults: Fault[]
  visit: NewVisit | null
}
export interface CheckedFile {
  columns: { heading: string; title: string | null }[]
  rows: CheckedRow[]
}

export async function checkFile(context: Context, file: ClaimedFile, organisationId: string): Promise<CheckedFile> {
  const grid = await readGrid(file)
  const found =
    recognise(grid) ??
    refuse(
      'invalid',
      'no_heading',
      `没有找到表头。第一行应有：${Object.values(columnTitles).slice(0, 8).join('、')}。可先下载样表`,
    )
  const missing = missingColumns(found)
  if (missing.length > 0)
    refuse('invalid', 'columns', `表里缺少这些列：${missing.join('、')}。请对照样表补上后重新上传`)
  const lines = linesOf(grid, found)
  if (lines.length === 0) refuse('invalid', 'no_rows', '表头下面没有数据。请填好后重新上传')
  const around = await surroundings(context, organisationId, monthsIn(lines))
  const read = lines.map(({ rowNo, cells, shown }) => ({ rowNo, shown, ...readRow(cells, around) }))
  const existing = await existingVisits(
    context,
    read.flatMap(({ visit }) => visit ?? []),
  )
  const first = new Map<string, number>()
  const rows = read.map(({ rowNo, shown, visit, faults }): CheckedRow => {
    if (!visit) return { rowNo, cells: shown, state: 'faulty', faults, visit: null }
    const key = keyOf(visit)
    const before = first.get(key)
    first.set(key, before ?? rowNo)
    if (before !== undefined)
      return {
        rowNo,
        cells: shown,
        state: 'faulty',
        faults: [{ column: '', message: `与第${before}行相同，请删去一行` }],
        visit: null,
      }
    return { rowNo, cells: shown, state: existing.has(key) ? 'same' : 'good', faults: [], visit }
  })
  return {
    columns: found.columns
      .filter(({ heading }) => heading !== '')
      .map(({ heading, column }) => ({ heading, title: column && columnTitles[column] })),
    rows,
  }
}

async function readGrid(file: ClaimedFile): Promise<string[][]> {
  const bytes = await file.bytes()
  if (/\.csv$/i.test(file.name)) return readCsv(bytes, limits).rows.map((row) => row.map((cell) => cell.trim()))
  const sheets = await readSheet(bytes, limits)
  const grids = sheets
    .filter(({ hidden }) => !hidden)
    .map(({ rows }) => rows.map((row) => row.map(({ value }) => (value === null ? '' : String(value).trim()))))
  return grids.find((grid) => recognise(grid)) ?? grids[0] ?? []
}

/** Rows as in the sheet, counted from 1; empty ones are passed over. */
function linesOf(grid: readonly string[][], { headRow, columns }: Recognised) {
  return grid.slice(headRow + 1).flatMap((row, index) => {
    if (row.every((cell) => cell === '')) return []
    const cells: Cells = {}
    const shown: Record<string, string> = {}
    for (const [at, { heading, column }] of columns.entries()) {
      const text = row[at] ?? ''
      if (column) cells[column] = text
      if (heading !== '') shown[heading] = text
    }
    return [{ rowNo: headRow + index + 2, cells, shown }]
  })
}

/** Only to load no more rosters than are spoken of; the rows are read properly after. */
function monthsIn(lines: readonly { cells: Cells }[]): string[] {
  const months = lines.flatMap(({ cells }) => {
    const [, year, month] = /^(\d{4})\D?(\d{1,2})/.exec((cells.day ?? '').normalize('NFKC')) ?? []
    return year && month ? [`${year}-${month.padStart(2, '0')}`] : []
  })
  return [...new Set(months)].slice(0, 60)
}

async function surroundings(
  context: Context,
  organisationId: string,
  months: readonly string[],
): Promise<Surroundings> {
  const persons = await sql<RosterPerson>`
    select l.person_id, l.month, p.name, l.line_no, coalesce(t.name, '') as township, coalesce(w.name, '') as village
    from rosters.line_view l join persons.person_view p on p.county_code = l.county_code and p.id = l.person_id
    left join access.area_view t on t.id = l.township_id left join access.area_view w on w.id = l.village_id
    where l.county_code = ${context.county} and l.organisation_id = ${organisationId}::uuid and l.month = any(${months}::text[])`.execute(
    context.transaction,
  )
  const carers = await sql<
    KnownCarer & { from: PlainDate }
  >`select id, name, from_on as "from", to_on as "to" from providers.carer_view
    where county_code = ${context.county} and organisation_id = ${organisationId}::uuid`.execute(context.transaction)
  return {
    persons: Map.groupBy(persons.rows, ({ name }) => name),
    carers: Map.groupBy(carers.rows, ({ name }) => name),
    today: context.today,
    newId: context.newId,
  }
}

const keyOf = ({
  personId,
  carerId,
  startedAt,
  endedAt,
}: Pick<NewVisit, 'personId' | 'carerId' | 'startedAt' | 'endedAt'>) => `${personId} ${carerId} ${startedAt} ${endedAt}`

/** Visits of the same two at the same times are on file already: the same file repaired and sent again adds only what is new. */
async function existingVisits(context: Context, read: readonly NewVisit[]): Promise<Set<string>> {
  const persons = [...new Set(read.map(({ personId }) => personId))]
  const months = [...new Set(read.map(({ startedAt }) => monthOf(dayOf(startedAt))))]
  const found = await sql<Pick<NewVisit, 'personId' | 'carerId' | 'startedAt' | 'endedAt'>>`
    select v.person_id, v.carer_id, v.started_at, v.ended_at from visits.visit v
    where v.county_code = ${context.county} and v.person_id = any(${persons}::uuid[]) and v.started_at >= (${`${months.toSorted()[0] ?? '1970-01'}-01`}::date - 1)
      and ${standing(null)}`.execute(context.transaction)
  return new Set(found.rows.map(keyOf))
}
