import { expect, test } from 'vitest'
import { inForce } from '#kernel/given.ts'
import {
  missingInContract,
  objectionsToCarerEmployer,
  objectionsToTermination,
  type TerminationRules,
} from './rules.ts'

const codes = (reasons: { code: string }[]) => reasons.map((reason) => reason.code)

test('a contract lacks what the list asks for and it does not contain', () => {
  expect(missingInContract(['content', 'term'], ['content', 'term', 'breach_liability'])).toEqual(['breach_liability'])
})

test('carers of another employer mean that the contract was passed on', () => {
  const forbidden = inForce('forbidden' as const)
  expect(objectionsToCarerEmployer('甲公司', '甲公司', forbidden)).toEqual([])
  expect(codes(objectionsToCarerEmployer('乙公司', '甲公司', forbidden))).toEqual(['subcontracted'])
  expect(objectionsToCarerEmployer('乙公司', '甲公司', undefined)).toEqual([])
})

const rules: TerminationRules = {
  grounds: inForce(['veto']),
  takeover: inForce({ when: 'at_termination' as const, gap_days_allowed: 0 }),
}

test('a contract ends only with the takeover plan started and a carer for everyone', () => {
  const ready = { ground: 'veto', takeoverStarted: true, personsWithoutInterimCarer: 0 }
  expect(objectionsToTermination(ready, rules)).toEqual([])
  expect(codes(objectionsToTermination({ ...ready, takeoverStarted: false }, rules))).toEqual(['takeover_plan'])
  expect(objectionsToTermination({ ...ready, personsWithoutInterimCarer: 1 }, rules)).toMatchObject([
    { code: 'interim_carer', count: 1 },
  ])
})

test('a ground that the list does not name is refused, whatever else is ready', () => {
  const unnamed = { ground: 'no_longer_liked', takeoverStarted: false, personsWithoutInterimCarer: 3 }
  expect(codes(objectionsToTermination(unnamed, rules))).toEqual(['ground', 'takeover_plan'])
  expect(codes(objectionsToTermination(unnamed, { ...rules, takeover: undefined }))).toEqual(['ground'])
})
