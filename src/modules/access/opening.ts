/** Opening an account (开立账号) from the machine itself: how an installation gets its first one. */
import { randomInt } from 'node:crypto'
import { refuse } from '#kernel/refusal.ts'
import type { Scope } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { access } from './contract.ts'
import { hashPassword } from './passwords.ts'
import { roleTitles, type Role } from './roles.ts'
import { faultsOfPassword } from './rules.ts'

const db = tablesOf<'access'>()

/** Over which rows each role looks; what is not named here looks over its whole county. */
const reach: Partial<Record<Role, Scope['kind']>> = {
  admin: 'none',
  'security-admin': 'none',
  'city-supervisor': 'counties',
  'province-supervisor': 'counties',
  'township-clerk': 'townships',
  'township-leader': 'townships',
  'village-aide': 'villages',
  'home-director': 'organisation',
  'home-carer': 'organisation',
  'provider-admin': 'organisation',
  carer: 'organisation',
}

const kindOfUnit: Partial<Record<Role, 'township' | 'village' | 'home' | 'provider'>> = {
  'township-clerk': 'township',
  'township-leader': 'township',
  'village-aide': 'village',
  'home-director': 'home',
  'home-carer': 'home',
  'provider-admin': 'provider',
  carer: 'provider',
}

// Without letters and digits that are taken for each other when a sheet of paper is read aloud.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Good for one sign-in: the account must change it at once. */
function oneTimePassword(): string {
  const made = Array.from({ length: 14 }, () => letters[randomInt(letters.length)]).join('')
  return faultsOfPassword(made).length === 0 ? made : oneTimePassword()
}

export const opening = part(access, {
  async openAccount(context, { login, name, role, counties, unit }) {
    const kind = reach[role] ?? 'county'
    if (kind !== 'none') await requireCounties(context, counties, kind === 'counties')
    const place = await placeOf(context, role, unit)
    const password = oneTimePassword()
    await db(context)
      .insertInto('access.account')
      .values({
        id: context.newId(),
        login,
        name,
        role,
        countyCode: kind === 'none' || kind === 'counties' ? '000000' : (counties[0] ?? '000000'),
        organisationId: place?.id ?? null,
        scopeKind: kind,
        scopeCounties: kind === 'counties' ? counties : [],
        scopeIds: idsOf(kind, place),
        passwordHash: await hashPassword(password),
        mustChange: true,
        createdAt: context.now,
      })
      .execute()
    return { password }
  },
})

async function requireCounties(context: Context, counties: readonly string[], several: boolean): Promise<void> {
  if (counties.length === 0 || (counties.length > 1 && !several))
    refuse('invalid', 'county', '这个角色属于一个县，请用 --county 写明县代码，如 --county 371522')
  const known = await db(context)
    .selectFrom('access.area')
    .select('countyCode')
    .where('level', '=', 'county')
    .where('countyCode', 'in', [...counties])
    .execute()
  const missing = counties.filter((code) => !known.some(({ countyCode }) => countyCode === code))
  if (missing.length > 0)
    refuse('not_found', 'county', `本系统还没有登记${missing.join('、')}的区划，请先建立该县，再开立账号`)
}

interface Place {
  id: string
  areaId: string | null
}

async function placeOf(context: Context, role: Role, unit: string | undefined): Promise<Place | undefined> {
  const kind = kindOfUnit[role]
  if (!kind) return undefined
  const words = roleTitles[role]
  if (!unit) return refuse('invalid', 'unit', `${words}属于一个单位，请用 --unit 写明单位名称`)
  const found = await db(context)
    .selectFrom('access.organisation')
    .select(['id', 'areaId'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', kind)
    .where('name', '=', unit)
    .where('toOn', 'is', null)
    .execute()
  const [only] = found
  if (!only || found.length > 1)
    return refuse(
      'not_found',
      'unit',
      `本县名称为“${unit}”、可有${words}的单位有${found.length}个，应为1个。请核对名称`,
    )
  return only
}

function idsOf(kind: Scope['kind'], place: Place | undefined): string[] {
  if (!place) return []
  if (kind === 'organisation') return [place.id]
  return place.areaId ? [place.areaId] : []
}
