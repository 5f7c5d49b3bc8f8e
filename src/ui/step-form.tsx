/** A form in steps: back at will, forward when the step's own checks pass, last step is what will be printed (screens 5.4). */
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type * as z from 'zod'
import { DraftLine, Form, FoundDraft } from './form.tsx'
import type { FormState } from './form-state.ts'

export interface Step {
  title: string
  /** Fields of this step; forward is free when they are in order. */
  fields: readonly string[]
  view: ReactNode
  /** Why one cannot go on from here although every field is in order: '现在不能送审'. */
  blocked?: string | undefined
  /** May be left, yet something in it is still to be found out: not shown as filled in. */
  unsettled?: boolean
}

interface Props<S extends z.ZodObject> {
  form: FormState<S>
  /** The last one is the review, identical to the print. */
  steps: readonly [Step, ...Step[]]
  action: string
  onSend: (input: z.input<S>) => Promise<unknown>
  onDone?: () => void
  labels: Readonly<Record<string, string>>
}

type StepState = 'done' | 'current' | 'ahead' | 'faulty' | 'unsettled'

const signs: Record<StepState, string> = { done: '✓', current: '●', ahead: '○', faulty: '!', unsettled: '?' }
const words: Record<StepState, string> = {
  done: '已填好',
  current: '当前',
  ahead: '未到',
  faulty: '有问题',
  unsettled: '还有没查清的',
}

export function StepForm<S extends z.ZodObject>(props: Props<S>) {
  const { form, steps } = props
  const [at, setAt] = useState(0)
  const [reached, setReached] = useState(0)
  const step = steps[at] ?? steps[0]
  const next = steps[at + 1]
  const go = (to: number) => {
    form.draft.keepNow()
    if (to > at) {
      for (const field of step.fields) form.leave(field)
      if (!inOrder(form, step) || step.blocked) return
    }
    setAt(to)
    setReached(Math.max(reached, to))
  }
  const states = steps.map((each, index) => {
    const fine = inOrder(form, each) && !each.blocked
    return stateOf(index, { at, reached, fine, unsettled: each.unsettled ?? false })
  })
  const back = at > 0 && <Button onClick={() => go(at - 1)}>上一步</Button>
  return (
    <>
      <StepBar steps={steps} states={states} reached={reached} onGo={go} />
      {next ? (
        <div className="gy-form">
          <FoundDraft form={form} />
          {step.view}
          <div className="gy-form-foot">
            {back}
            <Button type="primary" disabled={step.blocked !== undefined} onClick={() => go(at + 1)}>
              下一步：{next.title}
            </Button>
            {step.blocked && <span className="gy-help">{step.blocked}</span>}
            <DraftLine form={form} />
          </div>
        </div>
      ) : (
        <Form {...props} secondary={back}>
          {step.view}
        </Form>
      )}
    </>
  )
}

/** Judged by the schema itself, not by what is in view. */
function inOrder<S extends z.ZodObject>(form: FormState<S>, step: Step): boolean {
  const read = form.schema.safeParse(form.values)
  if (read.success) return true
  return !read.error.issues.some((issue) => step.fields.includes(String(issue.path[0])))
}

interface Standing {
  at: number
  reached: number
  fine: boolean
  unsettled: boolean
}

function stateOf(index: number, { at, reached, fine, unsettled }: Standing): StepState {
  if (index === at) return 'current'
  if (index > reached) return 'ahead'
  if (!fine) return 'faulty'
  return unsettled ? 'unsettled' : 'done'
}

interface BarProps {
  steps: readonly Step[]
  states: readonly StepState[]
  reached: number
  onGo: (index: number) => void
}

function StepBar({ steps, states, reached, onGo }: BarProps) {
  return (
    <ol className="gy-steps" aria-label="步骤">
      {steps.map((step, index) => {
        const state = states[index] ?? 'ahead'
        return (
          <li key={step.title} className={`gy-step-${state}`}>
            <button
              type="button"
              disabled={index > reached || steps.slice(0, index).some(({ blocked }) => blocked !== undefined)}
              aria-current={state === 'current' ? 'step' : undefined}
              onClick={() => onGo(index)}
            >
              <span aria-hidden="true">{signs[state]}</span> {index + 1}. {step.title}
              <span className="gy-unseen">（{words[state]}）</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
