/** Absences, guardians, contacts. */
import { sql } from 'kysely'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { maskedPhone } from '#kernel/identity-number.ts'
import { mentionsUnit, sameName } from '#kernel/names.ts'
import { entryLimitsOn, latestDay, yearsText } from '#kernel/entry-limits.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part, type Tie } from '#platform/module.ts'
import { accountTies } from './account-ties.ts'
import { persons } from './contract.ts'
import { lockPerson, type Person, requireAlive } from './find-person.ts'
import { objectionsToBeing, objectionsToGuardian, sharedGuarding } from './guardian-rules.ts'
import { faultOfPhone, tidyPhone } from './rules.ts'

const db = tablesOf<'persons'>()

export const circle = part(persons, {
  async addAbsence(context, { personId, kind, fromOn, toOn, place }) {
    const person = await lockPerson(context, personId)
    if (toOn && toOn < fromOn) refuse('refused', 'order', '返回日期早于离开日期。请核对。')
    requireAlive(person)
    if (person.supportedFrom && fromOn < person.supportedFrom)
      refuse('refused', 'fromOn', `离开日期早于供养起始日${dateText(person.supportedFrom)}。请核对是否录错。`)
    const limits = await entryLimitsOn(context)
    if ((toOn ?? fromOn) > latestDay(limits, context.today))
      refuse('refused', 'fromOn', `日期在${yearsText(limits.years_ahead)}以后。请核对是否录错。`)
    const id = context.newId()
    await db(context)
      .insertInto('persons.absence')
      .values({ countyCode: context.county, id, personId, kind, fromOn, toOn, place, knownAt: context.now })
      .execute()
    return { id, personId, warnings: [] }
  },

  async endAbsence(context, { id, toOn }) {
    const absence = await db(context)
      .selectFrom('persons.absence')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .where('withdrawnAt', 'is', null)
      .executeTakeFirst()
    if (!absence) return refuse('not_found', 'absence', '没有找到这次登记，或已作废。')
    if (toOn && toOn < absence.fromOn) refuse('refused', 'order', '返回日期早于离开日期。请核对。')
    context.concerns(absence.personId)
    await db(context)
      .updateTable('persons.absence')
      // What was known before stays: the present row is withdrawn and, unless it was a mistake, another takes its place.
      .set({ withdrawnAt: context.now })
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .execute()
    if (toOn)
      await db(context)
        .insertInto('persons.absence')
        .values({ ...absence, id: context.newId(), toOn, knownAt: context.now })
        .execute()
    return { personId: absence.personId, warnings: [] }
  },

  async addGuardian(context, { personId, phone, conflictWords, sharedWords, ...given }) {
    const person = await lockPerson(context, personId)
    requireAlive(person)
    const id = context.newId()
    requireNone(objectionsToBeing(person, { ...given, conflictWords }, context.today))
    const shared = sharedGuarding(await guardiansFrom(context, personId, given.fromOn), given, sharedWords)
    const ties = await tiesOf(context, person, given)
    requireNone(objectionsToGuardian(ties, given.scope, conflictWords))
    const own = sameName(given.name, person.name) ? ['姓名与本人相同'] : []
    const told = [...own, ...ties.map(({ text }) => text)].join('；')
    const tied = told && `${told}。核对：${conflictWords}`
    const conflict = [tied, ...shared, await conflictOf(context, given.name, personId)].filter(Boolean).join('；')
    await db(context)
      .insertInto('persons.guardian')
      .values({
        countyCode: context.county,
        id,
        personId,
        ...given,
        conflict,
        ...phoneOf(context, { table: 'guardian', id, phone }),
      })
      .execute()
    const warnings = conflict ? [conflict] : []
    if (person.capacity === 'full') warnings.push('本人登记为完全民事行为能力，监护须有依据。请核对民事行为能力。')
    return { id, personId, warnings }
  },

  async endGuardian(context, { id, toOn }) {
    requirePast(context, toOn, '终止日')
    const ended = await db(context)
      .updateTable('persons.guardian')
      .set({ toOn })
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .where('toOn', 'is', null)
      .where('fromOn', '<=', toOn)
      .returning('personId')
      .executeTakeFirst()
    return changed(context, ended, '没有找到有效的监护登记，或终止日早于起始日。')
  },

  async addContact(context, { personId, phone, ...given }) {
    requireAlive(await lockPerson(context, personId))
    const id = context.newId()
    await db(context)
      .insertInto('persons.contact')
      .values({
        countyCode: context.county,
        id,
        personId,
        ...given,
        checkedOn: context.today,
        ...phoneOf(context, { table: 'contact', id, phone }),
      })
      .execute()
    return { id, personId, warnings: phone === '' ? ['没有登记电话，急时联系不上。'] : [] }
  },

  async endContact(context, { id }) {
    const ended = await db(context)
      .updateTable('persons.contact')
      .set({ endedOn: context.today })
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .where('endedOn', 'is', null)
      .returning('personId')
      .executeTakeFirst()
    return changed(context, ended, '没有找到在用的联系人。')
  },
})

