/** Words of agreements, as screens, papers and refusals say them. Pure. */
import * as z from 'zod'

export const AgreementStatus = z.enum(['draft', 'review', 'signing', 'signed', 'filed', 'terminated', 'expired'])
export type AgreementStatus = z.infer<typeof AgreementStatus>
export const agreementStatusText = {
  draft: '草稿',
  review: '审核中',
  signing: '签署中',
  signed: '已签',
  filed: '已备案',
  terminated: '已终止',
  expired: '已到期',
} as const satisfies Record<AgreementStatus, string>

export const Act = z.enum(['signs', 'consents', 'is_informed'])
export type Act = z.infer<typeof Act>
export const actText: Record<Act, string> = { signs: '签署', consents: '同意', is_informed: '知情' }

export const SigningMethod = z.enum(['screen', 'paper', 'thumb', 'told'])
export type SigningMethod = z.infer<typeof SigningMethod>
export const methodText: Record<SigningMethod, string> = {
  screen: '屏幕签',
  paper: '纸质扫描',
  thumb: '捺印',
  told: '口头告知',
}

export const SignerRole = z.enum(['person', 'guardian', 'relative', 'representative'])
export type SignerRole = z.infer<typeof SignerRole>
export const signerRoleText: Record<SignerRole, string> = {
  person: '本人',
  guardian: '监护人',
  relative: '受托亲属',
  representative: '法定代表人或授权代表',
}

const clauseTexts: Record<string, string> = {
  basis: '服务依据',
  content_and_standard: '服务内容和标准',
  way: '服务方式',
  place: '服务地点',
  term: '服务期限',
  price: '服务价格',
  property_after_death: '死亡后财产处置方式',
  county_hotline: '监督举报电话',
  rights_and_obligations: '权利义务',
  rights: '权利',
  responsibilities: '责任',
  obligations: '义务',
  legal_liability: '法律责任',
}
export const clauseText = (code: string): string => clauseTexts[code] ?? code
/** Contents an agreement may be asked to have, in the order in which it prints them. */
export const clauseCodes: readonly string[] = Object.keys(clauseTexts)
