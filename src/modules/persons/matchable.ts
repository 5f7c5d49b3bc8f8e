/** Who may be found in another department's list: for the time of the matching only, and never answered to a screen. */
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'

export interface MatchablePerson {
  id: string
  name: string
  sex: 'male' | 'female'
  bornOn: PlainDate
  townshipId: string
  villageId: string | null
  supportedFrom: PlainDate | null
  endedOn: PlainDate | null
  diedOn: PlainDate | null
  /** Empty where none is on file. */
  idNumber: string
}

interface Row extends Omit<MatchablePerson, 'idNumber'> {
  idNumber: Buffer | null
}

/** Opening a number takes microseconds; so many at once keep the server answering. */
const atOnce = 1000

/** All persons of the county who have or had support, the ended as well: a list may speak of months before their end. */
export async function personsToMatch(context: Context): Promise<MatchablePerson[]> {
  const { rows } = await sql<Row>`
    select id, name, sex, born_on, township_id, village_id, supported_from, ended_on, died_on, id_number from persons.person
    where county_code = ${context.county} and status <> 'applying' order by id`.execute(context.transaction)
  const persons: MatchablePerson[] = []
  for (const [at, row] of rows.entries()) {
    persons.push({ ...row, idNumber: numberOf(context, row) })
    if (at % atOnce === atOnce - 1) await setImmediate()
  }
  return persons
}

function numberOf(context: Context, { id, idNumber }: Row): string {
  if (!idNumber) return ''
  const place = { table: 'persons.person', column: 'id_number', county: context.county, row: id }
  return context.secrets.open(place, idNumber)
}
