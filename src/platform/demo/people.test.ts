import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageOn, plainDate } from '#kernel/calendar.ts'
import { birthDateOf, faultOfIdentityNumber, sexOf } from '#kernel/identity-number.ts'
import { inventedPrefixOf, inventPeople, marks, type Wish } from './people.ts'
import { randomOf } from './random.ts'

const wish: Wish = {
  areaPrefix: inventedPrefixOf('371522'),
  on: plainDate('2023-08-31'),
  township: '古城镇',
  village: '示例一村',
}
const invent = (seed: string, count: number, more: Partial<Wish> = {}) => {
  const inventor = inventPeople(seed)
  return Array.from({ length: count }, () => inventor.person({ ...wish, ...more }))
}

describe('invented people', () => {
  const people = invent('莘县', 3000)

  test('the same seed gives the same people, another seed others', () => {
    expect(invent('莘县', 50)).toEqual(people.slice(0, 50))
    expect(invent('敖汉旗', 50)).not.toEqual(people.slice(0, 50))
  })

  test('numbers are valid and agree with birth date and sex, for any seed', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const [person] = invent(seed, 1)
        if (!person) throw new Error('nobody')
        expect(faultOfIdentityNumber(person.idNumber)).toBeUndefined()
        expect(birthDateOf(person.idNumber)).toBe(person.bornOn)
        expect(sexOf(person.idNumber)).toBe(person.sex)
      }),
    )
  })

  test('number, phone and account are nobody else’s and could be nobody’s', () => {
    const all = people.flatMap((person) => [person, ...(person.carer ? [person.carer] : [])])
    for (const values of [
      all.map((each) => each.idNumber),
      all.map((each) => each.phone),
      people.map((each) => each.accountNumber),
    ]) {
      expect(new Set(values).size).toBe(values.length)
    }
    for (const each of all) {
      expect(each.idNumber).toMatch(/^371580/)
      expect(each.phone).toMatch(/^100\d{8}$/)
    }
    for (const person of people) expect(person.accountNumber).toMatch(/^000\d{16}$/)
  })

  test('each name says that it is invented, and they are varied', () => {
    for (const { name } of people) expect(marks.some((mark) => name.includes(mark))).toBe(true)
    expect(new Set(people.map((person) => person.name)).size).toBeGreaterThan(2500)
  })

  test('most are old, some of working age, few are minors; most are men', () => {
    const share = (from: number, to: number) =>
      people.filter(({ bornOn }) => ageOn(bornOn, wish.on) >= from && ageOn(bornOn, wish.on) <= to).length /
      people.length
    expect(share(60, 120)).toBeGreaterThan(0.7)
    expect(share(16, 59)).toBeGreaterThan(0.18)
    expect(share(0, 15)).toBeLessThan(0.03)
    expect(people.filter((person) => person.sex === 'male').length / people.length).toBeGreaterThan(0.7)
  })

  test('Mongolian names carry the dot', () => {
    const some = invent('敖汉旗', 200, { mongolian: 0.5 }).filter((person) => person.ethnicity === '蒙古族')
    expect(some.length).toBeGreaterThan(50)
    for (const { name } of some) expect(name).toMatch(/^(示例|样本|演示)·/)
  })
})

describe('the generator', () => {
  test('forks are independent of what was drawn before', () => {
    const one = randomOf('种子')
    const other = randomOf('种子')
    other.next()
    expect(one.fork('甲').next()).toBe(other.fork('甲').next())
    expect(one.fork('甲').next()).not.toBe(one.fork('乙').next())
  })

  test('whole numbers stay within their ends and reach both', () => {
    const random = randomOf('骰子')
    const drawn = new Set(Array.from({ length: 500 }, () => random.int(1, 6)))
    expect(drawn).toEqual(new Set([1, 2, 3, 4, 5, 6]))
  })

  test('shuffling loses nothing, and nothing can be picked from nothing', () => {
    const random = randomOf('牌')
    expect(new Set(random.shuffled([1, 2, 3, 4]))).toEqual(new Set([1, 2, 3, 4]))
    expect(() => random.pick([])).toThrow('no item')
  })
})
