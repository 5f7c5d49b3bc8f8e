/** 追回款: by name, never out of anybody else's money; each decided once, with its voucher or its reason. */
import { Button, Input, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import { dayOf, monthText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { HandOver } from '#modules/duties/console/hand-over.tsx'
import { Amount } from '#ui/amount.tsx'
import { ask, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { type Claim, claimText, ClaimStatus, groundText, payments, purposeText } from '../contract.ts'

type Page = { rows: Claim[]; total: number; sumFen: bigint }
const families = { open: 'orange', recovered: 'green', waived: 'neutral' } as const

const columns: ReadonlyArray<Column<Claim, Page>> = [
  { key: 'name', title: '姓名', fixed: true, render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'month', title: '月份', render: (row) => monthText(row.month) },
  { key: 'purpose', title: '用途', render: (row) => purposeText[row.purpose] },
  { key: 'ground', title: '原因', render: (row) => groundText[row.ground] },
  {
    key: 'amountFen',
    title: '金额（元）',
    right: true,
    render: (row) => <Amount fen={row.amountFen} as="column" />,
    sum: (page) => <Amount fen={page.sumFen} as="column" />,
  },
  { key: 'openedAt', title: '发现', render: (row) => dayOf(row.openedAt) },
  {
    key: 'status',
    title: '状态',
    render: (row) => <FamilyTag family={families[row.status]} text={claimText[row.status]} />,
  },
  { key: 'words', title: '说明', render: (row) => row.decidedReason || row.words },
  { key: 'decided', title: '谁登记', render: (row) => row.decidedName || '—' },
  { key: 'voucherNo', title: '凭证号', render: (row) => row.voucherNo || '—' },
]

const filters: readonly Filter[] = [
  {
    kind: 'pick',
    name: 'status',
    label: '状态',
    choices: ClaimStatus.options.map((value) => ({ value, label: claimText[value] })),
  },
]

const statusOf = (query: TableQuery) => {
  const status = ClaimStatus.safeParse(query.filters['status'])
  return status.success ? { status: status.data } : {}
}

export function Claims() {
  const may = useMay()
  const [chosen, setChosen] = useState<Claim>()
  const [passed, setPassed] = useState<Claim>()
  const give = useCommand(payments, 'exportClaims')
  const file = (status: { status?: ClaimStatus }, format: 'xlsx' | 'pdf') =>
    give.mutateAsync({ ...status, format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  const decides = may('payments.decideClaim')
  return (
    <PageBody
      title="追回款"
      way={[{ title: '发放', to: '/payments' }]}
      others={
        may('payments.exportClaims') && (
          <Button loading={give.isPending} onClick={() => void file({ status: 'open' }, 'pdf')}>
            打印待追回名单
          </Button>
        )
      }
    >
      <ReasonsOf error={give.error} action="导出追回款名单" />
      <SearchTable<Claim, Page>
        name="claims"
        title="追回款"
        answer={['payments', 'claims']}
        load={(query) => ask(payments, 'claims', { ...statusOf(query), page: query.page, pageSize: query.pageSize })}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        order="最近发现的在前"
        empty="没有需要追回的款项。死亡、终止供养登记晚了，或多发的钱，会在这里逐人列出。"
        {...(may('payments.exportClaims') ? { onExport: ({ query }: Export) => file(statusOf(query), 'xlsx') } : {})}
        actions={(row) => [
          ...(decides && row.status === 'open' ? [{ title: '登记结果', onClick: () => setChosen(row) }] : []),
          ...(may('duties.subject') ? [{ title: '交接', onClick: () => setPassed(row) }] : []),
        ]}
      />
      <PassOn claim={passed} onClose={() => setPassed(undefined)} />
      {chosen && <Decide key={chosen.id} claim={chosen} onClose={() => setChosen(undefined)} />}
    </PageBody>
  )
}

function PassOn({ claim, onClose }: { claim: Claim | undefined; onClose: () => void }) {
  return (
    <Modal
      open={claim !== undefined}
      title={`交接：${claim?.name ?? ''}的追回款`}
      footer={null}
      width={720}
      onCancel={onClose}
      destroyOnHidden
    >
      {claim && <HandOver subjectKind="claim" subjectId={claim.id} />}
    </Modal>
  )
}

interface Result {
  recovered: boolean
  reason: string
  voucherNo: string
}

const whole = ({ recovered, reason, voucherNo }: Result) =>
  Array.from(reason.trim()).length >= 4 && (!recovered || voucherNo.trim() !== '')

function Decide({ claim, onClose }: { claim: Claim; onClose: () => void }) {
  const [result, setResult] = useState<Result>({ recovered: true, reason: '', voucherNo: '' })
  const decide = useCommand(payments, 'decideClaim', { answers: ['duties', 'ledger'] })
  const say = useSay()
  const run = async () => {
    const { recovered, reason, voucherNo } = result
    await decide.mutateAsync({ claimId: claim.id, recovered, reason, voucherNo: recovered ? voucherNo : '' })
    say(`已登记${claim.name}的追回结果`)
  }
  return (
    <Confirm
      open
      title={`登记${claim.name}${monthText(claim.month)}${purposeText[claim.purpose]}费${yuanText(claim.amountFen)} 元的追回结果？`}
      verb="登记结果"
      blocked={!whole(result)}
      onClose={onClose}
      onConfirm={run}
    >
      <p>{claim.words}</p>
      <ResultFields result={result} onChange={setResult} />
      <p className="gy-help">登记后不能改。收回的钱入原专项，不抵扣任何其他人的钱。</p>
    </Confirm>
  )
}

function ResultFields({ result, onChange }: { result: Result; onChange: (result: Result) => void }) {
  const [reasonId, voucherId] = [useId(), useId()]
  const { recovered, reason, voucherNo } = result
  return (
    <>
      <div className="gy-field">
        <Radio.Group
          aria-label="结果"
          value={recovered}
          onChange={(event) => onChange({ ...result, recovered: event.target.value === true })}
          options={[
            { value: true, label: '已收回，记入专项资金' },
            { value: false, label: '不予追回，写明理由' },
          ]}
        />
      </div>
      {recovered && (
        <div className="gy-field">
          <label htmlFor={voucherId}>收款凭证号 *</label>
          <Input
            id={voucherId}
            maxLength={60}
            value={voucherNo}
            onChange={(event) => onChange({ ...result, voucherNo: event.target.value })}
          />
        </div>
      )}
      <div className="gy-field">
        <label htmlFor={reasonId}>{recovered ? '怎样收回' : '理由'}（不少于4个字） *</label>
        <Input.TextArea
          id={reasonId}
          rows={2}
          maxLength={300}
          value={reason}
          onChange={(event) => onChange({ ...result, reason: event.target.value })}
        />
      </div>
    </>
  )
}
