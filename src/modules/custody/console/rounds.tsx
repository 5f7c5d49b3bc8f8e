/** 零用钱发放: the rounds, and a new one. */
import * as z from 'zod'
import { monthText, plainMonth } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { PickField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { InWindow } from '#ui/in-window.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { MoneyField, MonthField } from '#ui/number-fields.tsx'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { Answer } from '#ui/states.tsx'
import type { Column } from '#ui/table-parts.ts'
import { custody, type HomeBalance, type RoundRow } from '../contract.ts'
import { RoundTag } from './tags.tsx'

const columns: ReadonlyArray<Column<RoundRow>> = [
  {
    key: 'month',
    title: '月份',
    fixed: true,
    render: (row) => <Link to={`/custody/rounds/${row.id}`}>{monthText(plainMonth(row.month))}</Link>,
  },
  { key: 'home', title: '机构', render: (row) => row.home },
  { key: 'paid', title: '已领 / 人数', right: true, render: (row) => `${row.paid} / ${row.lines}` },
  { key: 'sumFen', title: '应发（元）', right: true, render: (row) => <Amount fen={row.sumFen} as="column" /> },
  { key: 'paidFen', title: '已领（元）', right: true, render: (row) => <Amount fen={row.paidFen} as="column" /> },
  { key: 'madeName', title: '制表', render: (row) => row.madeName },
  { key: 'decidedName', title: '复核', render: (row) => row.decidedName || '—' },
  { key: 'state', title: '状态', render: (row) => <RoundTag state={row.state} /> },
]

export function Rounds() {
  const may = useMay()
  return (
    <PageBody
      title="零用钱发放"
      way={[{ title: '代管资金', to: '/custody' }]}
      action={
        may('custody.prepareRound') && (
          <InWindow verb="制作发放表" title="制作零用钱发放表" primary>
            {(close) => <PrepareForm onDone={close} />}
          </InWindow>
        )
      }
    >
      <SearchTable<RoundRow, { rows: RoundRow[]; total: number }>
        name="custody-rounds"
        title="零用钱发放"
        answer={['custody', 'rounds']}
        load={({ page, pageSize }) => ask(custody, 'rounds', { page, pageSize })}
        columns={columns}
        rowKey={(row) => row.id}
        open={(row) => `/custody/rounds/${row.id}`}
        order="最近的月份在前"
        empty="还没有发放过零用钱。点“制作发放表”，按月发给有代管账户的院民。"
      />
    </PageBody>
  )
}

const labels = { homeId: '机构', month: '月份', amountFen: '每人金额（元）' }
const Schema = custody.operations.prepareRound.input.extend({ homeId: z.uuid('请选择机构') })

function PrepareForm({ onDone }: { onDone: () => void }) {
  const answer = useAnswer(custody, 'balances', {})
  return <Answer answer={answer}>{({ homes }) => <Preparing homes={homes} onDone={onDone} />}</Answer>
}

function Preparing({ homes, onDone }: { homes: readonly HomeBalance[]; onDone: () => void }) {
  const only = homes.length === 1 ? homes[0] : undefined
  const initial = { month: today().slice(0, 7), ...(only ? { homeId: only.homeId } : {}) }
  const form = useForm({ schema: Schema, draft: 'custody.round', initial })
  const prepare = useCommand(custody, 'prepareRound', { answers: ['duties'] })
  const say = useSay()
  const go = useGo()
  if (homes.length === 0) return <p className="gy-empty">没有委托代管资金的人。请先登记委托并开户。</p>
  return (
    <Form
      form={form}
      action="制作发放表"
      labels={labels}
      onSend={async (input) => {
        const { roundId, lines, left } = await prepare.mutateAsync(input)
        say(left.length > 0 ? `已制表${lines}人；没有列入：${left.join('、')}` : `已制表${lines}人，待另一人复核`)
        go(`/custody/rounds/${roundId}`)
      }}
      onDone={onDone}
    >
      <p className="gy-help">从各人自己的账户中发给本人；余额不足、已冻结、不在院的不列入。</p>
      {!only && (
        <PickField
          form={form}
          name="homeId"
          label={labels.homeId}
          choices={homes.map(({ homeId, home }) => ({ value: homeId, label: home }))}
        />
      )}
      <MonthField form={form} name="month" label={labels.month} />
      <MoneyField form={form} name="amountFen" label={labels.amountFen} />
    </Form>
  )
}
