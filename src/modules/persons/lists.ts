/** Use cases over the register as a whole. */
import { sql } from 'kysely'
import { instant, lastDay, momentText } from '#kernel/calendar.ts'
import { part } from '#platform/module.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { persons } from './contract.ts'
import { requirePerson } from './find-person.ts'
import { listPersons } from './list.ts'
import { listedColumns, listedJoins, listedOf, type ListedRow } from './listed.ts'
import { identityStanding } from './identity-standing.ts'
import { ListInput } from './list-operations.ts'
import { ageText, askedBy } from './rules.ts'
import { exportPersons } from './export.ts'

const db = tablesOf<'persons', 'access'>()
const inGroup = 8

export const lists = part(persons, {
  async list(context, input) {
    const found = await listPersons(context, input)
    const { text, ...filter } = input
    // An identity number typed into the search is not kept in clear.
    context.shows(
      { ...filter, ...(text ? { text: askedBy(text).kind === 'name' ? text : '●' } : {}) },
      found.rows.length,
    )
    if (askedBy(text).kind === 'identity') for (const row of found.rows) context.concerns(row.id)
    const last = found.rows.at(-1)
    const byName = !input.sort || input.sort.by === 'name'
    const more = found.rows.length === input.pageSize && byName
    return {
      rows: found.rows.map((row) => listedOf(context, row)),
      total: found.total,
      totalIsExact: found.totalIsExact,
      at: context.now,
      ...(found.byLevel ? { byLevel: found.byLevel } : {}),
      ...(more && last ? { next: { key: last.nameSort, county: last.countyCode, id: last.id } } : {}),
    }
  },

  async search(context, { words, purpose }) {
    const asked = askedBy(words)
    const input = ListInput.parse({
      text: words,
      pageSize: inGroup,
      statuses: ['applying', 'awaiting', 'active', 'suspended', 'ended'],
    })
    const found = await listPersons(context, input)
    const elsewhere = asked.kind === 'identity' && found.rows.length === 0 && (await isElsewhere(context, asked.number))
    if (asked.kind === 'identity') {
      for (const row of found.rows) context.concerns(row.id)
      context.because(purpose || '搜索身份证号')
    }
    context.shows({ words: asked.kind === 'name' ? words : '●' }, found.rows.length)
    return { rows: found.rows.map((row) => listedOf(context, row)), total: found.total, elsewhere }
  },

  async card(context, { personId }) {
    const person = await requirePerson(context, personId)
    const { rows } = await sql<ListedRow>`select ${listedColumns} from persons.person p ${listedJoins}
      where p.county_code = ${context.county} and p.id = ${personId}`.execute(context.transaction)
    const row = rows[0]
    if (!row) throw new Error('person vanished within a transaction')
    const same = await db(context)
      .selectFrom('persons.person')
      .select(['name', 'bornOn'])
      .where('countyCode', '=', context.county)
      .where('nameSort', '=', person.nameSort)
      .where('villageId', '=', person.villageId)
      .where('id', '<>', personId)
      .where('status', 'in', ['active', 'suspended', 'awaiting'])
      .execute()
    const sameNameInVillage = same.map((other) => `${other.name}（${ageText(other.bornOn, context.today)}）`)
    return { ...listedOf(context, row), sameNameInVillage }
  },

  async standing(context, { month, day = lastDay(month), knownAt = context.now }) {
    const { rows } = await sql<{
      townshipId: string
      level: 'able' | null
      mode: 'dispersed' | null
      class: 'urban' | null
      count: number
    }>`
      select s.township_id, s.level, s.mode, s.class, count(*)::int as count
      from persons.standing_on(${context.county}, ${day}::date, ${knownAt}::timestamptz) s
      where s.status = 'active' group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(context.transaction)
    context.shows({ month, day, knownAt: momentText(instant(knownAt)) }, rows.length)
    return { day, knownAt, rows, total: rows.reduce((sum, row) => sum + row.count, 0) }
  },

  export: exportPersons,

  async bringUpToDate(context) {
    const due = await db(context)
      .selectFrom('persons.fact')
      .innerJoin('persons.person', (join) =>
        join
          .onRef('persons.person.countyCode', '=', 'persons.fact.countyCode')
          .onRef('persons.person.id', '=', 'persons.fact.personId'),
      )
      .select('persons.fact.personId')
      .distinct()
      .where('persons.fact.countyCode', '=', context.county)
      .where('persons.fact.fromOn', '<=', context.today)
      // However long ago: a server may have been off over a whole spring festival.
      .whereRef('persons.person.changedAt', '<', sql`(persons.fact.from_on::timestamp at time zone 'Asia/Shanghai')`)
      .execute()
    const ids = due.map(({ personId }) => personId)
    if (ids.length > 0)
      await sql`select persons.bring_up_to_date(${context.county}, ${ids}::uuid[], ${context.today}::date, ${context.now}::timestamptz)`.execute(
        context.transaction,
      )
    return { persons: ids.length }
  },
})

async function isElsewhere(context: Parameters<typeof listPersons>[0], number: string): Promise<boolean> {
  const index = context.secrets.blindIndex('identity', number)
  return (await identityStanding(context, index)).kind === 'elsewhere'
}
