/** A list with a death is undone: the person is supported again, and his agreement holds again. */
import { afterAll, expect, test } from 'vitest'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { openLog } from '#platform/log.ts'
import { startWorker } from '#platform/worker.ts'
import { signedInAs } from '../../../test/database.ts'
import { app, ask, clerk, person, signedByAll, toSign } from '../../../test/given-agreements.ts'
import { agreements } from './contract.ts'

const worker = await startWorker(app.installation, signedInAs(app.database, 'worker'), openLog('silent'))
afterAll(() => worker.stop())

async function imported(rows: readonly string[][]) {
  const bytes = writeCsv(rows)
  const file = { name: '变更名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, clerk, '371522', file)
  const { importId } = await ask(clerk)(persons, 'importStart', { fileId, paperReference: '名单' })
  await until(importId, 'checked')
  await ask(clerk)(persons, 'importCommit', { importId, goodRowsOnly: false })
  await until(importId, 'published')
  return importId
}

async function until(importId: string, status: string) {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await ask(clerk)(persons, 'importStatus', { importId })
    if (found.status === status) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`never ${status}`)
}

test('an agreement that a list ended goes on once the list is undone', async () => {
  const idNumber = givenIdNumber(77)
  const agreementId = await toSign(await person({ name: '杨示例', idNumber, secrets: app.installation.secrets }))
  await signedByAll(agreementId, '杨示例')
  app.setNow('2023-09-20T10:00+08:00')
  const before = await ask(clerk)(agreements, 'get', { agreementId })
  const importId = await imported([
    ['姓名', '身份证号', '变更类型', '终止原因', '终止日期', '最后发放月'],
    ['杨示例', idNumber, '减少', '死亡', '2023-09-15', '2023-09'],
  ])
  expect(await ask(clerk)(agreements, 'get', { agreementId })).toMatchObject({
    status: 'terminated',
    effectiveTo: '2023-09-15',
  })
  app.setNow('2023-09-20T11:00+08:00')
  expect(await ask(clerk)(persons, 'importUndo', { importId, reason: '录错了人' })).toMatchObject({ undone: 1 })
  const { status, effectiveFrom, effectiveTo, endedOn } = before
  expect(await ask(clerk)(agreements, 'get', { agreementId })).toMatchObject({
    status,
    effectiveFrom,
    effectiveTo,
    endedOn,
    endReason: null,
  })
})
