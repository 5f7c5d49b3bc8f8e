/** A list of changes, uploaded by an account and published by the worker. */
import type { Actor } from '#kernel/permission.ts'
import { persons } from '#modules/persons/contract.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { openLog } from '#platform/log.ts'
import { startWorker } from '#platform/worker.ts'
import type { TestApp } from './app.ts'
import { signedInAs } from './database.ts'

/** The worker runs until `stop`; `imported` answers once the list is in the register. */
export async function importingOn(app: TestApp, clerk: Actor) {
  const worker = await startWorker(app.installation, signedInAs(app.database, 'worker'), openLog('silent'))
  const ask = app.as(clerk)
  const confirm = app.as(
    app.actor('county-leader', { county: clerk.scope.counties[0] ?? '371522', accountId: 'second-hand' }),
  )
  const until = async (importId: string, status: string) => {
    for (let tries = 0; tries < 400; tries += 1) {
      const found = await ask(persons, 'importStatus', { importId })
      if (found.status === status) return
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`never ${status}`)
  }
  return {
    stop: () => worker.stop(),
    async imported(rows: readonly string[][]): Promise<string> {
      const bytes = writeCsv(rows)
      const file = { name: '变更名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
      const { fileId } = await receiveFile(app.installation, clerk, '371522', file)
      const { importId } = await ask(persons, 'importStart', { fileId, paperReference: '名单' })
      await until(importId, 'checked')
      await confirm(persons, 'importCommit', { importId, goodRowsOnly: false })
      await until(importId, 'published')
      return importId
    },
  }
}
