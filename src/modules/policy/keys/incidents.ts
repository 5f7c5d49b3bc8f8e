/** Keys of the topic incidents (突发情形). */
import { code, codes, consequence, count, flagOrCode, key, record } from './types.ts'

export const incidents = {
  'incident.abuse': key(codes, { title: '欺老虐老', combine: 'forbid', setBy: '市', downTo: 'city' }),
  'incident.body_disposal': key(record({ without: code }), {
    title: '遗体处理的前提',
    combine: 'forbid',
    setBy: '全国',
    downTo: 'province',
  }),
  'incident.critical_illness': key(record({ transfer: code, notify_emergency_contact: flagOrCode }), {
    title: '突发危重疾病',
    combine: 'all',
    setBy: '任何一级，只可更严',
    downTo: 'township',
  }),
  'incident.death': key(record({ report_to: code, report: code, certificate_from: codes }), {
    title: '机构内死亡',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'incident.infection': key(record({ report: code, when: codes, cooperate: codes }), {
    title: '传染病',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'incident.risk_kinds': key(codes, { title: '机构九类风险', combine: 'union', setBy: '全国', downTo: 'nation' }),
  'incident.terms': key(
    record({
      contact_minutes: count,
      remind_hours: count,
      escalate_hours: count,
      approval_after_emergency_hours: count,
    }),
    { title: '突发情形各时限', unit: '分、小时', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
  'incident.suspected_mental_disorder': key(
    record({ approval_before_transfer: code, hospital: code, ...consequence(code) }),
    {
      title: '疑似精神障碍',
      combine: 'all',
      setBy: '省',
      downTo: 'province',
    },
  ),
}
