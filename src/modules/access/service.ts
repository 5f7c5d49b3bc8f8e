/** Use cases of the access module. */
import { refuse } from '#kernel/refusal.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { implement } from '#platform/module.ts'
import { accountLists } from './account-lists.ts'
import { administering } from './administering.ts'
import { access } from './contract.ts'
import { meOf } from './me.ts'
import { opening } from './opening.ts'
import { isRole, roleTitles } from './roles.ts'
import { signingIn } from './signing-in.ts'
import { units } from './units.ts'

const db = tablesOf<'access'>()

export const accessService = implement(access, {
  ...signingIn,
  ...administering,
  ...accountLists,
  ...opening,
  ...units,

  async me(context) {
    const account = await db(context)
      .selectFrom('access.account')
      .selectAll()
      .where('id', '=', context.actor.accountId)
      .executeTakeFirst()
    if (!account) return refuse('unauthenticated', 'sign_in', '请先登录')
    return meOf(context, account)
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
