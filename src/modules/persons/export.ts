/** 导出: the list as a spreadsheet, with its filter sentence on top and every person in it recorded. */
import type { InputOf } from '#kernel/contract.ts'
import { momentText } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { supportModeText } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { writeList } from '#platform/documents/sheet.ts'
import { giveFile } from '#platform/file-rows.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { persons } from './contract.ts'
import { listPersons } from './list.ts'
import { listedOf, type ListedRow } from './listed.ts'
import { ListInput } from './list-operations.ts'
import { householdClassText, sexText, statusText } from './words.ts'

const db = tablesOf<'persons'>()
const mostRows = 50_000
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
type Clear = ReadonlyMap<string, { id: string; phone: string }>

export async function exportPersons(context: Context, input: InputOf<(typeof persons)['operations']['export']>) {
  const { purpose, inClear, sentence, ...filters } = input
  const wanted = { ...ListInput.parse({}), ...filters, page: 1, pageSize: mostRows, countAll: true }
  const found = await listPersons(context, wanted)
  if (found.total > mostRows)
    refuse('too_large', 'too_many', `符合条件的有${found.total}人，一次最多导出${mostRows}人。请加筛选条件分次导出。`)
  context.because(purpose)
  for (const row of found.rows) context.concerns(row.id)
  const clear = inClear.length > 0 ? await openedFor(context, found.rows) : new Map()
  const bytes = await writeList({
    title: '人员名册',
    note: `${sentence}　共${found.rows.length}人　导出人：${context.actor.name}　${momentText(context.now)}　用途：${purpose}`,
    columns,
    rows: found.rows.map((row, index) => lineOf(context, row, { index, clear, inClear })),
  })
  const name = `人员名册${context.today}.xlsx`
  const { ticket } = await giveFile(context, { name, mediaType: xlsx, bytes })
  return { ticket, name, count: found.rows.length }
}

const columns = [
  { title: '序号', width: 6, format: 'integer' as const },
  { title: '姓名', width: 12 },
  { title: '性别', width: 6 },
  { title: '年龄', width: 6, format: 'integer' as const },
  { title: '身份证号', width: 22, format: 'text' as const },
  { title: '乡镇（街道）', width: 16 },
  { title: '村（居）', width: 16 },
  { title: '供养方式', width: 10 },
  { title: '能力等级', width: 10 },
  { title: '照料机构', width: 20 },
  { title: '状态', width: 8 },
  { title: '户籍类型', width: 8 },
  { title: '起始月', width: 10, format: 'text' as const },
  { title: '档案号', width: 12, format: 'text' as const },
  { title: '电话', width: 14, format: 'text' as const },
]

const levelText = { able: '自理', partly_able: '半失能', unable: '失能' } as const

interface Line {
  index: number
  clear: Clear
  inClear: readonly string[]
}

function lineOf(context: Context, row: ListedRow, { index, clear, inClear }: Line) {
  const person = listedOf(context, row)
  const opened = clear.get(person.id)
  return [
    index + 1,
    person.name,
    sexText[person.sex],
    person.age,
    inClear.includes('id') ? (opened?.id ?? '') : person.idMasked,
    person.township,
    person.village,
    person.mode ? supportModeText[person.mode] : '',
    person.level ? levelText[person.level] : '',
    person.organisation,
    statusText[person.status],
    householdClassText[person.householdClass],
    person.supportedFrom?.slice(0, 7) ?? '',
    person.fileNo,
    inClear.includes('phone') ? (opened?.phone ?? '') : person.phoneMasked,
  ]
}

async function openedFor(context: Context, rows: readonly ListedRow[]): Promise<Clear> {
  const found = await db(context)
    .selectFrom('persons.person')
    .select(['id', 'idNumber', 'phone'])
    .where('countyCode', '=', context.county)
    .where('id', 'in', rows.length > 0 ? rows.map(({ id }) => id) : [context.newId()])
    .execute()
  return new Map(
    found.map((row) => [row.id, { id: opened(context, row, 'idNumber'), phone: opened(context, row, 'phone') }]),
  )
}

const columnOf = { idNumber: 'id_number', phone: 'phone' } as const

function opened(
  context: Context,
  row: { id: string; idNumber: Buffer | null; phone: Buffer | null },
  field: 'idNumber' | 'phone',
) {
  const sealed = row[field]
  if (!sealed) return ''
  return context.secrets.open(
    { table: 'persons.person', column: columnOf[field], county: context.county, row: row.id },
    sealed,
  )
}
