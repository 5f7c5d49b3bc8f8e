/** 履约验收 of a month: what the county clerk proposes and the leader decides (SX-5.4c). */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'

const Place = z.object({ id: z.uuid(), name: z.string() })
const ticket = z.object({ ticket: z.string(), name: z.string() })
const ofMonth = z.object({ month: PlainMonth, organisationId: z.uuid() })

const AcceptanceItem = z.object({
  title: z.string().trim().min(1, '请填写验收项目').max(100),
  result: z.enum(['good', 'poor']),
  words: z.string().trim().max(300).default(''),
})

export const Acceptance = z.object({
  month: PlainMonth,
  organisation: Place,
  /** What the month shows by itself. */
  townships: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      persons: z.int(),
      scoreTenths: z.int().nullable(),
      sentAt: Instant.nullable(),
    }),
  ),
  personsSampled: z.int(),
  satisfied: z.object({ yes: z.int(), fair: z.int(), no: z.int(), unasked: z.int(), percentText: z.string() }),
  openFindings: z.int(),
  scoresDueOn: PlainDate,
  acceptanceDueOn: PlainDate,
  proposals: z.array(
    z.object({
      id: z.uuid(),
      result: z.enum(['accepted', 'refused']),
      personsSampled: z.int(),
      items: z.array(AcceptanceItem),
      words: z.string(),
      withoutScore: z.array(z.uuid()),
      withoutScoreReason: z.string(),
      by: z.string(),
      at: Instant,
      decision: z.enum(['accepted', 'refused', 'returned']).nullable(),
      decisionReason: z.string(),
      decidedBy: z.string().nullable(),
      decidedAt: Instant.nullable(),
      reportNo: z.string().nullable(),
    }),
  ),
  citations: z.array(Citation),
})
export type Acceptance = z.infer<typeof Acceptance>

export const acceptances = {
  acceptance: query({ title: '查看履约验收', input: ofMonth, output: Acceptance }),
  proposeAcceptance: command({
    title: '提出验收意见',
    input: z.object({
      month: PlainMonth,
      organisationId: z.uuid(),
      result: z.enum(['accepted', 'refused']),
      items: z.array(AcceptanceItem).min(1, '请至少填写一个验收项目').max(40),
      words: z.string().trim().max(1000).default(''),
      withoutScore: z.array(z.uuid()).max(200).default([]),
      withoutScoreReason: z.string().trim().max(500).default(''),
    }),
    output: z.object({ proposalId: z.uuid() }),
  }),
  decideAcceptance: command({
    title: '决定验收',
    input: z.object({
      proposalId: z.uuid(),
      agree: z.boolean(),
      reason: z.string().trim().max(500).default(''),
    }),
    output: z.object({ reportNo: z.string().nullable(), result: z.enum(['accepted', 'refused', 'returned']) }),
  }),
  printAcceptance: command({ title: '打印履约验收单', input: ofMonth, output: ticket }),
}
