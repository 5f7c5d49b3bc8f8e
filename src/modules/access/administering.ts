/** Making and changing accounts: proposed by one administrator, in force once another has confirmed. */
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { endSessions } from './accounts.ts'
import { scopeOfRole } from './account-rules.ts'
import { access } from './contract.ts'
import { hashPassword } from './passwords.ts'
import type { Role } from './roles.ts'

const db = tablesOf<'access'>()

export const administering = part(access, {
  async proposeAccount(context, { login, ...fields }) {
    const taken = await db(context)
      .selectFrom('access.account')
      .select('id')
      .where('login', '=', login)
      .executeTakeFirst()
    if (taken) refuse('conflict', 'login_taken', '这个账号名已有人使用，请换一个')
    return propose(context, { accountId: context.newId(), kind: 'create', login, ...fields })
  },

  async proposeAccountChange(context, { accountId, ...fields }) {
    const { login } = await requireAccount(context, accountId)
    return propose(context, { accountId, kind: 'change', login, ...fields })
  },

  async decideAccountChange(context, { changeId, confirm }) {
    const change = await db(context)
      .updateTable('access.accountChange')
      .set({ decidedBy: context.actor.accountId, decidedAt: context.now, confirmed: confirm })
      .where('id', '=', changeId)
      .where('decidedBy', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!change) return refuse('conflict', 'decided', '这项变更已经办过，请刷新')
    if (!confirm) return { password: null }
    const { accountId, name, role, countyCode, organisationId, scopeKind, scopeCounties, scopeIds } = change
    const held = { name, role, countyCode, organisationId, scopeKind, scopeCounties, scopeIds }
    if (change.kind === 'change') {
      await db(context).updateTable('access.account').set(held).where('id', '=', accountId).execute()
      await endSessions(context, accountId)
      return { password: null }
    }
    const password = firstPassword()
    await db(context)
      .insertInto('access.account')
      .values({
        ...held,
        id: accountId,
        login: change.login,
        passwordHash: await hashPassword(password),
        mustChange: true,
        createdAt: context.now,
      })
      .execute()
    return { password }
  },

  async disableAccount(context, { accountId, reason }) {
    if (accountId === context.actor.accountId)
      refuse('refused', 'own_account', '不能停用自己的账号，请由另一位管理员办理')
    await requireAccount(context, accountId)
    context.because(reason)
    await db(context)
      .updateTable('access.account')
      .set({ disabledOn: context.today })
      .where('id', '=', accountId)
      .execute()
    await endSessions(context, accountId)
    return {}
  },

  async unlockAccount(context, { accountId }) {
    await requireAccount(context, accountId)
    await db(context)
      .updateTable('access.account')
      .set({ lockedUntil: null, failedCount: 0 })
      .where('id', '=', accountId)
      .execute()
    return {}
  },

  async resetPassword(context, { accountId, reason }) {
    await requireAccount(context, accountId)
    context.because(reason)
    const password = firstPassword()
    await db(context)
      .updateTable('access.account')
      .set({ passwordHash: await hashPassword(password), mustChange: true, lockedUntil: null, failedCount: 0 })
      .where('id', '=', accountId)
      .execute()
    await endSessions(context, accountId)
    return { password }
  },

  async resetSecondFactor(context, { accountId, reason }) {
    if (accountId === context.actor.accountId)
      refuse('refused', 'own_account', '不能重设自己的动态码，请由另一位管理员办理')
    await requireAccount(context, accountId)
    context.because(reason)
    await db(context)
      .updateTable('access.account')
      .set({ totpSealed: null, totpConfirmed: false })
      .where('id', '=', accountId)
      .execute()
    await endSessions(context, accountId)
    return {}
  },
})

interface Proposal {
  accountId: string
  kind: 'create' | 'change'
  login: string
  name: string
  role: Role
  countyCode: string
  organisationId: string | null
  reason: string
}

async function propose(context: Context, proposal: Proposal): Promise<{ changeId: string }> {
  const organisation = proposal.organisationId
    ? await context.within({ kind: 'county', counties: [proposal.countyCode], ids: [] }, () =>
        db(context)
          .selectFrom('access.organisation')
          .select(['id', 'kind', 'areaId'])
          .where('countyCode', '=', proposal.countyCode)
          .where('id', '=', proposal.organisationId)
          .executeTakeFirst(),
      )
    : undefined
  const { scope, reasons } = scopeOfRole(proposal.role, {
    countyCode: proposal.countyCode,
    organisation: organisation ?? null,
  })
  requireNone(reasons)
  const id = context.newId()
  await db(context)
    .insertInto('access.accountChange')
    .values({
      ...proposal,
      id,
      scopeKind: scope.kind,
      scopeIds: scope.ids,
      scopeCounties: scope.kind === 'counties' ? await countiesNow(context) : [],
      proposedBy: context.actor.accountId,
      proposedAt: context.now,
    })
    .execute()
  return { changeId: id }
}

async function countiesNow(context: Context): Promise<string[]> {
  const rows = await sql<{ code: string }>`select county_code as code from access.area_view
    where level = 'county' and to_on is null order by 1`.execute(context.transaction)
  return rows.rows.map(({ code }) => code)
}

async function requireAccount(context: Context, accountId: string) {
  const account = await db(context)
    .selectFrom('access.account')
    .select('login')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return account ?? refuse('not_found', 'account', '没有找到这个账号，请刷新')
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Twelve characters that cannot be mistaken for one another when read aloud; must be changed at first sign-in. */
export function firstPassword(): string {
  const text = Array.from({ length: 11 }, () => letters[randomInt(letters.length)]).join('')
  return `${text}${randomInt(2, 10)}`
}
