import { TOTP, Secret } from 'otpauth'
import { expect, test } from 'vitest'
import { accountOfSession } from './accounts.ts'
import { perform } from '#platform/perform.ts'
import { testApp } from '../../../test/app.ts'
import { access } from './contract.ts'
import { givenAccount, givenPassword } from './given.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const outside = app.as(undefined)
/** The token of a session as the cookie gets it. */
async function tokenOf(account: string, requestId: string = crypto.randomUUID()): Promise<string> {
  let opened = ''
  await perform(app.installation, {
    operation: 'access.signIn',
    input: { account, password: givenPassword },
    actor: undefined,
    requestId,
    session: (token) => void (opened = token ?? ''),
  })
  return opened
}
const actorOf = (accountId: string) => app.actor('county-clerk', { accountId })

test('the right password opens a session that ends after half an hour without work', async () => {
  await givenAccount(app.superuser, { login: 'clerk-1', role: 'county-clerk' })
  const sessionToken = await tokenOf('clerk-1')
  const found = (at: string) =>
    app.seen({ kind: 'none', counties: ['000000'], ids: [] }, (tables) =>
      accountOfSession({ transaction: tables as never }, sessionToken, new Date(at).toISOString() as never),
    )
  expect((await found('2023-09-06T10:20+08:00'))?.login).toBe('clerk-1')
  expect((await found('2023-09-06T10:45+08:00'))?.login).toBe('clerk-1')
  expect(await found('2023-09-06T11:16+08:00')).toBeUndefined()
})

test('five wrong passwords lock the account for a quarter of an hour, and each one counts although it is refused', async () => {
  await givenAccount(app.superuser, { login: 'clerk-2', role: 'county-clerk' })
  const attempt = (password: string) => outside(access, 'signIn', { account: 'clerk-2', password })
  for (let left = 4; left > 0; left -= 1) await expect(attempt('wrong')).rejects.toThrow(`还可以试${left}次`)
  await expect(attempt('wrong')).rejects.toThrow('账号已锁定')
  await expect(attempt(givenPassword)).rejects.toThrow('10:15后可再试')
  app.setNow('2023-09-06T10:16+08:00')
  expect(await attempt(givenPassword)).toHaveProperty('actor')
  app.setNow('2023-09-06T10:00+08:00')
})

test('an unknown account is refused in the same words as a wrong password, to the lock and after it', async () => {
  const attempt = () => outside(access, 'signIn', { account: 'nobody-here', password: 'x' })
  for (let left = 4; left > 0; left -= 1)
    await expect(attempt()).rejects.toThrow(`账号或密码不正确。连续5次错误将锁定15分钟，还可以试${left}次`)
  await expect(attempt()).rejects.toThrow('账号已锁定')
  await expect(attempt()).rejects.toThrow('10:15后可再试')
})

test('a second factor, once confirmed, is asked for, and a code works once', async () => {
  const id = await givenAccount(app.superuser, { login: 'clerk-3', role: 'county-clerk' })
  const { key } = await app.as(actorOf(id))(access, 'enrolSecondFactor', { password: givenPassword })
  const totp = new TOTP({ secret: Secret.fromBase32(key) })
  const codeAt = (time: string) => totp.generate({ timestamp: Date.parse(time) })
  await app.as(actorOf(id))(access, 'confirmSecondFactor', { code: codeAt('2023-09-06T10:00+08:00') })
  const signIn = (code?: string) =>
    outside(access, 'signIn', { account: 'clerk-3', password: givenPassword, ...(code ? { code } : {}) })
  expect(await signIn()).toEqual({ codeNeeded: true })
  await expect(signIn(codeAt('2023-09-06T10:00+08:00'))).rejects.toThrow('动态码不正确或者已经用过')
  app.setNow('2023-09-06T10:01+08:00')
  expect(await signIn(codeAt('2023-09-06T10:01+08:00'))).toHaveProperty('actor')
})

test('no secret of a sign-in reaches the record or the kept answer', async () => {
  await givenAccount(app.superuser, { login: 'clerk-4', role: 'county-clerk' })
  const token = await tokenOf('clerk-4', 'request-secret')
  const kept = await app.superuser.query(`select answer::text from platform.request where id = 'request-secret'`)
  expect(kept.rows[0].answer).toContain('actor')
  expect(kept.rows[0].answer).not.toContain(token)
})
