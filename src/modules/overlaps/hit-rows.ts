/** Matches as they are stored: what is needed to decide them, the row itself sealed. */
import { sql } from 'kysely'
import * as z from 'zod'
import { monthOf, plainMonth, type PlainMonth } from '#kernel/calendar.ts'
import type { MatchablePerson } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import type { StreamedRow } from '#platform/documents/stream-rows.ts'
import { together } from '#platform/perform.ts'
import type { Layout } from './columns.ts'
import type { Match } from './match.ts'
import { type Benefit, benefitOf, type Written, writtenIn } from './read-row.ts'
import { type Span, touches } from './rules.ts'
import type { StoredList } from './stored.ts'
import { isBenefit, isDeath } from './words.ts'

export interface Found {
  row: StreamedRow
  match: Match
  person: MatchablePerson
  benefit: Benefit
}

/** Support by months; one who was never supported overlaps with nothing. */
export const supportOf = ({
  supportedFrom,
  endedOn,
}: Pick<MatchablePerson, 'supportedFrom' | 'endedOn'>): Span | undefined =>
  supportedFrom ? { from: monthOf(supportedFrom), to: endedOn ? monthOf(endedOn) : null } : undefined

export const heldIn = (benefit: Pick<Benefit, 'fromMonth' | 'toMonth'>, month: PlainMonth): Span => ({
  from: benefit.fromMonth && benefit.fromMonth < month ? benefit.fromMonth : month,
  to: benefit.toMonth,
})

/** Whether anything can follow: a benefit beside support, a death of one who is still supported. */
export function concernsUs({ person, benefit }: Found, list: Pick<StoredList, 'kind' | 'month'>): boolean {
  if (isDeath(list.kind)) return person.diedOn === null && person.endedOn === null
  if (!isBenefit(list.kind)) return person.endedOn === null
  const support = supportOf(person)
  return support !== undefined && touches(heldIn(benefit, plainMonth(list.month)), support)
}

export const foundIn = (
  row: StreamedRow,
  match: Match,
  around: { person: MatchablePerson; reading: Pick<Layout, 'at'> },
): Found => ({ row, match, person: around.person, benefit: benefitOf(row, around.reading) })

const hitPlace = (county: string, id: string) => ({ table: 'overlaps.hit', column: 'sealed', county, row: id })

const WrittenShape = z.object({
  name: z.string(),
  idNumber: z.string(),
  bornOn: z.string(),
  sex: z.string(),
  township: z.string(),
  village: z.string(),
  address: z.string(),
  unread: z.array(z.string()).default([]),
})

export const openHit = (context: Context, hit: { id: string; sealed: Buffer }): Written =>
  WrittenShape.parse(JSON.parse(context.secrets.open(hitPlace(context.county, hit.id), hit.sealed)))

const nobody: Written = {
  name: '已销毁',
  idNumber: '',
  bornOn: '',
  sex: '',
  township: '',
  village: '',
  address: '',
  unread: [],
}

/** Nothing of the other department's row is left; it opens as empty. */
export const blankHit = (context: Context, id: string) => ({
  theirName: nobody.name,
  theirIdMasked: '',
  sealed: context.secrets.seal(hitPlace(context.county, id), JSON.stringify(nobody)),
})

/** 3715**********0000, and of what is no number only its ends. */
export const masked = (number: string): string =>
  number.length < 8
    ? '*'.repeat(number.length)
    : `${number.slice(0, 4)}${'*'.repeat(number.length - 8)}${number.slice(-4)}`

const portion = 1000

export interface Storing {
  list: StoredList
  reading: Pick<Layout, 'at'>
  /** Compatible and the same to the character: nothing follows, so nobody is asked. */
  settled: boolean
}

/** How many were new: a row that an earlier list has brought already is left alone. */
export async function storeHits(context: Context, storing: Storing, found: readonly Found[]): Promise<void> {
  let before: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < found.length; from += portion) {
    const statement = insertion(context, storing, found.slice(from, from + portion))
    await before
    before = together(context, [statement])
    before.catch(() => {})
    // What was sent leaves only when this turn is over.
    await new Promise((resolve) => setImmediate(resolve))
  }
  await before
}

function insertion(context: Context, { list, reading, settled }: Storing, found: readonly Found[]) {
  const month = plainMonth(list.month)
  const rows = found.map((each) => hitRow(context, list, { ...each, written: writtenIn(each.row, reading, month) }))
  const of = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key])
  const settledOnes = rows.map(({ certain }) => settled && certain)
  return sql`/* kept */
    insert into overlap.hit (county_code, id, list_id, kind, month, row_no, person_id, township_id, grade, score, certain, agreement,
      their_name, their_id_masked, sealed, row_key, pair_key, from_month, to_month, amount_fen, happened_on, settled, verdict, decisions, decided_at)
    select ${context.county}, h.id, ${list.id}::uuid, ${list.kind}, ${list.month}, h.row_no, h.person_id, h.township_id, h.grade, h.score,
      h.certain, h.agreement, h.their_name, h.their_id_masked, h.sealed, h.row_key, h.pair_key, h.from_month, h.to_month, h.amount_fen,
      h.happened_on, h.settled, case when h.settled then 'same' else 'open' end, h.settled::int, case when h.settled then ${context.now}::timestamptz end
    from unnest(${of('id')}::uuid[], ${of('rowNo')}::int[], ${of('personId')}::uuid[], ${of('townshipId')}::uuid[], ${of('grade')}::text[],
      ${of('score')}::int[], ${of('certain')}::boolean[], ${of('agreement')}::jsonb[], ${of('theirName')}::text[],
      ${of('theirIdMasked')}::text[], ${of('sealed')}::bytea[], ${of('rowKey')}::bytea[], ${of('pairKey')}::bytea[],
      ${of('fromMonth')}::text[], ${of('toMonth')}::text[], ${of('amountFen')}::bigint[], ${of('happenedOn')}::date[],
      ${settledOnes}::boolean[])
      as h (id, row_no, person_id, township_id, grade, score, certain, agreement, their_name, their_id_masked, sealed, row_key, pair_key,
        from_month, to_month, amount_fen, happened_on, settled)
    on conflict (county_code, row_key) do nothing`
}

type Written1 = Found & { written: Written }

function hitRow(context: Context, list: StoredList, { row, match, person, benefit, written }: Written1) {
  const id = context.newId()
  const held = heldIn(benefit, plainMonth(list.month))
  const pair = [list.kind, person.id, written.name, written.idNumber, written.bornOn]
  const whole = [...pair, list.month, written.township, written.village, held.from, held.to ?? '']
  const key = (parts: readonly string[]) => context.secrets.blindIndex('identity', `overlaps|${parts.join('|')}`)
  return {
    id,
    rowNo: row.rowNo,
    personId: person.id,
    townshipId: person.townshipId,
    grade: match.grade,
    score: match.score,
    certain: match.certain,
    agreement: JSON.stringify(match.agreement),
    theirName: written.name.slice(0, 60),
    theirIdMasked: masked(written.idNumber),
    sealed: context.secrets.seal(hitPlace(context.county, id), JSON.stringify(written)),
    rowKey: key(whole),
    pairKey: key(pair),
    fromMonth: held.from,
    toMonth: held.to,
    amountFen: benefit.amountFen,
    happenedOn: benefit.happenedOn,
  }
}
