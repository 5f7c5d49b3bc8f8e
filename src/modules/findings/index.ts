/** The findings module for the programs, and what other modules call: recording a clue on the spot. */
import { dayOf, type PlainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { turnedIntoProblem } from '#modules/visits/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { implement, type Module, on, type TimelineItem } from '#platform/module.ts'
import { findings, kindText, monthApproved, statusText } from './contract.ts'
import { hearing } from './hearing.ts'
import { printing } from './print.ts'
import { reading } from './reading.ts'
import { clueOfVisit, recording } from './recording.ts'
import { workOf } from './work.ts'

export { type NewRow, writeClue } from './stored.ts'

const db = tablesOf<'findings'>()

/** Findings of a provider and month that still wait for a decision: settlement warns of them. */
export async function openFindings(context: Context, month: PlainMonth, organisationId: string): Promise<number> {
  const row = await db(context)
    .selectFrom('findings.finding')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('organisationId', '=', organisationId)
    .where('decidedAt', 'is', null)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

async function timelineOf(context: Context, personId: string): Promise<TimelineItem[]> {
  if (!may(context.actor, 'findings.list')) return []
  const rows = await db(context)
    .selectFrom('findings.findingView')
    .select(['id', 'month', 'kind', 'status', 'facts', 'recordedAt'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('recordedAt')
    .execute()
  return rows.map((row) => ({
    at: dayOf(row.recordedAt),
    enteredAt: row.recordedAt,
    kind: 'service',
    text: `发现问题：${kindText[row.kind]}（${statusText[row.status]}）${row.facts}`,
    to: `/findings/${row.id}`,
    source: 'system',
    struckThrough: row.status === 'dismissed',
  }))
}

export const findingsModule: Module = {
  service: implement(findings, { ...reading, ...recording, ...hearing, ...printing }),
  reactions: [
    on(turnedIntoProblem, clueOfVisit),
    on(monthApproved, async (context, { organisationId, month }) => {
      await db(context)
        .insertInto('findings.approvedMonth')
        .values({ countyCode: context.county, organisationId, month, at: context.now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }),
  ],
  work: workOf,
  timeline: timelineOf,
  constraints: {
    finding_other_decides: '问题须由登记、核实和提出扣减以外的人决定',
    finding_no: '问题编号已被使用，请重试',
    decision_pkey: '这个问题已经作出决定，不能再次决定',
    deduction_has_clause: '没有对应的合同条款，不能扣减。请选择条款，或扣减0元',
    deduction_heard_first: '还没有通知服务机构申辩，不能扣减。请先通知机构申辩',
  },
}
