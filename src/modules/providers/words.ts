/** Words of providers and contracts, as screens and refusals say them. Pure. */
import * as z from 'zod'

export const ProviderKind = z.enum(['company', 'social_organisation', 'institution', 'individual_business'])
export type ProviderKind = z.infer<typeof ProviderKind>
export const providerKindText: Record<ProviderKind, string> = {
  company: '企业',
  social_organisation: '社会组织',
  institution: '供养服务机构',
  individual_business: '个体工商户',
}

export const ContractStatus = z.enum(['draft', 'active', 'ended'])
export type ContractStatus = z.infer<typeof ContractStatus>
export const contractStatusText: Record<ContractStatus, string> = { draft: '草稿', active: '生效', ended: '已终止' }

/** The grounds a document names, and those of the parties themselves. */
export const EndGround = z.enum(['veto', 'serious_quality_problem_overdue', 'evaluation_result', 'agreed', 'expired'])
export type EndGround = z.infer<typeof EndGround>
export const endGroundText: Record<EndGround, string> = {
  veto: '一票否决',
  serious_quality_problem_overdue: '严重服务质量问题逾期不整改',
  evaluation_result: '评估结果不再续行',
  agreed: '协商解除',
  expired: '期满',
}

export const ClauseKind = z.enum(['fixed', 'person_month', 'per_visit', 'percent'])
export type ClauseKind = z.infer<typeof ClauseKind>
export const clauseKindText: Record<ClauseKind, string> = {
  fixed: '固定金额',
  person_month: '整个人月',
  per_visit: '按次',
  percent: '人月的百分比',
}

const contentTexts: Record<string, string> = {
  content: '内容',
  term: '期限',
  quantity: '数量',
  quality: '质量',
  price: '价格',
  settlement_method: '资金结算方式',
  rights_and_obligations: '权利义务',
  breach_liability: '违约责任',
}
/** Contents a purchase contract may be asked to have. */
export const contractContents: readonly string[] = Object.keys(contentTexts)
export const contentText = (code: string): string => contentTexts[code] ?? code
