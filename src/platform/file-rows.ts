/** The rows behind files: quarantine, claim, tickets. */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { addMilliseconds } from '#kernel/calendar.ts'
import type { Actor } from '#kernel/permission.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from './context.ts'
import { sha256 } from './files.ts'
import { enter, newId, type Installation } from './perform.ts'

export interface ReceivedFile {
  fileId: string
  name: string
  size: number
  sha256: string
}

interface NewFile {
  name: string
  mediaType: string
  bytes: Uint8Array
  sha256: string
}

export async function receiveFile(
  installation: Installation,
  actor: Actor,
  county: string,
  file: NewFile,
): Promise<ReceivedFile> {
  const { address, size } = await installation.files.put(county, file.bytes)
  const id = newId()
  await installation.kysely.transaction().execute(async (transaction) => {
    await enter(transaction, actor.scope)
    await sql`insert into platform.file (county_code, id, address, name, media_type, size, sha256, account_id, received_at)
      values (${county}, ${id}, ${address}, ${file.name}, ${file.mediaType}, ${size}, ${file.sha256}, ${actor.accountId}, ${installation.now()})`.execute(
      transaction,
    )
  })
  return { fileId: id, name: file.name, size, sha256: file.sha256 }
}

export interface ClaimedFile extends ReceivedFile {
  mediaType: string
  bytes(): Promise<Uint8Array>
}

interface FileRow {
  id: string
  address: string
  name: string
  mediaType: string
  size: number
  sha256: string
  destroyedAt: string | null
}

/**
 * Takes a file of the actor's own out of quarantine for an operation; the row that names it is written in the same transaction.
 * A file claimed for one subject (the papers of one person's case) is of no other: it would be read in the wrong file.
 */
export async function claimFile(
  context: Context,
  fileId: string,
  purpose: string,
  subject?: string,
): Promise<ClaimedFile> {
  const claim = subject === undefined ? purpose : `${purpose} ${subject}`
  const found = await sql<FileRow & { claimedBy: string }>`update platform.file
    set claimed_by = coalesce(claimed_by, ${claim})
    where county_code = ${context.county} and id = ${fileId} and account_id = ${context.actor.accountId}
    returning id, address, name, media_type, size, sha256, destroyed_at, claimed_by`.execute(context.transaction)
  const row = found.rows[0] ?? refuse('not_found', 'file', '没有找到上传的文件，请重新上传')
  requireThere(row)
  if (row.claimedBy !== claim && (subject !== undefined || row.claimedBy.includes(' ')))
    refuse('refused', 'file_of_another', `文件“${row.name}”已用于另一件事项，不能再用在这里。请为本件重新上传`)
  return { ...describe(row), bytes: () => context.files.read(context.county, row.address) }
}

/** A stored file that some row of a module names, for showing it again. */
export async function storedFile(context: Context, fileId: string): Promise<ClaimedFile> {
  const found = await sql<FileRow>`select id, address, name, media_type, size, sha256, destroyed_at from platform.file
    where county_code = ${context.county} and id = ${fileId}`.execute(context.transaction)
  const row = found.rows[0] ?? refuse('not_found', 'file', '没有找到这份文件')
  requireThere(row)
  return { ...describe(row), bytes: () => context.files.read(context.county, row.address) }
}

function requireThere({ destroyedAt }: FileRow): void {
  if (destroyedAt !== null)
    refuse('not_found', 'destroyed', '这份文件保管期满，已依法销毁，只留下校验码。销毁情况见“档案”的销毁清单')
}

const describe = (row: FileRow) => ({
  fileId: row.id,
  name: row.name,
  size: row.size,
  sha256: row.sha256,
  mediaType: row.mediaType,
})

const ticketLife = 10 * 60_000

export interface Given {
  ticket: string
  name: string
  fileId: string
}

/** Stores a made file (an export, a print) and answers a ticket that opens it once, for this account, for ten minutes. */
export async function giveFile(context: Context, file: Omit<NewFile, 'sha256'>): Promise<Given> {
  const { address, size } = await context.files.put(context.county, file.bytes)
  const id = context.newId()
  await sql`insert into platform.file (county_code, id, address, name, media_type, size, sha256, account_id, received_at, claimed_by)
    values (${context.county}, ${id}, ${address}, ${file.name}, ${file.mediaType}, ${size}, ${sha256(file.bytes)},
            ${context.actor.accountId}, ${context.now}, 'given')`.execute(context.transaction)
  return { ticket: await ticketFor(context, id), name: file.name, fileId: id }
}

export async function ticketFor(context: Context, fileId: string): Promise<string> {
  const ticket = randomBytes(32).toString('base64url')
  await sql`insert into platform.ticket (county_code, token_hash, file_id, account_id, expires_at, entry_id)
    values (${context.county}, ${createHash('sha256').update(ticket).digest()}, ${fileId}, ${context.actor.accountId},
            ${addMilliseconds(context.now, ticketLife)}, ${context.entryId})`.execute(context.transaction)
  return ticket
}

