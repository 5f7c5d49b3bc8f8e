/** A claim as a matter that passes between sections and units (交接), and proposals of claims that are open when a file is to be closed. */
import { monthText, plainMonth } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Subject } from '#platform/module.ts'
import { proposalText, purposeText } from './words.ts'

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

/** One of our own that was established has become claims, of which the file is asked itself; another department's waits for its money. */
export async function openProposalsOf(context: Context, personId: string): Promise<Reason[]> {
  const rows = await db(context)
    .selectFrom('payments.claimProposal')
    .select(['schemeTitle', 'status', 'months'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where((eb) =>
      eb.or([
        eb('status', 'in', ['proposed', 'heard']),
        eb.and([eb('status', '=', 'established'), eb('scheme', '<>', 'support')]),
      ]),
    )
    .orderBy('proposedAt')
    .execute()
  return rows.map(({ schemeTitle, status, months }) => ({
    code: 'claim_proposal',
    message: `追缴建议（${schemeTitle}，${months.map((month) => monthText(plainMonth(month))).join('、')}）${status === 'established' ? '已成立，还没有登记收回或不予追回' : proposalText[status]}。请先办结`,
    next: { title: '打开追缴建议', to: `/payments/proposals?status=${status}` },
  }))
}
