/** What evaluating and accepting leave for each role to do today. */
import { addMonths, monthOf, monthText, type PlainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { WorkItem } from '#platform/module.ts'
import { policyOfMonth, type RosterGroup, rosterGroups, type Terms, termsOf } from './stored.ts'

const db = tablesOf<'evaluations', 'access'>()

/** The present month and the two before it: older gaps stand in the late list. */
export async function workOf(context: Context): Promise<WorkItem[]> {
  const current = monthOf(context.today)
  const months = [addMonths(current, -2), addMonths(current, -1), current]
  const items: WorkItem[] = []
  for (const month of months) items.push(...(await workOfMonth(context, month)))
  return [...items, ...(await vetoWork(context))]
}

async function workOfMonth(context: Context, month: PlainMonth): Promise<WorkItem[]> {
  const makes = ['draw', 'send', 'proposeAcceptance', 'decideAcceptance'].some((each) =>
    may(context.actor, `evaluations.${each}`),
  )
  if (!makes) return []
  const groups = await rosterGroups(context, month)
  if (groups.length === 0) return []
  const terms = await termsOf(context, month)
  const { actor } = context
  const kept = await statesOf(context, month)
  const evaluating = groups.flatMap((group) => evaluationWork(context, { month, group, terms, kept }))
  const accepting = may(actor, 'evaluations.acceptance') ? await acceptanceWork(context, { month, groups, terms }) : []
  const items = [...evaluating, ...accepting]
  if (items.length === 0) return []
  const policy = await policyOfMonth(context, month)
  const citations = policy.find('duty.township-monthly-evaluation')?.citations ?? []
  return items.map((item) => ({ ...item, citations }))
}

type Item = Omit<WorkItem, 'citations'>

interface Kept {
  id: string
  organisationId: string
  townshipId: string
  status: string
  open: number
}

interface Place {
  month: PlainMonth
  group: RosterGroup
  terms: Terms
  kept: readonly Kept[]
}

function evaluationWork({ actor }: Context, { month, group, terms, kept }: Place): Item[] {
  const found = kept.find(
    (each) => each.organisationId === group.organisationId && each.townshipId === group.townshipId,
  )
  const base = {
    object: `${group.township} ${group.organisation}`,
    to: found ? `/evaluations/${found.id}` : `/evaluations?month=${month}`,
    dueOn: terms.scoresDueOn,
    weight: 'paper' as const,
    township: group.townshipId,
    count: 1,
  }
  if (!found && may(actor, 'evaluations.draw'))
    return [{ ...base, title: `抽样${monthText(month)}考评`, kind: 'evaluations.draw' }]
  if (!found || found.status === 'sent') return []
  if (found.open > 0 && may(actor, 'evaluations.saveSheet'))
    return [{ ...base, title: `填写${monthText(month)}考评`, kind: 'evaluations.fill', count: found.open }]
  if (found.open === 0 && may(actor, 'evaluations.send'))
    return [{ ...base, title: `送交${monthText(month)}考评`, kind: 'evaluations.send' }]
  return []
}

interface Accepted {
  month: PlainMonth
  groups: readonly RosterGroup[]
  terms: Terms
}

async function acceptanceWork(context: Context, { month, groups, terms }: Accepted): Promise<Item[]> {
  const { actor } = context
  const proposals = await db(context)
    .selectFrom('evaluations.acceptanceProposal as proposal')
    .leftJoin('evaluations.acceptance as acceptance', (join) =>
      join
        .onRef('acceptance.countyCode', '=', 'proposal.countyCode')
        .onRef('acceptance.proposalId', '=', 'proposal.id'),
    )
    .select(['proposal.organisationId', 'acceptance.decision'])
    .where('proposal.countyCode', '=', context.county)
    .where('proposal.month', '=', month)
    .execute()
  const providers = new Map(groups.map(({ organisationId, organisation }) => [organisationId, organisation]))
  return [...providers].flatMap(([organisationId, organisation]) => {
    const own = proposals.filter((each) => each.organisationId === organisationId)
    if (own.some(({ decision }) => decision === 'accepted')) return []
    const waiting = own.some(({ decision }) => decision === null)
    const base = {
      object: organisation,
      to: `/findings?month=${month}&organisation=${organisationId}`,
      dueOn: terms.acceptanceDueOn,
      weight: 'money' as const,
      count: 1,
    }
    if (waiting && may(actor, 'evaluations.decideAcceptance'))
      return [{ ...base, title: `决定${monthText(month)}验收`, kind: 'evaluations.decideAcceptance' }]
    if (!waiting && may(actor, 'evaluations.proposeAcceptance'))
      return [{ ...base, title: `提出${monthText(month)}验收意见`, kind: 'evaluations.proposeAcceptance' }]
    return []
  })
}

async function statesOf(context: Context, month: PlainMonth): Promise<Kept[]> {
  const rows = await db(context)
    .selectFrom('evaluations.evaluation as evaluation')
    .select((eb) => [
      'evaluation.id',
      'evaluation.organisationId',
      'evaluation.townshipId',
      'evaluation.status',
      eb
        .selectFrom('evaluations.sheet as sheet')
        .whereRef('sheet.countyCode', '=', 'evaluation.countyCode')
        .whereRef('sheet.evaluationId', '=', 'evaluation.id')
        .where('sheet.drawId', 'is not', null)
        .where('sheet.filledAt', 'is', null)
        .select((inner) => inner.fn.countAll<number>().as('open'))
        .as('open'),
    ])
    .where('evaluation.countyCode', '=', context.county)
    .where('evaluation.month', '=', month)
    .execute()
  return rows.map((row) => ({ ...row, open: Number(row.open ?? 0) }))
}

async function vetoWork(context: Context): Promise<WorkItem[]> {
  const { actor, today } = context
  if (!may(actor, 'evaluations.stateVeto') && !may(actor, 'evaluations.decideVeto')) return []
  const rows = await db(context)
    .selectFrom('evaluations.vetoCase')
    .select(['id', 'facts', 'status', 'hearingDueOn'])
    .where('countyCode', '=', context.county)
    .where('decidedAt', 'is', null)
    .limit(100)
    .execute()
  return rows.flatMap((row): WorkItem[] => {
    const base = { object: row.facts.slice(0, 30), to: '/vetoes', weight: 'money' as const, citations: [], count: 1 }
    const runs = row.status === 'opened' && today <= row.hearingDueOn
    if (runs && may(actor, 'evaluations.stateVeto'))
      return [{ ...base, title: '对一票否决陈述意见', dueOn: row.hearingDueOn, kind: 'evaluations.stateVeto' }]
    if (!runs && may(actor, 'evaluations.decideVeto'))
      return [{ ...base, title: '决定一票否决', dueOn: null, kind: 'evaluations.decideVeto' }]
    return []
  })
}
