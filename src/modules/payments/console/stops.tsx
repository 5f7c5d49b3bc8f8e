/** 不再重发 on a batch: proposed from a returned line, decided by another, handed to the estate. */
import { Button } from 'antd'
import * as z from 'zod'
import { dateText } from '#kernel/calendar.ts'
import { Amount } from '#ui/amount.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Basis } from '#ui/citation.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { InWindow } from '#ui/in-window.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type Item, payments, type Stop, stopText, Taker, takerText } from '../contract.ts'

interface Props {
  rows: readonly Item[]
  batchId: string
  onDone: () => void
}

/** Of one line at a time: whose death it is, is said with it. */
export function StopButton({ rows, batchId, onDone }: Props) {
  const may = useMay()
  const say = useSay()
  const propose = useCommand(payments, 'proposeStop', { answers: ['duties'] })
  const [row, ...others] = rows
  if (!may('payments.proposeStop')) return null
  if (!row || others.length > 0 || row.status !== 'returned' || row.personId === null)
    return <Button disabled>不再重发</Button>
  return (
    <ConfirmReason
      verb="不再重发"
      title={`${row.payee}的这一笔不再重发？`}
      onConfirm={async (reason) => {
        await propose.mutateAsync({ batchId, itemId: row.id, reason })
        say('已提出，等另一人决定')
        onDone()
      }}
    >
      <p>
        收款人已经死亡、原账户不能再入账的才用。死亡当月和以前的应发未发，交继承人或遗产管理人；次月以后的不应发，留在专项资金里。由另一人决定后生效。
      </p>
    </ConfirmReason>
  )
}

export function Stops({ batchId }: { batchId: string }) {
  const may = useMay()
  const shown = may('payments.stops')
  const answer = useAnswer(payments, 'stops', { batchId }, { enabled: shown })
  const rows = answer.data?.rows ?? []
  if (!shown || rows.length === 0) return null
  return (
    <Panel title="不再重发" count={rows.length} extra={<Basis citations={answer.data?.citations ?? []} />}>
      <ul className="gy-plain" aria-label="不再重发的笔">
        {rows.map((row) => (
          <li key={row.id}>
            <Line row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const families = { proposed: 'orange', agreed: 'green', refused: 'red', undone: 'neutral' } as const

function Line({ row }: { row: Stop }) {
  return (
    <>
      <FamilyTag family={families[row.status]} text={stopText[row.status]} /> 第{row.lineNo}笔{' '}
      <PersonLink personId={row.personId} name={row.name} />（{dateText(row.diedOn)}死亡）：
      {row.estateFen > 0n && (
        <>
          应发未发 <Amount fen={row.estateFen} />
          ，归遗产；
        </>
      )}
      {row.backFen > 0n && (
        <>
          死亡次月以后不应发 <Amount fen={row.backFen} />
          ，留在专项资金；
        </>
      )}
      {row.reason}
      <span className="gy-help">
        {' '}
        {row.proposedName} <Moment at={row.proposedAt} /> 提出
        {row.decidedAt && (
          <>
            ，{row.decidedName} <Moment at={row.decidedAt} /> {stopText[row.status]}：{row.decidedWords}
          </>
        )}
      </span>
      <Handed row={row} /> <Deeds row={row} />
    </>
  )
}

function Handed({ row: { handedOn, taker, takerName, paper, voucherNo, handedName } }: { row: Stop }) {
  if (!handedOn || !taker) return null
  return (
    <p>
      {dateText(handedOn)}交付{takerText[taker]} {takerName}，凭据：{paper}，凭证号{voucherNo}（{handedName}登记）
    </p>
  )
}

function Deeds({ row }: { row: Stop }) {
  const may = useMay()
  if (row.status === 'proposed' && may('payments.decideStop'))
    return row.mine ? <span className="gy-help">您是提出的人，由另一人决定。</span> : <DecideButton row={row} />
  const owed = row.status === 'agreed' && row.estateFen > 0n && !row.handedOn
  if (owed && may('payments.handToEstate') && !row.decided)
    return (
      <InWindow verb="登记交付" title={`登记交付：${row.name}`} primary>
        {(close) => <HandForm row={row} onDone={close} />}
      </InWindow>
    )
  return owed ? <FamilyTag family="orange" text="还没有交付" /> : null
}

/** Radios hold words; the operation takes yes or no. */
const Deciding = payments.operations.decideStop.input
  .omit({ stopId: true, agree: true })
  .extend({ verdict: z.enum(['agree', 'refuse'], '请选择同意或不同意') })

function DecideButton({ row }: { row: Stop }) {
  return (
    <InWindow verb="决定" title={`不再重发：${row.name}`} primary>
      {(close) => <DecideForm row={row} onDone={close} />}
    </InWindow>
  )
}

function DecideForm({ row, onDone }: { row: Stop; onDone: () => void }) {
  const say = useSay()
  const form = useForm({
    schema: Deciding,
    draft: `payments.stop.${row.id}`,
    at: { same_hand: 'verdict', over: 'verdict' },
  })
  const decide = useCommand(payments, 'decideStop', { answers: ['duties', 'ledger'] })
  return (
    <Form
      form={form}
      action="决定"
      labels={{ verdict: '决定', words: '意见' }}
      onSend={async ({ verdict, words }) => {
        const agree = verdict === 'agree'
        await decide.mutateAsync({ agree, words, stopId: row.id })
        say(agree ? '已同意，不再重发' : '已不同意，这一笔仍可重发')
      }}
      onDone={onDone}
    >
      <RadioField
        form={form}
        name="verdict"
        label="决定"
        choices={[
          { value: 'agree', label: '同意不再重发' },
          { value: 'refuse', label: '不同意，改正账户后重发' },
        ]}
      />
      <LongTextField form={form} name="words" label="意见" rows={2} />
    </Form>
  )
}

const Handing = payments.operations.handToEstate.input.omit({ stopId: true })
const labels = {
  taker: '交给谁',
  takerName: '领取的人或单位',
  paper: '依据和领取凭据（存放位置）',
  voucherNo: '凭证号',
  on: '交付日期',
}

function HandForm({ row, onDone }: { row: Stop; onDone: () => void }) {
  const say = useSay()
  const form = useForm({ schema: Handing, draft: `payments.estate.${row.id}` })
  const hand = useCommand(payments, 'handToEstate', { answers: ['duties', 'ledger'] })
  return (
    <Form
      form={form}
      action="登记交付"
      labels={labels}
      onSend={async (input) => {
        await hand.mutateAsync({ ...input, stopId: row.id })
        say('已登记交付')
      }}
      onDone={onDone}
    >
      <PickField form={form} name="taker" label={labels.taker} choices={choicesOf(Taker.options, takerText)} />
      <TextField form={form} name="takerName" label={labels.takerName} maxLength={60} />
      <TextField
        form={form}
        name="paper"
        label={labels.paper}
        maxLength={200}
        help="如继承公证书、遗产管理人指定书、领款收条"
      />
      <TextField form={form} name="voucherNo" label={labels.voucherNo} maxLength={60} />
      <DayField form={form} name="on" label={labels.on} />
    </Form>
  )
}
