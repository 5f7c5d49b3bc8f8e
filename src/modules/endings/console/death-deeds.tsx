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
  const close = useCommand(endings, 'closeDeath', { answers: ['duties', 'persons'] })
  const say = useSay()
  const { row, todos, wouldKeepThrough } = details
  if (row.status !== 'open' || !may('endings.closeDeath')) return null
  const waits = todos.find(({ kind }) => kind === 'closed')?.waits ?? []
  const open = todos.filter(({ kind, state }) => kind !== 'closed' && state !== 'done')
  const run = async (words: string) => {
    const { keepThrough } = await close.mutateAsync({ deathId: row.id, words })
    say(`已结案，档案保管至${dateText(keepThrough)}`)
  }
  const title = `${row.name}的死亡处理结案？`
  const kept = `档案自${dateText(row.diedOn)}起算保管期${wouldKeepThrough ? `，保管至${dateText(wouldKeepThrough)}` : ''}。`
  if (waits.length === 0 && open.length > 0)
    return (
      <ConfirmReason verb="结案" title={title} onConfirm={run}>
        <p>还没有登记：</p>
        <ul>
          {open.map(({ kind, title: what, due }) => (
            <li key={kind}>{due ? `${what}（应在${dateText(due)}前）` : what}</li>
          ))}
        </ul>
        <p>请先登记；不用办、办不了的，写明理由后结案，理由留存。{kept}</p>
      </ConfirmReason>
    )
  return <CloseWhole waits={waits.length} title={title} kept={kept} onClose={() => run('')} />
}

interface CloseProps {
  waits: number
  title: string
  kept: string
  onClose: () => Promise<void>
}

function CloseWhole({ waits, title, kept, onClose }: CloseProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" disabled={waits > 0} onClick={() => setOpen(true)}>
        结案
      </Button>
      {waits > 0 && <span className="gy-help">{`还有${waits}项没有办，不能结案`}</span>}
      <Confirm open={open} title={title} verb="结案" onClose={() => setOpen(false)} onConfirm={onClose}>
        <p>{kept}</p>
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
