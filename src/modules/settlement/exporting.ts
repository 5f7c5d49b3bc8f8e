/** The statement as Excel (汇总, 按人, 依据), as the printed paper, and as the canonical JSON that its hash is of. */
import { monthText } from '#kernel/calendar.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { settlementPaper, type SettlementPaper } from '#platform/documents/settlement-paper.ts'
import { writeBook, type SheetLayout } from '#platform/documents/sheet.ts'
import { giveFile } from '#platform/file-rows.ts'
import { parseJson } from '#platform/parse-json.ts'
import { part } from '#platform/module.ts'
import { settlement } from './contract.ts'
import { type PaperFacts, paperFacts, paperOf } from './paper-facts.ts'
import { statementOf, storedLines } from './stored.ts'

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  json: 'application/json',
}

export const exporting = part(settlement, {
  async export(context, { statementId, format }) {
    const record = await statementOf(context, statementId)
    if (!record.hash) refuse('conflict', 'computing', '结算还在计算，完成后可以导出')
    const facts = await paperFacts(context, record)
    for (const { personId } of facts.lines) context.concerns(personId)
    const bytes = await bytesOf(context, facts, format)
    const name = `结算单${record.number}.${format}`
    const { ticket } = await giveFile(context, { name, mediaType: types[format], bytes })
    return { ticket, name }
  },
})

async function bytesOf(context: Context, facts: PaperFacts, format: keyof typeof types): Promise<Uint8Array> {
  const { record } = facts
  if (format === 'json') {
    const lines = await storedLines(context, record.id)
    const whole = {
      number: record.number,
      status: record.status,
      hash: record.hash,
      head: parseJson(record.head ?? 'null'),
      lines: lines.map(({ line, hash, townshipId }) => ({ township: townshipId, hash, line: parseJson(line) })),
    }
    return new TextEncoder().encode(canonicalJson(whole))
  }
  const paper = await paperOf(context, facts)
  return format === 'pdf' ? settlementPaper(paper) : writeBook(sheetsOf(paper, facts))
}

const yuan = (fen: bigint): number => Number(fen) / 100

function sheetsOf(paper: SettlementPaper, facts: PaperFacts): SheetLayout[] {
  const above = [`${monthText(paper.month)}　${paper.provider}　编号${paper.number}　合同${paper.contractNumber}`]
  const common = {
    title: paper.title,
    paper: 'portrait' as const,
    ...(paper.verification ? { verification: paper.verification } : {}),
  }
  return [
    summary(paper, { ...common, above }),
    persons(paper, { ...common, above }),
    basis(facts, { ...common, above }),
  ]
}

type Common = Pick<SheetLayout, 'title' | 'paper' | 'above'> & { verification?: string }

function summary(paper: SettlementPaper, common: Common): SheetLayout {
  const rows = [
    ...paper.levels.map((line) => [line.level, line.persons, yuan(line.price), yuan(line.amount), line.basis]),
    ...paper.deductions.map((line) => [`扣减：${line.finding}`, null, null, yuan(-line.amount), line.clause]),
    ...paper.corrections.map((line) => [`更正：${line.text}`, null, null, yuan(line.amount), '']),
  ]
  return {
    ...common,
    name: '汇总',
    columns: [
      { width: 34 },
      { width: 8, format: 'integer' },
      { width: 12, format: 'money' },
      { width: 16, format: 'money' },
      { width: 40 },
    ],
    head: [['项目', '人数', '单价（元）', '金额（元）', '依据'].map((text) => ({ text }))],
    rows,
    total: [
      { value: '应付' },
      { value: null },
      { value: null },
      { value: yuan(paper.payable) },
      { value: paper.factor },
    ],
    notes: [...paper.notes],
    signatures: [...paper.signatures],
  }
}

function persons(paper: SettlementPaper, common: Common): SheetLayout {
  const rows = paper.townships.flatMap(({ name, persons: own }) =>
    own.map((each) => [
      name,
      each.name,
      each.village,
      each.level,
      yuan(each.accrued),
      yuan(each.deducted),
      yuan(each.payable),
      each.remark,
    ]),
  )
  const money = { width: 13, format: 'money' as const }
  return {
    ...common,
    name: '按人',
    columns: [
      { width: 6, format: 'integer' },
      { width: 16 },
      { width: 12 },
      { width: 14 },
      { width: 10 },
      money,
      money,
      money,
      { width: 22 },
    ],
    head: [
      ['序号', '乡镇（街道）', '姓名', '村（居）', '等级', '应计（元）', '扣减（元）', '应付（元）', '备注'].map(
        (text) => ({ text }),
      ),
    ],
    rows: rows.map((row, index) => [index + 1, ...row]),
  }
}

function basis({ statement }: PaperFacts, common: Common): SheetLayout {
  const { policy } = statement
  const rules = [
    { title: '照料护理标准', ...policy.rates },
    { title: '考核系数', ...policy.factor },
    { title: '金额取整', ...policy.rounding },
    { title: '月中变化', ...policy.partialMonth },
    { title: '月中签协议', ...policy.lateAgreement },
    { title: '不计费的离家情形', ...policy.unpaidAbsences },
    { title: '扣减大于应付', ...policy.excess },
    { title: '合同月中终止', ...policy.contractEnd },
    { title: '扣减前听取意见', ...policy.hearing },
  ]
  const rows = rules.map(({ title, value, citations }) => [
    title,
    canonicalJson(value),
    [...new Set(citations.map(citationText))].join('；'),
  ])
  return {
    ...common,
    name: '依据',
    columns: [{ width: 20 }, { width: 46 }, { width: 46 }],
    head: [['规则', '采用的值（金额单位：分）', '依据'].map((text) => ({ text }))],
    rows,
  }
}
