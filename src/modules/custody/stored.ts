/** Rows of accounts, what is asked of policy about them, and who may be told what. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import type { Citation, PolicyInForce, PolicyValue } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import type { Basis, ManagerRule, PocketMoneyRule } from './rules.ts'

export const db = tablesOf<'custody', 'access' | 'persons' | 'institutions' | 'stays'>()

export const inCounty = <T>(context: Context, run: () => Promise<T>): Promise<T> =>
  context.within({ kind: 'county', counties: [context.county], ids: [] }, run)

/** Locked until the transaction ends: two who move the same money come one after the other. */
export async function lockAccount(context: Context, accountId: string) {
  const row = await db(context)
    .selectFrom('custody.account')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'account', '没有找到这个代管账户。可能不在您的机构或辖区，请核对后再试')
  context.concerns(row.personId)
  return row
}
export type Account = Awaited<ReturnType<typeof lockAccount>>

/** What every row about an account repeats of it. */
export const ofAccount = (
  account: Pick<Account, 'countyCode' | 'id' | 'organisationId' | 'townshipId' | 'personId'>,
) => ({
  countyCode: account.countyCode,
  accountId: account.id,
  organisationId: account.organisationId,
  townshipId: account.townshipId,
  personId: account.personId,
})

export interface Asked {
  manager: PolicyValue<ManagerRule>
  pocketMoney: PolicyValue<PocketMoneyRule>
  basis: Basis
}

export async function askedOn(context: Context, day: PlainDate): Promise<Asked> {
  const policy = await context.policyOn(day)
  return {
    manager: policy.value<ManagerRule>('personal_funds.manager'),
    pocketMoney: policy.value<PocketMoneyRule>('personal_funds.pocket_money'),
    basis: { estate: cited(policy, 'estate.basis'), booking: cited(policy, 'personal_funds.entrusted_booking') },
  }
}

const cited = (policy: PolicyInForce, key: string): Citation[] => policy.find(key)?.citations ?? []

export function entrustmentsOf(context: Context, accountIds: readonly string[]) {
  return db(context)
    .selectFrom('custody.entrustment')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('accountId', 'in', accountIds.length > 0 ? [...accountIds] : [nobody])
    .orderBy('fromOn', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
export type Entrustment = Awaited<ReturnType<typeof entrustmentsOf>>[number]

export const nobody = '00000000-0000-0000-0000-000000000000'

/** Withdrawn, it holds no more from the day of the withdrawal on. */
export const holdsOn = (
  { fromOn, toOn, withdrawnOn }: Pick<Entrustment, 'fromOn' | 'toOn' | 'withdrawnOn'>,
  day: PlainDate,
): boolean => fromOn <= day && (toOn === null || toOn >= day) && (withdrawnOn === null || withdrawnOn > day)

/** Of one home; the county and a township see several. */
export async function findHome(context: Context, homeId: string) {
  const home = await db(context)
    .selectFrom('institutions.homeView')
    .select(['id', 'name', 'townshipId'])
    .where('countyCode', '=', context.county)
    .where('id', '=', homeId)
    .executeTakeFirst()
  return home ?? refuse('not_found', 'home', '没有找到这家供养机构，或不在您的辖区')
}

export async function homeNames(context: Context): Promise<Map<string, string>> {
  const rows = await db(context)
    .selectFrom('institutions.homeView')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** DG-0001: through the county, whichever home opens it. */
export function nextNumber(context: Context): Promise<string> {
  return inCounty(context, async () => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`custody ${context.county}`}, 0))`.execute(
      context.transaction,
    )
    const { rows } = await sql<{ last: number }>`select coalesce(max(substring(number from 4)::int), 0) as last
      from custody.account where county_code = ${context.county}`.execute(context.transaction)
    return `DG-${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`
  })
}

export const claimed = async (context: Context, fileId: string | null): Promise<string | null> =>
  fileId === null ? null : (await claimFile(context, fileId, 'custody')).fileId

/** Of these consents the register knows, by person. */
export async function consentsOf(context: Context, personIds: readonly string[]) {
  const rows = await db(context)
    .selectFrom('persons.consentView')
    .select(['id', 'personId', 'kind', 'givenBy', 'receiver', 'fromOn', 'toOn', 'withdrawnOn', 'informed'])
    .where('countyCode', '=', context.county)
    .where('personId', 'in', personIds.length > 0 ? [...personIds] : [nobody])
    .where('kind', 'in', ['pocket_money', 'entrusted_money'])
    .orderBy('fromOn')
    .orderBy('id')
    .execute()
  return rows
}
export type StoredConsent = Awaited<ReturnType<typeof consentsOf>>[number]

/** Somebody is named in it, it was put to him on paper or in words, and it holds on the day. */
export const consentHolds = (consent: StoredConsent, day: PlainDate): boolean =>
  consent.receiver !== '' && consent.informed !== false && holdsOn(consent, day)
