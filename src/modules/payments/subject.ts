/** A claim as a matter that may pass between sections and units (交接). */
import { monthText, plainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Subject } from '#platform/module.ts'
import { purposeText } from './words.ts'

const db = tablesOf<'payments', 'persons'>()

export async function claimSubject(context: Context, claimId: string): Promise<Subject | undefined> {
  const row = await db(context)
    .selectFrom('payments.claim as claim')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'claim.countyCode').onRef('person.id', '=', 'claim.personId'),
    )
    .select(['claim.month', 'claim.purpose', 'claim.status', 'claim.townshipId', 'claim.personId', 'person.name'])
    .where('claim.countyCode', '=', context.county)
    .where('claim.id', '=', claimId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    title: `${row.name} ${monthText(plainMonth(row.month))}${purposeText[row.purpose]}`,
    to: '/payments/claims?status=open',
    opens: 'payments.claims',
    townshipId: row.townshipId,
    personId: row.personId,
    open: row.status === 'open',
  }
}
