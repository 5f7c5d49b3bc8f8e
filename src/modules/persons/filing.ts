/** Opens a file for a person: row, search tokens, first facts. Used one by one and by lists of fifty thousand. */
import type { PlainDate } from '#kernel/calendar.ts'
import { maskedIdentityNumber, maskedPhone } from '#kernel/identity-number.ts'
import type { Context } from '#platform/context.ts'
import type { NewPerson } from './file-operations.ts'
import { type Identity, tidyPhone } from './rules.ts'
import { initialsOf, searchTokens, sortKeyOf } from './search-keys.ts'
import type { FactKind, PersonStatus } from './words.ts'

export interface NewFact {
  kind: FactKind
  value: string
  fromOn: PlainDate
}

export type Origin = 'recognition' | 'decided_outside'

export interface Filing {
  id: string
  /** Columns of persons.person that hold nothing sealed, by their names in SQL. */
  person: Record<string, string | number | boolean | null>
  idNumber: Buffer | null
  idIndex: Buffer | null
  idLast4: Buffer | null
  phone: Buffer | null
  tokens: string[]
  facts: NewFact[]
}

type Sealing = Pick<Context, 'county' | 'secrets'>

const sealed = (context: Sealing, id: string, column: string, text: string): Buffer | null =>
  text === '' ? null : context.secrets.seal({ table: 'persons.person', column, county: context.county, row: id }, text)

export interface SealedIdentity {
  idNumber: Buffer | null
  idIndex: Buffer | null
  idLast4: Buffer | null
  idMasked: string
}

/** A number that cannot be one (kept with a reason) is found as it is written. */
export function sealedIdentity(context: Sealing, id: string, number: string): SealedIdentity {
  const { secrets } = context
  return {
    idNumber: sealed(context, id, 'id_number', number),
    idIndex: number === '' ? null : secrets.blindIndex('identity', number),
    idLast4: number.length < 4 ? null : secrets.blindIndex('last4', number.slice(-4)),
    idMasked: number === '' ? '' : maskedIdentityNumber(number),
  }
}

export const sealedPhone = (context: Sealing, id: string, text: string) => {
  const phone = tidyPhone(text)
  return { phone: sealed(context, id, 'phone', phone), phoneMasked: phone === '' ? '' : maskedPhone(phone) }
}

export interface NameKeys {
  sort: string
  tokens: string[]
}
const keysOf = new Map<string, NameKeys>()

/** Reading a name in pinyin costs more than all else here, and names repeat. */
export function nameKeys(name: string): NameKeys {
  const known = keysOf.get(name)
  if (known) return known
  const made = { sort: sortKeyOf(name), tokens: [...new Set([...searchTokens(name), ...initialsOf(name)])] }
  if (keysOf.size >= 20_000) keysOf.clear()
  keysOf.set(name, made)
  return made
}

interface Details {
  id: string
  fileNo: string
  identity: Identity
  origin: Origin
  today: PlainDate
}

export function filingOf(context: Sealing, given: NewPerson, details: Details): Filing {
  const { id, identity } = details
  const { idMasked, ...identityColumns } = sealedIdentity(context, id, identity.number)
  const { phone, phoneMasked } = sealedPhone(context, id, given.phone)
  const keys = nameKeys(given.name)
  const status: PersonStatus = given.supportedFrom > details.today ? 'awaiting' : 'active'
  return {
    id,
    person: {
      ...plainColumns(given, details),
      name_sort: keys.sort,
      id_masked: idMasked,
      phone_masked: phoneMasked,
      status,
    },
    ...identityColumns,
    phone,
    tokens: keys.tokens,
    facts: firstFacts(given),
  }
}

function plainColumns(given: NewPerson, { id, fileNo, identity, origin }: Details): Filing['person'] {
  return {
    id,
    name: given.name,
    sex: identity.sex,
    born_on: identity.bornOn,
    ethnicity: given.ethnicity,
    id_remark: given.idRemark,
    household_class: given.householdClass,
    registered_at: given.registeredAt,
    residence: given.residence,
    township_id: given.townshipId,
    village_id: given.villageId,
    commissioning_township_id: given.commissioningTownshipId,
    organisation_id: given.organisationId,
    mode: given.mode,
    level: given.level,
    supported_from: given.supportedFrom,
    certificate_no: given.certificateNo,
    file_no: fileNo,
    disability: given.disability,
    disability_card: given.disabilityCard,
    insurance: given.insurance,
    remarks: given.remarks,
    marital: given.marital,
    origin,
    decision_no: given.decisionNo,
    decided_on: given.decidedOn,
    paper_reference: given.paperReference,
  }
}

function firstFacts(given: NewPerson): NewFact[] {
  const fromOn = given.supportedFrom
  const facts: NewFact[] = [
    { kind: 'status', value: 'active', fromOn },
    { kind: 'mode', value: given.mode, fromOn },
    { kind: 'level', value: given.level, fromOn },
    { kind: 'township', value: given.townshipId, fromOn },
    { kind: 'class', value: given.householdClass, fromOn },
  ]
  if (given.villageId) facts.push({ kind: 'village', value: given.villageId, fromOn })
  if (given.organisationId) facts.push({ kind: 'organisation', value: given.organisationId, fromOn })
  return facts
}
