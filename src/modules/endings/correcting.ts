/** 纠正决定: a decision found wrong is put right by the county, from the day on which it showed; nothing of it is wiped out. */
import { sql } from 'kysely'
import { dateText } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Citation } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { correctDecision } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part, type WorkItem } from '#platform/module.ts'
import { done } from './changing.ts'
import { type ChangeDetails, correctedByText, endings, Wanted } from './contract.ts'
import { requireDecider } from './deciding.ts'
import { requireCorrectingPaper } from './papers-asked.ts'
import { correctable } from './rules.ts'
import { type Change, db, inCounty, lockChange, takeStep } from './stored.ts'
import { CorrectedBy } from './words.ts'

export const correcting = part(endings, {
  async proposeCorrection(context, { changeId, by, on, paper, words, proof, fileId }) {
    const row = await lockChange(context, changeId)
    if (row.decidedOn && on < row.decidedOn)
      refuse('invalid', 'on', `文书日期${dateText(on)}早于原决定的${dateText(row.decidedOn)}，先后颠倒。请核对日期`)
    requireCorrectingPaper({ by, paper, proof, fileId })
    const details = { 由来: correctedByText[by], 文号: paper }
    const deed = { as: 'correction_proposed' as const, on, words, details, proof, fileId }
    return done(await takeStep(context, row, { act: { kind: 'propose_correction' }, deed }))
  },

  async correct(context, { changeId, agree, number, words }) {
    const row = await lockChange(context, changeId)
    await requireDecider(context, row)
    const as = agree ? ('corrected' as const) : ('correction_refused' as const)
    const deed = { as, on: context.today, words, details: { 文号: number } }
    const moved = await takeStep(context, row, { act: { kind: 'correct', agree }, deed })
    context.because(words)
    if (!agree) return { ...done(moved), from: null, waivedClaims: 0 }
    const open = await openClaims(context, row.personId)
    await giveBack(context, row, `${number} 纠正${row.decisionNo}：${words}`)
    return { ...done(moved), from: row.fromOn, waivedClaims: open - (await openClaims(context, row.personId)) }
  },
})

/** persons owns how somebody stands; rosters, lists, claims and visits follow it in the same transaction. */
async function giveBack(context: Context, row: Change, basis: string): Promise<void> {
  const { personId, kind, fromOn: from, id: sourceId } = row
  if (!from) return refuse('refused', 'no_day', '原决定没有登记起效日期，不能纠正。请在一人一档核对供养经过')
  const base = { personId, from, basis, sourceId }
  if (kind === 'end') return correctDecision(context, { ...base, kind: 'status', value: 'ended' })
  if (kind === 'suspend') return correctDecision(context, { ...base, kind: 'status', value: 'suspended' })
  const { level } = Wanted.parse(row.wanted)
  if (!level) return refuse('refused', 'no_level', '原决定没有登记等级，不能纠正。请核对原件')
  return correctDecision(context, { ...base, kind: 'level', value: level })
}

async function openClaims(context: Context, personId: string): Promise<number> {
  return inCounty(context, async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from payments.claim_view
      where county_code = ${context.county} and person_id = ${personId} and status = 'open'`.execute(
      context.transaction,
    )
    return rows[0]?.count ?? 0
  })
}

export async function correctionOf(
  context: Context,
  row: Change,
  acts: readonly { kind: string; byAccount: string; details: unknown }[],
): Promise<ChangeDetails['correction']> {
  const proposed = acts.findLast(({ kind }) => kind === 'correction_proposed')
  return {
    possible: (row.step === 'deliver' || row.step === 'done') && correctable.includes(row.kind) && row.fromOn !== null,
    mine: proposed?.byAccount === context.actor.accountId,
    left: row.step === 'redeliver' || row.step === 'corrected' ? await leftToDo(context, row) : [],
    citations: await lawOfCorrecting(context, proposed?.details),
  }
}

/** What says that a decision can be contested in this way; the county's own correction is cited by its paper alone. */
async function lawOfCorrecting(context: Context, details: unknown): Promise<Citation[]> {
  const named = typeof details === 'object' && details !== null && '由来' in details ? details.由来 : undefined
  const by = CorrectedBy.options.find((each) => correctedByText[each] === named)
  if (by === undefined || by === 'own') return []
  const policy = await context.policyOn(context.today)
  return policy.find(by === 'lawsuit' ? 'appeal.litigation_term' : 'appeal.reconsideration_term')?.citations ?? []
}

/** Agreement and bed ended with support; nobody is put back under an old paper, so both are to be made anew. */
async function leftToDo(
  context: Context,
  { id, personId, kind, fromOn }: Change,
): Promise<ChangeDetails['correction']['left']> {
  if (kind === 'reduce') return []
  const { rows } = await inCounty(context, () =>
    sql<{ mode: 'dispersed' | 'centralised'; name: string; agreement: boolean; bed: boolean; scheme: boolean }>`
      select p.mode, p.name,
        exists (select from endings.linkage l where l.county_code = p.county_code and l.change_id = ${id}
          and l.result in ('dibao', 'other_scheme')) as scheme,
        exists (select from agreements.agreement_view a where a.county_code = p.county_code and a.person_id = p.id
          and (a.status in ('draft', 'review', 'signing') or a.effective_from is not null
            and a.effective_to >= greatest(${context.today}::date, ${fromOn}::date))) as agreement,
        exists (select from stays.stay_view s where s.county_code = p.county_code and s.person_id = p.id and s.to_on is null) as bed
      from persons.person_view p
      where p.county_code = ${context.county} and p.id = ${personId} and p.status = 'active'`.execute(
      context.transaction,
    ),
  )
  const [person] = rows
  if (!person) return []
  const agreed = (await context.policyOn(context.today)).find(`agreement.${person.mode}.parties`)
  return [
    ...(person.mode === 'centralised' && !person.bed
      ? [{ title: '重新办理入住', text: `${person.name}登记为${supportModeText.centralised}，没有床位`, to: '/homes' }]
      : []),
    ...(agreed && !person.agreement
      ? [{ title: '重新拟定协议', text: '原协议已随终止结束，不自动恢复', to: '/agreements/batch' }]
      : []),
    ...(person.scheme
      ? [
          {
            title: '通知停发衔接的待遇',
            text: '终止后已转低保或其他保障，恢复供养后不能同时享受',
            to: `/changes/${id}`,
          },
        ]
      : []),
  ]
}

const mostLines = 50

/** Whoever drafts agreements and beds is told until both are there. */
export async function correctedWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'endings.open')) return []
  const rows = await db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .selectAll('change')
    .select('person.name')
    .where('change.countyCode', '=', context.county)
    .where('change.kind', '=', 'end')
    .where('change.step', 'in', ['redeliver', 'corrected'])
    .where('person.status', '=', 'active')
    .orderBy('change.changedAt', 'desc')
    .limit(mostLines)
    .execute()
  const items: WorkItem[] = []
  for (const row of rows)
    for (const { title, to } of await leftToDo(context, row))
      items.push({
        kind: `endings.corrected.${to.split('/')[1] ?? ''}`,
        title: `纠正终止以后：${title}`,
        object: `${row.number} ${row.name}`,
        to: `/changes/${row.id}`,
        weight: 'care',
        dueOn: null,
        township: row.townshipId,
        citations: [],
        count: 1,
      })
  return items
}
