/** 收支单: entered by one, booked when another has checked it; 更正 and 结清 go the same way. */
import { dateText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { custody } from './contract.ts'
import { giveBack } from './opening.ts'
import { propertyOf } from './people.ts'
import { objectionsToMovement, objectionsToOldDay } from './rules.ts'
import { receiverUnder } from './receiving.ts'
import { standingOf } from './standing.ts'
import { type Account, askedOn, claimed, db, findHome, lockAccount } from './stored.ts'
import { objectionsToSettling, type Settling } from './who.ts'
import { kindText, Taker } from './words.ts'
import { type Slip, writeEntry, writeSlip } from './writing.ts'

export const slips = part(custody, {
  async enter(context, input) {
    const { accountId, kind, amountFen, on, purpose, voucher, receiver, consentId, signedAs } = input
    const account = await lockAccount(context, accountId)
    const direction = kind === 'deposit' ? 'in' : 'out'
    const standing = await standingOf(context, account, on)
    const { basis } = await askedOn(context, on)
    const reasons = objectionsToMovement(standing, { kind, direction, amount: amountFen, on, voucher }, basis)
    reasons.push(...objectionsToOldDay(on, context.today))
    const takes = kind === 'withdrawal'
    const under = takes
      ? await receiverUnder(context, { account, kind: 'entrusted_money', receiver, consentId, on })
      : { reasons: [], receiverName: '' }
    if (takes && !signedAs) reasons.push({ code: 'signedAs', message: '没有签收方式；应由领取人签名或捺印。请选择' })
    requireNone([...reasons, ...under.reasons])
    const slipId = await writeSlip(context, account, {
      kind,
      direction,
      amountFen,
      onDay: on,
      purpose,
      voucher,
      receiver: takes ? receiver : 'none',
      receiverName: under.receiverName,
      consentId: takes && receiver === 'other' ? consentId : null,
      signedAs: takes ? (signedAs ?? null) : null,
      fileId: await claimed(context, input.fileId),
    })
    return { slipId }
  },

  async correct(context, { entryId, words }) {
    const entry = await db(context)
      .selectFrom('custody.entry')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('id', '=', entryId)
      .executeTakeFirst()
    if (!entry) return refuse('not_found', 'entry', '没有找到这一笔。请刷新后查看')
    const account = await lockAccount(context, entry.accountId)
    if (entry.kind === 'correction' || entry.kind === 'settlement')
      refuse('refused', 'kind', `“${kindText[entry.kind]}”不能更正。请与复核人核对后联系县级经办`)
    if (await isCorrected(context, entryId))
      refuse('conflict', 'corrected', '这一笔已经更正，或更正正在复核。请刷新后查看')
    const direction = entry.direction === 'in' ? 'out' : 'in'
    const standing = await standingOf(context, account, context.today)
    const { basis } = await askedOn(context, context.today)
    const movement = {
      kind: 'correction' as const,
      direction,
      amount: entry.amountFen,
      on: context.today,
      voucher: '',
    } as const
    requireNone(objectionsToMovement(standing, movement, basis))
    const slipId = await writeSlip(context, account, {
      kind: 'correction',
      direction,
      amountFen: entry.amountFen,
      onDay: context.today,
      purpose: `更正第${entry.no}笔：${words}`,
      receiver: 'none',
      correctsId: entryId,
    })
    return { slipId }
  },

  async settle(context, { accountId, on, taker, takerName, proof, inventory, signedAs, fileId }) {
    const account = await lockAccount(context, accountId)
    const { basis } = await askedOn(context, on)
    const amountFen = account.balanceFen
    const standing = await standingOf(context, account, on)
    const movement = { kind: 'settlement' as const, direction: 'out' as const, amount: amountFen, on, voucher: '' }
    const by = { on, taker, takerName, proof, scanned: fileId !== null, actor: context.actor.name }
    const { died, reasons } = await settlingOf(context, account, by)
    requireNone([
      ...objectionsToMovement(standing, movement, basis),
      ...objectionsToOldDay(on, context.today),
      ...reasons,
      ...(await stillWaiting(context, accountId)),
    ])
    const slipId = await writeSlip(context, account, {
      kind: 'settlement',
      direction: 'out',
      amountFen,
      onDay: on,
      purpose: died ? '身后结清' : '离院或撤回委托结清',
      receiver: taker === 'self' ? 'person' : 'other',
      receiverName: takerName,
      signedAs,
      taker,
      proof,
      inventory,
      fileId: await claimed(context, fileId),
    })
    return { slipId, amountFen }
  },

  async decide(context, { slipId, agree, words }) {
    const slip = await lockSlip(context, slipId)
    const account = await lockAccount(context, slip.accountId)
    if (slip.state !== 'waiting') refuse('conflict', 'decided', '这张收支单已经办理。请刷新后查看')
    if (!agree && words === '') refuse('invalid', 'words', '退回要写明原因。请填写意见')
    if (agree && slip.madeBy === context.actor.accountId)
      refuse('forbidden', 'two_persons', '这张收支单由您登记，须由另一人复核。请由同事或乡镇经办复核')
    if (agree) await book(context, account, slip)
    await db(context)
      .updateTable('custody.slip')
      .set({
        state: agree ? 'booked' : 'returned',
        decidedBy: context.actor.accountId,
        decidedName: context.actor.name,
        decidedAt: context.now,
        decisionWords: words,
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', slipId)
      .execute()
    return {}
  },
})

/** Asked when it is entered and again when it is booked: whose it is may have changed between. */
async function settlingOf(
  context: Context,
  account: Account,
  by: Pick<Settling, 'on' | 'taker' | 'takerName' | 'proof' | 'scanned' | 'actor'>,
): Promise<{ died: boolean; reasons: Reason[] }> {
  const { basis, manager } = await askedOn(context, by.on)
  const whose = await propertyOf(context, account.personId, by.on)
  const died = account.status === 'frozen' || whose.diedOn !== null
  const home = (await findHome(context, account.organisationId)).name
  return { died, reasons: objectionsToSettling({ ...whose, ...by, died, home }, { manager, estate: basis.estate }) }
}

async function lockSlip(context: Context, slipId: string): Promise<Slip> {
  const row = await db(context)
    .selectFrom('custody.slip')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', slipId)
    .forUpdate()
    .executeTakeFirst()
  return row ?? refuse('not_found', 'slip', '没有找到这张收支单。可能不在您的机构或辖区，请刷新后查看')
}
/** Everything is asked again: between entering and checking he may have died, or a consent may have been withdrawn. */
async function book(context: Context, account: Account, slip: Slip): Promise<void> {
  const { kind, direction, amountFen: amount, onDay: on, voucher, receiver, consentId } = slip
  const { basis } = await askedOn(context, on)
  const reasons = objectionsToMovement(
    await standingOf(context, account, on),
    { kind, direction, amount, on, voucher },
    basis,
  )
  const under =
    kind === 'withdrawal' && receiver !== 'none'
      ? await receiverUnder(context, { account, kind: 'entrusted_money', receiver, consentId, on })
      : { reasons: [] }
  const changed = kind === 'settlement' && amount !== account.balanceFen
  const settling = kind === 'settlement' ? await settlementAgain(context, account, slip) : []
  requireNone([
    ...reasons,
    ...under.reasons,
    ...settling,
    ...(changed ? [balanceMoved(amount, account.balanceFen)] : []),
  ])
  if (amount > 0n) await writeEntry(context, account, slip)
  if (kind === 'settlement') await closeAccount(context, account, slip)
}

async function settlementAgain(context: Context, account: Account, slip: Slip): Promise<Reason[]> {
  const { onDay: on, taker, receiverName: takerName, proof, fileId, madeName: actor } = slip
  const who = Taker.safeParse(taker)
  if (!who.success) return []
  const by = { on, taker: who.data, takerName, proof, scanned: fileId !== null, actor }
  return (await settlingOf(context, account, by)).reasons
}

const balanceMoved = (settled: bigint, balance: bigint): Reason => ({
  code: 'balance_moved',
  message: `登记结清${yuanText(settled)}元以后余额变为${yuanText(balance)}元，应等于余额。请退回，按现在的余额重新登记`,
})

async function closeAccount(context: Context, account: Account, slip: Slip): Promise<void> {
  const things = await db(context)
    .selectFrom('custody.thing')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('accountId', '=', account.id)
    .where('returnedOn', 'is', null)
    .execute()
  await giveBack(context, {
    thingIds: things.map(({ id }) => id),
    on: slip.onDay,
    to: slip.receiverName,
    words: '随结清交接',
  })
  await db(context)
    .updateTable('custody.entrustment')
    .set({ withdrawnOn: slip.onDay, withdrawnWords: '账户结清' })
    .where('countyCode', '=', context.county)
    .where('accountId', '=', account.id)
    .where('withdrawnOn', 'is', null)
    .where('fromOn', '<=', slip.onDay)
    .execute()
  await db(context)
    .updateTable('custody.account')
    .set({ status: 'settled', settledOn: slip.onDay, changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('id', '=', account.id)
    .execute()
}

/** A settlement takes everything: nothing else may be under way. */
async function stillWaiting(context: Context, accountId: string): Promise<Reason[]> {
  const waiting = await db(context)
    .selectFrom('custody.slip')
    .select(['kind', 'onDay', 'amountFen'])
    .where('countyCode', '=', context.county)
    .where('accountId', '=', accountId)
    .where('state', '=', 'waiting')
    .execute()
  return waiting.map(({ kind, onDay, amountFen }) => ({
    code: 'waiting',
    message: `${dateText(onDay)}${kindText[kind]}${yuanText(amountFen)}元还没有复核。请先复核或退回，再结清`,
  }))
}

async function isCorrected(context: Context, entryId: string): Promise<boolean> {
  const found = await db(context)
    .selectFrom('custody.slip')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('correctsId', '=', entryId)
    .where('state', 'in', ['waiting', 'booked'])
    .executeTakeFirst()
  return found !== undefined
}
