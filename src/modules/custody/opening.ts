/** 委托 and 开户: who entrusts what to the home, from–to, until he takes it back (BJ-3.1, BJ-3.2); and his things. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { custody } from './contract.ts'
import { propertyOf, requireResident, residentsWithoutAccount } from './people.ts'
import { propertyManager } from './rules.ts'
import { actingOn, givenByWhoMay } from './standing.ts'
import { objectionsToEntrusting } from './who.ts'
import {
  type Account,
  askedOn,
  claimed,
  db,
  type Entrustment,
  entrustmentsOf,
  findHome,
  holdsOn,
  lockAccount,
  nextNumber,
  ofAccount,
} from './stored.ts'

type Operations = (typeof custody)['operations']
type Given = Omit<InputOf<Operations['entrust']>, 'accountId'>

export const opening = part(custody, {
  async withoutAccount(context) {
    const residents = await residentsWithoutAccount(context)
    const { manager } = await askedOn(context, context.today)
    const rows = []
    for (const { personId, name, idMasked, capacity } of residents) {
      context.concerns(personId)
      const by = propertyManager(capacity, manager.value)
      const guardians = by === 'guardian' ? (await propertyOf(context, personId, context.today)).guardians : []
      rows.push({ personId, name, idMasked, manager: by, guardians })
    }
    return { rows }
  },

  async open(context, { personId, ...given }) {
    const { organisationId, townshipId, name, livesSince } = await requireResident(context, personId)
    const id = context.newId()
    const account = { countyCode: context.county, id, organisationId, townshipId, personId }
    requireSince(given.from, livesSince, '入住')
    await requireGiven(context, { personId, organisationId }, given)
    const number = await nextNumber(context)
    await db(context)
      .insertInto('custody.account')
      .values({ ...account, name, number, openedOn: given.from, changedAt: context.now })
      .execute()
    await writeEntrustment(context, account, given)
    context.concerns(personId)
    return { accountId: id, number }
  },

  async entrust(context, { accountId, ...given }) {
    const account = await lockAccount(context, accountId)
    if (account.status !== 'open') refuse('refused', 'status', '账户已经冻结或结清，不能再登记委托。冻结的请办理结清')
    requireSince(given.from, account.openedOn, '开户')
    await requireGiven(context, account, given)
    const acting = await actingOn(context, account.personId, given.from)
    const before = await entrustmentsOf(context, [accountId])
    const lapsed = before.filter((each) => each.withdrawnOn === null && !givenByWhoMay(each, acting))
    await endLapsed(context, lapsed, given.from)
    const same = before.find(
      (each) =>
        !lapsed.includes(each) &&
        each.withdrawnOn === null &&
        each.scope === given.scope &&
        (each.toOn === null || each.toOn >= given.from) &&
        (given.to === null || each.fromOn <= given.to),
    )
    if (same)
      refuse('refused', 'from', `同样范围的委托自${dateText(same.fromOn)}起已经登记。续期的，请从原委托截止的次日起`)
    await writeEntrustment(context, account, given)
    return {}
  },

  async withdrawEntrustment(context, { entrustmentId, on, words }) {
    const found = await db(context)
      .selectFrom('custody.entrustment')
      .select(['accountId', 'fromOn'])
      .where('countyCode', '=', context.county)
      .where('id', '=', entrustmentId)
      .where('withdrawnOn', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!found) return refuse('not_found', 'entrustment', '没有找到有效的委托，或已经撤回。请刷新后查看')
    if (on < found.fromOn || on > context.today)
      refuse('refused', 'on', `撤回日期应在${dateText(found.fromOn)}至今天之间。请核对日期`)
    const account = await lockAccount(context, found.accountId)
    await db(context)
      .updateTable('custody.entrustment')
      .set({ withdrawnOn: on, withdrawnWords: words })
      .where('countyCode', '=', context.county)
      .where('id', '=', entrustmentId)
      .execute()
    return { balanceFen: account.balanceFen }
  },

  async keepThing(context, { accountId, name, quantity, on }) {
    const account = await lockAccount(context, accountId)
    const acting = await actingOn(context, account.personId, on)
    const kept = (await entrustmentsOf(context, [accountId])).some(
      (each) => each.scope !== 'money' && holdsOn(each, on) && givenByWhoMay(each, acting),
    )
    if (account.status !== 'open') refuse('refused', 'status', '账户已经冻结或结清，不能再接收物品')
    if (on > context.today) refuse('refused', 'on', `${dateText(on)}还没有到，应登记已经接收的日期。请核对日期`)
    if (!kept) refuse('refused', 'entrustment', `${dateText(on)}没有有效的物品代管委托。请先由本人或监护人委托`)
    await db(context)
      .insertInto('custody.thing')
      .values({
        ...ofAccount(account),
        id: context.newId(),
        name,
        quantity,
        receivedOn: on,
        receivedBy: context.actor.name,
      })
      .execute()
    return {}
  },

  async returnThing(context, { thingId, on, to, words }) {
    const thing = await db(context)
      .selectFrom('custody.thing')
      .select(['accountId', 'receivedOn'])
      .where('countyCode', '=', context.county)
      .where('id', '=', thingId)
      .where('returnedOn', 'is', null)
      .executeTakeFirst()
    if (!thing) return refuse('not_found', 'thing', '没有找到在管的物品，或已经交还。请刷新后查看')
    const { status } = await lockAccount(context, thing.accountId)
    if (status === 'frozen')
      refuse('refused', 'frozen', '本人已经去世，物品随身后结清一并清点、交接。请在“登记结清”办理')
    if (on < thing.receivedOn || on > context.today)
      refuse('refused', 'on', `交还日期应在${dateText(thing.receivedOn)}至今天之间。请核对日期`)
    await giveBack(context, { thingIds: [thingId], on, to, words })
    return {}
  },
})

interface Return {
  thingIds: readonly string[]
  on: PlainDate
  to: string
  words: string
}

export async function giveBack(context: Context, { thingIds, on, to, words }: Return): Promise<void> {
  if (thingIds.length === 0) return
  await db(context)
    .updateTable('custody.thing')
    .set({ returnedOn: on, returnedTo: to, returnedWords: words })
    .where('countyCode', '=', context.county)
    .where('id', 'in', [...thingIds])
    .where('returnedOn', 'is', null)
    .execute()
}

/** Nothing was kept for him here before he came. */
function requireSince(from: PlainDate, since: PlainDate, what: string): void {
  if (from >= since) return
  refuse('refused', 'from', `委托起始日${dateText(from)}早于${what}的${dateText(since)}，先后颠倒。请核对日期`)
}

