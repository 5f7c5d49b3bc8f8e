/** One decision for one visit or for many with the same reason; each asks why. */
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { dayOf } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'
import { type ListedVisit, visits } from '../contract.ts'
import { reasonTitles } from '../words.ts'

type Act = 'valid' | 'not_counted' | 'ask' | 'problem'
const verbs: Record<Act, string> = {
  valid: '判为有效',
  not_counted: '判为不计',
  ask: '要求说明',
  problem: '转问题整改',
}

interface Props {
  /** Rows in view of those chosen. */
  visits: readonly ListedVisit[]
  keys: readonly string[]
  onDone: () => void
}

export function Decide({ visits: chosen, keys, onDone }: Props) {
  const may = useMay()
  const [act, setAct] = useState<Act>()
  const acts: Act[] = ['valid', 'not_counted', ...(may('visits.askExplanation') ? (['ask'] as const) : [])]
  if (keys.length === 1 && may('visits.turnIntoProblem')) acts.push('problem')
  return (
    <>
      {acts.map((each) => (
        <Button key={each} type={each === 'valid' ? 'primary' : 'default'} onClick={() => setAct(each)}>
          {verbs[each]}
        </Button>
      ))}
      {act && <WhyDialog act={act} chosen={chosen} keys={keys} onDone={onDone} onClose={() => setAct(undefined)} />}
    </>
  )
}

interface DialogProps {
  act: Act
  chosen: readonly ListedVisit[]
  keys: readonly string[]
  onDone: () => void
  onClose: () => void
}

function WhyDialog({ act, chosen, keys, onDone, onClose }: DialogProps) {
  const [reason, setReason] = useState('')
  const id = useId()
  const say = useSay()
  const run = useAct(act, keys)
  return (
    <Confirm
      open
      title={`将${keys.length}次服务${sharedReason(chosen)}${verbs[act]}？`}
      verb={verbs[act]}
      onClose={onClose}
      onConfirm={async () => {
        await run(reason)
        say(`已${verbs[act]}${keys.length}次`)
        onDone()
      }}
    >
      {chosen.length > 1 && (
        <ul className="gy-list">
          {chosen.slice(0, 50).map((visit) => (
            <li key={visit.id}>
              {visit.person} {dayOf(visit.startedAt)} {visit.reasons[0]?.message ?? '—'}
            </li>
          ))}
        </ul>
      )}
      <label htmlFor={id}>{act === 'ask' ? '请机构说明什么' : '理由'}（必填）</label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Confirm>
  )
}

/** “晚补录”, where all chosen visits share their first reason. */
function sharedReason(chosen: readonly ListedVisit[]): string {
  const codes = new Set(chosen.map(({ reasons }) => reasons[0]?.code ?? ''))
  const [only] = codes
  return codes.size === 1 && only ? `“${reasonTitles[only] ?? only}”` : ''
}

function useAct(act: Act, keys: readonly string[]): (reason: string) => Promise<unknown> {
  const decide = useCommand(visits, 'decide', { answers: ['duties'] })
  const askExplanation = useCommand(visits, 'askExplanation')
  const problem = useCommand(visits, 'turnIntoProblem', { answers: ['findings'] })
  const visitIds = [...keys]
  if (act === 'ask') return (words) => askExplanation.mutateAsync({ visitIds, words })
  if (act === 'problem') return (reason) => problem.mutateAsync({ visitId: keys[0] ?? '', reason })
  return (reason) => decide.mutateAsync({ visitIds, verdict: act, reason })
}
