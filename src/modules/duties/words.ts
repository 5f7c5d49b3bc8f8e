/** Words of duties: sections, states of a hand-over. */
import * as z from 'zod'

export const Section = z.enum(['social_assistance', 'institution_management', 'township'], '请选择科室或乡镇')
export type Section = z.infer<typeof Section>

/** A township is shown by its own name. */
export const sectionText: Readonly<Record<Section, string>> = {
  social_assistance: '社会救助科（股）',
  institution_management: '供养机构管理科（股）',
  township: '乡镇（街道）',
}

export const HandOverState = z.enum(['sent', 'accepted', 'returned', 'withdrawn'])
export type HandOverState = z.infer<typeof HandOverState>

export const handOverText: Readonly<Record<HandOverState, string>> = {
  sent: '等待接收',
  accepted: '已接收',
  returned: '已退回',
  withdrawn: '已撤回',
}

export const subjectText: Readonly<Record<string, string>> = {
  case: '认定案卷',
  change: '变更与终止',
  death: '死亡处理',
  claim: '追回款',
  assessment: '能力评估',
  file: '归档',
  request: '反映与更正',
  follow: '核查后续',
}
