/** 县级审核与抽查: batches, their draw that anybody can repeat, and what was seen of each drawn case. */
import * as z from 'zod'
import { Instant, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { Found } from './facts.ts'
import { Because, CaseRow, Done, Id } from './shapes.ts'

const Given = z.object({ ticket: z.string(), name: z.string() })

export const batchOperations = {
  draw: command({
    title: '抽取核查对象',
    input: z.object({}),
    output: z.object({ batchId: Id, number: z.string(), population: z.int(), sample: z.int(), seed: z.string() }),
  }),
  /** Asked for by the clerk; the drawn case is let go only when a leader has agreed (认定办法 第十六条). */
  drawAnother: command({ title: '申请补抽核查对象', input: z.object({ caseId: Id, reason: Because }), output: Done }),
  agreeDrawAnother: command({
    title: '同意补抽核查对象',
    input: z.object({ caseId: Id, agrees: z.boolean(), reason: Because }),
    /** The case drawn instead; none where the leader did not agree. */
    output: z.object({ name: z.string().nullable() }),
  }),
  checkResult: command({
    title: '登记核查结果',
    input: z.object({
      caseId: Id,
      agrees: z.boolean(),
      facts: Because,
      /** What was found otherwise; it joins the facts, and the reasoning then stands on them. */
      found: Found.optional(),
    }),
    output: Done,
  }),
  batches: query({
    title: '查看审核批次',
    input: z.object({}),
    output: z.object({
      waiting: z.array(CaseRow),
      percent: z.int(),
      sample: z.int(),
      citations: z.array(Citation),
      rows: z.array(
        z.object({
          id: Id,
          number: z.string(),
          month: PlainMonth,
          cases: z.int(),
          sample: z.int(),
          checked: z.int(),
          open: z.int(),
          drawnBy: z.string(),
          drawnAt: Instant,
        }),
      ),
    }),
  }),
  batch: query({
    title: '查看审核批次内容',
    input: z.object({ batchId: Id }),
    output: z.object({
      id: Id,
      number: z.string(),
      month: PlainMonth,
      drawnBy: z.string(),
      drawnAt: Instant,
      percent: z.int(),
      headRoot: z.string(),
      headSize: z.int(),
      seed: z.string(),
      populationHash: z.string(),
      citations: z.array(Citation),
      rows: z.array(
        z.object({
          case: CaseRow,
          place: z.int(),
          rank: z.string(),
          sampled: z.boolean(),
          agrees: z.boolean().nullable(),
          facts: z.string(),
          replaced: z.string(),
          /** Why the clerk asks to let it go, until a leader has answered. */
          asked: z.string(),
        }),
      ),
      /** Drawn again now from the kept seed; equal to what was kept. */
      again: z.boolean(),
    }),
  }),
  printDraw: command({ title: '导出抽取证明', input: z.object({ batchId: Id }), output: Given }),
}
