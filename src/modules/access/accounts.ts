/** Accounts and sessions: reading, opening, ending. They stand outside the county key, so they are read before any scope is known. */
import { createHash, randomBytes } from 'node:crypto'
import { addMilliseconds, dayOf, type Instant } from '#kernel/calendar.ts'
import type { Actor, Scope } from '#kernel/permission.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Context } from '#platform/context.ts'
import { isRole } from './roles.ts'
import type { RoleTable } from './role-table.ts'
import { signInSettings } from './rules.ts'

const db = tablesOf<'access'>()
type Asking = Pick<Context, 'transaction'>

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

export function findAccount(context: Asking, login: string) {
  return db(context).selectFrom('access.account').selectAll().where('login', '=', login).executeTakeFirst()
}
export type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>

export async function openSession(context: Context, account: Account): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db(context)
    .insertInto('access.session')
    .values({
      tokenHash: hashOf(token),
      accountId: account.id,
      startedAt: context.now,
      seenAt: context.now,
      expiresAt: addMilliseconds(context.now, signInSettings.longestHours * 3_600_000),
    })
    .execute()
  return token
}

/** Ends every open session of an account, such as after its password changed. */
export async function endSessions(context: Context, accountId: string): Promise<void> {
  await db(context)
    .updateTable('access.session')
    .set({ endedAt: context.now })
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .execute()
}

/** The account behind a session's token and, once a minute, that it was seen; undefined when ended, expired or idle too long. */
export async function accountOfSession(context: Asking, token: string, now: Instant): Promise<Account | undefined> {
  const hash = hashOf(token)
  const idleSince = addMilliseconds(now, -signInSettings.idleMinutes * 60_000)
  const found = await db(context)
    .selectFrom('access.session as session')
    .innerJoin('access.account as account', 'account.id', 'session.accountId')
    .selectAll('account')
    .select('session.seenAt')
    .where('session.tokenHash', '=', hash)
    .where('session.endedAt', 'is', null)
    .where('session.expiresAt', '>', now)
    .where('session.seenAt', '>', idleSince)
    .executeTakeFirst()
  if (!found || (found.disabledOn && found.disabledOn <= dayOf(now))) return undefined
  if (found.seenAt < addMilliseconds(now, -60_000))
    await db(context).updateTable('access.session').set({ seenAt: now }).where('tokenHash', '=', hash).execute()
  return found
}

/** What an account may do and see, with its areas followed through their history (a merged township keeps its past). */
export async function actorOfAccount(context: Asking, account: Account, roles: RoleTable): Promise<Actor> {
  return {
    accountId: account.id,
    name: account.name,
    role: account.role,
    organisationId: account.organisationId,
    scope: await scopeOf(context, account),
    operations: account.mustChange ? onlyOwnPassword : (isRole(account.role) && roles.get(account.role)) || new Set(),
  }
}

/** Whoever was given his password does nothing else before he has chosen his own. */
const onlyOwnPassword: ReadonlySet<string> = new Set(['access.me', 'access.changePassword'])

async function scopeOf(context: Asking, account: Account): Promise<Scope> {
  const counties = account.scopeKind === 'counties' ? account.scopeCounties : [account.countyCode]
  if (account.scopeKind !== 'townships' && account.scopeKind !== 'villages')
    return { kind: account.scopeKind, counties, ids: account.scopeIds }
  const ids = new Set(account.scopeIds)
  for (let found = account.scopeIds; found.length > 0; ) {
    const before = await db(context).selectFrom('access.area').select('id').where('successorId', 'in', found).execute()
    found = before.map(({ id }) => id).filter((id) => !ids.has(id))
    for (const id of found) ids.add(id)
  }
  return { kind: account.scopeKind, counties, ids: [...ids] }
}
