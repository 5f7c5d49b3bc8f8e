/** Words of the assessment, as screens, papers and refusals say them (screens 4.28). Pure. */
import * as z from 'zod'

export const AssessmentStatus = z.enum(['requested', 'assessed', 'reviewed', 'decided', 'disputed', 'withdrawn'])
export type AssessmentStatus = z.infer<typeof AssessmentStatus>
export const statusText: Record<AssessmentStatus, string> = {
  requested: '待评估',
  assessed: '待初审',
  reviewed: '待审定',
  decided: '已审定',
  disputed: '有争议',
  withdrawn: '已撤回',
}

export const Why = z.enum(['change', 'yearly', 'recognition', 'complaint', 'dispute'])
export type Why = z.infer<typeof Why>
export const whyText: Record<Why, string> = {
  change: '自理能力变化',
  yearly: '年度评估',
  recognition: '认定时评估',
  complaint: '投诉举报',
  dispute: '争议后二次评估',
}

export const FormKind = z.enum(['six_items', 'gbt_42195'])
export type FormKind = z.infer<typeof FormKind>
export const formText: Record<FormKind, string> = {
  six_items: '六项',
  gbt_42195: '六项和能力评估（GB/T 42195）',
}

export const AskedBy = z.enum(['person', 'guardian', 'carer', 'village', 'provider', 'home', 'township', 'county'])
export type AskedBy = z.infer<typeof AskedBy>
export const askedByText: Record<AskedBy, string> = {
  person: '本人',
  guardian: '监护人或亲属',
  carer: '照料人',
  village: '村（居）委会',
  provider: '服务机构',
  home: '供养服务机构（敬老院）',
  township: '乡镇（街道）',
  county: '县级民政部门',
}

/** Who may be named; the pack says which of them may assess. */
export const AssessorUnit = z.enum(['county', 'township', 'village', 'third_party', 'provider', 'home'])
export type AssessorUnit = z.infer<typeof AssessorUnit>
export const unitText: Record<AssessorUnit, string> = {
  county: '县级民政部门',
  township: '乡镇（街道）',
  village: '村（居）委会',
  third_party: '受委托的第三方',
  provider: '服务机构',
  home: '供养服务机构（敬老院）',
}

export const SignedBy = z.enum(['person', 'guardian', 'thumb', 'refused'])
export type SignedBy = z.infer<typeof SignedBy>
export const signedByText: Record<SignedBy, string> = {
  person: '本人签名',
  guardian: '监护人签名',
  thumb: '本人按手印',
  refused: '不愿或不能签名',
}

export const Deed = z.enum([
  'request',
  'submit',
  'review',
  'hear',
  'return',
  'decide',
  'tell',
  'dispute',
  'settle',
  'withdraw',
  'recompute',
])
export type Deed = z.infer<typeof Deed>
export const deedText: Record<Deed, string> = {
  request: '申请评估',
  submit: '提交评估',
  review: '初审',
  hear: '听取意见',
  return: '退回重评',
  decide: '县审定',
  tell: '告知结果',
  dispute: '提出争议',
  settle: '二次评估结束',
  withdraw: '撤回',
  recompute: '期限重算',
}

export const HeardBy = z.enum(['person', 'guardian', 'entrusted'])
export const heardByText: Record<z.infer<typeof HeardBy>, string> = {
  person: '本人',
  guardian: '监护人',
  entrusted: '受委托人',
}

export const HeardSigned = z.enum(['signature', 'thumb', 'refused'])
export const heardSignedText: Record<z.infer<typeof HeardSigned>, string> = {
  signature: '签名',
  thumb: '按手印',
  refused: '拒绝签名',
}

/** Signs of GB/T 42195-2022 that change a level, by their codes in the form. */
const signs: Readonly<Record<string, string>> = {
  coma: '处于昏迷状态',
  dementia_f00_f03: '确诊痴呆（F00—F03）',
  other_mental_f04_f99: '确诊其他精神和行为障碍（F04—F99）',
  care_risk_events_at_least_2_in_30_days: '近30天内照护风险事件2次及以上（跌倒、走失、噎食、自杀或自伤等）',
}
export const signText = (code: string): string => signs[code] ?? code

export const numberText = (year: number, no: number): string => `PG-${year}-${String(no).padStart(4, '0')}`
