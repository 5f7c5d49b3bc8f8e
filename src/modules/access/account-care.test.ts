/** What becomes of accounts after they are there: locked and freed, a password forgotten, changes that wait, signing out. */
import { expect, test } from 'vitest'
import type { Actor } from '#kernel/permission.ts'
import { contextOfNobody, enter, nobody, perform } from '#platform/perform.ts'
import { testApp } from '../../../test/app.ts'
import { actorOfSession } from './accounts.ts'
import { access } from './contract.ts'
import { givenAccount, givenArea, givenPassword } from './given.ts'
import { readRoleTable } from './role-table.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const admin = app.as(app.actor('admin', { accountId: crypto.randomUUID(), kind: 'none', county: '000000' }))
const other = app.as(app.actor('security-admin', { accountId: crypto.randomUUID(), kind: 'none', county: '000000' }))
const outside = app.as(undefined)
const roles = await readRoleTable()
const county = await givenArea(app.superuser, { level: 'county', name: '莘县' })
const bureau = crypto.randomUUID()
await app.superuser.query(
  `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values ('371522', $1, 'bureau', '莘县民政局', $2, '2020-01-01')`,
  [bureau, county],
)
const given = (login: string) => givenAccount(app.superuser, { login, role: 'county-clerk', organisationId: bureau })
const signIn = (account: string, password = givenPassword) => outside(access, 'signIn', { account, password })
/** As a browser does it: the token it was given, looked up anew for each request, even after it was taken back. */
async function sessionOf(account: string) {
  let cookie: string | null = null
  const keep = (token: string | null) => void (cookie = token)
  const send = (operation: string, input: unknown, actor?: Actor) =>
    perform(app.installation, { operation, input, actor, requestId: crypto.randomUUID(), session: keep })
  await send('access.signIn', { account, password: givenPassword })
  const token = cookie ?? ''
  const actor = () =>
    app.installation.kysely.transaction().execute(async (transaction) => {
      await enter(transaction, nobody.scope)
      return actorOfSession(contextOfNobody(app.installation, transaction), token, roles)
    })
  return {
    actor,
    cookie: () => cookie,
    send: async (operation: string, input: unknown) => send(operation, input, await actor()),
  }
}
const openSessions = async (accountId: string) =>
  (await app.superuser.query('select from access.session where account_id = $1 and ended_at is null', [accountId]))
    .rowCount

test('who locked himself out is let in again at once, and his wrong tries are forgotten', async () => {
  const accountId = await given('locked-out')
  for (let tries = 0; tries < 5; tries += 1) await expect(signIn('locked-out', 'wrong')).rejects.toThrow(/不正确|锁定/)
  await expect(signIn('locked-out')).rejects.toThrow('10:15后可再试')
  expect(await admin(access, 'accounts', { text: 'locked-out' })).toMatchObject({ rows: [{ state: 'locked' }] })
  await admin(access, 'unlockAccount', { accountId })
  await expect(signIn('locked-out', 'wrong')).rejects.toThrow('还可以试4次')
  expect(await signIn('locked-out')).toHaveProperty('actor')
  await expect(admin(access, 'unlockAccount', { accountId: crypto.randomUUID() })).rejects.toThrow('没有')
})

test('a forgotten password gives way to one that must be changed; open sessions end and the reason stands on the record', async () => {
  const accountId = await given('forgetful')
  await signIn('forgetful')
  expect(await openSessions(accountId)).toBe(1)
  const reason = '本人遗忘密码，持工作证到场'
  const { password } = await admin(access, 'resetPassword', { accountId, reason })
  expect(await openSessions(accountId)).toBe(0)
  await expect(signIn('forgetful')).rejects.toThrow('账号或密码不正确')
  expect(await signIn('forgetful', password)).toMatchObject({ actor: { mustChangePassword: true } })
  const entries = await app.superuser.query(`select purpose from record.entry where operation = 'access.resetPassword'`)
  expect(entries.rows).toEqual([{ purpose: reason }])
  const { rows } = await app.superuser.query<{ whole: string }>(
    `select concat((select string_agg(r::text, ' ') from platform.request r), (select string_agg(e::text, ' ') from record.entry e)) as whole`,
  )
  expect(rows[0]?.whole).not.toContain(password)
})

test('a change that waits is seen by both administrators, and each knows which are his own; decided, it waits no more', async () => {
  const accountId = await given('promoted')
  const reason = '任职文件示民〔2023〕3号'
  const wanted = {
    name: '王演示',
    role: 'county-leader' as const,
    countyCode: '371522',
    organisationId: bureau,
    reason,
  }
  const { changeId } = await admin(access, 'proposeAccountChange', { accountId, ...wanted })
  const seen = { id: changeId, login: 'promoted', roleTitle: '县级救助负责人', organisation: '莘县民政局', reason }
  expect(await admin(access, 'accountChanges', {})).toMatchObject([{ ...seen, county: '莘县', mine: true }])
  expect(await other(access, 'accountChanges', {})).toMatchObject([{ ...seen, mine: false }])
  await other(access, 'decideAccountChange', { changeId, confirm: false })
  expect(await admin(access, 'accountChanges', {})).toEqual([])
  expect(await admin(access, 'accounts', { text: 'promoted' })).toMatchObject({ rows: [{ role: 'county-clerk' }] })
  await expect(other(access, 'decideAccountChange', { changeId, confirm: true })).rejects.toThrow('已经办过')
})

test('signing out ends the session it came through and no other: a copied cookie is worth nothing afterwards', async () => {
  const accountId = await given('leaving')
  const [desk, telephone] = [await sessionOf('leaving'), await sessionOf('leaving')]
  expect((await desk.actor())?.accountId).toBe(accountId)
  await desk.send('access.signOut', {})
  expect(desk.cookie()).toBeNull()
  expect([await desk.actor(), (await telephone.actor())?.accountId]).toEqual([undefined, accountId])
  expect(await openSessions(accountId)).toBe(1)
  // Nobody is signed in: nothing to end, and no refusal to frighten anybody.
  await outside(access, 'signOut', {})
})

test('who supervises several counties is told which', async () => {
  await givenArea(app.superuser, { level: 'county', name: '敖汉旗', county: '150430' })
  const accountId = await givenAccount(app.superuser, {
    login: 'city',
    role: 'city-supervisor',
    organisationId: bureau,
  })
  await app.superuser.query(
    `update access.account set county_code = '000000', organisation_id = null, scope_kind = 'counties', scope_counties = '{371522,150430}' where id = $1`,
    [accountId],
  )
  expect(await signIn('city')).toMatchObject({ actor: { scopeText: '敖汉旗、莘县', county: null } })
})

test('offices of a county are those of one’s own', async () => {
  const clerk = app.as(app.actor('county-clerk'))
  expect(await clerk(access, 'organisations', {})).toMatchObject([{ id: bureau, kind: 'bureau', name: '莘县民政局' }])
  const elsewhere = app.as(app.actor('county-clerk', { county: '150430' }))
  expect(await elsewhere(access, 'organisations', {})).toEqual([])
})
