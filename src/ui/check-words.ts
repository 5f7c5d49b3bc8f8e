/** What zod says when a schema itself brings no sentence: plain Chinese, what to do. The first import of every browser entry. */
import * as z from 'zod'

type Issue = Parameters<NonNullable<z.core.$ZodConfig['customError']>>[0]

export function sentenceOf(issue: Issue): string {
  const missing = issue.input === undefined || issue.input === null
  if (issue.code === 'invalid_type' && missing) return issue.expected === 'array' ? '请选择' : '请填写'
  if (issue.code === 'invalid_value') return missing ? '请选择' : '请在所列内容中选择'
  if (issue.code === 'too_small') return tooSmall(issue.origin, issue.minimum)
  if (issue.code === 'too_big') return tooBig(issue.origin, issue.maximum)
  if (issue.code === 'not_multiple_of') return `应为${issue.divisor}的倍数`
  return '填写的内容不对，请核对'
}

function tooSmall(origin: string, minimum: number | bigint): string {
  if (origin === 'string') return minimum === 1 || minimum === 1n ? '请填写' : `至少填写${minimum}个字`
  if (origin === 'array') return `至少选择${minimum}项`
  return `不能小于${minimum}`
}

function tooBig(origin: string, maximum: number | bigint): string {
  if (origin === 'string') return `最多填写${maximum}个字`
  if (origin === 'array') return `最多选择${maximum}项`
  return `不能大于${maximum}`
}

// On import, not by a call: zod probes `new Function` when the first object schema is made, which the
// content security policy reports (stack.md §2). Browser entries therefore import this file first.
z.config({ jitless: true, customError: (issue) => sentenceOf(issue) })
