/** To whom each person's money goes, and every reason against it (F-01, F-02, F-07, F-08). */
import { firstDay, type PlainMonth } from '#kernel/calendar.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { objectionsUnder, payeeConsents } from './consents.ts'
import type { Standing } from './entitled.ts'
import { homeAccounts, type PersonAccount, personAccounts, type Receiver } from './receivers.ts'
import type { Consent, Purpose } from './rules.ts'
import type { PayeeKind } from './words.ts'

const db = tablesOf<'payments', 'persons' | 'stays' | 'access'>()

export interface Fault {
  code: string
  message: string
  blocking: boolean
  citations: Citation[]
}

export type Way =
  | { to: 'person'; kind: 'person' | 'relative'; account: PersonAccount }
  | { to: 'home'; kind: 'home' | 'organisation_account'; homeId: string; home: string; account: Receiver }

export interface Chosen {
  way: Way | undefined
  faults: Fault[]
}

export interface Surroundings {
  policy: PolicyInForce
  accounts: Map<string, PersonAccount>
  /** Persons by account, in hexadecimal. */
  sharing: Map<string, string[]>
  /** By person. */
  consents: Map<string, Consent[]>
  homes: Map<string, { id: string; name: string }>
  homeAccounts: Map<string, Receiver>
}

export async function surroundingsOf(context: Context, month: PlainMonth): Promise<Surroundings> {
  const accounts = await personAccounts(context)
  const sharing = new Map<string, string[]>()
  for (const { accountIndex, personId } of accounts) {
    const key = accountIndex.toString('hex')
    sharing.set(key, [...(sharing.get(key) ?? []), personId])
  }
  return {
    policy: await context.policyOn(context.today),
    accounts: new Map(accounts.map((account) => [account.personId, account])),
    sharing,
    consents: await payeeConsents(context),
    homes: await homesOf(context, month),
    homeAccounts: await homeAccounts(context),
  }
}

async function homesOf(context: Context, month: PlainMonth): Promise<Map<string, { id: string; name: string }>> {
  const first = firstDay(month)
  const rows = await db(context)
    .selectFrom('stays.stayView as stay')
    .innerJoin('access.organisationView as home', (join) =>
      join.onRef('home.countyCode', '=', 'stay.countyCode').onRef('home.id', '=', 'stay.organisationId'),
    )
    .select(['stay.personId', 'home.id', 'home.name'])
    .where('stay.countyCode', '=', context.county)
    .where('stay.category', '=', 'supported_centralised')
    .where('stay.fromOn', '<=', first)
    .where((eb) => eb.or([eb('stay.toOn', 'is', null), eb('stay.toOn', '>=', first)]))
    .execute()
  return new Map(rows.flatMap(({ personId, id, name }) => (personId ? [[personId, { id, name }]] : [])))
}

export function choose(person: Standing, purpose: Purpose, around: Surroundings): Chosen {
  return homeWay(person, purpose, around) ?? personWay(person, purpose, around)
}

/** Residents through their home, where the pack says so for this kind of money; care of residents never to themselves there. */
function homeWay(person: Standing, purpose: Purpose, around: Surroundings): Chosen | undefined {
  if (person.mode !== 'centralised') return undefined
  const { policy } = around
  const rule = policy.find<{ paid_to: string; covers: string[]; scope?: string }>('payment.to_institution')
  const through = rule?.value.covers.includes(purpose) && (rule.value.scope ?? 'centralised') === 'centralised'
  const forbidden =
    purpose === 'care' && policy.find<string[]>('payment.care.forbidden_payees')?.value.includes('person')
  if (!through && !forbidden) return undefined
  const citations = (through ? rule?.citations : policy.find('payment.care.forbidden_payees')?.citations) ?? []
  const home = around.homes.get(person.personId)
  const fault = (code: string, message: string): Chosen => ({
    way: undefined,
    faults: [{ code, message, blocking: true, citations }],
  })
  if (!home)
    return fault('no_stay', `${person.name}是集中供养，但月初没有在任何供养机构的入住记录。请先登记入住，再补发`)
  const account = around.homeAccounts.get(home.id)
  if (!account) return fault('no_home_account', `${home.name}没有经复核的账户。请登记供养机构账户，由另一人复核`)
  const kind = through ? 'home' : 'organisation_account'
  return { way: { to: 'home', kind, homeId: home.id, home: home.name, account }, faults: deadFaults(person) }
}

function personWay(person: Standing, purpose: Purpose, around: Surroundings): Chosen {
  const account = around.accounts.get(person.personId)
  if (!account) {
    const message = `${person.name}没有经复核的收款账户。请登记本人账户，由另一人复核；账户登记后在以后月份补发`
    return { way: undefined, faults: [{ code: 'no_account', message, blocking: true, citations: [] }] }
  }
  const kind: PayeeKind = account.holderIsPerson ? 'person' : 'relative'
  const asked = { payment: purpose, payee: kind, mode: person.mode ?? undefined, agreementPayee: undefined }
  const question = kind === 'relative' ? { ...asked, holder: account.holder } : asked
  const against = objectionsUnder(around.consents.get(person.personId) ?? [], question, around.policy)
  const code = kind === 'relative' ? 'holder_differs' : 'payee_refused'
  const faults = against.map(
    (reason): Fault => ({
      code,
      message: `${person.name}：${kind === 'relative' ? `户名“${account.holder}”与本人不一致。` : ''}${reason.message}`,
      blocking: true,
      citations: reason.citations ?? [],
    }),
  )
  const all = [...faults, ...sharedFaults(person, account, around), ...deadFaults(person)]
  return { way: faults.length > 0 ? undefined : { to: 'person', kind, account }, faults: all }
}

/** A clue, not a stop: husband and wife may share a card (F-08). */
function sharedFaults(person: Standing, account: PersonAccount, around: Surroundings): Fault[] {
  const others = (around.sharing.get(account.accountIndex.toString('hex')) ?? []).filter((id) => id !== person.personId)
  if (others.length === 0) return []
  const message = `${person.name}的账户（尾号${account.accountMasked.slice(-4)}）还为另外${others.length}人收款。请核实账户归谁、由谁领取。`
  const citations = around.policy.find('payment.consent_required')?.citations ?? []
  return [{ code: 'shared_account', message, blocking: false, citations }]
}

function deadFaults({ name, endedOn, endReason }: Standing): Fault[] {
  if (!endedOn || endReason !== 'death') return []
  const message = `${name}已于${endedOn}死亡。当月的钱照发，次月停发；请乡镇核实账户能否入账。`
  return [{ code: 'dead', message, blocking: false, citations: [] }]
}
