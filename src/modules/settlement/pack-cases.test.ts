import { expect, test } from 'vitest'
import { runCases, policyForCases } from '#modules/policy/cases.ts'
import { readPacks } from '#modules/policy/packs.ts'
import { questions as paying } from '#modules/payments/questions.ts'
import { questions as settling } from './questions.ts'

const set = await readPacks('packs')
const questions = { ...settling, ...paying }
const cases = set.packs.flatMap((pack) => pack.cases).filter((each) => questions[each.ask])

test('every case of the packs about settlement, standards and payment gets the answer its document gives', () => {
  expect(cases.length).toBeGreaterThanOrEqual(35)
  const failed = runCases(cases, questions, policyForCases(set)).filter((result) => !result.passed)
  expect(failed.map((result) => [result.case, result.differences])).toEqual([])
})

test('each question is asked by at least one case', () => {
  const asked = new Set(cases.map((each) => each.ask))
  expect(Object.keys(questions).filter((ask) => !asked.has(ask))).toEqual([])
})
