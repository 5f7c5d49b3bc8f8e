/** Papers: the entry sheet of the sample, empty for the door or filled, and the 履约验收单. A4 landscape. */
import { dateText, dayOf, momentText, monthText, plainMonth } from '#kernel/calendar.ts'
import { citationText } from '#kernel/policy.ts'
import { roleTitles } from '#modules/access/roles.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import type { Signature, TableColumn, TableLayout, TableValue } from '#platform/documents/table.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { organisationName, proposalsOf } from './accepting.ts'
import { carerComesText, evaluations, satisfiedText, wayText } from './contract.ts'
import { type FormItem, monthlyForm, type SampleRule, scoreText } from './score.ts'
import { sheetRows } from './sheet-rows.ts'
import { evaluationOf, namesOf, policyOfMonth, rosterGroups, type Stored } from './stored.ts'

const levelText = { able: '自理', partly_able: '半失能', unable: '失能' }

export const printing = part(evaluations, {
  async print(context, { evaluationId, filled }) {
    const evaluation = await evaluationOf(context, evaluationId)
    const rows = (await sheetRows(context, evaluationId)).filter((row) => row.inSample)
    for (const { personId } of rows) context.concerns(personId)
    const form = monthlyForm(await policyOfMonth(context, evaluation.month))
    const items = form?.value.items ?? []
    const title = `${form?.value.title ?? '照料服务情况每月考评'}表`
    const layout: TableLayout = {
      title,
      above: [await headLine(context, evaluation)],
      columns: columnsOf(items),
      head: [columnsOf(items).map((column) => ({ text: column.title }))],
      rows: rows.map((row, index) => cellsOf(row, index, { items, filled })),
      notes: await notesOf(context, evaluation, items),
      signatures: ['考评人', '乡镇负责人', '送出日期'],
      paper: 'landscape',
    }
    const name = `${title}${evaluation.month}.pdf`
    return give(context, name, layout)
  },

  async printAcceptance(context, { month, organisationId }) {
    const proposals = await proposalsOf(context, month, organisationId)
    const decided = proposals.findLast(({ reportNo }) => reportNo !== null)
    if (!decided) return refuse('refused', 'not_decided', '这个月还没有作出验收决定，没有可打印的验收单')
    const groups = await rosterGroups(context, month, { organisationId })
    const defaulted = groups.filter(({ townshipId }) => decided.withoutScore.includes(townshipId))
    const policy = await policyOfMonth(context, month)
    const basis = policy.find('settlement.acceptance_required')?.citations.map(citationText) ?? []
    const persons = groups.reduce((sum, group) => sum + group.persons, 0)
    const layout: TableLayout = {
      title: '履约验收单',
      above: [
        `编号 ${decided.reportNo}    服务机构 ${await organisationName(context, organisationId)}    验收月份 ${monthText(month)}`,
        `名册${persons}人，${groups.length}个乡镇，抽查${decided.personsSampled}人`,
      ],
      columns: [{ width: 6, align: 'center' }, { width: 40 }, { width: 12, align: 'center' }, { width: 50 }],
      head: [[{ text: '序号' }, { text: '验收项目' }, { text: '结果' }, { text: '说明' }]],
      rows: decided.items.map((item, index) => [
        String(index + 1),
        item.title,
        item.result === 'good' ? '合格' : '不合格',
        item.words,
      ]),
      notes: [
        `验收结论：${decided.result === 'accepted' ? '通过验收' : '不通过验收'}。${decided.words}`,
        ...(defaulted.length > 0
          ? [
              `${defaulted.map(({ township }) => township).join('、')}到期未送考评，按默认办法处理：${decided.withoutScoreReason}`,
            ]
          : []),
        ...(basis.length > 0 ? [`依据：${basis.join('；')}`] : []),
      ],
      signatures: signaturesOf(decided),
      paper: 'portrait',
    }
    return give(context, `履约验收单${decided.reportNo}.pdf`, layout)
  },
})

type Decided = Awaited<ReturnType<typeof proposalsOf>>[number]

