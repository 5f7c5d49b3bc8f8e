import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '#kernel/canonical.ts'
import { addDays, plainDate, plainMonth } from '#kernel/calendar.ts'
import { divideHalfUp, sumOf } from '#kernel/money.ts'
import { correctionsFor, differenceOf } from './difference.ts'
import { byDayPolicy, givenLine, givenMonth, givenPart, names, shenxianPolicy, withFactor } from './given.ts'
import { levels, readLine } from './line.ts'
import { settleMonth1 } from './month-1.ts'
import type { MonthInput, PartInput, RosterLine } from './month-input.ts'
import { headOf, hashOf } from './statement.ts'
import { statementTree, treeByLevel } from './tree.ts'
import { faultsOf } from './tree-node.ts'

const level = fc.constantFrom(...levels)
const day = fc.integer({ min: 0, max: 30 }).map((index) => addDays(plainDate('2023-08-01'), index))

/** Cuts August at the days given and puts a level on each stretch; one stretch may stay off the roster. */
const spans = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 }), fc.infiniteStream(level), fc.nat(4))
  .map(([cuts, stream, skipped]) => {
    const starts = [0, ...cuts.toSorted((one, other) => one - other)]
    return starts.flatMap((start, index) => {
      const end = (starts[index + 1] ?? 31) - 1
      const each = stream.next().value ?? 'able'
      if (index === skipped) return []
      return [{ from: addDays(plainDate('2023-08-01'), start), to: addDays(plainDate('2023-08-01'), end), level: each }]
    })
  })

const more = fc.record(
  {
    spans,
    agreement: fc.option(fc.record({ id: fc.constant('a'), on: day }), { nil: null }),
    absences: fc.array(
      fc.tuple(day, fc.nat(12)).map(([from, days]) => ({ kind: 'hospital' as const, from, to: addDays(from, days) })),
      { maxLength: 2 },
    ),
    verifiedDays: fc.uniqueArray(day, { maxLength: 12 }),
    exclusion: fc.constantFrom('died' as const, 'exited' as const),
  },
  { requiredKeys: [] },
)

const lines = (prefix: string) =>
  fc
    .array(fc.tuple(level, fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, more)), { maxLength: 12 })
    .map((all) => all.map(([each, rest], index) => givenLine(`${prefix}-p-${index}`, each, rest)))

const yuan = fc.integer({ min: 1, max: 200_000 }).map(BigInt)
const deductions = (prefix: string) =>
  fc
    .array(
      fc.record({ amount: yuan, verified: fc.boolean(), clause: fc.constantFrom('第九条', ''), heard: fc.boolean() }),
      {
        maxLength: 5,
      },
    )
    .map((all) =>
      all.map((each, index) => ({
        ...each,
        id: `${prefix}-f-${index}`,
        person: null,
        carriedFrom: null,
        citations: [],
      })),
    )
const corrections = (prefix: string) =>
  fc.array(fc.integer({ min: -100_000, max: 100_000 }).map(BigInt), { maxLength: 4 }).map((all) =>
    all.map((amount, index) => ({
      id: `${prefix}-c-${index}`,
      month: plainMonth('2023-07'),
      person: `${prefix}-p-${index}`,
      amount,
      before: '',
      after: '',
    })),
  )
const part = (township: string): fc.Arbitrary<PartInput> =>
  fc
    .record({ lines: lines(township), deductions: deductions(township), corrections: corrections(township) })
    .map(({ lines: own, ...rest }) => givenPart(township, own, rest))

const policy = fc
  .tuple(
    fc.constantFrom(shenxianPolicy, byDayPolicy),
    fc.integer({ min: 0, max: 130 }),
    fc.constantFrom('carry', 'claim'),
  )
  .map(([base, times, excess]) => ({
    ...withFactor(base, times, 100),
    excess: { value: excess === 'carry' ? ('carry' as const) : ('claim' as const), citations: [] },
  }))

const month: fc.Arbitrary<MonthInput> = fc
  .tuple(part('t1'), part('t2'), policy, fc.option(day, { nil: null, freq: 4 }))
  .map(([one, two, rules, contractEndsOn]) => givenMonth([one, two], { policy: rules, contractEndsOn }))

test('at every node the children add up to their parent, in every line too', () => {
  fc.assert(
    fc.property(month, (input) => {
      const statement = settleMonth1(input)
      for (const tree of [statementTree(statement, names), treeByLevel(statement, names)]) {
        expect(faultsOf(tree)).toEqual([])
        expect(tree.amount).toBe(statement.total.payable)
      }
      for (const line of statement.parts.flatMap((each) => each.lines)) {
        const read = readLine(line.json)
        expect(sumOf(read.children.map((child) => child.amount))).toBe(read.amount)
        expect(read.amount).toBe(line.amount)
        expect(canonicalJson(read)).toBe(line.json)
      }
    }),
  )
})

