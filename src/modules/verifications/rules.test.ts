import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type PlainDate, plainDate } from '#kernel/calendar.ts'
import {
  after,
  codeText,
  countsOf,
  coverageText,
  endOfWeek,
  mondayOf,
  numbersOn,
  objectionsToSaying,
  pageOf,
  proposedLegacy,
  readCode,
  type Step,
  spread,
  sumOf,
  weeksOf,
} from './rules.ts'
import { minorStanding, objectionsToSchool } from './minor-rules.ts'
import { Answer, answerKeys, EntryState } from './words.ts'

const day = plainDate
const steps: readonly Step[] = ['verify', 'try', 'correct', 'take_back', 'end', 'return']

test('whatever happens to the persons of a plan, 计划 = 已核查 + 未核查 + 已终止, in each village and in all', () => {
  const someone = fc.array(fc.constantFrom(...steps), { maxLength: 12 })
  fc.assert(
    fc.property(fc.array(fc.array(someone, { maxLength: 8 }), { maxLength: 6 }), (villages) => {
      const counts = villages.map((persons) =>
        countsOf(
          persons.map((lived) => lived.reduce<EntryState>((state, step) => after(state, step) ?? state, 'open')),
        ),
      )
      const all = sumOf(counts)
      for (const each of [...counts, all]) expect(each.planned).toBe(each.seen + each.open + each.left)
      expect(all.planned).toBe(villages.flat().length)
    }),
  )
})

test('no path gives a person two results: a second one is refused until the first is taken back', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 30 }), (lived) => {
      let state: EntryState = 'open'
      let counting = 0
      for (const step of lived) {
        const next = after(state, step)
        if (!next) continue
        if (step === 'verify') counting += 1
        if (step === 'take_back') counting -= 1
        state = next
        expect(counting).toBe(state === 'seen' ? 1 : 0)
      }
    }),
  )
})

test('the sentence of coverage names what is left and who ended', () => {
  expect(coverageText({ planned: 2134, seen: 1902, open: 232, left: 0 })).toBe('1,902 / 2,134，剩232人')
  expect(coverageText({ planned: 10, seen: 8, open: 0, left: 2 })).toBe('8 / 10，全部核查完，已终止2人')
})

test('a code reads back as its page however it is typed, and one wrong or exchanged digit is noticed', () => {
  const place = fc.record({
    round: fc.integer({ min: 1, max: 999 }),
    sheet: fc.integer({ min: 1, max: 9999 }),
    page: fc.integer({ min: 1, max: 99 }),
  })
  fc.assert(
    fc.property(place, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (at, index, by) => {
      const text = codeText(at)
      expect(readCode(text)).toEqual(at)
      expect(readCode(` ${text.replaceAll('-', ' ')} `)).toEqual(at)
      const digits = text.replaceAll('-', '')
      const wrong = digits.slice(0, index) + ((Number(digits[index]) + by) % 10) + digits.slice(index + 1)
      expect(readCode(wrong)).toBeUndefined()
      const other = digits.slice(0, index) + (digits[index + 1] ?? '') + (digits[index] ?? '') + digits.slice(index + 2)
      expect(readCode(other)).toEqual(other === digits ? at : undefined)
    }),
  )
  for (const odd of ['', '001', 'x'.repeat(10), '0010137022', '001-0137-02-5; drop'])
    expect(readCode(odd)).toBeUndefined()
})

test('each number stands on one page, and a page holds the numbers between its first and last', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (no) => {
      const { first, last } = numbersOn(pageOf(no))
      expect(first <= no && no <= last).toBe(true)
    }),
  )
})

test('villages are spread over the weeks of the plan in their order, each township for itself', () => {
  const sheets = Array.from({ length: 6 }, (_, index) => ({ id: `a${index}`, townshipId: 'a', persons: 10 }))
  const other = [{ id: 'b0', townshipId: 'b', persons: 3 }]
  const weeks = spread([...sheets, ...other], day('2026-11-02'), day('2026-11-20'))
  expect([...weeks.values()].slice(0, 6)).toEqual([
    '2026-11-02',
    '2026-11-02',
    '2026-11-09',
    '2026-11-09',
    '2026-11-16',
    '2026-11-16',
  ])
  expect(weeks.get('b0')).toBe('2026-11-09')
})

test('every village has a Monday within the plan, whatever the days and the sizes', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 200 }), (all, start, length) => {
      const from = addDays(day('2026-01-01'), start)
      const to = addDays(from, length)
      const weeks = weeksOf(from, to)
      expect([weeks[0], weeks.at(-1)]).toEqual([mondayOf(from), mondayOf(to)])
      const planned = spread(
        all.map((persons, index) => ({ id: String(index), townshipId: 't', persons })),
        from,
        to,
      )
      expect(planned.size).toBe(all.length)
      const found: PlainDate[] = [...planned.values()]
      for (const week of found) expect(week >= mondayOf(from) && week <= to && endOfWeek(week) >= from).toBe(true)
      expect(found).toEqual(found.toSorted())
    }),
  )
})