/** A slip of the pen into the future would hold until then, and could not be taken back. */
export function requirePast(context: Context, day: PlainDate, title: string): void {
  if (day > context.today)
    refuse('refused', 'future', `${title}${dateText(day)}晚于今天。请到那一天再登记，或核对是否录错。`)
}

/** A command that expects to change a row and changes none, fails. */
export function changed(context: Context, row: { personId: string } | undefined, otherwise: string) {
  if (!row) return refuse('not_found', 'nothing_changed', otherwise)
  context.concerns(row.personId)
  return { personId: row.personId, warnings: [] }
}

interface NewPhone {
  table: 'guardian' | 'contact'
  id: string
  phone: string
}

function phoneOf(context: Context, { table, id, phone: typed }: NewPhone) {
  const phone = tidyPhone(typed)
  const fault = faultOfPhone(phone)
  if (fault) refuse('invalid', 'phone', fault)
  if (phone === '') return { phone: null, phoneMasked: '' }
  const place = { table: `persons.${table}`, column: 'phone', county: context.county, row: id }
  return { phone: context.secrets.seal(place, phone), phoneMasked: maskedPhone(phone) }
}

export const guardiansOn = (context: Context, personId: string, day: PlainDate) =>
  db(context)
    .selectFrom('persons.guardian')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('fromOn', '<=', day)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
    .orderBy('fromOn')
    .execute()

/** Whoever guards him on the day or after it. */
const guardiansFrom = (context: Context, personId: string, day: PlainDate) =>
  db(context)
    .selectFrom('persons.guardian')
    .select(['name', 'scope', 'fromOn', 'toOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
    .execute()

/** Everything known of somebody of this name: other modules know who serves, this one who draws the money. */
async function tiesOf(
  context: Context,
  person: Person,
  { name, fromOn }: { name: string; fromOn: PlainDate },
): Promise<Tie[]> {
  const personId = person.id
  const ties: Tie[] = []
  await context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => {
    for (const module of context.modules)
      ties.push(...((await module.ties?.(context, { personId, name, on: fromOn })) ?? []))
  })
  const paid = await db(context)
    .selectFrom('persons.payeeAccount')
    .select('holder')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('holderIsPerson', '=', false)
    .where('confirmedBy', 'is not', null)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', fromOn)]))
    .execute()
  const { rows: serving } = await sql<{ name: string }>`select o.name from persons.person p
      join access.organisation_view o on o.county_code = p.county_code and o.id = p.organisation_id
    where p.county_code = ${context.county} and p.id = ${personId}`.execute(context.transaction)
  const tie = (code: string, text: string) => ties.push({ code, text, citations: [] })
  // 民法典 第三十五条: whoever is paid for serving him is not the one who watches over it.
  if (serving.some((unit) => mentionsUnit(name, unit.name))) tie('serving', `“${name}”就是照料服务他的机构`)
  if (paid.some(({ holder }) => sameName(holder, name))) tie('payee', `“${name}”正在代领本人的款`)
  // Who decides on his money and care in the office does not also speak for him.
  if (sameName(context.actor.name, name)) tie('clerk', `“${name}”与正在登记的经办人同名`)
  else ties.push(...(await accountTies(context, person, { name, on: fromOn })))
  return ties
}

/** Somebody who guards several, or draws another's money, may stand against him he guards. */
async function conflictOf(context: Context, name: string, personId: string): Promise<string> {
  const guarding = await db(context)
    .selectFrom('persons.guardian')
    .select(['personId', 'name'])
    .where('countyCode', '=', context.county)
    .where('personId', '<>', personId)
    .where('toOn', 'is', null)
    .execute()
  const others = new Set(guarding.flatMap((each) => (sameName(each.name, name) ? [each.personId] : [])))
  return others.size > 0 ? `“${name}”还是另外${others.size}人的监护人，请核对是否有利益冲突。` : ''
}
