/** Properties of what is in force: no accident of order, no draft by itself, no county in another's answers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PlainDate, plainDate } from '#kernel/calendar.ts'
import { policyFrom } from '#modules/policy/in-force.ts'
import { keys } from '#modules/policy/keys.ts'
import type { Pack, PackSet, PackValue } from '#modules/policy/pack-set.ts'
import { readPacks } from '#modules/policy/packs.ts'

const set = await readPacks('packs')
const policy = policyFrom(set)
const draft = '北京市征求意见稿（无文号）'

describe('properties', () => {
  const anyKey = fc.constantFrom(...Object.keys(keys))
  const anyArea = fc.constantFrom(...set.areas.map(({ area }) => area))
  const anyDay = fc
    .date({ min: new Date('2016-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
    .map((date): PlainDate => plainDate(date.toISOString().slice(0, 10)))
  const runs = { numRuns: 2000 }

  // Values invented so that several speak at one level on one day: there an accident of order would show.
  const options: Record<string, { stands: PackValue['stands']; values: unknown[] }> = {
    'exit.publicity_term': { stands: 'sets', values: [3, 5, 7].map((count) => ({ count, unit: 'day' })) },
    'exit.objection_term': { stands: 'ceiling', values: [7, 5].map((count) => ({ count, unit: 'working_day' })) },
    'agreement.dispersed.parties': { stands: 'sets', values: [['township'], ['township', 'person'], ['county']] },
    'archive.basis': { stands: 'sets', values: [{ kinds: ['paper'] }, { kinds: [], prevails: 'electronic' }] },
    'expense.support.deny': { stands: 'forbids', values: [['gifts'], ['travel', 'gifts'], ['cars']] },
    'expense.care_fee.allow': { stands: 'sets', values: [['a', 'b'], ['b', 'c'], ['b']] },
  }
  const anyExtra = fc
    .record({
      area: fc.constantFrom('000000', '220000'),
      key: fc.constantFrom(...Object.keys(options)),
      choice: fc.nat(2),
      document: fc.constantFrom('民发〔2021〕43号', '民法典', '吉民办字〔2017〕33号'),
      from: fc.constantFrom('2021-07-01', '2022-01-01'),
      force: fc.constantFrom('must' as const, 'in_principle' as const),
    })
    .map(({ area, key, choice, document, from, force }): PackValue => {
      const { stands, values } = options[key] ?? { stands: 'sets' as const, values: [] }
      return {
        area,
        key,
        force,
        stands,
        value: values[choice % values.length],
        from: plainDate(from),
        level: area === '000000' ? 'nation' : 'province',
        place: { file: 'test', line: 1, column: 1 },
        citations: [{ document, clause: '附加' }],
        origin: 'document',
      }
    })

  test('the order of packs and of values never matters', () => {
    const extras = fc.array(anyExtra, { minLength: 2, maxLength: 6 })
    const orders = extras.chain((first) =>
      fc.record({
        first: fc.constant(first),
        second: fc.shuffledSubarray(first, { minLength: first.length }),
        packs: fc.shuffledSubarray(set.packs, { minLength: set.packs.length }),
        simulate: fc.constantFrom([], [draft]),
      }),
    )
    const withAll = (packs: readonly Pack[], added: readonly PackValue[]): PackSet => ({
      ...set,
      packs: packs.map((pack) => ({
        ...pack,
        values: [...added.filter(({ area }) => area === pack.area), ...pack.values],
      })),
    })
    fc.assert(
      fc.property(orders, anyDay, ({ first, second, packs, simulate }, day) => {
        const one = policyFrom(withAll(set.packs, first))('220000', day, { simulate })
        const other = policyFrom(withAll(packs, second))('220000', day, { simulate })
        for (const key of new Set(first.map((value) => value.key))) {
          expect(other.explain(key)).toEqual(one.explain(key))
        }
      }),
      { numRuns: 500 },
    )
  })

  test('a draft never changes an answer unless it is tried or adopted', () => {
    const drafts = new Set(
      set.packs
        .flatMap(({ documents }) => documents)
        .filter(({ status }) => status === 'draft')
        .map(({ key }) => key),
    )
    const without = policyFrom({
      ...set,
      packs: set.packs.map((pack) => ({
        ...pack,
        values: pack.values.filter(({ citations }) => !citations.some(({ document }) => drafts.has(document))),
      })),
    })
    fc.assert(
      fc.property(anyKey, anyArea, anyDay, (key, area, day) => {
        expect(policy(area, day).find(key)).toEqual(without(area, day).find(key))
      }),
      runs,
    )
  })

  test("adding a county's pack never changes another county's answers", () => {
    const county = fc.constantFrom('150430', '371522')
    fc.assert(
      fc.property(county, anyKey, anyArea, anyDay, (added, key, area, day) => {
        fc.pre(area !== added)
        const without = policyFrom({ ...set, packs: set.packs.filter((pack) => pack.area !== added) })
        expect(policy(area, day).explain(key)).toEqual(without(area, day).explain(key))
      }),
      runs,
    )
  })

  test('every answer cites a document in force on the day, or a position of ours', () => {
    fc.assert(
      fc.property(anyKey, anyArea, anyDay, (key, area, day) => {
        for (const { document, position } of policy(area, day).find(key)?.citations ?? []) {
          const cited = set.packs.flatMap(({ documents }) => documents).find((known) => known.key === document)
          expect(position ?? cited?.status).toBeDefined()
          expect(cited?.status).not.toBe('draft')
        }
      }),
      runs,
    )
  })
})
