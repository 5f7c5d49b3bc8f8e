import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { differentNames, namesInBoth, sameName } from './names.ts'

test('blanks, full-width blanks, invisible marks and dots of every kind make no other person', () => {
  for (const written of ['王 强', '王　强', ' 王强 ', '王\u200b强']) expect(sameName('王强', written)).toBe(true)
  expect(sameName('阿依·古丽', '阿依•古丽')).toBe(true)
  expect(sameName('阿依·古丽', '阿依 古丽')).toBe(true)
  expect(sameName('王强', '王刚')).toBe(false)
})

test('who is not named is nobody, not even himself', () => {
  expect(sameName('', ' ')).toBe(false)
  expect(differentNames(['', '　'])).toBe(0)
})

test('two spellings of one name count once, two names twice, wherever blanks are put', () => {
  expect(differentNames(['王强', '王 强', '陈假设'])).toBe(2)
  expect(namesInBoth(['王 强', '陈假设'], ['王强', '李样本'])).toEqual(['王 强'])
  const blank = fc.constantFrom('', ' ', '　', '\u00a0')
  fc.assert(fc.property(blank, blank, blank, (a, b, c) => sameName('陈假设', `陈${a}假${b}设${c}`)))
})
