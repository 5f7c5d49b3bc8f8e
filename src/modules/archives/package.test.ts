/** 移交包 of a large file: two hundred scans, each under its hash; papers as PDF/A; a scan that is not what was filed stops it. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { openZip } from '#platform/documents/zip.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { refused as refusal } from '../../../test/settling.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const clerkActor = app.actor('county-clerk')
const [clerk, leader] = [app.as(clerkActor), app.as(app.actor('county-leader'))]
const items = ['identity_copy', 'confirmation_decision_copy', 'termination_papers_copy'] as const

async function file(personId: string, index: number): Promise<void> {
  const bytes = new Uint8Array(20_000).fill(index % 251)
  bytes.set(new TextEncoder().encode(`%PDF-1.7 ${personId} ${index}`))
  const upload = { name: '扫描.pdf', mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, clerkActor, '371522', upload)
  const item = items[index] ?? ('other' as const)
  const paper = { class: 'basic' as const, item, title: `材料${index}/../甲`, box: '1', fileId }
  await clerk(archives, 'addDocument', { personId, ...paper })
}

async function closed(papers: number): Promise<string> {
  const personId = await givenPerson(app.superuser, {
    townshipId: township,
    endedOn: '2024-02-29',
    endReason: 'voluntary',
  })
  for (let index = 0; index < papers; index += 1) await file(personId, index)
  await clerk(archives, 'propose', { personId })
  await leader(archives, 'confirm', { personId })
  return personId
}

const addressOf = async (query: string, personId: string) =>
  (await app.superuser.query<{ address: string }>(query, [personId])).rows[0]?.address ?? ''

test('two hundred scans go out in one package, every hash of the manifest is right, and its papers are PDF/A-2b', async () => {
  const personId = await closed(200)
  const { files, sha256: whole } = await clerk(archives, 'offer', { personId, receiver: '示例县档案馆' })
  const address = await addressOf(
    'select f.address from archives.file a join platform.file f on f.id = a.package_file_id where a.person_id = $1',
    personId,
  )
  const bytes = await app.installation.files.read('371522', address)
  expect(sha256(bytes)).toBe(whole)
  const zip = openZip(bytes)
  const parts = new Map([...zip.entries].map(([name, entry]) => [name, zip.read(entry, 10_000_000)]))
  const sums = new TextDecoder().decode(parts.get('SHA256SUMS')).trim().split('\n')
  expect(sums.map((line) => line.slice(66)).toSorted()).toEqual(
    [...parts.keys()].filter((name) => !/^(清单\.|SHA256SUMS)/.test(name)).toSorted(),
  )
  for (const line of sums) expect(sha256(parts.get(line.slice(66)) ?? new Uint8Array())).toBe(line.slice(0, 64))
  expect(files).toBe(sums.length)
  expect([...parts.keys()].filter((name) => name.startsWith('材料/'))).toHaveLength(200)
  expect([...parts.keys()].some((name) => name.includes('..') && name.split('/').includes('..'))).toBe(false)
  for (const name of ['档案摘要.pdf', '卷内目录.pdf']) {
    const text = new TextDecoder('latin1').decode(parts.get(name))
    expect(text).toMatch(/pdfaid:part>2<[^]*pdfaid:conformance>B</)
  }
})

test('a scan that is no longer what was filed is not handed over as if it were', async () => {
  const personId = await closed(3)
  await app.superuser.query(
    `update archives.document set sha256 = $2 where person_id = $1 and item = 'identity_copy'`,
    [personId, 'f'.repeat(64)],
  )
  expect(await refusal(clerk(archives, 'offer', { personId, receiver: '示例县档案馆' }))).toContain(
    '与登记的校验码不符',
  )
  expect((await clerk(archives, 'file', { personId })).state).toBe('closed')
})
