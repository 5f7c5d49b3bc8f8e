/** The rows of a stay, its mover and each movement. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { stays } from './contract.ts'
import { db } from './occupied.ts'

type Admit = InputOf<typeof stays.operations.admit>
type Adopted = InputOf<typeof stays.operations.adopt>

export async function writeAdopted(
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

export async function writeResident(
  context: Context,
  home: { id: string; townshipId: string },
  { resident }: Admit,
): Promise<string> {
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

export async function writeStay(context: Context, stay: NewStay): Promise<string> {
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
