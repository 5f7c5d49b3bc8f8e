/** Words of changes, endings and deaths, as screens and papers say them (screens 4.29, 4.30). Pure. */
import * as z from 'zod'

export const ChangeKind = z.enum([
  'end',
  'reduce',
  'transfer',
  'moved_away',
  'to_home',
  'to_dispersed',
  'suspend',
  'resume',
  'minor',
])
export type ChangeKind = z.infer<typeof ChangeKind>
export const kindText: Record<ChangeKind, string> = {
  end: '终止',
  reduce: '调减',
  transfer: '迁移（县内）',
  moved_away: '迁出本县',
  to_home: '分散转集中',
  to_dispersed: '集中转分散',
  suspend: '暂停',
  resume: '恢复',
  minor: '未成年人满年龄',
}

export const Step = z.enum([
  'verify',
  'hear',
  'publish',
  'publicity',
  'objection',
  'decide',
  'accept',
  'deliver',
  'done',
  'kept',
  'withdrawn',
  'correcting',
  'redeliver',
  'corrected',
])
export type Step = z.infer<typeof Step>
export const stepText: Record<Step, string> = {
  verify: '核实',
  hear: '听取意见',
  publish: '拟终止公示',
  publicity: '公示中',
  objection: '异议核查',
  decide: '决定',
  accept: '对方接收',
  deliver: '送达',
  done: '已办结',
  kept: '不予变更',
  withdrawn: '已撤回',
  correcting: '纠正待决定',
  redeliver: '送达纠正告知',
  corrected: '已纠正',
}

const carried: Partial<Record<ChangeKind, string>> = { to_home: '办理入住', to_dispersed: '转为分散供养' }

/** Into a home or out of it nobody takes a case on: the bed is taken, or left. */
export const stepIn = (kind: ChangeKind, step: Step): string =>
  step === 'accept' ? (carried[kind] ?? stepText.accept) : stepText[step]

/** As a step in a list of steps, not as the state of a case. */
export function plannedText(kind: ChangeKind, step: Step): string {
  if (step === 'publicity') return '公示期满'
  return step === 'correcting' ? '决定纠正' : stepIn(kind, step)
}

export const ActKind = z.enum([
  'opened',
  'verified',
  'heard',
  'hearing_exempt',
  'published',
  'objected',
  'answered',
  'publicity_over',
  'decided',
  'kept',
  'sent',
  'accepted',
  'returned',
  'delivered',
  'withdrawn',
  'recomputed',
  'correction_proposed',
  'correction_refused',
  'corrected',
  'redelivered',
  'not_delivered',
  'delivery_due',
])
export type ActKind = z.infer<typeof ActKind>
export const actText: Record<ActKind, string> = {
  opened: '提出',
  verified: '核实',
  heard: '听取意见',
  hearing_exempt: '不适用听取意见',
  published: '张贴公示',
  objected: '收到异议',
  answered: '异议核查',
  publicity_over: '公示期满无异议',
  decided: '作出决定',
  kept: '决定不予变更',
  sent: '送出移交',
  accepted: '接收',
  returned: '退回',
  delivered: '送达',
  withdrawn: '撤回',
  recomputed: '期限重算',
  correction_proposed: '提出纠正',
  correction_refused: '决定不予纠正',
  corrected: '决定纠正',
  redelivered: '送达纠正告知',
  not_delivered: '不再送达',
  delivery_due: '恢复送达',
}

/** What a decision is found wrong by. */
export const CorrectedBy = z.enum(
  ['reconsideration', 'lawsuit', 'own'],
  '请选择纠正的由来：行政复议决定、行政诉讼判决或自行纠正',
)
export type CorrectedBy = z.infer<typeof CorrectedBy>
export const correctedByText: Record<CorrectedBy, string> = {
  reconsideration: '行政复议决定',
  lawsuit: '行政诉讼判决',
  own: '自行纠正',
}

export const HeardKind = z.enum(['person', 'guardian', 'entrusted'], '请选择听取谁的意见：本人、监护人或受委托人')
export type HeardKind = z.infer<typeof HeardKind>
export const heardText: Record<HeardKind, string> = { person: '本人', guardian: '监护人', entrusted: '受委托人' }

export const SignedAs = z.enum(['signature', 'thumb', 'refused', 'voice'], '请选择签字方式：签名、捺印、拒绝签名或录音')
export type SignedAs = z.infer<typeof SignedAs>
export const signedText: Record<SignedAs, string> = {
  signature: '签名',
  thumb: '捺印',
  refused: '拒绝签名，已由两人注明',
  voice: '录音',
}

