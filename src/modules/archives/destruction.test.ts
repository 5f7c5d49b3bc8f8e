/** 销毁清单 through the door, and against the database itself: not a day too early, by two, before witnesses, gone on from after a fault, provable after (BJ-12.5, C-24, F-54). */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { verifyRecord } from '#platform/record/verify.ts'
import { evidenceTablesOf, recordClient, recordGiven } from '../../../test/given-record.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const clerkActor = app.actor('county-clerk')
const [clerk, leader] = [app.as(clerkActor), app.as(app.actor('county-leader'))]
const second = app.as(app.actor('county-leader', { accountId: 'second-leader' }))
const system = app.as(app.system())
let files = 0

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable('was not refused'),
    (error: { reasons?: { message: string }[]; message: string }) =>
      error.reasons?.map(({ message }) => message).join('|') ?? error.message,
  )

async function scanOf(words: string): Promise<string> {
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${words}`)
  const file = { name: `${words}.pdf`, mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  return (await receiveFile(app.installation, clerkActor, '371522', file)).fileId
}

const items = ['identity_copy', 'confirmation_decision_copy', 'termination_papers_copy'] as const

/** Ended on a day, closed the day after by two. */
async function closed(endedOn: string, more: { words?: string } = {}): Promise<string> {
  files += 1
  const personId = await givenPerson(app.superuser, { townshipId: township, endedOn, endReason: 'voluntary' })
  for (const item of items) {
    const fileId = await scanOf(more.words ?? `${item}${files}`)
    await clerk(archives, 'addDocument', { personId, class: 'basic', item, box: '3', folder: '2', page: '1', fileId })
  }
  await clerk(archives, 'propose', { personId })
  await leader(archives, 'confirm', { personId })
  return personId
}

async function proposed(...personIds: string[]): Promise<string> {
  return (await clerk(archives, 'proposeDestruction', { personIds, ground: '保管期满五年，经鉴定无继续保存价值' }))
    .listId
}

const witnesses = {
  way: 'shredding' as const,
  place: '县民政局档案室',
  firstWitness: '赵测试',
  secondWitness: '钱示例',
}
const contentsOf = async (personId: string) =>
  (
    await app.superuser.query<{ address: string }>(
      `select f.address from archives.document d join platform.file f on f.id = d.file_id where d.person_id = $1`,
      [personId],
    )
  ).rows.map(({ address }) => address)
const there = (address: string) => app.installation.files.has('371522', address)

test.each([
  ['2024-02-29', '2029-02-28', '2029-03-01', '2029年2月28日'],
  ['2023-09-30', '2028-09-30', '2028-10-01', '2028年9月30日'],
])('a service that ended on %s: not on %s, but on %s (C-24)', async (endedOn, last, first, told) => {
  app.setNow('2024-03-04T10:00+08:00')
  const personId = await closed(endedOn)
  app.setNow(`${last}T23:00+08:00`)
  expect(await refusal(proposed(personId))).toContain(`保管期到${told}，今天不能列入销毁。`)
  expect((await clerk(archives, 'destroyable', {})).rows.map((row) => row.personId)).not.toContain(personId)
  app.setNow(`${first}T00:30+08:00`)
  expect((await clerk(archives, 'destroyable', {})).rows.find((row) => row.personId === personId)?.stop).toBeNull()
  const listId = await proposed(personId)
  await clerk(archives, 'withdrawDestruction', { listId, words: '留待年底一并办理' })
})

test('by two and before two witnesses; a hold keeps it off; what was approved can be taken back until it is carried out', async () => {
  app.setNow('2024-03-04T10:00+08:00')
  const [one, other] = [await closed('2024-01-31'), await closed('2024-01-31')]
  app.setNow('2029-02-01T10:00+08:00')
  const listId = await proposed(one, other)
  expect(await refusal(proposed(one))).toContain('已在销毁清单')
  const approve = { listId, destroyOn: '2029-02-10', words: '' }
  expect(
    await refusal(
      app.as({ ...app.actor('county-leader'), accountId: clerkActor.accountId })(
        archives,
        'approveDestruction',
        approve,
      ),
    ),
  ).toContain('须由另一人办理')
  await leader(archives, 'hold', { personId: other, kind: 'audit', reason: '审计正在调阅' })
  expect(await refusal(leader(archives, 'approveDestruction', approve))).toContain('有暂缓（审计未了结）')
  await leader(archives, 'removeFromDestruction', { listId, personId: other, words: '审计未了结，不在其内' })
  const both = await Promise.allSettled([
    leader(archives, 'approveDestruction', approve),
    second(archives, 'approveDestruction', approve),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await refusal(clerk(archives, 'carryOutDestruction', { listId, ...witnesses }))).toContain(
    '批准的销毁日是2029年2月10日',
  )
  app.setNow('2029-02-10T09:00+08:00')
  const alone = { ...witnesses, secondWitness: witnesses.firstWitness }
  expect(await refusal(clerk(archives, 'carryOutDestruction', { listId, ...alone }))).toContain('同一人')
  const spaced = { ...witnesses, firstWitness: '赵测试', secondWitness: '赵 测试' }
  expect(await refusal(clerk(archives, 'carryOutDestruction', { listId, ...spaced }))).toContain('同一人')
  const own = { ...witnesses, firstWitness: clerkActor.name }
  expect(await refusal(clerk(archives, 'carryOutDestruction', { listId, ...own }))).toContain('不能兼监销人')
  await leader(archives, 'hold', { personId: one, kind: 'complaint', reason: '家属来信查询' })
  expect(await refusal(clerk(archives, 'carryOutDestruction', { listId, ...witnesses }))).toContain('投诉未了结')
  await clerk(archives, 'withdrawDestruction', { listId, words: '有人查询，暂不销毁' })
  expect(await refusal(clerk(archives, 'carryOutDestruction', { listId, ...witnesses }))).toContain('现在不能')
  expect((await Promise.all((await contentsOf(one)).map(there))).every(Boolean)).toBe(true)
})

test('the database itself says no before the day, without a list, and to an application that would delete by itself', async () => {
  app.setNow('2024-03-04T10:00+08:00')
  const personId = await closed('2024-02-29')
  const asApp = (statement: string, values: unknown[]) =>
    app.pool.connect().then(async (client) => {
      try {
        await client.query('begin')
        await client.query('set local role gongyang_app')
        await client.query(`set local gongyang.scope = '371522|county|'`)
        return await client.query(statement, values)
      } finally {
        await client.query('rollback')
        client.release()
      }
    })
  await expect(asApp('delete from archives.document where person_id = $1', [personId])).rejects.toThrow(
    'permission denied',
  )
  await expect(asApp(`select archives.destroy_papers('371522', $1, $2)`, [app.newId(), personId])).rejects.toThrow(
    'may not be destroyed',
  )
  app.setNow('2029-03-01T10:00+08:00')
  const listId = await proposed(personId)
  const day = `update archives.destruction_item set destroyed_on = '2029-02-28' where list_id = $1`
  await expect(app.superuser.query(day, [listId])).rejects.toThrow('destroyed_after_its_term')
  await clerk(archives, 'withdrawDestruction', { listId, words: '只为试数据库' })
})

test('what is destroyed is gone, a fault in the middle is gone on from, and the record still verifies', async () => {
  app.setNow('2024-03-04T10:00+08:00')
  const [personId, sharer] = [await closed('2024-01-31'), await closed('2024-01-31', { words: '同一份说明' })]
  const mine = await contentsOf(personId)
  const kept = await closed('2024-02-29', { words: '同一份说明' })
  await app.superuser.query(`update persons.person set residence = '示例村1组', remarks = '旧事' where id = $1`, [
    personId,
  ])
  await clerk(persons, 'addContact', { personId, name: '孙示例', relation: '侄', role: 'carer' })
  app.setNow('2029-02-01T10:00+08:00')
  const listId = await proposed(personId, sharer)
  await leader(archives, 'approveDestruction', { listId, destroyOn: '2029-02-01' })
  await clerk(archives, 'carryOutDestruction', { listId, ...witnesses })
  const { files: store } = app.installation
  const destroy = store.destroy.bind(store)
  store.destroy = (county, address) =>
    address === mine[1] ? Promise.reject(Object.assign(new Error('disk'), { code: 'EIO' })) : destroy(county, address)
  expect(await system(archives, 'shred', { listId })).toEqual({ left: 1 })
  const half = await clerk(archives, 'destructionList', { listId })
  expect(half).toMatchObject({ status: 'destroying', finishedAt: null })
  expect(half.contents.faults).toEqual(['EIO'])
  expect(await there(mine[1] ?? '')).toBe(true)
  store.destroy = destroy
  expect(await clerk(archives, 'resumeDestruction', { listId })).toEqual({ left: 0 })
  const done = await clerk(archives, 'destructionList', { listId })
  expect(done.status).toBe('destroyed')
  expect((await Promise.all(mine.map(there))).some(Boolean)).toBe(false)
  expect(done.contents.shared, 'the content stays for the file that still needs it').toBeGreaterThan(0)
  expect((await Promise.all((await contentsOf(kept)).map(there))).every(Boolean)).toBe(true)
  expect(await clerk(archives, 'file', { personId })).toMatchObject({ status: 'destroyed', differences: 0 })
  expect(await clerk(persons, 'person', { personId })).toMatchObject({
    residence: '',
    remarks: '',
    contacts: [{ name: '已销毁' }],
  })
  const hashes = await app.superuser.query(
    `select sha256 from archives.destroyed_paper where person_id = $1 and sha256 <> ''`,
    [personId],
  )
  expect(hashes.rowCount).toBe(3)
  const left = await app.superuser.query<{ name: string; operation: string }>(
    `select e.operation from record.entry_person p join record.payload y using (county_code, entry_id) join record.entry e on e.id = p.entry_id where p.person_id = $1`,
    [personId],
  )
  expect(left.rows.map(({ operation }) => operation).filter((each) => /addDocument|addContact/.test(each))).toEqual([])
  expect(
    await refusal(clerk(archives, 'addDocument', { personId, class: 'other', item: 'other', box: '1' })),
  ).toContain('销毁')
  for (const format of ['pdf', 'xlsx'] as const) await clerk(archives, 'printDestruction', { listId, format })
  const client = await recordClient(app)
  await recordGiven(app, client)
  await app.number()
  await client.query('begin')
  const { secrets } = app.installation
  const verdict = await verifyRecord(client, '371522', { evidenceTables: await evidenceTablesOf(client), secrets })
  await client.end()
  expect(verdict.findings).toEqual([])
})
