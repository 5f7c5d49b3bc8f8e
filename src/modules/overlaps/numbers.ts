/** 新申请核对: whether the number of somebody not on file stands in the latest list of a benefit that excludes support. */
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { plainMonth, type PlainMonth } from '#kernel/calendar.ts'
import { lengthened, tidyIdentityNumber } from '#kernel/identity-number.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Identity } from './identity.ts'
import { relationOf } from './relation.ts'
import type { StoredList } from './stored.ts'
import { kindText } from './words.ts'

const db = tablesOf<'overlap'>()
const width = 8

/** A benefit drawn lawfully beside support stands in nobody's way, so its numbers are not kept. */
export const keepsNumbers = (policy: PolicyInForce, kind: string): boolean =>
  kind === 'death' || ['exclusive', 'to_be_decided'].includes(relationOf(policy, kind))

/** Undefined where what is written is no whole number: nobody could be found by it. */
function wholeNumber({ state, text }: Identity): string | undefined {
  if (state === 'valid') return text
  return state === 'old' ? lengthened(text) : undefined
}

/** Keyed, for a number can be guessed; one hash each, for a list may have a million rows. */
function digesting({ secrets }: Pick<Context, 'secrets'>): (number: string) => Buffer {
  const key = secrets.blindIndex('identity', 'overlap.number_set')
  return (number) => hash('sm3', Buffer.concat([key, Buffer.from(number, 'latin1')]), 'buffer').subarray(0, width)
}

export async function keepNumbers(
  context: Context,
  list: Pick<StoredList, 'id' | 'kind'>,
  { readTo, identities }: { readTo: number; identities: readonly Identity[] },
): Promise<void> {
  const numbers = new Set(identities.flatMap((identity) => wholeNumber(identity) ?? []))
  if (numbers.size === 0) return
  const digests = Buffer.concat(Array.from(numbers, digesting(context)))
  await db(context)
    .insertInto('overlap.numberSet')
    .values({ countyCode: context.county, listId: list.id, readTo, kind: list.kind, digests })
    .onConflict((conflict) => conflict.columns(['countyCode', 'listId', 'readTo']).doUpdateSet({ digests }))
    .execute()
}

export async function dropNumbers(context: Context, listId: string): Promise<void> {
  await db(context)
    .deleteFrom('overlap.numberSet')
    .where('countyCode', '=', context.county)
    .where('listId', '=', listId)
    .execute()
}

/** Once a list of a month is published, those of earlier months of its kind and source are of no more use. */
export async function dropEarlierNumbers(context: Context, list: StoredList): Promise<void> {
  await sql`delete from overlap.number_set n using overlap.list l
    where n.county_code = ${context.county} and n.kind = ${list.kind} and l.county_code = n.county_code and l.id = n.list_id
      and l.source = ${list.source} and (l.month < ${list.month} or l.status <> 'matched' and l.id <> ${list.id}::uuid)`.execute(
    context.transaction,
  )
}

export interface Listed {
  kind: string
  title: string
  source: string
  month: PlainMonth
}

/** In which of the latest published lists a number stands. */
export async function listedOf(context: Context, typed: string): Promise<Listed[]> {
  const digest = digesting(context)(tidyIdentityNumber(typed))
  const { rows } = await sql<{ kind: string; source: string; month: string }>`
    select distinct l.kind, l.source, l.month from overlap.number_set n
    join overlap.list l on l.county_code = n.county_code and l.id = n.list_id and l.status = 'matched'
    where n.county_code = ${context.county} and position(${digest}::bytea in n.digests) > 0
    order by l.kind, l.month desc`.execute(context.transaction)
  return rows.map(({ kind, source, month }) => ({ kind, title: kindText(kind), source, month: plainMonth(month) }))
}
