import { expect, test } from 'vitest'
import * as z from 'zod'
import { PlainDate, PlainMonth } from './calendar.ts'
import { inputMessage } from './input-messages.ts'

const said = (schema: z.ZodType, input: unknown) =>
  schema.safeParse(input, { error: inputMessage }).error?.issues.map(({ message }) => message)

test('who chose nothing is asked to choose; a wrong code names the right ones', () => {
  const wish = z.enum(['yes', 'no'])
  for (const nothing of [undefined, null, '']) expect(said(wish, nothing)).toEqual(['请选择'])
  expect(said(wish, 'maybe')).toEqual(['只能是：yes、no'])
})

test('an empty text where a form is asked for is said to be empty, another to have the wrong form', () => {
  expect(said(z.uuid(), '')).toEqual(['不能为空'])
  expect(said(z.uuid(), 'x')).toEqual(['编号的格式不对，请刷新页面后重试'])
})

test('a day or a month that was left empty is asked for; one written otherwise is shown how', () => {
  for (const nothing of [undefined, '']) {
    expect(said(PlainDate, nothing)?.[0]).toBe('请填写日期')
    expect(said(PlainMonth, nothing)?.[0]).toBe('请填写月份')
  }
  expect(said(PlainDate, '1.9.2023')?.[0]).toBe('日期应写成2023-09-11的样子')
})
