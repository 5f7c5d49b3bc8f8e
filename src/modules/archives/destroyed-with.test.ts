/** What goes with a file when it is destroyed: cases, assessments, changes and matches keep number, day and conclusion, and no more; the record verifies. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { givenApplication } from '#modules/recognition/given.ts'
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
const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [township] }))
const insert = (statement: string, values: unknown[]) => app.superuser.query(statement, values)
const one = async (query: string, personId: string) => (await app.superuser.query(query, [personId])).rows[0]

async function scan(words: string): Promise<{ fileId: string; address: string }> {
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${words}`)
  const file = { name: `${words}.pdf`, mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, clerkActor, '371522', file)
  const { rows } = await insert('select address from platform.file where id = $1', [fileId])
  return { fileId, address: rows[0].address }
}

async function lived(personId: string, scanned: string[]): Promise<void> {
  const id = givenIdNumber(4711)
  const { caseId } = await town(recognition, 'apply', {
    ...givenApplication({ name: '李样本', idNumber: id, townshipId: township, receivedOn: '2024-03-01' }),
    residence: '示例村2组',
    paperReference: '3盒2夹1页',
  })
  await insert(`update recognition.application set person_id = $1, step = 'withdrawn' where id = $2`, [
    personId,
    caseId,
  ])
  const assessment = crypto.randomUUID()
  await insert(
    `insert into assessments.assessment (county_code, id, year, no, person_id, township_id, reason, form, asked_by, asker, words,
       requested_on, requested_by, due_on, status) values ('371522', $1, 2023, 1, $2, $3, 'change', 'six_items', 'village', '陈假设',
       '摔倒后不能洗澡', '2023-01-01', 'x', '2023-02-01', 'withdrawn')`,
    [assessment, personId, township],
  )
  await insert(
    `insert into assessments.result (county_code, id, assessment_id, edition, person_id, township_id, assessed_on, met, not_met, level,
       reasoning, scores, signed_by, file_ids, entered_by, entered_at, entry_id)
     values ('371522', $1, $2, 1, $3, $4, '2023-01-03', '{}', 2, 'partly_able', '{}', '{}', 'person', $5::uuid[], 'x', now(), $6)`,
    [crypto.randomUUID(), assessment, personId, township, scanned, crypto.randomUUID()],
  )
  const change = crypto.randomUUID()
  await insert(
    `insert into endings.change (county_code, id, number, person_id, township_id, kind, facts, step, step_from_on, opened_by, opened_name,
       opened_at, decision_no, decided_on, changed_at) values ('371522', $1, 'BG-2024-0001', $2, $3, 'end', '本人称女儿已能照料', 'done',
       '2024-02-01', 'x', '王演示', now(), '莘民决1号', '2024-02-20', now())`,
    [change, personId, township],
  )
  for (const kind of ['heard', 'decided'])
    await insert(
      `insert into endings.act (county_code, id, change_id, person_id, kind, on_day, words, by_account, by_name, at, entry_id)
       values ('371522', $1, $2, $3, $4, '2024-02-10', '同意', 'x', '王演示', now(), $5)`,
      [crypto.randomUUID(), change, personId, kind, crypto.randomUUID()],
    )
}

async function destroyed(personId: string): Promise<string> {
  await clerk(archives, 'propose', { personId, reason: '旧档案在水灾中毁损' })
  await leader(archives, 'confirm', { personId })
  app.setNow('2029-03-05T10:00+08:00')
  const { listId } = await clerk(archives, 'proposeDestruction', {
    personIds: [personId],
    ground: '保管期满五年，经鉴定无继续保存价值',
  })
  await leader(archives, 'approveDestruction', { listId, destroyOn: '2029-03-05' })
  const watched = { way: 'shredding' as const, place: '档案室', firstWitness: '赵测试', secondWitness: '钱示例' }
  await clerk(archives, 'carryOutDestruction', { listId, ...watched })
  expect(await app.as(app.system())(archives, 'shred', { listId })).toEqual({ left: 0 })
  return listId
}

test('of a destroyed file stay number, day and conclusion of each case; words, sheets and scans go, and the record verifies', async () => {
  const personId = await givenPerson(app.superuser, {
    townshipId: township,
    endedOn: '2024-02-29',
    endReason: 'voluntary',
  })
  const { fileId, address } = await scan('评估表')
  const shared = await scan('一家两人的声明')
  await lived(personId, [fileId, shared.fileId])
  const relative = await givenPerson(app.superuser, { townshipId: township })
  await insert(
    `insert into persons.consent (county_code, id, person_id, kind, given_by, from_on, file_id) values ('371522', $1, $2, 'data', 'person', '2024-01-01', $3)`,
    [crypto.randomUUID(), relative, shared.fileId],
  )
  await insert(`update platform.file set claimed_by = 'persons.consent' where id = $1`, [shared.fileId])
  // What another's row names is not taken into this file, and does not go with it.
  const taken = { personId, class: 'other' as const, item: 'other' as const, fileId: shared.fileId }
  await expect(clerk(archives, 'addDocument', taken)).rejects.toThrow('已登记在另一人名下')
  await destroyed(personId)
  expect(await app.installation.files.has('371522', shared.address)).toBe(true)
  expect(await app.installation.files.has('371522', address)).toBe(false)
  expect(
    await one('select id_masked, residence, facts, number from recognition.application where person_id = $1', personId),
  ).toMatchObject({ id_masked: '', residence: '', facts: { obligors: [] }, number: expect.stringMatching(/^RD-/) })
  const deeds = `select count(*)::int as n from recognition.deed d join recognition.application a on a.id = d.case_id
    where a.person_id = $1 and d.kind = 'applied'`
  expect(await one(deeds, personId)).toEqual({ n: 0 })
  expect(await one('select count(*)::int as n from assessments.result where person_id = $1', personId)).toEqual({
    n: 0,
  })
  expect(await one('select asker, words, no from assessments.assessment where person_id = $1', personId)).toEqual({
    asker: '',
    words: '',
    no: 1,
  })
  expect(await one('select facts, decision_no from endings.change where person_id = $1', personId)).toEqual({
    facts: '已依法销毁',
    decision_no: '莘民决1号',
  })
  const acts = await app.superuser.query('select kind from endings.act where person_id = $1', [personId])
  expect(acts.rows).toEqual([{ kind: 'decided' }])
  const client = await recordClient(app)
  await recordGiven(app, client)
  await app.number()
  await client.query('begin')
  const { secrets } = app.installation
  const verdict = await verifyRecord(client, '371522', { evidenceTables: await evidenceTablesOf(client), secrets })
  await client.end()
  expect(verdict.findings).toEqual([])
})

test('the database forgets nobody whom the register has not forgotten', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township })
  for (const schema of ['recognition', 'assessments', 'endings'])
    await expect(
      app.seen({ kind: 'county', counties: ['371522'], ids: [] }, async (tables) => {
        const { sql } = await import('kysely')
        await sql`select * from ${sql.ref(`${schema}.forget`)}('371522', ${personId}::uuid)`.execute(tables)
      }),
    ).rejects.toThrow('not forgotten')
})
