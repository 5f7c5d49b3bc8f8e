/** The words of a Word file that an operation gave, as somebody reads them. */
import { createHash } from 'node:crypto'
import type { Actor } from '#kernel/permission.ts'
import { openZip } from '#platform/documents/zip.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import type { testApp } from './app.ts'

type App = Pick<Awaited<ReturnType<typeof testApp>>, 'installation'>

export async function wordsIn(app: App, actor: Actor, ticket: string): Promise<string> {
  const file = await redeemTicket(app.installation, actor, createHash('sha256').update(ticket).digest())
  const zip = openZip(Buffer.from(file?.bytes ?? []))
  const entry = zip.entries.get('word/document.xml')
  if (!entry) throw new Error('no document')
  return Buffer.from(zip.read(entry, 1_000_000))
    .toString('utf8')
    .replaceAll(/<[^>]+>/g, '')
}
