/**
 * The destruction itself, in one transaction: what stays of each paper is written down, the papers go, the other modules let go
 * of what is theirs, the contents of the record about him alone go (个人信息保护法 第四十七条). The contents of files go after.
 */
import { sql } from 'kysely'
import { dayOf } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { Forgotten } from '#platform/module.ts'
import { rulesOf } from './assessing.ts'
import type { StoredItem, StoredList } from './destruction-stored.ts'
import { letGo } from './letting-go.ts'
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
  const condemned = await letGo(context, {
    personId,
    already: [papers],
    why: {
      reason: `保管期满，列入销毁清单${list.number}`,
      citations: destroying.citations,
      decidedBy: list.proposedBy,
      approvedBy: list.decidedBy ?? '',
    },
  })
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

async function keepShreddings(context: Context, { list, item }: Destroying, fileIds: readonly string[]) {
  if (fileIds.length === 0) return
  const { county: countyCode } = context
  await db(context)
    .insertInto('archives.shredding')
    .values(fileIds.map((fileId) => ({ countyCode, listId: list.id, fileId, personId: item.personId })))
    .execute()
}
