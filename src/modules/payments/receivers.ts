/** Accounts that two persons confirmed, opened for a line of a batch. */
import { dateText } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { accountPlace } from '#modules/providers/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'

const db = tablesOf<'payments', 'providers' | 'persons'>()

export interface Receiver {
  holder: string
  bank: string
  account: string
  accountIndex: Buffer
  accountMasked: string
}

interface StoredAccount extends Receiver {
  sealed: Buffer
}

/** Where a provider is paid today; undefined when no second person confirmed an account. */
export async function providerAccount(context: Context, organisationId: string): Promise<Receiver | undefined> {
  const found = await db(context)
    .selectFrom('providers.accountView')
    .select(['id', 'holder', 'bank', 'account', 'accountIndex', 'accountMasked'])
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', organisationId)
    .where('fromOn', '<=', context.today)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', context.today)]))
    .executeTakeFirst()
  if (!found) return undefined
  return opened(context, found, accountPlace(context.county, found.id))
}

export const homeAccountPlace = (county: string, id: string) => ({
  table: 'payments.home_account',
  column: 'account',
  county,
  row: id,
})

export async function homeAccounts(context: Context): Promise<Map<string, Receiver>> {
  const rows = await db(context)
    .selectFrom('payments.homeAccount')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('confirmedBy', 'is not', null)
    .where('fromOn', '<=', context.today)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', context.today)]))
    .execute()
  return new Map(
    rows.map((row) => [row.organisationId, opened(context, row, homeAccountPlace(context.county, row.id))]),
  )
}

export interface PersonAccount {
  id: string
  personId: string
  holder: string
  bank: string
  account: Buffer
  accountIndex: Buffer
  accountMasked: string
  holderIsPerson: boolean
  consentId: string | null
}

/** Confirmed accounts of persons on a day, still sealed. */
export function personAccounts(context: Context, personId?: string): Promise<PersonAccount[]> {
  return db(context)
    .selectFrom('persons.payeeView')
    .select([
      'id',
      'personId',
      'holder',
      'bank',
      'account',
      'accountIndex',
      'accountMasked',
      'holderIsPerson',
      'consentId',
    ])
    .where('countyCode', '=', context.county)
    .where('fromOn', '<=', context.today)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', context.today)]))
    .$if(personId !== undefined, (asked) => asked.where('personId', '=', personId ?? ''))
    .execute()
}

export const openPersonAccount = (context: Context, found: PersonAccount): Receiver =>
  opened(context, found, {
    table: 'persons.payee_account',
    column: 'account',
    county: context.county,
    row: found.id,
  })

function opened(
  context: Context,
  found: Omit<StoredAccount, 'account' | 'sealed'> & { account: Buffer },
  place: Parameters<Context['secrets']['open']>[0],
): Receiver {
  const { holder, bank, account, accountIndex, accountMasked } = found
  return { holder, bank, accountIndex, accountMasked, account: context.secrets.open(place, account) }
}

/** The account of today for a line that came back. */
export async function receiverNow(
  context: Context,
  item: { personId: string | null; organisationId: string | null; payeeKind: string; payee: string },
): Promise<Receiver> {
  const { personId, organisationId } = item
  if (personId) {
    const [found] = await personAccounts(context, personId)
    if (found) return openPersonAccount(context, found)
  } else if (organisationId) {
    const found =
      item.payeeKind === 'provider_account'
        ? await providerAccount(context, organisationId)
        : (await homeAccounts(context)).get(organisationId)
    if (found) return found
  }
  const dead = await wayOfDead(context, personId)
  if (dead) return refuse('refused', 'dead', `${item.payee}没有经复核的收款账户，${dead}`)
  return refuse('refused', 'no_account', `${item.payee}没有经复核的收款账户。请登记改正后的账户，由另一人复核后再重发`)
}

/** After a death no account is named anew: what came back goes to the one that was confirmed, or is settled with the estate. */
export async function wayOfDead(context: Context, personId: string | null): Promise<string | undefined> {
  if (!personId) return undefined
  const person = await db(context)
    .selectFrom('persons.personView')
    .select('diedOn')
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person?.diedOn) return undefined
  return `本人已于${dateText(person.diedOn)}死亡，不再登记新账户。原账户还能入账的，写明原因后按原账户重发；不能的，提出“不再重发”，由另一人决定后交继承人或遗产管理人`
}
