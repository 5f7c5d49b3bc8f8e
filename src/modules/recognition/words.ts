/** Words of recognition, as screens, papers and refusals say them (screens 4.21–4.26). Pure. */
import * as z from 'zod'

export const Step = z.enum(['acceptance', 'survey', 'opinion', 'publicity', 'county', 'decided', 'withdrawn', 'died'])
export type Step = z.infer<typeof Step>
export const stepText = {
  acceptance: '受理',
  survey: '调查',
  opinion: '初审',
  publicity: '公示',
  county: '县级审核',
  decided: '结果',
  withdrawn: '已撤回',
  died: '申请人死亡',
} as const satisfies Record<Step, string>

/** Nothing more is done in a case here; a refusal is still delivered. */
export const overSteps = ['decided', 'withdrawn', 'died'] as const satisfies readonly Step[]
export const isOver = (step: Step): boolean => overSteps.some((over) => over === step)

/** How a case ends without a decision. */
export const Ending = z.enum(['withdrawn', 'died'])
export type Ending = z.infer<typeof Ending>
export const endingText: Record<Ending, string> = { withdrawn: '撤回申请', died: '申请人死亡' }

/** What a death of an applicant rests on. */
export const DeathProof = z.enum(['certificate', 'household_cancelled', 'village'], '请选择死亡依据')
export type DeathProof = z.infer<typeof DeathProof>
export const deathProofText: Record<DeathProof, string> = {
  certificate: '死亡医学证明（推断）书',
  household_cancelled: '户籍注销证明',
  village: '村（居）证明',
}

export const AppliedBy = z.enum(['self', 'guardian', 'village', 'other', 'found'])
export type AppliedBy = z.infer<typeof AppliedBy>
export const appliedByText: Record<AppliedBy, string> = {
  self: '本人',
  guardian: '监护人',
  village: '委托村（居）',
  other: '委托他人',
  found: '主动发现',
}

export const Verdict = z.enum(['met', 'not_met', 'missing', 'judge'])
export type Verdict = z.infer<typeof Verdict>
export const verdictText: Record<Verdict, string> = {
  met: '符合',
  not_met: '不符合',
  missing: '缺材料',
  judge: '须人工判断',
}

export const Proposal = z.enum(['fits', 'not_fits', 'open'])
export type Proposal = z.infer<typeof Proposal>
export const proposalText: Record<Proposal, string> = {
  fits: '符合，予以认定',
  not_fits: '不符合，不予认定',
  open: '须人工判断',
}

export const opinionText = (fits: boolean): string => (fits ? '符合条件' : '不符合条件')

export const Decision = z.enum(['confirmed', 'refused'])
export type Decision = z.infer<typeof Decision>
export const decisionText: Record<Decision, string> = { confirmed: '已确认', refused: '不予认定' }

export const DeedKind = z.enum([
  'applied',
  'told',
  'supplemented',
  'accepted',
  'filed',
  'helped',
  'surveyed',
  'submitted',
  'opined',
  'returned',
  'posted',
  'hung',
  'taken_down',
  'objected',
  'answered',
  'sent',
  'drawn',
  'checked',
  'proposed',
  'decided',
  'published',
  'linked',
  'paused',
  'resumed',
  'recomputed',
  'end_asked',
  'end_refused',
  'withdrawn',
  'died',
  'delivered',
  'printed',
])
export type DeedKind = z.infer<typeof DeedKind>
export const deedText: Record<DeedKind, string> = {
  applied: '提出申请',
  told: '一次性告知',
  supplemented: '补交材料',
  accepted: '受理',
  filed: '受理后补交材料',
  helped: '村（居）协助',
  surveyed: '入户调查',
  submitted: '送乡镇负责人',
  opined: '初审意见',
  returned: '退回',
  posted: '张贴公示',
  hung: '公示榜张贴照片',
  taken_down: '公示榜收回',
  objected: '登记异议',
  answered: '答复异议',
  sent: '送县级民政部门',
  drawn: '编入审核批次',
  checked: '抽查核实',
  proposed: '提出审核意见',
  decided: '决定',
  published: '公布确认结果',
  linked: '制度衔接办结',
  paused: '暂停计时',
  resumed: '恢复计时',
  recomputed: '期限重算',
  end_asked: '提请办结',
  end_refused: '不同意办结，继续办理',
  withdrawn: '撤回申请，办结',
  died: '申请人死亡，办结',
  delivered: '送达',
  printed: '打印文书',
}

/** What the village's aide helps with. */
export const HelpWith = z.enum(['papers', 'survey', 'delivery'])
export const helpText: Record<z.infer<typeof HelpWith>, string> = {
  papers: '帮助补交材料',
  survey: '陪同入户调查',
  delivery: '送达文书',
}

