/** The checklist of one change: what is done with its day, what is to be done now with its clock, what was passed by. */
import { dateText } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { AskedOfChange } from './asked.ts'
import type { ActKind, StepRow } from './contract.ts'
import { shownDeadline } from './deadlines.ts'
import { over, stepsOf } from './rules.ts'
import type { Change, StoredAct } from './stored.ts'
import type { Step } from './words.ts'

export function citedBy(step: Step, asked: AskedOfChange): Citation[] {
  const by: Partial<Record<Step, Citation[] | undefined>> = {
    hear: asked.hearing?.citations,
    publish: asked.publicity?.citations,
    publicity: asked.publicity?.citations,
    objection: asked.objection?.citations,
    decide: asked.stopRule?.citations,
  }
  return by[step] ?? []
}

interface About {
  row: Change
  acts: readonly StoredAct[]
  asked: AskedOfChange
}

/** The checklist at the left: what is done with its day, what is to be done now with its clock. */
export async function stepRows(context: Context, { row, acts, asked }: About): Promise<StepRow[]> {
  const planned = stepsOf(row.kind, row.reason, asked)
  const steps: Step[] = row.step === 'objection' ? withObjection(planned) : withCorrection(planned, row.step)
  const at = steps.indexOf(row.step)
  const finished = row.step === 'done' || row.step === 'corrected'
  const calendar = await context.workingCalendar()
  const term = row.step === 'objection' ? asked.objection : asked.publicity
  return steps.map((step, index) => {
    const runs = step === row.step && row.stepDueOn !== null && term !== undefined
    const startedOn = row.stepFromOn
    return {
      step,
      state: finished || index < at ? passed(step, acts) : index === at ? 'now' : stateAhead(step, { row, acts }),
      note: noteOf(step, acts),
      deadline:
        runs && row.stepDueOn
          ? shownDeadline(calendar, context.today, {
              startedOn,
              due: row.stepDueOn,
              term,
              notice: step === 'publicity',
            })
          : null,
      citations: citedBy(step, asked),
    }
  })
}

const withObjection = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step): Step[] => (step === 'publish' ? ['objection', step] : [step]))

const corrections: readonly Step[] = ['correcting', 'redeliver', 'corrected']
const withCorrection = (steps: readonly Step[], step: Step): Step[] =>
  corrections.includes(step) ? [...steps, 'correcting', 'redeliver'] : [...steps]

const actOfStep: Partial<Record<Step, ActKind>> = {
  verify: 'verified',
  hear: 'heard',
  publish: 'published',
  publicity: 'publicity_over',
  objection: 'objected',
  decide: 'decided',
  accept: 'accepted',
  deliver: 'delivered',
  correcting: 'corrected',
  redeliver: 'redelivered',
}

const taken = (step: Step, acts: readonly StoredAct[]): boolean => acts.some(({ kind }) => kind === actOfStep[step])

/** Passed by is not handed over: the decision may have been put right, or the person may have died, before it reached him. */
const passed = (step: Step, acts: readonly StoredAct[]): StepRow['state'] =>
  handing.includes(step) && !taken(step, acts) ? 'skipped' : 'done'

const handing: readonly Step[] = ['deliver', 'redeliver']

/** Of a change that came to nothing: what was done before stays done. */
function stateAhead(step: Step, { row, acts }: Pick<About, 'row' | 'acts'>): StepRow['state'] {
  if (!over.includes(row.step)) return 'later'
  return taken(step, acts) ? 'done' : 'skipped'
}

function noteOf(step: Step, acts: readonly StoredAct[]): string {
  const act = acts.findLast(({ kind }) => kind === actOfStep[step])
  if (act) return `${dateText(act.onDay)} ${act.byName}`
  if (!handing.includes(step)) return ''
  const closed = acts.findLast(({ kind }) => kind === 'not_delivered' || kind === 'delivery_due')
  if (closed?.kind === 'not_delivered') return closed.words
  return step === 'deliver' && acts.some(({ kind }) => kind === 'corrected') ? '没有送达，已纠正' : ''
}
