/** 协议: drafting, reviewing, signing, filing, ending. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { Capacity } from '#kernel/capacity.ts'
import { AgreementPrice } from './rules.ts'
import { templateOperations } from './template-contract.ts'
import { Act, AgreementStatus, SignerRole, SigningMethod } from './words.ts'

const text = (title: string, most: number) =>
  z.string().trim().min(1, `请填写${title}`).max(most, `${title}最多${most}字`)
const ids = z.array(z.uuid()).min(1, '请至少选择一份协议').max(500, '一次最多办理500份，请分批')
const done = z.object({})
const PartyName = z.enum(['county', 'township', 'village', 'home', 'provider', 'carer', 'person', 'guardian'])

const terms = {
  from: PlainDate,
  to: PlainDate,
  priceKind: AgreementPrice.nullable().default(null),
  priceFen: Fen.nullable().default(null),
  /** Where the roster was fixed outside the system. */
  rosterFixedOn: PlainDate.nullable().default(null),
}

const Batch = z.object({
  kind: SupportMode.default('dispersed'),
  /** Whom the roster names; else everyone active within the areas below. */
  personIds: z.array(z.uuid()).max(5000, '一次最多5000人，请按乡镇分批').default([]),
  townshipId: z.uuid().nullable().default(null),
  villageId: z.uuid().nullable().default(null),
  /** Provider or home; where empty the one under contract for the township, or the home one lives in. */
  organisationId: z.uuid().nullable().default(null),
  templateId: z.uuid().nullable().default(null),
  ...terms,
})
export type Batch = z.infer<typeof Batch>

const Refused = z.object({ personId: z.uuid(), name: z.string(), code: z.string(), message: z.string() })

const PartyMark = z.object({
  party: PartyName,
  act: Act,
  title: z.string(),
  name: z.string(),
  signer: z.string().nullable(),
  as: SignerRole.nullable(),
  method: SigningMethod.nullable(),
  signedOn: PlainDate.nullable(),
  fileId: z.uuid().nullable(),
})
export type PartyMark = z.infer<typeof PartyMark>

const AgreementRow = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: SupportMode,
  personId: z.uuid(),
  person: z.string(),
  townshipId: z.uuid(),
  villageId: z.uuid().nullable(),
  village: z.string(),
  organisation: z.string(),
  status: AgreementStatus,
  parties: z.array(z.object({ party: PartyName, title: z.string(), state: z.enum(['open', 'signed', 'by_guardian']) })),
  from: PlainDate,
  to: PlainDate,
  effectiveFrom: PlainDate.nullable(),
  effectiveTo: PlainDate.nullable(),
  filedOn: PlainDate.nullable(),
  daysLeft: z.int().nullable(),
})
export type AgreementRow = z.infer<typeof AgreementRow>

const Content = z.object({
  code: z.string(),
  title: z.string(),
  text: z.string(),
  required: z.boolean(),
  has: z.boolean(),
})

export const AgreementPage = AgreementRow.omit({ parties: true }).extend({
  version: z.int(),
  edition: z.int(),
  title: z.string(),
  organisationId: z.uuid().nullable(),
  carerId: z.uuid().nullable(),
  carer: z.string().nullable(),
  priceKind: AgreementPrice.nullable(),
  priceFen: Fen.nullable(),
  level: SelfCareLevel,
  capacity: Capacity,
  hotline: z.string(),
  /** The county's present number differs from the one printed. */
  hotlineChanged: z.boolean(),
  rosterFixedOn: PlainDate.nullable(),
  reviewedOn: PlainDate.nullable(),
  returnedReason: z.string(),
  signedOn: PlainDate.nullable(),
  filingNo: z.string(),
  /** Whether the region asks for filing of each agreement. */
  filingAsked: z.boolean(),
  endedOn: PlainDate.nullable(),
  endReason: z.string().nullable(),
  takesOver: z.string(),
  replaces: z.string().nullable(),
  marks: z.array(PartyMark),
  contents: z.array(Content),
  guardians: z.array(z.object({ name: z.string(), relation: z.string(), from: PlainDate })),
  /** 县民政局不是本协议的一方… */
  notes: z.array(z.string()),
  citations: z.object({ parties: z.array(Citation), contents: z.array(Citation), effect: z.array(Citation) }),
  preamble: z.array(z.string()),
  /** `no`: 第一条, as on paper. */
  articles: z.array(z.object({ no: z.string(), title: z.string(), paragraphs: z.array(z.string()) })),
})
export type AgreementPage = z.infer<typeof AgreementPage>

const Filter = {
  words: z.string().trim().max(60).default(''),
  status: z.array(AgreementStatus).default([]),
  kind: SupportMode.nullable().default(null),
  townshipId: z.uuid().nullable().default(null),
  villageId: z.uuid().nullable().default(null),
  organisationId: z.uuid().nullable().default(null),
  personId: z.uuid().nullable().default(null),
  /** Under signing and still without this party. */
  missing: PartyName.nullable().default(null),
  endsWithin: z.int().min(1).max(365).nullable().default(null),
}

