import type { Module } from '#platform/module.ts'
import { forgetRelations } from './forget.ts'
import { questions } from './questions.ts'
import { providersService } from './service.ts'
import { carerTies, objectionsOfContracts } from './ties.ts'
import { work } from './work.ts'

export { accountPlace } from './accounts.ts'
export * from './account-rules.ts'

export const providersModule: Module = {
  service: providersService,
  questions,
  work,
  ties: carerTies,
  objections: objectionsOfContracts,
  forget: forgetRelations,
  constraints: {
    provider_credit_code: '这个统一社会信用代码的机构已经登记，请在列表中查找',
    contract_number: '这个合同编号已经使用，请核对后换一个',
    one_account_proposal: '这家机构已有一个账户等待复核，请先复核',
    one_account_at_a_time: '账户的起用日期与已复核的账户重叠，请核对起用日期',
    account_two_persons: '登记和复核应由两人办理，请由另一人复核',
    contract_two_persons: '起草和生效应由两人办理，请由另一人生效',
    carer_of_one_provider: '这名服务人员已登记在一家承接主体。同一时间只能受雇于一家，不得转包',
    clause_whole: '扣款条款应写明金额或比例：固定金额、按次的写金额，百分比的写比例',
    contract_township_pkey: '同一乡镇（街道）同一起期重复填写，请删去一行',
    clause_pkey: '扣款条款的条款号重复，请改正',
  },
}
