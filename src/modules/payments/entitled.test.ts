/** What a person is due in a month, for any person, standard and month (C-11, 民发〔2021〕43号 第十七条). */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, firstDay, lastDay, monthOf, plainDate, plainMonth } from '#kernel/calendar.ts'
import { sumOf } from '#kernel/money.ts'
import { expectedOf, type MonthRates, type Standing } from './entitled.ts'

const month = fc.integer({ min: 0, max: 120 }).map((back) => addMonths(plainMonth('2020-01'), back))
const fen = fc.bigInt({ min: 0n, max: 500_000n })
const byMode = fc.record({ centralised: fen, dispersed: fen })
const rates: fc.Arbitrary<MonthRates> = fc.record({
  month,
  living: fc.record({ urban: byMode, rural: byMode }),
  livingCitations: fc.constant([]),
  care: fc.option(fc.record({ able: fen, partly_able: fen, unable: fen }), { nil: undefined }),
  careCitations: fc.constant([]),
  careToPerson: fc.boolean(),
  fromNextMonth: fc.boolean(),
})
const person: fc.Arbitrary<Standing> = fc.record({
  personId: fc.uuid(),
  name: fc.constant('张示例'),
  townshipId: fc.uuid(),
  class: fc.constantFrom('urban' as const, 'rural' as const, null),
  mode: fc.constantFrom('dispersed' as const, 'centralised' as const, null),
  level: fc.constantFrom('able' as const, 'partly_able' as const, 'unable' as const, null),
  decidedOn: fc.option(month.map((each) => plainDate(`${each}-15`))),
  endedOn: fc.constant(null),
  endReason: fc.constant(null),
  bought: fc.boolean(),
})
const dueOf = (who: Standing, by: MonthRates) => expectedOf(who, by)

test('new from the next month: nothing in the month of the decision or before, the whole month after it', () => {
  fc.assert(
    fc.property(person, rates, fc.integer({ min: -6, max: 6 }), (who, by, months) => {
      const decided = { ...who, decidedOn: plainDate(`${addMonths(by.month, months)}-15`) }
      const due = dueOf(decided, { ...by, fromNextMonth: true })
      expect(due).toEqual(months >= 0 ? [] : dueOf({ ...who, decidedOn: null }, by))
    }),
  )
})

test('the first and the last day of a month of decision give the same first month', () => {
  fc.assert(
    fc.property(person, rates, month, (who, by, decided) => {
      const on = (day: Standing['decidedOn']) => dueOf({ ...who, decidedOn: day }, by)
      expect(on(firstDay(decided))).toEqual(on(lastDay(decided)))
      expect(monthOf(firstDay(decided))).toBe(decided)
    }),
  )
})

test('a rise by any amount raises what is due by exactly that amount, and only for those it is for', () => {
  fc.assert(
    fc.property(person, rates, fc.bigInt({ min: 1n, max: 100_000n }), (who, by, more) => {
      const risen = { ...by.living, rural: { ...by.living.rural, dispersed: by.living.rural.dispersed + more } }
      const before = sumOf(dueOf(who, by).map((each) => each.fen))
      const after = sumOf(dueOf(who, { ...by, living: risen }).map((each) => each.fen))
      const concerned =
        who.class === 'rural' && who.mode === 'dispersed' && dueOf(who, { ...by, living: risen }).length > 0
      expect(after - before).toBe(concerned ? more : 0n)
    }),
  )
})

test('care whose service is bought is never paid to the person as well, and nobody is due anything below nought', () => {
  fc.assert(
    fc.property(person, rates, (who, by) => {
      const due = dueOf(who, by)
      expect(due.every((each) => each.fen >= 0n)).toBe(true)
      expect(who.bought && due.some(({ purpose }) => purpose === 'care')).toBe(false)
      expect(new Set(due.map(({ purpose }) => purpose)).size).toBe(due.length)
    }),
  )
})