test('the order of input does not matter', () => {
  fc.assert(
    fc.property(month, fc.infiniteStream(fc.integer()), (input, stream) => {
      const shuffled = <Each>(all: readonly Each[]): Each[] =>
        all
          .map((each) => ({ each, key: stream.next().value ?? 0 }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ each }) => each)
      const parts = shuffled(input.parts).map((each) => ({
        ...each,
        lines: shuffled(each.lines),
        deductions: shuffled(each.deductions),
        corrections: shuffled(each.corrections),
      }))
      expect(headOf(settleMonth1({ ...input, parts }))).toBe(headOf(settleMonth1(input)))
    }),
  )
})

test('the same edition on the same input gives the same bytes', () => {
  fc.assert(
    fc.property(month, (input) => {
      const [one, other] = [settleMonth1(input), settleMonth1(structuredClone(input))]
      expect(hashOf(one)).toBe(hashOf(other))
      expect(one.parts.map((each) => each.lines.map((line) => line.json))).toEqual(
        other.parts.map((each) => each.lines.map((line) => line.json)),
      )
    }),
  )
})

test('no total is negative, and applied + carried or claimed = all valid deductions', () => {
  fc.assert(
    fc.property(month, (input) => {
      const statement = settleMonth1(input)
      for (const { figures, deductions: valid, excess, refused, corrections: brought, township } of statement.parts) {
        expect(figures.payable).toBeGreaterThanOrEqual(0n)
        const given = input.parts.find((each) => each.township === township)?.deductions ?? []
        expect(valid.length + refused.length).toBe(given.length)
        const wanted = sumOf(valid.map((each) => each.amount)) - sumOf(brought.map((each) => each.amount))
        const rest = sumOf(excess.map((each) => each.amount))
        expect(figures.fees - figures.payable + rest).toBe(wanted)
        // A rest only where the part is emptied, and never more of an entry than the entry is.
        expect(rest * figures.payable).toBe(0n)
        for (const each of excess) {
          const whole =
            each.of === 'deduction' ? valid.find(({ id }) => id === each.id) : brought.find(({ id }) => id === each.id)
          const size = whole?.amount ?? 0n
          expect(each.amount).toBeLessThanOrEqual(size < 0n ? -size : size)
        }
      }
    }),
  )
})

test('by day nobody costs more than one full fee of the highest level', () => {
  fc.assert(
    fc.property(lines('t1'), (own) => {
      const statement = settleMonth1(givenMonth([givenPart('t1', own)], { policy: byDayPolicy }))
      for (const line of statement.parts[0]?.lines ?? []) {
        const paid = readLine(line.json).children[0]?.days.map((each) => each.rate) ?? []
        const highest = paid.reduce((one, other) => (one > other ? one : other), 0n)
        expect(line.amount).toBeLessThanOrEqual(highest)
      }
    }),
  )
})

test('a change of one level changes that line and the sums, nothing else', () => {
  fc.assert(
    fc.property(lines('t1'), fc.nat(), level, (own, which, next) => {
      fc.pre(own.length > 0)
      const index = which % own.length
      const settle = (all: RosterLine[]) => settleMonth1(givenMonth([givenPart('t1', all)]))
      const before = settle(own)
      const after = settle(own.map((line, at) => (at === index ? { ...line, level: next } : line)))
      const old = new Map(before.parts[0]?.lines.map((line) => [line.person, line]))
      const changed = (after.parts[0]?.lines ?? []).filter((line) => line.hash !== old.get(line.person)?.hash)
      expect(changed.length).toBeLessThanOrEqual(1)
      const moved = sumOf(changed.map((line) => line.amount - (old.get(line.person)?.amount ?? 0n)))
      expect(after.total.payable - before.total.payable).toBe(moved)
    }),
  )
})

test('the sum of lines is the sum of separately rounded person-months', () => {
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 300 }),
      (all, times, of) => {
        const own = all.map((each, index) => givenLine(`p-${index}`, each))
        const statement = settleMonth1(
          givenMonth([givenPart('t1', own)], { policy: withFactor(shenxianPolicy, times, of) }),
        )
        const single = all.map((each) => divideHalfUp(shenxianPolicy.rates.value[each] * BigInt(times), BigInt(of)))
        expect(statement.total.payable).toBe(sumOf(single))
      },
    ),
  )
})

test('the sentences between two months add up to the difference of what is payable', () => {
  fc.assert(
    fc.property(month, month, (one, two) => {
      const [before, after] = [settleMonth1(one), settleMonth1(two)]
      const difference = differenceOf(before, after, names)
      expect(sumOf(difference.sentences.map((each) => each.amount))).toBe(after.total.payable - before.total.payable)
      expect(differenceOf(before, before, names).sentences).toEqual([])
    }),
  )
})

test('difference lines bring a closed month to today’s knowledge, and once brought leave nothing', () => {
  fc.assert(
    fc.property(month, month, (one, two) => {
      const [settled, today] = [settleMonth1(one), settleMonth1(two)]
      const brought = correctionsFor(settled, today, [])
      expect(settled.total.fees + sumOf(brought.map((each) => each.amount))).toBe(today.total.fees)
      expect(correctionsFor(settled, today, brought)).toEqual([])
    }),
  )
})
