/** What law and pack ask of changes and deaths on a day. */
import { addMonths, firstDay, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { citationText, type PolicyValue } from '#kernel/policy.ts'
import { endOfTerm, type Term } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import type { Asked } from './rules.ts'

export interface AskedOfChange extends Asked {
  publicity: PolicyValue<Term> | undefined
  objection: PolicyValue<Term> | undefined
  reasons: PolicyValue<string[]> | undefined
  decider: PolicyValue<{ by: string }> | undefined
  /** exit.support_stops: first day without support when it is decided on the day asked. */
  stopsFrom: PlainDate | null
  stopRule: PolicyValue<{ on: string }> | undefined
  /** Kept with the case where nobody is heard. */
  exemptNote: string
}

export async function askedOn(context: Context, day: PlainDate): Promise<AskedOfChange> {
  const policy = await context.policyOn(day)
  const hearing = policy.find<{ before: string[] }>('exit.hearing_required')
  const stopRule = policy.find<{ on: string }>('exit.support_stops')
  const law = hearing?.citations.map(citationText).join('、') ?? ''
  return {
    hearing,
    exempt: policy.find<string[]>('exit.hearing_exempt'),
    publicity: policy.find<Term>('exit.publicity_term'),
    objection: policy.find<Term>('exit.objection_term'),
    reasons: policy.find<string[]>('exit.reasons'),
    decider: policy.find<{ by: string }>('exit.decider'),
    stopRule,
    stopsFrom: stopRule?.value.on === 'first_day_of_month_after' ? firstDay(addMonths(monthOf(day), 1)) : null,
    exemptNote: `因死亡、宣告死亡终止的，已没有本人可以听取意见，不适用听取意见（${law}；免于听取意见系本系统默认，由县里确认）。`,
  }
}

export async function endOf(context: Context, starts: PlainDate, term: PolicyValue<Term> | undefined) {
  if (!term) return { due: null, estimated: false }
  return endOfTerm(await context.workingCalendar(), starts, term.value)
}
