/** 更正信息: never overwrites in silence; old value, new value, reason and paper stay side by side. */
import { sql } from 'kysely'
import { addMonths, dateText, firstDay, monthOf, PlainDate } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { birthDateOf, faultOfIdentityNumber, sexOf, tidyIdentityNumber } from '#kernel/identity-number.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { nameFaults } from './check-values.ts'
import { persons } from './contract.ts'
import { assertFacts, insertFacts, standingFacts } from './facts.ts'
import { nameKeys, type NewFact, sealedIdentity, sealedPhone } from './filing.ts'
import { lockPerson, type Person } from './find-person.ts'
import { identityStanding } from './identity-standing.ts'
import { objectionsOfOthers } from './others.ts'
import { faultOfPhone, tidyPhone } from './rules.ts'
import { correctedText, HouseholdClass, Sex, sexText, householdClassText } from './words.ts'
import { faultOfName, tidyName } from './written-words.ts'

const db = tablesOf<'persons'>()
type Correction = InputOf<(typeof persons)['operations']['correct']>
type Columns = Partial<Omit<Person, 'countyCode' | 'id'>>

/** What a correction writes, and what it shows of old and new. */
interface Corrected {
  columns: Columns
  oldValue: string
  newValue: string
  oldSealed?: Buffer | null
  warnings: string[]
  /** Written beside the row, once it is written: search keys, the claim of a number. */
  besides?: () => Promise<unknown>
}

