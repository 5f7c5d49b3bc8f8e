/** Texts with fields: what is typed is printed, what is looked up is never carried out, and what law asks for cannot be left out. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LetterKind } from '#kernel/letter.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { refusalKind } from '#modules/recognition/letter-kinds.ts'
import { recognitionModule } from '#modules/recognition/index.ts'
import { endingsModule } from '#modules/endings/index.ts'
import { assessmentsModule } from '#modules/assessments/index.ts'
import { appealLines, differences, examplesOf, fill, objectionsToText, paragraphsOf, piecesOf } from './rules.ts'

const kind: Pick<LetterKind, 'fields'> = {
  fields: [
    { name: '姓名', about: '', example: '张示例' },
    { name: '电话', about: '', example: '0000' },
    { name: '理由', about: '', kind: 'lines', example: ['一', '二'], required: { key: 'x.y', why: '应说明理由' } },
  ],
}
const cited = () => [{ document: '民发〔2021〕43号', clause: '第十八条' }]
const objections = (paragraphs: string[], title = '告知书') =>
  objectionsToText(kind, { title, paragraphs }, cited).map(({ message }) => message)
const filled = (paragraphs: string[], values: Parameters<typeof fill>[2]) =>
  fill(kind, { title: '告知书', paragraphs }, values).above.map(({ text }) => text)

describe('what is typed', () => {
  test('any text without braces prints as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('{{') && !text.includes('}}'))
        expect(filled([text], {})).toEqual([text])
        expect(objections([text, '{{理由}}']).filter((each) => each.includes('大括号没有成对'))).toEqual([])
      }),
    )
  })

  test('what a field holds is not read again: braces, markup and code in a name stay letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, phone) => {
        expect(filled(['申请人{{姓名}}，电话{{ 电话 }}。'], { 姓名: name, 电话: phone })).toEqual(
          name === '' && phone === '' ? [] : [`申请人${name}，电话${phone}。`],
        )
      }),
    )
    const hostile = ['{{电话}}', '${process.exit()}', '<script>', '#read("/etc/passwd")', '$&', '__proto__']
    for (const name of hostile) expect(filled(['{{姓名}}'], { 姓名: name, 电话: '1' })).toEqual([name])
  })

  test('a field is found by its own name only, never by what every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString'])
      expect(() => filled([`{{${name}}}`], {})).toThrow('已没有数据')
  })

  test('a line is a paragraph, an empty line is none', () => {
    expect(paragraphsOf('一\r\n\n  二 \n')).toEqual(['一', '二'])
  })
})

describe('what is printed', () => {
  test('a field of several lines becomes several paragraphs, with their type', () => {
    const lines = [{ text: '一' }, { text: '“条文”', small: true }]
    expect(fill(kind, { title: '{{姓名}}书', paragraphs: ['{{理由}}'] }, { 姓名: '甲', 理由: lines })).toEqual({
      title: '甲书',
      above: lines,
      below: [],
    })
  })

  test('a paragraph whose fields are all empty is left out; one of them is enough to keep it', () => {
    expect(filled(['电话：{{电话}}', '{{姓名}}{{电话}}', '没有字段'], { 姓名: '甲', 电话: '' })).toEqual([
      '甲',
      '没有字段',
    ])
  })

  test('what stands before the frame of a form is printed over it, the rest under it', () => {
    const form = { fields: [{ name: '表', about: '', kind: 'table' as const, example: '' }] }
    const text = { title: '表', paragraphs: ['上', '{{表}}', '下'] }
    expect(fill(form, text, { 表: '' })).toEqual({ title: '表', above: [{ text: '上' }], below: [{ text: '下' }] })
  })
})

describe('what is refused, in words', () => {
  test.each([
    ['{{姓名', '大括号没有成对'],
    ['姓名}}', '大括号没有成对'],
    ['{{}}', '大括号没有成对'],
    ['{{{{姓名}}}}', '大括号没有成对'],
    ['{{身份证号}}', '“{{身份证号}}”不是这份文书的字段'],
    ['理由：{{理由}}', '应单独成段'],
    ['｛｛姓名｝｝', '全角的大括号'],
  ])('%s', (paragraph, words) => {
    expect(objections([paragraph, '{{理由}}']).join()).toContain(words)
  })

  test('a text without the reasons is refused with the clause that asks for them', () => {
    const [only, ...more] = objectionsToText(kind, { title: '书', paragraphs: ['不予认定。'] }, cited)
    expect(more).toEqual([])
    expect(only).toMatchObject({ message: '缺少“{{理由}}”：应说明理由。请把它加回正文', citations: cited() })
  })

  test('every reason at once, an empty text included', () => {
    expect(objections([], ' ')).toHaveLength(3)
    expect(objections(['{{甲}}', '{{乙', '{{理由}}'], '{{理由}}')).toHaveLength(3)
  })

  test('braces either pair or are refused: no text is filled by half', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{{', '}}', '{', '}', '姓名', '字')), (parts) => {
        const line = parts.join('')
        const pieces = piecesOf(line)
        if (!pieces) return
        const back = pieces.map((piece) => ('text' in piece ? piece.text : `{{${piece.field}}}`)).join('')
        expect(back).toBe(line)
      }),
    )
  })
})

describe('differences', () => {
  test('both texts can be read from them, whatever was changed', () => {
    const lines = fc.array(fc.constantFrom('一', '二', '三', '四'), { maxLength: 8 })
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const found = differences(before, after)
        const without = (kindLeftOut: string) =>
          found.filter((each) => each.kind !== kindLeftOut).map(({ text }) => text)
        expect(without('added')).toEqual(before)
        expect(without('left_out')).toEqual(after)
      }),
    )
  })
})

test('the terms of appeal are those of the day; without them no number is made up', () => {
  const policy = (terms: Record<string, unknown>): PolicyInForce => ({
    area: '371522',
    on: '2026-07-01' as PolicyInForce['on'],
    find: (key) => terms[key] as never,
    value: (key) => terms[key] as never,
  })
  const term = (count: number) => ({ value: { count }, force: 'must', citations: cited() })
  const both = { 'appeal.reconsideration_term': term(60), 'appeal.litigation_term': term(6) }
  const [line = ''] = appealLines(policy(both), { paper: '本文书', to: '县政府' })
  expect(line).toContain('60日内向县政府申请行政复议')
  expect(line).toContain('6个月内')
  expect(appealLines(policy({}), { paper: '本文书', to: '县政府' }).join()).not.toMatch(/\d/)
})

const kinds = [recognitionModule, endingsModule, assessmentsModule].flatMap(({ letters = [] }) => letters)

test.each(kinds.map((each) => [each.key, each] as const))('%s: its own words stand the same checks', (_, each) => {
  expect(objectionsToText(each, each.text, cited)).toEqual([])
  const { title, above, below } = fill(each, each.text, examplesOf(each))
  expect([title, ...above.map(({ text }) => text), ...below.map(({ text }) => text)].join()).not.toMatch(
    /[{}]|undefined/,
  )
  expect(each.fields.map(({ name }) => name).filter((name) => /身份证|账号|疾病/.test(name))).toEqual([])
})

test('a refusal of recognition keeps reasons and appeal; keys are given once', () => {
  expect(refusalKind.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
    '理由和依据',
    '权利告知',
  ])
  expect(new Set(kinds.map(({ key }) => key)).size).toBe(kinds.length)
})
