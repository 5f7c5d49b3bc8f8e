/** 评审会名单: what the meeting has before it, one line for each case. Pure. */
import { dateText } from '#kernel/calendar.ts'
import type { TableLayout } from '#platform/documents/table.ts'
import type { Reasoning } from './reasoning.ts'
import type { CaseRow } from './shapes.ts'
import { opinionText, proposalText, verdictText } from './words.ts'

export interface MeetingLine {
  row: CaseRow
  reasoning: Reasoning
  sampled: boolean
  agrees: boolean | null
  fits: boolean | null
  level: string | null
  levels: Readonly<Record<string, string>>
}

const heads = [
  '序号',
  '案件号',
  '姓名',
  '年龄',
  '乡镇、村',
  '三项条件',
  '系统建议',
  '抽查',
  '审核意见',
  '期限',
  '评审结果',
]
const widths = [4, 10, 8, 5, 16, 20, 12, 8, 14, 10, 10]

/** Title and the words over and under it are the letter's, which a county may replace. */
export function meetingLayout(lines: readonly MeetingLine[]): Omit<TableLayout, 'title' | 'above' | 'notes'> {
  return {
    columns: widths.map((width) => ({ width })),
    head: [heads.map((text) => ({ text }))],
    rows: lines.map((line, index) => cellsOf(line, index + 1)),
    signatures: ['主持人', '参会人', '记录人', '日期'],
    paper: 'landscape',
  }
}

function cellsOf({ row, reasoning, sampled, agrees, fits, level, levels }: MeetingLine, no: number): string[] {
  const check = agrees === null ? (sampled || row.nearRelative ? '待核查' : '未抽中') : agrees ? '一致' : '不一致'
  const opinion = fits === null ? '待提出' : `${opinionText(fits)}${level ? `，${levels[level] ?? level}` : ''}`
  return [
    String(no),
    row.number,
    row.name,
    String(row.age),
    `${row.township}${row.village}`,
    reasoning.conditions.map(({ title, verdict }) => `${title}：${verdictText[verdict]}`).join('；'),
    proposalText[reasoning.proposal],
    `${check}${row.nearRelative ? '（近亲属备案）' : ''}`,
    opinion,
    row.clock ? dateText(row.clock.due) : '—',
    '',
  ]
}
