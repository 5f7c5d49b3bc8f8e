/** Moving into a home, leaving it, and taking back what was entered in error. */
import { addDays, type PlainDate } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { homesOn } from '#modules/institutions/index.ts'
import { changeStanding } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { stays } from './contract.ts'
import { objectionsToAdmission, objectionsToLeaving, stillStanding } from './guards.ts'
import { db, lockHome, mostResidentsFrom } from './occupied.ts'
import { factOn, waitingIn } from './persons-asked.ts'

type Admit = InputOf<typeof stays.operations.admit>

export const moving = part(stays, {
  async admit(context, input) {
    const { homeId, category, from, personId, reason, override } = input
    const home = await openHome(context, homeId)
    await lockHome(context, homeId)
    const person = personId ? await findPerson(context, personId, from) : null
    const bornOn = person?.bornOn ?? input.resident?.bornOn
    if (!bornOn) return refuse('invalid', 'resident', '没有入住人；应选择在册人员，或填写姓名、性别和出生日期。请补齐')
    const admission = { category, from, today: context.today, wish: input.wish, bornOn, person }
    const counted = await countedHome(context, home, from)
    const localWaiting = category === 'social_elderly' ? await waitingIn(context, home.townshipId, from) : 0
    const policy = await context.policyOn(from)
    const reasons = objectionsToAdmission({ ...admission, home: counted, localWaiting }, policy)
    requireNone(stillStanding(reasons, override))
    const residentId = personId ? null : await writeResident(context, home, input)
    const place = { homeId, townshipId: home.townshipId }
    const stayId = await writeStay(context, { ...place, personId: personId ?? null, residentId, category, from })
    const why = override ? `${reason}（${override}）` : reason
    await writeMovement(context, {
      stayId,
      ...place,
      personId: personId ?? null,
      kind: 'admitted',
      day: from,
      reason: why,
      proof: input.proof,
    })
    if (personId && category === 'supported_centralised')
      await changeStanding(context, {
        personId,
        from,
        facts: { mode: 'centralised', organisation: homeId },
        basis: reason,
        source: 'decision',
      })
    if (personId) context.concerns(personId)
    context.because(why)
    return { stayId }
  },

  async leave(context, { stayId, to, destination, reason, proof }) {
    const stay = await findStay(context, stayId)
    const standing = { from: stay.fromOn, to, today: context.today, ended: stay.toOn !== null }
    requireNone(objectionsToLeaving(standing))
    await endStay(context, stayId, to)
    const { organisationId: homeId, townshipId, personId } = stay
    await writeMovement(context, {
      stayId,
      homeId,
      townshipId,
      personId,
      kind: 'left',
      day: to,
      reason,
      proof,
      destination,
    })
    context.because(reason)
    if (!personId) return { dispersedFrom: null }
    context.concerns(personId)
    if (stay.category !== 'supported_centralised' || destination === 'death') return { dispersedFrom: null }
    // Dispersed from the day after the last day in the home: no gap, no overlap.
    const next = addDays(to, 1)
    const stays = destination === 'other_home'
    await changeStanding(context, {
      personId,
      from: next,
      facts: stays ? { organisation: '' } : { mode: 'dispersed', organisation: '' },
      basis: reason,
      source: 'decision',
    })
    return { dispersedFrom: stays ? null : next }
  },

  async withdraw(context, { stayId, reason }) {
    const stay = await findStay(context, stayId)
    await db(context)
      .updateTable('stays.stay')
      .set({ withdrawnAt: context.now })
      .where('countyCode', '=', context.county)
      .where('id', '=', stayId)
      .execute()
    const { organisationId: homeId, townshipId, personId, fromOn } = stay
    await writeMovement(context, { stayId, homeId, townshipId, personId, kind: 'withdrawn', day: fromOn, reason })
    context.because(reason)
    if (!personId) return {}
    context.concerns(personId)
    if (stay.category === 'supported_centralised')
      await changeStanding(context, {
        personId,
        from: fromOn,
        facts: { mode: 'dispersed', organisation: '' },
        basis: reason,
        source: 'correction',
      })
    return {}
  },

  async adopt(context, { knownAt, stays: given }) {
    const homes = await db(context)
      .selectFrom('institutions.homeView')
      .select(['id', 'townshipId'])
      .where('countyCode', '=', context.county)
      .execute()
    const townships = new Map(homes.map((home) => [home.id, home.townshipId]))
    for (let start = 0; start < given.length; start += 1000)
      await writeAdopted(context, given.slice(start, start + 1000), { knownAt, townships })
    return { stays: given.length }
  },
})

