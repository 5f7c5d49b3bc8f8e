/** The supported person's and guardian's own view (issue 3, part 10): slips, own pages, help at the counter, what they say is wrong. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { secret } from '#kernel/secret.ts'
import { Help, Mine, RequestDetails, RequestRow, Sheet, Slip } from './shapes.ts'
import { Confirmed, Identified, Part, Present, RequestKind, RequestStatus, Topic } from './words.ts'

export * from './shapes.ts'
export * from './words.ts'

const nothing = z.object({})
const words = (least: number, most: number, title: string) =>
  z.string(`请写明${title}`).trim().min(least, `请写明${title}，至少${least}个字`).max(most, `${title}最多${most}字`)
const few = (most: number, title: string) => z.string().trim().max(most, `${title}最多${most}字`).default('')
const County = z.string().regex(/^\d{6}$/, '请选择所在的县')
const Day = z.object({ personId: z.uuid() })
const Ticket = z.object({ ticket: z.string(), name: z.string() })

const correction = z.object({
  topic: Topic,
  /** Which entry, in the person's words: '8月的护理费'. */
  entry: few(100, '哪一条'),
  wrong: words(2, 1000, '哪里不对'),
  wanted: words(2, 1000, '应当是什么'),
})
const complaint = z.object({
  words: words(4, 2000, '要反映的事'),
  /** Who is accused: a unit of the list, or in words. */
  accusedUnitId: z.uuid().nullable().default(null),
  accused: few(100, '反映谁'),
})

export const portal = contract('portal', {
  counties: query({
    title: '查看开通查询的县',
    open: true,
    input: nothing,
    output: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
  signIn: command({
    title: '凭查询凭条进入',
    open: true,
    input: z.object({
      county: County,
      number: z.string('请填写档案号').trim().min(1, '请填写档案号').max(60, '档案号不超过60个字'),
      code: secret(z.string('请填写查询码').trim().min(1, '请填写查询码').max(60, '查询码不超过60个字')),
    }),
    output: nothing,
  }),
  leave: command({ title: '退出本人查询', input: nothing, output: nothing }),
  mine: query({ title: '本人查看', look: true, input: z.object({ part: Part }), output: Mine }),
  printMine: command({ title: '本人打印', input: z.object({ part: Part }), output: Ticket }),
  askCorrection: command({ title: '本人申请更正', input: correction, output: z.object({ number: z.string() }) }),
  complain: command({ title: '本人投诉', input: complaint, output: z.object({ number: z.string() }) }),
  withdraw: command({
    title: '本人撤回同意',
    input: z.object({ consentId: z.uuid() }),
    output: z.object({ number: z.string() }),
  }),

  slips: query({
    title: '查看查询凭条',
    input: Day,
    output: z.object({
      rows: z.array(Slip),
      /** Guardians to whom one may be given, and why not to the others. */
      holders: z.array(
        z.object({ guardianId: z.uuid().nullable(), name: z.string(), relation: z.string(), why: z.string() }),
      ),
      validUntil: PlainDate,
    }),
  }),
  issueSlip: command({
    title: '发给查询凭条',
    input: z.object({
      personId: z.uuid(),
      /** Null: to the person himself. */
      guardianId: z.uuid().nullable().default(null),
      identifiedHow: Identified,
      identifiedWords: few(200, '核对说明'),
      askedBy: few(60, '代为提出的协理员'),
      validUntil: PlainDate.nullable().default(null),
      /** Address of the sign-in page, as the paper shall bear it. */
      address: z
        .url({ protocol: /^https?$/, error: '网址不对，请刷新页面后重试' })
        .max(120)
        .default('http://localhost'),
    }),
    output: z.object({
      slipId: z.uuid(),
      number: z.string(),
      code: secret(z.string()),
      validUntil: PlainDate,
      ticket: z.string(),
      name: z.string(),
    }),
  }),
  revokeSlip: command({
    title: '停用查询凭条',
    input: z.object({ slipId: z.uuid(), reason: words(4, 200, '停用的原因') }),
    output: nothing,
  }),

  helps: query({ title: '查看协助查询记录', input: Day, output: z.object({ rows: z.array(Help) }) }),
  openHelp: command({
    title: '开始代为查询',
    input: z.object({
      personId: z.uuid(),
      present: Present,
      guardianId: z.uuid().nullable().default(null),
      /** Of a next of kin; of person and guardian it is on file. */
      presentName: few(60, '到场人姓名'),
      identifiedHow: Identified,
      identifiedWords: few(200, '核对说明'),
      place: few(100, '地点'),
    }),
    output: z.object({ helpId: z.uuid() }),
  }),
  noteDeed: command({
    title: '登记看、念给本人听',
    input: z.object({ helpId: z.uuid(), part: Part, deed: z.enum(['shown', 'read_aloud']) }),
    output: nothing,
  }),
  assisted: query({
    title: '代为查询',
    look: true,
    input: z.object({ helpId: z.uuid(), part: Part }),
    output: z.object({
      sheet: Sheet,
      parts: z.array(Part),
      present: Present,
      presentName: z.string(),
      units: z.array(z.object({ id: z.uuid(), name: z.string() })),
      at: Instant,
    }),
  }),
  printAssisted: command({ title: '打印我的救助情况', input: z.object({ helpId: z.uuid() }), output: Ticket }),
  enterCorrection: command({
    title: '代填更正申请',
    input: correction.extend({
      helpId: z.uuid(),
      confirmedHow: Confirmed,
      confirmedWords: few(200, '确认说明'),
    }),
    output: z.object({ number: z.string() }),
  }),
  enterComplaint: command({
    title: '代填投诉',
    input: complaint.extend({
      helpId: z.uuid(),
      confirmedHow: Confirmed,
      confirmedWords: few(200, '确认说明'),
    }),
    output: z.object({ number: z.string() }),
  }),

  requests: query({
    title: '查看反映与更正',
    input: z.object({
      kind: RequestKind.optional(),
      status: RequestStatus.optional(),
      late: z.boolean().default(false),
      text: z.string().trim().max(40).default(''),
      personId: z.uuid().optional(),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(RequestRow), total: z.int(), at: Instant }),
  }),
  request: query({
    title: '查看一件反映或更正',
    look: true,
    input: z.object({ requestId: z.uuid() }),
    output: RequestDetails,
  }),
  assign: command({
    title: '交办反映或更正',
    input: z.object({
      requestId: z.uuid(),
      /** Null: taken by oneself. */
      handlerId: z.uuid().nullable().default(null),
    }),
    output: nothing,
  }),
  answer: command({
    title: '答复反映或更正',
    input: z.object({
      requestId: z.uuid(),
      outcome: z.enum(['done', 'refused']),
      words: words(4, 1000, '答复'),
    }),
    output: nothing,
  }),
})
