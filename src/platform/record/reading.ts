/** Reading the record within a request: its connection, its head, its verification. */
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import { connectionUnderWay } from '../perform.ts'
import { proofOf } from './proof.ts'
import { findHead, type Head } from './sequencer.ts'
import { verifyRecord, type OutsideHead, type Verdict } from './verify.ts'

export const headOf = (context: Context): Promise<Head | undefined> => findHead(connectionUnderWay(), context.county)

export const proofFor = (context: Context, entryId: string) =>
  proofOf(connectionUnderWay(), context.county, entryId, { opened: true })

export async function evidenceTableNames(context: Pick<Context, 'transaction'>): Promise<string[]> {
  const rows = await sql<{ name: string }>`select name from platform.evidence_table order by name`.execute(
    context.transaction,
  )
  return rows.rows.map(({ name }) => name)
}

/** Within a snapshot operation of an actor who sees the whole county. */
export async function verdictOf(context: Context, heads: readonly OutsideHead[]): Promise<Verdict> {
  const evidenceTables = await evidenceTableNames(context)
  return verifyRecord(connectionUnderWay(), context.county, { heads, evidenceTables, secrets: context.secrets })
}
