/** What is entrusted, by whom and until when, and the things that are kept. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { dateText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Day, Span } from '#ui/dates.tsx'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { InWindow } from '#ui/in-window.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField, NumberField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type AccountDetails, custody, type EntrustmentRow, type ThingRow } from '../contract.ts'
import { type AccountStatus, giverText, scopeText } from '../words.ts'
import { FileButton } from './file-button.tsx'
import { EntrustForm } from './open-form.tsx'

export function Entrustments({ account }: { account: AccountDetails }) {
  const may = useMay()
  const { entrustments, status, name } = account
  return (
    <Panel
      title="委托"
      count={entrustments.length}
      extra={
        status === 'open' &&
        may('custody.entrust') && (
          <InWindow verb="登记委托" title={`登记委托：${name}`}>
            {(close) => <EntrustForm account={account} onDone={close} />}
          </InWindow>
        )
      }
    >
      <table className="gy-plain-table gy-wide">
        <thead>
          <tr>
            <th>委托人</th>
            <th>范围</th>
            <th>起止</th>
            <th>委托书</th>
            <th>状态</th>
            <th>办理</th>
          </tr>
        </thead>
        <tbody>
          {entrustments.map((row) => (
            <Entrustment key={row.id} row={row} status={status} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Entrustment({ row, status }: { row: EntrustmentRow; status: AccountStatus }) {
  const { id, giver, givenBy, scope, from, to, withdrawnOn, withdrawnWords, paperReference, hasFile, inForce, lapsed } =
    row
  const stands = inForce && status === 'open'
  return (
    <tr>
      <td>{`${giver}（${giverText[givenBy]}）`}</td>
      <td>{scopeText[scope]}</td>
      <td>
        <Span from={from} to={to} />
      </td>
      <td>
        {paperReference || '—'} {hasFile && <FileButton kind="entrustment" id={id} />}
      </td>
      <td>
        <FamilyTag family={stands ? 'green' : 'neutral'} text={stateOf(row, status)} />{' '}
        {withdrawnOn && <span className="gy-help">{`${dateText(withdrawnOn)} ${withdrawnWords}`}</span>}
      </td>
      <td>{(stands || (lapsed && status === 'open')) && <Withdraw id={id} />}</td>
    </tr>
  )
}

/** An entrustment ends with the death of whoever gave it. */
function stateOf({ inForce, lapsed, withdrawnOn }: EntrustmentRow, status: AccountStatus): string {
  if (inForce) return status === 'frozen' ? '本人去世，已终止' : '有效'
  if (lapsed) return '本人不具有完全民事行为能力，不再有效'
  return withdrawnOn ? '已撤回' : '已到期'
}

function Withdraw({ id }: { id: string }) {
  const may = useMay()
  const withdraw = useCommand(custody, 'withdrawEntrustment')
  const say = useSay()
  if (!may('custody.withdrawEntrustment')) return null
  return (
    <ConfirmReason
      verb="撤回"
      small
      title="撤回这份委托？"
      onConfirm={async (words) => {
        await withdraw.mutateAsync({ entrustmentId: id, on: today(), words })
        say('已撤回，请把余额和物品交还，办理结清')
      }}
    >
      <p>自今天起不再存入。本人或监护人随时可以撤回，理由写明是谁提出的。</p>
    </ConfirmReason>
  )
}

export function Things({ account }: { account: AccountDetails }) {
  const may = useMay()
  const { things, status, name, entrustments } = account
  const kept = entrustments.some(({ inForce, scope }) => inForce && scope !== 'money')
  if (things.length === 0 && !kept) return null
  return (
    <Panel
      title="代管物品"
      count={things.filter(({ returnedOn }) => returnedOn === null).length}
      extra={
        status === 'open' &&
        kept &&
        may('custody.keepThing') && (
          <InWindow verb="登记物品" title={`登记代管物品：${name}`}>
            {(close) => <KeepForm accountId={account.id} onDone={close} />}
          </InWindow>
        )
      }
    >
      {things.length === 0 ? (
        <p className="gy-empty">没有代管的物品。</p>
      ) : (
        <ul className="gy-plain">
          {things.map((thing) => (
            <li key={thing.id}>
              {`${thing.name} ${thing.quantity}件　`}
              <Day day={thing.receivedOn} />
              {thing.returnedOn ? `接收，${thing.returnedOn}交还${thing.returnedTo}` : '接收　'}
              {!thing.returnedOn && status === 'open' && may('custody.returnThing') && <Return thing={thing} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

const Keeping = custody.operations.keepThing.input.omit({ accountId: true })
const keepLabels = { name: '物品（名称、特征）', quantity: '数量', on: '接收日期' }

function KeepForm({ accountId, onDone }: { accountId: string; onDone: () => void }) {
  const form = useForm({ schema: Keeping, draft: `custody.thing.${accountId}`, initial: { on: today(), quantity: 1 } })
  const keep = useCommand(custody, 'keepThing')
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记物品"
      labels={keepLabels}
      onSend={async (input) => {
        await keep.mutateAsync({ ...input, accountId })
        say('已登记物品')
      }}
      onDone={onDone}
    >
      <TextField form={form} name="name" label={keepLabels.name} />
      <NumberField form={form} name="quantity" label={keepLabels.quantity} unit="件" />
      <DayField form={form} name="on" label={keepLabels.on} />
    </Form>
  )
}

const Returning = custody.operations.returnThing.input.omit({ thingId: true, words: true })
const returnLabels = { on: '交还日期', to: '交给谁' }

function Return({ thing }: { thing: ThingRow }) {
  const [open, setOpen] = useState(false)
  const form = useForm({ schema: Returning, draft: `custody.return.${thing.id}`, initial: { on: today() } })
  const give = useCommand(custody, 'returnThing')
  const say = useSay()
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        交还
      </Button>
      <Modal open={open} title={`交还：${thing.name}`} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form
          form={form}
          action="登记交还"
          labels={returnLabels}
          onSend={async (input) => {
            await give.mutateAsync({ ...input, thingId: thing.id })
            say('已登记交还')
          }}
          onDone={() => setOpen(false)}
        >
          <DayField form={form} name="on" label={returnLabels.on} />
          <TextField form={form} name="to" label={returnLabels.to} />
        </Form>
      </Modal>
    </>
  )
}
