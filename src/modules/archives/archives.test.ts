/** The file of one person through the door: papers, closing by two, holds, keeping, and a package that reads without us. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { openZip } from '#platform/documents/zip.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'
import { termOf } from './assessing.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const elsewhere = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
const clerkActor = app.actor('county-clerk')
const [clerk, leader] = [app.as(clerkActor), app.as(app.actor('county-leader'))]
const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [township] }))
const otherTown = app.as(app.actor('township-clerk', { kind: 'townships', ids: [elsewhere], accountId: 'other-town' }))

const ended = (more: Record<string, unknown> = {}) =>
  givenPerson(app.superuser, { townshipId: township, endedOn: '2024-02-29', endReason: 'voluntary', ...more })

async function scan(words: string): Promise<string> {
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${words}`)
  const file = { name: '扫描.pdf', mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  return (await receiveFile(app.installation, clerkActor, '371522', file)).fileId
}

const paper = { class: 'basic' as const, box: '3', folder: '2', page: '1' }
const basics = ['identity_copy', 'confirmation_decision_copy', 'termination_papers_copy'] as const

async function complete(personId: string) {
  for (const item of basics)
    await clerk(archives, 'addDocument', { ...paper, personId, item, fileId: await scan(`${personId}${item}`) })
}

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable('was not refused'),
    (error: Error) => error.message,
  )

test('what is missing is listed by class; a replaced paper stays, and the same one is replaced once', async () => {
  const personId = await ended()
  const empty = await town(archives, 'documents', { personId })
  expect(empty.classes.find((each) => each.class === 'basic')?.missing.map(({ item }) => item)).toEqual([...basics])
  expect(await refusal(town(archives, 'addDocument', { personId, class: 'basic', item: 'consent' }))).toContain('盒')
  const added = await town(archives, 'addDocument', { ...paper, personId, item: 'identity_copy' })
  const change = { documentId: added.documentId, ...paper, page: '2', reason: '页号登记有误' }
  const both = await Promise.allSettled([
    town(archives, 'replaceDocument', change),
    clerk(archives, 'replaceDocument', { ...change, page: '3' }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const { classes, there } = await town(archives, 'documents', { personId })
  expect(classes[0]?.documents.map(({ replaced }) => replaced)).toEqual([true, false])
  expect(there).toBe(1)
  expect(await refusal(otherTown(archives, 'documents', { personId }))).toContain('不在您的辖区')
  const { items: story } = await clerk(persons, 'timeline', { personId })
  expect(story.filter(({ text }) => text.startsWith('材料入档：身份证复印件'))).toHaveLength(2)
})

test('one scan is filed once as one material, also by two at a time; a paper is no older than its person and not of tomorrow', async () => {
  const personId = await ended({ bornOn: '1950-01-01' })
  const fileId = await scan('只有一份')
  const once = { ...paper, personId, item: 'identity_copy' as const, fileId }
  const both = await Promise.allSettled([clerk(archives, 'addDocument', once), clerk(archives, 'addDocument', once)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await refusal(clerk(archives, 'addDocument', once))).toContain('已登记为此人的这项材料')
  const dated = (datedOn: string) => refusal(clerk(archives, 'addDocument', { ...once, fileId: null, datedOn }))
  expect(await dated('1901-01-01')).toContain('材料日期1901年1月1日早于此人出生的1950年1月1日')
  expect(await dated('2099-01-01')).toContain('材料日期2099年1月1日晚于今天2024年3月4日')
  const stored = await clerk(archives, 'documents', { personId })
  expect(stored.classes.flatMap(({ documents }) => documents)).toHaveLength(1)
})

test('a file closes by two, after what is open is done and what lacks is explained; its term has a first day of destruction', async () => {
  const personId = await ended()
  expect(
    await refusal(clerk(archives, 'propose', { personId: await givenPerson(app.superuser, { townshipId: township }) })),
  ).toContain('还在供养')
  await app.superuser.query(
    `insert into payments.claim (county_code, id, person_id, township_id, month, purpose, ground, amount_fen, words, opened_at)
     values ('371522', $1, $2, $3, '2024-03', 'living', 'ended', 100, '多付', now())`,
    [crypto.randomUUID(), personId, township],
  )
  const first = await clerk(archives, 'file', { personId })
  expect(first.checks.map(({ code, to }) => [code, to])).toEqual([
    ['claims', '/payments/claims'],
    ['lacks', `/archives/${personId}`],
  ])
  expect(await refusal(clerk(archives, 'propose', { personId, reason: '材料已遗失' }))).toContain('没有追回')
  await app.superuser.query(
    `update payments.claim set status = 'waived', decided_by = 'x', decided_name = '演示', decided_at = now(), decided_reason = '演示理由' where person_id = $1`,
    [personId],
  )
  expect(await refusal(clerk(archives, 'propose', { personId }))).toContain('身份证复印件')
  await clerk(archives, 'propose', { personId, reason: '旧档案在水灾中毁损' })
  expect(await refusal(clerk(archives, 'confirm', { personId }))).toContain('须由另一人办理')
  const { tasks } = await leader(duties, 'mine', {})
  expect(tasks.some(({ kind }) => kind === 'archives.confirm')).toBe(true)
  const both = await Promise.allSettled([
    leader(archives, 'confirm', { personId }),
    leader(archives, 'giveBack', { personId, words: '请再找一找' }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const after = await clerk(archives, 'file', { personId })
  if (after.state === 'open') {
    await clerk(archives, 'propose', { personId, reason: '旧档案在水灾中毁损' })
    await leader(archives, 'confirm', { personId })
  }
  const closed = await clerk(archives, 'file', { personId })
  expect(closed).toMatchObject({ status: 'kept', keepThrough: '2029-02-28', destroyFrom: '2029-03-01', years: 5 })
  expect(closed.citations[0]?.document).toBe('民政部令第66号')
})

test('a hold keeps a file from its list of those whose term is over, and is released once', async () => {
  const personId = await ended({ endedOn: '2024-02-29' })
  await complete(personId)
  await clerk(archives, 'propose', { personId })
  await leader(archives, 'confirm', { personId })
  const listed = async (status: 'kept' | 'held' | 'term_over') =>
    (await clerk(archives, 'list', { status, pageSize: 200 })).rows.filter((row) => row.personId === personId)
  const { holdId } = await clerk(archives, 'hold', { personId, kind: 'estate', reason: '遗产正在公证' })
  expect([(await listed('held'))[0]?.status, (await listed('kept')).length]).toEqual(['held', 0])
  app.setNow('2029-03-01T10:00+08:00')
  expect(await listed('term_over')).toEqual([])
  await leader(archives, 'release', { holdId, reason: '遗产已经公证办结' })
  expect((await listed('term_over'))[0]?.status).toBe('term_over')
  expect(await refusal(leader(archives, 'release', { holdId, reason: '再解除一次看看' }))).toContain('已经解除')
  app.setNow('2029-02-28T10:00+08:00')
  expect((await listed('kept'))[0]?.status).toBe('kept')
  app.setNow('2024-03-04T10:00+08:00')
})

test('the package holds every paper under its hash, goes out by one and comes back signed by another', async () => {
  const personId = await ended({ name: '移交甲' })
  await complete(personId)
  await clerk(archives, 'propose', { personId })
  expect(await refusal(clerk(archives, 'offer', { personId, receiver: '示例县档案馆' }))).toContain('现在不能“移交”')
  await leader(archives, 'confirm', { personId })
  const { sha256: whole } = await clerk(archives, 'offer', { personId, receiver: '示例县档案馆' })
  const stored = await app.superuser.query<{ address: string }>(
    `select f.address from archives.file a join platform.file f on f.id = a.package_file_id where a.person_id = $1`,
    [personId],
  )
  const bytes = await app.installation.files.read('371522', stored.rows[0]?.address ?? '')
  expect(sha256(bytes)).toBe(whole)
  const zip = openZip(bytes)
  const read = (name: string) => {
    const entry = zip.entries.get(name)
    if (!entry) throw new Error(`${name} is not in the package`)
    return zip.read(entry, 10_000_000)
  }
  const sums = Buffer.from(read('SHA256SUMS')).toString().trim().split('\n')
  for (const line of sums) expect(sha256(read(line.slice(66)))).toBe(line.slice(0, 64))
  expect(sums).toHaveLength(zip.entries.size - 3)
  expect([...zip.entries.keys()].filter((name) => name.startsWith('材料/'))).toHaveLength(3)
  expect(Buffer.from(read('档案摘要.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  expect(JSON.parse(Buffer.from(read('数据/材料.json')).toString())).toHaveLength(3)
  expect(await refusal(clerk(archives, 'addDocument', { ...paper, personId, item: 'photo' }))).toContain('移交')
  const receipt = { personId, signer: '钱示例', receivedOn: plainDate('2024-03-04'), receiptNo: '收2024-1' }
  expect(await refusal(clerk(archives, 'receive', receipt))).toContain('须由另一人办理')
  await leader(archives, 'receive', { ...receipt, fileId: null })
  expect(await clerk(archives, 'file', { personId })).toMatchObject({ status: 'handed', receiver: '示例县档案馆' })
  await clerk(archives, 'print', { personId, paper: 'handover' })
  await clerk(archives, 'print', { personId, paper: 'catalogue' })
})

test('paper and scan that differ stop the closing until the difference is settled (A-34)', async () => {
  const personId = await ended()
  await complete(personId)
  const { classes } = await clerk(archives, 'documents', { personId })
  const documentId = classes[0]?.documents[0]?.id ?? ''
  expect(await refusal(clerk(archives, 'compare', { documentId, same: false }))).toContain('哪里不一致')
  await clerk(archives, 'compare', { documentId, same: false, note: '扫描件缺第二页' })
  expect(await refusal(clerk(archives, 'propose', { personId, reason: '随便写一个理由' }))).toContain('与纸质不一致')
  const fileId = await scan('两页')
  await clerk(archives, 'replaceDocument', { documentId, ...paper, fileId, reason: '补扫第二页' })
  expect((await clerk(archives, 'file', { personId })).differences).toBe(0)
  await clerk(archives, 'propose', { personId })
})

test('a longer term of the county lengthens a file that is closed, a shorter one leaves what was told (C-24)', () => {
  const file = { mode: null, endedOn: plainDate('2024-02-29'), endReason: null, keepThroughOn: plainDate('2029-02-28') }
  const term = (years: number) => {
    const retention = { value: { years, starts: 'end' }, force: 'must' as const, citations: [] }
    return termOf({ retention, basis: undefined, classes: {}, classCitations: [] }, file)?.keepThrough
  }
  expect([term(10), term(3)]).toEqual(['2034-02-28', '2029-02-28'])
})
