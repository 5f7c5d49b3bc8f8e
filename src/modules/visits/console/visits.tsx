/** 服务记录: what was done and how well it is proved (screens 4.11). */
import { Button } from 'antd'
import { dayOf, monthText, type PlainMonth } from '#kernel/calendar.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { useAddress } from '#ui/address.ts'
import { type TableQuery, valuesOf } from '#ui/address-text.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { durationText, momentShort } from '#ui/formats.ts'
import { useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { now, useArea, useMonth } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { ClosedMonth } from '#ui/states.tsx'
import type { Column, Filter, TablePage } from '#ui/table-parts.ts'
import { type ListedVisit, Verdict, visits } from '../contract.ts'
import { confirmationText, contentText, reasonTitles, serviceText, sourceText, verdictText } from '../words.ts'
import { Daily } from './daily.tsx'
import { Decide } from './decide.tsx'
import { named, spanOf, VerdictTag } from './shown.tsx'
import { RecordSheets } from './record-sheets.tsx'
import { VisitDrawer } from './visit-drawer.tsx'

const columns: ReadonlyArray<Column<ListedVisit>> = [
  { key: 'day', title: '日期', fixed: true, render: (row) => <Day day={dayOf(row.startedAt)} /> },
  { key: 'span', title: '起止', render: (row) => <OpenVisit visit={row} /> },
  { key: 'minutes', title: '时长', right: true, render: (row) => durationText(row.minutes) },
  { key: 'person', title: '人员', render: (row) => <PersonLink personId={row.personId} name={row.person} /> },
  { key: 'verdict', title: '判定', render: (row) => <VerdictTag visit={row} /> },
  { key: 'reasons', title: '原因', render: (row) => <FirstReason visit={row} /> },
  { key: 'carer', title: '服务人员', render: (row) => row.carer || '—' },
  { key: 'services', title: '服务项目', render: (row) => named(row.services, serviceText) },
  { key: 'contents', title: '照料内容', render: (row) => named(row.contents, contentText) },
  { key: 'metres', title: '距居所（米）', right: true, render: (row) => row.metres ?? '—' },
  { key: 'confirmation', title: '确认方式', render: (row) => confirmationText[row.confirmation] },
  { key: 'photos', title: '佐证', right: true, render: (row) => `照片${row.photos}` },
  { key: 'source', title: '来源', render: (row) => sourceText[row.source] },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township, hidden: true },
  { key: 'organisation', title: '机构', render: (row) => row.organisation, hidden: true },
]

function OpenVisit({ visit }: { visit: ListedVisit }) {
  const { change } = useAddress()
  return (
    <Button type="link" size="small" onClick={() => change({ visit: visit.id })}>
      {spanOf(visit)}
    </Button>
  )
}

function FirstReason({ visit }: { visit: ListedVisit }) {
  const [first, ...others] = visit.reasons
  if (!first || visit.verdict === 'valid') return '—'
  return `${first.message}${others.length > 0 ? ` 等${others.length + 1}条` : ''}`
}

