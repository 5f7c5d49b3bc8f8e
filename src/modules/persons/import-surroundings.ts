/** What a list is checked against: places, who is on file, which accounts are in use. Looked up in bulk. */
import { sql } from 'kysely'
import { monthOf, type PlainDate } from '#kernel/calendar.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { citationText } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { areaFinder, type KnownArea } from './area-names.ts'
import { standingFrom } from './identity-standing.ts'
import type { Values } from './import-faults.ts'
import { consentHolds } from './rules.ts'
import type { AccountUse, CasesFirst, PersonElsewhere, PersonHere, Surroundings } from './surroundings.ts'

const db = tablesOf<'persons', 'access'>()

export interface Around extends Surroundings {
  /** Responsible township of those on file, for who imports for one township only. */
  townshipOf: ReadonlyMap<string, string>
  /** Homes and providers by name. */
  organisations: ReadonlyMap<string, string>
}

export async function surroundingsFor(context: Context, numbers: readonly string[]): Promise<Around> {
  const areas = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'level', 'name', 'parentId', 'successorId'])
    .where('countyCode', '=', context.county)
    .execute()
  const known = (level: string): KnownArea[] =>
    areas
      .filter((area) => area.level === level)
      .map(({ id, name, parentId, successorId }) => ({
        id,
        name,
        ...(parentId ? { parentId } : {}),
        ...(successorId ? { successorId } : {}),
      }))
  const { placed, ...found } = await peopleOf(context, numbers)
  return {
    casesFirst: { ...(await rulesFirst(context)), placed },
    today: context.today,
    countyName: areas.find((area) => area.level === 'county')?.name ?? '',
    findTownship: areaFinder(known('township')),
    findVillage: areaFinder(known('village')),
    levelWords: await levelWords(context),
    organisations: await organisationsByName(context),
    ...found,
  }
}

async function rulesFirst(context: Context): Promise<Omit<CasesFirst, 'placed'>> {
  const policy = await context.policyOn(context.today)
  const cited = (key: string) => policy.find(key)?.citations.map(citationText).join('、')
  const [hearing, placement] = [cited('exit.hearing_required'), cited('placement.consent')]
  const assessed = cited('assessment.assessor')
  return { ...(hearing ? { hearing } : {}), ...(placement ? { placement } : {}), ...(assessed ? { assessed } : {}) }
}

async function levelWords(context: Context): Promise<Map<string, SelfCareLevel>> {
  const policy = await context.policyOn(context.today)
  const labels = policy.find<Record<string, string>>('codes.self_care_level.labels')?.value ?? {}
  return new Map(SelfCareLevel.options.flatMap((level) => (labels[level] ? [[labels[level], level] as const] : [])))
}

async function organisationsByName(context: Context): Promise<Map<string, string>> {
  const rows = await db(context)
    .selectFrom('access.organisationView')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .where('kind', 'in', ['home', 'provider'])
    .where('toOn', 'is', null)
    .execute()
  return new Map(rows.map(({ id, name }) => [name, id]))
}

type Found = Pick<Around, 'people' | 'townshipOf' | 'payeeConsents'> & { placed: ReadonlySet<string> }

async function peopleOf(context: Context, numbers: readonly string[]): Promise<Found> {
  const byIndex = new Map(
    numbers.map((number) => [context.secrets.blindIndex('identity', number).toString('hex'), number]),
  )
  const indexes = [...byIndex.keys()].map((hex) => Buffer.from(hex, 'hex'))
  const { rows } = await sql<{ idIndex: Buffer; standing: string }>`
    select id_index, standing from persons.identity_standings(${indexes}::bytea[], ${context.county})`.execute(
    context.transaction,
  )
  const people = new Map<string, PersonHere | PersonElsewhere>()
  const hereIds = new Map<string, string>()
  for (const row of rows) {
    const number = byIndex.get(row.idIndex.toString('hex')) ?? ''
    const standing = standingFrom(row.standing)
    if (standing.kind === 'here') hereIds.set(standing.personId, number)
    else if (standing.kind !== 'free')
      people.set(number, {
        where: 'elsewhere',
        ...(standing.kind === 'ended_elsewhere' ? { lastMonth: standing.lastMonth } : {}),
      })
  }
  return hereOf(context, hereIds, people)
}

