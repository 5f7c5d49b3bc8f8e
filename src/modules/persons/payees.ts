/** Where the living money goes: proposed by one, confirmed by another; somebody else only with a consent that holds (F-07, F-08). */
import { addDays } from '#kernel/calendar.ts'
import { maskedAccount } from '#kernel/identity-number.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { persons } from './contract.ts'
import { lockPerson, requireAlive } from './find-person.ts'
import { objectionsToPayee } from './rules.ts'

const db = tablesOf<'persons', 'access'>()

export const payees = part(persons, {
  async proposePayee(context, { personId, bank, holder, account: typed, consentId, fromOn }) {
    const person = await lockPerson(context, personId)
    requireAlive(person, moneyOfDead)
    const account = typed.replace(/\D/g, '')
    if (account.length < 8) refuse('invalid', 'account', `银行账号应为8至30位数字，现为${account.length}位。请核对。`)
    const holderIsPerson = holder === person.name
    const consent = consentId ? await consentOf(context, personId, consentId) : undefined
    requireNone(objectionsToPayee({ name: holder, isPerson: holderIsPerson }, consent, fromOn))
    const id = context.newId()
    const accountIndex = context.secrets.blindIndex('account', account)
    const others = await othersOn(context, accountIndex, personId)
    await db(context)
      .insertInto('persons.payeeAccount')
      .values({
        countyCode: context.county,
        id,
        personId,
        bank,
        holder,
        account: context.secrets.seal(
          { table: 'persons.payee_account', column: 'account', county: context.county, row: id },
          account,
        ),
        accountIndex,
        accountMasked: maskedAccount(account),
        holderIsPerson,
        consentId,
        fromOn,
        proposedBy: context.actor.accountId,
        proposedAt: context.now,
      })
      .execute()
    return { id, personId, warnings: others.length > 0 ? [sharedText(account, others)] : [] }
  },

  async confirmPayee(context, { id, agree, reason }) {
    const proposed = await db(context)
      .selectFrom('persons.payeeAccount')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .where('confirmedBy', 'is', null)
      .where('refusedOn', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!proposed) return refuse('not_found', 'payee', '没有找到待确认的收款账户，可能已由他人办理。')
    if (proposed.proposedBy === context.actor.accountId)
      return refuse('forbidden', 'same_person', '收款账户由您登记，须由另一人确认。')
    const person = await lockPerson(context, proposed.personId)
    if (!agree) {
      if (reason.length < 4) refuse('invalid', 'reason', '退回请写明理由，至少4个字。')
      await decide(context, id, { refusedOn: context.today, refusedReason: reason })
      return { personId: proposed.personId, warnings: [] }
    }
    requireAlive(person, `${moneyOfDead}。待确认的这个账户请退回`)
    const consent = proposed.consentId ? await consentOf(context, proposed.personId, proposed.consentId) : undefined
    const holder = { name: proposed.holder, isPerson: proposed.holderIsPerson }
    requireNone(objectionsToPayee(holder, consent, proposed.fromOn))
    await closeEarlier(context, proposed)
    await decide(context, id, { confirmedBy: context.actor.accountId, confirmedAt: context.now })
    const others = await othersOn(context, proposed.accountIndex, proposed.personId)
    return {
      personId: proposed.personId,
      warnings: others.length > 0 ? [sharedText(proposed.accountMasked, others)] : [],
    }
  },

  async payeesToConfirm(context) {
    const rows = await db(context)
      .selectFrom('persons.payeeAccount as payee')
      .innerJoin('persons.person as person', (join) =>
        join.onRef('person.countyCode', '=', 'payee.countyCode').onRef('person.id', '=', 'payee.personId'),
      )
      .leftJoin('access.areaView as township', 'township.id', 'person.townshipId')
      .select([
        'payee.id',
        'payee.personId',
        'person.name as person',
        'township.name as township',
        'payee.bank',
        'payee.holder',
      ])
      .select(['payee.accountMasked', 'payee.accountIndex', 'payee.holderIsPerson', 'payee.fromOn', 'payee.proposedBy'])
      .where('payee.countyCode', '=', context.county)
      .where('payee.confirmedBy', 'is', null)
      .where('payee.refusedOn', 'is', null)
      .orderBy('payee.proposedAt')
      .limit(500)
      .execute()
    const shared = await sharedCounts(
      context,
      rows.map(({ accountIndex }) => accountIndex),
    )
    context.shows({ state: 'proposed' }, rows.length)
    return rows.map(({ accountIndex, township, proposedBy, ...row }) => ({
      ...row,
      township: township ?? '',
      proposedBy,
      alsoFor: shared.get(`${accountIndex.toString('hex')}`)?.filter((each) => each !== row.personId).length ?? 0,
      mine: proposedBy === context.actor.accountId,
    }))
  },
})

