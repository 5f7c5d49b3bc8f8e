/** What goes with a person's file besides its papers, and that it went: every module's part, what was printed of him, what the record keeps of him alone. */
import { sql } from 'kysely'
import type { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { condemnFiles, destroyedFile, namedByOthers } from '#platform/file-rows.ts'
import type { Forgotten } from '#platform/module.ts'
import { connectionUnderWay } from '#platform/perform.ts'
import { destroy, destroyedPerson } from '#platform/record/destruction.ts'

export interface Why {
  reason: string
  citations: readonly Citation[]
  decidedBy: string
  approvedBy: string
}

interface LettingGo {
  personId: string
  /** What is gone already. */
  already?: readonly Forgotten[]
  why: Why
}

/** Answers the files whose contents are to go. That this person was let go of is noted too: what an update emptied, an older backup would bring back. */
export async function letGo(context: Context, { personId, already = [], why }: LettingGo): Promise<string[]> {
  const forgotten = [...already]
  for (const module of context.modules) {
    const theirs = await module.forget?.(context, personId)
    if (theirs) forgotten.push(theirs)
  }
  for (const { table, entryIds } of forgotten.flatMap(({ evidence }) => evidence))
    for (const destroyedEntryId of entryIds) await note(context, why, { destroyedEntryId, table })
  for (const destroyedEntryId of await payloadsOf(context, personId)) await note(context, why, { destroyedEntryId })
  const files = [...forgotten.flatMap((each) => each.files), ...(await printsOf(context, personId))]
  const others = await namedByOthers(context, files, personId)
  const condemned = await condemnFiles(
    context,
    [...new Set(files)].filter((fileId) => !others.has(fileId)),
  )
  const marks = [...condemned.map(destroyedFile), destroyedPerson(personId)]
  for (const table of marks) await note(context, why, { destroyedEntryId: context.entryId, table })
  return condemned
}

/** Lists that were printed and packages that were made of this person alone. */
async function printsOf(context: Context, personId: string): Promise<string[]> {
  const found = await sql<{ fileId: string }>`select distinct t.file_id from platform.ticket t
      join platform.file f on f.county_code = t.county_code and f.id = t.file_id and f.claimed_by = 'given'
      join record.entry_person p on p.county_code = t.county_code and p.entry_id = t.entry_id and p.person_id = ${personId}
    where t.county_code = ${context.county}
      and not exists (select from record.entry_person o
        where o.county_code = p.county_code and o.entry_id = p.entry_id and o.person_id <> p.person_id)
      and not exists (select from record.entry e where e.county_code = t.county_code and e.id = t.entry_id
        and (split_part(e.operation, '.', 1) = any (${[...keptModules]}::text[]) or e.operation = 'archives.printDestruction'))`.execute(
    context.transaction,
  )
  return found.rows.map(({ fileId }) => fileId)
}

/** 社会救助法 第七十条 (records.untouchable): what was paid, received and served is neither hidden nor destroyed. */
export const keptModules: readonly string[] = [
  'rosters',
  'visits',
  'findings',
  'evaluations',
  'settlement',
  'ledger',
  'payments',
  'custody',
  'medical',
  'reports',
]
/** The list and its steps stay, and so does why something held it. */
const keptOperations = [
  'proposeDestruction',
  'approveDestruction',
  'carryOutDestruction',
  'removeFromDestruction',
  'printDestruction',
  'hold',
  'release',
]

/** Inputs that the record keeps of this person and of nobody else, outside what the law wants kept. */
async function payloadsOf(context: Context, personId: string): Promise<string[]> {
  const found = await sql<{ entryId: string }>`select p.entry_id from record.entry_person p
      join record.payload y on y.county_code = p.county_code and y.entry_id = p.entry_id
      join record.entry e on e.county_code = p.county_code and e.id = p.entry_id
    where p.county_code = ${context.county} and p.person_id = ${personId}
      and not exists (select from record.entry_person o
        where o.county_code = p.county_code and o.entry_id = p.entry_id and o.person_id <> p.person_id)
      and split_part(e.operation, '.', 1) <> all (${[...keptModules]}::text[])
      and e.operation <> all (${keptOperations.map((name) => `archives.${name}`)}::text[])`.execute(context.transaction)
  return found.rows.map(({ entryId }) => entryId)
}

interface Destroyed {
  destroyedEntryId: string
  table?: string
}

async function note(context: Context, why: Why, what: Destroyed): Promise<void> {
  const { county, entryId, now: at } = context
  await destroy(connectionUnderWay(), { county, id: context.newId(), entryId, ...why, at, ...what })
  context.wrote('record.destruction')
}