/** How it came out for whoever is no longer supported (民发〔2021〕43号 第二十七条). */
export const LinkageResult = z.enum(
  ['dibao', 'temporary_relief', 'other_scheme', 'not_eligible', 'declined'],
  '请选择结果：已纳入低保、已给予临时救助、已纳入其他保障、不符合或本人不申请',
)
export type LinkageResult = z.infer<typeof LinkageResult>
/** Goes on month by month; after it there is nothing more to say. */
export const isScheme = (result: LinkageResult): boolean => result === 'dibao' || result === 'other_scheme'
export const givesRelief = (result: LinkageResult): boolean => isScheme(result) || result === 'temporary_relief'
export const linkageText: Record<LinkageResult, string> = {
  dibao: '已纳入低保',
  temporary_relief: '已给予临时救助',
  other_scheme: '已纳入其他保障',
  not_eligible: '不符合，已告知',
  declined: '本人不申请',
}

export const PlaceKind = z.enum(['home', 'hospital', 'dwelling', 'elsewhere', 'unknown'])
export type PlaceKind = z.infer<typeof PlaceKind>
export const placeText: Record<PlaceKind, string> = {
  home: '供养机构内',
  hospital: '医院',
  dwelling: '家中',
  elsewhere: '其他地方',
  unknown: '不详',
}

export const ReporterKind = z.enum(['home', 'village', 'township', 'family', 'carer', 'other'])
export type ReporterKind = z.infer<typeof ReporterKind>
export const reporterText: Record<ReporterKind, string> = {
  home: '供养机构',
  village: '村（居）委会',
  township: '乡镇（街道）',
  family: '亲属、监护人',
  carer: '照料护理人',
  other: '其他',
}

/** From discovery to report: minutes, hours, and from two days on in days. */
export function delayText(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  if (minutes < 60) return `${minutes}分钟`
  if (hours < 48) return `${hours}小时${minutes % 60 ? `${minutes % 60}分` : ''}`
  return `${Math.floor(hours / 24)}天${hours % 24 ? `${hours % 24}小时` : ''}`
}

export const DeathStatus = z.enum(['open', 'closed', 'withdrawn'])
export type DeathStatus = z.infer<typeof DeathStatus>
export const deathStatusText: Record<DeathStatus, string> = { open: '办理中', closed: '已结案', withdrawn: '已撤销' }

export const DeathAct = z.enum([
  'reported',
  'confirmed',
  'certificate_asked',
  'certificate',
  'family_told',
  'disposal',
  'funeral_cost',
  'money_settled',
  'estate_listed',
  'estate_handed',
  'closed',
  'withdrawn',
  'noted',
  'day_proposed',
  'day_refused',
  'day_corrected',
])
export type DeathAct = z.infer<typeof DeathAct>
export const deathActText: Record<DeathAct, string> = {
  reported: '报告死亡',
  confirmed: '县里核实',
  certificate_asked: '联系开具死亡证明',
  certificate: '取得死亡证明',
  family_told: '通知亲属',
  disposal: '处理遗体',
  funeral_cost: '丧葬费用',
  money_settled: '账户和代管资金结清',
  estate_listed: '遗物清点',
  estate_handed: '遗产交接',
  closed: '结案',
  withdrawn: '撤销死亡报告',
  noted: '居住地、机构所在地知悉',
  day_proposed: '提出更正死亡日期',
  day_refused: '不予更正死亡日期',
  day_corrected: '更正死亡日期',
}

/** incident.death.certificate_from, 殡葬管理条例 第十三条. */
export const Issuer = z.enum(['medical_institution', 'police'])
export type Issuer = z.infer<typeof Issuer>
export const issuerText: Record<Issuer, string> = { medical_institution: '医疗机构', police: '公安机关' }

/** 民法典 第一千一百四十五条、第一千一百六十条. */
export const EstateTaker = z.enum(['heir', 'will', 'civil_affairs', 'village', 'state', 'collective', 'none'])
export type EstateTaker = z.infer<typeof EstateTaker>
export const takerText: Record<EstateTaker, string> = {
  heir: '继承人',
  will: '受遗赠人、遗赠扶养人',
  civil_affairs: '民政部门（遗产管理人）',
  village: '村（居）委会（遗产管理人）',
  state: '归国家用于公益',
  collective: '归所在集体',
  none: '没有遗产',
}
