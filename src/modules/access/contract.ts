/** Who works here: organisations by function, accounts, roles, areas, signing in (登录). */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { secret } from '#kernel/secret.ts'
import { accountOperations } from './account-operations.ts'
import { accountRoles } from './roles.ts'
import { faultsOfPassword } from './rules.ts'
import { unitOperations } from './unit-operations.ts'

const Named = z.object({ id: z.uuid(), name: z.string() })
const County = z.object({ code: z.string(), name: z.string() })

export const Me = z.object({
  accountId: z.string(),
  name: z.string(),
  role: z.string(),
  roleTitle: z.string(),
  organisation: Named.nullable(),
  county: County.nullable(),
  counties: z.array(County),
  /** '全县', '××镇': shown in the frame. */
  scopeText: z.string(),
  townshipIds: z.array(z.uuid()),
  operations: z.array(z.string()),
  demo: z.boolean(),
  mustChangePassword: z.boolean(),
  secondFactor: z.enum(['off', 'on', 'demanded']),
  /** The county's own words: 县民政, 乡镇, 村, 自理, 半失能, 失能. */
  labels: z.record(z.string(), z.string()),
  today: PlainDate,
})
export type Me = z.infer<typeof Me>

export const DemoAccount = z.object({
  county: z.string(),
  account: z.string(),
  role: z.string(),
  organisation: z.string(),
})
export type DemoAccount = z.infer<typeof DemoAccount>

const nothing = z.object({})
const Account = z.string('请填写账号').trim().min(1, '请填写账号').max(64, '账号不超过64个字符')
const Login = Account.regex(/^[\w.@-]{2,64}$/, '账号由2至64个字母、数字或 . _ - @ 组成，如 371522-zhang')
const Code = z.string('请填写动态码').regex(/^\d{6}$/, '动态码应为6位数字')
const Password = z.string('请填写密码').min(1, '请填写密码').max(200, '密码不超过200个字符')

export const NewPassword = Password.superRefine((password, context) => {
  const faults = faultsOfPassword(password)
  if (faults.length > 0) context.addIssue({ code: 'custom', message: `新密码还应：${faults.join('、')}` })
})

export const AreaNode = z.object({
  id: z.uuid(),
  level: z.enum(['nation', 'province', 'city', 'county', 'township', 'village']),
  name: z.string(),
  parentId: z.uuid().nullable(),
  unitType: z.string(),
  officialCode: z.string().nullable(),
  toOn: PlainDate.nullable(),
  successorId: z.uuid().nullable(),
})
export type AreaNode = z.infer<typeof AreaNode>

export const access = contract('access', {
  signIn: command({
    title: '登录',
    open: true,
    input: z.object({ account: Account, password: secret(Password), code: secret(Code).optional() }),
    output: z.union([z.object({ actor: Me }), z.object({ codeNeeded: z.literal(true) })]),
  }),
  signOut: command({ title: '退出', open: true, input: nothing, output: nothing }),
  me: query({ title: '查看我的身份', input: nothing, output: Me }),
  demoAccounts: query({ title: '查看演示账号', open: true, input: nothing, output: z.array(DemoAccount) }),
  enterDemo: command({
    title: '以演示身份进入',
    open: true,
    input: z.object({ account: Account }),
    output: z.object({ actor: Me }),
  }),
  changePassword: command({
    title: '修改密码',
    input: z.object({ password: secret(Password), newPassword: secret(NewPassword) }),
    output: nothing,
  }),
  enrolSecondFactor: command({
    title: '申请动态码',
    input: z.object({ password: secret(Password) }),
    /** The key in the form an authenticator reads, and in letters for typing. */
    output: z.object({ uri: secret(z.string()), key: secret(z.string()) }),
  }),
  confirmSecondFactor: command({
    title: '启用动态码',
    input: z.object({ code: secret(Code) }),
    output: nothing,
  }),
  ...accountOperations,
  ...unitOperations,
  /** From the machine itself (gongyang account create): the first account of an installation has nobody to open it. */
  openAccount: command({
    title: '开立账号',
    internal: true,
    input: z.object({
      login: Login,
      name: z.string().trim().min(1, '请写明姓名').max(64, '姓名不超过64个字'),
      role: z.enum(accountRoles, `角色应为：${accountRoles.join('、')}`),
      counties: z.array(z.string().regex(/^\d{6}$/, '县代码应为6位数字')),
      /** Of a role that belongs to a township, village, home or provider. */
      unit: z.string().optional(),
    }),
    output: z.object({ password: secret(z.string()) }),
  }),
  areas: query({ title: '查看行政区划', input: nothing, output: z.array(AreaNode) }),
  organisations: query({
    title: '查看单位',
    input: nothing,
    output: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['bureau', 'township', 'village', 'home', 'provider', 'platform']),
        name: z.string(),
        areaId: z.uuid().nullable(),
        functions: z.array(z.string()),
        hotline: z.string(),
        toOn: PlainDate.nullable(),
      }),
    ),
  }),
})
