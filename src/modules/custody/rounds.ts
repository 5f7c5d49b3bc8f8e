/** 零用钱发放: prepared by one, checked by another, received by each himself, or by another only with consent (BJ-3.3). */
import { monthOf, monthText, type PlainDate, type PlainMonth, plainMonth } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { custody } from './contract.ts'
import { livingIn } from './people.ts'
import { earliestDay, objectionsToMovement } from './rules.ts'
import { receiverUnder } from './receiving.ts'
import { standingOf } from './standing.ts'
import { type Account, askedOn, db, findHome, lockAccount, ofAccount } from './stored.ts'
import type { SignedAs } from './words.ts'

export const rounds = part(custody, {
  async prepareRound(context, { homeId, month, amountFen }) {
    const home = await findHome(context, homeId)
    requireMonth(month, context.today)
    const accounts = await db(context)
      .selectFrom('custody.account')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('organisationId', '=', homeId)
      .where('status', '=', 'open')
      .orderBy('number')
      .execute()
    const living = await livingIn(
      context,
      accounts.map(({ personId }) => personId),
    )
    const here = accounts.filter((account) => living.has(`${homeId} ${account.personId}`))
    const { chosen, left } = await whoGets(context, here, amountFen)
    if (chosen.length === 0) refuse('refused', 'empty', nobodyGets(left))
    const roundId = context.newId()
    await db(context)
      .insertInto('custody.round')
      .values({
        countyCode: context.county,
        id: roundId,
        organisationId: homeId,
        townshipId: home.townshipId,
        month,
        madeBy: context.actor.accountId,
        madeName: context.actor.name,
        madeAt: context.now,
      })
      .execute()
    await db(context)
      .insertInto('custody.roundLine')
      .values(
        chosen.map((account, index) => ({
          ...ofAccount(account),
          id: context.newId(),
          roundId,
          lineNo: index + 1,
          amountFen,
          changedAt: context.now,
        })),
      )
      .execute()
    return { roundId, lines: chosen.length, left }
  },

  async decideRound(context, { roundId, agree, words }) {
    const round = await lockRound(context, roundId)
    if (round.state !== 'waiting') refuse('conflict', 'decided', '这张发放表已经复核。请刷新后查看')
    if (round.madeBy === context.actor.accountId)
      refuse('forbidden', 'two_persons', '发放表由您制作，须由另一人复核。请由同事或乡镇经办复核')
    if (!agree && words === '') refuse('invalid', 'words', '退回要写明原因。请填写意见')
    await db(context)
      .updateTable('custody.round')
      .set({
        state: agree ? 'paying' : 'returned',
        decidedBy: context.actor.accountId,
        decidedName: context.actor.name,
        decidedAt: context.now,
        decisionWords: words,
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', roundId)
      .execute()
    return {}
  },

  async payLine(context, { lineId, receiver, consentId, signedAs }) {
    const found = await db(context)
      .selectFrom('custody.roundLine')
      .select(['roundId', 'accountId'])
      .where('countyCode', '=', context.county)
      .where('id', '=', lineId)
      .executeTakeFirst()
    if (!found) return refuse('not_found', 'line', '没有找到这一行。请刷新后查看')
    const round = await lockRound(context, found.roundId)
    const account = await lockAccount(context, found.accountId)
    // Read behind the lock of the account: a death closes the line in its own transaction.
    const line = await lineOf(context, lineId)
    if (line.state === 'frozen')
      refuse('refused', 'frozen', `${account.name}已去世，账户已冻结，未发放。余额按身后结清办理`)
    if (line.state !== 'due') refuse('conflict', 'paid', `${account.name}的零用钱已经办理。请刷新后查看`)
    if (round.state !== 'paying' || round.decidedBy === null)
      return refuse('refused', 'state', '发放表还没有复核，或者已经结束，不能发放。请先由另一人复核')
    if (round.decidedBy === context.actor.accountId)
      refuse('forbidden', 'two_persons', '发放表由您复核，须由另一人经手发放。请由制表人或同事办理')
    const on = context.today
    const { basis } = await askedOn(context, on)
    const movement = { kind: 'pocket_money', direction: 'out', amount: line.amountFen, on, voucher: '' } as const
    const under = await receiverUnder(context, { account, kind: 'pocket_money', receiver, consentId, on })
    requireNone([...objectionsToMovement(await standingOf(context, account, on), movement, basis), ...under.reasons])
    await writePaid(context, account, {
      lineId,
      amountFen: line.amountFen,
      purpose: `${monthText(plainMonth(round.month))}零用钱`,
      receiver,
      receiverName: under.receiverName,
      consentId: receiver === 'other' ? consentId : null,
      signedAs,
      checkedBy: round.decidedBy,
      checkedName: round.decidedName,
    })
    await markLine(context, lineId, 'paid')
    return { next: await nextDue(context, round.id) }
  },

  async closeRound(context, { roundId }) {
    const round = await lockRound(context, roundId)
    if (round.state !== 'paying') refuse('conflict', 'state', '这张发放表不在发放中。请刷新后查看')
    const kept = await db(context)
      .updateTable('custody.roundLine')
      .set({ state: 'kept', changedAt: context.now })
      .where('countyCode', '=', context.county)
      .where('roundId', '=', roundId)
      .where('state', '=', 'due')
      .returning('id')
      .execute()
    await db(context)
      .updateTable('custody.round')
      .set({ state: 'closed', closedAt: context.now })
      .where('countyCode', '=', context.county)
      .where('id', '=', roundId)
      .execute()
    return { kept: kept.length }
  },
})

const nobodyGets = (left: readonly string[]): string =>
  `没有余额足够、委托有效、可以发放零用钱的账户${left.length > 0 ? `（${left.slice(0, 10).join('、')}）` : ''}。请核对每人金额和委托，或先登记存入`

/** Pocket money comes out of what is entrusted and there. */
async function whoGets(context: Context, here: readonly Account[], amountFen: bigint) {
  const chosen: Account[] = []
  const left: string[] = []
  for (const account of here) {
    if (account.balanceFen < amountFen) left.push(`${account.name}余额不足`)
    else if ((await standingOf(context, account, context.today)).entrusted) chosen.push(account)
    else left.push(`${account.name}没有有效的货币代管委托`)
  }
  return { chosen, left }
}

async function lockRound(context: Context, roundId: string) {
  const row = await db(context)
    .selectFrom('custody.round')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', roundId)
    .forUpdate()
    .executeTakeFirst()
  return row ?? refuse('not_found', 'round', '没有找到这次零用钱发放。可能不在您的机构或辖区，请刷新后查看')
}

const lineOf = (context: Context, lineId: string) =>
  db(context)
    .selectFrom('custody.roundLine')
    .select(['amountFen', 'state'])
    .where('countyCode', '=', context.county)
    .where('id', '=', lineId)
    .executeTakeFirstOrThrow()

const markLine = (context: Context, lineId: string, state: 'paid') =>
  db(context)
    .updateTable('custody.roundLine')
    .set({ state, changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('id', '=', lineId)
    .execute()

async function nextDue(context: Context, roundId: string): Promise<string | null> {
  const next = await db(context)
    .selectFrom('custody.roundLine')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('roundId', '=', roundId)
    .where('state', '=', 'due')
    .orderBy('lineNo')
    .executeTakeFirst()
  return next?.id ?? null
}

interface Paid {
  lineId: string
  amountFen: bigint
  purpose: string
  receiver: 'person' | 'other'
  receiverName: string
  consentId: string | null
  signedAs: SignedAs
  checkedBy: string
  checkedName: string
}

/** Made by whoever hands it out, checked by whoever agreed to the round. */
const writePaid = (context: Context, account: Account, { lineId, ...paid }: Paid) =>
  db(context)
    .insertInto('custody.entry')
    .values({
      ...ofAccount(account),
      ...paid,
      id: context.newId(),
      onDay: context.today,
      kind: 'pocket_money',
      direction: 'out',
      roundLineId: lineId,
      madeBy: context.actor.accountId,
      madeName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()

function requireMonth(month: PlainMonth, today: PlainDate): void {
  if (month > today.slice(0, 7)) refuse('refused', 'month', `${monthText(month)}还没有到。请在当月或以后制作发放表`)
  const earliest = monthOf(earliestDay(today))
  if (month < earliest)
    refuse(
      'refused',
      'month',
      `${monthText(month)}在上月以前；发放表应在当月或次月制作，最早${monthText(earliest)}（本系统默认）。请核对月份`,
    )
}
