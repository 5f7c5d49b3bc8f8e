/** A document read as a whole: its cited clause and the quoted words are told apart. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { paragraphsOf } from './full-text.ts'

const shenxian = readFileSync('packs/texts/shenxian-2023-6.txt', 'utf8')
const textOf = (parts: { text: string }[]) => parts.map(({ text }) => text).join('')

test('only the cited clause is marked, from its heading to the next, and nothing of the text is lost', () => {
  const all = paragraphsOf(shenxian, { clause: '四、工作内容（三）', quote: '' })
  const cited = all.filter((each) => each.cited).map(({ parts }) => textOf(parts))
  expect(cited[0]).toBe('（三）服务标准')
  expect(cited.join('')).toContain('由县民政局根据评估考核结果，计算出服务费用')
  expect(cited.join('')).not.toContain('（四）工作流程')
  const plain = (text: string) => text.replace(/[#*\s]/g, '')
  expect(plain(all.map(({ parts }) => textOf(parts)).join(''))).toBe(plain(shenxian))
})

test('quoted words are marked also where the registered text breaks them over two lines', () => {
  const text = '## 一、总则\n\n以国家、省、市关于政府购\n\n买服务的规定为依据。\n\n## 二、附则\n\n政府购买服务。'
  const all = paragraphsOf(text, { clause: '一、总则', quote: '政府购买服务的规定' })
  const quoted = all.flatMap(({ parts }) => parts.filter((part) => part.quoted).map((part) => part.text))
  expect(quoted).toEqual(['政府购', '买服务的规定'])
  expect(all.map(({ cited }) => cited)).toEqual([true, true, true, false, false])
})

test('a clause that the text does not have marks nothing', () => {
  expect(paragraphsOf(shenxian, { clause: '九、没有这一条', quote: '服务' }).some(({ cited }) => cited)).toBe(false)
})
