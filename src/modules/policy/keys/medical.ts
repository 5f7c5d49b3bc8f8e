/** Keys of the topic medical (医疗). */
import { code, codes, count, flag, key, optional, record, toBeSet, yuan } from './types.ts'

export const medical = {
  'hospital_care.payer_order': key(codes, {
    title: '陪护费用支付顺序',
    combine: 'replace',
    setBy: '省、县',
    downTo: 'county',
  }),
  'hospital_care.provider_order': key(codes, {
    title: '陪护由谁承担的顺序',
    combine: 'replace',
    setBy: '省、县',
    downTo: 'county',
  }),
  'medical.annual_cap': key(record({ applied: flag, amount: optional(yuan) }), {
    title: '年度救助限额',
    unit: '元',
    combine: 'replace',
    setBy: '省、市',
    downTo: 'city',
  }),
  'medical.assistance_ratio': key(record({ percent: toBeSet(count), of: code, paid_by: optional(code) }), {
    title: '医疗救助比例',
    unit: '%',
    combine: 'replace',
    setBy: '省、市',
    downTo: 'city',
  }),
  'medical.deductible': key(record({ applied: flag, amount: optional(yuan) }), {
    title: '起付线',
    unit: '元',
    combine: 'replace',
    setBy: '省、市',
    downTo: 'city',
  }),
  'medical.designated_provider': key(record({ principles: codes }), {
    title: '就近定点',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'medical.enrolment': key(record({ coverage_percent: count, new_persons: code }), {
    title: '应参尽参',
    unit: '%',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'medical.layers': key(codes, { title: '医疗保障层次', combine: 'union', setBy: '省', downTo: 'province' }),
  'medical.premium_subsidy': key(record({ of: code, percent: toBeSet(count) }), {
    title: '参保个人缴费资助',
    unit: '%',
    combine: 'floor',
    setBy: '省、市，只可更多',
    downTo: 'city',
  }),
}
