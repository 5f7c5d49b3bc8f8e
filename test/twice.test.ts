/** A button pressed twice, by two people or by one with an impatient finger: one does it, the other is told, and nothing is there twice. */
import { afterAll, expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber, givenName } from '#modules/persons/given.ts'
import { settlement } from '#modules/settlement/contract.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { openLog } from '#platform/log.ts'
import { startWorker } from '#platform/worker.ts'
import { testApp } from './app.ts'
import { signedInAs } from './database.ts'
import { refused, settlingOn } from './settling.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00', pool: 6 })
const { givenReady, compute, hashOf, clerk, leader, finance } = settlingOn(app)
const worker = await startWorker(app.installation, signedInAs(app.database, 'worker'), openLog('silent'))
afterAll(() => worker.stop())

const done = '没有拒绝'
const countOf = async (sql: string, values: unknown[] = []) =>
  (await app.superuser.query<{ count: number }>(`select count(*)::int as count from ${sql}`, values)).rows[0]?.count

/** Both at once; the sentences they were told, the one who did it first. */
async function atOnce(press: () => Promise<unknown>): Promise<string[]> {
  const told = await Promise.all([refused(press()), refused(press())])
  return told.toSorted((one, other) => Number(other === done) - Number(one === done))
}

test('a settlement is sent, approved by civil affairs and by finance once, however often it is pressed', async () => {
  const service = await givenReady()
  const { statementId } = await compute(service, { final: true })
  const seen = await hashOf(statementId)
  const steps = [
    ['submit', () => clerk()(settlement, 'submit', seen)],
    ['approveCivil', () => leader()(settlement, 'approveCivil', seen)],
    ['approveFinance', () => finance()(settlement, 'approveFinance', seen)],
  ] as const
  for (const [name, press] of steps) {
    const [first, second] = await atOnce(press)
    expect(first, name).toBe(done)
    expect(second, name).not.toBe(done)
    expect(second, name).toMatch(/\p{Script=Han}{6,}/u)
    expect(await countOf(`record.entry where operation = $1 and result = 'done'`, [`settlement.${name}`]), name).toBe(1)
  }
  const steps2 = await app.superuser.query<{ step: string; count: number }>(
    'select step, count(*)::int as count from settlement.approval where statement_id = $1 group by 1',
    [statementId],
  )
  expect(steps2.rows.filter(({ count }) => count > 1)).toEqual([])
  expect(steps2.rows.length).toBeGreaterThan(1)
  expect((await leader()(settlement, 'statement', { statementId })).status).toBe('finance_approved')
  expect(
    await countOf(
      `(select source_id from ledger.posting group by source_table, source_id, debit, credit, organisation_id having count(*) > 1) twice`,
    ),
  ).toBe(0)
})

test('a list is published once: no person, fact or account is there twice', async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县' })
  const town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  await givenArea(app.superuser, { level: 'village', name: '河东村', parentId: town })
  const before = (await countOf('persons.person')) ?? 0
  const numbers = Array.from({ length: 40 }, (_, at) => givenIdNumber(3000 + at))
  const rows = numbers.map((number, at) => [
    givenName(3000 + at),
    number,
    '示例镇',
    '河东村',
    '农村',
    '部分自理',
    '分散供养',
    '2023-08',
  ])
  const headings = ['姓名', '身份证号', '乡镇', '村', '户籍类型', '生活自理能力', '供养方式', '最初享受月份']
  const bytes = writeCsv([headings, ...rows])
  const file = { name: '名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
  const actor = app.actor('county-clerk')
  const { fileId } = await receiveFile(app.installation, actor, '371522', file)
  const { importId } = await clerk()(persons, 'importStart', {
    fileId,
    paperReference: '示民〔2023〕9号',
    decisionNo: '示民认〔2023〕7号',
    decidedOn: '2023-07-20',
  })
  await until(importId, 'checked')
  const [first, second] = await atOnce(() => leader()(persons, 'importCommit', { importId, goodRowsOnly: true }))
  expect(first).toBe(done)
  expect(second).toMatch(/名单正在写入|这份名单已于.+导入/)
  const system = app.as(app.system())
  // The queue may hand out a job twice after a crash.
  await Promise.all([1, 2, 3].map(() => system(persons, 'importPublish', { importId })))
  await until(importId, 'published')
  expect(await countOf('persons.person')).toBe(before + 40)
  expect(
    await countOf(
      '(select id_index from persons.person where id_index is not null group by 1 having count(*) > 1) twice',
    ),
  ).toBe(0)
  expect(
    await countOf(
      `(select person_id, kind, from_on from persons.fact where source <> 'demo' group by 1, 2, 3 having count(*) > 1) twice`,
    ),
  ).toBe(0)
  expect(await refused(leader()(persons, 'importCommit', { importId, goodRowsOnly: true }))).toContain('导入')
})

async function until(importId: string, status: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = await clerk()(persons, 'importStatus', { importId })
    if (found.status === status) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`never ${status}`)
}
