/** reports.check: reads what a township sent, works it out again, gives it back with remarks. */
import { addMonths, monthOf } from '#kernel/calendar.ts'
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
import { reports, type Disagreement } from './contract.ts'
import type { Grid } from './grid.ts'
import { columnsFor, titleFor } from './layout.ts'
import { countyAsked, findLayout, type Found, policyFor } from './making.ts'

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
    const found = tablesToTry(policy, input.table).flatMap((table) => triedOn(sent, table, policy))
    const [best] = found.toSorted((a, b) => b.checked.rowsRead - a.checked.rowsRead)
    if (!best)
      return refuse(
        'invalid',
        'not_the_table',
        `“${sent.name}”里没有找到报表的表头；应为照印表头填好的附表。请用本系统导出的空表填写后再核对`,
      )
    const { table, checked, grid } = best
    const bytes = await annotated(grid, checked.disagreements)
    const name = `${sent.name.replace(/\.\w+$/, '')}-核对意见.xlsx`
    const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    return {
      table: table.name,
      title: titleFor(table.layout, month),
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

function triedOn(sent: Sent, table: Found, policy: PolicyInForce): Tried[] {
  const key = table.layout.columns.find((column) => column.percent_key)?.percent_key
  const target = key ? policy.find<{ percent: number }>(key) : undefined
  const percent = target?.value.percent ?? null
  const { layout } = table
  const columns = columnsFor(layout, percent)
  const citations = [...table.value.citations, ...(target?.citations ?? [])]
  return sent.grids.flatMap(({ grid }) => {
    const checked = checkGrid(grid, { layout, columns, percent, citations })
    return checked ? [{ table, checked, grid }] : []
  })
}

/** The same rows with a last column that says what disagrees in each. */
async function annotated(grid: Grid, disagreements: readonly Disagreement[]): Promise<Uint8Array> {
  const width = Math.max(1, ...grid.map((row) => row.length))
  const rowOf = (cell: string) => Number(/\d+$/.exec(cell)?.[0] ?? 0) - 1
  const remarks = Map.groupBy(disagreements, ({ cell }) => rowOf(cell))
  const last = Math.max(grid.length, ...[...remarks.keys()].map((row) => row + 1))
  const rows = Array.from({ length: last }, (_, at) => {
    const cells = Array.from({ length: width }, (_unused, column) => grid[at]?.[column] ?? '')
    return [...cells, (remarks.get(at) ?? []).map(({ message }) => message).join('\n')]
  })
  return writeSheet({
    name: '核对意见',
    title: disagreements.length === 0 ? '核对无误' : `核对意见：${disagreements.length}处不符（单元格为原表位置）`,
    columns: [...Array.from({ length: width }, () => ({ width: 12 })), { width: 60 }],
    head: [[...Array.from({ length: width }, (_, column) => ({ text: letter(column) })), { text: '核对意见' }]],
    rows,
    paper: 'landscape',
  })
}

const letter = (column: number): string => String.fromCharCode(65 + (column % 26))
