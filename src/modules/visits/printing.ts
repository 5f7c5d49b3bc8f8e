/** Papers of visits: the month of a person, the record to be filled by hand (screens 7.6), the list as a file. */
import { sql } from 'kysely'
import { dayOf, momentText, monthText, plainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { listPaper } from '#platform/documents/paper.ts'
import { serviceRecordPaper } from '#platform/documents/service-record-paper.ts'
import { writeList } from '#platform/documents/sheet.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { type ListedVisit, visits } from './contract.ts'
import { policyOfDay } from './day-policy.ts'
import { detail } from './detail.ts'
import { xlsx } from './import-sheets.ts'
import { daysOf, labelled, listed, whereOf } from './listing.ts'
import { clock } from './verdict.ts'
import { confirmationText, contentText, serviceText, sourceText, verdictText } from './words.ts'

const mostExported = 50_000

const foot = (context: Context) => ({
  printedAt: context.now,
  printedBy: context.actor.name,
  demonstration: context.demo,
})

export const printing = part(visits, {
  async monthSheet(context, { personId, month }) {
    const filter = { month, personId, verdict: [], late: false }
    const rows = await listed(context, whereOf(context, filter), {
      order: sql`v.started_at, v.id`,
      limit: 500,
      offset: 0,
    })
    const sheet = await detail.personMonth(context, { personId, month })
    const codes = [...new Set(rows.flatMap(({ services, contents }) => [...services, ...contents]))]
    const title = `${monthText(month)}上门服务月表`
    const bytes = await listPaper({
      ...foot(context),
      title,
      note: `${sheet.person} · 服务${sheet.visits}次，有效${sheet.valid}次，存疑${sheet.doubtful}次，不计${sheet.notCounted}次 · 有效时长${sheet.minutes}分钟`,
      columns: [
        { title: '日', width: 5 },
        { title: '起止', width: 20 },
        { title: '服务人员', width: 12 },
        ...codes.map((code) => ({ title: titleOf(code), width: 9, align: 'center' as const })),
        { title: '判定', width: 8 },
        { title: '原因', width: 28 },
      ],
      rows: daysOf(month).flatMap((day) =>
        daySheet(
          day.slice(8),
          codes,
          rows.filter(({ startedAt }) => dayOf(startedAt) === day),
        ),
      ),
      signatures: ['服务人员', '本人（监护人）', '审核'],
    })
    return giveFile(context, { name: `${title}-${sheet.person}.pdf`, mediaType: 'application/pdf', bytes })
  },

  async recordSheet(context, { month, personIds, copies }) {
    const people = await sql<{
      id: string
      name: string
      village: string
      level: string | null
      lineNo: number | null
    }>`
      select p.id, p.name, coalesce(t.name, '') || coalesce(w.name, '') as village, l.level, l.line_no from persons.person_view p
      left join rosters.line_view l on l.county_code = p.county_code and l.person_id = p.id and l.month = ${month}
      left join access.area_view t on t.id = p.township_id left join access.area_view w on w.id = p.village_id
      where p.county_code = ${context.county} and p.id = any(${personIds}::uuid[]) order by t.sort_order, w.sort_order, p.name_sort`.execute(
      context.transaction,
    )
    if (people.rows.length === 0) return refuse('not_found', 'persons', '没有找到所选人员，或不在您的辖区')
    for (const { id } of people.rows) context.concerns(id)
    const { content } = await policyOfDay(context, daysOf(month)[0] ?? context.today)
    const policy = await context.policyOn(daysOf(month)[0] ?? context.today)
    const services = (policy.find<string[]>('care.service_items')?.value ?? []).map(
      (code) => labelled(code, serviceText).title,
    )
    const bytes = await serviceRecordPaper({
      ...foot(context),
      title: '上门服务记录单',
      month: monthText(month),
      sheets: people.rows.flatMap(({ name, village, level, lineNo }) => {
        const asked =
          level === 'able' || level === 'partly_able' || level === 'unable' ? content?.value[level].items : undefined
        const items = [...services, ...(asked ?? []).map((code) => titleOf(code))]
        return Array.from({ length: copies }, () => ({
          person: name,
          place: village,
          number: lineNo === null ? '' : String(lineNo),
          items,
        }))
      }),
    })
    return giveFile(context, { name: `上门服务记录单-${month}.pdf`, mediaType: 'application/pdf', bytes })
  },

  async export(context, { filter, format }) {
    const rows = await listed(context, whereOf(context, filter), {
      order: sql`v.started_at, v.id`,
      limit: mostExported,
      offset: 0,
    })
    for (const { personId } of rows) context.concerns(personId)
    context.shows(filter, rows.length)
    const title = `${monthText(plainMonth(filter.month))}服务记录`
    const table = { title, columns, rows: rows.map(cellsOf) }
    const bytes = await written(context, format, table)
    const types = { xlsx, csv: 'text/csv', pdf: 'application/pdf' }
    return giveFile(context, { name: `${title}.${format}`, mediaType: types[format], bytes })
  },
})

const titleOf = (code: string): string => serviceText[code] ?? contentText[code] ?? code

function daySheet(day: string, codes: readonly string[], rows: readonly ListedVisit[]) {
  if (rows.length === 0) return [[String(Number(day)), '', '', ...codes.map(() => ''), '', '']]
  return rows.map((row, index) => [
    index === 0 ? String(Number(day)) : '',
    `${clock(row.startedAt)}–${clock(row.endedAt)} ${row.minutes}分钟`,
    row.carer,
    ...codes.map((code) => (row.services.includes(code) || row.contents.includes(code) ? '✓' : '')),
    verdictText[row.verdict],
    row.verdict === 'valid' ? '' : row.reasons.map(({ message }) => message).join('；'),
  ])
}

/** As on screen (4.11). */
const columns = [
  { title: '日期', width: 11 },
  { title: '起止', width: 14 },
  { title: '时长', width: 8 },
  { title: '人员', width: 10 },
  { title: '乡镇（街道）', width: 12 },
  { title: '机构', width: 16 },
  { title: '服务人员', width: 10 },
  { title: '服务项目', width: 20 },
  { title: '照料内容', width: 20 },
  { title: '距居所', width: 9 },
  { title: '确认方式', width: 9 },
  { title: '佐证', width: 6 },
  { title: '判定', width: 7 },
  { title: '原因', width: 30 },
  { title: '来源', width: 6 },
] as const

const cellsOf = (row: ListedVisit): string[] => [
  momentText(row.startedAt).slice(0, 10),
  `${clock(row.startedAt)}–${clock(row.endedAt)}`,
  `${row.minutes}分钟`,
  row.person,
  row.township,
  row.organisation,
  row.carer,
  row.services.map((code) => titleOf(code)).join('、'),
  row.contents.map((code) => titleOf(code)).join('、'),
  row.metres === null ? '' : `${row.metres}米`,
  confirmationText[row.confirmation],
  String(row.photos),
  verdictText[row.verdict],
  row.reasons.map(({ message }) => message).join('；'),
  sourceText[row.source],
]

interface Table {
  title: string
  columns: readonly { title: string; width: number }[]
  rows: string[][]
}

async function written(context: Context, format: 'xlsx' | 'csv' | 'pdf', table: Table): Promise<Uint8Array> {
  const note = `截至${momentText(context.now)} · ${context.actor.name} · 共${table.rows.length}条`
  if (format === 'csv') return writeCsv([table.columns.map(({ title }) => title), ...table.rows])
  if (format === 'xlsx') return writeList({ ...table, note })
  return listPaper({ ...foot(context), ...table, note, columns: table.columns.map((column) => ({ ...column })) })
}
