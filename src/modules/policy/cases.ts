/** Runs the cases of policy packs: a situation, a day, the answer the document gives. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { type PolicyFrom, policyFrom } from './in-force.ts'
import { documentsOf, type PackSet, type PolicyCase } from './pack-set.ts'
import { asksForTrial } from './questions.ts'
import { isRecord, same } from './same.ts'

export type Questions = Record<string, (given: unknown, policy: PolicyInForce) => unknown>

export interface CaseResult {
  case: PolicyCase
  passed: boolean
  answer?: unknown
  /** Why it failed, in Chinese; empty when it passed. */
  differences: string[]
}

export function runCases(
  cases: readonly PolicyCase[],
  questions: Questions,
  policyFor: (asked: PolicyCase) => PolicyInForce,
): CaseResult[] {
  return cases.map((asked) => runCase(asked, questions, policyFor))
}

function runCase(asked: PolicyCase, questions: Questions, policyFor: (asked: PolicyCase) => PolicyInForce): CaseResult {
  const question = questions[asked.ask]
  if (!question) return { case: asked, passed: false, differences: [`没有程序回答${asked.ask}`] }
  try {
    const answered = question(asked.given, policyFor(asked))
    // What a trial of a draft answers is marked, whoever answers it.
    const answer = asksForTrial(asked.given) && isRecord(answered) ? { ...answered, mark: 'draft' } : answered
    const { not, ...expected } = asked.expect
    const differences = [...differencesOf(expected, answer, ''), ...wronglyAnswered(not, answer)]
    return { case: asked, passed: differences.length === 0, answer, differences }
  } catch (error) {
    const message = error instanceof Error ? error.message : '未知错误'
    return { case: asked, passed: false, differences: [`回答时出错：${message}`] }
  }
}

const shown = (value: unknown): string => (value === undefined ? '没有' : JSON.stringify(value))

/** Fields not expected may say anything; lists must agree item by item. */
function differencesOf(expected: unknown, actual: unknown, path: string): string[] {
  if (isRecord(expected) && isRecord(actual)) {
    return Object.entries(expected).flatMap(([name, value]) =>
      differencesOf(value, actual[name], path ? `${path}.${name}` : name),
    )
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((value: unknown, index) => differencesOf(value, actual[index], `${path}[${index + 1}]`))
  }
  return same(expected, plainOf(actual))
    ? []
    : [`${path || '回答'}应为${shown(expected)}，现为${shown(plainOf(actual))}`]
}

/** `not` names answers that a likely mistake would give (55 % of 100 is 55, not 56). */
function wronglyAnswered(not: unknown, answer: unknown): string[] {
  const given = isRecord(answer) ? Object.values(answer) : [answer]
  const wrong = Array.isArray(not) ? not.filter((value) => given.some((one) => same(one, value))) : []
  return wrong.map((value) => `回答不得为${shown(value)}`)
}

/** Cases write 'none' where code has nothing. */
const plainOf = (value: unknown): unknown => (value === null || value === undefined ? 'none' : value)

const AdoptedInCase = z.object({
  adopted: z.object({ number: z.string(), from: PlainDate, second_person: z.boolean() }).optional(),
})

/** The policy a case means: on its day, in its place, with drafts tried or adopted as it says. */
export function policyForCases(set: PackSet, policyOn: PolicyFrom = policyFrom(set)) {
  const drafts = [...documentsOf(set.packs).values()].filter(({ status }) => status === 'draft').map(({ key }) => key)
  return ({ area, day, given }: PolicyCase): PolicyInForce => {
    const { adopted } = AdoptedInCase.parse(given)
    const { number = '', from = day } = adopted ?? {}
    // An adoption without a second person decides nothing.
    const decided = adopted?.second_person === true
    return policyOn(area, day, {
      ...(asksForTrial(given) ? { simulate: drafts } : {}),
      adopted: decided ? drafts.map((document) => ({ area, document, number, from, secondPerson: '（试算）' })) : [],
    })
  }
}
