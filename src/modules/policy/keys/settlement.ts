/** Keys of the topic settlement (标准与结算). */
import {
  code,
  codes,
  factorTable,
  flag,
  key,
  level,
  listOf,
  oneOf,
  optional,
  ratio,
  record,
  toBeSet,
  yuan,
} from './types.ts'

export const settlement = {
  'settlement.acceptance_required': key(flag, { title: '结算前验收', combine: 'all', setBy: '县', downTo: 'county' }),
  'settlement.contract_end_in_month': key(oneOf('verified_service_days_only', 'whole_month', 'by_day'), {
    title: '合同月中终止',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'settlement.deduction': key(
    record({ needs: codes, provider_heard_first: flag, more_than_payable: oneOf('carry', 'claim') }),
    { title: '扣减条件', combine: 'all', setBy: '县', downTo: 'county' },
  ),
  'settlement.factor': key(record({ table: toBeSet(factorTable), when_none: ratio, to_set_by: optional(code) }), {
    title: '考核系数',
    unit: '比',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'settlement.fee_basis': key(record({ computed_by: code, from: code, paid_to: code, evaluation_required: flag }), {
    title: '费用计算依据',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'settlement.late_agreement': key(oneOf('whole_month', 'from_signed_day', 'next_month', 'not_required'), {
    title: '月中签协议的计费',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'settlement.partial_month': key(
    record({ rule: oneOf('roster_month', 'by_day'), level_change_from: oneOf('next_month', 'same_day') }),
    { title: '月中变化', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
  'settlement.rounding': key(
    record({
      to: oneOf('fen', 'jiao', 'yuan'),
      mode: oneOf('half_up', 'up', 'down'),
      once_per: oneOf('person_month', 'line'),
    }),
    { title: '金额取整', unit: '分', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
  'settlement.unpaid_absences': key(listOf(oneOf('hospital', 'leave', 'away', 'centralised')), {
    title: '不计费的离家情形',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'standard.care.basis': key(record({ by: code, levels: codes }), {
    title: '照料护理标准依据',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'standard.care.rates': key(record({ able: yuan, partly_able: yuan, unable: yuan }), {
    title: '照料护理标准',
    unit: '元/人月',
    combine: 'replace',
    setBy: '省、设区的市（2026-07-01起）',
    downTo: 'city',
  }),
  'standard.dibao.rates': key(record({ urban: yuan, rural: yuan }), {
    title: '最低生活保障标准',
    unit: '元/人月',
    combine: 'replace',
    setBy: '省、设区的市',
    downTo: 'city',
  }),
  'standard.living.rates': key(
    record({
      urban: record({ centralised: yuan, dispersed: yuan }),
      rural: record({ centralised: yuan, dispersed: yuan }),
    }),
    {
      title: '基本生活标准',
      unit: '元/人月',
      combine: 'replace',
      setBy: '省、设区的市（2026-07-01起）',
      downTo: 'city',
    },
  ),
  'standard.living.min_ratio_to_dibao': key(ratio, {
    title: '基本生活标准对低保的最低倍数',
    unit: '倍',
    combine: 'floor',
    setBy: '任何一级，只可提高',
    downTo: 'township',
  }),
  'standard.may_be_higher': key(flag, { title: '可适当提高', combine: 'replace', setBy: '省', downTo: 'province' }),
  'standard.setter': key(record({ levels: listOf(level), report_to: optional(level) }), {
    title: '谁定标准',
    combine: 'replace',
    setBy: '全国',
    downTo: 'nation',
  }),
  'standard.types_required': key(codes, { title: '标准的组成', combine: 'union', setBy: '全国', downTo: 'nation' }),
}
