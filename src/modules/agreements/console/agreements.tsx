/** 协议: who has which, what is signed, what runs out (screens 4.8). */
import { Button } from 'antd'
import { providers } from '#modules/providers/contract.ts'
import { SupportMode, supportModeText } from '#kernel/self-care.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { type TableQuery, valuesOf } from '#ui/address-text.ts'
import { Day, Span } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { useArea } from '#ui/place.ts'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import type { Column, Filter, FilterChoice } from '#ui/table-parts.ts'
import { type AgreementRow, agreements } from '../contract.ts'
import { Party, partyText } from '../rules.ts'
import { ReturnButton } from './deeds.tsx'
import { AgreementStatus, agreementStatusText } from '../words.ts'

const markOf = { open: '○', signed: '✓', by_guardian: '✓代' } as const
const markText = { open: '未签', signed: '已签', by_guardian: '监护人代签' } as const

export function Marks({ row }: { row: Pick<AgreementRow, 'parties'> }) {
  return row.parties.map(({ party, title, state }) => (
    <span key={party} title={`${title}：${markText[state]}`} className="gy-mark">
      {title.replace(/（.*$/, '').slice(0, 2)}
      <span aria-hidden="true">{markOf[state]}</span>
      <span className="gy-unseen">{markText[state]}</span>{' '}
    </span>
  ))
}

export const endText = (left: number): string =>
  left < 0 ? `已过期${-left}天` : left === 0 ? '今天到期' : `还剩${left}天`

const columns: ReadonlyArray<Column<AgreementRow>> = [
  {
    key: 'number',
    title: '协议号',
    fixed: true,
    render: (row) => <Link to={`/agreements/${row.id}`}>{row.number}</Link>,
  },
  { key: 'person', title: '人员', render: (row) => <PersonLink personId={row.personId} name={row.person} /> },
  { key: 'kind', title: '类型', render: (row) => supportModeText[row.kind] },
  { key: 'village', title: '村（居）', render: (row) => row.village || '—' },
  { key: 'organisation', title: '服务机构', render: (row) => row.organisation || '—' },
  { key: 'parties', title: '各方', render: (row) => <Marks row={row} /> },
  { key: 'term', title: '起止', render: (row) => <Span from={row.from} to={row.to} /> },
  { key: 'status', title: '状态', render: (row) => <StatusTag of="协议" word={agreementStatusText[row.status]} /> },
  { key: 'filed', title: '备案', render: (row) => (row.filedOn ? <Day day={row.filedOn} /> : '—') },
  { key: 'left', title: '到期', render: (row) => (row.daysLeft === null ? '—' : endText(row.daysLeft)) },
]

const filtersWith = (organisations: readonly FilterChoice[]): Filter[] => [
  { kind: 'text', name: 'words', label: '姓名或协议号' },
  {
    kind: 'multi',
    name: 'status',
    label: '状态',
    choices: AgreementStatus.options.map((value) => ({ value, label: agreementStatusText[value] })),
  },
  {
    kind: 'pick',
    name: 'kind',
    label: '类型',
    choices: SupportMode.options.map((value) => ({ value, label: supportModeText[value] })),
  },
  {
    kind: 'pick',
    name: 'missing',
    label: '缺谁签',
    choices: Party.options.map((value) => ({ value, label: partyText[value] })),
  },
  { kind: 'pick', name: 'organisation', label: '服务机构', choices: organisations, rare: true },
  {
    kind: 'pick',
    name: 'endsWithin',
    label: '将到期',
    choices: ['60', '30', '7'].map((value) => ({ value, label: `${value}天内` })),
  },
]

