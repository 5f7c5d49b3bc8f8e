/** Persons of a round as lists and paper show them, and the editions of their results. */
import { type RawBuilder, sql } from 'kysely'
import { ageOn, type Instant, type PlainDate } from '#kernel/calendar.ts'
import { endReasonText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { pageOf } from './rules.ts'
import type { EntryRow, ResultShown } from './shapes.ts'
import { db } from './stored.ts'
import type { Answer, How } from './words.ts'

interface Wanted {
  /** e: entry, p: person, r: the result that counts. */
  where: RawBuilder<unknown>
  page: number
  pageSize: number
}

interface Row extends Omit<EntryRow, 'age' | 'page' | 'result' | 'leftReason'> {
  bornOn: PlainDate
  endReason: string
  resultId: string | null
  edition: number
  answer: Answer
  how: How
  seenSelf: boolean
  seenOn: PlainDate
  officer: string
  words: string
  reason: string
  byName: string
  at: Instant
  total: number
}

const limit = 1000

export async function entryRows(context: Context, { where, page, pageSize }: Wanted) {
  const { rows } = await sql<Row>`
    select e.person_id, e.sheet_id, p.name as person, p.sex, p.born_on, right(p.id_masked, 4) as id_last4, e.township_id, t.name as township,
      coalesce(v.name, '') as village, p.residence, p.mode, e.no, e.joined, e.state, e.left_on, e.left_reason as end_reason,
      (select count(*) from verifications.result n where n.county_code = e.county_code and n.round_id = e.round_id
        and n.person_id = e.person_id and n.answer = 'not_seen')::int as tries,
      e.legacy_category, e.legacy_on, e.path, e.result_id, r.edition, r.answer, r.how, r.seen_self, r.seen_on, r.officer,
      r.words, r.reason, r.by_name, r.at, least(count(*) over (), ${limit + 1})::int as total
    from verifications.entry e
    join verifications.sheet s on s.county_code = e.county_code and s.id = e.sheet_id
    join persons.person_view p on p.county_code = e.county_code and p.id = e.person_id
    join access.area_view t on t.id = e.township_id
    left join access.area_view v on v.id = e.village_id
    left join verifications.result r on r.county_code = e.county_code and r.id = e.result_id
    where e.county_code = ${context.county} and ${where}
    order by t.sort_order, t.name, v.sort_order nulls last, v.name, s.no, e.no
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(context.transaction)
  return { rows: rows.map((row) => shown(context, row)), total: rows[0]?.total ?? 0 }
}

function shown(context: Context, row: Row): EntryRow {
  const {
    bornOn,
    endReason,
    resultId,
    edition,
    answer,
    how,
    seenSelf,
    seenOn,
    officer,
    words,
    reason,
    byName,
    at,
    total: _,
    ...rest
  } = row
  return {
    ...rest,
    age: ageOn(bornOn, context.today),
    page: pageOf(row.no),
    leftReason: row.state === 'left' ? (endReasonText[endReason] ?? '不再供养') : '',
    result: resultId
      ? { id: resultId, edition, answer, how, seenSelf, seenOn, officer, words, reason, path: row.path, byName, at }
      : null,
  }
}

/** All editions of a person's results, the latest first, by round. */
export async function resultsOf(context: Context, personId: string): Promise<Map<string, ResultShown[]>> {
  const rows = await db(context)
    .selectFrom('verifications.result')
    .select(['roundId', 'id', 'edition', 'answer', 'how', 'seenSelf', 'seenOn', 'officer', 'words', 'reason', 'path'])
    .select(['byName', 'at'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('edition', 'desc')
    .execute()
  return Map.groupBy(rows, ({ roundId }) => roundId)
}
