/** Keys of the topic agreements (协议与合同). */
import { capacity, code, codes, count, flag, key, listOf, optional, party, partyActs, record, text } from './types.ts'

export const agreements = {
  'agreement.after_roster': key(flag, { title: '名册之后签协议', combine: 'all', setBy: '县', downTo: 'county' }),
  'agreement.before_service': key(flag, { title: '先签协议后服务', combine: 'all', setBy: '县', downTo: 'county' }),
  'agreement.centralised.parties': key(listOf(party), {
    title: '集中供养协议当事人',
    combine: 'conflict',
    setBy: '省、县',
    downTo: 'county',
  }),
  'agreement.centralised.party_acts': key(partyActs, {
    title: '集中供养协议各方做什么',
    combine: 'replace',
    setBy: '省、县',
    downTo: 'county',
  }),
  'agreement.centralised.required_clauses': key(codes, {
    title: '集中协议必备内容',
    combine: 'union',
    setBy: '省、县',
    downTo: 'county',
  }),
  'agreement.commissioning_procedure': key(record({ by: code, evidence_required: flag }), {
    title: '委托供养程序',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'agreement.commissioning_responsible': key(code, {
    title: '委托供养责任主体',
    combine: 'replace',
    setBy: '市',
    downTo: 'city',
  }),
  'agreement.dispersed.parties': key(listOf(party), {
    title: '分散供养协议当事人',
    combine: 'conflict',
    setBy: '省、县',
    downTo: 'county',
  }),
  'agreement.dispersed.party_acts': key(partyActs, {
    title: '分散供养协议各方做什么',
    combine: 'replace',
    setBy: '省、县',
    downTo: 'county',
  }),
  'agreement.dispersed.required_clauses': key(codes, {
    title: '分散协议必备内容',
    combine: 'union',
    setBy: '省、县',
    downTo: 'county',
  }),
  'agreement.dispersed.title': key(text, { title: '分散协议名称', combine: 'replace', setBy: '县', downTo: 'county' }),
  'agreement.filing': key(record({ object: code, by: code, to: code, reviewed_by: optional(code) }), {
    title: '备案的对象与机关',
    combine: 'replace',
    setBy: '省、县',
    downTo: 'county',
  }),
  'agreement.guardian_signs_when': key(
    record({ guardian_signs: listOf(capacity), person_signs_guardian_consents: optional(listOf(capacity)) }),
    { title: '监护人何时代签', combine: 'all', setBy: '县，只可更严', downTo: 'county' },
  ),
  'agreement.price': key(record({ kinds: codes, must_be_stated: flag }), {
    title: '有偿无偿',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'agreement.required': key(record({ modes: codes, coverage_percent: count }), {
    title: '全面签订协议',
    unit: '%',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'agreement.required_clauses': key(codes, {
    title: '协议必备内容（两类通用）',
    combine: 'union',
    setBy: '省、县',
    downTo: 'county',
  }),
  'agreement.template.owner': key(code, { title: '谁制定范本', combine: 'replace', setBy: '省、县', downTo: 'county' }),
  'contract.purchase.required': key(
    record({ required: flag, buyer: code, form: optional(code), user: optional(code) }),
    { title: '政府购买服务合同', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
  'contract.purchase.required_contents': key(codes, {
    title: '购买合同必备内容',
    combine: 'union',
    setBy: '县',
    downTo: 'county',
  }),
  'contract.purchase.template_owner': key(code, {
    title: '购买合同文本由谁制定',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'contract.renewal': key(record({ decided_by: code, on: code }), {
    title: '是否续行合同',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'contract.subcontracting': key(code, { title: '转包', combine: 'forbid', setBy: '县', downTo: 'county' }),
  'contract.takeover_plan': key(record({ when: code, gap_days_allowed: count }), {
    title: '接管预案',
    unit: '天',
    combine: 'all',
    setBy: '县',
    downTo: 'county',
  }),
  'contract.termination_grounds': key(codes, {
    title: '终止合同情形',
    combine: 'union',
    setBy: '县',
    downTo: 'county',
  }),
}
