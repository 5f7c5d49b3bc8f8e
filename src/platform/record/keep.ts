/** What the door keeps of each request: done, looked, refused. */
import { sql } from 'kysely'
import type { Operation } from '#kernel/contract.ts'
import type { Actor, Scope } from '#kernel/permission.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { withoutSecrets } from '#kernel/secret.ts'
import type { Context } from '../context.ts'
import { holdBack } from '../database/connect.ts'
import { underway } from '../database/evidence-plugin.ts'
import { connectionUnderWay, enter, type Installation, type Request } from '../perform.ts'
import { inWireForm } from '../wire.ts'
import { readEvidence, readFewEvidence } from './evidence.ts'
import { writeEntry, type Entry } from './write.ts'

/** Gathered while a request runs. */
export interface Noted {
  persons: Set<string>
  tables: Set<string>
  filter: unknown
  count: number | undefined
  purpose: string | undefined
  /** Rows were written under another scope than the actor's, so the actor may not see all of them. */
  widened: boolean
  /** A session's token that the request opened, null when it ended one. */
  session?: string | null
}

interface Done {
  request: Request
  operation: Operation
  input: unknown
  noted: Noted
}

/** A command is always kept; a query when it looked at persons or showed a list. `send`: the entry goes off with COMMIT. */
export async function recordDone(
  context: Context,
  { request, operation, input, noted }: Done,
  send: (statement: Promise<unknown>) => void,
): Promise<void> {
  const looked = noted.persons.size > 0 || noted.filter !== undefined
  if (operation.kind === 'query' && !looked) return
  const client = connectionUnderWay()
  const tables = operation.kind === 'command' ? await evidenceTables(context, noted.tables) : []
  // Long work, which may write hundreds of thousands of rows, is the system's.
  const read = context.actor.role === 'system' ? readEvidence : readFewEvidence
  const parts = partsOf(context, { request, operation, input, noted })
  const at = { county: context.county, entryId: context.entryId }
  const write = async () => {
    const evidence = await read(client, at, tables)
    holdBack(client)
    send(writeEntry(client, { ...parts, evidence }, context.secrets))
  }
  if (noted.widened && tables.length > 0) await context.within(countyScope(context.county), write)
  else await write()
}

export const countyScope = (county: string): Scope => ({ kind: 'county', counties: [county], ids: [] })

function partsOf(context: Context, { request, operation, input, noted }: Done) {
  return {
    entry: {
      ...entryOf({ request, operation, actor: context.actor, county: context.county, entryId: context.entryId }),
      kind: context.actor.role === 'system' ? ('system' as const) : operation.kind,
      at: context.now,
      purpose: noted.purpose ?? null,
      result: 'done',
      filter: noted.filter === undefined ? null : inWireForm(noted.filter),
      count: noted.count ?? null,
    },
    persons: noted.persons,
    ...(operation.kind === 'command' ? { payload: inWireForm(withoutSecrets(operation.input, input)) } : {}),
  }
}

interface Refused {
  request: Request
  operation: Operation
  actor: Actor
  county: string
  entryId: string
  refusal: Refusal
}

/** A refused command is kept in a transaction of its own, since the command's was rolled back. */
export async function recordRefused(installation: Installation, refused: Refused): Promise<void> {
  const { request, operation, actor, refusal } = refused
  const signIn = operation.open === true
  await underway.run({ tables: new Set() }, () =>
    installation.kysely.transaction().execute(async (transaction) => {
      await enter(transaction, actor.scope)
      const client = connectionUnderWay()
      const entry: Entry = {
        ...entryOf(refused),
        kind: signIn ? 'signin' : 'refused',
        at: installation.now(),
        result: refusal.kind,
        reasons: refusal.reasons.map(({ code, message }) => ({ code, message })),
      }
      const payload = inWireForm(withoutSecrets(operation.input, request.input))
      await writeEntry(client, { entry, payload }, installation.secrets)
    }),
  )
}

function entryOf({ request, operation, actor, county, entryId }: Omit<Refused, 'refusal'>) {
  return {
    county,
    id: entryId,
    requestId: request.requestId,
    operation: request.operation,
    version: operation.version ?? 1,
    accountId: actor.accountId || null,
    accountName: actor.name,
    role: actor.role || null,
    organisationId: actor.organisationId,
    client: request.client ?? null,
  }
}

let known: Set<string> | undefined

/** Which of the written tables are evidence; the list changes only by migration, so it is read once. */
async function evidenceTables(context: Context, written: ReadonlySet<string>): Promise<string[]> {
  if (written.size === 0) return []
  if (!known) {
    const rows = await sql<{ name: string }>`select name from platform.evidence_table`.execute(context.transaction)
    known = new Set(rows.rows.map(({ name }) => name))
  }
  return [...written].filter((table) => known?.has(table))
}
