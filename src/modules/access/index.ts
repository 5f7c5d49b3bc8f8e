import type { Module } from '#platform/module.ts'
import { accessService } from './service.ts'

export { accountOfSession, actorOfAccount, findAccount, hashOf } from './accounts.ts'
export { addOrganisation, type NewOrganisation, renameOrganisation } from './organisations.ts'
export { readRoleTable, type RoleTable } from './role-table.ts'
export { hashPassword } from './signing-in.ts'
export { givenPassword } from './given.ts'

export const accessModule: Module = {
  service: accessService,
  constraints: { account_login_key: '这个账号名已有人使用，请换一个' },
}
