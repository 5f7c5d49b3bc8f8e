/** What a schema wanted, in words an official can act on. */
import type * as z from 'zod'
import { inputMessage } from '#kernel/input-messages.ts'

export interface Expectation {
  at: readonly PropertyKey[]
  expected: string
  found: string
}

const typeNames: Record<string, string> = {
  string: '文字',
  number: '整数',
  int: '整数',
  boolean: 'true或false',
  array: '列表',
  object: '分字段的值',
  record: '分字段的值',
  null: '空',
}

export function foundText(value: unknown): string {
  if (value === undefined) return '没有填写'
  const text = JSON.stringify(value) ?? '无法显示'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

export function expectations(issue: z.core.$ZodIssue): Expectation[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({
      at: [...issue.path, name],
      expected: '已声明的字段',
      found: `未声明的字段${name}`,
    }))
  }
  if (issue.code === 'invalid_union') return unionExpectations(issue)
  return [{ at: issue.path, expected: expectedOf(issue), found: foundText(issue.input) }]
}

function expectedOf(issue: z.core.$ZodIssue): string {
  // The schema's own words; the general ones of inputs are written for whoever fills in a form.
  if (/\p{Script=Han}/u.test(issue.message) && issue.message !== inputMessage(issue)) return issue.message
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? issue.expected
  if (issue.code === 'invalid_value')
    return issue.values.map(String).join('、') + (issue.values.length > 1 ? '之一' : '')
  if (issue.code === 'too_small') return `不小于${issue.minimum}`
  if (issue.code === 'too_big') return `不大于${issue.maximum}`
  return issue.message
}

/** Of several allowed forms the one that went deepest was meant; when none got anywhere, all are named. */
function unionExpectations(issue: z.core.$ZodIssueInvalidUnion): Expectation[] {
  const deeper = issue.errors.find((errors) => errors.some((error) => error.path.length > 0))
  const prefix = (found: Expectation): Expectation => ({ ...found, at: [...issue.path, ...found.at] })
  if (deeper) return deeper.flatMap(expectations).map(prefix)
  const named = new Set(issue.errors.flatMap((errors) => errors.flatMap(expectations)).map((found) => found.expected))
  return [{ at: issue.path, expected: [...named].join('，或'), found: foundText(issue.input) }]
}
