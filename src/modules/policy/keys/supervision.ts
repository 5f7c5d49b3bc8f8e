/** Keys of the topic supervision (监督检查). */
import { code, codes, count, flag, key, optional, record, term, termOrAtOnce, toBeSet } from './types.ts'

export const supervision = {
  'complaint.result_published': key(record({ sources: codes, publish_result: flag, term: toBeSet(term) }), {
    title: '举报结果公开',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'complaint.terms': key(record({ take: term, answer: term }), {
    title: '投诉受理和答复的期限',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'correction.terms': key(record({ take: term, answer: term }), {
    title: '更正申请受理和答复的期限',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'verification.follow_term': key(term, {
    title: '核查发现的情况接着办理的期限',
    unit: 'working_day',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'evaluation.third_party': key(record({ by: code, every: code }), {
    title: '第三方评估',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'finding.hearing_term': key(term, {
    title: '扣减前听取机构意见的期限',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'inspection.issue_ledger': key(record({ by: code, single_opening: flag, single_closing: flag }), {
    title: '问题清单销号',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'inspection.methods': key(codes, { title: '检查方式', combine: 'union', setBy: '县', downTo: 'county' }),
  'inspection.rectification': key(
    record({ notice_by: code, to: code, term: toBeSet(termOrAtOnce), recheck: optional(flag), for: optional(codes) }),
    { title: '整改期限', unit: '天', combine: 'ceiling', setBy: '县', downTo: 'county' },
  ),
  'inspection.unannounced': key(record({ by: code, hidden_until_started: flag, results_circulated: code }), {
    title: '不打招呼抽查',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'performance.error_tolerance': key(record({ incentives: flag, honest_error_correction: flag }), {
    title: '激励与容错',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'performance.inputs': key(codes, { title: '计入绩效的事项', combine: 'union', setBy: '省', downTo: 'province' }),
  'portal.guardian_only_below': key(record({ age: count }), {
    title: '本人查询凭条发给监护人的年龄',
    unit: '周岁',
    combine: 'replace',
    setBy: '全国',
    downTo: 'nation',
  }),
  'portal.slip_term': key(term, {
    title: '查询凭条的有效期',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'referral.to_justice': key(record({ when: code, timely: flag }), {
    title: '移交司法',
    combine: 'all',
    setBy: '县',
    downTo: 'county',
  }),
  'risk.mechanism': key(record({ by: code, standing: flag }), {
    title: '风险防范机制',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'supervision.responsible': key(record({ provider: code, service: code }), {
    title: '监管责任',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
}
