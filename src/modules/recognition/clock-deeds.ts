/** What stops or turns back a case on its way: a pause with its clause, a return with its reason. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Term, WorkingCalendar } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { readCalendar } from '#platform/holidays.ts'
import { part } from '#platform/module.ts'
import { dueOf, type Pause } from './clock.ts'
import { recognition } from './contract.ts'
import { type Case, db, keepDeed, lockCase, pausesOf, stepped, termColumns, updateCase } from './stored.ts'
import { reviewTerm } from './term-keys.ts'
import { handler } from './surveying.ts'
import { pauseReasons, pauseText } from './words.ts'

export const clockDeeds = part(recognition, {
  async pause(context, { caseId, reason, note }) {
    const row = await lockCase(context, caseId)
    requireOwnClock(context, row)
    const state = await stepped(context, row, { kind: 'pause' })
    const allowed = pausesAllowed(await context.policyOn(context.today))
    if (!allowed.some(({ code }) => code === reason))
      refuse('refused', 'reason', '暂停计时只能用有条款依据的事由。请从列表中选择。')
    // What ran out before cannot be stopped afterwards: the lateness would be gone from lists, figures and supervision.
    if (row.stepDueOn !== null && row.stepDueOn < context.today)
      refuse(
        'refused',
        'overdue',
        `期限已于${dateText(row.stepDueOn)}届满，不能再暂停计时。请抓紧办理，超期情况由上级督办。`,
      )
    const pauses: Pause[] = [...pausesOf(row), { from: context.today, to: null, reason }]
    await keepDeed(context, row, { kind: 'paused', on: context.today, said: { reason }, note })
    await updateCase(context, caseId)
      .set({ pausedReason: reason, pauses: JSON.stringify(pauses), stepDueOn: null })
      .execute()
    return { caseId, step: state.step, warnings: [] }
  },

  async resume(context, { caseId, note }) {
    const row = await lockCase(context, caseId)
    requireOwnClock(context, row)
    const state = await stepped(context, row, { kind: 'resume' })
    const pauses = pausesOf(row).map((each) => (each.to === null ? { ...each, to: context.today } : each))
    const calendar = await context.workingCalendar()
    await keepDeed(context, row, { kind: 'resumed', on: context.today, said: { reason: row.pausedReason }, note })
    await updateCase(context, caseId)
      .set({ pausedReason: '', pauses: JSON.stringify(pauses), ...(await dueWith(context, row, { pauses, calendar })) })
      .execute()
    return { caseId, step: state.step, warnings: [] }
  },

  async returnCase(context, { caseId, to, reason }) {
    const row = await lockCase(context, caseId)
    requireOwnLevel(context, row)
    const state = await stepped(context, row, { kind: 'return', to })
    await keepDeed(context, row, { kind: 'returned', on: context.today, said: { to, from: row.step }, note: reason })
    await updateCase(context, caseId)
      .set({
        step: state.step,
        round: state.round,
        surveyedRound: state.surveyedRound,
        submittedRound: state.submittedRound,
        proposed: state.proposed,
        checked: state.checked,
        sampled: state.sampled,
        ...(row.step === 'county' ? await backInTownship(context) : {}),
        ...handler(context),
      })
      .execute()
    return { caseId, step: state.step, warnings: [] }
  },
})

/** The township sends back within itself, the county what has come to it. */
function requireOwnLevel(context: Context, row: Case): void {
  const county = context.actor.scope.kind === 'county'
  if ((row.step === 'county') !== county)
    requireNone([
      {
        code: 'level',
        message: county ? '案件还在乡镇办理，不能由县里退回。' : '案件已送县级民政部门，只能由县里退回。',
      },
    ])
}

/** The township has its own term again; the county's stands meanwhile (本系统默认: 第十三条 from the day of the return). */
const backInTownship = async (context: Context) => ({
  batchId: null,
  publicityId: null,
  ...(await termColumns(context, { key: reviewTerm, from: context.today })),
})

/** Each stops and starts the clock of its own term only. */
function requireOwnClock(context: Context, { step }: Case): void {
  const county = context.actor.scope.kind === 'county'
  if ((step === 'county') === county) return
  requireNone([
    {
      code: 'level',
      message: county
        ? '案件在乡镇办理，计时由乡镇暂停和恢复。请与乡镇联系。'
        : '案件已送县级民政部门，计时由县里暂停和恢复。请与县里联系。',
    },
  ])
}

/** Reasons the county may use, each with the clause it rests on; one whose clause is not in force cannot be chosen. */
export function pausesAllowed(policy: PolicyInForce) {
  const codes = policy.find<string[]>('recognition.pause_reasons')
  return (codes?.value ?? []).flatMap((code) => {
    const clause = policy.find(pauseReasons[code]?.key ?? '')
    return clause
      ? [{ code, text: pauseText(code), citations: [...clause.citations, ...(codes?.citations ?? [])] }]
      : []
  })
}

interface Counting {
  pauses: readonly Pause[]
  calendar: WorkingCalendar
}

async function dueWith(
  context: Context,
  row: Pick<Case, 'termKey' | 'stepFromOn'>,
  { pauses, calendar }: Counting,
): Promise<{ stepDueOn?: PlainDate | null; estimated?: boolean }> {
  if (row.termKey === null) return {}
  const { value } = (await context.policyOn(row.stepFromOn)).value<Term>(row.termKey)
  const end = dueOf(calendar, row.stepFromOn, value, pauses)
  return { stepDueOn: end?.due ?? null, estimated: end?.estimated ?? false }
}

export const recomputing = part(recognition, {
  recompute: (context, { because }) => recomputed(context, because || '工作日历有改动'),
})

/** A changed holiday table moves the terms that run; each move is shown in the case and kept (期限重算). */
export async function recomputed(context: Context, because: string): Promise<{ changed: number }> {
  const running = await db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('termKey', 'is not', null)
    .where('stepDueOn', 'is not', null)
    .where('deliveredOn', 'is', null)
    .where('step', 'not in', ['withdrawn', 'died'])
    .orderBy('id')
    .forUpdate()
    .execute()
  if (running.length === 0) return { changed: 0 }
  // Read again: whoever changed a day may have asked for the calendar before.
  const calendar = await readCalendar(context.transaction, context.county)
  let changed = 0
  for (const row of running) {
    const next = await dueWith(context, row, { pauses: pausesOf(row), calendar })
    if (next.stepDueOn === undefined || next.stepDueOn === row.stepDueOn) continue
    changed += 1
    const said = { before: row.stepDueOn, after: next.stepDueOn }
    await keepDeed(context, row, { kind: 'recomputed', on: context.today, said, note: because })
    await updateCase(context, row.id).set(next).execute()
    if (row.step === 'publicity') await movePoster(context, row, next.stepDueOn)
  }
  return { changed }
}

async function movePoster(context: Context, row: Case, endsOn: Case['stepDueOn']): Promise<void> {
  if (row.publicityId === null || endsOn === null) return
  await db(context)
    .updateTable('recognition.publicity')
    .set({ endsOn })
    .where('countyCode', '=', context.county)
    .where('id', '=', row.publicityId)
    .execute()
}
