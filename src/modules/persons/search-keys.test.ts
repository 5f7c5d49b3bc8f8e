import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rareCharacters } from './given-rare-characters.ts'
import {
  gramsOf,
  initialsOf,
  placeInitialsOf,
  placeSortKeyOf,
  searchPrefixOf,
  searchTokens,
  sortKeyOf,
} from './search-keys.ts'

describe('sorting', () => {
  test('names sort by syllable, tone and character, in plain text order', () => {
    const names = ['赵测试', '李样本', '林虚拟', '曾示例', '单演示', '阿示例', '吕样本', '陆样本']
    expect(names.toSorted((one, other) => (sortKeyOf(one) < sortKeyOf(other) ? -1 : 1))).toEqual([
      '阿示例',
      '李样本',
      '林虚拟',
      '陆样本',
      '吕样本',
      '单演示',
      '曾示例',
      '赵测试',
    ])
  })

  test('a surname is read as a surname', () => {
    expect(sortKeyOf('单演示')).toMatch(/^shan4 /)
    expect(sortKeyOf('曾示例')).toMatch(/^zeng1 /)
    expect(sortKeyOf('仇样本')).toMatch(/^qiu2 /)
  })

  test('names of one sound have different keys', () => {
    expect(sortKeyOf('张例')).not.toBe(sortKeyOf('章例'))
  })

  test('places have their own readings', () => {
    expect(placeSortKeyOf('长寿区')).toMatch(/^chang2 shou4 qu1 /)
    expect(placeSortKeyOf('莘县')).toMatch(/^shen1 xian4 /)
    expect(placeSortKeyOf('长胜镇')).toMatch(/^chang2 sheng4 zhen4 /)
    expect(placeInitialsOf('四道湾子镇')).toBe('sdwzz')
  })
})

describe('searching', () => {
  test('zsl finds 张示例', () => {
    expect(initialsOf('张示例')).toContain('zsl')
  })

  test('each reading of a surname is found, the right one first', () => {
    expect(initialsOf('单示例')[0]).toBe('ssl')
    expect(initialsOf('单示例')).toContain('dsl')
    expect(initialsOf('曾示例')).toEqual(expect.arrayContaining(['zsl', 'csl']))
  })

  test('a minority name is found without its dot', () => {
    expect(initialsOf('示例·巴特')).toContain('slbt')
    expect(searchTokens('示例·巴特')).toContain('巴特')
    expect(searchPrefixOf('例·巴')).toBe('例巴')
  })

  test('whatever part of a name is typed, some token begins with it', () => {
    const letter = fc.constantFrom('张', '示', '例', '·', ...rareCharacters)
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 8 }), fc.nat(7), fc.nat(7), (letters, start, length) => {
        const part = searchPrefixOf(letters.slice(start, start + length).join(''))
        fc.pre(part !== '')
        expect(searchTokens(letters.join('')).some((token) => token.startsWith(part))).toBe(true)
      }),
    )
  })

  test('grams are pieces of one to three characters, rare ones whole', () => {
    expect(gramsOf('张𠅤例').toSorted()).toEqual(['例', '张', '张𠅤', '张𠅤例', '𠅤', '𠅤例'].toSorted())
  })

  test('no name fails and there are at most sixteen alternatives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(initialsOf(name).length).toBeLessThanOrEqual(16)
        expect(sortKeyOf(name)).toBe(sortKeyOf(name))
      }),
    )
    for (const character of rareCharacters) expect(searchTokens(`张${character}`)).toContain(character)
  })
})
