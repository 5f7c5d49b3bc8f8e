/**
 * The destruction itself, in one transaction: what stays of each paper is written down, the papers go, the other modules let go
 * of what is theirs, the contents of the record about him alone go (个人信息保护法 第四十七条). The contents of files go after.
 */
import { sql } from 'kysely'
import { dayOf } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { condemnFiles, destroyedFile } from '#platform/file-rows.ts'
import type { Forgotten } from '#platform/module.ts'
import { connectionUnderWay } from '#platform/perform.ts'
import { destroy } from '#platform/record/destruction.ts'
import { rulesOf } from './assessing.ts'
import type { StoredItem, StoredList } from './destruction-stored.ts'
import { db, documentsOf, lockedFile, takeStep } from './stored.ts'

/** Answers how many contents of files are to go. */
export async function destroyFiles(context: Context, list: StoredList, items: readonly StoredItem[]): Promise<number> {
  const citations = rulesOf(await context.policyOn(context.today)).retention.citations
  let contents = 0
  for (const item of items) contents += await destroyFile(context, { list, item, citations })
  return contents
}

interface Destroying {
  list: StoredList
  item: StoredItem
  citations: Citation[]
}

async function destroyFile(context: Context, destroying: Destroying): Promise<number> {
  const { list, item } = destroying
  const { personId } = item
  await db(context)
    .updateTable('archives.destructionItem')
    .set({ destroyedOn: context.today })
    .where('countyCode', '=', context.county)
    .where('listId', '=', list.id)
    .where('personId', '=', personId)
    .execute()
  const papers = await destroyPapers(context, destroying)
  const forgotten = [papers]
  for (const module of context.modules) {
    const theirs = await module.forget?.(context, personId)
    if (theirs) forgotten.push(theirs)
  }
  for (const { table, entryIds } of forgotten.flatMap(({ evidence }) => evidence))
    for (const destroyedEntryId of entryIds) await note(context, destroying, { destroyedEntryId, table })
  for (const destroyedEntryId of await payloadsOf(context, personId))
    await note(context, destroying, { destroyedEntryId })
  const files = [...forgotten.flatMap((each) => each.files), ...(await printsOf(context, personId))]
  const condemned = await condemnFiles(context, [...new Set(files)])
  for (const fileId of condemned)
    await note(context, destroying, { destroyedEntryId: context.entryId, table: destroyedFile(fileId) })
  await keepShreddings(context, destroying, condemned)
  const words = `列入销毁清单${list.number}，由${list.decidedName}批准`
  await takeStep(context, await lockedFile(context, personId), { kind: 'destroy', words })
  return condemned.length
}

/** That it was there and its hash stay; every row of the papers goes, by the one function that the database lets do it. */
async function destroyPapers(context: Context, { list, item }: Destroying): Promise<Forgotten> {
  const { personId } = item
  const documents = await documentsOf(context, [personId])
  if (documents.length > 0)
    await db(context)
      .insertInto('archives.destroyedPaper')
      .values(
        documents.map(({ class: sort, item: code, datedOn, mediaType, fileSize, sha256, at }) => ({
          countyCode: context.county,
          id: context.newId(),
          listId: list.id,
          personId,
          class: sort,
          item: code,
          datedOn,
          filedOn: dayOf(at),
          mediaType,
          fileSize,
          sha256,
          entryId: context.entryId,
        })),
      )
      .execute()
  const evidence = await entriesOf(context, personId)
  await sql`select archives.destroy_papers(${context.county}, ${list.id}, ${personId})`.execute(context.transaction)
  const packages = await sql<{ fileId: string }>`select file_id from archives.step
    where county_code = ${context.county} and person_id = ${personId} and file_id is not null`.execute(
    context.transaction,
  )
  const files = [...documents.flatMap(({ fileId }) => fileId ?? []), ...packages.rows.map(({ fileId }) => fileId)]
  return { files, evidence }
}

async function entriesOf(context: Context, personId: string): Promise<Forgotten['evidence']> {
  const evidence: Forgotten['evidence'] = []
  for (const table of ['resolution', 'comparison', 'document'] as const) {
    const rows = await db(context)
      .selectFrom(`archives.${table}`)
      .select('entryId')
      .distinct()
      .where('countyCode', '=', context.county)
      .where('personId', '=', personId)
      .execute()
    if (rows.length > 0) evidence.push({ table: `archives.${table}`, entryIds: rows.map(({ entryId }) => entryId) })
  }
  return evidence
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

async function note(context: Context, { list, citations }: Destroying, what: Destroyed): Promise<void> {
  await destroy(connectionUnderWay(), {
    county: context.county,
    id: context.newId(),
    entryId: context.entryId,
    reason: `保管期满，列入销毁清单${list.number}`,
    citations,
    decidedBy: list.proposedBy,
    approvedBy: list.decidedBy ?? '',
    at: context.now,
    ...what,
  })
  context.wrote('record.destruction')
}

async function keepShreddings(context: Context, { list, item }: Destroying, fileIds: readonly string[]) {
  if (fileIds.length === 0) return
  const { county: countyCode } = context
  await db(context)
    .insertInto('archives.shredding')
    .values(fileIds.map((fileId) => ({ countyCode, listId: list.id, fileId, personId: item.personId })))
    .execute()
}
