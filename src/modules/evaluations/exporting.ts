/** 考评进度 as a sheet: township, provider, state, term, score. */
import { momentText, monthText } from '#kernel/calendar.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { evaluations, evaluationStatusText, type OverviewRow } from './contract.ts'
import { drawing } from './drawing.ts'
import { scoreText } from './score.ts'

const columns = [
  { title: '乡镇（街道）', width: 18, align: 'left' },
  { title: '服务机构', width: 28, align: 'left' },
  { title: '状态', width: 10, align: 'left' },
  { title: '服务对象', width: 10, align: 'right' },
  { title: '样本', width: 8, align: 'right' },
  { title: '已评', width: 8, align: 'right' },
  { title: '应送日', width: 12, align: 'left' },
  { title: '送出', width: 18, align: 'left' },
  { title: '逾期（天）', width: 10, align: 'right' },
  { title: '得分', width: 8, align: 'right' },
] as const

const lineOf = (row: OverviewRow): (string | number)[] => [
  row.township.name,
  row.organisation.name,
  evaluationStatusText[row.status],
  row.persons,
  row.sampleSize ?? '',
  row.filled,
  row.dueOn,
  row.sentAt ? momentText(row.sentAt) : '',
  Math.max(0, row.daysLate),
  row.scoreTenths === null ? '' : scoreText(row.scoreTenths),
]

export const exporting = part(evaluations, {
  async exportOverview(context, { sentence, status, ...asked }) {
    const { rows } = await drawing.overview(context, asked)
    const shown = rows.filter((row) => status === undefined || row.status === status)
    const title = `${monthText(asked.month)}乡镇考评进度`
    const note = `${sentence} · 共${shown.length}份`
    return giveList(context, { title, note, columns, rows: shown.map(lineOf) }, 'xlsx')
  },
})