/** One field corrected; also what a list changes of somebody on file. */
export async function applyCorrection(context: Context, input: Correction) {
  const person = await lockPerson(context, input.personId, input.version)
  const corrected = await shownCorrection(context, person, input)
  await db(context)
    .updateTable('persons.person')
    .set({ ...corrected.columns, version: person.version + 1, changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow()
  await corrected.besides?.()
  await keep(context, input, corrected)
  await correctFacts(context, person, input)
  return { personId: person.id, warnings: corrected.warnings }
}

/** What would be written, refused where it may not be. */
export async function shownCorrection(context: Context, person: Person, input: Correction): Promise<Corrected> {
  const corrected = await correctedBy(context, person, input)
  if (corrected.oldValue === corrected.newValue && !corrected.oldSealed)
    refuse('refused', 'same', `${correctedText[input.field]}与现在登记的相同，没有需要更正的内容。`)
  return corrected
}

export const corrections = part(persons, {
  async locate(context, { personId, longitude, latitude, datum, accuracy, source }) {
    const person = await lockPerson(context, personId)
    await db(context)
      .updateTable('persons.person')
      .set({
        longitude,
        latitude,
        datum,
        accuracy,
        positionSource: source,
        version: person.version + 1,
        changedAt: context.now,
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', personId)
      .execute()
    return { personId, warnings: [] }
  },
})

async function correctedBy(context: Context, person: Person, { field, value }: Correction): Promise<Corrected> {
  switch (field) {
    case 'name':
      return correctName(context, person, value)
    case 'idNumber':
      return correctIdNumber(context, person, value)
    case 'phone':
      return correctPhone(context, person, value)
    case 'sex': {
      const sex = Sex.safeParse(value)
      if (!sex.success) return refuse('invalid', 'value', '性别应为男或女。')
      return {
        columns: { sex: sex.data },
        oldValue: sexText[person.sex],
        newValue: sexText[sex.data],
        warnings: againstNumber(context, person, { sex: sex.data }),
      }
    }
    case 'householdClass': {
      const found = HouseholdClass.safeParse(value)
      if (!found.success) return refuse('invalid', 'value', '户籍类型应为城市或农村。')
      return {
        columns: { householdClass: found.data },
        oldValue: householdClassText[person.householdClass],
        newValue: householdClassText[found.data],
        warnings: [],
      }
    }
    case 'bornOn':
    case 'supportedFrom':
      return correctDay(context, person, { field, value })
    case 'ethnicity':
    case 'registeredAt':
    case 'residence':
    case 'marital':
    case 'disability':
    case 'disabilityCard':
    case 'certificateNo':
    case 'remarks':
      return { columns: { [field]: value }, oldValue: person[field], newValue: value, warnings: [] }
  }
}

async function correctDay(
  context: Context,
  person: Person,
  { field, value }: { field: 'bornOn' | 'supportedFrom'; value: string },
): Promise<Corrected> {
  const day = PlainDate.safeParse(value)
  if (!day.success) {
    const early = /^\d{4}-\d\d-\d\d$/.test(value) && value < '1900'
    return refuse('invalid', 'value', early ? '日期早于1900年。请核对是否录错。' : '日期应写成2023-09-11的样子')
  }
  if (field === 'bornOn') requireBirth(context, person, day.data)
  if (field === 'supportedFrom') await requireStart(context, person, day.data)
  const warnings = field === 'bornOn' ? againstNumber(context, person, { bornOn: day.data }) : []
  return { columns: { [field]: day.data }, oldValue: person[field] ?? '', newValue: day.data, warnings }
}

function requireBirth(context: Context, person: Person, becomes: PlainDate): void {
  if (becomes > context.today) refuse('refused', 'future', '出生日期晚于今天。请核对是否录错。')
  if (person.supportedFrom && becomes > person.supportedFrom)
    refuse('refused', 'order', `出生日期晚于供养起始日${dateText(person.supportedFrom)}。请核对是否录错。`)
}

/** Moving the start is no way to end support or to grant years of it: neither over today nor over what was served and paid. */
async function requireStart(context: Context, person: Person, becomes: PlainDate): Promise<void> {
  const found: Reason[] = []
  const say = (code: string, message: string) => found.push({ code, message })
  const was = person.supportedFrom
  if (becomes < person.bornOn) say('order', '供养起始日早于出生日期。请核对是否录错。')
  if (becomes > firstDay(addMonths(monthOf(context.today), 1)))
    say('future', `供养起始日${dateText(becomes)}晚于下个月一日。请核对是否录错。`)
  else if (was && was <= context.today && becomes > context.today)
    say('supported', '本人已在供养，起始日不能改到今天以后。不再供养的，请在“变更与终止”中办理终止。')
  if (person.endedOn && becomes > person.endedOn)
    say('order', `供养起始日晚于终止日${dateText(person.endedOn)}。请核对是否录错。`)
  if (person.origin === 'recognition' && person.decidedOn && becomes < person.decidedOn)
    say('before_decision', `供养起始日早于认定日期${dateText(person.decidedOn)}。认定以前的月份不供养，请核对。`)
  if (was) found.push(...(await objectionsOfOthers(context, { kind: 'start', personId: person.id, was, becomes })))
  requireNone(found)
}

async function correctName(context: Context, person: Person, typed: string): Promise<Corrected> {
  const name = tidyName(typed)
  const fault = faultOfName(name)
  if (fault) return refuse('invalid', 'value', `姓名${nameFaults[fault].message}`)
  const keys = nameKeys(name)
  const besides = () => writeTokens(context, person, keys.tokens)
  return { columns: { name, nameSort: keys.sort }, oldValue: person.name, newValue: name, warnings: [], besides }
}

async function writeTokens(context: Context, person: Person, tokens: readonly string[]): Promise<void> {
  await db(context)
    .deleteFrom('persons.searchToken')
    .where('countyCode', '=', context.county)
    .where('personId', '=', person.id)
    .execute()
  await db(context)
    .insertInto('persons.searchToken')
    .values(
      tokens.map((token) => ({
        countyCode: context.county,
        token,
        personId: person.id,
        townshipId: person.townshipId,
        organisationId: person.organisationId,
      })),
    )
    .execute()
}

/** The old number stays sealed in the correction, as a historical one; the new is claimed over all counties. */
async function correctIdNumber(context: Context, person: Person, typed: string): Promise<Corrected> {
  const number = tidyIdentityNumber(typed)
  if (number === '' && person.idNumber)
    return refuse(
      'refused',
      'idNumber',
      '已登记的身份证号不能清空，否则同一人可以再次认定。号码有误的，请更正为正确的号码。',
    )
  const fault = number === '' ? undefined : faultOfIdentityNumber(number)
  if (fault) return refuse('refused', 'idNumber', `${fault}。请核对后再更正。`)
  const sealed = sealedIdentity(context, person.id, number)
  const standing = sealed.idIndex ? await identityStanding(context, sealed.idIndex) : ({ kind: 'free' } as const)
  if (standing.kind === 'elsewhere' || standing.kind === 'ended_elsewhere')
    return refuse('refused', 'elsewhere', '该身份证号由其他县供养的人员使用，或者曾经使用。请先核实身份。')
  if (standing.kind === 'here' && standing.personId !== person.id)
    return refuse('refused', 'here_already', '该身份证号已是本县另一人的。请核实是否重复建档。')
  const born = number ? birthDateOf(number) : undefined
  const warnings: string[] = []
  if (born && born !== person.bornOn)
    warnings.push(`登记的出生日期${person.bornOn}与身份证号中的${born}不一致，请一并更正。`)
  if (number && sexOf(number) !== person.sex) warnings.push('登记的性别与身份证号不一致，请一并更正。')
  return {
    columns: { ...sealed, idRemark: '' },
    oldValue: person.idMasked,
    newValue: sealed.idMasked,
    oldSealed: person.idNumber,
    warnings,
    besides: () => moveClaim(context, person, sealed.idIndex),
  }
}

async function moveClaim(context: Context, { id, idIndex }: Person, becomes: Buffer | null): Promise<void> {
  if (idIndex) await sql`select persons.release_identity(${idIndex}, ${context.county})`.execute(context.transaction)
  if (becomes)
    await sql`select persons.claim_identities(${[becomes]}::bytea[], ${context.county}, ${[id]}::uuid[], ${context.now}::timestamptz)`.execute(
      context.transaction,
    )
}

function correctPhone(context: Context, person: Person, typed: string): Corrected {
  const fault = faultOfPhone(tidyPhone(typed))
  if (fault) return refuse('invalid', 'value', fault)
  const sealed = sealedPhone(context, person.id, typed)
  return {
    columns: sealed,
    oldValue: person.phoneMasked,
    newValue: sealed.phoneMasked,
    oldSealed: person.phone,
    warnings: [],
  }
}

function againstNumber(context: Context, person: Person, given: { sex?: Sex; bornOn?: PlainDate }): string[] {
  if (!person.idNumber) return []
  const place = { table: 'persons.person', column: 'id_number', county: context.county, row: person.id }
  const number = context.secrets.open(place, person.idNumber)
  if (faultOfIdentityNumber(number)) return []
  if (given.sex && given.sex !== sexOf(number)) return ['更正后的性别与身份证号不一致，请核对身份证号。']
  return given.bornOn && given.bornOn !== birthDateOf(number)
    ? ['更正后的出生日期与身份证号不一致，请核对身份证号。']
    : []
}

async function keep(context: Context, input: Correction, corrected: Corrected): Promise<void> {
  await db(context)
    .insertInto('persons.correction')
    .values({
      countyCode: context.county,
      id: context.newId(),
      personId: input.personId,
      field: input.field,
      oldValue: corrected.oldValue,
      newValue: corrected.newValue,
      // Bound to where it stood, so it opens as what it was.
      oldSealed: corrected.oldSealed ?? null,
      reason: input.reason,
      paperReference: input.paperReference,
      fileId: input.fileId ?? null,
      correctedBy: context.actor.name,
      knownAt: context.now,
      entryId: context.entryId,
    })
    .execute()
}

/** Facts that rest on the corrected value: class from the start, and everything that began with support. */
async function correctFacts(context: Context, person: Person, input: Correction): Promise<void> {
  const because = { source: 'correction' as const, basis: input.reason, decidedOn: null }
  if (input.field === 'householdClass') {
    const standing = await standingFacts(context, person.id, 'class')
    const facts = standing.map((fact): NewFact & { replacesId: string } => ({
      kind: 'class',
      value: input.value,
      fromOn: fact.fromOn,
      replacesId: fact.id,
    }))
    await assertFacts(context, person.id, facts, because)
  }
  if (input.field === 'supportedFrom' && person.supportedFrom) await moveStart(context, person, input)
}

const startKinds: readonly NewFact['kind'][] = [
  'status',
  'mode',
  'level',
  'township',
  'village',
  'class',
  'organisation',
]

async function moveStart(context: Context, person: Person, input: Correction): Promise<void> {
  const fromOn = PlainDate.parse(input.value)
  const because = { source: 'correction' as const, basis: input.reason, decidedOn: null }
  for (const kind of startKinds) {
    const standing = await standingFacts(context, person.id, kind)
    const facts = standing
      .filter((fact) => fact.fromOn === person.supportedFrom)
      .map((fact) => ({ kind, value: fact.value, fromOn, replacesId: fact.id }))
    await insertFacts(context, person.id, facts, because)
  }
  await assertFacts(context, person.id, [], because)
}