type Adopted = InputOf<typeof stays.operations.adopt>

async function writeAdopted(
  context: Context,
  given: Adopted['stays'],
  known: { knownAt: Adopted['knownAt']; townships: ReadonlyMap<string, string> },
): Promise<void> {
  const rows = given.map((stay) => ({
    ...base(context, { homeId: stay.homeId, townshipId: known.townships.get(stay.homeId) ?? '' }),
    personId: stay.personId,
    residentId: null,
    category: stay.category,
    fromOn: stay.from,
    knownAt: known.knownAt,
  }))
  await db(context).insertInto('stays.stay').values(rows).execute()
  const movements = rows.map((row) => ({
    ...base(context, { homeId: row.organisationId, townshipId: row.townshipId }),
    stayId: row.id,
    personId: row.personId,
    kind: 'admitted' as const,
    onDay: row.fromOn,
    reason: '接收原有台账',
    accountId: context.actor.accountId,
    at: context.now,
    entryId: context.entryId,
  }))
  await db(context).insertInto('stays.movement').values(movements).execute()
}

const base = (context: Context, place: { homeId: string; townshipId: string }) => ({
  countyCode: context.county,
  id: context.newId(),
  organisationId: place.homeId,
  townshipId: place.townshipId,
})

async function openHome(context: Context, homeId: string) {
  const home = await db(context)
    .selectFrom('institutions.homeView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', homeId)
    .executeTakeFirst()
  return home ?? refuse('not_found', 'home', '没有找到这家供养机构；请从机构一览中选择')
}
type HomeSeen = Awaited<ReturnType<typeof openHome>>

async function countedHome(context: Context, home: HomeSeen, from: PlainDate) {
  const mostResidents = await mostResidentsFrom(context, home.id, from)
  const beds: number[] = []
  for (const day of [from, context.today])
    beds.push((await homesOn(context, context.county, day, context.now)).get(home.id)?.beds ?? 0)
  const { legalPerson, filed, grade, upgradeDoneBy } = home
  const standing = { legalPerson, filed, grade, upgradeDoneBy, open: home.status === 'open' }
  return { ...standing, beds: Math.min(...beds), mostResidents }
}

async function findPerson(context: Context, personId: string, day: PlainDate) {
  const person = await db(context)
    .selectFrom('persons.personView')
    .select(['id', 'bornOn', 'supportedFrom'])
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) return refuse('not_found', 'person', '没有找到这个人；请从一人一档中选择')
  const consent = await db(context)
    .selectFrom('persons.consentView')
    .select('fromOn')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', 'placement')
    .where('fromOn', '<=', day)
    .where((any) => any.or([any('toOn', 'is', null), any('toOn', '>=', day)]))
    .where((any) => any.or([any('withdrawnOn', 'is', null), any('withdrawnOn', '>', day)]))
    .executeTakeFirst()
  const status = await factOn(context, personId, 'status', day)
  const { bornOn, supportedFrom } = person
  return { bornOn, supportedFrom, active: status === 'active', consentOn: consent?.fromOn ?? null }
}

