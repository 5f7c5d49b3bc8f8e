/** The printed statement can be worked out again by hand, also where one township has another factor. */
import { expect, test } from 'vitest'
import { sumOf } from '#kernel/money.ts'
import { faultsOfPaper } from '#platform/documents/settlement-paper.ts'
import {
  byDayPolicy,
  givenDeduction,
  givenLine,
  givenLines,
  givenMonth,
  givenPart,
  names,
  shenxianPolicy,
} from './given.ts'
import { readLine } from './line.ts'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { settleMonth1 } from './month-1.ts'
import type { MonthInput, MonthPolicy } from './month-input.ts'
import { type PaperLine, townshipOf } from './paper-parts.ts'
import { ruleRows } from './rule-words.ts'
import { factorTexts } from './tree.ts'

const banded: MonthPolicy = {
  ...shenxianPolicy,
  factor: {
    ...shenxianPolicy.factor,
    value: {
      bands: [
        { from: 8500, to: 10000, factor: { times: 1, of: 1 } },
        { from: 0, to: 8499, factor: { times: 95, of: 100 } },
      ],
      whenNone: { times: 1, of: 1 },
    },
  },
}

function paperOf(input: MonthInput) {
  const statement = settleMonth1(input)
  const lines = statement.parts.flatMap((part) =>
    part.lines.map((line): PaperLine => {
      const { children } = readLine(line.json)
      const level = children[0]?.days[0]?.level ?? null
      const { person: personId, base, amount, excluded = null } = line
      return { personId, townshipId: part.township, village: '示例村', level, base, amount, excluded }
    }),
  )
  const around = { lines, policy: input.policy, names }
  return {
    statement,
    payable: statement.total.payable,
    townships: statement.parts.map((part) => townshipOf(part, around)),
  }
}

const evaluation = (score: number) => ({ way: 'received' as const, id: 'evaluation', score })

test('each township has its line, each level its product, and all adds up to the payable', () => {
  const second = {
    evaluation: evaluation(8000),
    deductions: [givenDeduction('f-1', '313.00', { person: 'partly_able-1' })],
  }
  const paper = paperOf(
    givenMonth(
      [
        givenPart('371522101', givenLines({ able: 10 })),
        givenPart('371522102', givenLines({ partly_able: 3, unable: 2 }), second),
      ],
      {
        policy: banded,
      },
    ),
  )
  expect(faultsOfPaper(paper)).toEqual([])
  const [one, other] = paper.townships
  expect([one?.name, one?.score, one?.factor, one?.payable]).toEqual(['示例镇371522101', '93分', '1', 189_000n])
  expect(other).toMatchObject({
    score: '80分',
    factor: '0.95',
    base: 219_100n,
    fees: 208_145n,
    deducted: 31_300n,
    payable: 176_845n,
  })
  // 313.00 × 0.95 = 297.35, three times; 626.00 × 0.95 = 594.70, twice.
  expect(other?.levels).toEqual([
    { level: '半失能', persons: 3, price: 31_300n, base: 93_900n, each: 29_735n, fees: 89_205n },
    { level: '失能', persons: 2, price: 62_600n, base: 125_200n, each: 59_470n, fees: 118_940n },
  ])
  expect(factorTexts(paper.statement.parts, names)).toEqual([
    '系数1：示例镇371522101考评93分；系数0.95：示例镇371522102考评80分',
  ])
})

test('who changed within the month, who is not paid and what the month could not bear have lines of their own', () => {
  const spans = [
    { from: plainDate('2023-09-01'), to: plainDate('2023-09-20'), level: 'partly_able' as const },
    { from: plainDate('2023-09-21'), to: plainDate('2023-09-30'), level: 'unable' as const },
  ]
  const lines = [
    givenLine('p-1', 'partly_able', { spans }),
    givenLine('p-2', 'able', { exclusion: 'died' }),
    givenLine('p-3', 'able'),
  ]
  const deductions = [givenDeduction('f-1', '900.00')]
  const paper = paperOf(
    givenMonth([givenPart('371522101', lines, { deductions })], { month: plainMonth('2023-09'), policy: byDayPolicy }),
  )
  expect(faultsOfPaper(paper)).toEqual([])
  const [township] = paper.townships
  expect(township?.levels.map(({ level, persons, price, fees }) => [level, persons, price, fees])).toEqual([
    ['自理', 1, 18_900n, 18_900n],
    ['月中有变化', 1, null, 41_733n],
    ['不计入', 1, null, 0n],
  ])
  expect(township).toMatchObject({ persons: 3, paid: 2, deducted: 90_000n, excess: 29_367n, payable: 0n })
  expect(township?.people.map(({ payable, remark }) => [payable, remark])).toEqual([
    [41_733n, ''],
    [0n, '已死亡，不计入'],
    [18_900n, ''],
    [-60_633n, '余额结转下月'],
  ])
  expect(sumOf((township?.people ?? []).map(({ payable }) => payable))).toBe(0n)
})

test('the rules stand on the sheet in words, not as data', () => {
  const rows = ruleRows(banded, names)
  expect(rows.map(({ title, text }) => `${title}：${text}`)).toEqual([
    '照料护理标准（人·月）：自理189.00元、半失能313.00元、失能626.00元',
    '考核系数：85—100分系数1；0—84.99分系数0.95；没有考评的系数1',
    '金额取整：按人月四舍五入到分，一次',
    '月中变化：按名册整月计算',
    '月中签协议：按整月计算',
    '不计费的离家情形：没有',
    '扣减大于应付：余额结转下月',
    '合同月中终止：只付核实的服务日',
    '扣减前听取意见：应当听取',
  ])
  expect(rows.map(({ text }) => text).join()).not.toMatch(/[{}"_]/)
})
