/** The township judges the month with its own eyes (乡镇考评), the county accepts it (履约验收), fraud has its own way (一票否决). */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { Citation } from '#kernel/policy.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { acceptances } from './acceptance-contract.ts'
import { vetoing } from './veto-contract.ts'

export const Way = z.enum(['home', 'phone', 'neighbour'])
export type Way = z.infer<typeof Way>
export const wayText: Record<Way, string> = { home: '入户', phone: '电话', neighbour: '邻里' }

export const CarerComes = z.enum(['yes', 'no', 'unknown'])
export type CarerComes = z.infer<typeof CarerComes>
export const carerComesText: Record<CarerComes, string> = { yes: '有', no: '没有', unknown: '说不清' }

export const Satisfied = z.enum(['yes', 'fair', 'no', 'unasked'])
export type Satisfied = z.infer<typeof Satisfied>
export const satisfiedText: Record<Satisfied, string> = { yes: '满意', fair: '一般', no: '不满意', unasked: '未能问到' }

export const EvaluationStatus = z.enum(['none', 'drawn', 'filling', 'sent'])
export type EvaluationStatus = z.infer<typeof EvaluationStatus>
export const evaluationStatusText: Record<EvaluationStatus, string> = {
  none: '未抽样',
  drawn: '已抽样',
  filling: '填写中',
  sent: '已送',
}

const Place = z.object({ id: z.uuid(), name: z.string() })

export const OverviewRow = z.object({
  evaluationId: z.uuid().nullable(),
  organisation: Place,
  township: Place,
  persons: z.int(),
  sampleSize: z.int().nullable(),
  filled: z.int(),
  status: EvaluationStatus,
  scoreTenths: z.int().nullable(),
  sentAt: Instant.nullable(),
  dueOn: PlainDate,
  /** Days after the term: today, or when it was sent. */
  daysLate: z.int(),
})
export type OverviewRow = z.infer<typeof OverviewRow>

const Short = z.string().trim().max(200, '最多200字').default('')

export const Sheet = z.object({
  personId: z.uuid(),
  name: z.string(),
  age: z.int().nullable(),
  level: SelfCareLevel.nullable(),
  village: z.string(),
  /** False once a redraw left the person out. */
  inSample: z.boolean(),
  filled: z.boolean(),
  way: Way.nullable(),
  visitedAt: Instant.nullable(),
  carerComes: CarerComes.nullable(),
  howOften: z.string(),
  satisfied: Satisfied.nullable(),
  room: z.string(),
  clothing: z.string(),
  meals: z.string(),
  smell: z.string(),
  words: z.string(),
  points: z.record(z.string(), z.int()),
  scoreTenths: z.int().nullable(),
  fileId: z.uuid().nullable(),
  /** The person's month at a glance; null until visits are taken in. */
  glance: z
    .object({
      visits: z.int().nullable(),
      valid: z.int().nullable(),
      doubtful: z.int().nullable(),
      lastScoreTenths: z.int().nullable(),
      lastFindings: z.int(),
    })
    .nullable(),
})
export type Sheet = z.infer<typeof Sheet>

export const Draw = z.object({
  no: z.int(),
  seed: z.string(),
  headSize: z.int(),
  headRoot: z.string(),
  population: z.int(),
  populationHash: z.string(),
  size: z.int(),
  reason: z.string(),
  at: Instant,
})

export const Sent = z.object({
  kind: z.enum(['score', 'addition']),
  scoreTenths: z.int().nullable(),
  words: z.string(),
  hash: z.string(),
  by: z.string(),
  at: Instant,
})

export const Evaluation = z.object({
  id: z.uuid(),
  month: PlainMonth,
  organisation: Place,
  township: Place,
  status: EvaluationStatus,
  sampleSize: z.int(),
  population: z.int(),
  evaluators: z.array(z.string()),
  resultText: z.string(),
  scoreTenths: z.int().nullable(),
  dueOn: PlainDate,
  daysLate: z.int(),
  sentAt: Instant.nullable(),
  form: z.object({
    title: z.string(),
    items: z.array(z.object({ field: z.string(), title: z.string(), maximumTenths: z.int() })),
    citations: z.array(Citation),
  }),
  sample: z.object({ percent: z.int(), atLeast: z.int(), citations: z.array(Citation) }),
  sheets: z.array(Sheet),
  draws: z.array(Draw),
  sendings: z.array(Sent),
  findings: z.int(),
  hints: z.array(z.string()),
  objections: z.array(z.string()),
  editable: z.boolean(),
})
export type Evaluation = z.infer<typeof Evaluation>

export const SaveSheet = z.object({
  evaluationId: z.uuid(),
  personId: z.uuid(),
  way: Way,
  visitedAt: Instant,
  carerComes: CarerComes,
  howOften: Short,
  satisfied: Satisfied,
  room: Short,
  clothing: Short,
  meals: Short,
  smell: Short,
  words: z.string().trim().max(500, '最多500字').default(''),
  points: z.record(z.string().max(40), z.int().min(0).max(10_000)).default({}),
})

