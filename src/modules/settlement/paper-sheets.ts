/** The printed statement as sheets (汇总, 按等级, 按人, 扣减和更正, 依据) and as plain text: the same figures as on paper. */
import { monthText } from '#kernel/calendar.ts'
import { citationText } from '#kernel/policy.ts'
import { type SettlementFigures, type SettlementPaper, totalOf } from '#platform/documents/settlement-paper.ts'
import type { SheetLayout } from '#platform/documents/sheet.ts'
import type { TableColumn, TableValue } from '#platform/documents/table.ts'
import type { MonthPolicy } from './month-input.ts'
import { ruleRows } from './rule-words.ts'
import type { Names } from './words.ts'

const yuan = (fen: bigint): number => Number(fen) / 100

type Common = Pick<SheetLayout, 'title' | 'paper' | 'above'> & { verification?: string }

export function sheetsOf(paper: SettlementPaper, policy: MonthPolicy, names: Names): SheetLayout[] {
  const common: Common = {
    title: paper.title,
    paper: 'landscape',
    above: [`${monthText(paper.month)}　${paper.provider}　编号${paper.number}　合同${paper.contractNumber}`],
    ...(paper.verification ? { verification: paper.verification } : {}),
  }
  const changes = paper.deductions.length + paper.corrections.length > 0
  return [
    summary(paper, common),
    byLevel(paper, common),
    byPerson(paper, common),
    ...(changes ? [changesOf(paper, common)] : []),
    basis(policy, names, common),
  ]
}

type Titled = TableColumn & { title: string }

const layoutOf = (name: string, columns: readonly Titled[], common: Common): Omit<SheetLayout, 'rows'> => ({
  ...common,
  name,
  columns: columns.map(({ width, align, format }) => ({ width, ...(align && { align }), ...(format && { format }) })),
  head: [columns.map(({ title }) => ({ text: title }))],
})

const money = (title: string): Titled => ({ title, width: 14, format: 'money' })
const count = (title: string): Titled => ({ title, width: 9, format: 'integer' })
const factor: Titled = { title: '系数', width: 8, align: 'center' }

const figures = ({ corrected, deducted, excess, payable }: Omit<SettlementFigures, 'persons' | 'paid'>): number[] =>
  [corrected, deducted, excess, payable].map(yuan)
const figureColumns = ['更正（元）', '扣减（元）', '结转或追回（元）', '应付（元）'].map(money)

function summary(paper: SettlementPaper, common: Common): SheetLayout {
  const columns = [
    { title: '乡镇（街道）', width: 18 },
    count('人数'),
    count('计费人数'),
    money('基数（元）'),
    { title: '考评得分', width: 10, align: 'center' as const },
    factor,
    money('服务费（元）'),
    ...figureColumns,
  ]
  const total = totalOf(paper.townships)
  const sums = [total.persons, total.paid, yuan(total.base), '', '', yuan(total.fees), ...figures(total)]
  return {
    ...layoutOf('汇总', columns, common),
    rows: paper.townships.map((each) => [
      each.name,
      each.persons,
      each.paid,
      yuan(each.base),
      each.score,
      each.factor,
      yuan(each.fees),
      ...figures(each),
    ]),
    total: ['合计', ...sums].map((value) => ({ value })),
    notes: ['服务费为“按等级”表中本乡镇（街道）之和；应付＝服务费＋更正－扣减＋结转或追回。', ...paper.notes],
    signatures: [...paper.signatures],
  }
}

function byLevel(paper: SettlementPaper, common: Common): SheetLayout {
  const columns = [
    { title: '乡镇（街道）', width: 18 },
    { title: '能力等级', width: 12 },
    count('人数'),
    money('标准（元／人·月）'),
    money('基数（元）'),
    factor,
    money('每人（元）'),
    money('服务费（元）'),
  ]
  const rows = paper.townships.flatMap((township) =>
    township.levels.map(({ level, persons, price, base, each, fees }) => [
      township.name,
      level,
      persons,
      price === null ? null : yuan(price),
      yuan(base),
      township.factor,
      each === null ? null : yuan(each),
      yuan(fees),
    ]),
  )
  const { persons, base, fees } = totalOf(paper.townships)
  const total: TableValue[] = ['合计', '', persons, null, yuan(base), '', null, yuan(fees)]
  return {
    ...layoutOf('按等级', columns, common),
    rows,
    total: total.map((value) => ({ value })),
    notes: ['基数＝人数×标准；每人＝标准×系数，四舍五入；服务费＝人数×每人。空格的逐人金额见“按人”。'],
  }
}

const personColumns = [
  { title: '序号', width: 7, format: 'integer' as const },
  { title: '乡镇（街道）', width: 16 },
  { title: '考评得分', width: 10, align: 'center' as const },
  factor,
  { title: '姓名', width: 12 },
  { title: '村（居）', width: 16 },
  { title: '等级', width: 10 },
  money('基数（元）'),
  money('服务费（元）'),
  ...figureColumns,
  { title: '备注', width: 24 },
]

function personRows(paper: SettlementPaper) {
  const all = paper.townships.flatMap((township) => township.people.map((person) => ({ township, person })))
  return all.map(({ township, person }, index) => ({
    words: [index + 1, township.name, township.score, township.factor, person.name, person.village, person.level],
    fen: [person.base, person.fees, person.corrected, person.deducted, person.excess, person.payable],
    remark: person.remark,
  }))
}

const totalFen = ({ base, fees, corrected, deducted, excess, payable }: SettlementFigures): bigint[] => [
  base,
  fees,
  corrected,
  deducted,
  excess,
  payable,
]

function byPerson(paper: SettlementPaper, common: Common): SheetLayout {
  const sums = totalFen(totalOf(paper.townships)).map(yuan)
  return {
    ...layoutOf('按人', personColumns, common),
    rows: personRows(paper).map(({ words, fen, remark }) => [...words, ...fen.map(yuan), remark]),
    total: [{ value: '合计', columns: 7 }, ...[...sums, ''].map((value) => ({ value }))],
  }
}

function changesOf(paper: SettlementPaper, common: Common): SheetLayout {
  const columns = [{ title: '事项', width: 50 }, { title: '依据', width: 50 }, money('金额（元）')]
  return {
    ...layoutOf('扣减和更正', columns, common),
    rows: [
      ...paper.deductions.map((line) => [`扣减：${line.finding}`, line.clause, yuan(-line.amount)]),
      ...paper.corrections.map((line) => [line.text, '', yuan(line.amount)]),
    ],
  }
}

function basis(policy: MonthPolicy, names: Names, common: Common): SheetLayout {
  const columns = [
    { title: '规则', width: 24 },
    { title: '采用的值', width: 52 },
    { title: '依据', width: 52 },
  ]
  return {
    ...layoutOf('依据', columns, common),
    rows: ruleRows(policy, names).map(({ title, text, citations }) => [
      title,
      text,
      [...new Set(citations.map(citationText))].join('；'),
    ]),
  }
}

/** The persons as comma-separated text, each with the score and factor of the township, the sum, and what became known since. */
export function textRows(paper: SettlementPaper, later: readonly string[]): TableValue[][] {
  const total = ['', '合计', '', '', '', '', '', ...totalFen(totalOf(paper.townships)), '']
  return [
    personColumns.map(({ title }) => title),
    ...personRows(paper).map(({ words, fen, remark }) => [...words, ...fen, remark]),
    total,
    ...later.map((text) => [...total.slice(1).map(() => ''), text]),
  ]
}