export async function redeemTicket(installation: Installation, actor: Actor, tokenHash: Uint8Array) {
  const row = await installation.kysely.transaction().execute(async (transaction) => {
    await enter(transaction, actor.scope)
    const used = await sql<FileRow & { countyCode: string }>`
      with used as (
        update platform.ticket set used_at = ${installation.now()}
        where county_code = any(${actor.scope.counties as string[]}) and token_hash = ${tokenHash} and account_id = ${actor.accountId}
          and used_at is null and expires_at > ${installation.now()}
        returning county_code, file_id)
      select file.county_code, file.id, file.address, file.name, file.media_type, file.size, file.sha256, file.destroyed_at
      from used join platform.file on file.county_code = used.county_code and file.id = used.file_id
      where file.destroyed_at is null`.execute(transaction)
    return used.rows[0]
  })
  if (!row) return undefined
  return { name: row.name, mediaType: row.mediaType, bytes: await installation.files.read(row.countyCode, row.address) }
}

/**
 * A file that was only read for a moment and holds other people's data: the row keeps name, size and hash, its content
 * becomes this note. Performed by a command of its own, after what was read from it has been committed.
 */
export async function dropFile(context: Context, fileId: string, note: string): Promise<void> {
  const found = await sql<FileRow>`select id, address, name, media_type, size, sha256, destroyed_at from platform.file
    where county_code = ${context.county} and id = ${fileId} for update`.execute(context.transaction)
  const { address } = found.rows[0] ?? refuse('not_found', 'file', '没有找到这份文件')
  const kept = await context.files.put(context.county, new TextEncoder().encode(note))
  await sql`update platform.file set address = ${kept.address}, media_type = 'text/plain'
    where county_code = ${context.county} and id = ${fileId}`.execute(context.transaction)
  if (!(await isUsed(context, address))) await context.files.destroy(context.county, address)
}

/** Whether some file that still stands has this content. */
async function isUsed(context: Context, address: string): Promise<boolean> {
  const others = await sql<{ used: boolean }>`select exists (select from platform.file
    where county_code = ${context.county} and address = ${address} and destroyed_at is null) as used`.execute(
    context.transaction,
  )
  return others.rows[0]?.used ?? false
}

/** What `record.destruction` calls a file whose content goes: the row of the file stays. */
export const destroyedFile = (fileId: string): string => `platform.file:${fileId}`

/**
 * First step of a destruction, in the transaction that decides it: nobody opens these files any more, their names are gone.
 * Answers those that were still there. Their content goes by `shredFile` once this is committed.
 */
export async function condemnFiles(context: Context, fileIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ id: string }>`update platform.file set destroyed_at = ${context.now}, name = '已依法销毁'
    where county_code = ${context.county} and id = any (${[...fileIds]}::uuid[]) and destroyed_at is null
    returning id`.execute(context.transaction)
  return found.rows.map(({ id }) => id)
}

/** False for what was just uploaded: no operation took it yet. */
export async function isClaimed(context: Context, fileId: string): Promise<boolean> {
  const { rows } = await sql`select from platform.file
    where county_code = ${context.county} and id = ${fileId} and claimed_by is not null`.execute(context.transaction)
  return rows.length > 0
}

/** Those of these files that a row about another person names: one upload may have been filed with two. */
export async function namedByOthers(
  context: Context,
  fileIds: readonly string[],
  personId: string,
): Promise<Set<string>> {
  const places = await sql<{ table: string; column: string; many: boolean }>`
    select format('%I.%I', n.nspname, c.relname) as table, a.attname as column, a.atttypid = 'uuid[]'::regtype as many
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    where n.nspowner = 'gongyang_owner'::regrole and c.relkind = 'r' and a.attname ~ 'file_ids?$' and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype)
      and exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = 'person_id' and not p.attisdropped)`.execute(
    context.transaction,
  )
  const ids = sql`${[...fileIds]}::uuid[]`
  const parts = places.rows.map(({ table, column, many }) => {
    const named = many ? sql`unnest(t.${sql.ref(column)})` : sql.ref(`t.${column}`)
    const among = many ? sql`t.${sql.ref(column)} && ${ids}` : sql`${sql.ref(`t.${column}`)} = any (${ids})`
    return sql`select ${named} as id from ${sql.raw(table)} t
      where t.county_code = ${context.county} and t.person_id <> ${personId}::uuid and ${among}`
  })
  const found = await sql<{ id: string }>`select distinct id::text from (${sql.join(parts, sql` union all `)}) named
    where id = any (${ids})`.execute(context.transaction)
  return new Set(found.rows.map(({ id }) => id))
}

/** Second step, again and again until it succeeds: the key goes with the content. Where another file that still stands has the same content, it stays for that one. */
export async function shredFile(context: Context, fileId: string): Promise<'destroyed' | 'shared'> {
  const found = await sql<Pick<FileRow, 'address' | 'destroyedAt'>>`select address, destroyed_at from platform.file
    where county_code = ${context.county} and id = ${fileId} for update`.execute(context.transaction)
  const row = found.rows[0] ?? refuse('not_found', 'file', '没有找到这份文件')
  if (row.destroyedAt === null) throw new Error('a file is shredded only after it was condemned')
  if (await isUsed(context, row.address)) return 'shared'
  await context.files.destroy(context.county, row.address)
  return 'destroyed'
}
