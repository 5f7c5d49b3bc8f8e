/** The assessments of one person as tables: each with who assessed and what was decided. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import { type SelfCareLevel, selfCareText } from '#kernel/self-care.ts'
import { type ArchivePaper, type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { type AssessmentStatus, type FormKind, formText, numberText, statusText, whyText, type Why } from './words.ts'

interface Row {
  year: number
  no: number
  reason: Why
  form: FormKind
  status: AssessmentStatus
  requestedOn: PlainDate
  assessedOn: PlainDate | null
  assessors: string
  notMet: number | null
  score: number | null
  ruleLevel: SelfCareLevel | null
  level: SelfCareLevel | null
  decisionNo: string | null
  decidedOn: PlainDate | null
  decidedBy: string | null
  why: string | null
  effectiveMonth: string | null
  toldOn: PlainDate | null
}

const levelOf = (level: SelfCareLevel | null) => level && selfCareText[level]

export async function assessmentsArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const { rows } = await sql<Row>`
    select a.year, a.no, a.reason, a.form, a.status, a.requested_on, a.assessed_on, r.not_met, r.score, a.rule_level, a.level,
      d.number as decision_no, d.decided_on, d.decided_by_name as decided_by, d.reason as why, a.effective_month, a.told_on,
      coalesce((select string_agg(s.name || '（' || s.unit_name || '）', '、' order by s.place) from assessments.assessor s
        where s.county_code = a.county_code and s.assessment_id = a.id and s.edition = a.edition), '') as assessors
    from assessments.assessment a
      left join assessments.result r on r.county_code = a.county_code and r.assessment_id = a.id and r.edition = a.edition
      left join assessments.decision d on d.county_code = a.county_code and d.assessment_id = a.id
    where a.county_code = ${context.county} and a.person_id = ${personId} order by a.requested_on, a.year, a.no`.execute(
    context.transaction,
  )
  return [
    archiveTable('能力评估', rows, {
      编号: (row) => numberText(row.year, row.no),
      起因: (row) => whyText[row.reason],
      评估表: (row) => formText[row.form],
      状态: (row) => statusText[row.status],
      申请日期: (row) => row.requestedOn,
      评估日期: (row) => row.assessedOn,
      评估人: (row) => row.assessors,
      六项中不能自理的: (row) => row.notMet,
      能力评估得分: (row) => row.score,
      按指标的等级: (row) => levelOf(row.ruleLevel),
      审定等级: (row) => levelOf(row.level),
      决定文号: (row) => row.decisionNo,
      审定日期: (row) => row.decidedOn,
      审定人: (row) => row.decidedBy,
      理由: (row) => row.why,
      起效月份: (row) => row.effectiveMonth,
      告知日期: (row) => row.toldOn,
    }),
  ]
}

/** The sheets as they were signed. */
export async function assessmentPapers(context: Context, personId: string): Promise<ArchivePaper[]> {
  const { rows } = await sql<{ fileIds: string[]; on: PlainDate; year: number; no: number }>`
    select r.file_ids, r.assessed_on as on, a.year, a.no from assessments.result r
      join assessments.assessment a on a.county_code = r.county_code and a.id = r.assessment_id
    where r.county_code = ${context.county} and r.person_id = ${personId} order by r.assessed_on, r.id`.execute(
    context.transaction,
  )
  return rows.flatMap(({ fileIds, on, year, no }) =>
    fileIds.map((fileId) => ({ fileId, on, title: `能力评估表${numberText(year, no)}` })),
  )
}
