/** Three pots, the pooled care money, and below them postings, vouchers and the question what money may be used for (screens 4.16). */
import { Tabs } from 'antd'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { useAddress } from '#ui/address.ts'
import { Amount } from '#ui/amount.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { Answer } from '#ui/states.tsx'
import { earmarkText, ledger, type Pot } from '../contract.ts'
import { MayUse } from './may-use.tsx'
import { Postings } from './postings.tsx'
import { EnterVoucher } from './voucher.tsx'
import { Vouchers } from './vouchers.tsx'

export function Ledger() {
  const { month } = useMonth()
  const may = useMay()
  const { state, change } = useAddress()
  const pots = useAnswer(ledger, 'pots', { month })
  const tabs = [
    ...(may('ledger.postings') ? [{ key: 'postings', label: '资金流水', children: <Postings month={month} /> }] : []),
    ...(may('ledger.vouchers') ? [{ key: 'vouchers', label: '凭证', children: <Vouchers month={month} /> }] : []),
    ...(may('ledger.mayUse') ? [{ key: 'use', label: '能不能用', children: <MayUse /> }] : []),
  ]
  return (
    <PageBody title="资金入账" beside={monthText(month)} action={may('ledger.enter') && <EnterVoucher />}>
      <Answer answer={pots} lines={4}>
        {(data) => (
          <>
            <Pots pots={data.pots} month={month} />
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
      <Tabs
        items={tabs}
        activeKey={state['tab'] ?? 'postings'}
        destroyOnHidden
        onChange={(tab) => change({ tab, earmark: undefined, flow: undefined, text: undefined, page: undefined })}
      />
    </PageBody>
  )
}

/** Every number opens the postings it is the sum of. */
function Pots({ pots, month }: { pots: readonly Pot[]; month: PlainMonth }) {
  const to = (pot: Pot, flow: string) => `/ledger?month=${month}&tab=postings&earmark=${pot.earmark}&flow=${flow}`
  return (
    <table className="gy-plain-table" aria-label="三个专项">
      <thead>
        <tr>
          <th>专项</th>
          <th className="gy-right">上期余额（元）</th>
          <th className="gy-right">收入（元）</th>
          <th className="gy-right">支出（元）</th>
          <th className="gy-right">余额（元）</th>
        </tr>
      </thead>
      <tbody>
        {pots.map((pot) => (
          <tr key={pot.earmark}>
            <th scope="row">{earmarkText[pot.earmark]}</th>
            <td className="gy-right">
              <Amount fen={pot.beforeFen} as="column" />
            </td>
            <td className="gy-right">
              <Amount fen={pot.inFen} as="column" to={to(pot, 'in')} />
            </td>
            <td className="gy-right">
              <Amount fen={pot.outFen} as="column" to={to(pot, 'out')} />
            </td>
            <td className="gy-right">
              <Amount fen={pot.balanceFen} as="column" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
