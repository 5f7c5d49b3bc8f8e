/** The roster as a sheet: Excel, PDF or CSV, without ID numbers. */
import { sql } from 'kysely'
import { momentText, monthText, type PlainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { listPaper } from '#platform/documents/paper.ts'
import { writeList } from '#platform/documents/sheet.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { changeText, rosters, type RosterRow } from './contract.ts'
import { reading, rosterOf } from './reading.ts'

const columns = [
  { title: '序号', width: 6, align: 'right' },
  { title: '姓名', width: 12, align: 'left' },
  { title: '乡镇（街道）', width: 16, align: 'left' },
  { title: '村（居）', width: 16, align: 'left' },
  { title: '自理能力等级', width: 14, align: 'left' },
  { title: '变化', width: 10, align: 'left' },
  { title: '原因', width: 34, align: 'left' },
] as const

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  csv: 'text/csv',
}

export const exporting = part(rosters, {
  async export(context, { rosterId, format, changesOnly }) {
    const roster = await rosterOf(context, rosterId)
    const lines = (await allLines(context, rosterId)).filter((line) =>
      changesOnly ? line.change !== 'none' : line.included,
    )
    const labels = await levelLabels(context)
    const rows = lines.map((line, index) => [
      line.lineNo ?? index + 1,
      line.name,
      line.township,
      line.village,
      labels[line.level] ?? '',
      line.change === 'none' ? '' : changeText[line.change],
      line.reason,
    ])
    for (const { personId } of lines) context.concerns(personId)
    const kind = [roster.status === 'draft' ? '草稿' : '', changesOnly ? '变化' : ''].filter(Boolean).join('，')
    const title = `${monthText(roster.month as PlainMonth)}分散供养特困人员服务名册${kind ? `（${kind}）` : ''}`
    const sheet = {
      title,
      provider: await providerName(context, roster.organisationId),
      rows,
      ...(roster.status === 'draft' || !roster.hash ? {} : { verification: roster.hash.slice(0, 8).toUpperCase() }),
    }
    const bytes = await written(context, format, sheet)
    return giveFile(context, { name: `${title}.${format}`, mediaType: types[format], bytes })
  },
})

/** A roster is one provider's: without the name three sheets of a month look alike. */
async function providerName(context: Context, id: string): Promise<string> {
  const found = await sql<{ name: string }>`
    select name from access.organisation_view where county_code = ${context.county} and id = ${id}`.execute(
    context.transaction,
  )
  return found.rows[0]?.name ?? ''
}

async function allLines(context: Context, rosterId: string): Promise<RosterRow[]> {
  const all: RosterRow[] = []
  for (let page = 1; ; page += 1) {
    const { rows } = await reading.lines(context, {
      rosterId,
      page,
      pageSize: 200,
      change: [],
      text: '',
      onlyToConfirm: false,
      onlyWithoutAgreement: false,
    })
    all.push(...rows)
    if (rows.length < 200) return all.sort((a, b) => (a.lineNo ?? 0) - (b.lineNo ?? 0))
  }
}

export async function levelLabels(context: Context): Promise<Record<string, string>> {
  const policy = await context.policyOn(context.today)
  const labels = policy.find<Record<string, string>>('codes.self_care_level.labels')
  return { able: '自理', partly_able: '半失能', unable: '失能', ...labels?.value }
}

interface Sheet {
  title: string
  provider: string
  rows: (string | number)[][]
  /** Of the locked roster; a draft has none and says so. */
  verification?: string
}

const draftText = '草稿，未锁定，不作为派单依据'

async function written(context: Context, format: 'xlsx' | 'pdf' | 'csv', sheet: Sheet): Promise<Uint8Array> {
  const titles = columns.map(({ title }) => title)
  const { verification } = sheet
  if (format === 'csv') return writeCsv([titles, ...sheet.rows, ...(verification ? [] : [[draftText]])])
  const size = `服务机构：${sheet.provider} · 共${sheet.rows.length}人`
  const head = verification ? size : `${draftText} · ${size}`
  const code = verification ? ` · 校验码 ${verification}` : ''
  const note = `${head} · ${momentText(context.now)} · ${context.actor.name}${code}`
  if (format === 'xlsx')
    return writeList({ title: sheet.title, note, columns: columns.map((column) => ({ ...column })), rows: sheet.rows })
  return listPaper({
    title: sheet.title,
    note: head,
    columns: columns.map((column) => ({ ...column })),
    rows: sheet.rows,
    printedAt: context.now,
    printedBy: context.actor.name,
    ...(verification ? { verification } : { draft: true }),
    demonstration: context.demo,
  })
}
