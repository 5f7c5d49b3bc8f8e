/** Who comes with a session of the own view: looked at anew on every request, so access ends with what it rests on. */
import { createHash } from 'node:crypto'
import { addMilliseconds } from '#kernel/calendar.ts'
import type { Actor } from '#kernel/permission.ts'
import type { RoleTable } from '#modules/access/index.ts'
import type { Role } from '#modules/access/roles.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { countyScope, guardianOf, isOwnMaster, ownScope } from './known.ts'
import { objectionsToEntry } from './rules.ts'
import { type Holder, portalSettings } from './words.ts'

const db = tablesOf<'portal', 'persons'>()

const tokenForm = /^(\d{6})\.([\w-]{43})$/
const roleOf: Record<Holder, Role> = { person: 'supported-person', guardian: 'guardian' }

/** Undefined when the token is unknown, ended, idle too long, or when the slip no longer opens anything. */
export async function actorOfOwnSession(context: Context, token: string, roles: RoleTable): Promise<Actor | undefined> {
  const [, county = '', secret = ''] = tokenForm.exec(token) ?? []
  if (!county) return undefined
  return context.within(countyScope(county), () => holderOf({ ...context, county }, secret, roles))
}

async function holderOf(context: Context, secret: string, roles: RoleTable): Promise<Actor | undefined> {
  const { county, now, today } = context
  const tokenHash = createHash('sha256').update(secret).digest()
  const found = await db(context)
    .selectFrom('portal.session as session')
    .innerJoin('portal.slip as slip', (join) =>
      join.onRef('slip.countyCode', '=', 'session.countyCode').onRef('slip.id', '=', 'session.slipId'),
    )
    .selectAll('slip')
    .select('session.seenAt')
    .where('session.countyCode', '=', county)
    .where('session.tokenHash', '=', tokenHash)
    .where('session.endedAt', 'is', null)
    .where('session.expiresAt', '>', now)
    .where('session.seenAt', '>', addMilliseconds(now, -portalSettings.idleMinutes * 60_000))
    .executeTakeFirst()
  if (!found) return undefined
  const person = await db(context)
    .selectFrom('persons.personView')
    .select(['name', 'bornOn', 'diedOn', 'capacity', 'capacityOpen'])
    .where('countyCode', '=', county)
    .where('id', '=', found.personId)
    .executeTakeFirst()
  const guardian = await guardianOf(context, found.personId, found.guardianId)
  if (!person) return undefined
  const known = { ...person, ownMaster: await isOwnMaster(context, person) }
  if (objectionsToEntry(found, { person: known, guardian, today }).length > 0) return undefined
  await db(context)
    .updateTable('portal.session')
    .set({ seenAt: now })
    .where('countyCode', '=', county)
    .where('tokenHash', '=', tokenHash)
    .execute()
  const role = roleOf[found.holder]
  return {
    accountId: found.id,
    name: found.holderName,
    role,
    organisationId: null,
    scope: ownScope(county, found.guardianId ? [found.personId, found.guardianId] : [found.personId]),
    operations: roles.get(role) ?? new Set(),
    session: tokenHash.toString('hex'),
  }
}
