/** Policy cases about recognition, its terms and its end. */
import * as z from 'zod'
import { ageOn, PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { type Questions, question } from '#kernel/question.ts'
import { endOfTerm, type Term, type WorkingCalendar } from '#kernel/working-days.ts'
import {
  DisabilityKind,
  type EffectRule,
  type LegacyRules,
  legacyPath,
  type NoLabourRule,
  noLabourGround,
  objectionsToEnding,
  type OrphanRoute,
  randomCheckSize,
  schemeOfMinor,
  takesEffect,
} from './rules.ts'

const Age = z.object({ age: z.int().nonnegative().optional(), born: PlainDate.optional() })

const ageOf = (given: z.infer<typeof Age>, policy: PolicyInForce): number =>
  given.born ? ageOn(given.born, policy.on) : z.int().parse(given.age)

const noLabour = question(
  Age.extend({ disability: z.object({ kind: DisabilityKind, grade: z.int().min(1).max(4) }).optional() }),
  (given, policy) => {
    const age = ageOf(given, policy)
    const rule = policy.value<NoLabourRule>('eligibility.no_labour').value
    const ground = noLabourGround(age, given.disability ? [given.disability] : [], rule)
    return { age, no_labour: ground !== undefined, ground: ground ?? 'none' }
  },
)

const minor = question(
  Age.extend({
    orphan_conditions: z.boolean(),
    chosen: z.string().nullable().default(null),
    school: z.string().nullable().default(null),
  }),
  (given, policy) => {
    const { scheme, untilAge } = schemeOfMinor(
      {
        age: ageOf(given, policy),
        orphanConditions: given.orphan_conditions,
        chosen: given.chosen,
        schoolStage: given.school,
      },
      {
        route: policy.find<OrphanRoute>('eligibility.minor.orphan_route')?.value,
        supportBelow: policy.find<{ years: number }>('eligibility.minor.support_age_below')?.value,
        inSchool: policy.find<{ after_18_while: string[] }>('eligibility.minor.in_school')?.value,
      },
    )
    return { scheme, ...(untilAge === undefined ? {} : { until_age: untilAge }) }
  },
)

const legacy = question(z.object({ category: z.string(), recognised: PlainDate }), (given, policy) => ({
  path:
    legacyPath(given.category, given.recognised, policy.value<LegacyRules>('recognition.legacy_rules').value) ?? 'none',
}))

const mayDecide = question(z.object({ reason: z.string(), heard: z.boolean() }), ({ reason, heard }, policy) => {
  const reasons = objectionsToEnding(reason, heard, {
    reasons: policy.value<string[]>('exit.reasons'),
    hearing: policy.find<{ before: string[] }>('exit.hearing_required'),
    exempt: policy.find<string[]>('exit.hearing_exempt')?.value ?? [],
  })
  return { allowed: reasons.length === 0, missing: reasons.map((each) => each.code), reasons }
})

export const questions: Questions = {
  'eligibility.no_labour': noLabour,
  'eligibility.minor': minor,
  'recognition.legacy_path': legacy,
  'recognition.random_check': question(z.object({ cases: z.int().nonnegative() }), ({ cases }, policy) => ({
    sample: randomCheckSize(cases, policy.value<{ percent: number }>('recognition.county_random_check').value),
  })),
  'recognition.support_starts': question(z.object({ confirmed: PlainDate }), ({ confirmed }, policy) => ({
    from: takesEffect(confirmed, policy.value<EffectRule>('recognition.support_starts').value),
  })),
  'exit.support_stops': question(z.object({ decided: PlainDate }), ({ decided }, policy) => ({
    from: takesEffect(decided, policy.value<EffectRule>('exit.support_stops').value),
  })),
  'exit.may_decide': mayDecide,
}

/** The same, with the terms, which need to know the working days. */
export function questionsWith(material: { calendar: WorkingCalendar }): Questions {
  const end = question(z.object({ term: z.string(), starts: PlainDate }), ({ term, starts }, policy) =>
    endOfTerm(material.calendar, starts, policy.value<Term>(term).value),
  )
  return { ...questions, 'term.end': end }
}
