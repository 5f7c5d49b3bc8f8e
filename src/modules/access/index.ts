import type { Module } from '#platform/module.ts'
import { accessService } from './service.ts'

export { accountOfSession, actorOfAccount, actorOfSession, findAccount, hashOf } from './accounts.ts'
export { type AccountInRole, accountsInRoles } from './accounts-in-roles.ts'
export { addOrganisation, type NewOrganisation, renameOrganisation } from './organisations.ts'
export { readRoleTable, type RoleTable } from './role-table.ts'
export { firstPassword } from './administering.ts'
export { hashPassword } from './passwords.ts'
export { givenPassword } from './given.ts'

export const accessModule: Module = {
  service: accessService,
  constraints: {
    account_login_key: '这个账号名已有人使用，请换一个',
    one_open_change: '这个账号已有一项变更等待复核，请先办结',
    unit_change_two_persons: '这项变更由您申请，须由另一位管理员复核',
    one_open_area_list: '这个县已有一份区划名录等待复核，请先办结',
    account_change_two_persons: '这项变更由您申请，须由另一位管理员复核',
  },
}
