/** Hits: laid side by side, decided by a person, with what follows (screens 4.27). */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Given, Kind, page, Reason } from './list-operations.ts'
import { Verdict } from './words.ts'

export const Agreement = z.object({
  identity: z.enum(['same', 'old', 'swapped', 'one_digit', 'differs', 'wrong', 'missing']),
  name: z.enum(['same', 'variant', 'homophone', 'near', 'differs', 'missing']),
  birth: z.enum(['same', 'near', 'year', 'differs', 'missing']),
  village: z.enum(['same', 'old_name', 'township', 'differs', 'unknown', 'missing']),
  sex: z.enum(['same', 'differs', 'missing']),
})

const Change = z.object({
  stops: z.string(),
  oldThrough: PlainMonth.nullable(),
  newFrom: PlainMonth.nullable(),
  doubleMonths: z.array(PlainMonth),
  gapMonths: z.array(PlainMonth),
  overpaidFen: Fen.nullable(),
  /** 低保保障到2023年8月，特困从2023年9月起。此前重复3个月，1,200.00 元，生成追缴。 */
  text: z.string(),
  citations: z.array(Citation),
})
export type Change = z.infer<typeof Change>

export const Hit = z.object({
  id: z.uuid(),
  listId: z.uuid(),
  kind: z.string(),
  month: PlainMonth,
  rowNo: z.int(),
  personId: z.uuid(),
  ours: z.object({
    name: z.string(),
    idMasked: z.string(),
    bornOn: PlainDate,
    sex: z.enum(['male', 'female']),
    township: z.string(),
    village: z.string(),
    status: z.string(),
  }),
  theirs: z.object({
    name: z.string(),
    idMasked: z.string(),
    bornOn: z.string(),
    sex: z.string(),
    place: z.string(),
    source: z.string(),
  }),
  grade: z.enum(['likely', 'possible']),
  certain: z.boolean(),
  agreement: Agreement,
  fromMonth: PlainMonth,
  toMonth: PlainMonth.nullable(),
  amountFen: Fen.nullable(),
  happenedOn: PlainDate.nullable(),
  /** Cells of the list that could not be used. */
  unread: z.array(z.string()),
  /** Months of support in which the benefit was drawn as well. */
  bothMonths: z.array(PlainMonth),
  relation: z.enum(['exclusive', 'compatible', 'to_be_decided', 'register']),
  verdict: Verdict,
  decisions: z.int(),
  /** What would follow, or what was decided to follow. */
  change: Change.nullable(),
  /** Where no rule says whether both may be drawn: what is missing and who may set it. */
  gap: z.object({ text: z.string(), citations: z.array(Citation) }).nullable(),
  /** Of the last decision. */
  words: z.string(),
  answered: z.boolean(),
  decidedBy: z.string(),
  decidedAt: Instant.nullable(),
  carried: z.object({ words: z.string(), paper: z.string(), by: z.string(), at: Instant }).nullable(),
  /** The case in which support is ended for it. */
  ending: z.object({ changeId: z.uuid(), number: z.string() }).nullable(),
  /** What was decided of the same two for another month. */
  before: z.enum(['same', 'different']).nullable(),
})
export type Hit = z.infer<typeof Hit>

const chosen = {
  /** Name of either side. */
  words: z.string().trim().max(60, '最多60个字').default(''),
  verdicts: z.array(Verdict).max(4).default([]),
  kind: Kind.optional(),
  listId: z.uuid().optional(),
  personId: z.uuid().optional(),
  certain: z.boolean().optional(),
  /** 待衔接: agreed, something stops, and nobody has carried it out. */
  toCarry: z.boolean().default(false),
  /** False leaves out what the rule alone has settled, and puts the newest decision first. */
  settled: z.boolean().optional(),
}

const Uncollected = z.object({
  personId: z.uuid(),
  name: z.string(),
  age: z.int(),
  township: z.string(),
  village: z.string(),
  kind: z.string(),
  month: PlainMonth,
  /** Where it is asked for. */
  keeper: z.string(),
  /** From which age it is drawn; null while the county has not said so, and somebody has to look. */
  startAge: z.int().nullable(),
})
export type Uncollected = z.infer<typeof Uncollected>
const uncollected = {
  kind: Kind.optional(),
  townshipId: z.uuid().optional(),
  leastAge: z.int().min(0, '年龄应在0至120岁').max(120, '年龄应在0至120岁').optional(),
}

export const hitOperations = {
  hits: query({
    title: '查看部门比对命中',
    look: true,
    input: z.object({ ...chosen, ...page }),
    output: z.object({
      rows: z.array(Hit),
      total: z.int(),
      /** Of all open ones: how many are the same to the character, and how many were decided alike before. */
      certain: z.int(),
      before: z.int(),
    }),
  }),
  decide: command({
    title: '判定部门比对命中',
    input: z.object({
      hits: z
        .array(z.object({ hitId: z.uuid(), decisions: z.int().min(0) }))
        .min(1, '请选择要判定的命中')
        .max(500, '一次最多判定500条'),
      verdict: z.enum(['same', 'different', 'verify']),
      reason: Reason,
      /** Last month of the scheme that stops; without it the month of the list. */
      oldThrough: PlainMonth.optional(),
      /** Only where policy leaves it open: which of the two stops, and by which paper. */
      stops: z.enum(['benefit', 'support', 'none']).optional(),
      document: z.string().trim().max(100, '最多100个字').default(''),
      number: z.string().trim().max(60, '最多60个字').default(''),
      clause: z.string().trim().max(100, '最多100个字').default(''),
      /** 说明: a paper of the person's own choice, or whatever else is to be said of it. */
      basis: z.string().trim().max(200, '最多200个字').default(''),
    }),
    output: z.object({ decided: z.int(), changes: z.array(z.string()) }),
  }),
  answer: command({
    title: '答复部门比对核实',
    input: z.object({ hitId: z.uuid(), words: Reason }),
    output: z.object({}),
  }),
  carry: command({
    title: '登记制度衔接已办',
    input: z.object({
      hitId: z.uuid(),
      words: Reason,
      paper: z.string('请填写文书号或凭据').trim().min(2, '请填写文书号或凭据').max(100, '最多100个字'),
    }),
    output: z.object({}),
  }),
  export: command({
    title: '导出部门比对结果',
    input: z.object({ ...chosen, format: z.enum(['xlsx', 'pdf', 'csv']) }),
    output: Given,
  }),
  uncollected: query({
    title: '查看应享未享',
    look: true,
    input: z.object({ ...uncollected, ...page }),
    output: z.object({
      rows: z.array(Uncollected),
      total: z.int(),
      /** Kinds that may be drawn beside support and of which a list has been matched. */
      kinds: z.array(z.object({ kind: z.string(), month: PlainMonth })),
      citations: z.array(Citation),
    }),
  }),
  exportUncollected: command({
    title: '导出应享未享名单',
    input: z.object({ ...uncollected, format: z.enum(['xlsx', 'pdf', 'csv']) }),
    output: Given,
  }),
  ofPerson: query({
    title: '查看此人的部门比对',
    input: z.object({ personId: z.uuid() }),
    output: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        month: PlainMonth,
        verdict: Verdict,
        relation: z.enum(['exclusive', 'compatible', 'to_be_decided', 'register']),
        text: z.string(),
        citations: z.array(Citation),
        decidedAt: Instant.nullable(),
      }),
    ),
  }),
}
