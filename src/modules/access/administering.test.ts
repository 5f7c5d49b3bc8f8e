import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { access } from './contract.ts'
import { givenArea } from './given.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const admin = app.as(app.actor('admin', { accountId: 'admin-1', kind: 'none', county: '000000' }))
const other = app.as(app.actor('security-admin', { accountId: 'admin-2', kind: 'none', county: '000000' }))
const outside = app.as(undefined)

const countyId = await givenArea(app.superuser, { level: 'county', name: '莘县' })
const townshipId = await givenArea(app.superuser, { level: 'township', name: '安镇', parentId: countyId })
const bureau = crypto.randomUUID()
const township = crypto.randomUUID()
await app.superuser.query(
  `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values
   ('371522', $1, 'bureau', '莘县民政局', $2, '2020-01-01'), ('371522', $3, 'township', '安镇', $4, '2020-01-01')`,
  [bureau, countyId, township, townshipId],
)
const wanted = (login: string, role: 'township-clerk' | 'county-clerk', organisationId: string) => ({
  login,
  name: '王演示',
  role,
  countyCode: '371522',
  organisationId,
  reason: '新到岗的经办人员',
})

test('a new account takes two administrators and begins with a password that must be changed', async () => {
  const { changeId } = await admin(access, 'proposeAccount', wanted('new-clerk', 'township-clerk', township))
  await expect(admin(access, 'decideAccountChange', { changeId, confirm: true })).rejects.toThrow(
    '须由另一位管理员复核',
  )
  const { password } = await other(access, 'decideAccountChange', { changeId, confirm: true })
  const signedIn = await outside(access, 'signIn', { account: 'new-clerk', password: password ?? '' })
  expect(signedIn).toMatchObject({
    actor: { mustChangePassword: true, scopeText: '安镇', operations: expect.any(Array) },
  })
  expect('actor' in signedIn && signedIn.actor.operations).toEqual(['access.changePassword', 'access.me'])
})

test('a role that does not belong into the organisation is refused', async () => {
  await expect(admin(access, 'proposeAccount', wanted('x-clerk', 'county-clerk', township))).rejects.toThrow(
    '应属于县级单位',
  )
})

test('a changed role ends the sessions that were opened under the old one', async () => {
  const { changeId } = await admin(access, 'proposeAccount', wanted('moving', 'township-clerk', township))
  await other(access, 'decideAccountChange', { changeId, confirm: true })
  const found = await app.superuser.query(`select id from access.account where login = 'moving'`)
  const accountId: string = found.rows[0].id
  await app.superuser.query(
    `insert into access.session (token_hash, account_id, started_at, seen_at, expires_at) values ('\\x01', $1, '2023-09-06', '2023-09-06', '2023-09-07')`,
    [accountId],
  )
  const { login: _, ...fields } = wanted('moving', 'county-clerk', bureau)
  const change = await admin(access, 'proposeAccountChange', { accountId, ...fields })
  await expect(admin(access, 'proposeAccountChange', { accountId, ...fields })).rejects.toThrow('等待复核')
  await other(access, 'decideAccountChange', { changeId: change.changeId, confirm: true })
  const after = await app.superuser.query(
    `select a.role, a.scope_kind, s.ended_at from access.account a join access.session s on s.account_id = a.id where a.id = $1`,
    [accountId],
  )
  expect(after.rows[0]).toMatchObject({ role: 'county-clerk', scope_kind: 'county' })
  expect(after.rows[0].ended_at).not.toBeNull()
})

test('a disabled account can no longer sign in, and nobody disables his own', async () => {
  const { changeId } = await admin(access, 'proposeAccount', wanted('leaving', 'township-clerk', township))
  const { password } = await other(access, 'decideAccountChange', { changeId, confirm: true })
  const found = await app.superuser.query(`select id from access.account where login = 'leaving'`)
  await admin(access, 'disableAccount', { accountId: found.rows[0].id, reason: '调离岗位' })
  await expect(outside(access, 'signIn', { account: 'leaving', password: password ?? '' })).rejects.toThrow('停用')
})

test('an administrator sees accounts and organisations, never persons', async () => {
  const { rows } = await admin(access, 'accounts', { text: 'new-clerk' })
  expect(rows.map(({ login, roleTitle, county }) => [login, roleTitle, county])).toEqual([
    ['new-clerk', '乡镇经办', '莘县'],
  ])
  const counties = await admin(access, 'counties', {})
  expect(counties[0]?.organisations.map(({ name }) => name)).toEqual(['莘县民政局', '安镇'])
})
