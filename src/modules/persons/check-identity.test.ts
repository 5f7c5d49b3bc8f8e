import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCharacter, lengthened } from '#kernel/identity-number.ts'
import { checkRows } from './check-rows.ts'
import { recogniseTable } from './columns.ts'
import { checkOne, codesOf, givenNumber, givenSurroundings, givenTable, goodLine, messagesOf } from './given-list.ts'
import { rareCharacters } from './given-rare-characters.ts'
import { identityNumbersOf } from './read-rows.ts'
import { sourceOf } from './repairs.ts'

const number = givenNumber()
const checkAll = (rows: Parameters<typeof givenTable>[0], surroundings = givenSurroundings()) => {
  const table = givenTable(rows)
  return checkRows(table, recogniseTable(table), surroundings)
}

describe('the identity number', () => {
  test('a wrong check character is named with the right one', () => {
    const wrong = number.slice(0, 17) + (number[17] === '7' ? '6' : '7')
    const row = checkOne({ ...goodLine, 身份证号: wrong })
    expect(messagesOf(row)).toEqual([`身份证号第18位应为“${number[17]}”，现为“${wrong[17]}”。请核对是否录错。`])
    expect(row.outcome).toBe('faulty')
  })

  test('any other 18th character is refused and the right one accepted, for every day and order', () => {
    const days = fc
      .integer({ min: 0, max: 40_000 })
      .map((days) => new Date(Date.UTC(1905, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 999 }),
        fc.constantFrom(...Array.from('0123456789X')),
        (day, order, last) => {
          const good = givenNumber(day, order)
          const row = checkOne({ 姓名: '张示例', 身份证号: good.slice(0, 17) + last, 乡镇: '示例镇' })
          expect(codesOf(row).includes('id_check')).toBe(last !== checkCharacter(good.slice(0, 17)))
        },
      ),
    )
  })

  test.for([
    ['37152219560312001', 'id_length', '身份证号应为18位，现为17位。请核对是否录错。'],
    ['9901801956O3120015', 'id_characters', '身份证号前17位应为数字，第18位为数字或X。请核对是否录错。'],
    ['990180195602300015', 'id_date', '身份证号第7至14位“19560230”不是真实的日期。请核对是否录错。'],
  ] as const)('%s is refused as %s', ([written, code, message]) => {
    const row = checkOne({ 姓名: '张示例', 身份证号: written, 乡镇: '示例镇' })
    expect(row.faults).toMatchObject([{ code, message, field: 'idNumber', severity: 'error' }])
  })

  test('a number of 15 digits is proposed as the 18 it became', () => {
    const old = '990180560312001'
    const row = checkOne({ 姓名: '张示例', 身份证号: old, 乡镇: '示例镇' })
    expect(row.faults[0]?.proposal).toEqual({ value: lengthened(old), title: '采用' })
    expect(messagesOf(row)[0]).toBe(`身份证号为15位旧号，可以换算为18位：${lengthened(old)}。`)
  })

  test('a missing number asks for itself or for a reason', () => {
    const row = checkOne({ ...goodLine, 身份证号: null })
    expect(messagesOf(row)).toEqual(['没有身份证号。请补录；确无身份证号的，写明理由后保留。'])
  })

  test('a number kept as a number has lost its last figures', () => {
    for (const written of [990_180_195_603_120_000, '9.9018E+17']) {
      expect(codesOf(checkOne({ ...goodLine, 身份证号: written }))).toEqual(['id_as_number'])
    }
  })

  test('full-width digits, blanks, zero-width characters and a small x are read, and said', () => {
    const x = givenNumber(
      '1950-01-01',
      [...Array(100).keys()].find((order) => givenNumber('1950-01-01', order).endsWith('X')) ?? 0,
    )
    const wide = x.replace('X', 'x').replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    const row = checkOne({
      姓名: '张示例',
      身份证号: `${wide.slice(0, 6)}\u00a0${wide.slice(6)}\u200b`,
      乡镇: '示例镇',
    })
    expect(row.values.idNumber).toBe(x)
    expect(codesOf(row)).toEqual(['full_width', 'blanks'])
    expect(row.outcome).toBe('new')
  })

  test('the same number twice is a fault of the later line, also as 15 digits', () => {
    const header = ['姓名', '身份证号', '乡镇']
    const rows = checkAll([
      header,
      ['张示例', number, '示例镇'],
      ['张示例', number, '示例镇'],
      ['张示例', number.slice(0, 6) + number.slice(8, 17), '示例镇'],
    ])
    expect(rows.map((row) => row.outcome)).toEqual(['new', 'faulty', 'faulty'])
    expect(messagesOf(rows[1] ?? checkOne(goodLine))).toContain('与本表第2行重复（同一身份证号）。请保留其中一行。')
    expect(codesOf(rows[2] ?? checkOne(goodLine))).toContain('id_duplicate')
  })

  test('numbers to look up are tidied, lengthened and named once', () => {
    const table = givenTable([
      ['姓名', '身份证号'],
      ['甲样本', ` ${number}`],
      ['乙样本', number.slice(0, 6) + number.slice(8, 17)],
      ['丙样本', 'x'],
    ])
    expect(identityNumbersOf(sourceOf(table, recogniseTable(table)))).toEqual([number])
  })
})

