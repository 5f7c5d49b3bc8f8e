/** Who works here: organisations by function, accounts, roles, areas, signing in (登录). */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { command, contract, query } from '#kernel/contract.ts'
import { secret } from '#kernel/secret.ts'

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

const nothing = z.object({})
const Password = secret(z.string().min(1, '请输入密码').max(200))
export const NewPassword = secret(
  z
    .string()
    .min(10, '密码至少10位')
    .max(200, '密码最多200位')
    .refine((text) => /\d/.test(text) && /[A-Za-z]/.test(text), '密码要同时有字母和数字'),
)
const Code = secret(z.string().regex(/^\d{6}$/, '动态口令是6位数字'))

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

/** What the browser never sees of an answer stays out of it: the session's token goes into the cookie. */
const SignedIn = z.object({
  state: z.enum(['signed_in', 'code_needed']),
  sessionToken: secret(z.string()).optional(),
  me: Me.optional(),
})

export const access = contract('access', {
  signIn: command({
    title: '登录',
    open: true,
    input: z.object({
      account: z.string().trim().min(1, '请输入账号').max(64),
      password: Password,
      code: Code.optional(),
    }),
    output: SignedIn,
  }),
  signOut: command({ title: '退出', open: true, input: nothing, output: z.object({ sessionToken: z.null() }) }),
  me: query({ title: '查看本人账号', input: nothing, output: Me }),
  demoAccounts: query({
    title: '查看演示账号',
    open: true,
    input: nothing,
    output: z.array(z.object({ county: z.string(), account: z.string(), role: z.string(), organisation: z.string() })),
  }),
  enterDemo: command({
    title: '以演示身份进入',
    open: true,
    input: z.object({ account: z.string().max(64) }),
    output: SignedIn,
  }),
  changePassword: command({
    title: '修改密码',
    input: z.object({ present: Password, next: NewPassword }),
    output: nothing,
  }),
  enrolSecondFactor: command({
    title: '登记动态口令',
    input: nothing,
    output: z.object({ secret: secret(z.string()), uri: secret(z.string()) }),
  }),
  confirmSecondFactor: command({ title: '启用动态口令', input: z.object({ code: Code }), output: nothing }),
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
