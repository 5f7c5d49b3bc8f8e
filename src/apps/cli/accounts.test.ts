/** The first account of an installation, opened from the machine itself. */
import { expect, test } from 'vitest'
import { access } from '#modules/access/contract.ts'
import { givenArea } from '#modules/access/given.ts'
import { testApp } from '../../../test/app.ts'
import { openAccount } from './accounts.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const outside = app.as(undefined)
const township = crypto.randomUUID()
const county = await givenArea(app.superuser, { level: 'county', name: '莘县' })
await givenArea(app.superuser, { id: township, level: 'township', name: '古城镇', parentId: county })
await app.superuser.query(
  `insert into access.organisation (county_code, id, kind, name, area_id, from_on)
   values ('371522', $1, 'township', '古城镇人民政府', $2, '2016-10-10')`,
  [crypto.randomUUID(), township],
)

async function meOf(account: string, password: string) {
  const answer = await outside(access, 'signIn', { account, password })
  if (!('actor' in answer)) throw new Error('asked for a code')
  return answer.actor
}

test('the first administrator signs in once with the printed password and must change it', async () => {
  const password = await openAccount(app.installation, 'admin', { role: 'admin', name: '钱演示' })
  expect(await meOf('admin', password)).toMatchObject({
    role: 'admin',
    name: '钱演示',
    county: null,
    mustChangePassword: true,
  })
})

test('a county role looks over its county, a township role over its township', async () => {
  const clerk = await openAccount(app.installation, 'clerk', {
    role: 'county-clerk',
    name: '赵演示',
    county: ['371522'],
  })
  expect(await meOf('clerk', clerk)).toMatchObject({ county: { code: '371522' }, scopeText: '全县' })
  const wanted = { role: 'township-clerk', name: '孙演示', county: ['371522'], unit: '古城镇人民政府' }
  const local = await openAccount(app.installation, 'local', wanted)
  expect(await meOf('local', local)).toMatchObject({ townshipIds: [township], scopeText: '古城镇' })
})

test('what is wrong is said with the next step, and nothing is opened', async () => {
  const open = (login: string, more: { role: string; county?: string[]; unit?: string }) =>
    openAccount(app.installation, login, { name: '李演示', ...more })
  await openAccount(app.installation, 'taken', { role: 'security-admin', name: '周演示' })
  await expect(open('taken', { role: 'admin' })).rejects.toThrow('这个账号名已有人使用')
  await expect(open('new-1', { role: 'boss' })).rejects.toThrow('角色应为')
  await expect(open('new-1', { role: 'county-clerk' })).rejects.toThrow('--county')
  await expect(open('new-1', { role: 'county-clerk', county: ['150430'] })).rejects.toThrow('还没有登记150430')
  await expect(open('new-1', { role: 'township-clerk', county: ['371522'] })).rejects.toThrow('--unit')
  await expect(open('new-1', { role: 'township-clerk', county: ['371522'], unit: '某镇' })).rejects.toThrow('应为1个')
  const { rows } = await app.superuser.query(`select from access.account where login = 'new-1'`)
  expect(rows).toHaveLength(0)
})

test('the password stands neither in the record nor in the kept answer, and people cannot open accounts so', async () => {
  const password = await openAccount(app.installation, 'quiet', { role: 'admin', name: '吴演示' })
  const { rows } = await app.superuser.query<{ kept: string }>(
    `select concat((select string_agg(request::text, ' ') from platform.request request),
       (select string_agg(entry::text, ' ') from record.entry entry)) as kept`,
  )
  expect(rows[0]?.kept).toContain('access.openAccount')
  expect(rows[0]?.kept).not.toContain(password)
  const asked = app.as(app.actor('admin'))(access, 'openAccount', {
    login: 'other',
    name: '郑演示',
    role: 'admin',
    counties: [],
  })
  await expect(asked).rejects.toThrow('没有“access.openAccount”这项操作')
})
