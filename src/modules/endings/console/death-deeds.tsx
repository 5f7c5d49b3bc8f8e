/** What may be entered of a death now, closing it, and taking the report back. */
import { Button } from 'antd'
import { useState } from 'react'
import { dateText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { useMay } from '#ui/me.tsx'
import { type DeathDetails, type DeathTodo, endings } from '../contract.ts'
import { ConfirmForm, RecordForm } from './death-forms.tsx'
import { InWindow } from './in-window.tsx'

/** Entered once; the rest may be entered again as a correction, both stay. */
const once = ['reported', 'confirmed', 'disposal', 'closed']

export function TodoDeed({ todo, details }: { todo: DeathTodo; details: DeathDetails }) {
  const may = useMay()
  const { row, mine } = details
  if (row.status !== 'open' || todo.kind === 'reported' || todo.kind === 'closed') return null
  if (todo.state === 'waits' || (todo.state === 'done' && once.includes(todo.kind))) return null
  if (todo.kind === 'confirmed') {
    if (!may('endings.confirmDeath')) return null
    if (mine) return <span className="gy-help">报告由您登记，须由另一人核实。</span>
    return (
      <InWindow verb="核实" title={`核实死亡：${row.name}`}>
        {(close) => <ConfirmForm details={details} onDone={close} />}
      </InWindow>
    )
  }
  if (!may('endings.recordDeath')) return null
  return (
    <InWindow verb={todo.state === 'done' ? '补登' : '登记'} title={`${todo.title}：${row.name}`}>
      {(close) => <RecordForm details={details} kind={todo.kind} onDone={close} />}
    </InWindow>
  )
}

export function CloseDeath({ details }: { details: DeathDetails }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const close = useCommand(endings, 'closeDeath', { answers: ['duties', 'persons'] })
  const say = useSay()
  const { row, todos, wouldKeepThrough } = details
  if (row.status !== 'open' || !may('endings.closeDeath')) return null
  const waits = todos.find(({ kind }) => kind === 'closed')?.waits ?? []
  const run = async () => {
    const { keepThrough } = await close.mutateAsync({ deathId: row.id })
    say(`已结案，档案保管至${dateText(keepThrough)}`)
  }
  return (
    <>
      <Button type="primary" disabled={waits.length > 0} onClick={() => setOpen(true)}>
        结案
      </Button>
      {waits.length > 0 && <span className="gy-help">{`还有${waits.length}项没有办，不能结案`}</span>}
      <Confirm
        open={open}
        title={`${row.name}的死亡处理结案？`}
        verb="结案"
        onClose={() => setOpen(false)}
        onConfirm={run}
      >
        <p>{`档案自${dateText(row.diedOn)}起算保管期${wouldKeepThrough ? `，保管至${dateText(wouldKeepThrough)}` : ''}。`}</p>
      </Confirm>
    </>
  )
}

export function WithdrawDeath({ details }: { details: DeathDetails }) {
  const may = useMay()
  const withdraw = useCommand(endings, 'withdrawDeath', { answers: ['persons', 'duties', 'payments', 'stays'] })
  const say = useSay()
  const { row, mine, acts } = details
  const proven = acts.some(({ kind }) => kind === 'certificate' || kind === 'disposal')
  if (row.status !== 'open' || !may('endings.withdrawDeath') || mine || proven) return null
  return (
    <ConfirmReason
      verb="撤销死亡报告"
      danger
      title={`撤销${row.name}的死亡报告？`}
      typeName={row.name}
      onConfirm={async (words) => {
        const { restored } = await withdraw.mutateAsync({ deathId: row.id, words })
        say(restored.join('；'))
      }}
    >
      <p>供养、名册、发放恢复为报告以前的登记，入住、协议照旧，因死亡立的追回款撤销。报告和撤销都留存。</p>
    </ConfirmReason>
  )
}
