/** The decision and what carries it out, the hand-over between units, and the delivery. */
import { deliveryText, objectionsToHanding } from '#kernel/delivery.ts'
import { addDays, addMonths, dateText, monthOf, monthText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { Refusal, refuse, requireNone } from '#kernel/refusal.ts'
import { proposeClaim } from '#modules/payments/index.ts'
import { decideEnd, decideStanding, moveAway } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { askedOn } from './asked.ts'
import { done } from './changing.ts'
import { endings, kindText } from './contract.ts'
import { findPerson } from './opening.ts'
import { needsJudgment, requireJudgment } from './papers-asked.ts'
import { requireAssessed } from './reducing.ts'
import { actsOf, type Change, db, keep, lockChange, takeStep, wantedOf } from './stored.ts'

type Deciding = InputOf<(typeof endings)['operations']['decide']>

const nothingDone = { from: null, lastPaidMonth: null, proposedMonths: 0 }

export const deciding = part(endings, {
  async decide(context, input) {
    const { changeId, keep: kept, number, words } = input
    const row = await lockChange(context, changeId)
    await requireDecider(context, row)
    await requireOverpaid(context, row, input)
    if (!kept && needsJudgment(row.kind, row.reason))
      requireJudgment(row.kind, row.reason, await actsOf(context, changeId))
    const deed = {
      as: kept ? ('kept' as const) : ('decided' as const),
      on: context.today,
      words,
      details: { 文号: number },
    }
    // Written before it is carried out: what hears of the end finds this case decided, not under way.
    const also = { decisionNo: number, decidedOn: context.today }
    const moved = await takeStep(context, row, { act: { kind: 'decide', keep: kept }, deed, also })
    context.because(words)
    const warnings = await sharedNumber(context, row, number)
    if (kept) return { ...done(moved), ...nothingDone, warnings }
    const from = await carryOut(context, row, input)
    await keep(context, changeId, { fromOn: from })
    const lastPaidMonth = row.kind === 'end' && from ? monthOf(addDays(from, -1)) : null
    return {
      ...done(moved),
      from,
      lastPaidMonth,
      proposedMonths: await proposeBack(context, row, input, lastPaidMonth),
      warnings,
    }
  },

  async deliver(context, { changeId, on, how, receiver, relation, witness, proof, fileId }) {
    const row = await lockChange(context, changeId)
    const { name } = await findPerson(context, row.personId)
    // A return receipt, on paper or as its photo, is a record of its own.
    const seen = witness || proof || (fileId ? '回证照片' : '')
    requireNone(objectionsToHanding({ name, title: '本人' }, { how, receiver, relation, witness: seen }))
    const details = {
      方式: deliveryText[how],
      收件人: receiver,
      ...(relation && { 与本人的关系: relation }),
      ...(witness && { 见证人或记录: witness }),
    }
    const as = row.step === 'redeliver' ? ('redelivered' as const) : ('delivered' as const)
    const deed = { as, on, details, proof, fileId }
    return done(await takeStep(context, row, { act: { kind: 'deliver' }, deed }))
  },
})

/** One paper may decide on several; that it does is said, so that a slip of the pen is seen at once. */
async function sharedNumber(context: Context, { id }: Change, number: string): Promise<string[]> {
  const others = await db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .select(['change.number', 'change.kind', 'person.name'])
    .where('change.countyCode', '=', context.county)
    .where('change.decisionNo', '=', number)
    .where('change.id', '<>', id)
    .orderBy('change.number')
    .limit(6)
    .execute()
  if (others.length === 0) return []
  const told = others.slice(0, 5).map((other) => `${other.number}（${other.name}，${kindText[other.kind]}）`)
  return [
    `决定文号“${number}”还用于${told.join('、')}${others.length > 5 ? '等' : ''}。一份决定书写几个人的不必改；录错的请核对纸质决定书`,
  ]
}

/** exit.decider: where the county decides, no township does. */
export async function requireDecider(context: Context, row: Change): Promise<void> {
  if (row.kind !== 'end') return
  const { decider } = await askedOn(context, context.today)
  if (decider?.value.by !== 'county' || context.actor.scope.kind === 'county') return
  throw new Refusal('refused', [
    { code: 'decider', message: '终止供养由县民政局决定。请送县里办理。', citations: decider.citations },
  ])
}

/** Only an end has months that were not due; and they lie within his support. */
async function requireOverpaid(context: Context, row: Change, { overpaidSince, keep: kept }: Deciding): Promise<void> {
  if (!overpaidSince) return
  if (row.kind !== 'end' || kept)
    refuse('invalid', 'overpaidSince', '只有终止供养的决定才有不应发放的月份。请去掉“自何月起不应发放”')
  if (overpaidSince > monthOf(context.today))
    refuse('invalid', 'overpaidSince', `${monthText(overpaidSince)}还没有到。请填写已经发放、但不应发放的第一个月`)
  const { supportedFrom, name } = await findPerson(context, row.personId)
  if (supportedFrom && overpaidSince < monthOf(supportedFrom))
    refuse(
      'invalid',
      'overpaidSince',
      `${name}自${dateText(supportedFrom)}起才享受供养，不应发放的月份不能早于此。请核对月份`,
    )
}

/** Statute of 2026, art. 74: what was drawn without being due is returned; proposed here, heard and decided where money is. */
function proposeBack(
  context: Context,
  { id, personId }: Change,
  { overpaidSince }: Deciding,
  last: PlainMonth | null,
): Promise<number> {
  if (!overpaidSince || !last) return Promise.resolve(0)
  const months = monthsBetween(overpaidSince, last)
  const what = { scheme: 'support', schemeTitle: '特困供养', months, monthFen: null, citations: [] }
  return proposeClaim(context, { ...what, source: 'ending', sourceId: id, personId })
}

const monthsBetween = (from: PlainMonth, to: PlainMonth): PlainMonth[] =>
  from > to ? [] : [from, ...monthsBetween(addMonths(from, 1), to)]

/** persons owns how somebody stands; everything that depends on it follows in the same transaction. */
async function carryOut(context: Context, row: Change, { number, words }: Deciding): Promise<PlainDate | null> {
  const decision = { number, decidedOn: context.today, basis: `${row.number} ${words}` }
  const { personId, kind, reason } = row
  const { level, from, receiver } = wantedOf(row)
  const base = { personId, decision, source: 'decision' as const }
  switch (kind) {
    case 'end':
      return (await decideEnd(context, { personId, reason, decision })).from
    case 'reduce':
      if (!level) return refuse('invalid', 'wanted', '没有登记调减到的等级，不能决定。请撤回后重新提出')
      await requireAssessed(context, personId, level)
      return (await decideStanding(context, { ...base, change: { kind: 'level', value: level } })).from
    case 'suspend':
      return (
        await decideStanding(context, {
          ...base,
          change: { kind: 'status', value: 'suspended' },
          from: from && from > context.today ? from : context.today,
        })
      ).from
    case 'resume':
      return (
        await decideStanding(context, { ...base, change: { kind: 'status', value: 'active' }, from: context.today })
      ).from
    case 'moved_away':
      if (!from) return refuse('invalid', 'wanted', '没有登记迁入地接续供养的起始日，不能决定。请撤回后重新提出')
      await moveAway(context, {
        personId,
        from,
        decision: { ...decision, basis: `${receiver ?? ''} ${decision.basis}` },
      })
      return from
    case 'minor':
    case 'transfer':
    case 'to_home':
    case 'to_dispersed':
      return null
  }
}
