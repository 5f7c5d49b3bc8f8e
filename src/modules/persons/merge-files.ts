/** Person file and household file of the province as one list: the household fills what the person's row leaves open. */
import { maskedAccount, maskedIdentityNumber, maskedPhone } from '#kernel/identity-number.ts'
import { type Field, fieldTitle } from './fields.ts'
import type { Draft, Fault, Values } from './import-faults.ts'
import { faultOn } from './judge-rows.ts'

const householdFields: readonly Field[] = [
  'householderName',
  'householderIdNumber',
  'phone',
  'address',
  'registeredAddress',
  'householdClass',
  'supportMode',
  'firstMonth',
  'certificateNumber',
  'province',
  'city',
  'county',
  'township',
  'village',
]
/** One account is one fact: bank, holder and number come from the same file or not at all. */
const bankFields: readonly Field[] = ['bankName', 'accountHolder', 'accountNumber', 'cardAccount']

const masks: Partial<Record<Field, (text: string) => string>> = {
  phone: maskedPhone,
  accountNumber: maskedAccount,
  cardAccount: maskedAccount,
  householderIdNumber: maskedIdentityNumber,
}
const shown = (field: Field, text: string): string => (masks[field] ?? ((plain: string) => plain))(text)

function conflict(person: Draft, family: Draft, field: Field): Fault[] {
  const own = person.values[field]
  const other = family.values[field]
  if (!own || !other || own === other) return []
  const title = fieldTitle[field]
  const message = `${title}“${shown(field, own)}”与家庭表第${family.row}行的“${shown(field, other)}”不一致，按人员表读取。请核对。`
  return [faultOn(person, field, { code: 'files_differ', message, severity: 'warning' })]
}

function merged(person: Draft, family: Draft): Draft {
  const ownAccount = bankFields.some((field) => person.values[field])
  const filled = (ownAccount ? householdFields : [...householdFields, ...bankFields]).filter(
    (field) => !person.values[field] && !person.written[field] && (family.values[field] || family.written[field]),
  )
  const values: Values = { ...person.values }
  const written: Values = { ...person.written }
  for (const field of filled) {
    const value = family.values[field]
    const text = family.written[field]
    if (value) values[field] = value
    if (text) written[field] = text
  }
  const brought = family.faults
    .filter((fault) => filled.includes(fault.field))
    .map((fault) => faultOn(person, fault.field, { ...fault, message: `家庭表第${family.row}行：${fault.message}` }))
  const conflicts = [...householdFields, ...bankFields].flatMap((field) => conflict(person, family, field))
  // The account stays one fact: a number of the person's own row is not called a conflict with the household's name.
  const faults = [...person.faults, ...brought, ...conflicts]
  const villageId = person.villageId ?? (filled.includes('village') ? family.villageId : undefined)
  return { ...person, values, written, faults, townshipId: person.townshipId ?? family.townshipId, villageId }
}

function familyOnly(family: Draft): Draft {
  const message = `只在家庭表第${family.row}行，人员表中没有此人。请核对是否漏导。`
  return {
    ...family,
    faults: [...family.faults, faultOn(family, 'name', { code: 'family_only', message, severity: 'warning' })],
  }
}

/** A member's own line wins over the line of his household. */
export function mergeFiles(persons: readonly Draft[], families: readonly Draft[]): Draft[] {
  const byMember = new Map<string, Draft>()
  const byHouseholder = new Map<string, Draft>()
  for (const family of families) {
    const { idNumber, householderIdNumber } = family.values
    if (idNumber && !byMember.has(idNumber)) byMember.set(idNumber, family)
    if (householderIdNumber && !byHouseholder.has(householderIdNumber)) byHouseholder.set(householderIdNumber, family)
  }
  const seen = new Set<string>()
  const drafts = persons.map((person) => {
    const { idNumber = '', householderIdNumber = '' } = person.values
    seen.add(idNumber)
    const family = byMember.get(idNumber) ?? byHouseholder.get(householderIdNumber) ?? byHouseholder.get(idNumber)
    return family ? merged(person, family) : person
  })
  const others = families.filter((family) => family.values.idNumber && !seen.has(family.values.idNumber))
  return [...drafts, ...others.map(familyOnly)]
}
