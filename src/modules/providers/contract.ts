/** Whom the county buys care from: providers, purchase contracts, carers, accounts (服务机构). */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { faultOfCreditCode } from '#kernel/identity-number.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { secret } from '#kernel/secret.ts'
import { carerOperations } from './carer-contract.ts'
import { ClauseKind, ContractStatus, EndGround, ProviderKind } from './words.ts'

const text = (title: string, most: number) =>
  z.string().trim().min(1, `请填写${title}`).max(most, `${title}最多${most}字`)
const creditCode = z
  .string()
  .trim()
  .toUpperCase()
  .superRefine((code, check) => {
    const fault = faultOfCreditCode(code)
    if (fault) check.addIssue({ code: 'custom', message: `${fault}。请对照登记证书` })
  })
const done = z.object({})

const providerFields = {
  name: text('机构名称', 100),
  kind: ProviderKind,
  representative: z.string().trim().max(30).default(''),
  address: z.string().trim().max(200).default(''),
  phone: z.string().trim().max(30).default(''),
}

export const Clause = z.object({
  no: text('条款号', 20),
  text: text('条款内容', 500),
  kind: ClauseKind,
  amountFen: Fen.nullable().default(null),
  percent: z.int('比例应为整数').min(1, '比例应在1到100之间').max(100, '比例应在1到100之间').nullable().default(null),
})
export type Clause = z.infer<typeof Clause>

const contractFields = {
  number: text('合同编号', 60),
  from: PlainDate,
  to: PlainDate,
  signedOn: PlainDate.nullable().default(null),
  sumFen: Fen.nullable().default(null),
  budgetLine: z.string().trim().max(100).default(''),
  contents: z.record(z.string().max(40), z.string().trim().max(2000, '每项内容最多2000字')).default({}),
  townships: z
    .array(z.object({ townshipId: z.uuid(), from: PlainDate, to: PlainDate }))
    .max(100)
    .default([]),
  clauses: z.array(Clause).max(100, '扣款条款最多100条').default([]),
  fileId: z.uuid().nullable().default(null),
}

const ContractRow = z.object({
  id: z.uuid(),
  ...contractFields,
  status: ContractStatus,
  version: z.int(),
  /** What the list in force asks for, in its order, each there or 缺. */
  required: z.array(z.object({ code: z.string(), title: z.string(), has: z.boolean() })),
  citations: z.array(Citation),
  endedOn: PlainDate.nullable(),
  endGround: EndGround.nullable(),
  endReason: z.string().nullable(),
  takeoverPlan: z.string(),
  takeoverBy: z.uuid().nullable(),
  draftedBy: z.string(),
  activatedBy: z.string().nullable(),
})
export type ContractRow = z.infer<typeof ContractRow>

export const ContractPage = ContractRow.extend({ organisationId: z.uuid(), organisation: z.string() })
export type ContractPage = z.infer<typeof ContractPage>

const AccountRow = z.object({
  id: z.uuid(),
  bank: z.string(),
  holder: z.string(),
  accountMasked: z.string(),
  from: PlainDate,
  to: PlainDate.nullable(),
  state: z.enum(['proposed', 'confirmed', 'rejected']),
  proposedBy: z.string(),
  reason: z.string(),
  rejectReason: z.string(),
})

const ProviderRow = z.object({
  organisationId: z.uuid(),
  name: z.string(),
  creditCode: z.string(),
  kind: ProviderKind,
  status: z.enum(['open', 'closed']),
  contract: z
    .object({ id: z.uuid(), number: z.string(), status: ContractStatus, from: PlainDate, to: PlainDate })
    .nullable(),
  townshipIds: z.array(z.uuid()),
  persons: z.int(),
  carers: z.int(),
  /** Days left of the contract or of the first certificate to run out, where within the reminder's span. */
  reminders: z.array(z.object({ text: z.string(), daysLeft: z.int() })),
})
export type ProviderRow = z.infer<typeof ProviderRow>

