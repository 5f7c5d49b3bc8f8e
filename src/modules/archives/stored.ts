/** Rows of files: whose it is, how far it is, its papers, its steps. */
import { sql } from 'kysely'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { objectionsToStep, type Standing, stateAfter } from './closing-rules.ts'
import type { FiledDocument } from './contract.ts'
import { placeText, Settlement, type StepKind } from './words.ts'

export const db = tablesOf<'archives', 'persons' | 'access'>()

export async function fileOf(context: Context, personId: string) {
  const row = await db(context)
    .selectFrom('archives.fileView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'person', '没有找到此人的档案，或不在您的辖区')
  context.concerns(personId)
  return row
}
export type FileOf = Awaited<ReturnType<typeof fileOf>>

/** Its row, made at the first step and locked until the transaction ends, so that two at once come one after the other. */
export async function lockedFile(context: Context, personId: string): Promise<Locked> {
  const { endedOn } = await fileOf(context, personId)
  const file = await lockedRow(context, personId)
  const { serviceEndOn } = file
  if (serviceEndOn === null || (endedOn !== null && endedOn <= serviceEndOn)) return file
  // Taken up again since it was closed: whatever is done next is done with a new volume.
  const words = '重新供养，原卷照旧保管，续立新卷'
  const nobody = { proposedBy: null, confirmedBy: null, offeredBy: null, receivedBy: null }
  const empty = { serviceEndOn: null, keepThroughOn: null, receiver: '', packageFileId: null, packageSha256: '' }
  await takeStep(context, file, { kind: 'reopen', words, set: { ...nobody, ...empty } })
  return lockedRow(context, personId)
}

async function lockedRow(context: Context, personId: string) {
  const { county: countyCode } = context
  await db(context)
    .insertInto('archives.file')
    .values({ countyCode, personId, status: 'open' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return db(context)
    .selectFrom('archives.file')
    .selectAll()
    .where('countyCode', '=', countyCode)
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}
export type Locked = Awaited<ReturnType<typeof lockedRow>>

export const standingOf = (file: Pick<Locked, 'status' | 'proposedBy' | 'offeredBy'>): Standing => ({
  state: file.status,
  by: {
    ...(file.proposedBy === null ? {} : { propose: file.proposedBy }),
    ...(file.offeredBy === null ? {} : { offer: file.offeredBy }),
  },
})

interface StepTaken {
  kind: StepKind
  words?: string
  fileId?: string | null
  /** Columns that come with the step. */
  set?: Partial<Omit<Locked, 'countyCode' | 'personId' | 'status' | 'version'>>
}

/** The one way in which a file's state changes: guard, row, evidence. */
export async function takeStep(context: Context, file: Locked, step: StepTaken): Promise<void> {
  const { kind, words = '', fileId = null, set = {} } = step
  requireNone(objectionsToStep(standingOf(file), kind, context.actor.accountId))
  await db(context)
    .updateTable('archives.file')
    .set({ ...set, status: stateAfter(file.status, kind), version: file.version + 1 })
    .where('countyCode', '=', context.county)
    .where('personId', '=', file.personId)
    .execute()
  await db(context)
    .insertInto('archives.step')
    .values({ ...signedBy(context), personId: file.personId, seq: file.version + 1, kind, words, fileId })
    .execute()
}

/** What every row of evidence says of its making. */
export const signedBy = (context: Context) => ({
  countyCode: context.county,
  id: context.newId(),
  byAccount: context.actor.accountId,
  byName: context.actor.name,
  at: context.now,
  entryId: context.entryId,
})

export async function documentsOf(context: Context, personIds: readonly string[]) {
  if (personIds.length === 0) return []
  return db(context)
    .selectFrom('archives.documentView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', 'in', [...personIds])
    .orderBy('class')
    .orderBy('at')
    .orderBy('id')
    .execute()
}
export type StoredDocument = Awaited<ReturnType<typeof documentsOf>>[number]

export const filed = (row: StoredDocument): FiledDocument => ({
  ...row,
  place: placeText(row),
  hasScan: row.fileId !== null,
  replaced: row.replaced ?? false,
  settledAs: Settlement.nullable().catch(null).parse(row.settledAs),
})

export async function documentOf(context: Context, documentId: string): Promise<StoredDocument> {
  const row = await db(context)
    .selectFrom('archives.documentView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', documentId)
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'document', '没有找到这份材料，或不在您的辖区')
  context.concerns(row.personId)
  return row
}

/** Complaints and corrections asked for that nobody has answered; of complaints only what the reader may know of. */
export async function openRequests(context: Context, personIds: readonly string[]) {
  if (personIds.length === 0) return []
  return db(context)
    .selectFrom('archives.openRequestView')
    .select(['id', 'personId', 'kind', 'raisedAt'])
    .where('countyCode', '=', context.county)
    .where('personId', 'in', [...personIds])
    .orderBy('raisedAt')
    .execute()
}

/** A scan out of quarantine; a paper may have none. */
export async function scanOf(context: Context, fileId: string | null) {
  if (fileId === null) return { fileId: null, fileName: '', mediaType: '', fileSize: null, sha256: '' }
  const { name, mediaType, size, sha256 } = await claimFile(context, fileId, 'archives')
  return { fileId, fileName: name, mediaType, fileSize: size, sha256 }
}

export async function townshipNames(context: Context): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from access.area_view
    where county_code = ${context.county} and level = 'township'`.execute(context.transaction)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
