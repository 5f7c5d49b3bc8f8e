/** What zod says when a schema itself brings no sentence: plain Chinese, what to do. Called first in every browser entry. */
import * as z from 'zod'

export function speakChinese(): void {
  // jitless: zod otherwise probes `new Function`, which the content security policy reports (stack.md §2).
  z.config({ jitless: true, customError: (issue) => sentenceOf(issue) })
}

type Issue = Parameters<NonNullable<z.core.$ZodConfig['customError']>>[0]

export function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? '请填写' : '填写的内容不对，请核对'
    case 'invalid_value':
      return issue.input === undefined ? '请选择' : '请在所列内容中选择'
    case 'too_small':
      return tooSmall(issue.origin, issue.minimum)
    case 'too_big':
      return tooBig(issue.origin, issue.maximum)
    case 'not_multiple_of':
      return `应为${issue.divisor}的倍数`
    default:
      return '填写的内容不对，请核对'
  }
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
