/** The words of files: classes of papers, papers, how far a file is, what holds it. Pure. */
import * as z from 'zod'

export const DocumentClass = z.enum(['basic', 'health', 'other'])
export type DocumentClass = z.infer<typeof DocumentClass>
export const classText: Record<DocumentClass, string> = {
  basic: '基本信息类',
  health: '健康管理类',
  other: '其他类',
}

/** Codes of archive.classes, and the papers that a county files besides. */
export const DocumentItem = z.enum([
  'identity_copy',
  'confirmation_decision_copy',
  'admission_papers',
  'termination_papers_copy',
  'medical_records',
  'leaving_or_death_certificates',
  'application',
  'survey',
  'ability_assessment',
  'agreement',
  'consent',
  'photo',
  'other',
])
export type DocumentItem = z.infer<typeof DocumentItem>
export const itemText: Record<DocumentItem, string> = {
  identity_copy: '身份证复印件',
  confirmation_decision_copy: '认定决定复印件',
  admission_papers: '入院材料',
  termination_papers_copy: '终止供养材料复印件',
  medical_records: '病历',
  leaving_or_death_certificates: '离院或死亡证明',
  application: '申请书',
  survey: '调查表',
  ability_assessment: '生活自理能力评估表',
  agreement: '照料服务协议',
  consent: '同意书',
  photo: '照片',
  other: '其他材料',
}
export const itemTitle = (code: string): string => {
  const known = DocumentItem.safeParse(code)
  return known.success ? itemText[known.data] : code
}

/** The state of closing and handing over; 'open' is the file in daily use. */
export const FileState = z.enum(['open', 'proposed', 'closed', 'offered', 'handed', 'destroyed'])
export type FileState = z.infer<typeof FileState>
export const StepKind = z.enum(['propose', 'return', 'confirm', 'offer', 'withdraw', 'receive', 'destroy', 'reopen'])
export type StepKind = z.infer<typeof StepKind>
export const stepText: Record<StepKind, string> = {
  propose: '提请归档',
  return: '退回补正',
  confirm: '确认归档',
  offer: '移交',
  withdraw: '撤回移交',
  receive: '签收移交',
  destroy: '销毁',
  reopen: '续立新卷',
}

/** What a list shows of a file (screens 4.31). */
export const FileStatus = z.enum(['in_use', 'to_close', 'kept', 'held', 'term_over', 'handed', 'destroyed'])
export type FileStatus = z.infer<typeof FileStatus>
export const fileStatusText = {
  in_use: '在用',
  to_close: '待归档',
  kept: '保管',
  held: '暂缓',
  term_over: '可销毁',
  handed: '已移交',
  destroyed: '已销毁',
} as const satisfies Record<FileStatus, string>

export const HoldKind = z.enum(['complaint', 'correction', 'case', 'audit', 'estate'])
export type HoldKind = z.infer<typeof HoldKind>
export const holdText: Record<HoldKind, string> = {
  complaint: '投诉',
  correction: '更正申请',
  case: '案件',
  audit: '审计',
  estate: '遗产',
}
/** What somebody puts on a file by hand; a correction asked for holds it by itself until it is answered. */
export const HeldByHand = HoldKind.exclude(['correction'])

/** How a difference between paper and scan was settled; where paper is the base it is never settled against the paper. */
export const Settlement = z.enum(['scanned_again', 'electronic_corrected', 'paper_corrected', 'no_difference'])
export type Settlement = z.infer<typeof Settlement>
export const settlementText: Record<Settlement, string> = {
  scanned_again: '已重新扫描',
  electronic_corrected: '以纸质为准，已更正电子信息',
  paper_corrected: '纸质有误，已补正纸质并附说明',
  no_difference: '复核后认为一致',
}

/** 销毁清单: how far it is. */
export const ListStatus = z.enum(['proposed', 'approved', 'returned', 'withdrawn', 'destroying', 'destroyed'])
export type ListStatus = z.infer<typeof ListStatus>
export const listStatusText = {
  proposed: '待批准',
  approved: '已批准待销毁',
  returned: '已退回',
  withdrawn: '已撤回',
  destroying: '销毁中',
  destroyed: '已销毁',
} as const satisfies Record<ListStatus, string>
export const ListStep = z.enum(['propose', 'approve', 'return', 'withdraw', 'remove', 'carry_out', 'finish'])
export type ListStep = z.infer<typeof ListStep>
export const listStepText: Record<ListStep, string> = {
  propose: '提出销毁清单',
  approve: '批准销毁',
  return: '退回',
  withdraw: '撤回',
  remove: '移出一件',
  carry_out: '执行销毁',
  finish: '电子件全部删除',
}
/** How the paper was destroyed; the files are deleted with their keys. */
export const PaperWay = z.enum(['shredding', 'pulping', 'burning', 'no_paper'])
export type PaperWay = z.infer<typeof PaperWay>
export const paperWayText: Record<PaperWay, string> = {
  shredding: '粉碎',
  pulping: '化浆',
  burning: '焚烧',
  no_paper: '没有纸质材料',
}

/** 供养证: why it was issued. */
export const CertificateGround = z.enum(['first', 'lost', 'damaged', 'changed', 'full'])
export type CertificateGround = z.infer<typeof CertificateGround>
export const certificateGroundText: Record<CertificateGround, string> = {
  first: '首次发证',
  lost: '遗失补发',
  damaged: '损坏换发',
  changed: '登记事项变更换发',
  full: '年审栏用完换发',
}

/** '3盒2夹1页'; '' where there is no paper. */
export const placeText = ({ box, folder, page }: { box: string; folder: string; page: string }): string =>
  [box && `${box}盒`, folder && `${folder}夹`, page && `${page}页`].filter(Boolean).join('')

/** On the printed list and on its page: what goes with a file, and what stays because of whom else it is about or what the law keeps. */
export const destroyedWith =
  '一并销毁：登记的证件号码、联系方式、住址、监护人和联系人、同意、更正前后的内容；认定的申请、调查、异议和核查记录，评估表和听取意见记录，变更和死亡处理中的核实、听取意见和遗物清点记录及其附件；部门比对的对方数据；只涉及本人的留痕内容。'
export const notDestroyed =
  '不在其内：救助款物发放、接收和服务记录（社会救助法第七十条）；协议、年度核查结果，以及认定、评估、变更的编号、日期和结论；涉及多人的公示、名册和批次；本清单、各份材料的校验码和销毁的事实。'
