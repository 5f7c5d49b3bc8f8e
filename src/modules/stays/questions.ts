/** Policy cases about placement. */
import * as z from 'zod'
import { ageOn, PlainDate } from '#kernel/calendar.ts'
import { citationText } from '#kernel/policy.ts'
import { type Questions, question } from '#kernel/question.ts'
import {
  InstitutionKind,
  type MinorPlacement,
  opensPlacementCase,
  type PlacementConsent,
  type PlacementDecider,
  type PlacementTrigger,
  placementByAge,
  type RefuserCare,
  type Sign,
  stepOfAdmission,
  stepOfClosing,
  stepsOfCase,
  Wish,
} from './rules.ts'

const institution = question(
  z.object({ age: z.int().optional(), born: PlainDate.optional(), institution: InstitutionKind }),
  (given, policy) => {
    const age = given.born ? ageOn(given.born, policy.on) : z.int().parse(given.age)
    const rule = policy.find<MinorPlacement>('eligibility.minor.placement')
    const { reasons, instead } = placementByAge(age, given.institution, rule)
    return { age, allowed: reasons.length === 0, ...(instead ? { instead } : {}), reasons }
  },
)

const Trigger = z.object({
  guardian: z.enum(['failing', 'adequate', 'none']),
  lives_alone: z.boolean(),
  life_quality: z.string(),
  environment: z.string(),
  person_wish: Wish,
})

function signsIn(given: z.infer<typeof Trigger>): Set<Sign> {
  const signs = new Set<Sign>()
  if (given.guardian === 'failing') signs.add('guardian_failing')
  if (given.lives_alone) signs.add('living_alone')
  if (given.life_quality === 'poor') signs.add('poor_quality_of_life')
  if (given.environment === 'squalid') signs.add('poor_dwelling')
  return signs
}

const trigger = question(Trigger, (given, policy) => {
  const rule = policy.value<PlacementTrigger>('placement.override_trigger')
  const open = opensPlacementCase(signsIn(given), rule.value)
  const consent = policy.find<PlacementConsent>('placement.consent')
  const [choice] = consent?.citations ?? []
  const conflict = choice ? { conflict_shown: true, with: citationText(choice) } : { conflict_shown: false }
  return { case_open: open, forced_move: false, next: open ? stepsOfCase(given.person_wish) : [], ...conflict }
})

const admit = question(z.object({ wish: Wish, home_refuses: z.boolean() }), (given, policy) => ({
  answer: stepOfAdmission(given.wish, given.home_refuses, policy.value<PlacementDecider>('placement.decider').value),
}))

const refused = question(z.object({ wish: Wish, home_closing: z.boolean() }), (given, policy) => {
  const care = policy.value<RefuserCare>('care.refuser_dispersed').value
  return { forced_move: false, next: stepOfClosing(given.wish), gap_days: care.gap_days_allowed }
})

export const questions: Questions = {
  'placement.institution': institution,
  'placement.trigger': trigger,
  'placement.admit': admit,
  'placement.refused': refused,
}
