/** Who comes in, as whom, and with which rights. */
import * as z from 'zod'
import { command, contract, query } from '#kernel/contract.ts'
import { secret } from '#kernel/secret.ts'
import { faultsOfPassword } from './rules.ts'

const Place = z.object({ code: z.string(), name: z.string() })

/** All that the screens must know of the person at them. */
export const Me = z.object({
  accountId: z.string(),
  name: z.string(),
  role: z.string(),
  roleTitle: z.string(),
  organisation: z.object({ id: z.string(), name: z.string() }).nullable(),
  county: Place.nullable(),
  counties: z.array(Place),
  /** '莘县全县', '××镇', '甲机构'. */
  scopeText: z.string(),
  operations: z.array(z.string()),
  /** Demonstration data is loaded here. */
  demo: z.boolean(),
  mustChangePassword: z.boolean(),
  /** The county's own words: 县民政, 乡镇, 村, 自理, 半失能, 失能. */
  labels: z.record(z.string(), z.string()),
})
export type Me = z.infer<typeof Me>

export const DemoAccount = z.object({
  county: z.string(),
  account: z.string(),
  role: z.string(),
  organisation: z.string(),
})
export type DemoAccount = z.infer<typeof DemoAccount>

const Account = z.string('请填写账号').trim().min(1, '请填写账号').max(60, '账号不超过60个字符')
const Code = z.string('请填写动态码').regex(/^\d{6}$/, '动态码应为6位数字')
const Password = z.string('请填写密码').min(1, '请填写密码').max(200, '密码不超过200个字符')

export const NewPassword = Password.superRefine((password, context) => {
  const faults = faultsOfPassword(password)
  if (faults.length > 0) context.addIssue({ code: 'custom', message: `新密码还应：${faults.join('、')}` })
})

export const access = contract('access', {
  signIn: {
    ...command({
      title: '登录',
      input: z.object({ account: Account, password: secret(Password), code: secret(Code).optional() }),
      output: z.union([z.object({ actor: Me }), z.object({ codeNeeded: z.literal(true) })]),
    }),
    open: true,
  },
  signOut: command({ title: '退出', input: z.object({}), output: z.object({}) }),
  me: query({ title: '查看我的身份', input: z.object({}), output: Me }),
  demoAccounts: {
    ...query({ title: '查看演示账号', input: z.object({}), output: z.array(DemoAccount) }),
    open: true,
  },
  enterDemo: {
    ...command({
      title: '以演示身份进入',
      input: z.object({ account: Account }),
      output: z.object({ actor: Me }),
    }),
    open: true,
  },
  changePassword: command({
    title: '修改密码',
    input: z.object({ password: secret(Password), newPassword: secret(NewPassword) }),
    output: z.object({}),
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
    output: z.object({}),
  }),
})
