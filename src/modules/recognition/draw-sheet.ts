/** 抽取证明: the draw on paper, so that anybody can work it out again. Pure but for the hash. */
import { dateText, dayOf, type Instant, momentText, monthText, plainMonth } from '#kernel/calendar.ts'
import type { TableLayout } from '#platform/documents/table.ts'
import { rankOf } from './draw.ts'

interface Drawn {
  number: string
  month: string
  caseIds: readonly string[]
  drawnOrder: readonly string[]
  sampleSize: number
  percent: number
  seed: string
  headRoot: string
  headSize: bigint
  drawnByName: string
  drawnAt: Instant
}
interface Named {
  number: string
  name: string
  township: string
}

const heads = ['次序', '案件号', '姓名', '乡镇', '次序值', '抽中', '核查结果']
const widths = [5, 14, 10, 14, 34, 8, 14]

export function drawLayout(batch: Drawn, named: ReadonlyMap<string, Named>): TableLayout {
  return {
    title: '县级审核抽查记录表',
    above: [
      `批次 ${batch.number}    月份 ${monthText(plainMonth(batch.month))}    ${batch.caseIds.length}件抽取${batch.sampleSize}件（${batch.percent}%向上取整）`,
      `抽取人 ${batch.drawnByName}    抽取时间 ${dateText(dayOf(batch.drawnAt))} ${momentText(batch.drawnAt).slice(11)}`,
      `种子 ${batch.seed}`,
      `前一日留痕根值 ${batch.headRoot}（${batch.headSize}条）`,
    ],
    columns: widths.map((width) => ({ width })),
    head: [heads.map((text) => ({ text }))],
    rows: batch.drawnOrder.map((id, index) => {
      const { number = '', name = '', township = '' } = named.get(id) ?? {}
      const drawn = index < batch.sampleSize ? '抽中' : ''
      return [String(index + 1), number, name, township, rankOf(batch.seed, id).slice(0, 32), drawn, '']
    }),
    notes: [
      '复算：种子＝SM3（根值、批次号、月份，逐行相接）；次序值＝SM3（种子、案件编号），取前32位印出；按次序值从小到大取样本。',
    ],
    signatures: ['抽取人', '核查人', '日期'],
    paper: 'landscape',
  }
}
