/** Opens a cell to the persons or the home behind it, and compares a table with the month before. */
import { addMonths, ageOn } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { reports } from './contract.ts'
import { db } from './counting.ts'
import { differencesOf } from './differences.ts'
import { nameField } from './layout.ts'
import { explain, makeFor, type Made } from './making.ts'

export const opening = part(reports, {
  async persons(context, input) {
    const made = await makeFor(context, input)
    const { row: rowKey, column: field, page, pageSize } = input
    const column = made.answer.columns.find((each) => each.field === field)
    const row = made.answer.rows.find(({ key }) => key === rowKey)
    if (!column || (!row && rowKey !== 'total'))
      return refuse('not_found', 'cell', '这张表没有这个单元格；请在表上点开要看的数')
    const ids = made.counted
      .filter(({ key }) => rowKey === 'total' || key === rowKey)
      .flatMap(({ members }) => members[field] ?? [])
    const rows = await namesOf(context, made, ids.slice((page - 1) * pageSize, page * pageSize))
    for (const { personId } of rows) if (personId) context.concerns(personId)
    context.shows(input, ids.length)
    return {
      title: `${made.answer.title}·${String(row?.values[nameField(made.layout)] ?? made.answer.totals?.title ?? '')}·${column.title}`,
      value: row ? (row.values[field] ?? null) : (made.answer.totals?.values[field] ?? null),
      explanation: explain(made, rowKey, field),
      citations: made.answer.citations,
      homeId: row && made.layout.rows.one_per === 'home' ? row.key : null,
      rows,
      total: ids.length,
      at: context.now,
    }
  },

  async compare(context, asked) {
    const month = addMonths(asked.month, -1)
    const [before, after] = [await makeFor(context, { ...asked, month }), await makeFor(context, asked)]
    const columns = after.answer.columns.filter(({ restricted }) => !restricted)
    return { month, differences: differencesOf(stateOf(before), stateOf(after), columns, nameField(after.layout)) }
  },
})

const stateOf = (made: Made) => ({
  rows: made.answer.rows,
  members: new Map(made.counted.map(({ key, members }) => [key, members])),
})

interface Shown {
  personId: string | null
  name: string
  sex: string
  age: number
  level: string
  place: string
}

const sexes = { male: '男', female: '女' } as const

/** In the order asked; residents without a person's file are named by the home's own list. */
async function namesOf(context: Context, made: Made, ids: readonly string[]) {
  if (ids.length === 0) return []
  const { county, day } = made.answer
  const persons = await db(context)
    .selectFrom('persons.personView as person')
    .leftJoin('access.areaView as township', 'township.id', 'person.townshipId')
    .leftJoin('access.areaView as village', 'village.id', 'person.villageId')
    .select(['person.id', 'person.name', 'person.sex', 'person.bornOn', 'person.level'])
    .select(['township.name as township', 'village.name as village'])
    .where('person.countyCode', '=', county)
    .where('person.id', 'in', ids)
    .execute()
  const residents = await db(context)
    .selectFrom('stays.residentView')
    .select(['id', 'name', 'sex', 'bornOn'])
    .where('countyCode', '=', county)
    .where('id', 'in', ids)
    .execute()
  const found = new Map<string, Shown>([
    ...persons.map(
      (person) =>
        [
          person.id,
          {
            personId: person.id,
            name: person.name,
            sex: sexes[person.sex],
            age: ageOn(person.bornOn, day),
            level: person.level ?? '',
            place: `${person.township ?? ''}${person.village ?? ''}`,
          },
        ] as const,
    ),
    ...residents.map(
      ({ id, name, sex, bornOn }) =>
        [id, { personId: null, name, sex: sexes[sex], age: ageOn(bornOn, day), level: '', place: '' }] as const,
    ),
  ])
  return ids.flatMap((id) => found.get(id) ?? [])
}
