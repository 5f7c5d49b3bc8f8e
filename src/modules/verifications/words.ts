/** Words of verification, as screens, papers and refusals say them (screens 4.32). Pure. */
import * as z from 'zod'

export const RoundKind = z.enum(['yearly', 'campaign'])
export type RoundKind = z.infer<typeof RoundKind>
export const roundText: Record<RoundKind, string> = { yearly: '年度核查', campaign: '重新核查' }

/** In the order of the boxes on the paper. */
export const Answer = z.enum([
  'none',
  'income',
  'obligor',
  'ability',
  'labour',
  'died',
  'moved',
  'minor',
  'imprisoned',
  'voluntary',
  'not_seen',
  'other',
])
export type Answer = z.infer<typeof Answer>
export const answerText: Record<Answer, string> = {
  none: '无变化',
  income: '收入、财产变化',
  obligor: '义务人变化',
  ability: '自理能力变化',
  labour: '恢复劳动能力',
  died: '死亡',
  moved: '迁走',
  minor: '满16、18周岁',
  imprisoned: '服刑',
  voluntary: '要求退出',
  not_seen: '未见到本人',
  other: '其他情况',
}

/** On the paper and in the row, where room is short. */
export const answerShort: Record<Answer, string> = {
  ...answerText,
  income: '收入财产',
  obligor: '义务人',
  ability: '自理能力',
  labour: '劳动能力',
  minor: '满16、18岁',
  not_seen: '未见到',
  other: '其他',
}

/** One key for each box: Enter for 无变化, the digits as printed beside the boxes. */
export const answerKeys: ReadonlyArray<{ key: string; answer: Answer }> = [
  { key: '1', answer: 'income' },
  { key: '2', answer: 'obligor' },
  { key: '3', answer: 'ability' },
  { key: '4', answer: 'labour' },
  { key: '5', answer: 'died' },
  { key: '6', answer: 'moved' },
  { key: '7', answer: 'minor' },
  { key: '8', answer: 'imprisoned' },
  { key: '9', answer: 'voluntary' },
  { key: '0', answer: 'not_seen' },
  { key: '-', answer: 'other' },
]
export const keyOf = (answer: Answer): string => answerKeys.find((each) => each.answer === answer)?.key ?? ''
export const answerOfKey = (key: string): Answer | undefined => answerKeys.find((each) => each.key === key)?.answer

export const How = z.enum(['home', 'institution', 'village', 'hospital', 'video', 'elsewhere'])
export type How = z.infer<typeof How>
export const howText: Record<How, string> = {
  home: '入户',
  institution: '供养机构内',
  village: '村（居）委会',
  hospital: '医院',
  video: '视频',
  elsewhere: '其他地方',
}

export const EntryState = z.enum(['open', 'seen', 'left'])
export type EntryState = z.infer<typeof EntryState>
export const stateText: Record<EntryState, string> = { open: '未核查', seen: '已核查', left: '已终止' }

export const Outcome = z.enum(['no_effect', 'recognised', 'not_met'])
export type Outcome = z.infer<typeof Outcome>
export const outcomeText: Record<Outcome, string> = {
  no_effect: '经核对不影响供养',
  recognised: '重新认定：符合',
  not_met: '重新认定：不符合',
}

export const Path = z.enum(['direct', 'full_recognition'])
export type Path = z.infer<typeof Path>
export const pathText: Record<Path, string> = { direct: '可直接确定', full_recognition: '重新认定' }

export const legacyText: Readonly<Record<string, string>> = {
  new_application: '新申请',
  rural_wubao: '农村五保对象',
  rural_supported: '农村特困人员',
  urban_three_no: '城市“三无”人员',
}
export const LegacyCategory = z.enum(['new_application', 'rural_wubao', 'rural_supported', 'urban_three_no'])
export type LegacyCategory = z.infer<typeof LegacyCategory>

export const PlanChange = z.enum(['days', 'plan', 'milestones', 'week', 'officer', 'closed'])
export type PlanChange = z.infer<typeof PlanChange>
export const planChangeText: Record<PlanChange, string> = {
  days: '起止日期',
  plan: '方案内容',
  milestones: '节点',
  week: '核查周',
  officer: '责任人',
  closed: '结束核查',
}

/** Codes of eligibility.minor.in_school. */
const stages: Readonly<Record<string, string>> = {
  compulsory_education: '义务教育（小学、初中）',
  senior_high: '普通高中',
  secondary_vocational: '中等职业学校',
}
export const stageText = (code: string): string => stages[code] ?? code

export const className = { rural: '农村', urban: '城市' } as const
