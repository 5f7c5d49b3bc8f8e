/** Words of the register, as screens and refusals say them (screens 5.19). Pure. */
import * as z from 'zod'

export const PersonStatus = z.enum(['applying', 'awaiting', 'active', 'suspended', 'ended', 'archived'])
export type PersonStatus = z.infer<typeof PersonStatus>
export const statusText = {
  applying: '申请中',
  awaiting: '待生效',
  active: '在册',
  suspended: '暂停',
  ended: '已终止',
  archived: '已归档',
} as const satisfies Record<PersonStatus, string>

export const Sex = z.enum(['male', 'female'])
export type Sex = z.infer<typeof Sex>
export const sexText: Record<Sex, string> = { male: '男', female: '女' }

export const HouseholdClass = z.enum(['urban', 'rural'])
export type HouseholdClass = z.infer<typeof HouseholdClass>
export const householdClassText: Record<HouseholdClass, string> = { urban: '城市', rural: '农村' }

/** Civil Code art. 18–24. */
export const Capacity = z.enum(['full', 'limited', 'none'])
export type Capacity = z.infer<typeof Capacity>
export const capacityText: Record<Capacity, string> = {
  full: '完全民事行为能力',
  limited: '限制民事行为能力',
  none: '无民事行为能力',
}

export const AbsenceKind = z.enum(['hospital', 'leave', 'away'])
export type AbsenceKind = z.infer<typeof AbsenceKind>
export const absenceText: Record<AbsenceKind, string> = { hospital: '住院', leave: '请假', away: '外出' }

export const ContactRole = z.enum(['emergency', 'carer', 'sick'])
export type ContactRole = z.infer<typeof ContactRole>
export const contactText: Record<ContactRole, string> = {
  emergency: '紧急联系人',
  carer: '平日照应',
  sick: '生病看护',
}

export const GuardianScope = z.enum(['property', 'medical', 'signing'])
export type GuardianScope = z.infer<typeof GuardianScope>
export const guardianScopeText: Record<GuardianScope, string> = { property: '财产', medical: '医疗', signing: '签署' }

export const ConsentKind = z.enum(['placement', 'pocket_money', 'entrusted_money', 'payee', 'portrait', 'data'])
export type ConsentKind = z.infer<typeof ConsentKind>
export const consentText: Record<ConsentKind, string> = {
  placement: '入住意愿',
  pocket_money: '零用钱保管',
  entrusted_money: '资金代管',
  payee: '由他人领取',
  portrait: '照片使用',
  data: '信息核对',
}

/** Kinds of facts that hold from a day on. */
export const FactKind = z.enum([
  'status',
  'mode',
  'level',
  'township',
  'village',
  'class',
  'organisation',
  'end_reason',
])
export type FactKind = z.infer<typeof FactKind>
export const factText: Record<FactKind, string> = {
  status: '状态',
  mode: '供养方式',
  level: '能力等级',
  township: '责任乡镇',
  village: '村（居）',
  class: '户籍类型',
  organisation: '机构',
  end_reason: '终止原因',
}

/** Words for the codes of exit.reasons; the codes themselves, and which are allowed, come from the pack. */
export const endReasonText: Readonly<Record<string, string>> = {
  death: '死亡',
  declared_dead: '宣告死亡',
  declared_missing: '宣告失踪',
  labour_regained: '具备或恢复劳动能力',
  imprisoned: '被判处刑罚且在监狱服刑',
  income_or_property_no_longer_meets: '收入或财产状况不再符合规定',
  obligor_able: '法定义务人具有履行义务能力',
  voluntary: '自愿申请退出',
  moved_away: '迁往外县，由迁入地接续供养',
  import_undone: '撤销导入',
}

export const RevealField = z.enum(['id', 'phone', 'account'])
export type RevealField = z.infer<typeof RevealField>
export const revealText: Record<RevealField, string> = { id: '身份证号', phone: '电话', account: '银行账号' }

/** What 更正信息 may change, with its label. */
export const CorrectedField = z.enum([
  'name',
  'idNumber',
  'sex',
  'bornOn',
  'ethnicity',
  'phone',
  'householdClass',
  'registeredAt',
  'residence',
  'marital',
  'disability',
  'disabilityCard',
  'certificateNo',
  'remarks',
  'supportedFrom',
])
export type CorrectedField = z.infer<typeof CorrectedField>
/** The class decides the standard, the first day the months; number, birth and sex whether it is he at all. */
const ByTwo = z.enum(['householdClass', 'supportedFrom', 'idNumber', 'bornOn', 'sex'])
export const needsTwo = (field: CorrectedField): field is z.infer<typeof ByTwo> => ByTwo.safeParse(field).success

export const correctedText: Record<CorrectedField, string> = {
  name: '姓名',
  idNumber: '身份证号',
  sex: '性别',
  bornOn: '出生日期',
  ethnicity: '民族',
  phone: '电话',
  householdClass: '户籍类型',
  registeredAt: '户籍地址',
  residence: '居住地址',
  marital: '婚姻状况',
  disability: '残疾类别/等级',
  disabilityCard: '残疾证号',
  certificateNo: '救助供养证号',
  remarks: '备注',
  supportedFrom: '供养起始日',
}
