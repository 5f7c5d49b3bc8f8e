/** The case in which one person was recognised, as tables: the application, the household's obligors and income as declared, each deed. */
import { momentText } from '#kernel/calendar.ts'
import { capacityText } from '#kernel/capacity.ts'
import { type ArchivePaper, type ArchiveTable, archiveTable, yesNo } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { deedSentence, filesOf } from './deed-text.ts'
import { type Case, db, deedsOf, factsOf } from './stored.ts'
import {
  appliedByText,
  benefitText,
  consentText,
  decisionText,
  incomeText,
  limitText,
  obligorStandingText,
  stepText,
} from './words.ts'

export async function recognitionArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const cases = await db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('receivedOn')
    .orderBy('id')
    .execute()
  return [applications(cases), ...declared(cases), await deeds(context, cases)]
}

const applications = (cases: readonly Case[]) =>
  archiveTable('认定', cases, {
    编号: (row) => row.number,
    收到日期: (row) => row.receivedOn,
    申请方式: (row) => appliedByText[row.appliedBy],
    代办人: (row) => row.helper,
    与申请人关系: (row) => row.relation,
    民事行为能力: (row) => row.capacity && capacityText[row.capacity],
    民事行为能力的依据: (row) => row.capacityBasis,
    受理日期: (row) => row.acceptedOn,
    近亲属备案: (row) => row.nearRelative,
    初审符合: (row) => yesNo(row.opinionFits),
    抽中核查: (row) => yesNo(row.sampled),
    进度: (row) => stepText[row.step],
    决定: (row) => row.decision && decisionText[row.decision],
    决定文号: (row) => row.decisionNo,
    决定日期: (row) => row.decidedOn,
    决定人: (row) => row.decidedBy,
    供养起始日: (row) => row.supportFrom,
    送达日期: (row) => row.deliveredOn,
    公布日期: (row) => row.publishedOn,
  })

function declared(cases: readonly Case[]): ArchiveTable[] {
  const read = cases.map((row) => ({ number: row.number, ...factsOf(row) }))
  const obligors = read.flatMap(({ number, obligors: all }) => all.map((each) => ({ number, ...each })))
  const incomes = read.flatMap(({ number, incomes: all }) => all.map((each) => ({ number, ...each })))
  return [
    archiveTable('家庭义务人', obligors, {
      认定编号: (row) => row.number,
      姓名: (row) => row.name,
      关系: (row) => row.relation,
      年龄: (row) => row.age,
      情形: (row) => row.standings.map((each) => obligorStandingText[each]).join('、'),
      收入: (row) => limitText[row.income],
      '年收入（元）': (row) => row.yearlyIncomeFen,
      财产: (row) => limitText[row.property],
      共同生活: (row) => yesNo(row.livesWith),
      核对授权: (row) => consentText[row.consent],
    }),
    archiveTable('家庭收入', incomes, {
      认定编号: (row) => row.number,
      来源: (row) => incomeText[row.source],
      '每月（元）': (row) => row.monthlyFen,
    }),
    archiveTable('家庭财产和其他待遇', read, {
      认定编号: (row) => row.number,
      财产: (row) => limitText[row.property],
      财产说明: (row) => row.propertyNote,
      '金融资产（元）': (row) => row.depositsFen,
      房产套数: (row) => row.houses,
      机动车辆数: (row) => row.vehicles,
      没有法定义务人: (row) => yesNo(row.noObligors),
      其他待遇: (row) => row.benefits.map((each) => benefitText[each]).join('、'),
    }),
  ]
}

async function deeds(context: Context, cases: readonly Case[]): Promise<ArchiveTable> {
  const numbers = new Map(cases.map(({ id, number }) => [id, number]))
  const rows = await deedsOf(
    context,
    cases.map(({ id }) => id),
  )
  return archiveTable('认定经过', rows, {
    认定编号: (row) => numbers.get(row.caseId) ?? '',
    日期: (row) => row.onDay,
    事项: (row) => deedSentence(row.kind, row.said),
    说明: (row) => row.note,
    经办人: (row) => row.account,
    '登记时间（北京时间）': (row) => momentText(row.at),
  })
}

/** What was handed in, seen and photographed in his case. */
export async function casePapers(context: Context, personId: string): Promise<ArchivePaper[]> {
  const cases = await db(context)
    .selectFrom('recognition.application')
    .select(['id', 'number'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  const numbers = new Map(cases.map(({ id, number }) => [id, number]))
  const rows = await deedsOf(
    context,
    cases.map(({ id }) => id),
  )
  return rows.flatMap(({ caseId, said, onDay: on }) =>
    filesOf(said).map((fileId) => ({ fileId, on, title: `认定材料${numbers.get(caseId) ?? ''}` })),
  )
}