export function Agreements() {
  const may = useMay()
  const go = useGo()
  const { area } = useArea()
  const organisations = useAnswer(providers, 'list', { pageSize: 200 }, { enabled: may('providers.list') })
  const choices = (organisations.data?.rows ?? []).map(({ organisationId, name }) => ({
    value: organisationId,
    label: name,
  }))
  return (
    <PageBody
      title="协议"
      action={
        may('agreements.draftBatch') && (
          <Button type="primary" onClick={() => go('/agreements/batch')}>
            批量拟定
          </Button>
        )
      }
      others={<Ways />}
    >
      <SearchTable<AgreementRow, { rows: AgreementRow[]; total: number }>
        name="agreements"
        title="协议"
        answer={['agreements', 'list', area]}
        load={(query) => ask(agreements, 'list', { ...inputOf(query), townshipId: area ?? null })}
        columns={columns}
        filters={filtersWith(choices)}
        rowKey={(row) => row.id}
        open={(row) => `/agreements/${row.id}`}
        order="按协议号，新的在前"
        empty="没有符合条件的协议。还没有协议的，点“批量拟定”。"
        batch={(selection, clear) => selection.kind === 'some' && <Steps rows={selection.rows} clear={clear} />}
      />
    </PageBody>
  )
}

/** The other pages of agreements, each for whoever may. */
function Ways() {
  const may = useMay()
  const go = useGo()
  const ways = [
    { needs: 'agreements.withoutAgreement', to: '/agreements/missing', title: '缺协议人员' },
    { needs: 'agreements.templates', to: '/agreements/templates', title: '协议范本' },
    { needs: 'agreements.sign', to: '/agreements/signing-day', title: '签字日' },
  ]
  return ways
    .filter(({ needs }) => may(needs))
    .map(({ to, title }) => (
      <Button key={to} onClick={() => go(to)}>
        {title}
      </Button>
    ))
}

function inputOf({ filters: values, page, pageSize }: TableQuery) {
  const kind = SupportMode.safeParse(values['kind'])
  const missing = Party.safeParse(values['missing'])
  return {
    words: values['words'] ?? '',
    status: valuesOf(values['status']).flatMap((value) => AgreementStatus.safeParse(value).data ?? []),
    kind: kind.success ? kind.data : null,
    missing: missing.success ? missing.data : null,
    organisationId: values['organisation'] ?? null,
    endsWithin: values['endsWithin'] ? Number(values['endsWithin']) : null,
    page,
    pageSize,
  }
}

/** What can be done with all that is selected: only the step that fits every one of them. */
function Steps({ rows, clear }: { rows: readonly AgreementRow[]; clear: () => void }) {
  const may = useMay()
  const submit = useCommand(agreements, 'submit', { answers: ['duties'] })
  const approve = useCommand(agreements, 'approve', { answers: ['duties'] })
  const print = useCommand(agreements, 'print')
  const ids = rows.map(({ id }) => id)
  const all = (status: AgreementStatus) => rows.every((row) => row.status === status)
  const then = (done: Promise<unknown>) => void done.then(clear, () => {})
  const give = (format: 'pdf' | 'word') =>
    void print.mutateAsync({ ids, format }).then(
      ({ files }) => files.forEach(({ ticket }) => download(ticket)),
      () => {},
    )
  return (
    <>
      {may('agreements.submit') && all('draft') && (
        <Button type="primary" loading={submit.isPending} onClick={() => then(submit.mutateAsync({ ids }))}>
          提交审核
        </Button>
      )}
      {may('agreements.approve') && all('review') && (
        <Button type="primary" loading={approve.isPending} onClick={() => then(approve.mutateAsync({ ids }))}>
          审核通过
        </Button>
      )}
      {may('agreements.return') && all('review') && <ReturnButton ids={ids} onDone={clear} />}
      {may('agreements.print') && (
        <Button loading={print.isPending} onClick={() => give('pdf')}>
          打印（按村）
        </Button>
      )}
      {may('agreements.print') && <Button onClick={() => give('word')}>导出Word</Button>}
      <ReasonsOf
        error={submit.error}
        action="提交审核"
        onContinue={(reason) => then(submit.mutateAsync({ ids, reason }))}
      />
      <ReasonsOf error={approve.error ?? print.error} action="审核通过" />
    </>
  )
}
