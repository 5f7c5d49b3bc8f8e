/** Every case of every policy pack, answered by the module that has the rule. */
import { glob, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { Holidays, workingCalendarOf } from '#kernel/holidays.ts'
import type { WorkingCalendar } from '#kernel/working-days.ts'
import { policyForCases, type Questions, runCases } from '#modules/policy/cases.ts'
import { readPacks } from '#modules/policy/packs.ts'
import { questions as ownQuestions } from '#modules/policy/questions.ts'

const set = await readPacks('packs')
const cases = set.packs.flatMap((pack) => pack.cases)

const calendar = workingCalendarOf(Holidays.parse(parse(await readFile('packs/holidays.yaml', 'utf8'))))

interface QuestionFile {
  questions: Questions
  /** Where an answer needs the working days. */
  questionsWith?: (material: { calendar: WorkingCalendar }) => Questions
}

/** Whatever modules there are: their questions.ts is found, not listed. */
async function allQuestions(): Promise<Questions> {
  const all: Questions = {}
  for await (const path of glob('src/modules/*/questions.ts')) {
    const module = (await import(resolve(path))) as QuestionFile
    for (const [ask, answer] of Object.entries(module.questionsWith?.({ calendar }) ?? module.questions)) {
      expect(all[ask], `${ask} is answered twice`).toBeUndefined()
      all[ask] = answer
    }
  }
  return all
}

const questions = await allQuestions()
const answered = cases.filter(({ ask }) => questions[ask])

describe('cases of the policy packs', () => {
  test('policy and duties are answered by this module, 27 cases of them', () => {
    expect(cases.filter(({ ask }) => ownQuestions[ask]).length).toBeGreaterThanOrEqual(27)
  })

  test('every case has a module that answers it', () => {
    expect(cases.filter(({ ask }) => !questions[ask]).map(({ ask, place }) => `${ask} ${place.file}`)).toEqual([])
  })

  for (const result of runCases(answered, questions, policyForCases(set))) {
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
