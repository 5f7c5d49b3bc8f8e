/** What is wrong with an input, in Chinese: zod's own words are not fit for the people who read them. */
import * as z from 'zod'

type Issue = z.core.$ZodRawIssue | z.core.$ZodIssue

const kinds: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组内容',
  bigint: '整数',
}
const formats: Record<string, string> = {
  uuid: '编号的格式不对，请刷新页面后重试',
  date: '日期应写成2023-09-11的样子',
  datetime: '时间格式不对',
  regex: '格式不对',
  email: '邮箱格式不对',
}

export function inputMessage(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? '不能为空'
        : `应为${kinds[issue.expected] ?? '另一种内容'}`
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum))
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum))
    case 'invalid_format':
      if (issue.input === '') return '不能为空'
      return formats[issue.format] ?? '格式不对'
    case 'invalid_value':
      // Whoever chose nothing on a screen should not read the codes behind the choices.
      if (issue.input === undefined || issue.input === null || issue.input === '') return '请选择'
      return `只能是：${issue.values.map(String).join('、')}`
    case 'unrecognized_keys':
      return `有不认识的内容：${issue.keys.join('、')}`
    case 'not_multiple_of':
      return `应为${issue.divisor}的倍数`
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
      return '填写的内容不对'
    default:
      return undefined
  }
}

function tooSmall(origin: string, minimum: number): string {
  if (origin === 'string') return minimum <= 1 ? '不能为空' : `至少${minimum}个字`
  if (origin === 'array' || origin === 'set') return `至少${minimum}项`
  return `不能小于${minimum}`
}

function tooBig(origin: string, maximum: number): string {
  if (origin === 'string') return `最多${maximum}个字`
  if (origin === 'array' || origin === 'set') return `最多${maximum}项`
  return `不能大于${maximum}`
}

z.config({ customError: inputMessage })
