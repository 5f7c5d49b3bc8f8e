/** A settlement for the tests: two townships, one with another factor, every line to be worked out by hand. */
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { sumOf } from '#kernel/money.ts'
import { foot, rareNames } from './given.ts'
import type { SettlementPaper, SettlementTownship } from './settlement-paper.ts'

const shares = { 自理: 18_900n, 半失能: 31_300n, 失能: 62_600n } as const
type Level = keyof typeof shares
type Factor = readonly [times: bigint, of: bigint]

const feeOf = (level: Level, [times, of]: Factor) => (shares[level] * times * 2n + of) / (2n * of)

function person(level: Level, index: number, factor: Factor, deducted = 0n) {
  const fees = feeOf(level, factor)
  const name = rareNames[index % rareNames.length] ?? ''
  const remark = deducted > 0n ? '8月未服务' : ''
  const figures = { base: shares[level], fees, corrected: 0n, deducted, excess: 0n, payable: fees - deducted }
  return { name, village: '××村', level, ...figures, remark }
}

interface GivenTownship {
  name: string
  score: string
  factor: Factor
  heads: Partial<Record<Level, number>>
  deducted?: bigint
}

/** A township's line, the levels below it and its persons; what is deducted falls on its first person. */
export function givenTownship({ name, score, factor, heads, deducted = 0n }: GivenTownship): SettlementTownship {
  const counts = (['自理', '半失能', '失能'] as const)
    .map((level) => ({ level, persons: heads[level] ?? 0 }))
    .filter(({ persons }) => persons > 0)
  const levels = counts.map(({ level, persons }) => {
    const [price, each] = [shares[level], feeOf(level, factor)]
    return { level, persons, price, base: price * BigInt(persons), each, fees: each * BigInt(persons) }
  })
  const people = counts
    .flatMap(({ level, persons }) => Array.from({ length: persons }, () => level))
    .map((level, index) => person(level, index, factor, index === 0 ? deducted : 0n))
  const [base, fees] = [sumOf(levels.map((each) => each.base)), sumOf(levels.map((each) => each.fees))]
  const figures = { base, fees, corrected: 0n, deducted, excess: 0n, payable: fees - deducted }
  const count = { persons: people.length, paid: people.length }
  return { name, score, factor: String(Number(factor[0]) / Number(factor[1])), ...count, ...figures, levels, people }
}

const signed = { role: '县级救助经办', on: plainDate('2023-09-06') }

/** Two townships, one with another factor: 10×189 ＋ 3×313 ＋ 2×626, the latter five at 0.9, less 313. */
export const settlement: SettlementPaper = {
  ...foot,
  title: '莘县分散供养特困人员照料护理费结算单',
  month: plainMonth('2023-08'),
  provider: '甲机构',
  contractNumber: 'HT-2023-01',
  number: 'JS-2023-08-甲',
  payable: 354_890n,
  townships: [
    givenTownship({ name: '甲镇', score: '93分', factor: [1n, 1n], heads: { 自理: 10 } }),
    givenTownship({ name: '乙镇', score: '85分', factor: [9n, 10n], heads: { 半失能: 3, 失能: 2 }, deducted: 31_300n }),
  ],
  deductions: [
    {
      finding: '发现KC-0021：张示例8月未提供服务，核实成立',
      heardOn: plainDate('2023-09-03'),
      clause: '莘政办发〔2023〕6号 五（四）',
      amount: 31_300n,
    },
  ],
  corrections: [],
  notes: ['名册2023年8月第1版，校验值7f3a91c4；标准依据莘政办发〔2023〕6号；按人月四舍五入到分，一次。'],
  signatures: [
    { title: '经办', name: '王演示', ...signed, words: '送审' },
    { title: '民政负责人', name: '李样本', role: '县级救助负责人', on: signed.on, words: '通过' },
    '财政',
    '服务机构',
  ],
}
