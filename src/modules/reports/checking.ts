/** reports.check: reads what a township sent, works it out again, gives it back with remarks. */
import { addMonths, monthOf, type PlainMonth } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { writeSheet } from '#platform/documents/sheet.ts'
import { claimFile, giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { checkGrid, type Checked } from './check-grid.ts'
import { reports } from './contract.ts'
import type { Grid } from './grid.ts'
import { titleFor } from './layout.ts'
import { countyAsked, findLayout, type Found, makeFor, policyFor } from './making.ts'

const limits = { maxRows: 2000, maxColumns: 100, maxBytes: 4 * 1024 * 1024 }

interface Sent {
  name: string
  grids: { name: string; grid: Grid }[]
}

export const checking = part(reports, {
  async check(context, input) {
    const county = countyAsked(context, input.county)
    const month = input.month ?? addMonths(monthOf(context.today), -1)
    const policy = await policyFor(context, month, county)
    const sent = await readSent(context, input)
    const tables = tablesToTry(policy, input.table)
    const found = (await Promise.all(tables.map((table) => triedOn(context, { sent, table, month, county })))).flat()
    const [best] = found.toSorted((a, b) => b.checked.rowsRead - a.checked.rowsRead)
    if (!best)
      return refuse(
        'invalid',
        'not_the_table',
        `“${sent.name}”里没有找到报表的表头；应为照印表头填好的附表。请用本系统导出的空表填写后再核对`,
      )
    const { table, checked, grid } = best
    const bytes = await annotated(grid, checked)
    const name = `${sent.name.replace(/\.\w+$/, '')}-核对意见.xlsx`
    const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    return {
      table: table.name,
      title: titleFor(table.layout, month),
      month,
      asOnFile: checked.onFile.length === 0,
      ok: checked.disagreements.length === 0,
      ...checked,
      citations: table.value.citations,
      annotated: await giveFile(context, { name, mediaType, bytes }),
    }
  },
})

type CheckInput = InputOf<typeof reports.operations.check>

async function readSent(context: Context, { fileId, file }: CheckInput): Promise<Sent> {
  if (fileId) {
    const claimed = await claimFile(context, fileId, 'reports.check')
    return { name: claimed.name, grids: await gridsOf(claimed.name, await claimed.bytes()) }
  }
  if (!file) return refuse('invalid', 'fileId', '没有文件；应上传填好的表（XLSX或CSV）。请选择文件')
  return { name: file.name, grids: await gridsOf(file.name, Buffer.from(file.base64, 'base64')) }
}

async function gridsOf(name: string, bytes: Uint8Array): Promise<Sent['grids']> {
  // The content decides: township files often bear the wrong ending.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    if (/\.csv$|\.txt$/i.test(name)) return [{ name, grid: readCsv(bytes, limits).rows }]
  }
  const sheets = await readSheet(bytes, limits)
  return sheets
    .filter(({ hidden }) => !hidden)
    .map((sheet) => ({
      name: sheet.name,
      grid: sheet.rows.map((row) => row.map(({ value }) => (value === null ? '' : String(value)))),
    }))
}

/** The table named, or all that the county keeps. */
function tablesToTry(policy: PolicyInForce, named: string | undefined): Found[] {
  if (named) return [findLayout(policy, named)]
  const kept = policy.find<Record<string, string>>('reports.tables')
  return Object.keys(kept?.value ?? {}).map((table) => findLayout(policy, table))
}

interface Tried {
  table: Found
  checked: Checked
  grid: Grid
}

interface Trying {
  sent: Sent
  table: Found
  month: PlainMonth
  county: string
}

async function triedOn(context: Context, { sent, table, month, county }: Trying): Promise<Tried[]> {
  const { layout, answer, percent } = await makeFor(context, { table: table.name, month, county })
  const against = { layout, columns: answer.columns, percent, citations: answer.citations }
  return sent.grids.flatMap(({ grid }) => {
    const checked = checkGrid(grid, against, answer)
    return checked ? [{ table, checked, grid }] : []
  })
}

/** The same rows with two more columns: what disagrees in the table itself, and what the register says otherwise. */
async function annotated(grid: Grid, { disagreements, onFile }: Checked): Promise<Uint8Array> {
  const width = Math.max(1, ...grid.map((row) => row.length))
  const rowOf = ({ cell }: { cell: string }) => Number(/\d+$/.exec(cell)?.[0] ?? 0) - 1
  const remarks = Map.groupBy(disagreements, rowOf)
  const differing = Map.groupBy(onFile, rowOf)
  const last = Math.max(grid.length, ...[...remarks.keys(), ...differing.keys()].map((row) => row + 1))
  const rows = Array.from({ length: last }, (_, at) => [
    ...Array.from({ length: width }, (_unused, column) => grid[at]?.[column] ?? ''),
    (remarks.get(at) ?? []).map(({ message }) => message).join('\n'),
    (differing.get(at) ?? []).map(({ message }) => message).join('\n'),
  ])
  const faults = disagreements.length === 0 ? '计算无误' : `计算和表式${disagreements.length}处不符`
  const others = onFile.length === 0 ? '与在册一致' : `${onFile.length}处与在册不一致`
  return writeSheet({
    name: '核对意见',
    title: `核对意见：${faults}；${others}（单元格为原表位置）`,
    columns: [...Array.from({ length: width }, () => ({ width: 12 })), { width: 50 }, { width: 50 }],
    head: [
      [
        ...Array.from({ length: width }, (_, column) => ({ text: letter(column) })),
        { text: '核对意见' },
        { text: '与在册不一致' },
      ],
    ],
    rows,
    paper: 'landscape',
  })
}

const letter = (column: number): string => String.fromCharCode(65 + (column % 26))