/** His guardian entrusts in his place: what he gave while he was able ends where that begins. */
async function endLapsed(context: Context, rows: readonly Entrustment[], from: PlainDate): Promise<void> {
  for (const { id, fromOn } of rows)
    await db(context)
      .updateTable('custody.entrustment')
      .set({
        withdrawnOn: fromOn > from ? fromOn : from,
        withdrawnWords: '本人不再具有完全民事行为能力，由监护人重新委托',
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .execute()
}

type Whose = Pick<Account, 'personId' | 'organisationId'>

async function requireGiven(context: Context, { personId, organisationId }: Whose, given: Given): Promise<void> {
  const { from, to, giver, givenBy } = given
  if (from > context.today) refuse('refused', 'from', `委托自${dateText(from)}起，还没有到；请到当日再登记`)
  if (to && to < from) refuse('refused', 'to', '委托截止日早于起始日。请核对日期')
  if (given.paperReference === '' && given.fileId === null)
    refuse('refused', 'paperReference', '没有委托书；应填写纸质位置或上传照片。请补齐')
  const { person, capacity, guardians, diedOn } = await propertyOf(context, personId, from)
  if (diedOn) refuse('refused', 'died', '本人已经去世，不能再委托。遗产按身后结清办理')
  const { manager } = await askedOn(context, from)
  const home = (await findHome(context, organisationId)).name
  const actor = context.actor.name
  requireNone(objectionsToEntrusting({ givenBy, giver, person, capacity, guardians, home, actor }, manager))
}

async function writeEntrustment(
  context: Context,
  account: Pick<Account, 'countyCode' | 'id' | 'organisationId' | 'townshipId' | 'personId'>,
  given: Given,
): Promise<void> {
  const { givenBy, giver, scope, from, to, paperReference } = given
  await db(context)
    .insertInto('custody.entrustment')
    .values({
      ...ofAccount(account),
      id: context.newId(),
      givenBy,
      giver,
      scope,
      fromOn: from,
      toOn: to,
      paperReference,
      fileId: await claimed(context, given.fileId),
      madeBy: context.actor.accountId,
      madeName: context.actor.name,
      madeAt: context.now,
    })
    .execute()
}
