/** What is known of the person, the guardian and the terms before anything is decided. */
import { ageOn, type PlainDate } from '#kernel/calendar.ts'
import type { Scope } from '#kernel/permission.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Term } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { AgeLimit } from './rules.ts'

const db = tablesOf<'portal', 'persons' | 'access'>()

export const countyScope = (county: string): Scope => ({ kind: 'county', counties: [county], ids: [] })

/** Rows of this one person and no other, whoever asks; the last id is whose complaints are open. */
export const ownScope = (county: string, ids: readonly string[]): Scope => ({
  kind: 'persons',
  counties: [county],
  ids,
})

/** "Not found" both when there is none and when he lies outside the actor's areas. */
export async function requireOwn(context: Context, personId: string) {
  const person = await db(context)
    .selectFrom('persons.personView')
    .select([
      'id',
      'name',
      'bornOn',
      'diedOn',
      'fileNo',
      'townshipId',
      'villageId',
      'organisationId',
      'status',
      'mode',
      'capacity',
      'capacityOpen',
    ])
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) return refuse('not_found', 'person', '没有找到此人。可能不在您的辖区内，请核对后再试。')
  context.concerns(personId)
  return { ...person, ownMaster: await isOwnMaster(context, person) }
}
export type Own = Awaited<ReturnType<typeof requireOwn>>

/** By what is on file; where illness or level says that it may not be so, it is still to be found out. */
export async function isOwnMaster(
  context: Context,
  { bornOn, capacity, capacityOpen }: { bornOn: PlainDate; capacity: string; capacityOpen: boolean | null },
): Promise<boolean> {
  if (capacity !== 'full' || capacityOpen) return false
  const minor = (await context.policyOn(context.today)).find<{ years: number }>('eligibility.minor.support_age_below')
  return minor !== undefined && ageOn(bornOn, context.today) >= minor.value.years
}

export async function guardiansOf(context: Context, personId: string) {
  return db(context)
    .selectFrom('persons.guardianView')
    .select(['id', 'name', 'relation', 'scope', 'fromOn', 'toOn', 'conflict'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('fromOn', 'desc')
    .execute()
}
export type Guardian = Awaited<ReturnType<typeof guardiansOf>>[number]

export async function guardianOf(context: Context, personId: string, guardianId: string | null) {
  if (!guardianId) return undefined
  return (await guardiansOf(context, personId)).find(({ id }) => id === guardianId)
}

export async function ageLimit(context: Context): Promise<AgeLimit | undefined> {
  const found = (await context.policyOn(context.today)).find<{ age: number }>('portal.guardian_only_below')
  return found && { age: found.value.age, citations: found.citations }
}

export async function slipTerm(context: Context): Promise<Term> {
  return (await context.policyOn(context.today)).value<Term>('portal.slip_term').value
}

/** Whom one may name in a complaint: everybody who has to do with the person. */
export async function unitsAround(context: Context, own: Own): Promise<{ id: string; name: string }[]> {
  const rows = await db(context)
    .selectFrom('access.organisationView')
    .select(['id', 'name', 'kind', 'areaId'])
    .where('countyCode', '=', context.county)
    .where('toOn', 'is', null)
    .where((eb) =>
      eb.or([
        eb('kind', '=', 'bureau'),
        eb('id', '=', own.organisationId),
        eb('areaId', '=', own.townshipId),
        eb('areaId', '=', own.villageId),
      ]),
    )
    .orderBy('kind', 'desc')
    .orderBy('sortOrder')
    .limit(30)
    .execute()
  return rows.map(({ id, name }) => ({ id, name }))
}

export async function unitName(context: Context, id: string | null): Promise<string> {
  if (!id) return ''
  const unit = await db(context)
    .selectFrom('access.organisationView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .executeTakeFirst()
  return unit?.name ?? ''
}

/** Whom to ask when nobody answers: '打电话0000-0000000找示例县民政局'. */
export async function countyPhone(context: Context): Promise<string> {
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .where('toOn', 'is', null)
    .orderBy((eb) => eb('hotline', '=', ''))
    .orderBy('sortOrder')
    .limit(1)
    .executeTakeFirst()
  if (!bureau?.hotline) return `找${bureau?.name ?? '县级民政部门'}`
  return `打电话${bureau.hotline}找${bureau.name}`
}

/** Where one may ask: the township, with the county's number. */
export async function helpUnit(context: Context, townshipId: string): Promise<{ unit: string; phone: string }> {
  const rows = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline', 'kind'])
    .where('countyCode', '=', context.county)
    .where('toOn', 'is', null)
    .where((eb) =>
      eb.or([eb('kind', '=', 'bureau'), eb.and([eb('kind', '=', 'township'), eb('areaId', '=', townshipId)])]),
    )
    .orderBy('sortOrder')
    .execute()
  const township = rows.find(({ kind }) => kind === 'township')
  const bureau = rows.find(({ kind, hotline }) => kind === 'bureau' && hotline !== '')
  return { unit: township?.name ?? bureau?.name ?? '乡镇（街道）', phone: township?.hotline || bureau?.hotline || '' }
}
