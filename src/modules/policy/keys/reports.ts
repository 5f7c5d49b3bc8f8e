/** Keys of the topic reports (报表与公开). */
import { byName, code, codeOrCodes, codes, flag, key, listOf, optional, record, term, text } from './types.ts'

export const reports = {
  'disclosure.rules': key(listOf(record({ what: codeOrCodes, by: code, every: optional(code) })), {
    title: '公开事项',
    combine: 'union',
    setBy: '县',
    downTo: 'county',
  }),
  'disclosure.term': key(term, {
    title: '公开期限',
    unit: '工作日',
    combine: 'ceiling',
    setBy: '全国',
    downTo: 'nation',
  }),
  'exchange.answer_term': key(
    record({ unconditional: term, conditional: term, extension: term, delivery: term, correction: term }),
    { title: '数据共享各期限', unit: '工作日', combine: 'ceiling', setBy: '全国', downTo: 'nation' },
  ),
  'reports.classification': key(record({ like: text }), {
    title: '数据分类模式',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'reports.data_officer': key(record({ named: flag, per: code }), {
    title: '数据专人',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'reports.late': key(record({ circulated: flag, counts_in_performance: flag, first_due_kept: flag }), {
    title: '逾期上报的后果',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'reports.logic_check': key(record({ before: code }), {
    title: '上报前逻辑核对',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'reports.national_system': key(record({ system: text, by: code, truthful: flag, timely: flag, contents: codes }), {
    title: '全国系统填报',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'reports.reconcile_with_finance': key(record({ before: code, person_by_person: flag }), {
    title: '与财务核对',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'reports.split_by_standard': key(codes, { title: '按两项标准统计', combine: 'all', setBy: '省', downTo: 'province' }),
  'reports.tables': key(byName(code), { title: '须报的表与周期', combine: 'union', setBy: '县', downTo: 'county' }),
}
