/** Accounts that came with a list are confirmed together, by somebody else than who brought it. */
import { sql } from 'kysely'
import type { InputOf } from '#kernel/contract.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { persons } from './contract.ts'
import { requireBatch } from './import-batch.ts'

/** F-07, F-08: accounts of others, and one account for several, stay open; each is looked at by itself. */
export async function confirmImported(
  context: Context,
  { importId }: InputOf<(typeof persons)['operations']['confirmImportedPayees']>,
) {
  const batch = await requireBatch(context, importId)
  if (batch.status !== 'published') refuse('refused', 'not_published', '名单还没有导入，不能确认账户。')
  if (batch.accountId === context.actor.accountId)
    refuse('forbidden', 'same_person', '名单由您导入，账户须由另一人确认。')
  const open = sql`
    from persons.import_person i join persons.payee_account a on a.county_code = i.county_code and a.id = i.payee_id
    where i.county_code = ${context.county} and i.import_id = ${importId} and a.confirmed_by is null and a.refused_on is null`
  const { rows } = await sql<{ confirmed: number; left: number }>`
    with open as (select a.id, a.account_index, a.holder_is_person ${open}),
    sound as (
      select o.id from open o where o.holder_is_person and not exists (
        select from persons.payee_account other where other.county_code = ${context.county} and other.account_index = o.account_index
          and other.id <> o.id and other.refused_on is null)),
    confirmed as (
      update persons.payee_account a set confirmed_by = ${context.actor.accountId}, confirmed_at = ${context.now}::timestamptz
      from sound where a.county_code = ${context.county} and a.id = sound.id returning a.id)
    select (select count(*)::int from confirmed) as confirmed, (select count(*)::int from open) - (select count(*)::int from confirmed) as left`.execute(
    context.transaction,
  )
  const found = rows[0] ?? { confirmed: 0, left: 0 }
  context.shows({ importId }, found.confirmed)
  return found
}
