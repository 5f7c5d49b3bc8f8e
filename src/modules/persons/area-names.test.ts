import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaFinder, editDistance, stemOf } from './area-names.ts'
import { givenTownships, givenVillages } from './given-list.ts'

const findTownship = areaFinder(givenTownships)
const findVillage = areaFinder(givenVillages)

describe('area names', () => {
  test.for([
    ['示例一村村民委员会', '示例一'],
    ['示例一村', '示例一'],
    ['新华社区居民委员会', '新华'],
    ['惠州街道办事处', '惠州'],
    ['惠州街道办', '惠州'],
    ['敖润苏莫苏木', '敖润苏莫'],
    ['庄村', '庄村'],
    ['徐庄镇', '徐庄'],
    ['徐庄', '徐庄'],
    ['村', '村'],
  ] as const)('%s has the stem %s', ([name, stem]) => {
    expect(stemOf(name)).toBe(stem)
  })

  test('the same name is exact, a short or former one an alias, a merged one its successor', () => {
    expect(findTownship('示例镇')).toMatchObject({ kind: 'exact', area: { id: 't1' } })
    expect(findTownship('示例')).toMatchObject({ kind: 'alias', area: { id: 't1' } })
    expect(findTownship('旧塘乡')).toMatchObject({ kind: 'alias', area: { id: 't1' } })
    expect(findVillage('柳屯', 't2')).toMatchObject({ kind: 'alias', area: { id: 'v3' } })
  })

  test('the nearest village is looked for within the township', () => {
    expect(findVillage('青石岑村', 't1')).toMatchObject({ kind: 'unknown', nearest: [{ id: 'v2' }] })
    expect(findVillage('青石岑村', 't2')).toMatchObject({ kind: 'unknown', nearest: [] })
  })

  test('another kind of place with the same stem is asked, not taken', () => {
    expect(findVillage('河东庄', 't1')).toMatchObject({ kind: 'unknown', nearest: [{ id: 'v1' }] })
    expect(findTownship('示例乡')).toMatchObject({ kind: 'unknown', nearest: [{ id: 't1' }] })
    expect(findVillage('新华居委会', 't1')).toMatchObject({ kind: 'alias', area: { id: 'v4' } })
  })

  test('two equally near are both named and neither is taken', () => {
    const find = areaFinder([
      { id: 'a', name: '东河一村' },
      { id: 'b', name: '东河二村' },
    ])
    expect(find('东河三村')).toMatchObject({ kind: 'unknown', nearest: [{ id: 'a' }, { id: 'b' }] })
  })

  test('a succession that runs in a circle ends', () => {
    const find = areaFinder([
      { id: 'a', name: '甲乡', successorId: 'b' },
      { id: 'b', name: '乙乡', successorId: 'a' },
    ])
    expect(find('甲乡').kind).toBe('exact')
  })

  test('the distance is a metric as far as the limit goes', () => {
    const word = fc.array(fc.constantFrom('河', '东', '村', '𠅤'), { maxLength: 6 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(word, word, word, (one, two, three) => {
        expect(editDistance(one, one, 20)).toBe(0)
        expect(editDistance(one, two, 20)).toBe(editDistance(two, one, 20))
        expect(editDistance(one, three, 20)).toBeLessThanOrEqual(
          editDistance(one, two, 20) + editDistance(two, three, 20),
        )
        expect(editDistance(one, two, 1) <= 1).toBe(editDistance(one, two, 20) <= 1)
      }),
    )
  })
})
