/** How support ends: a part of the topic recognition (认定与终止). */
import { consequence, code, codes, key, record, term } from './types.ts'

export const exits = {
  'exit.decider': key(record({ by: code, then_notify: code }), {
    title: '终止由谁决定',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'exit.hearing_required': key(record({ before: codes, ...consequence(code) }), {
    title: '减发终止前听取意见',
    combine: 'all',
    setBy: '全国',
    downTo: 'nation',
  }),
  'exit.hearing_exempt': key(codes, {
    title: '终止前免听取意见的情形',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'exit.linkage_to': key(codes, { title: '终止后可转入的救助', combine: 'replace', setBy: '全国', downTo: 'nation' }),
  'exit.objection_term': key(term, {
    title: '终止异议核查期限',
    unit: '工作日',
    combine: 'ceiling',
    setBy: '全国',
    downTo: 'nation',
  }),
  'exit.publicity_term': key(term, {
    title: '终止公示',
    unit: '天',
    combine: 'replace',
    setBy: '全国',
    downTo: 'nation',
  }),
  'exit.reason_of_overlap': key(code, {
    title: '因其他待遇优先而终止的情形',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'exit.reasons': key(codes, { title: '终止情形', combine: 'replace', setBy: '全国', downTo: 'nation' }),
  'exit.support_stops': key(record({ on: code, event: code }), {
    title: '停发起始',
    combine: 'replace',
    setBy: '全国',
    downTo: 'nation',
  }),
}