async function hereOf(
  context: Context,
  hereIds: ReadonlyMap<string, string>,
  people: Map<string, PersonHere | PersonElsewhere>,
): Promise<Found> {
  const townshipOf = new Map<string, string>()
  const payeeConsents = new Set<string>()
  const placed = new Set<string>()
  if (hereIds.size === 0) return { people, townshipOf, payeeConsents, placed }
  for (const row of await onFile(context, [...hereIds.keys()])) {
    const number = hereIds.get(row.id) ?? ''
    townshipOf.set(row.id, row.townshipId)
    people.set(number, {
      where: 'here',
      personId: row.id,
      name: row.name,
      township: row.township ?? '',
      since: monthOf(row.supportedFrom ?? context.today),
      ...(row.endedOn ? { endedOn: row.endedOn } : {}),
      values: valuesOf(context, row),
    })
  }
  for (const consent of await consentsOf(context, [...hereIds.keys()]))
    if (consentHolds(consent, context.today))
      (consent.kind === 'payee' ? payeeConsents : placed).add(hereIds.get(consent.personId) ?? '')
  return { people, townshipOf, payeeConsents, placed }
}

async function onFile(context: Context, ids: readonly string[]) {
  const { rows } = await sql<OnFile>`
    select p.id, p.name, p.sex, p.born_on, p.ethnicity, p.marital, p.level, p.mode, p.household_class, p.registered_at, p.residence,
      p.phone, p.certificate_no, p.township_id, p.supported_from, p.ended_on, township.name as township, village.name as village,
      payee.id as payee_id, payee.account, payee.bank, payee.holder
    from persons.person p left join access.area_view township on township.id = p.township_id
    left join access.area_view village on village.id = p.village_id
    left join lateral (select a.id, a.account, a.bank, a.holder from persons.payee_account a
      where a.county_code = p.county_code and a.person_id = p.id and a.refused_on is null order by a.from_on desc, a.id desc limit 1) payee on true
    where p.county_code = ${context.county} and p.id = any (${[...ids]}::uuid[])`.execute(context.transaction)
  return rows
}

interface OnFile {
  id: string
  name: string
  sex: string
  bornOn: PlainDate
  ethnicity: string
  marital: string
  level: string | null
  mode: string | null
  householdClass: string
  registeredAt: string
  residence: string
  phone: Buffer | null
  certificateNo: string
  townshipId: string
  supportedFrom: PlainDate | null
  endedOn: PlainDate | null
  township: string | null
  village: string | null
  payeeId: string | null
  account: Buffer | null
  bank: string | null
  holder: string | null
}

function valuesOf(context: Context, row: OnFile): Values {
  const { county, secrets } = context
  const phone = row.phone
    ? secrets.open({ table: 'persons.person', column: 'phone', county, row: row.id }, row.phone)
    : ''
  const account =
    row.account && row.payeeId
      ? secrets.open({ table: 'persons.payee_account', column: 'account', county, row: row.payeeId }, row.account)
      : ''
  return {
    name: row.name,
    sex: row.sex,
    bornOn: row.bornOn,
    ethnicity: row.ethnicity,
    marital: row.marital,
    selfCareLevel: row.level ?? '',
    supportMode: row.mode ?? '',
    householdClass: row.householdClass,
    registeredAddress: row.registeredAt,
    address: row.residence,
    phone,
    certificateNumber: row.certificateNo,
    township: row.township ?? '',
    village: row.village ?? '',
    accountNumber: account,
  }
}

function consentsOf(context: Context, ids: readonly string[]) {
  return db(context)
    .selectFrom('persons.consent')
    .select(['personId', 'kind', 'receiver', 'fromOn', 'toOn', 'withdrawnOn'])
    .where('countyCode', '=', context.county)
    .where('kind', 'in', ['payee', 'placement'])
    .where(sql<boolean>`person_id = any (${[...ids]}::uuid[])`)
    .execute()
}

/** F-08: for whom the accounts of a list already receive. */
export async function accountUses(context: Context, accounts: readonly string[]): Promise<Map<string, AccountUse[]>> {
  const byIndex = new Map(
    accounts.map((account) => [context.secrets.blindIndex('account', account).toString('hex'), account]),
  )
  const indexes = [...byIndex.keys()].map((hex) => Buffer.from(hex, 'hex'))
  const { rows } = await sql<{ accountIndex: Buffer; personId: string; name: string }>`
    select distinct a.account_index, a.person_id, p.name from persons.payee_account a
    join persons.person p on p.county_code = a.county_code and p.id = a.person_id
    where a.county_code = ${context.county} and a.account_index = any (${indexes}::bytea[]) and a.refused_on is null`.execute(
    context.transaction,
  )
  const uses = new Map<string, AccountUse[]>()
  for (const row of rows) {
    const account = byIndex.get(row.accountIndex.toString('hex')) ?? ''
    uses.set(account, [...(uses.get(account) ?? []), { personId: row.personId, name: row.name }])
  }
  return uses
}
