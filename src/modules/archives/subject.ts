/** Closing a file as a matter that may pass between sections and units (交接); 移交 to an archive is another thing. */
import type { Context } from '#platform/context.ts'
import type { Subject } from '#platform/module.ts'
import { db } from './stored.ts'

export async function fileSubject(context: Context, personId: string): Promise<Subject | undefined> {
  const row = await db(context)
    .selectFrom('archives.fileView')
    .select(['name', 'fileNo', 'townshipId', 'endedOn', 'status'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .executeTakeFirst()
  if (!row?.townshipId) return undefined
  return {
    title: `${row.name} ${row.fileNo ?? ''}`.trim(),
    to: `/archives/${personId}`,
    opens: 'archives.file',
    townshipId: row.townshipId,
    personId,
    open: row.endedOn !== null && (row.status === 'open' || row.status === 'proposed'),
  }
}