async function findStay(context: Context, stayId: string) {
  const stay = await db(context)
    .selectFrom('stays.stay')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', stayId)
    .where('withdrawnAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return stay ?? refuse('not_found', 'stay', '没有找到这次入住；请从入住人员中选择')
}

async function writeResident(context: Context, home: HomeSeen, { resident }: Admit): Promise<string> {
  if (!resident) return refuse('invalid', 'resident', '没有填写入住人；应填写姓名、性别和出生日期。请补齐')
  const { name, sex, bornOn, contact, phone } = resident
  const row = base(context, { homeId: home.id, townshipId: home.townshipId })
  const place = { table: 'stays.resident', column: 'phone', county: context.county, row: row.id }
  await db(context)
    .insertInto('stays.resident')
    .values({
      ...row,
      name,
      sex,
      bornOn,
      contact,
      phone: phone ? context.secrets.seal(place, phone) : null,
      phoneMasked: phone ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '',
      changedAt: context.now,
    })
    .execute()
  return row.id
}

interface NewStay {
  homeId: string
  townshipId: string
  personId: string | null
  residentId: string | null
  category: Admit['category']
  from: PlainDate
}

async function writeStay(context: Context, stay: NewStay): Promise<string> {
  const { personId, residentId, category, from } = stay
  const row = { ...base(context, stay), personId, residentId, category, fromOn: from, knownAt: context.now }
  await db(context).insertInto('stays.stay').values(row).execute()
  return row.id
}

export async function endStay(context: Context, stayId: string, to: PlainDate): Promise<void> {
  await db(context)
    .updateTable('stays.stay')
    .set({ toOn: to, endedKnownAt: context.now })
    .where('countyCode', '=', context.county)
    .where('id', '=', stayId)
    .execute()
}

interface NewMovement {
  stayId: string
  homeId: string
  townshipId: string
  personId: string | null
  kind: 'admitted' | 'left' | 'withdrawn'
  day: PlainDate
  reason: string
  proof?: string
  destination?: string
}

export async function writeMovement(context: Context, movement: NewMovement): Promise<void> {
  const { stayId, personId, kind, day, reason, proof = '', destination = '' } = movement
  await db(context)
    .insertInto('stays.movement')
    .values({
      ...base(context, movement),
      stayId,
      personId,
      kind,
      onDay: day,
      reason,
      proof,
      destination,
      accountId: context.actor.accountId,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

/** Support ends, so does the bed: on the day of death, or on the last day of support. */
export async function endOpenStay(
  context: Context,
  personId: string,
  day: PlainDate,
  destination: 'death' | 'other',
): Promise<void> {
  const stay = await db(context)
    .selectFrom('stays.stay')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('category', '=', 'supported_centralised')
    .where('withdrawnAt', 'is', null)
    .where('toOn', 'is', null)
    .where('fromOn', '<=', day)
    .executeTakeFirst()
  if (!stay) return
  await endStay(context, stay.id, day)
  const { id: stayId, organisationId: homeId, townshipId } = stay
  const reason = destination === 'death' ? '本人去世' : '供养终止'
  await writeMovement(context, { stayId, homeId, townshipId, personId, kind: 'left', day, reason, destination })
}

/** The death was reported in error: the stay that ended with it goes on. */
export async function reopenStay(context: Context, personId: string, day: PlainDate): Promise<void> {
  const stay = await db(context)
    .selectFrom('stays.stay as stay')
    .innerJoin('stays.movement as movement', (join) =>
      join
        .onRef('movement.countyCode', '=', 'stay.countyCode')
        .onRef('movement.stayId', '=', 'stay.id')
        .on('movement.destination', '=', 'death'),
    )
    .select(['stay.id', 'stay.organisationId', 'stay.townshipId'])
    .where('stay.countyCode', '=', context.county)
    .where('stay.personId', '=', personId)
    .where('stay.toOn', '=', day)
    .where('stay.withdrawnAt', 'is', null)
    .executeTakeFirst()
  if (!stay) return
  await db(context)
    .updateTable('stays.stay')
    .set({ toOn: null, endedKnownAt: null })
    .where('countyCode', '=', context.county)
    .where('id', '=', stay.id)
    .execute()
  const { id: stayId, organisationId: homeId, townshipId } = stay
  const reason = '撤销死亡报告，继续入住'
  await writeMovement(context, { stayId, homeId, townshipId, personId, kind: 'admitted', day: addDays(day, 1), reason })
}
