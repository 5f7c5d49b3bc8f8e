/** One account with everything about it, what waits to be checked, the rounds of pocket money. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { type Reason, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { type AccountDetails, type ConsentRow, custody, type EntryRow, type SlipRow } from './contract.ts'
import { livingIn } from './people.ts'
import { type Acting, actingOn, entrustedOn, givenByWhoMay, unableText } from './standing.ts'
import {
  type Account,
  askedOn,
  consentHolds,
  consentsOf,
  db,
  entrustmentsOf,
  holdsOn,
  homeNames,
  inCounty,
  type StoredConsent,
} from './stored.ts'
import { type EntryKind, signedText, takerText, Taker, type SignedAs } from './words.ts'
import { type Slip, slipsOfAccount, waitingSlips } from './writing.ts'

export const reading = part(custody, {
  async account(context, { accountId }) {
    const account = await findAccount(context, accountId)
    context.concerns(account.personId)
    return detailsOf(context, account)
  },

  async waiting(context) {
    const rows = await waitingSlips(context).orderBy('madeAt').orderBy('id').limit(500).execute()
    context.shows({}, rows.length)
    const names = await namesOf(
      context,
      rows.map(({ accountId }) => accountId),
    )
    return { rows: rows.map((row) => slipRow(context, row, names.get(row.accountId) ?? '')) }
  },

  async openFile(context, { kind, id }) {
    const table = { entrustment: 'custody.entrustment', slip: 'custody.slip', entry: 'custody.entry' } as const
    const row = await db(context)
      .selectFrom(table[kind])
      .select(['fileId', 'personId'])
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!row?.fileId) return refuse('not_found', 'file', '没有找到这份凭据，或不在您的机构或辖区')
    context.concerns(row.personId)
    const file = await storedFile(context, row.fileId)
    return { ticket: await ticketFor(context, row.fileId), name: file.name }
  },
})

export async function findAccount(context: Context, accountId: string): Promise<Account> {
  const row = await db(context)
    .selectFrom('custody.account')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row ?? refuse('not_found', 'account', '没有找到这个代管账户。可能不在您的机构或辖区，请核对后再试')
}

async function detailsOf(context: Context, account: Account): Promise<AccountDetails> {
  const { id, number, personId, name, organisationId, openedOn, status, frozenOn, settledOn, balanceFen } = account
  const acting = await actingOn(context, personId, context.today)
  const { manager, pocketMoney, basis } = await askedOn(context, context.today)
  const entrustments = await entrustmentsOf(context, [id])
  const lives = (await livingIn(context, [personId])).has(`${organisationId} ${personId}`)
  const consents = await inCounty(context, () => consentsOf(context, [personId]))
  const entrusted = entrustedOn(entrustments, acting, context.today)
  return {
    id,
    number,
    personId,
    name,
    openedOn,
    status,
    frozenOn,
    settledOn,
    balanceFen,
    lives,
    homeId: organisationId,
    home: (await homeNames(context)).get(organisationId) ?? '',
    statementOn: await lastStatement(context, id),
    died: status === 'frozen' || acting.diedOn !== null,
    manager: acting.by,
    managerCitations: manager.citations,
    guardians: acting.guardians,
    entrustments: entrustments.map((row) => ({
      ...row,
      from: row.fromOn,
      to: row.toOn,
      hasFile: row.fileId !== null,
      inForce: holdsOn(row, context.today) && givenByWhoMay(row, acting),
      lapsed: holdsOn(row, context.today) && !givenByWhoMay(row, acting),
    })),
    consents: consents.map((row) => consentRow(row, context.today, acting)),
    slips: (await slipsOfAccount(context, id))
      .filter(({ state }) => state !== 'booked')
      .map((row) => slipRow(context, row, name)),
    entries: await entriesOf(context, id),
    things: await thingsOf(context, id),
    stopped: stoppedOf(account, { lives, entrusted, acting }, basis.estate),
    citations: [...basis.booking, ...pocketMoney.citations],
    estate: basis.estate,
  }
}

function stoppedOf(
  { status, frozenOn, settledOn }: Account,
  { lives, entrusted, acting }: { lives: boolean; entrusted: boolean; acting: Acting },
  estate: Reason['citations'],
): Reason[] {
  if (status === 'settled')
    return [{ code: 'settled', message: `已于${settledOn ? dateText(settledOn) : ''}结清，不再收支，明细长期保存` }]
  if (status === 'frozen')
    return [
      {
        code: 'frozen',
        message: `本人于${frozenOn ? dateText(frozenOn) : ''}去世，账户自死亡报告时冻结，只能办理身后结清：清点钱物，凭证明交继承人或遗产管理人，签收后归零`,
        ...(estate ? { citations: estate } : {}),
      },
    ]
  if (!lives) return [{ code: 'left', message: '本人已不在本机构居住，余额和物品应交还本人或监护人，办理结清' }]
  if (!entrusted && acting.by === 'guardian') return [unableReason(acting)]
  if (!entrusted)
    return [
      {
        code: 'entrustment',
        message: '没有有效的货币代管委托，不能再存入、代购和发放零用钱；续签委托，或者结清交还',
      },
    ]
  return []
}

function unableReason(acting: Acting): Reason {
  const { guardians } = acting
  const then =
    guardians.length > 0
      ? `请由监护人${guardians.join('、')}在下面[登记委托]重新委托，或者结清交监护人`
      : '还没有登记监护人：请先由乡镇或县级经办在人员档案登记监护人和依据，再由监护人重新委托，或者结清交监护人'
  const message = `本人${unableText(acting)}，本人的委托和签收不再有效，不能再存入、代购、由本人支取和发放零用钱。${then}`
  return { code: 'unable', message }
}

const lastStatement = async (context: Context, accountId: string): Promise<PlainDate | null> => {
  const row = await db(context)
    .selectFrom('custody.statement')
    .select((eb) => eb.fn.max('throughOn').as('on'))
    .where('countyCode', '=', context.county)
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  return row?.on ?? null
}

export function consentRow(row: StoredConsent, day: PlainDate, acting: Pick<Acting, 'by'>): ConsentRow {
  const { id, kind, givenBy, receiver, fromOn, toOn } = row
  const valid = consentHolds(row, day) && givenByWhoMay(row, acting)
  const own = kind === 'pocket_money' ? 'pocket_money' : 'entrusted_money'
  return { id, kind: own, givenBy, receiver, from: fromOn, to: toOn, valid }
}

async function namesOf(context: Context, accountIds: readonly string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db(context)
    .selectFrom('custody.account')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .where('id', 'in', [...accountIds])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function slipRow(context: Context, row: Slip, name: string): SlipRow {
  const taker = Taker.safeParse(row.taker)
  const { id, accountId, kind, direction, amountFen, purpose, voucher, receiver, receiverName, proof } = row
  return {
    id,
    accountId,
    kind,
    direction,
    amountFen,
    purpose,
    voucher,
    receiver,
    receiverName,
    proof,
    name,
    on: row.onDay,
    taker: taker.success ? takerText[taker.data] : '',
    inventory: row.inventory,
    state: row.state,
    madeName: row.madeName,
    madeAt: row.madeAt,
    mine: row.madeBy === context.actor.accountId,
    decidedName: row.decidedName,
    decisionWords: row.decisionWords,
    hasFile: row.fileId !== null,
  }
}

export async function entriesOf(context: Context, accountId: string): Promise<EntryRow[]> {
  const rows = await db(context)
    .selectFrom('custody.entry')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('accountId', '=', accountId)
    .orderBy('no')
    .execute()
  const numbers = new Map(rows.map(({ id, no }) => [id, no]))
  const corrected = new Set(rows.map(({ correctsId }) => correctsId))
  return rows.map((row) => ({
    id: row.id,
    no: row.no,
    on: row.onDay,
    kind: row.kind,
    direction: row.direction,
    amountFen: row.amountFen,
    balanceAfterFen: row.balanceAfterFen,
    purpose: row.purpose,
    voucher: row.voucher,
    receiver: row.receiver,
    receiverName: row.receiverName,
    signed: signedWords(row.signedAs),
    madeName: row.madeName,
    checkedName: row.checkedName,
    at: row.at,
    hasFile: row.fileId !== null,
    corrected: corrected.has(row.id),
    correctsNo: row.correctsId ? (numbers.get(row.correctsId) ?? null) : null,
  }))
}

export const signedWords = (signedAs: SignedAs | null): string => (signedAs ? signedText[signedAs] : '')

/** '李样本 代领，签名', '本人，捺印', as it stands on papers and screens. */
export const receivedText = ({
  kind,
  receiver,
  receiverName,
  signed,
}: Pick<EntryRow, 'receiver' | 'receiverName' | 'signed'> & { kind: EntryKind }): string => {
  if (receiver === 'none') return ''
  const who = receiver === 'person' ? '本人' : kind === 'settlement' ? receiverName : `${receiverName}代领`
  return signed ? `${who}，${signed}` : who
}

async function thingsOf(context: Context, accountId: string) {
  const rows = await db(context)
    .selectFrom('custody.thing')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('accountId', '=', accountId)
    .orderBy('receivedOn')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, quantity, receivedOn, returnedOn, returnedTo }) => ({
    id,
    name,
    quantity,
    receivedOn,
    returnedOn,
    returnedTo,
  }))
}
