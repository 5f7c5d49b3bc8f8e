/** 照片: filed by consent only, seen by whoever sees the person, replaced without being lost, hidden when the consent is withdrawn, handed over and destroyed with the file. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { openZip } from '#platform/documents/zip.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { refused as refusal } from '../../../test/settling.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const elsewhere = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
const clerkActor = app.actor('county-clerk')
const townActor = app.actor('township-clerk', { kind: 'townships', ids: [township] })
const otherTown = app.as(app.actor('township-clerk', { kind: 'townships', ids: [elsewhere] }))
const [clerk, leader, town] = [app.as(clerkActor), app.as(app.actor('county-leader')), app.as(townActor)]
const today = plainDate('2024-03-04')

/** SOI, a frame of one point, and the scan that the words stand for. */
const frame = Buffer.from('ffd8ffc0000b080001000101011100ffda0008010100003f00', 'hex')

async function sent(words: string, size = 0, mediaType = 'image/jpeg') {
  const bytes = Buffer.concat([frame, Buffer.from(words), Buffer.alloc(size), Buffer.from('ffd9', 'hex')])
  const file = { name: `${words}.jpg`, mediaType, bytes, sha256: sha256(bytes) }
  return { ...(await receiveFile(app.installation, clerkActor, '371522', file)), bytes }
}

const consented = (personId: string, days: { fromOn?: string; toOn?: string } = {}) =>
  clerk(persons, 'giveConsent', {
    personId,
    kind: 'portrait',
    givenBy: 'person',
    fromOn: today,
    paperReference: '3盒2夹1页',
    ...days,
  })

async function seen(personId: string, id?: string): Promise<Buffer> {
  const { ticket } = await town(persons, 'openPhoto', { personId, ...(id ? { id } : {}) })
  const file = await redeemTicket(app.installation, townActor, createHash('sha256').update(ticket).digest())
  return Buffer.from(file?.bytes ?? [])
}

test('a photo needs a consent to his portrait that holds today, a picture of moderate size, and a day that has come', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township, name: '照片甲' })
  const { fileId } = await sent('甲')
  const add = (given: object = {}) => clerk(persons, 'addPhoto', { personId, fileId, takenOn: today, ...given })
  expect(await refusal(add())).toContain('没有在2024年3月4日有效的“照片使用”同意')
  await consented(personId, { fromOn: '2024-02-10', toOn: '2024-03-03' })
  expect(await refusal(add())).toContain('请先登记本人（或监护人）的同意')
  await consented(personId)
  expect(await refusal(add({ takenOn: '2024-03-05' }))).toContain('晚于今天')
  expect(await refusal(add({ fileId: (await sent('太大', 5 * 1024 * 1024)).fileId }))).toContain('不超过5 MB')
  expect(await refusal(add({ fileId: (await sent('表', 0, 'application/pdf')).fileId }))).toContain('不是JPG或PNG')
  const cut = await receiveFile(app.installation, clerkActor, '371522', {
    name: '断.jpg',
    mediaType: 'image/jpeg',
    bytes: frame,
    sha256: sha256(frame),
  })
  expect(await refusal(add({ fileId: cut.fileId }))).toContain('“断.jpg”不完整，打不开')
  const gone = await givenPerson(app.superuser, { townshipId: township, endedOn: '2024-02-29', endReason: 'voluntary' })
  expect(await refusal(add({ personId: gone }))).toContain('终止供养')
  await add()
  expect(await clerk(persons, 'person', { personId })).toMatchObject({ photoShown: true, photos: [{ takenOn: today }] })
})

test('a replaced photo stays as history; whoever does not see the person sees neither; each look is recorded', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township, name: '照片乙' })
  await consented(personId)
  const [first, second] = [await sent('旧'), await sent('新')]
  const { id } = await clerk(persons, 'addPhoto', { personId, fileId: first.fileId, takenOn: '2023-03-04' })
  await clerk(persons, 'addPhoto', { personId, fileId: second.fileId, takenOn: today })
  expect((await seen(personId)).equals(second.bytes)).toBe(true)
  expect((await seen(personId, id)).equals(first.bytes)).toBe(true)
  expect(await refusal(otherTown(persons, 'openPhoto', { personId }))).toContain('没有找到此人')
  const elder = await givenPerson(app.superuser, { townshipId: township })
  await consented(elder)
  expect(await refusal(town(persons, 'openPhoto', { personId: elder, id }))).toContain('没有登记照片')
  const looks = await app.superuser.query(
    `select from record.entry e join record.entry_person p on p.entry_id = e.id
     where e.operation = 'persons.openPhoto' and e.result = 'done' and p.person_id = $1`,
    [personId],
  )
  expect(looks.rowCount).toBe(2)
})

test('a withdrawn consent hides the photo; it goes with the file that is handed over, and is destroyed with it', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township, name: '照片丙' })
  const { id } = await consented(personId)
  const photo = await sent('丙')
  await clerk(persons, 'addPhoto', { personId, fileId: photo.fileId, takenOn: today })
  await clerk(persons, 'withdrawConsent', { id, on: today })
  expect((await clerk(persons, 'person', { personId })).photoShown).toBe(false)
  expect(await refusal(town(persons, 'openPhoto', { personId }))).toContain('已于2024年3月4日撤回')
  await app.superuser.query(
    `update persons.person set status = 'ended', ended_on = '2024-02-29', end_reason = 'voluntary' where id = $1`,
    [personId],
  )
  await clerk(archives, 'propose', { personId, reason: '旧档案在水灾中毁损' })
  await leader(archives, 'confirm', { personId })
  await clerk(archives, 'offer', { personId, receiver: '示例县档案馆' })
  const { rows } = await app.superuser.query<{ address: string; photo: string }>(
    `select p.address, (select address from platform.file where id = $2) as photo
     from archives.file a join platform.file p on p.id = a.package_file_id where a.person_id = $1`,
    [personId, photo.fileId],
  )
  const { address, photo: stored } = rows[0] ?? { address: '', photo: '' }
  const zip = openZip(await app.installation.files.read('371522', address))
  const entry = [...zip.entries].find(([name]) => /^材料\/各环节附件\/\d+ 照片\.jpg$/.test(name))?.[1]
  expect(entry && Buffer.from(zip.read(entry, 10_000_000)).equals(photo.bytes)).toBe(true)
  await clerk(archives, 'withdraw', { personId, words: '暂不移交' })
  app.setNow('2029-03-05T10:00+08:00')
  const proposal = { personIds: [personId], ground: '保管期满五年，经鉴定无继续保存价值' }
  const { listId } = await clerk(archives, 'proposeDestruction', proposal)
  await leader(archives, 'approveDestruction', { listId, destroyOn: '2029-03-05' })
  const watched = { way: 'shredding' as const, place: '档案室', firstWitness: '赵测试', secondWitness: '钱示例' }
  await clerk(archives, 'carryOutDestruction', { listId, ...watched })
  await app.as(app.system())(archives, 'shred', { listId })
  expect(await app.installation.files.has('371522', stored)).toBe(false)
  const left = await app.superuser.query('select file_id from persons.photo where person_id = $1', [personId])
  expect(left.rows).toEqual([{ file_id: null }])
})
