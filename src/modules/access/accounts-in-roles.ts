/** Accounts of the county in which one works, by role: who may be given a task. */
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { isRole, type Role, roleTitles } from './roles.ts'

const db = tablesOf<'access'>()

export interface AccountInRole {
  id: string
  name: string
  roleTitle: string
  organisationId: string | null
  organisation: string
}

export async function accountsInRoles(context: Context, roles: readonly Role[]): Promise<AccountInRole[]> {
  const rows = await db(context)
    .selectFrom('access.account as account')
    .leftJoin('access.organisation as organisation', (join) =>
      join
        .onRef('organisation.countyCode', '=', 'account.countyCode')
        .onRef('organisation.id', '=', 'account.organisationId'),
    )
    .select([
      'account.id',
      'account.name',
      'account.role',
      'account.organisationId',
      'organisation.name as organisation',
    ])
    .where('account.countyCode', '=', context.county)
    .where('account.role', 'in', [...roles])
    .where((eb) => eb.or([eb('account.disabledOn', 'is', null), eb('account.disabledOn', '>', context.today)]))
    .orderBy('account.createdAt')
    .orderBy('account.login')
    .execute()
  return rows.map(({ role, organisation, ...row }) => ({
    ...row,
    roleTitle: isRole(role) ? roleTitles[role] : role,
    organisation: organisation ?? '',
  }))
}