describe('birth date and sex', () => {
  test('a birth date that differs from the number is refused with both days', () => {
    const row = checkOne({ ...goodLine, 身份证号: givenNumber('1956-03-21') })
    expect(row.faults).toMatchObject([
      {
        message: '出生日期1956-03-12与身份证号中的1956-03-21不一致。',
        proposal: { value: '1956-03-21', title: '改为1956-03-21' },
      },
    ])
  })

  test('a sex that differs is refused with what it should be', () => {
    expect(messagesOf(checkOne({ ...goodLine, 性别: '女' }))).toEqual(['性别“女”与身份证号不一致（应为男）。'])
  })

  test('both come from the number where the file has none', () => {
    const row = checkOne({ ...goodLine, 性别: null, 出生日期: '' })
    expect(row.values).toMatchObject({ sex: 'male', bornOn: '1956-03-12' })
    expect(row.faults).toEqual([])
  })

  test('a text date is read and said; a month alone is asked, with the day of the number', () => {
    expect(messagesOf(checkOne({ ...goodLine, 出生日期: '1956.3.12' }))).toEqual([
      '出生日期“1956.3.12”不是日期格式，按1956-03-12读取。',
    ])
    expect(messagesOf(checkOne({ ...goodLine, 出生日期: 20_526 }))).toEqual([
      '出生日期“20526”是表格的日期序号，按1956-03-12读取。',
    ])
    const month = checkOne({ ...goodLine, 出生日期: '1956年3月' })
    expect(month.faults[0]).toMatchObject({ code: 'date_month_only', proposal: { value: '1956-03-12' } })
  })

  test('a serial number that the sheet shows as a date is no fault at all', () => {
    const table = givenTable(
      [
        ['姓名', '身份证号', '出生日期', '乡镇'],
        ['张示例', number, 20_526, '示例镇'],
      ],
      new Map([['1:2', { date: true }]]),
    )
    expect(checkRows(table, recogniseTable(table), givenSurroundings())[0]?.faults).toEqual([])
  })

  test('a birth in the future and an age over 120 are refused', () => {
    expect(codesOf(checkOne({ 姓名: '张示例', 身份证号: givenNumber('2056-03-12'), 乡镇: '示例镇' }))).toContain(
      'born_future',
    )
    expect(messagesOf(checkOne({ 姓名: '张示例', 身份证号: givenNumber('1900-01-01'), 乡镇: '示例镇' }))[0]).toMatch(
      /已满123周岁/,
    )
  })
})

describe('names', () => {
  test('there are fifty different rare characters, and each survives', () => {
    expect(new Set(rareCharacters).size).toBe(50)
    for (const character of rareCharacters) {
      const row = checkOne({ ...goodLine, 姓名: `张${character}` })
      expect(row.values.name).toBe(`张${character}`)
      expect(row.faults).toEqual([])
    }
  })

  test.for(['·', '•', '‧', '∙', '・', '･', '．', '.', '﹒'])('the dot %s of a minority name becomes ·', (dot) => {
    const row = checkOne({ ...goodLine, 姓名: `示例${dot}巴特` })
    expect(row.values.name).toBe('示例·巴特')
    expect(row.outcome).toBe('new')
  })

  test('blanks within and around are taken out and said', () => {
    const row = checkOne({ ...goodLine, 姓名: ' 张\u3000例\u00a0' })
    expect(row.values.name).toBe('张例')
    expect(row.faults).toMatchObject([{ code: 'blanks', severity: 'info' }])
  })

  test('digits are refused, lost characters too, and no name at all', () => {
    expect(messagesOf(checkOne({ ...goodLine, 姓名: '张3' }))).toEqual(['姓名里有空格或数字，请核对。'])
    for (const lost of ['张?', '张\ue123', '张\ufffd', '张□'])
      expect(codesOf(checkOne({ ...goodLine, 姓名: lost }))).toEqual(['name_lost'])
    expect(messagesOf(checkOne({ ...goodLine, 姓名: null }))).toEqual(['没有姓名。请补录。'])
  })
})
