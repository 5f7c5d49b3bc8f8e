/** All that the screens must know of the person at them. */
import { sql } from 'kysely'
import type { Actor } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { actorOfAccount, type Account } from './accounts.ts'
import type { Me } from './contract.ts'
import { readRoleTable } from './role-table.ts'
import { isRole, roleTitles } from './roles.ts'

const db = tablesOf<'access'>()
const roles = readRoleTable()

/** Read under the account's own scope: at sign-in the request itself has none yet. */
export async function meOf(context: Context, account: Account): Promise<Me> {
  const actor = await actorOfAccount(context, account, await roles)
  return context.within(actor.scope, async () => {
    const counties = await countiesOf(context, actor)
    const organisation = await ownOrganisation(context, account)
    return {
      accountId: account.id,
      name: account.name,
      role: account.role,
      roleTitle: isRole(account.role) ? roleTitles[account.role] : account.role,
      organisation: organisation ?? null,
      county: counties.length === 1 ? (counties[0] ?? null) : null,
      counties,
      scopeText: await scopeText(context, actor, counties),
      townshipIds: actor.scope.kind === 'townships' ? [...actor.scope.ids] : [],
      operations: [...actor.operations].sort(),
      demo: context.demo,
      mustChangePassword: account.mustChange,
      secondFactor: account.totpConfirmed
        ? 'on'
        : actor.heldBack?.code === 'second_factor_missing'
          ? 'demanded'
          : 'off',
      labels: await labels(context, account),
      today: context.today,
    }
  })
}

async function countiesOf(context: Context, actor: Actor) {
  const rows = await db(context)
    .selectFrom('access.area')
    .select(['countyCode', 'name'])
    .where('level', '=', 'county')
    .where('countyCode', 'in', [...actor.scope.counties])
    .orderBy('countyCode')
    .execute()
  return rows.map((row) => ({ code: row.countyCode ?? '', name: row.name }))
}

function ownOrganisation(context: Context, account: Account) {
  return db(context)
    .selectFrom('access.organisation')
    .select(['id', 'name'])
    .where('countyCode', '=', account.countyCode)
    .where('id', '=', account.organisationId)
    .executeTakeFirst()
}

async function scopeText(context: Context, actor: Actor, counties: readonly { name: string }[]): Promise<string> {
  const { kind, ids } = actor.scope
  if (kind === 'county') return '全县'
  if (kind === 'none') return '平台'
  if (kind === 'counties') return counties.map(({ name }) => name).join('、')
  if (kind !== 'townships' && kind !== 'villages') return '本单位'
  const areas = await db(context)
    .selectFrom('access.area')
    .select('name')
    .where('id', 'in', [...ids])
    .where('toOn', 'is', null)
    .execute()
  return areas.map(({ name }) => name).join('、')
}

const outside = '000000'

const generalWords = {
  县民政: '县民政局',
  乡镇: '乡镇（街道）',
  村: '村（居）',
  自理: '自理',
  半失能: '半失能',
  失能: '失能',
}

/** The county's own words for levels and units, from its pack; the general words where it says nothing. */
async function labels(context: Context, account: Account): Promise<Record<string, string>> {
  if (account.countyCode === outside) return generalWords
  const policy = await context.policyOn(context.today, account.countyCode)
  const levels = policy.find<Record<string, string>>('codes.self_care_level.labels')?.value ?? {}
  const bureau = await db(context)
    .selectFrom('access.organisation')
    .select('name')
    .where('countyCode', '=', account.countyCode)
    .where('kind', '=', 'bureau')
    .where(sql<boolean>`'civil_affairs' = any(functions)`)
    .executeTakeFirst()
  return {
    ...generalWords,
    ...(bureau ? { 县民政: bureau.name } : {}),
    自理: levels['able'] ?? generalWords.自理,
    半失能: levels['partly_able'] ?? generalWords.半失能,
    失能: levels['unable'] ?? generalWords.失能,
  }
}