/** Who proposed and who decided are on record; the two seals are set by hand. Roles as docs/roles.csv gives the two acts. */
export function signaturesOf(
  decided: Pick<Decided, 'by' | 'at' | 'result' | 'decidedBy' | 'decidedAt' | 'decisionReason'>,
): Signature[] {
  const { by, at, result, decidedBy, decidedAt, decisionReason } = decided
  const proposed = {
    title: '验收人（提出）',
    name: by,
    role: roleTitles['county-clerk'],
    on: dayOf(at),
    words: result === 'accepted' ? '建议通过验收' : '建议不通过验收',
  }
  const agreed = decisionReason ? `同意。${decisionReason}` : '同意'
  const decider: Signature =
    decidedBy && decidedAt
      ? {
          title: '负责人（决定）',
          name: decidedBy,
          role: roleTitles['county-leader'],
          on: dayOf(decidedAt),
          words: agreed,
        }
      : '负责人（决定）'
  return [proposed, decider, '县民政局（盖章）', '服务机构（盖章）']
}

async function give(context: Context, name: string, layout: TableLayout) {
  const bytes = await statutoryPaper({
    layout,
    printedAt: context.now,
    printedBy: context.actor.name,
    demonstration: context.demo,
  })
  const { ticket } = await giveFile(context, { name, mediaType: 'application/pdf', bytes })
  return { ticket, name }
}

type Column = TableColumn & { title: string }

const columnsOf = (items: readonly FormItem[]): Column[] => [
  { title: '序号', width: 5, align: 'center' },
  { title: '姓名', width: 10 },
  { title: '村（居）', width: 12 },
  { title: '等级', width: 8 },
  { title: '走访方式', width: 9 },
  { title: '走访时间', width: 12 },
  { title: '有人来吗', width: 9 },
  { title: '多久来一次', width: 11 },
  { title: '是否满意', width: 9 },
  { title: '居室', width: 9 },
  { title: '衣着', width: 9 },
  { title: '饮食', width: 9 },
  { title: '异味', width: 8 },
  ...items.map((item) => ({ title: `${item.title}（${scoreText(item.maximumTenths)}分）`, width: 9 })),
  ...(items.length > 0 ? [{ title: '得分', width: 7 }] : []),
  { title: '发现的问题、评语', width: 22 },
  { title: '本人或邻居签字', width: 12 },
]

type Row = Awaited<ReturnType<typeof sheetRows>>[number]

function cellsOf(
  row: Row,
  index: number,
  { items, filled }: { items: readonly FormItem[]; filled: boolean },
): TableValue[] {
  const known = [String(index + 1), row.name, row.village, row.level ? levelText[row.level] : '']
  const show = filled && row.filled
  const points = items.map(({ field }) => (show && row.points[field] !== undefined ? scoreText(row.points[field]) : ''))
  const total = items.length > 0 ? [show && row.scoreTenths !== null ? scoreText(row.scoreTenths) : ''] : []
  // Three lines of room to write by hand.
  if (!show) return [...known, ...Array<string>(9).fill(''), ...points, ...total, '\n\n ', '']
  const answers = [
    row.way ? wayText[row.way] : '',
    row.visitedAt ? momentText(row.visitedAt).slice(5) : '',
    row.carerComes ? carerComesText[row.carerComes] : '',
    row.howOften,
    row.satisfied ? satisfiedText[row.satisfied] : '',
  ]
  return [...known, ...answers, row.room, row.clothing, row.meals, row.smell, ...points, ...total, row.words, '']
}

async function headLine(context: Context, evaluation: Stored): Promise<string> {
  const { organisation, township } = await namesOf(context, evaluation)
  const month = monthText(plainMonth(evaluation.month))
  return `${township.name}    服务机构 ${organisation.name}    ${month}    抽查${evaluation.sampleSize}人／${evaluation.population}人`
}

async function notesOf(context: Context, evaluation: Stored, items: readonly FormItem[]): Promise<string[]> {
  const policy = await policyOfMonth(context, evaluation.month)
  const { value } = policy.value<SampleRule>('evaluation.sample')
  const none = items.length === 0 ? ['县里尚未填定考评项目和分值：只登记情况和结果文字。'] : []
  return [
    `走访方式填入户、电话或邻里；有人来吗填有、没有或说不清；是否满意填满意、一般、不满意或未能问到。考评人不少于2人。`,
    `样本按本县留痕树根、月份、机构、乡镇算出的种子抽取（每机构每乡镇${value.percent}%，至少${value.at_least}人），可以复算。`,
    ...none,
    `考评人：${evaluation.evaluators.join('、')}`,
    `考评结果：${evaluation.resultText}`,
    ...(evaluation.sentAt ? [`${dateText(dayOf(evaluation.sentAt))}送县民政局`] : []),
  ]
}
