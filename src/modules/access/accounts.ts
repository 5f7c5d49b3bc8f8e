/** Accounts and sessions: reading, opening, ending. They stand outside the county key, so they are read before any scope is known. */
import { createHash, randomBytes } from 'node:crypto'
import { addMilliseconds, dayOf, type Instant } from '#kernel/calendar.ts'
import type { Actor, Scope } from '#kernel/permission.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
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

/** Ends the one session that a request came through. */
export async function endSession(context: Context, session: string): Promise<void> {
  await db(context)
    .updateTable('access.session')
    .set({ endedAt: context.now })
    .where('tokenHash', '=', Buffer.from(session, 'hex'))
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
export async function actorOfAccount(context: Context, account: Account, roles: RoleTable): Promise<Actor> {
  const scope = await scopeOf(context, account)
  const held = await heldBack(context, account, scope)
  return {
    accountId: account.id,
    name: account.name,
    role: account.role,
    organisationId: account.organisationId,
    scope,
    operations: held?.operations ?? ((isRole(account.role) && roles.get(account.role)) || new Set()),
    heldBack: held?.reason,
  }
}

/** Who asks, by the token of his session. */
export async function actorOfSession(context: Context, token: string, roles: RoleTable): Promise<Actor | undefined> {
  const account = await accountOfSession(context, token, context.now)
  return account && { ...(await actorOfAccount(context, account, roles)), session: hashOf(token).toString('hex') }
}

interface HeldBack {
  operations: ReadonlySet<string>
  reason: Reason
}

/** Whoever was given his password does nothing else before he has chosen his own. */
const ownPasswordFirst: HeldBack = {
  operations: new Set(['access.me', 'access.changePassword']),
  reason: { code: 'must_change_password', message: '现在的密码是别人替您设的。请先修改密码，再办理业务。' },
}

async function heldBack(context: Context, account: Account, scope: Scope): Promise<HeldBack | undefined> {
  if (account.mustChange) return ownPasswordFirst
  if (account.totpConfirmed) return undefined
  const demanded = await secondFactorDemanded(context, account, scope)
  if (!demanded) return undefined
  return {
    operations: secondFactorFirst,
    reason: {
      code: 'second_factor_missing',
      message:
        '您的角色须启用动态码后才能办理业务。请在“我的账号”里启用动态码：输入登录密码，用手机应用扫码，再输入6位动态码。',
      citations: [...demanded],
      next: { title: '启用动态码', to: '/account' },
    },
  }
}

const secondFactorFirst: ReadonlySet<string> = new Set([
  'access.me',
  'access.changePassword',
  'access.enrolSecondFactor',
  'access.confirmSecondFactor',
])

const outside = '000000'

/** On what a second factor is demanded of a role, where the county's policy says so. Read under the account's own scope. */
async function secondFactorDemanded(
  context: Context,
  account: Account,
  scope: Scope,
): Promise<readonly Citation[] | undefined> {
  if (account.countyCode === outside) return undefined
  const demanded = await context.within(scope, async () => {
    const policy = await context.policyOn(context.today, account.countyCode)
    return policy.find<{ roles: string[] }>('access.second_factor')
  })
  return demanded?.value.roles.includes(account.role) ? demanded.citations : undefined
}

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