export const agreements = contract('agreements', {
  list: query({
    title: '查看协议',
    input: z.object({
      ...Filter,
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(AgreementRow), total: z.int(), at: z.string() }),
  }),
  get: query({ title: '查看协议内容', look: true, input: z.object({ agreementId: z.uuid() }), output: AgreementPage }),
  withoutAgreement: query({
    title: '查看缺协议的人员',
    input: z.object({
      townshipId: z.uuid().nullable().default(null),
      kind: SupportMode.default('dispersed'),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({
      rows: z.array(
        z.object({
          personId: z.uuid(),
          name: z.string(),
          townshipId: z.uuid(),
          village: z.string(),
          level: SelfCareLevel,
        }),
      ),
      total: z.int(),
      at: z.string(),
    }),
  }),
  previewBatch: query({
    title: '预览批量拟定协议',
    input: Batch,
    output: z.object({ text: z.string(), total: z.int(), can: z.int(), cannot: z.array(Refused) }),
  }),
  draftBatch: command({
    title: '拟定协议',
    input: Batch,
    output: z.object({
      drafted: z.array(z.object({ agreementId: z.uuid(), number: z.string(), personId: z.uuid() })),
      cannot: z.array(Refused),
    }),
  }),
  edit: command({
    title: '修改协议草稿',
    input: z.object({
      agreementId: z.uuid(),
      version: z.int(),
      ...terms,
      clauses: z.record(z.string().max(40), z.string().trim().max(2000, '每项内容最多2000字')),
    }),
    output: done,
  }),
  submit: command({
    title: '提交协议审核',
    /** The reason overcomes what a document asks for only in principle. */
    input: z.object({ ids, reason: z.string().trim().max(300).default('') }),
    output: z.object({ count: z.int() }),
  }),
  approve: command({
    title: '审核协议',
    input: z.object({ ids, reviewedOn: PlainDate.nullable().default(null) }),
    output: z.object({ count: z.int() }),
  }),
  return: command({ title: '退回协议', input: z.object({ ids, reason: text('退回原因', 300) }), output: done }),
  sign: command({
    title: '登记协议签署',
    input: z.object({
      agreementId: z.uuid(),
      party: PartyName,
      act: Act.default('signs'),
      signer: text('签署人', 60),
      as: SignerRole,
      relation: z.string().trim().max(30).default(''),
      authorised: z.boolean().default(false),
      method: SigningMethod,
      signedOn: PlainDate,
      fileId: z.uuid().nullable().default(null),
      heldBy: z.string().trim().max(60).default(''),
      explained: z.string().trim().max(300).default(''),
    }),
    output: z.object({ status: AgreementStatus, signed: z.int(), of: z.int(), clues: z.array(z.string()) }),
  }),
  checkSigning: query({
    title: '检查谁来签署',
    input: z.object({ agreementId: z.uuid() }),
    output: z.object({
      personPart: z.string(),
      citations: z.array(Citation),
      reasons: z.array(Reason),
    }),
  }),
  file: command({
    title: '备案协议',
    input: z.object({ ids, filedOn: PlainDate, filingNo: z.string().trim().max(60).default('') }),
    output: z.object({ count: z.int() }),
  }),
  terminate: command({
    title: '终止协议',
    input: z.object({
      agreementId: z.uuid(),
      version: z.int(),
      endedOn: PlainDate,
      reason: text('终止原因', 300),
      takesOver: z.string().trim().max(100).default(''),
    }),
    output: done,
  }),
  renew: command({
    title: '续签或重签协议',
    input: z.object({
      agreementId: z.uuid(),
      organisationId: z.uuid().nullable().default(null),
      reason: text('重签原因', 300),
      ...terms,
    }),
    output: z.object({ agreementId: z.uuid(), number: z.string() }),
  }),
  expire: command({ title: '协议到期', internal: true, input: done, output: z.object({ count: z.int() }) }),
  print: command({
    title: '打印协议',
    input: z.object({
      ids: z.array(z.uuid()).min(1, '请至少选择一份协议').max(60, '一次最多打印60份'),
      format: z.enum(['pdf', 'word']),
    }),
    output: z.object({ files: z.array(z.object({ ticket: z.string(), name: z.string() })) }),
  }),
  ...templateOperations,
})

const concerned = z.object({
  personIds: z.array(z.uuid()).min(1),
  /** The first day on which something may have changed for them. */
  from: PlainDate,
})

/** Agreements have begun to hold; whatever was judged without them is judged again. */
export const agreementsInForce = announcement('agreements.inForce', concerned)
/** Agreements hold no longer, or never did after all. */
export const agreementsEnded = announcement('agreements.ended', concerned)