function useFilters(month: PlainMonth): Filter[] {
  const choices = useAnswer(visits, 'choices', { month })
  const options = (rows: ReadonlyArray<{ id: string; name: string }> | undefined) =>
    (rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return [
    {
      kind: 'multi',
      name: 'verdict',
      label: '判定',
      choices: Verdict.options.map((value) => ({ value, label: verdictText[value] })),
    },
    {
      kind: 'pick',
      name: 'reason',
      label: '原因',
      choices: Object.entries(reasonTitles).map(([value, label]) => ({ value, label })),
    },
    { kind: 'pick', name: 'organisation', label: '机构', choices: options(choices.data?.organisations) },
    { kind: 'pick', name: 'carer', label: '服务人员', choices: options(choices.data?.carers) },
    { kind: 'day', name: 'day', label: '日期', rare: true },
    { kind: 'pick', name: 'late', label: '补录', choices: [{ value: 'yes', label: '只看补录' }], rare: true },
  ]
}

type Page = TablePage<ListedVisit> & { rosterSentAt: ListedVisit['startedAt'] | null }

export function Visits() {
  const { month } = useMonth()
  const { area } = useArea()
  const { state, change } = useAddress()
  const may = useMay()
  const filters = useFilters(month)
  const roster = useAnswer(visits, 'month', { month, pageSize: 1 })
  const plan = useAnswer(rosters, 'month', { month })
  const closed = plan.data?.status === 'closed'
  const person = state['person']
  const file = state['file']
  const visitId = state['visit']
  return (
    <PageBody
      title="服务记录"
      beside={monthText(month)}
      action={may('visits.importStart') && <ImportButton />}
      others={<Papers month={month} />}
      strip={closed ? <ClosedMonth month={month} /> : undefined}
    >
      <Daily month={month} townshipId={area} />
      <SearchTable<ListedVisit, Page>
        name="visits"
        title="服务记录"
        answer={['visits', 'month', month, area, person, file]}
        load={async (query) => pageOf(await ask(visits, 'month', inputOf({ month, area, person, file }, query)))}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        order="按开始时间，新的在前"
        empty={emptyText(roster.data?.rosterSentAt ?? null)}
        next={may('visits.importStart') ? { title: '导入服务记录', to: '/visits/import' } : undefined}
        {...(may('visits.decide') && !closed
          ? {
              batch: (selection, clear) =>
                selection.kind === 'some' && <Decide visits={selection.rows} keys={selection.keys} onDone={clear} />,
            }
          : {})}
      />
      {visitId && <VisitDrawer visitId={visitId} onClose={() => change({ visit: undefined })} />}
    </PageBody>
  )
}

function ImportButton() {
  const go = useGo()
  return (
    <Button type="primary" onClick={() => go('/visits/import')}>
      导入服务记录
    </Button>
  )
}

const mostCounted = 1000

function pageOf(answer: {
  rows: ListedVisit[]
  total: number
  at: ListedVisit['startedAt']
  rosterSentAt: Page['rosterSentAt']
}): Page {
  const { rows, total, at, rosterSentAt } = answer
  return { rows, total: Math.min(total, mostCounted), totalIsExact: total <= mostCounted, asOf: at, rosterSentAt }
}

function emptyText(sentAt: Page['rosterSentAt']): string {
  return sentAt
    ? `本月还没有服务记录。名册已于${momentShort(sentAt, now())}发送，机构尚未上传。`
    : '本月还没有服务记录。名册尚未发送。'
}

interface Around {
  month: PlainMonth
  area: string | undefined
  person: string | undefined
  file: string | undefined
}

function inputOf({ month, area, person, file }: Around, { filters, page, pageSize }: TableQuery) {
  const { reason, organisation, carer, day, late } = filters
  const verdict = valuesOf(filters['verdict']).flatMap((value) => Verdict.safeParse(value).data ?? [])
  return {
    month,
    verdict,
    page,
    pageSize,
    late: late === 'yes',
    ...(area && { townshipId: area }),
    ...(person && { personId: person }),
    ...(file && { importId: file }),
    ...(reason && { reason }),
    ...(organisation && { organisationId: organisation }),
    ...(carer && { carerId: carer }),
    ...(day && { day }),
  }
}

function Papers({ month }: { month: PlainMonth }) {
  const may = useMay()
  return (
    <>
      <RecordSheets month={month} />
      {may('visits.export') && <Exports month={month} />}
    </>
  )
}

function Exports({ month }: { month: PlainMonth }) {
  const give = useCommand(visits, 'export')
  const run = (format: 'xlsx' | 'pdf') =>
    void give.mutateAsync({ filter: { month }, format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <>
      <Button loading={give.isPending} onClick={() => run('xlsx')}>
        导出Excel
      </Button>
      <Button onClick={() => run('pdf')}>打印清单</Button>
    </>
  )
}
