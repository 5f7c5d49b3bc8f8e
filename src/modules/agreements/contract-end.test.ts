/** A purchase contract ends: the agreements that rest on it alone end with it, and the township learns who has none. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { providers } from '#modules/providers/contract.ts'
import { givenContract, givenProvider } from '#modules/providers/given.ts'
import { app, ask, clerk, leader, townClerk, township, openTown } from '../../../test/given-agreements.ts'
import { agreements } from './contract.ts'

await openTown()

const organisationId = await givenProvider(app.superuser, { name: '两约机构' })
const elsewhere = await givenArea(app.superuser, { level: 'township', name: '乙镇' })

async function agreed(townshipId: string, name: string) {
  const personId = await givenPerson(app.superuser, { townshipId, organisationId, name })
  const id = crypto.randomUUID()
  await app.superuser.query(
    `insert into agreements.agreement (county_code, id, number, kind, person_id, township_id, organisation_id, status, title, from_on, to_on,
       level, capacity, drafted_by, drafted_at, signed_on, effective_from, effective_to, changed_at)
     values ('371522', $1::uuid, $1::text, 'dispersed', $2, $3, $4, 'filed', '照料服务协议', '2023-06-01', '2024-05-09', 'able', 'full', 'maker',
       '2023-06-01', '2023-06-01', '2023-06-01', '2024-05-09', '2023-06-01')`,
    [id, personId, townshipId, organisationId],
  )
  return { id, personId }
}

const statusOf = async (agreementId: string) => (await ask(clerk)(agreements, 'get', { agreementId })).status
const end = (contractId: string) => ({
  contractId,
  version: 1,
  ground: 'agreed' as const,
  reason: '双方协商',
  endedOn: '2023-09-30',
  takeoverPlan: '由乡镇临时接管',
})
const missingIn = async (townshipId: string, actor: typeof clerk) => {
  const place = await app.superuser.query<{ name: string }>('select name from access.area where id = $1', [townshipId])
  const { tasks } = await ask(actor)(duties, 'mine', {})
  return tasks.filter(({ kind, township: at }) => kind === 'agreements.missing' && at === place.rows[0]?.name)
}

test('only where no other contract of the provider goes on; who is left without one is a task of his township', async () => {
  const first = await givenContract(app.superuser, { organisationId, townshipIds: [township, elsewhere] })
  await givenContract(app.superuser, { organisationId, townshipIds: [elsewhere], from: '2023-09-01' })
  const [left, kept] = [await agreed(township, '秦示例'), await agreed(elsewhere, '尤示例')]
  expect(await missingIn(township, townClerk)).toEqual([])
  const interim = [{ personId: left.personId, carer: '邻居（演示）' }]
  const { personsTakenOver } = await ask(leader)(providers, 'endContract', { ...end(first), interim })
  expect(personsTakenOver).toBe(1)
  expect([await statusOf(left.id), await statusOf(kept.id)]).toEqual(['terminated', 'filed'])
  app.setNow('2023-10-01T09:00+08:00')
  const [task] = await missingIn(township, townClerk)
  expect(task).toMatchObject({ title: '为1名缺协议的人拟定协议', count: 1 })
  expect(task?.citations[0]?.document).toBe('莘政办发〔2023〕6号')
  expect(await missingIn(elsewhere, clerk)).toEqual([])
  app.setNow('2023-09-06T10:00+08:00')
})

test('a contract that begins only later does not cover the gap', async () => {
  const organisation = await givenProvider(app.superuser, { name: '空档机构' })
  const third = await givenArea(app.superuser, { level: 'township', name: '丙镇' })
  const contractId = await givenContract(app.superuser, { organisationId: organisation, townshipIds: [third] })
  await givenContract(app.superuser, { organisationId: organisation, townshipIds: [third], from: '2023-10-02' })
  const personId = await givenPerson(app.superuser, { townshipId: third, organisationId: organisation, name: '许示例' })
  const interim = [{ personId, carer: '村干部（演示）' }]
  const { personsTakenOver } = await ask(leader)(providers, 'endContract', { ...end(contractId), interim })
  expect(personsTakenOver).toBe(1)
})
