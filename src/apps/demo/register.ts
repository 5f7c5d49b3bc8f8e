/** Takes invented persons into the register in one piece, by the one door, so that the record holds their facts. */
import { sql } from 'kysely'
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { command, contract, type InputOf } from '#kernel/contract.ts'
import { maskedAccount, maskedIdentityNumber, maskedPhone } from '#kernel/identity-number.ts'
import { secret } from '#kernel/secret.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { initialsOf, searchTokens, sortKeyOf } from '#modules/persons/search-keys.ts'
import type { Context } from '#platform/context.ts'
import { implement, type Module } from '#platform/module.ts'
import { insert, type Line } from './insert-rows.ts'
import { paperOperations, papers } from './register-papers.ts'

const Invented = z.object({
  id: z.uuid(),
  name: z.string(),
  sex: z.enum(['male', 'female']),
  bornOn: PlainDate,
  idNumber: secret(z.string()),
  phone: secret(z.string()),
  ethnicity: z.string(),
  residence: z.string(),
  householdClass: z.enum(['urban', 'rural']),
  townshipId: z.uuid(),
  villageId: z.uuid(),
  organisationId: z.uuid().nullable(),
  mode: SupportMode,
  level: SelfCareLevel,
  supportedFrom: PlainDate,
  /** Support begins the month after; the first day of support where nothing else is said. */
  decidedOn: PlainDate.optional(),
  fileNo: z.string(),
  bank: z.string(),
  account: secret(z.string()),
  carer: z.object({ name: z.string(), relation: z.string(), phone: secret(z.string()) }).nullable(),
  capacity: z.enum(['full', 'limited', 'none']).default('full'),
  capacityBasis: z.string().default(''),
  guardian: z.object({ name: z.string(), relation: z.string(), phone: secret(z.string()) }).optional(),
  position: z.object({ longitude: z.number(), latitude: z.number() }).optional(),
})
export type InventedEntry = z.input<typeof Invented>

export const demo = contract('demo', {
  adoptPersons: command({
    title: '建立演示人员',
    internal: true,
    input: z.object({ knownAt: Instant, basis: z.string(), persons: z.array(Invented).max(5000) }),
    output: z.object({ persons: z.int() }),
  }),
  ...paperOperations,
})
type Input = InputOf<typeof demo.operations.adoptPersons>
type Entry = Input['persons'][number]

export const demoModule: Module = {
  service: implement(demo, {
    ...papers,
    async adoptPersons(context, { knownAt, basis, persons }) {
      await insert(
        context,
        'persons.person',
        persons.map((person) => personRow(context, person, knownAt)),
      )
      await insert(
        context,
        'persons.search_token',
        persons.flatMap((person) => tokenRows(context, person)),
      )
      await claim(context, persons, knownAt)
      await insert(
        context,
        'persons.fact',
        persons.flatMap((person) => factRows(context, person, { knownAt, basis })),
      )
      context.wrote('persons.fact')
      await insert(
        context,
        'persons.contact',
        persons.flatMap((person) => carerRows(context, person)),
      )
      await insert(
        context,
        'persons.consent',
        persons.flatMap((person) => consentRows(context, person)),
      )
      await insert(
        context,
        'persons.payee_account',
        persons.map((person) => payeeRow(context, person)),
      )
      await insert(
        context,
        'persons.guardian',
        persons.flatMap((person) => guardianRows(context, person)),
      )
      return { persons: persons.length }
    },
  }),
}

const seal = (context: Context, place: { table: string; column: string; row: string }, text: string) =>
  context.secrets.seal({ ...place, county: context.county }, text)

