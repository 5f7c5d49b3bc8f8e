import type { Module } from '#platform/module.ts'
import { questions } from './questions.ts'
import { policyService } from './service.ts'
import { work } from './work.ts'

export { type Checked, checkSources } from './pack-export.ts'
export { readHolidays } from './learning.ts'
export { inForceFor } from './trying.ts'
export { packFolder, packsHash, releasePacks } from './release.ts'

export const policyModule: Module = {
  service: policyService,
  questions,
  work,
  constraints: {
    document_edition: '该文件刚刚由另一人登记，请刷新后查看',
    decision_once: '这一项已经有人决定过，不能再次决定。请刷新后查看',
    decision_by_another: '登记人不能采用自己登记的标准。请由另一位有权限的同事采用',
    decision_reason: '退回须写明原因',
    county_value_period: '失效日早于施行日，请核对起止日期',
    adoption_period: '失效日早于施行日，请核对起止日期',
  },
}