test('nothing but "seen, no change" goes without words, and who was not met was not seen', () => {
  expect(objectionsToSaying({ answer: 'none', seenSelf: true, words: '' })).toEqual([])
  expect(objectionsToSaying({ answer: 'none', seenSelf: false, words: '' })[0]?.message).toContain('怎样核实')
  expect(objectionsToSaying({ answer: 'income', seenSelf: true, words: '有' })).toHaveLength(1)
  expect(objectionsToSaying({ answer: 'not_seen', seenSelf: true, words: '去了两次都锁门' })[0]?.code).toBe('seenSelf')
  expect(new Set(answerKeys.map(({ answer }) => answer)).size).toBe(Answer.options.length - 1)
})

const limit = { cutoff: day('2016-10-10'), cutoff_day_counts_as: 'after' as const }
test.each([
  ['rural', '2016-10-09', 'rural_wubao'],
  ['rural', '2016-10-10', 'rural_supported'],
  ['rural', null, null],
  ['urban', '2010-01-01', 'urban_three_no'],
  ['urban', null, 'urban_three_no'],
] as const)('the register proposes for %s since %s: %s', (of, since, category) => {
  expect(proposedLegacy({ class: of, supportedFrom: since ? day(since) : null }, limit)).toBe(category)
})

const minors = {
  today: day('2026-09-01'),
  ahead: 90,
  ages: { young: 16, support: 18 },
  stages: ['senior_high', 'secondary_vocational'],
}
const child = { decided: [], school: null, openSince: () => false }

test.each([
  ['2010-11-30', undefined, { matter: 'turns_young', on: '2026-11-30' }],
  ['2010-12-01', undefined, undefined],
  ['2008-11-30', undefined, { matter: 'turns_support', on: '2026-11-30' }],
  ['2008-05-01', undefined, { matter: 'turns_support', on: '2026-05-01' }],
  ['2007-05-01', '2027-07-15', { matter: 'in_school', on: '2027-07-15' }],
  ['2007-05-01', '2026-08-31', { matter: 'school_over', on: '2026-08-31' }],
  ['2008-11-30', '2026-10-01', { matter: 'school_over', on: '2026-11-30' }],
  ['2006-05-01', undefined, undefined],
] as const)('born %s with school until %s: %o', (bornOn, until, wanted) => {
  const school = until ? { stage: 'senior_high', untilOn: day(until) } : null
  const found = minorStanding({ ...child, bornOn: day(bornOn), school }, minors)
  expect(found && { matter: found.matter, on: found.on }).toEqual(wanted)
})

test('an age that was reached in support is asked for until somebody decides, however old one has grown', () => {
  const grown = { ...child, bornOn: day('2006-05-01'), openSince: (age: number) => age === 18 }
  expect(minorStanding(grown, minors)).toMatchObject({ matter: 'turns_support', on: '2024-05-01' })
  expect(minorStanding({ ...grown, decided: ['turned_18'] }, minors)).toBeUndefined()
})

test('a decided age is not asked for again, and a school that does not count keeps nobody', () => {
  const eighteen = { ...child, bornOn: day('2008-10-01') }
  expect(minorStanding({ ...eighteen, decided: ['turned_18'] }, minors)).toBeUndefined()
  const college = { stage: 'university', untilOn: day('2027-07-01') }
  expect(minorStanding({ ...eighteen, school: college }, minors)?.matter).toBe('turns_support')
})

test('proof of school counts for a year at most, of the kinds the clause names', () => {
  const rule = { value: { after_18_while: ['senior_high'] }, force: 'must' as const, citations: [] }
  const proof = { stage: 'senior_high', provedOn: day('2026-09-01'), untilOn: day('2027-07-01') }
  const today = day('2026-09-02')
  expect(objectionsToSchool(proof, today, rule)).toEqual([])
  expect(objectionsToSchool({ ...proof, stage: 'university' }, today, rule)[0]?.code).toBe('stage')
  expect(objectionsToSchool({ ...proof, untilOn: day('2027-09-02') }, today, rule)[0]?.message).toContain(
    '每年核对一次',
  )
  expect(objectionsToSchool({ ...proof, provedOn: day('2026-09-03') }, today, rule)[0]?.code).toBe('provedOn')
  expect(objectionsToSchool({ ...proof, untilOn: day('2026-09-02') }, today, rule)[0]?.message).toContain('已经过期')
  expect(objectionsToSchool(proof, today, undefined)[0]?.code).toBe('stage')
})
