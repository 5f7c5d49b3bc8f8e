/** What codes of this module are called on screens and paper. Pure. */
import type { Confirmation, Source, Verdict } from './shapes.ts'

export const verdictText: Record<Verdict, string> = { valid: '有效', doubtful: '存疑', not_counted: '不计' }
export const confirmationText: Record<Confirmation, string> = {
  signature: '签名',
  code: '口令',
  voice: '语音',
  neighbour: '邻里',
  none: '未确认',
}
export const sourceText: Record<Source, string> = { phone: '手机', sheet: '表格', api: '接口' }

/** care.service_items and care.service_fields (SX-4.2). */
export const serviceText: Readonly<Record<string, string>> = {
  daily_cleaning: '日常清洁',
  personal_hygiene_help: '个人助洁',
  daily_care: '生活照料',
  mobility_help: '助行服务',
  hospital_company: '就医陪护',
  emergency_help: '紧急救援',
  emotional_support: '精神慰藉',
  specialised_and_individual: '专业化和个性化服务',
}

/** care.content_by_level (AH-2.1.1c–e). */
export const contentText: Readonly<Record<string, string>> = {
  home_clean: '居所卫生',
  personal_clean: '个人清洁',
  regular_meals: '规律饮食',
  eating: '用餐',
  drinking: '饮水',
  medicine: '用药',
  dressing: '穿（脱）衣',
  washing: '洗漱',
  bathing: '洗澡',
  toilet: '如厕',
}

/** Short names of the reasons, for filters and charts. */
export const reasonTitles: Readonly<Record<string, string>> = {
  not_on_roster: '不在名册',
  no_agreement: '没有生效协议',
  died: '已死亡',
  ended: '已终止供养',
  in_hospital: '当天住院',
  away: '当天外出',
  in_home: '当天在机构',
  two_places: '同时在两处',
  too_fast: '路上时间不够',
  outside_fence: '距居所过远',
  too_short: '时长不足',
  late: '晚补录',
  photo_used: '照片重复',
  same_length: '时长雷同',
  future: '时间在后',
  overlap: '与另一条记录重叠',
  carer_not_here: '服务人员不在册',
  confirmed_by_carer: '服务人员自己确认',
  confirmer_unable: '确认人无民事行为能力',
  weak: '佐证不足',
  corrected: '已更正',
  undone: '导入已撤销',
}
