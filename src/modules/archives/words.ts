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
export const FileState = z.enum(['open', 'proposed', 'closed', 'offered', 'handed'])
export type FileState = z.infer<typeof FileState>
export const StepKind = z.enum(['propose', 'return', 'confirm', 'offer', 'withdraw', 'receive'])
export type StepKind = z.infer<typeof StepKind>
export const stepText: Record<StepKind, string> = {
  propose: '提请归档',
  return: '退回补正',
  confirm: '确认归档',
  offer: '移交',
  withdraw: '撤回移交',
  receive: '签收移交',
}

/** What a list shows of a file (screens 4.31). */
export const FileStatus = z.enum(['in_use', 'to_close', 'kept', 'held', 'term_over', 'handed'])
export type FileStatus = z.infer<typeof FileStatus>
export const fileStatusText = {
  in_use: '在用',
  to_close: '待归档',
  kept: '保管',
  held: '暂缓',
  term_over: '可销毁',
  handed: '已移交',
} as const satisfies Record<FileStatus, string>

export const HoldKind = z.enum(['complaint', 'case', 'audit', 'estate'])
export type HoldKind = z.infer<typeof HoldKind>
export const holdText: Record<HoldKind, string> = { complaint: '投诉', case: '案件', audit: '审计', estate: '遗产' }

/** '3盒2夹1页'; '' where there is no paper. */
export const placeText = ({ box, folder, page }: { box: string; folder: string; page: string }): string =>
  [box && `${box}盒`, folder && `${folder}夹`, page && `${page}页`].filter(Boolean).join('')
