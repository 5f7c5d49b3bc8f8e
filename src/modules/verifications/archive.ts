/** Verifications and proofs of schooling of one person, as tables. */
import { momentText } from '#kernel/calendar.ts'
import { type ArchivePaper, type ArchiveTable, archiveTable, yesNo } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { schoolsOf } from './schools.ts'
import { db } from './stored.ts'
import { answerText, howText } from './words.ts'

export async function verificationsArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const results = await db(context)
    .selectFrom('verifications.result as result')
    .innerJoin('verifications.round as round', (join) =>
      join.onRef('round.countyCode', '=', 'result.countyCode').onRef('round.id', '=', 'result.roundId'),
    )
    .leftJoin('verifications.settled as settled', (join) =>
      join.onRef('settled.countyCode', '=', 'result.countyCode').onRef('settled.resultId', '=', 'result.id'),
    )
    .select(['round.title', 'result.edition', 'result.answer', 'result.how', 'result.seenSelf', 'result.seenOn'])
    .select(['result.officer', 'result.words', 'result.reason', 'result.byName', 'result.at'])
    .select(['settled.words as followed', 'settled.decisionNo'])
    .where('result.countyCode', '=', context.county)
    .where('result.personId', '=', personId)
    .orderBy('result.at')
    .orderBy('result.id')
    .execute()
  return [
    archiveTable('核查', results, {
      核查: (row) => row.title,
      版次: (row) => row.edition,
      核查日期: (row) => row.seenOn,
      方式: (row) => howText[row.how],
      见到本人: (row) => yesNo(row.seenSelf),
      结果: (row) => answerText[row.answer],
      情况: (row) => row.words,
      核查人: (row) => row.officer,
      更正原因: (row) => row.reason,
      后续处理: (row) => row.followed,
      后续文号: (row) => row.decisionNo,
      登记人: (row) => row.byName,
      '登记时间（北京时间）': (row) => momentText(row.at),
    }),
    archiveTable('在读证明', await schoolsOf(context, personId), {
      阶段: (row) => row.stageText,
      学校: (row) => row.school,
      年级: (row) => row.grade,
      证明日期: (row) => row.provedOn,
      至: (row) => row.untilOn,
      凭据: (row) => row.proof,
    }),
  ]
}

/** Proofs of schooling. */
export async function schoolPapers(context: Context, personId: string): Promise<ArchivePaper[]> {
  const rows = await db(context)
    .selectFrom('verifications.school')
    .select(['fileId', 'school', 'provedOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('at')
    .execute()
  return rows.flatMap(({ fileId, school, provedOn: on }) =>
    fileId === null ? [] : [{ fileId, on, title: `在读证明（${school}）` }],
  )
}
