/** 凭证: entered by one, posted or sent back by another. */
import { Button } from 'antd'
import { useState } from 'react'
import { dayOf, type PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { Amount } from '#ui/amount.tsx'
import { ask, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { useMay } from '#ui/me.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { Earmark, earmarkText, ledger, type Voucher, VoucherKind, voucherText } from '../contract.ts'
import { categoryText } from '../rules.ts'

const columns: ReadonlyArray<Column<Voucher>> = [
  { key: 'number', title: '凭证号', fixed: true, render: (row) => row.number },
  { key: 'onDay', title: '日期', width: 110, render: (row) => row.onDay },
  { key: 'kind', title: '种类', render: (row) => voucherText[row.kind] },
  { key: 'earmark', title: '专项', render: (row) => earmarkText[row.earmark] },
  { key: 'amountFen', title: '金额（元）', right: true, render: (row) => <Amount fen={row.amountFen} as="column" /> },
  {
    key: 'category',
    title: '支出项目',
    render: (row) => (row.category ? (categoryText[row.category] ?? row.category) : '—'),
  },
  { key: 'words', title: '摘要', render: (row) => row.words || '—' },
  { key: 'made', title: '制单', render: (row) => `${row.madeName} ${dayOf(row.madeAt)}` },
  { key: 'state', title: '复核', render: (row) => <State voucher={row} /> },
]

function State({ voucher }: { voucher: Voucher }) {
  if (voucher.checkedName) return <>{`✓ ${voucher.checkedName} ${voucher.checkedAt ? dayOf(voucher.checkedAt) : ''}`}</>
  if (voucher.refusedReason) return <FamilyTag family="red" text={`不同意：${voucher.refusedReason}`} />
  return <ToCheck voucher={voucher} />
}

function ToCheck({ voucher }: { voucher: Voucher }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const check = useCommand(ledger, 'check', { answers: ['duties'] })
  const say = useSay()
  if (voucher.mine) return <span className="gy-help">由您登记，须另一人复核</span>
  if (!may('ledger.check')) return <FamilyTag family="orange" text="待复核" />
  const kind = voucherText[voucher.kind]
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        复核入账
      </Button>{' '}
      <Confirm
        open={open}
        title={`把凭证${voucher.number}复核入账？`}
        verb="复核入账"
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          await check.mutateAsync({ voucherId: voucher.id, confirm: true })
          say('已复核入账')
        }}
      >
        <p>{`${kind}${earmarkText[voucher.earmark]}资金${yuanText(voucher.amountFen)} 元，${voucher.madeName}登记。请与纸质凭证核对；入账后只能用相反的凭证更正。`}</p>
      </Confirm>
      <ConfirmReason
        verb="不同意"
        small
        title={`不同意凭证${voucher.number}？`}
        onConfirm={async (reason) => {
          await check.mutateAsync({ voucherId: voucher.id, confirm: false, reason })
          say('已退回制单人')
        }}
      >
        <p>不入账；制单人会看到理由，可以重新登记。</p>
      </ConfirmReason>
    </>
  )
}

const filters: readonly Filter[] = [
  { kind: 'text', name: 'text', label: '凭证号、摘要' },
  {
    kind: 'pick',
    name: 'kind',
    label: '种类',
    choices: VoucherKind.options.map((value) => ({ value, label: voucherText[value] })),
  },
  {
    kind: 'pick',
    name: 'earmark',
    label: '专项',
    choices: Earmark.options.map((value) => ({ value, label: earmarkText[value] })),
  },
  {
    kind: 'pick',
    name: 'scope',
    label: '范围',
    choices: [
      { value: 'check', label: '各月待复核' },
      { value: 'all', label: '各月全部' },
    ],
  },
]

function wantedOf(month: PlainMonth, { filters: chosen, page, pageSize }: TableQuery) {
  const kind = VoucherKind.safeParse(chosen['kind'])
  const earmark = Earmark.safeParse(chosen['earmark'])
  const everyMonth = chosen['scope'] !== undefined || chosen['text'] !== undefined
  return {
    ...(everyMonth ? {} : { month }),
    onlyToCheck: chosen['scope'] === 'check',
    text: chosen['text'] ?? '',
    ...(kind.success ? { kind: kind.data } : {}),
    ...(earmark.success ? { earmark: earmark.data } : {}),
    page,
    pageSize,
  }
}

export function Vouchers({ month }: { month: PlainMonth }) {
  return (
    <SearchTable<Voucher, { rows: Voucher[]; total: number }>
      name="vouchers"
      title="凭证"
      answer={['ledger', 'vouchers', month]}
      load={(query) => ask(ledger, 'vouchers', wantedOf(month, query))}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.id}
      order="最近登记的在前"
      empty="本月没有凭证。财政拨入、缴回、支出由一人登记，另一人复核。"
    />
  )
}
