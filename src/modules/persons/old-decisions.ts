/** 旧决定补录: somebody recognised on paper before this system, proposed by one of the county and agreed to by another. */
import { addDays, dateText, firstDay, monthOf, monthText, type PlainDate, startOf } from '#kernel/calendar.ts'
import { maskedIdentityNumber, tidyIdentityNumber } from '#kernel/identity-number.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { persons } from './contract.ts'
import { checkFiling, filePerson } from './creating.ts'
import { NewPerson } from './file-operations.ts'

const db = tablesOf<'persons', 'access'>()
const returnedShownDays = 30

const placeOf = (context: Context, id: string) => ({
  table: 'persons.filing_proposal',
  column: 'given',
  county: context.county,
  row: id,
})

export const oldDecisions = part(persons, {
  async proposeFiling(context, given) {
    const { identity, warnings } = await checkFiling(context, given, 'decided_outside')
    const number = tidyIdentityNumber(identity.number)
    const id = context.newId()
    await db(context)
      .insertInto('persons.filingProposal')
      .values({
        countyCode: context.county,
        id,
        townshipId: given.townshipId,
        given: context.secrets.seal(placeOf(context, id), JSON.stringify(given)),
        idIndex: number === '' ? null : context.secrets.blindIndex('identity', number),
        name: given.name,
        proposedBy: context.actor.accountId,
        proposerName: context.actor.name,
        proposedAt: context.now,
      })
      .execute()
    return { id, warnings: [...warnings, ...(await toldOf(context, given))] }
  },

  async filingsToConfirm(context) {
    const waiting = await waitingFilings(context)
    const returned = await db(context)
      .selectFrom('persons.filingProposal')
      .select(['id', 'name', 'decidedReason as reason', 'deciderName as by', 'decidedAt'])
      .where('countyCode', '=', context.county)
      .where('agreed', '=', false)
      .where('proposedBy', '=', context.actor.accountId)
      .where('decidedAt', '>=', startOf(addDays(context.today, -returnedShownDays)))
      .orderBy('decidedAt', 'desc')
      .limit(50)
      .execute()
    context.shows({ state: 'proposed' }, waiting.length)
    return {
      waiting,
      returned: returned.flatMap(({ decidedAt, ...row }) => (decidedAt ? [{ ...row, at: decidedAt }] : [])),
    }
  },

  async confirmFiling(context, { id, agree, reason }) {
    const proposal = await db(context)
      .selectFrom('persons.filingProposal')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .where('decidedBy', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!proposal?.given) return refuse('not_found', 'proposal', '没有找到待确认的补录，可能已由他人办理。请刷新。')
    if (proposal.proposedBy === context.actor.accountId)
      return refuse('forbidden', 'same_person', '这次补录由您提出，须由另一人确认。')
    if (!agree && reason.length < 4) refuse('invalid', 'reason', '退回请写明理由，至少4个字。')
    const given = NewPerson.parse(JSON.parse(context.secrets.open(placeOf(context, id), proposal.given)))
    const filed = agree ? await filePerson(context, given, 'decided_outside') : undefined
    await db(context)
      .updateTable('persons.filingProposal')
      .set({ decidedBy: context.actor.accountId, deciderName: context.actor.name, decidedAt: context.now })
      .set({ agreed: agree, decidedReason: reason, personId: filed?.personId ?? null, given: null, idIndex: null })
      .$if(agree, (query) => query.set({ name: '' }))
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .execute()
    return filed ?? { personId: null, fileNo: '', warnings: [] }
  },
})

async function waitingFilings(context: Context) {
  const rows = await db(context)
    .selectFrom('persons.filingProposal as proposal')
    .leftJoin('access.areaView as township', 'township.id', 'proposal.townshipId')
    .select(['proposal.id', 'proposal.given', 'proposal.proposedBy', 'proposal.proposerName', 'proposal.proposedAt'])
    .select('township.name as township')
    .where('proposal.countyCode', '=', context.county)
    .where('proposal.decidedBy', 'is', null)
    .orderBy('proposal.proposedAt')
    .limit(200)
    .execute()
  const began = await firstOwnDecision(context)
  return rows.flatMap((row) => {
    if (!row.given) return []
    const given = NewPerson.parse(JSON.parse(context.secrets.open(placeOf(context, row.id), row.given)))
    const { name, mode, level, supportedFrom, decisionNo, decidedOn, paperReference } = given
    return [
      {
        id: row.id,
        name,
        mode,
        level,
        supportedFrom,
        decisionNo,
        decidedOn,
        paperReference,
        idMasked: given.idNumber === '' ? '' : maskedIdentityNumber(given.idNumber),
        bornOn: given.bornOn ?? null,
        township: row.township ?? '',
        warnings: warningsOf(context, given, began),
        proposer: row.proposerName,
        proposedAt: row.proposedAt,
        mine: row.proposedBy === context.actor.accountId,
      },
    ]
  })
}

const toldOf = async (context: Context, given: NewPerson) => warningsOf(context, given, await firstOwnDecision(context))

/** Since when the county decides in this system; a decision after that day should have gone through it. */
async function firstOwnDecision(context: Context): Promise<PlainDate | null> {
  const found = await db(context)
    .selectFrom('persons.person')
    .select((eb) => eb.fn.min('decidedOn').as('day'))
    .where('countyCode', '=', context.county)
    .where('origin', '=', 'recognition')
    .executeTakeFirst()
  return found?.day ?? null
}

function warningsOf(context: Context, given: NewPerson, began: PlainDate | null): string[] {
  const found: string[] = []
  const thisMonth = monthOf(context.today)
  if (given.supportedFrom < firstDay(thisMonth))
    found.push(`供养起始日在本月之前，自${monthText(monthOf(given.supportedFrom))}起的各月请核对是否已在原渠道发放`)
  if (began !== null && given.decidedOn !== null && given.decidedOn >= began)
    found.push(`本县自${dateText(began)}起已在本系统认定，这份决定在此之后。请核对为什么没有经过“认定办理”`)
  return found
}
