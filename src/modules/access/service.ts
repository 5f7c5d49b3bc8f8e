/** Use cases of the access module. */
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { implement } from '#platform/module.ts'
import { access, type Me } from './contract.ts'
import { isRole, roleTitles } from './roles.ts'
import { signingIn } from './signing-in.ts'

const db = tablesOf<'access'>()

export const accessService = implement(access, {
  ...signingIn,

  async me(context) {
    const account = await db(context)
      .selectFrom('access.account')
      .selectAll()
      .where('id', '=', context.actor.accountId)
      .executeTakeFirst()
    if (!account) return refuse('unauthenticated', 'sign_in', '请先登录')
    const counties = await countiesOf(context)
    const organisation = await ownOrganisation(context)
    return {
      accountId: account.id,
      name: account.name,
      role: account.role,
      roleTitle: isRole(account.role) ? roleTitles[account.role] : account.role,
      organisation: organisation ? { id: organisation.id, name: organisation.name } : null,
      county: counties.length === 1 ? (counties[0] ?? null) : null,
      counties,
      scopeText: await scopeText(context),
      townshipIds: context.actor.scope.kind === 'townships' ? [...context.actor.scope.ids] : [],
      operations: [...context.actor.operations].sort(),
      demo: account.demo,
      mustChangePassword: account.mustChange,
      secondFactor: account.totpConfirmed ? 'on' : (await secondFactorDemanded(context)) ? 'demanded' : 'off',
      labels: await labels(context),
      today: context.today,
    } satisfies Me
  },

  async demoAccounts(context) {
    if (!context.demo) return []
    const rows = await db(context)
      .selectFrom('access.account as account')
      .leftJoin('access.area as county', (join) =>
        join.onRef('county.countyCode', '=', 'account.countyCode').on('county.level', '=', 'county'),
      )
      .select(['account.login', 'account.role', 'account.name', 'county.name as county'])
      .where('account.demo', '=', true)
      .where('account.disabledOn', 'is', null)
      .orderBy('account.countyCode')
      .orderBy('account.createdAt')
      .orderBy('account.login')
      .execute()
    return rows.map((row) => ({
      county: row.county ?? '平台',
      account: row.login,
      role: isRole(row.role) ? roleTitles[row.role] : row.role,
      organisation: row.name,
    }))
  },

  async areas(context) {
    return db(context)
      .selectFrom('access.area')
      .select(['id', 'level', 'name', 'parentId', 'unitType', 'officialCode', 'toOn', 'successorId'])
      .where('countyCode', 'in', [...context.actor.scope.counties])
      .orderBy('countyCode')
      .orderBy('level')
      .orderBy('sortOrder')
      .execute()
  },

  async organisations(context) {
    return db(context)
      .selectFrom('access.organisation')
      .select(['id', 'kind', 'name', 'areaId', 'functions', 'hotline', 'toOn'])
      .where('countyCode', 'in', [...context.actor.scope.counties])
      .orderBy('countyCode')
      .orderBy('kind')
      .orderBy('sortOrder')
      .execute()
  },
})

async function countiesOf(context: Context) {
  const rows = await db(context)
    .selectFrom('access.area')
    .select(['countyCode', 'name'])
    .where('level', '=', 'county')
    .where('countyCode', 'in', [...context.actor.scope.counties])
    .orderBy('countyCode')
    .execute()
  return rows.map((row) => ({ code: row.countyCode ?? '', name: row.name }))
}

function ownOrganisation(context: Context) {
  return db(context)
    .selectFrom('access.organisation')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .where('id', '=', context.actor.organisationId)
    .executeTakeFirst()
}

async function scopeText(context: Context): Promise<string> {
  const { kind, ids } = context.actor.scope
  if (kind === 'county') return '全县'
  if (kind === 'none') return '平台'
  if (kind !== 'townships' && kind !== 'villages') return '本单位'
  const areas = await db(context)
    .selectFrom('access.area')
    .select('name')
    .where('id', 'in', [...ids])
    .where('toOn', 'is', null)
    .execute()
  return areas.map(({ name }) => name).join('、')
}

/** The second factor is demanded of a role where the county's policy says so. */
async function secondFactorDemanded(context: Context): Promise<boolean> {
  if (context.county === '000000') return false
  const policy = await context.policyOn(context.today)
  const demanded = policy.find<{ roles: string[] }>('access.second_factor')
  return demanded?.value.roles.includes(context.actor.role) ?? false
}

/** The county's own words for levels and units, from its pack; the general words where it says nothing. */
async function labels(context: Context): Promise<Record<string, string>> {
  const general = {
    县民政: '县民政局',
    乡镇: '乡镇（街道）',
    村: '村（居）',
    自理: '自理',
    半失能: '半失能',
    失能: '失能',
  }
  if (context.county === '000000') return general
  const policy = await context.policyOn(context.today)
  const levels = policy.find<Record<string, string>>('codes.self_care_level.labels')?.value ?? {}
  const bureau = await db(context)
    .selectFrom('access.organisation')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .where('functions', '@>', ['civil_affairs'])
    .executeTakeFirst()
  return {
    ...general,
    ...(bureau ? { 县民政: bureau.name } : {}),
    自理: levels['able'] ?? general.自理,
    半失能: levels['partly_able'] ?? general.半失能,
    失能: levels['unable'] ?? general.失能,
  }
}
