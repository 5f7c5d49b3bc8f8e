import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCharacter } from '#kernel/identity-number.ts'
import { type Known, People } from './candidates.ts'
import { identityOf, repairsOf } from './identity.ts'
import { matchRow } from './match.ts'
import { nameAgreement, soundKey } from './readings.ts'
import type { RowRead } from './score.ts'

const numberOf = (bornOn: string, order: number, area = '990180') => {
  const first17 = `${area}${bornOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}
const someone = (id: string, name: string, more: Partial<Known> = {}): Known => ({
  id,
  name,
  sex: 'male',
  bornOn: '1956-03-12',
  townshipId: 't1',
  villageId: 'v1',
  idNumber: numberOf(more.bornOn ?? '1956-03-12', 11),
  ...more,
})
const crowd = Array.from({ length: 300 }, (_, at) => {
  const bornOn = `19${40 + (at % 23)}-0${1 + (at % 9)}-1${at % 10}`
  const name = `${'王李张刘陈'[at % 5]}示${'例样演假拟仿试'[at % 7]}`
  return someone(`c${at}`, name, { bornOn, idNumber: numberOf(bornOn, at + 100), villageId: `v${at % 20}` })
})
const found = { how: 'exact', village: 'v1', township: 't1' } as const
const rowOf = (more: Partial<Omit<RowRead, 'identity'>> & { number?: string }): RowRead => {
  const { number = '', ...rest } = more
  return {
    rowNo: 2,
    name: '赵荣华',
    born: 19_560_312,
    sex: undefined,
    place: found,
    ...rest,
    identity: identityOf(number),
  }
}
const ours = someone('ours', '赵荣华')
const people = new People([...crowd, ours])
const [first] = [matchRow(people, rowOf({ number: ours.idNumber }))[0]]

test('the same number and name are certain', () => {
  expect(first).toMatchObject({ personId: 'ours', grade: 'likely', certain: true, score: 100 })
})

test('two neighbouring digits swapped, one digit wrong and the 15 digits of before 1999 are found', () => {
  const number = ours.idNumber
  const swapped = number.slice(0, 13) + number[14] + number[13] + number.slice(15)
  const wrongDigit = `${number.slice(0, 9)}${(Number(number[9]) + 1) % 10}${number.slice(10)}`
  const old = number.slice(0, 6) + number.slice(8, 17)
  for (const [written, how] of [
    [swapped, 'swapped'],
    [wrongDigit, 'one_digit'],
    [old, 'old'],
  ] as const) {
    const [match] = matchRow(people, rowOf({ number: written, born: 0, place: { ...found, village: undefined } }))
    expect(match, how).toMatchObject({ personId: 'ours', grade: 'likely', agreement: { identity: how } })
  }
})

test('without a number the sound of the name, the birth and the village are enough; the sound alone is not', () => {
  expect(matchRow(people, rowOf({ name: '赵容花' }))[0]).toMatchObject({
    personId: 'ours',
    agreement: { name: 'homophone' },
  })
  expect(matchRow(people, rowOf({ name: '趙榮華' }))[0]).toMatchObject({
    personId: 'ours',
    agreement: { name: 'variant' },
  })
  expect(
    matchRow(
      people,
      rowOf({ name: '赵容花', born: 0, place: { how: 'missing', village: undefined, township: undefined } }),
    ),
  ).toEqual([])
})

test('another valid number is another person, even of the same name, birth and village', () => {
  expect(matchRow(people, rowOf({ number: numberOf('1956-03-12', 12, '990281') }))[0]?.grade).not.toBe('likely')
})

test('one number and two names is shown, never taken for granted', () => {
  const [match] = matchRow(people, rowOf({ name: '钱虚构', number: ours.idNumber }))
  expect(match).toMatchObject({ personId: 'ours', certain: false })
})

test('two of one name, birth and village are both shown, and neither as likely', () => {
  const twin = someone('twin', '赵荣华', { idNumber: numberOf('1956-03-12', 13) })
  const matches = matchRow(new People([...crowd, ours, twin]), rowOf({}))
  expect(matches.map(({ personId }) => personId).toSorted()).toEqual(['ours', 'twin'])
  expect(matches.map(({ grade }) => grade)).toEqual(['possible', 'possible'])
})

test('in whatever order persons stand, a row means the same one', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(crowd, { minLength: crowd.length }), fc.nat(crowd.length - 1), (shuffled, at) => {
      const person = crowd[at]
      fc.pre(person !== undefined)
      const born = Number(person?.bornOn.replaceAll('-', ''))
      const row = rowOf({
        name: person?.name ?? '',
        born,
        place: { ...found, village: person?.villageId ?? undefined },
      })
      const key = (matches: ReturnType<typeof matchRow>) =>
        matches.map(({ personId, score }) => `${personId} ${score}`).toSorted()
      expect(key(matchRow(new People(shuffled), row))).toEqual(key(matchRow(new People(crowd), row)))
    }),
    { numRuns: 20 },
  )
})

test('in whatever order rows come, they mean the same persons', () => {
  const rows = crowd.slice(0, 60).map(({ name, bornOn, villageId }, at) =>
    rowOf({
      rowNo: at,
      name,
      born: Number(bornOn.replaceAll('-', '')),
      place: { ...found, village: villageId ?? undefined },
    }),
  )
  const matchesOf = (list: readonly RowRead[]) =>
    list.flatMap((row) => matchRow(people, row).map(({ personId }) => `${row.rowNo} ${personId}`)).toSorted()
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(matchesOf(shuffled)).toEqual(matchesOf(rows))
    }),
    { numRuns: 10 },
  )
})

test('of a number with one mistake the right one is among the repairs, and every repair is valid', () => {
  fc.assert(
    fc.property(fc.nat(999), fc.nat(16), fc.integer({ min: 1, max: 9 }), (order, at, by) => {
      const right = numberOf('1948-11-02', order)
      const wrong = identityOf(right.slice(0, at) + String((Number(right[at]) + by) % 10) + right.slice(at + 1))
      expect(wrong.state).toBe('wrong')
      const repairs = repairsOf(wrong)
      expect(repairs.map(({ text }) => text)).toContain(right)
      expect(repairs.every(({ state }) => state === 'valid')).toBe(true)
    }),
  )
})

test('a family name sounds as a family name, and what the ear does not tell apart is one', () => {
  expect(soundKey('单示例')).toBe(soundKey('善示例'))
  expect(soundKey('陈长生')).toBe(soundKey('陈常深'))
  expect(nameAgreement('王秀英', '王秀兰')).toBe('near')
  expect(nameAgreement('王秀英', '李秀兰')).toBe('differs')
})
