/** 供养证: issued once, issued again with the old number void, printed; and differences between paper and scan until they are settled. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { refused as refusal } from '../../../test/settling.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const clerkActor = app.actor('county-clerk')
const clerk = app.as(clerkActor)
const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [township] }))
const issuedOn = plainDate('2024-03-04')

/** One grey point. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

async function scan(words: string): Promise<string> {
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${words}`)
  const file = { name: '扫描.pdf', mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  return (await receiveFile(app.installation, clerkActor, '371522', file)).fileId
}

test('a certificate is issued once; a lost one is told, gets a new number, and the old one is void', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township, name: '证件甲' })
  expect(await refusal(clerk(archives, 'printCertificate', { personId }))).toContain('还没有登记发证')
  const issue = { personId, issuedOn, ground: 'first' as const }
  const both = await Promise.allSettled([
    clerk(archives, 'issueCertificate', issue),
    clerk(archives, 'issueCertificate', issue),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const first = (await clerk(persons, 'person', { personId })).certificateNo
  expect(first).toMatch(/^3715222024\d{5}$/)
  expect(await refusal(clerk(archives, 'issueCertificate', { ...issue, ground: 'lost' }))).toContain('至少4个字')
  const lost = { ...issue, ground: 'lost' as const, words: '洪水中遗失，已向镇里报告' }
  expect(await refusal(clerk(archives, 'issueCertificate', { ...lost, number: first }))).toContain('原号作废')
  await clerk(archives, 'issueCertificate', { ...lost, number: '莘供0007' })
  const { number, rows } = await town(archives, 'certificates', { personId })
  expect([number, rows.map((row) => [row.number, row.void, row.voids])]).toEqual([
    '莘供0007',
    [
      ['莘供0007', false, first],
      [first, true, ''],
    ],
  ])
  const other = await givenPerson(app.superuser, { townshipId: township })
  const again = { ...issue, personId: other, number: '莘供0007' }
  expect(await refusal(clerk(archives, 'issueCertificate', again))).toContain('已经使用')
  expect((await town(archives, 'printCertificate', { personId })).name).toContain('莘供0007')
  const over = await givenPerson(app.superuser, { townshipId: township, endedOn: '2024-02-29', endReason: 'voluntary' })
  expect(await refusal(clerk(archives, 'issueCertificate', { ...issue, personId: over }))).toContain('不在供养')
})

test('the photograph is printed while consent to its use holds, and no longer once it is withdrawn', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township, name: '照片甲' })
  await clerk(archives, 'issueCertificate', { personId, issuedOn, ground: 'first' })
  const bytes = dot
  const photo = { name: '照片.png', mediaType: 'image/png', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, clerkActor, '371522', photo)
  const paper = { personId, class: 'other' as const, item: 'photo' as const }
  expect(await refusal(clerk(archives, 'addDocument', { ...paper, fileId }))).toContain('“照片使用”的同意')
  const withPhoto = async () => {
    const { ticket } = await town(archives, 'printCertificate', { personId })
    const digest = createHash('sha256').update(ticket).digest()
    const printed = await redeemTicket(
      app.installation,
      app.actor('township-clerk', { kind: 'townships', ids: [township] }),
      digest,
    )
    return Buffer.from(printed?.bytes ?? []).includes('/Subtype /Image')
  }
  const add = () => clerk(persons, 'addPhoto', { personId, fileId, takenOn: issuedOn })
  expect(await refusal(add())).toContain('请先登记本人（或监护人）的同意')
  const consent = { personId, kind: 'portrait' as const, givenBy: 'person' as const, fromOn: issuedOn }
  const { id } = await clerk(persons, 'giveConsent', { ...consent, paperReference: '3盒2夹1页' })
  expect(await withPhoto()).toBe(false)
  await add()
  expect(await withPhoto()).toBe(true)
  await clerk(persons, 'withdrawConsent', { id, on: issuedOn })
  expect(await withPhoto()).toBe(false)
})

test('a difference is open until it is settled in words, waits in somebody’s work, and is not talked away by comparing again (A-34)', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township, name: '差异甲' })
  const paper = { class: 'basic' as const, box: '3', folder: '2', page: '1' }
  const { documentId } = await clerk(archives, 'addDocument', {
    ...paper,
    personId,
    item: 'identity_copy',
    fileId: await scan('一'),
  })
  await town(archives, 'compare', { documentId, same: false, note: '扫描件缺背面' })
  expect(await refusal(town(archives, 'compare', { documentId, same: true }))).toContain('差异还没有处理')
  const { tasks } = await town(duties, 'mine', {})
  expect(tasks.find(({ kind }) => kind === 'archives.settleDifference')?.to).toBe('/archives?differing=yes')
  expect((await town(archives, 'list', { differing: true })).rows.map((row) => row.personId)).toEqual([personId])
  const settle = { documentId, kind: 'electronic_corrected' as const, words: '以纸质为准，已更正登记的日期' }
  expect(await refusal(town(archives, 'settleDifference', { ...settle, kind: 'scanned_again' }))).toContain('“更换”')
  expect(await refusal(town(archives, 'settleDifference', { ...settle, words: '好' }))).toContain('至少4个字')
  const both = await Promise.allSettled([
    town(archives, 'settleDifference', settle),
    clerk(archives, 'settleDifference', settle),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const [document] = (await town(archives, 'documents', { personId })).classes[0]?.documents ?? []
  expect(document).toMatchObject({ same: true, difference: '扫描件缺背面', settledAs: 'electronic_corrected' })
  expect((await town(archives, 'list', { differing: true })).rows).toEqual([])
})

test('the list as it was chosen goes out as a spreadsheet, of one’s own township only', async () => {
  const elsewhere = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
  const gone = { endedOn: '2024-02-29', endReason: 'voluntary', name: '=名单甲' }
  await givenPerson(app.superuser, { townshipId: township, ...gone })
  await givenPerson(app.superuser, { townshipId: elsewhere, ...gone, name: '名单乙' })
  const actor = app.actor('township-clerk', { kind: 'townships', ids: [township] })
  const { ticket, name } = await app.as(actor)(archives, 'exportList', { words: '名单' })
  expect(name).toBe('档案名单.xlsx')
  const file = await redeemTicket(app.installation, actor, createHash('sha256').update(ticket).digest())
  const sheets = await readSheet(file?.bytes ?? new Uint8Array(), { maxRows: 100, maxColumns: 100, maxBytes: 1 << 20 })
  const words = sheets[0]?.rows.map((cells) => cells.map((cell) => String(cell?.value ?? '')).join('|')) ?? []
  expect(words.filter((line) => line.includes('名单甲'))).toHaveLength(1)
  expect(words.join()).not.toContain('名单乙')
  expect(words.some((line) => line.includes('档案号') && line.includes('保管至'))).toBe(true)
})
