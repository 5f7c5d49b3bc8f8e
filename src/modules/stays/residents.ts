/** Residents with their names: from the person's file where they have one, else from this module. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { db, type StayOn } from './occupied.ts'

const awayTitles: Readonly<Record<string, string>> = { hospital: '住院', leave: '请假', away: '外出' }

export async function residentRows(context: Context, stays: readonly StayOn[], day: PlainDate) {
  const persons = await personsOf(context, ids(stays, 'personId'))
  const residents = await residentsOf(context, ids(stays, 'residentId'))
  const away = await absencesOn(context, ids(stays, 'personId'), day)
  return stays.flatMap((stay) => {
    const found = persons.get(stay.personId ?? '') ?? residents.get(stay.residentId ?? '')
    if (!found) return []
    return [
      {
        stayId: stay.stayId,
        personId: stay.personId,
        name: found.name,
        sex: found.sex,
        bornOn: found.bornOn,
        idMasked: found.idMasked,
        level: found.level,
        category: stay.category,
        from: stay.fromOn,
        to: null,
        away: away.get(stay.personId ?? '') ?? null,
      },
    ]
  })
}

const ids = (stays: readonly StayOn[], member: 'personId' | 'residentId'): string[] =>
  stays.flatMap((stay) => stay[member] ?? [])

async function personsOf(context: Context, wanted: readonly string[]) {
  if (wanted.length === 0) return new Map<string, never>()
  const rows = await db(context)
    .selectFrom('persons.personView')
    .select(['id', 'name', 'sex', 'bornOn', 'idMasked', 'level'])
    .where('countyCode', '=', context.county)
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function residentsOf(context: Context, wanted: readonly string[]) {
  if (wanted.length === 0) return new Map<string, never>()
  const rows = await db(context)
    .selectFrom('stays.resident')
    .select(['id', 'name', 'sex', 'bornOn'])
    .where('countyCode', '=', context.county)
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map((row) => [row.id, { ...row, idMasked: '', level: null }]))
}

async function absencesOn(context: Context, wanted: readonly string[], day: PlainDate): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map()
  const rows = await db(context)
    .selectFrom('persons.absenceView')
    .select(['personId', 'kind'])
    .where('countyCode', '=', context.county)
    .where('personId', 'in', wanted)
    .where('fromOn', '<=', day)
    .where((any) => any.or([any('toOn', 'is', null), any('toOn', '>=', day)]))
    .execute()
  return new Map(rows.map((row) => [row.personId, awayTitles[row.kind] ?? row.kind]))
}