export const providers = contract('providers', {
  list: query({
    title: '查看服务机构',
    input: z.object({
      words: z.string().trim().max(60).default(''),
      townshipId: z.uuid().nullable().default(null),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(ProviderRow), total: z.int(), at: z.string() }),
  }),
  get: query({
    title: '查看服务机构详情',
    input: z.object({ organisationId: z.uuid() }),
    output: z.object({
      organisationId: z.uuid(),
      creditCode: z.string(),
      status: z.enum(['open', 'closed']),
      version: z.int(),
      ...providerFields,
      contracts: z.array(ContractRow),
      accounts: z.array(AccountRow),
    }),
  }),
  register: command({
    title: '登记服务机构',
    input: z.object({ ...providerFields, creditCode, from: PlainDate }),
    output: z.object({ organisationId: z.uuid() }),
  }),
  describe: command({
    title: '修改服务机构登记',
    input: z.object({ organisationId: z.uuid(), version: z.int(), ...providerFields, creditCode }),
    output: done,
  }),
  contract: query({
    title: '查看购买合同',
    input: z.object({ contractId: z.uuid() }),
    output: ContractPage,
  }),
  openContractFile: command({
    title: '打开购买合同扫描件',
    input: z.object({ contractId: z.uuid() }),
    output: z.object({ ticket: z.string(), name: z.string() }),
  }),
  draftContract: command({
    title: '起草购买合同',
    input: z.object({ organisationId: z.uuid(), ...contractFields }),
    output: z.object({ contractId: z.uuid() }),
  }),
  editContract: command({
    title: '修改购买合同草稿',
    input: z.object({ contractId: z.uuid(), version: z.int(), ...contractFields }),
    output: done,
  }),
  checkContract: query({
    title: '检查购买合同能否生效',
    input: z.object({ contractId: z.uuid() }),
    output: z.object({ reasons: z.array(Reason) }),
  }),
  activateContract: command({
    title: '生效购买合同',
    input: z.object({ contractId: z.uuid(), version: z.int() }),
    output: done,
  }),
  endContract: command({
    title: '终止购买合同',
    input: z.object({
      contractId: z.uuid(),
      version: z.int(),
      ground: EndGround,
      reason: text('终止事由', 300),
      endedOn: PlainDate,
      takeoverPlan: z.string().trim().max(1000).default(''),
      /** The provider that takes over everyone; else each person is named with who cares for him meanwhile. */
      takeoverBy: z.uuid().nullable().default(null),
      interim: z
        .array(z.object({ personId: z.uuid(), carer: text('临时照料人', 60) }))
        .max(5000)
        .default([]),
    }),
    output: z.object({ personsTakenOver: z.int() }),
  }),
  proposeAccount: command({
    title: '登记服务机构收款账户',
    input: z.object({
      organisationId: z.uuid(),
      bank: text('开户银行', 100),
      holder: text('户名', 100),
      account: secret(z.string().regex(/^\d{8,30}$/, '账号应为8到30位数字')),
      from: PlainDate,
      reason: text('变更原因', 200),
      fileId: z.uuid().nullable().default(null),
    }),
    output: z.object({ accountId: z.uuid() }),
  }),
  decideAccount: command({
    title: '复核服务机构收款账户',
    input: z.object({ accountId: z.uuid(), confirm: z.boolean(), reason: z.string().trim().max(200).default('') }),
    output: done,
  }),
  ...carerOperations,
})

/** A purchase contract ended; what rests on it alone ends the same day. */
export const contractEnded = announcement(
  'providers.contractEnded',
  z.object({
    contractId: z.uuid(),
    organisationId: z.uuid(),
    /** Its townships in which no other contract of the provider holds the next day. */
    townshipIds: z.array(z.uuid()),
    endedOn: PlainDate,
    reason: z.string(),
  }),
)
