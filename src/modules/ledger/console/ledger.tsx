/** Three pots, the pooled care money, vouchers to check, and every posting (screens 4.16). */
import { Button } from 'antd'
import { monthText } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Description } from '#ui/description.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { Answer } from '#ui/states.tsx'
import type { Column } from '#ui/table-parts.ts'
import {
  accountText,
  Earmark,
  earmarkText,
  ledger,
  type Pot,
  type Posting,
  type Voucher,
  voucherText,
} from '../contract.ts'
import { EnterVoucher } from './voucher.tsx'

export function Ledger() {
  const { month } = useMonth()
  const may = useMay()
  const pots = useAnswer(ledger, 'pots', { month })
  return (
    <PageBody title="资金入账" beside={monthText(month)} action={may('ledger.enter') && <EnterVoucher />}>
      <Answer answer={pots} lines={3}>
        {(data) => (
          <>
            {data.pots.map((pot) => (
              <PotPanel key={pot.earmark} pot={pot} />
            ))}
            {data.pool && (
              <Panel title="照料护理资金池">
                <p>
                  应计合计 <Amount fen={data.pool.accruedFen} /> − 已付 <Amount fen={data.pool.paidFen} /> ＋ 退回{' '}
                  <Amount fen={data.pool.bouncedFen} /> − 缴回 <Amount fen={data.pool.returnedFen} /> ＝ 池内余额{' '}
                  <Amount fen={data.pool.balanceFen} /> <Basis citations={data.pool.citations} value="统筹使用" />
                </p>
              </Panel>
            )}
            {data.denied && (
              <p>
                救助供养资金不得用于：{data.denied.categories.join('、')} <Basis citations={data.denied.citations} />
              </p>
            )}
          </>
        )}
      </Answer>
      {may('ledger.check') && <ToCheck />}
      <Postings month={month} />
    </PageBody>
  )
}

function PotPanel({ pot }: { pot: Pot }) {
  return (
    <Panel title={earmarkText[pot.earmark]}>
      <Description
        columns={4}
        items={[
          { label: '上期余额', value: <Amount fen={pot.beforeFen} /> },
          { label: '收入', value: <Amount fen={pot.inFen} to={`/ledger?earmark=${pot.earmark}`} /> },
          { label: '支出', value: <Amount fen={pot.outFen} to={`/ledger?earmark=${pot.earmark}`} /> },
          { label: '余额', value: <Amount fen={pot.balanceFen} /> },
        ]}
      />
    </Panel>
  )
}

function ToCheck() {
  const answer = useAnswer(ledger, 'vouchers', { onlyToCheck: true })
  return (
    <Answer answer={answer} lines={2}>
      {({ rows }) =>
        rows.length > 0 && (
          <Panel title="待复核的凭证" count={rows.length}>
            {rows.map((row) => (
              <VoucherLine key={row.id} voucher={row} />
            ))}
          </Panel>
        )
      }
    </Answer>
  )
}

function VoucherLine({ voucher }: { voucher: Voucher }) {
  const check = useCommand(ledger, 'check', { answers: ['duties'] })
  const say = useSay()
  const run = () =>
    void check.mutateAsync({ voucherId: voucher.id, confirm: true }).then(
      () => say('已复核入账'),
      () => {},
    )
  return (
    <div>
      {voucher.number} · {voucherText[voucher.kind]} · {earmarkText[voucher.earmark]} ·{' '}
      <Amount fen={voucher.amountFen} /> · {voucher.words} · 制单{voucher.madeName}{' '}
      {voucher.mine ? (
        '须由另一人复核'
      ) : (
        <Button size="small" loading={check.isPending} onClick={run}>
          复核入账
        </Button>
      )}
      <ReasonsOf error={check.error} action="复核" />
    </div>
  )
}

const sourceTo = (row: Posting) => (row.sourceTable.startsWith('payments.item') ? '/payments' : '/ledger')

const columns: ReadonlyArray<Column<Posting>> = [
  { key: 'postedOn', title: '日期', render: (row) => row.postedOn },
  { key: 'summary', title: '摘要', render: (row) => row.summary },
  { key: 'debit', title: '借', render: (row) => accountText[row.debit] },
  { key: 'credit', title: '贷', render: (row) => accountText[row.credit] },
  { key: 'amountFen', title: '金额（元）', right: true, render: (row) => <Amount fen={row.amountFen} as="column" /> },
  { key: 'earmark', title: '专项', render: (row) => earmarkText[row.earmark] },
  { key: 'source', title: '来源', render: (row) => <Link to={sourceTo(row)}>{row.voucherNo || '发放批次'}</Link> },
  { key: 'madeName', title: '制单', render: (row) => row.madeName },
  { key: 'checkedName', title: '复核', render: (row) => row.checkedName || '—' },
]

function Postings({ month }: { month: ReturnType<typeof useMonth>['month'] }) {
  return (
    <SearchTable<Posting, { rows: Posting[]; total: number }>
      name="postings"
      title="资金流水"
      answer={['ledger', 'postings', month]}
      load={(query) => {
        const earmark = Earmark.safeParse(query.filters['earmark'])
        const asked = earmark.success ? { earmark: earmark.data } : {}
        return ask(ledger, 'postings', { month, ...asked, page: query.page, pageSize: query.pageSize })
      }}
      columns={columns}
      filters={[
        {
          kind: 'pick',
          name: 'earmark',
          label: '专项',
          choices: Earmark.options.map((value) => ({ value, label: earmarkText[value] })),
        },
      ]}
      rowKey={(row) => row.id}
      order="最近的在前"
      empty="本期没有收支。"
    />
  )
}
