/** A scan destroyed with its file stays destroyed when an older backup, which still holds it, is restored; the register beside the keys knows it. */
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { forgetRestored } from '#apps/forget-restored.ts'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { archives } from '#modules/archives/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { openBackup, restoreBackup } from '#platform/backup/restore.ts'
import { takeBackup } from '#platform/backup/take.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { openLog } from '#platform/log.ts'
import { keepRegister, readRegister, registerIn } from '#platform/record/destruction-register.ts'
import { testApp } from './app.ts'
import { freshDatabase } from './database.ts'
import { recordClient, recordGiven } from './given-record.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const { secrets, now } = app.installation
const scratch = await mkdtemp(path.join(tmpdir(), 'gongyang-destroyed-files-'))
const restoredInto = await freshDatabase()
afterAll(async () => {
  await restoredInto.drop()
  await rm(scratch, { recursive: true, force: true })
})

const clerkActor = app.actor('county-clerk')
const [clerk, leader] = [app.as(clerkActor), app.as(app.actor('county-leader'))]
const items = ['identity_copy', 'confirmation_decision_copy', 'termination_papers_copy'] as const

async function closedFile(): Promise<string> {
  const townshipId = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
  const personId = await givenPerson(app.superuser, { townshipId, endedOn: '2024-02-29', endReason: 'voluntary' })
  await app.superuser.query(`update persons.person set residence = '示例村1组' where id = $1`, [personId])
  for (const item of items) {
    const bytes = new TextEncoder().encode(`%PDF-1.7 ${item}`)
    const file = { name: '扫描.pdf', mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
    const { fileId } = await receiveFile(app.installation, clerkActor, '371522', file)
    const paper = { class: 'basic' as const, box: '3', fileId }
    const { documentId } = await clerk(archives, 'addDocument', { personId, item, ...paper })
    // Rows of one table that point to each other go as well.
    await clerk(archives, 'replaceDocument', { documentId, box: '4', reason: '换了一个盒子' })
  }
  await clerk(archives, 'propose', { personId })
  await leader(archives, 'confirm', { personId })
  return personId
}

test('the content of a destroyed scan does not come back with an older backup, and the restored record verifies', async () => {
  await app.superuser.query(`insert into platform.setting values ('keys', $1)`, [secrets.fingerprint])
  const personId = await closedFile()
  const client = await recordClient(app)
  await recordGiven(app, client)
  await app.number()
  const { drop: _, ...source } = app.database
  await takeBackup(
    { superuser: source, filesDir: path.join(app.folder, 'files'), secrets, now },
    path.join(scratch, 'old'),
  )
  app.setNow('2029-03-01T10:00+08:00')
  const ground = '保管期满五年，经鉴定无继续保存价值'
  const { listId } = await clerk(archives, 'proposeDestruction', { personIds: [personId], ground })
  await leader(archives, 'approveDestruction', { listId, destroyOn: '2029-03-01' })
  const witnesses = { firstWitness: '赵测试', secondWitness: '钱示例' }
  const { contents } = await clerk(archives, 'carryOutDestruction', {
    listId,
    way: 'burning',
    place: '县档案室',
    ...witnesses,
  })
  expect(contents).toBe(3)
  expect(await app.as(app.system())(archives, 'shred', { listId })).toEqual({ left: 0 })
  await app.number()
  const register = registerIn(app.folder)
  await keepRegister(client, register)
  await client.end()
  const addresses = await app.superuser.query<{ address: string }>(
    'select address from platform.file where destroyed_at is not null',
  )
  const backup = await openBackup(path.join(scratch, 'old'))
  const { drop: _drop, ...superuser } = restoredInto
  const filesDir = path.join(scratch, 'files')
  const { passwords } = inject('server')
  const target = { superuser, passwords, filesDir, secrets, destroyed: await readRegister(register), now }
  const restored = await restoreBackup(backup, target)
  await backup.close()
  expect(restored.verdicts.flatMap(({ findings }) => findings)).toEqual([])
  expect(restored.missingFiles).toEqual([])
  expect(addresses.rows).toHaveLength(3)
  for (const { address } of addresses.rows)
    await expect(access(path.join(filesDir, '371522', address.slice(0, 2), address))).rejects.toThrow('ENOENT')

  // What no evidence holds came back with the backup; it is let go of again before the doors open, and the file stands as destroyed.
  const again = await testApp({ now: '2029-03-02T10:00+08:00', database: restoredInto, secrets })
  const residence = async () =>
    (
      await again.superuser.query(
        'select residence, forgotten_at is null as remembered from persons.person where id = $1',
        [personId],
      )
    ).rows
  expect(await residence()).toEqual([{ residence: '示例村1组', remembered: true }])
  const start = () => forgetRestored(again.installation, superuser, openLog('silent'))
  expect(await start()).toEqual({ persons: 1, failed: [] })
  expect(await residence()).toEqual([{ residence: '', remembered: false }])
  expect((await again.as(clerkActor)(archives, 'file', { personId })).status).toBe('destroyed')
  expect(await start(), 'started again, nothing is left to do').toEqual({ persons: 0, failed: [] })
  expect(await again.as(again.system())(archives, 'forgetAgain', {})).toEqual({ persons: 0 })
})
