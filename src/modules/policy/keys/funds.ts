/** Keys of the topic funds (资金). */
import { code, codes, count, flag, key, optional, record, toBeSet, yuan } from './types.ts'

export const funds = {
  'expense.care_fee.allow': key(codes, {
    title: '照料护理费可用项目',
    combine: 'intersect',
    setBy: '县',
    downTo: 'county',
  }),
  'expense.care_fee.deny': key(record({ all_except_allowed: flag }), {
    title: '照料护理费其他支出',
    combine: 'forbid',
    setBy: '县',
    downTo: 'county',
  }),
  'expense.support.deny': key(codes, { title: '救助供养费不得用于', combine: 'forbid', setBy: '县', downTo: 'county' }),
  'funding.management_fee': key(
    record({ payer: code, per: code, amount: toBeSet(yuan), to_set_by: code, use: code, months_of: count }),
    { title: '服务管理费', unit: '元/人年', combine: 'replace', setBy: '乡镇', downTo: 'township' },
  ),
  'funding.performance': key(record({ budget_performance: flag }), {
    title: '预算绩效管理',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'funding.purchase_budget': key(record({ planned_by: code, supervised_by: code }), {
    title: '购买服务经费安排',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'funding.running': key(
    record({
      source: code,
      line: code,
      separate_from: code,
      scope: optional(code),
      by: optional(code),
      basis: optional(code),
    }),
    { title: '机构运转经费来源', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
  'funding.support': key(record({ source: code, line: code, on_time: flag, in_full: flag }), {
    title: '供养资金来源与发放',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'funding.township': key(record({ pays_over: code, on_time: flag, in_full: flag }), {
    title: '乡镇拨付',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'funds.fraud_fine': key(record({ times: count, of: count, besides: code }), {
    title: '骗取的罚款上限',
    unit: '倍',
    combine: 'ceiling',
    setBy: '全国',
    downTo: 'nation',
  }),
  'funds.overpaid': key(record({ order: code }), {
    title: '不应领取的退回',
    combine: 'replace',
    setBy: '全国',
    downTo: 'nation',
  }),
  'misuse.classes': key(codes, { title: '违规用款类别', combine: 'union', setBy: '县', downTo: 'county' }),
  'performance.awards': key(record({ by: code, criteria: codes }), {
    title: '奖补条件',
    combine: 'replace',
    setBy: '市',
    downTo: 'city',
  }),
}
