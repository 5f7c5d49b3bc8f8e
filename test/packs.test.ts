/** Every case of every policy pack, answered by the module that has the rule. */
import { describe, expect, test } from 'vitest'
import { allQuestions } from '#apps/pack-questions.ts'
import { policyForCases, runCases } from '#modules/policy/cases.ts'
import { readPacks } from '#modules/policy/packs.ts'
import { questions as ownQuestions } from '#modules/policy/questions.ts'

const set = await readPacks('packs')
const cases = set.packs.flatMap((pack) => pack.cases)

const questions = await allQuestions()

describe('cases of the policy packs', () => {
  test('policy and duties are answered by this module, 27 cases of them', () => {
    expect(cases.filter(({ ask }) => ownQuestions[ask]).length).toBeGreaterThanOrEqual(27)
  })

  test('every case has a module that answers it', () => {
    expect(cases.filter(({ ask }) => !questions[ask]).map(({ ask, place }) => `${ask} ${place.file}`)).toEqual([])
  })

  for (const result of runCases(cases, questions, policyForCases(set))) {
    const { title, ask, area, place } = result.case
    test(`${area} ${ask} ${title} (${place.file}:${place.line})`, () => {
      expect(result.differences).toEqual([])
    })
  }

  test('a case that nobody answers is a failure, and so is a wrong answer', () => {
    const [first] = cases.filter(({ ask }) => ask === 'policy.value')
    if (!first) throw new Error('no case')
    const [unanswered] = runCases([first], {}, policyForCases(set))
    expect(unanswered).toMatchObject({ passed: false, differences: ['没有程序回答policy.value'] })
    const [wrong] = runCases([first], { 'policy.value': () => ({ value: 7 }) }, policyForCases(set))
    expect(wrong?.passed).toBe(false)
    expect(wrong?.differences[0]).toContain('现为7')
    const likely = { ...first, expect: { not: [56] } }
    expect(runCases([likely], { 'policy.value': () => ({ value: 56 }) }, policyForCases(set))[0]?.passed).toBe(false)
    expect(runCases([likely], { 'policy.value': () => ({ value: 55 }) }, policyForCases(set))[0]?.passed).toBe(true)
  })
})