const Month = z.object({ month: PlainMonth })
const nothing = z.object({})
const ticket = z.object({ ticket: z.string(), name: z.string() })
const ofEvaluation = z.object({ evaluationId: z.uuid() })

export const evaluations = contract('evaluations', {
  overview: query({
    title: '查看考评进度',
    input: Month.extend({
      organisationId: z.uuid().optional(),
      townshipId: z.uuid().optional(),
      late: z.boolean().default(false),
    }),
    output: z.object({ rows: z.array(OverviewRow), total: z.int(), at: Instant }),
  }),
  exportOverview: command({
    title: '导出考评进度',
    input: Month.extend({
      organisationId: z.uuid().optional(),
      townshipId: z.uuid().optional(),
      late: z.boolean().default(false),
      status: EvaluationStatus.optional(),
      /** The filters as a sentence; stands on top of the file. */
      sentence: z.string().max(200).default('全部'),
    }),
    output: ticket,
  }),
  get: query({ title: '查看乡镇考评', look: true, input: ofEvaluation, output: Evaluation }),
  draw: command({
    title: '抽样',
    input: z.object({
      month: PlainMonth,
      organisationId: z.uuid(),
      townshipId: z.uuid(),
      /** Only for a redraw. */
      reason: z.string().trim().max(500).default(''),
    }),
    output: z.object({ evaluationId: z.uuid(), size: z.int(), population: z.int(), seed: z.string() }),
  }),
  saveSheet: command({
    title: '填写考评表',
    input: SaveSheet,
    output: z.object({ scoreTenths: z.int().nullable() }),
  }),
  saveSummary: command({
    title: '填写考评结果',
    input: z.object({
      evaluationId: z.uuid(),
      evaluators: z.array(z.string().trim().min(1).max(40)).max(20, '考评人最多20人'),
      resultText: z.string().trim().max(1000, '最多1000字'),
    }),
    output: nothing,
  }),
  addFinding: command({
    title: '登记考评发现的问题',
    input: z.object({
      evaluationId: z.uuid(),
      personId: z.uuid().nullable().default(null),
      kind: z.enum([
        'not_served',
        'too_few',
        'poor_quality',
        'late_record',
        'false_record',
        'conduct',
        'safety',
        'other',
      ]),
      severity: z.enum(['minor', 'ordinary', 'serious']),
      facts: z.string().trim().min(4, '请写明事实，至少4个字').max(1000, '事实最多1000字'),
      fileId: z.uuid().nullable().default(null),
    }),
    output: z.object({ findingId: z.uuid(), number: z.string() }),
  }),
  attachScan: command({
    title: '登记考评表扫描件',
    input: z.object({ evaluationId: z.uuid(), personId: z.uuid(), fileId: z.uuid() }),
    output: nothing,
  }),
  openScan: command({
    title: '打开考评表扫描件',
    input: z.object({ evaluationId: z.uuid(), personId: z.uuid() }),
    output: ticket,
  }),
  print: command({
    title: '打印考评表',
    input: z.object({ evaluationId: z.uuid(), filled: z.boolean().default(false) }),
    output: ticket,
  }),
  send: command({
    title: '送县民政局',
    input: ofEvaluation,
    output: z.object({ scoreTenths: z.int().nullable(), persons: z.int(), findings: z.int() }),
  }),
  addStatement: command({
    title: '补送更正说明',
    input: z.object({
      evaluationId: z.uuid(),
      words: z.string().trim().min(4, '请写明更正内容，至少4个字').max(1000, '最多1000字'),
      fileId: z.uuid().nullable().default(null),
    }),
    output: nothing,
  }),
  scores: query({
    title: '查看考评得分',
    input: Month,
    output: z.array(
      z.object({
        evaluationId: z.uuid(),
        organisation: Place,
        township: Place,
        scoreTenths: z.int().nullable(),
        sampleSize: z.int(),
        resultText: z.string(),
        sentAt: Instant,
      }),
    ),
  }),
  satisfaction: query({
    title: '查看满意度',
    input: Month,
    output: z.array(
      z.object({
        organisation: Place,
        township: Place,
        yes: z.int(),
        fair: z.int(),
        no: z.int(),
        unasked: z.int(),
        /** Satisfied among those asked. */
        percentText: z.string(),
      }),
    ),
  }),
  ...acceptances,
  ...vetoing,
})

/** A month of a provider was accepted or refused. */
export const acceptanceDecided = announcement(
  'evaluations.acceptanceDecided',
  z.object({ organisationId: z.uuid(), month: PlainMonth, result: z.enum(['accepted', 'refused']) }),
)