/** Codes of recognition.materials. */
export const materialText: Readonly<Record<string, string>> = {
  identity: '身份证或户口簿',
  declaration: '劳动能力、生活来源、财产和义务人情况书面声明',
  commitment: '承诺书',
  disability_certificate_if_disabled: '残疾人证',
  authorisation: '经济状况核对授权书',
}
export const materialName = (code: string): string => materialText[code] ?? code

export const IncomeSource = z.enum([
  'wages',
  'business',
  'property',
  'transfer',
  'basic_pension',
  'basic_medical_insurance',
  'social_insurance',
  'preferential_pension',
  'old_age_allowance',
])
export type IncomeSource = z.infer<typeof IncomeSource>
export const incomeText: Record<IncomeSource, string> = {
  wages: '工资性收入',
  business: '经营净收入',
  property: '财产净收入',
  transfer: '转移净收入',
  basic_pension: '居民基础养老金',
  basic_medical_insurance: '基本医疗保险',
  social_insurance: '其他社会保险',
  preferential_pension: '优待抚恤金',
  old_age_allowance: '高龄津贴',
}

export const Limit = z.enum(['within', 'beyond', 'unknown'])
export type Limit = z.infer<typeof Limit>
export const limitText: Record<Limit, string> = { within: '符合规定', beyond: '超过规定', unknown: '未查清' }

export const Benefit = z.enum([
  'dibao',
  'orphan_allowance',
  'de_facto_unattended_child_allowance',
  'disability_living_allowance',
  'disability_care_allowance',
])
export type Benefit = z.infer<typeof Benefit>
export const benefitText: Record<Benefit, string> = {
  dibao: '最低生活保障',
  orphan_allowance: '孤儿基本生活保障',
  de_facto_unattended_child_allowance: '事实无人抚养儿童保障',
  disability_living_allowance: '困难残疾人生活补贴',
  disability_care_allowance: '重度残疾人护理补贴',
}

export const ObligorStanding = z.enum(['supported', 'dibao', 'no_capacity', 'missing', 'imprisoned', 'dead'])
export type ObligorStanding = z.infer<typeof ObligorStanding>
export const obligorStandingText: Record<ObligorStanding, string> = {
  supported: '特困人员',
  dibao: '低保对象',
  no_capacity: '无民事行为能力',
  missing: '被宣告失踪',
  imprisoned: '在监狱服刑',
  dead: '已故',
}

export const Consent = z.enum(['given', 'refused', 'not_needed'])
export type Consent = z.infer<typeof Consent>
export const consentText: Record<Consent, string> = { given: '同意核对', refused: '不同意核对', not_needed: '不需核对' }

export const disabilityText: Readonly<Record<string, string>> = {
  intellectual: '智力',
  mental: '精神',
  physical: '肢体',
  visual: '视力',
  hearing: '听力',
  speech: '言语',
  multiple: '多重',
}
export const gradeText = (grade: number): string => `${['', '一', '二', '三', '四'][grade] ?? grade}级`

/** Six items of self-care, as assessment.items names them. */
export const selfCareText: Readonly<Record<string, string>> = {
  eating: '自主吃饭',
  dressing: '自主穿衣',
  getting_in_and_out_of_bed: '自主上下床',
  toilet: '自主如厕',
  walking_indoors: '室内自主行走',
  bathing: '自主洗澡',
}

export const Paper = z.enum([
  'acceptance',
  'supplement',
  'survey',
  'survey_blank',
  'review',
  'confirmation',
  'refusal',
  'withdrawal',
])
export type Paper = z.infer<typeof Paper>
export const paperText: Record<Paper, string> = {
  acceptance: '受理通知书',
  supplement: '一次性告知书',
  survey: '入户调查表',
  survey_blank: '入户调查表（空表）',
  review: '审核确认表',
  confirmation: '确认书',
  refusal: '不予认定告知书',
  withdrawal: '撤回办结告知书',
}

/** Codes of recognition.pause_reasons, with the key of the policy whose clause each rests on. */
export const pauseReasons: Readonly<Record<string, { text: string; key: string }>> = {
  awaiting_check: { text: '等待核对结果', key: 'recognition.survey_methods' },
  awaiting_obligor_consent: { text: '等待义务人同意核对', key: 'recognition.obligor_check_consent' },
}
/** Not a reason to choose: the days for which the county had given the case back. */
const returnedText = '退回乡镇重新办理'
export const pauseText = (code: string): string =>
  code === 'returned' ? returnedText : (pauseReasons[code]?.text ?? code)

export const legacyText: Readonly<Record<string, string>> = {
  new_application: '新申请',
  rural_wubao: '农村五保对象',
  rural_supported: '农村特困人员',
  urban_three_no: '城市“三无”人员',
}
export const LegacyCategory = z.enum(['new_application', 'rural_wubao', 'rural_supported', 'urban_three_no'])
export type LegacyCategory = z.infer<typeof LegacyCategory>
