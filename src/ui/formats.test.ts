import { expect, test } from 'vitest'
import { instant, plainDate } from '#kernel/calendar.ts'
import {
  ageText,
  agoText,
  countText,
  dayShort,
  durationText,
  moneyText,
  momentShort,
  percentText,
  sizeText,
  spanText,
  termText,
  wanText,
} from './formats.ts'

const now = instant('2023-09-11T06:05:00Z')

test('a moment of this year is written without the year, one of another year with it', () => {
  expect(momentShort(instant('2023-09-11T06:05:00Z'), now)).toBe('9月11日 14:05')
  expect(momentShort(instant('2022-12-31T17:00:00Z'), now)).toBe('1月1日 01:00')
  expect(momentShort(instant('2022-12-31T15:00:00Z'), now)).toBe('2022年12月31日 23:00')
})

test('a span names the year once within one year, and 至今 when it is open', () => {
  expect(spanText(plainDate('2023-09-01'), plainDate('2023-09-30'))).toBe('2023年9月1日至9月30日')
  expect(spanText(plainDate('2023-09-01'), plainDate('2024-08-31'))).toBe('2023年9月1日至2024年8月31日')
  expect(spanText(plainDate('2023-08-02'), null)).toBe('2023年8月2日至今')
})

test('a day of another year carries its year', () => {
  expect(dayShort(plainDate('2023-09-08'), plainDate('2023-09-01'))).toBe('9月8日')
  expect(dayShort(plainDate('2024-01-02'), plainDate('2023-12-30'))).toBe('2024年1月2日')
})

test('minutes become hours and minutes', () => {
  expect(durationText(42)).toBe('42分钟')
  expect(durationText(65)).toBe('1小时5分')
  expect(durationText(120)).toBe('2小时')
})

test('money in sentences has a blank before 元, a minus in front, and one rounding in 万元', () => {
  expect(moneyText(123_400n)).toBe('1,234.00 元')
  expect(moneyText(-1_200n)).toBe('-12.00 元')
  expect(wanText(54_360_000n)).toBe('54.36万元')
  expect(wanText(54_365_000n)).toBe('54.37万元')
})

test('a share is rounded half up once, and nothing of nothing is unknown', () => {
  expect(percentText(441, 948)).toBe('46.52%')
  expect(percentText(1, 8)).toBe('12.50%')
  expect(percentText(0, 0)).toBe('—')
  expect(percentText(5, 10_000_0)).toBe('0.01%')
})

test('working days and calendar days are never written alike', () => {
  expect(termText(7, 'working')).toBe('7个工作日')
  expect(termText(7, 'calendar')).toBe('7天')
})

test('an age is completed years on the day', () => {
  expect(ageText(plainDate('1956-03-12'), plainDate('2023-03-11'))).toBe('66岁')
  expect(ageText(plainDate('1956-03-12'), plainDate('2023-03-12'))).toBe('67岁')
})

test('counts have commas, sizes a unit, recent days a word', () => {
  expect(countText(2134)).toBe('2,134')
  expect(sizeText(1_468_006)).toBe('1.4 MB')
  expect(sizeText(300)).toBe('1 KB')
  expect(agoText(plainDate('2023-09-10'), plainDate('2023-09-11'))).toBe('昨天')
  expect(agoText(plainDate('2023-08-10'), plainDate('2023-09-11'))).toBe('8月10日')
})
