/** Where a county demands a second factor of a role, its accounts do nothing before they have one. */
import { TOTP, Secret } from 'otpauth'
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate } from '#kernel/calendar.ts'
import { contextOfNobody, enter, nobody, perform } from '#platform/perform.ts'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { testApp } from '../../../test/app.ts'
import { actorOfSession } from './accounts.ts'
import { access } from './contract.ts'
import { givenAccount, givenArea, givenPassword } from './given.ts'
import { readRoleTable } from './role-table.ts'

const app = await testApp({ now: '2023-12-01T10:00+08:00' })
await learnPolicy(app.installation)
await givenArea(app.superuser, { level: 'county', name: '莘县' })
const roles = await readRoleTable()

/** As the browser does it: the token of the cookie, looked up anew for each request. */
async function signIn(account: string, code?: string) {
  const jar = { token: '' }
  const send = async (operation: string, input: unknown) => {
    const actor = await app.installation.kysely.transaction().execute(async (transaction) => {
      await enter(transaction, nobody.scope)
      return actorOfSession(contextOfNobody(app.installation, transaction), jar.token, roles)
    })
    const requestId = crypto.randomUUID()
    return perform(app.installation, {
      operation,
      input,
      actor,
      requestId,
      session: (token) => void (jar.token = token ?? ''),
    })
  }
  const answer = await send('access.signIn', { account, password: givenPassword, ...(code ? { code } : {}) })
  return { send, answer }
}
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

async function demandOf(role: string, from: string): Promise<void> {
  const clerk = app.as(app.actor('county-clerk', { accountId: 'maker' }))
  const leader = app.as(app.actor('county-leader', { accountId: 'checker' }))
  await clerk(policy, 'registerDocument', givenDocument)
  const { id } = await clerk(policy, 'propose', {
    key: 'access.second_factor',
    value: { roles: [role] },
    from: plainDate(from),
    document: givenDocument.name,
    clause: '二、其他',
    quote: '由民政部门解释',
  })
  await leader(policy, 'adopt', { id })
}

test('a demanded second factor comes before all business, and once it is there business goes on', async () => {
  await givenAccount(app.superuser, { login: 'clerk-a', role: 'county-clerk' })
  await givenAccount(app.superuser, { login: 'officer-a', role: 'data-officer' })
  const before = await signIn('clerk-a')
  expect(await refusal(before.send('persons.list', {}))).toBe('done')

  await demandOf('county-clerk', '2024-01-01')
  expect(await refusal(before.send('persons.list', {}))).toBe('done')
  app.setNow('2024-01-01T10:00+08:00')
  const { send, answer } = await signIn('clerk-a')
  expect(answer).toMatchObject({ actor: { secondFactor: 'demanded' } })
  expect(await refusal(send('persons.list', {}))).toContain('须启用动态码后才能办理业务。请在“我的账号”里启用动态码')
  // Whom the county does not name goes on as before.
  const officer = await signIn('officer-a')
  expect(await refusal(officer.send('persons.list', {}))).toBe('done')

  const { key } = (await send('access.enrolSecondFactor', { password: givenPassword })) as { key: string }
  expect(await refusal(send('persons.list', {}))).toContain('动态码')
  const totp = new TOTP({ secret: Secret.fromBase32(key) })
  const codeAt = (time: string) => totp.generate({ timestamp: Date.parse(time) })
  await send('access.confirmSecondFactor', { code: codeAt('2024-01-01T10:00+08:00') })
  expect(await refusal(send('persons.list', {}))).toBe('done')
  expect(await refusal(send('access.enrolSecondFactor', { password: givenPassword }))).toContain('动态码已启用')
  expect((await signIn('clerk-a')).answer).toEqual({ codeNeeded: true })
})

test('a lost telephone: an administrator takes the second factor back, and the session ends', async () => {
  const admin = app.as(app.actor('admin', { accountId: 'admin-1', kind: 'none', county: '000000' }))
  const { rows } = await admin(access, 'accounts', { text: 'clerk-a' })
  expect(rows[0]?.secondFactor).toBe(true)
  await admin(access, 'resetSecondFactor', { accountId: rows[0]?.id ?? '', reason: '手机遗失' })
  const { answer } = await signIn('clerk-a')
  expect(answer).toMatchObject({ actor: { secondFactor: 'demanded' } })
})

test('whoever must first change his password is told so, and goes on in a new session', async () => {
  const id = await givenAccount(app.superuser, { login: 'clerk-b', role: 'data-officer' })
  await app.superuser.query('update access.account set must_change = true where id = $1', [id])
  const { send } = await signIn('clerk-b')
  expect(await refusal(send('persons.list', {}))).toContain('请先修改密码')
  await send('access.changePassword', { password: givenPassword, newPassword: 'Laoren2024yang' })
  expect(await refusal(send('persons.list', {}))).toBe('done')
})