function personRow(context: Context, person: Entry, knownAt: Instant): Line {
  const { id, idNumber, phone } = person
  const table = 'persons.person'
  return {
    county_code: context.county,
    id,
    name: person.name,
    name_sort: sortKeyOf(person.name),
    sex: person.sex,
    born_on: person.bornOn,
    ethnicity: person.ethnicity,
    id_number: seal(context, { table, column: 'id_number', row: id }, idNumber),
    id_index: context.secrets.blindIndex('identity', idNumber),
    id_masked: maskedIdentityNumber(idNumber),
    id_last4: context.secrets.blindIndex('last4', idNumber.slice(-4)),
    phone: seal(context, { table, column: 'phone', row: id }, phone),
    phone_masked: maskedPhone(phone),
    household_class: person.householdClass,
    registered_at: person.residence,
    residence: person.residence,
    township_id: person.townshipId,
    village_id: person.villageId,
    organisation_id: person.organisationId,
    status: 'active',
    mode: person.mode,
    level: person.level,
    supported_from: person.supportedFrom,
    file_no: person.fileNo,
    origin: 'decided_outside',
    decision_no: '（演示）',
    decided_on: person.decidedOn ?? person.supportedFrom,
    paper_reference: '演示数据',
    changed_at: knownAt,
    capacity: person.capacity,
    capacity_basis: person.capacityBasis,
    capacity_since: person.capacityBasis === '' ? null : person.supportedFrom,
    longitude: person.position?.longitude ?? null,
    latitude: person.position?.latitude ?? null,
    datum: person.position ? 'WGS-84' : null,
    accuracy: person.position ? 15 : null,
    position_source: person.position ? '入户采集（演示）' : '',
  }
}

function tokenRows(context: Context, { id, name, townshipId, organisationId }: Entry): Line[] {
  return [...new Set([...searchTokens(name), ...initialsOf(name)])].map((token) => ({
    county_code: context.county,
    token,
    person_id: id,
    township_id: townshipId,
    organisation_id: organisationId,
  }))
}

async function claim(context: Context, persons: readonly Entry[], knownAt: Instant): Promise<void> {
  const indexes = persons.map(({ idNumber }) => context.secrets.blindIndex('identity', idNumber))
  const ids = persons.map(({ id }) => id)
  await sql`select persons.claim_identities(${indexes}::bytea[], ${context.county}, ${ids}::uuid[], ${knownAt}::timestamptz)`.execute(
    context.transaction,
  )
}

function factRows(context: Context, person: Entry, known: { knownAt: Instant; basis: string }): Line[] {
  const facts: Record<string, string | null> = {
    status: 'active',
    mode: person.mode,
    level: person.level,
    township: person.townshipId,
    village: person.villageId,
    class: person.householdClass,
    organisation: person.organisationId,
  }
  return Object.entries(facts).flatMap(([kind, value]) =>
    value === null
      ? []
      : [
          {
            county_code: context.county,
            id: context.newId(),
            person_id: person.id,
            kind,
            value,
            from_on: person.supportedFrom,
            known_at: known.knownAt,
            basis: known.basis,
            decided_on: person.decidedOn ?? person.supportedFrom,
            source: 'demo',
            entry_id: context.entryId,
          },
        ],
  )
}

function carerRows(context: Context, { id: personId, carer }: Entry): Line[] {
  if (!carer) return []
  const id = context.newId()
  const phone = seal(context, { table: 'persons.contact', column: 'phone', row: id }, carer.phone)
  const { name, relation } = carer
  const shown = { name, relation, phone, phone_masked: maskedPhone(carer.phone), place: 1, role: 'carer' }
  return [{ county_code: context.county, id, person_id: personId, ...shown }]
}

function guardianRows(context: Context, { id: personId, guardian, supportedFrom }: Entry): Line[] {
  if (!guardian) return []
  const id = context.newId()
  const phone = seal(context, { table: 'persons.guardian', column: 'phone', row: id }, guardian.phone)
  const { name, relation } = guardian
  const shown = { name, relation, phone, phone_masked: maskedPhone(guardian.phone) }
  const ground = { scope: ['property', 'medical', 'signing'], basis: '演示：指定监护证明', from_on: supportedFrom }
  return [{ county_code: context.county, id, person_id: personId, ...shown, ...ground }]
}

/** Whoever lives in a home wished it before he moved in. */
function consentRows(context: Context, { id, mode, supportedFrom }: Entry): Line[] {
  if (mode !== 'centralised') return []
  const words = { kind: 'placement', given_by: 'person', scope: '入住敬老院', paper_reference: '演示意愿书' }
  return [{ county_code: context.county, id: context.newId(), person_id: id, ...words, from_on: supportedFrom }]
}

function payeeRow(context: Context, { id: personId, name, bank, account, supportedFrom }: Entry): Line {
  const id = context.newId()
  return {
    county_code: context.county,
    id,
    person_id: personId,
    bank,
    holder: name,
    account: seal(context, { table: 'persons.payee_account', column: 'account', row: id }, account),
    account_index: context.secrets.blindIndex('account', account),
    account_masked: maskedAccount(account),
    holder_is_person: true,
    from_on: supportedFrom,
    proposed_by: 'demo-1',
    confirmed_by: 'demo-2',
  }
}
