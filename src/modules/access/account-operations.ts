/** Operations on accounts: made and changed by one administrator, confirmed by another. Pure. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { secret } from '#kernel/secret.ts'
import { accountRoles } from './roles.ts'

const Roles = z.enum(accountRoles, '请选择角色')
const nothing = z.object({})
const Reason = z.string().trim().min(4, '请写明理由，至少4个字').max(300, '理由最多300字')

export const AccountRow = z.object({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  role: z.string(),
  roleTitle: z.string(),
  countyCode: z.string(),
  county: z.string(),
  organisationId: z.uuid().nullable(),
  organisation: z.string(),
  state: z.enum(['in_use', 'locked', 'disabled', 'waiting']),
  secondFactor: z.boolean(),
  lastSeenAt: Instant.nullable(),
  disabledOn: PlainDate.nullable(),
})
export type AccountRow = z.infer<typeof AccountRow>
export const accountStateText: Record<AccountRow['state'], string> = {
  in_use: '使用中',
  locked: '已锁定',
  disabled: '已停用',
  waiting: '待复核',
}

export const AccountChange = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  kind: z.enum(['create', 'change']),
  login: z.string(),
  name: z.string(),
  roleTitle: z.string(),
  countyCode: z.string(),
  county: z.string(),
  organisation: z.string(),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: Instant,
  mine: z.boolean(),
})
export type AccountChange = z.infer<typeof AccountChange>

const fields = {
  name: z.string().trim().min(2, '姓名至少2个字').max(40, '姓名最多40个字'),
  role: Roles,
  countyCode: z.string().regex(/^\d{6}$/, '请选择所在的县'),
  organisationId: z.uuid('请选择单位').nullable(),
  reason: Reason,
}

export const accountOperations = {
  accounts: query({
    title: '查看账号',
    input: z.object({
      text: z.string().trim().max(60).default(''),
      countyCode: z.string().max(6).default(''),
      role: z.string().max(40).default(''),
      state: z.enum(['in_use', 'locked', 'disabled', 'waiting']).optional(),
      page: z.int().min(1).max(1000).default(1),
      pageSize: z.int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(AccountRow), total: z.int() }),
  }),
  accountChanges: query({ title: '查看待复核的账号变更', input: nothing, output: z.array(AccountChange) }),
  counties: query({
    title: '查看各县单位',
    input: nothing,
    output: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        organisations: z.array(z.object({ id: z.uuid(), name: z.string(), kind: z.string() })),
      }),
    ),
  }),
  proposeAccount: command({
    title: '申请新账号',
    input: z.object({
      login: z
        .string()
        .trim()
        .regex(/^[\w.@-]{2,64}$/, '账号名用2至64位字母、数字、点、横线'),
      ...fields,
    }),
    output: z.object({ changeId: z.uuid() }),
  }),
  proposeAccountChange: command({
    title: '申请变更账号',
    input: z.object({ accountId: z.uuid(), ...fields }),
    output: z.object({ changeId: z.uuid() }),
  }),
  decideAccountChange: command({
    title: '复核账号变更',
    input: z.object({ changeId: z.uuid(), confirm: z.boolean() }),
    /** The first password of a new account, shown once; the holder must change it. */
    output: z.object({ password: secret(z.string()).nullable() }),
  }),
  disableAccount: command({
    title: '停用账号',
    input: z.object({ accountId: z.uuid(), reason: Reason }),
    output: nothing,
  }),
  unlockAccount: command({ title: '解锁账号', input: z.object({ accountId: z.uuid() }), output: nothing }),
  resetPassword: command({
    title: '重设密码',
    input: z.object({ accountId: z.uuid(), reason: Reason }),
    output: z.object({ password: secret(z.string()) }),
  }),
  /** A lost telephone: the holder signs in with the password alone and enrols again. */
  resetSecondFactor: command({
    title: '重设动态码',
    input: z.object({ accountId: z.uuid(), reason: Reason }),
    output: nothing,
  }),
}
