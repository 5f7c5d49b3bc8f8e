/** A unit is not closed over the persons who live in it, whose money it keeps or whom it is bound to serve. */
import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import { givenContract, givenProvider } from '#modules/providers/given.ts'
import { testApp } from '../../../test/app.ts'
import { givenHome } from '../../../test/given-custody.ts'
import { access } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const administrator = (accountId: string, role: 'admin' | 'security-admin') =>
  app.as(app.actor(role, { accountId, kind: 'none', county: '000000' }))
const admin = administrator('admin-1', 'admin')
const other = administrator('admin-2', 'security-admin')
const place = await givenHome(app.superuser, {
  county: '371522',
  name: '示例敬老院',
  residents: [{ name: '张示例' }, { name: '李样本' }],
})
const [person = ''] = place.persons
await app.superuser.query(
  `insert into custody.account (county_code, id, organisation_id, township_id, person_id, name, number, opened_on, balance_fen, changed_at)
   values ('371522', $1, $2, $3, $4, '张示例', 'DG-1', '2023-01-01', 32000, now())`,
  [crypto.randomUUID(), place.home, place.township, person],
)
const close = (on: string) => ({
  countyCode: '371522',
  organisationId: place.home,
  on: plainDate(on),
  reason: '机构整合，院民并入他院',
})
const reasonsOf = async (asked: Promise<unknown>) => {
  const error = await asked.then(
    () => expect.unreachable('was not refused'),
    (refused: unknown) => refused,
  )
  if (!(error instanceof Refusal)) throw error
  return error.reasons.map(({ code, count }) => (count === undefined ? code : `${code} ${count}`))
}

test('a home is asked about everywhere: its residents, their money, and a last day that is past, all told at once', async () => {
  expect(await reasonsOf(admin(access, 'closeOrganisation', close('2023-09-05')))).toEqual([
    'on',
    'residents 2',
    'custody 1',
  ])
  // Who moves out by the last day does not stand in the way.
  await app.superuser.query(`update stays.stay set to_on = '2023-09-30', ended_known_at = now() where person_id = $1`, [
    person,
  ])
  expect(await reasonsOf(admin(access, 'closeOrganisation', close('2023-09-29')))).toContain('residents 2')
  expect(await reasonsOf(admin(access, 'closeOrganisation', close('2023-09-30')))).toContain('residents 1')
})

test('a provider whose contract runs on is not closed before the contract is ended', async () => {
  const provider = await givenProvider(app.superuser, { name: '乙机构' })
  await givenContract(app.superuser, { organisationId: provider, townshipIds: [], to: '2024-05-09' })
  const closing = { ...close('2023-12-31'), organisationId: provider }
  expect(await reasonsOf(admin(access, 'closeOrganisation', closing))).toEqual(['contracts 1'])
  await admin(access, 'closeOrganisation', { ...closing, on: plainDate('2024-05-09') })
})

test('whoever moves in between proposing and confirming is seen by the second administrator', async () => {
  await app.superuser.query(`update stays.stay set to_on = '2023-09-30', ended_known_at = now()`)
  await app.superuser.query(
    `update custody.account set status = 'settled', settled_on = '2023-09-06', balance_fen = 0 where person_id = $1`,
    [person],
  )
  const { changeId } = await admin(access, 'closeOrganisation', close('2023-09-30'))
  await app.superuser.query(`update stays.stay set to_on = null, ended_known_at = null where person_id = $1`, [person])
  expect(await reasonsOf(other(access, 'decideUnitChange', { changeId, confirm: true }))).toEqual(['residents 1'])
  await app.superuser.query(`update stays.stay set to_on = '2023-09-30', ended_known_at = now() where person_id = $1`, [
    person,
  ])
  expect((await other(access, 'decideUnitChange', { changeId, confirm: true })).done).toContain('已撤销')
})
