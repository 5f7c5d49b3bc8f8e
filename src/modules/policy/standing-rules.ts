/** Duties, forms and tables in force: they are not combined by levels, each stands for itself. */
import type { PolicyValue } from '#kernel/policy.ts'
import { type Asking, candidatesOf, type Given } from './candidates.ts'
import type { Duty, DutyDetails, Layout } from './pack-set.ts'
import type { Standing } from './standing.ts'

export interface DutyInForce extends Omit<Standing, 'value'> {
  id: string
  topic: string
  duty: DutyDetails
}

function givenDuty(rule: Duty): Given {
  return { name: `duty.${rule.id}`, rule, value: rule, details: {} }
}

const isDuty = (value: unknown): value is Duty => typeof value === 'object' && value !== null && 'duty' in value

/** All levels' duties hold side by side. */
export function dutiesIn(asking: Asking): PolicyValue<DutyInForce[]> {
  const givens = asking.packs.flatMap(({ duties }) => duties.map(givenDuty))
  const duties = candidatesOf(givens, asking).standing.flatMap(({ value, ...standing }) =>
    isDuty(value) ? [{ ...standing, id: value.id, topic: value.topic, duty: value.duty }] : [],
  )
  return { value: duties, force: 'must', citations: duties.flatMap(({ citations }) => citations) }
}

/** Of two duties of one name the lower level's is meant: it is the one its own officials know by it. */
export function dutyIn(asking: Asking, id: string): PolicyValue<DutyDetails> | undefined {
  const found = dutiesIn(asking).value.findLast((duty) => duty.id === id)
  return found && { value: found.duty, force: found.force, citations: found.citations }
}

const given = (rule: Layout): Given => ({ name: rule.name, rule, value: rule.body, details: {} })

/** The nearest level's layout, and of that level's the latest. */
export function layoutIn(asking: Asking, kind: 'form' | 'table', name: string): PolicyValue | undefined {
  const givens = asking.packs.flatMap(({ forms, tables }) =>
    (kind === 'form' ? forms : tables).filter((layout) => layout.name === name).map(given),
  )
  const { standing } = candidatesOf(givens, asking)
  const nearest = standing.at(-1)
  const found = standing.find(({ area }) => area === nearest?.area)
  return found && { value: found.value, force: found.force, citations: found.citations }
}