/** Where what is still due to somebody who died is dealt with: to no account that is named after his death. */
const moneyOfDead = '应付未付的钱在“死亡处理”的“账户和代管资金结清”中办理；银行退回的，在“发放”中写明原因按原账户重发'

type Payee = { id: string; personId: string; fromOn: ReturnType<typeof addDays> }

/** The account before ends the day before; one that would begin later gives way. */
async function closeEarlier(context: Context, next: Payee): Promise<void> {
  const confirmed = db(context)
    .updateTable('persons.payeeAccount')
    .where('countyCode', '=', context.county)
    .where('personId', '=', next.personId)
    .where('confirmedBy', 'is not', null)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', next.fromOn)]))
  await confirmed
    .set({ toOn: addDays(next.fromOn, -1) })
    .where('fromOn', '<', next.fromOn)
    .execute()
  await confirmed
    .set({ confirmedBy: null, refusedOn: context.today, refusedReason: '由另一账户代替' })
    .where('fromOn', '>=', next.fromOn)
    .execute()
}

type Decided =
  | { refusedOn: Payee['fromOn']; refusedReason: string }
  | { confirmedBy: string; confirmedAt: Context['now'] }

async function decide(context: Context, id: string, decided: Decided): Promise<void> {
  await db(context)
    .updateTable('persons.payeeAccount')
    .set(decided)
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .execute()
}

function consentOf(context: Context, personId: string, consentId: string) {
  return db(context)
    .selectFrom('persons.consent')
    .select(['kind', 'receiver', 'fromOn', 'toOn', 'withdrawnOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('id', '=', consentId)
    .executeTakeFirst()
}

async function othersOn(context: Context, accountIndex: Buffer, personId: string): Promise<string[]> {
  const rows = await db(context)
    .selectFrom('persons.payeeAccount as payee')
    .innerJoin('persons.person as person', (join) =>
      join.onRef('person.countyCode', '=', 'payee.countyCode').onRef('person.id', '=', 'payee.personId'),
    )
    .select(['person.name', 'payee.personId'])
    .distinct()
    .where('payee.countyCode', '=', context.county)
    .where('payee.accountIndex', '=', accountIndex)
    .where('payee.personId', '<>', personId)
    .where('payee.refusedOn', 'is', null)
    .limit(20)
    .execute()
  return rows.map(({ name }) => name)
}

/** Persons of each account, by the account's index in hexadecimal. */
async function sharedCounts(context: Context, indexes: readonly Buffer[]): Promise<Map<string, string[]>> {
  if (indexes.length === 0) return new Map()
  const rows = await db(context)
    .selectFrom('persons.payeeAccount')
    .select(['accountIndex', 'personId'])
    .distinct()
    .where('countyCode', '=', context.county)
    .where('accountIndex', 'in', [...indexes])
    .where('refusedOn', 'is', null)
    .execute()
  const found = new Map<string, string[]>()
  for (const row of rows) {
    const key = row.accountIndex.toString('hex')
    found.set(key, [...(found.get(key) ?? []), row.personId])
  }
  return found
}

const sharedText = (account: string, names: readonly string[]): string =>
  `该账户（尾号${account.slice(-4)}）还用于${names.slice(0, 5).join('、')}${names.length > 5 ? `等${names.length}人` : ''}。请核实账户归谁、由谁领取。`
