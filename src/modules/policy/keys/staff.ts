/** Keys of the topic staff (人员与培训). */
import { code, codes, count, flag, key, listOf, optional, record, toBeSet } from './types.ts'

export const staff = {
  'director.conduct': key(codes, { title: '院长言行要求', combine: 'union', setBy: '县', downTo: 'county' }),
  'director.criteria': key(codes, { title: '院长条件', combine: 'union', setBy: '县', downTo: 'county' }),
  'director.replace_when': key(codes, { title: '应调整的院长', combine: 'union', setBy: '县', downTo: 'county' }),
  'director.responsible_for': key(codes, { title: '院长主体责任', combine: 'union', setBy: '省', downTo: 'province' }),
  'staff.pay': key(record({ linked_to: codes }), {
    title: '薪酬挂钩',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'staff.post_documents': key(codes, { title: '岗位文件', combine: 'union', setBy: '省', downTo: 'province' }),
  'staff.ratio': key(
    record({
      by: codes,
      numbers: toBeSet(record({ able: count, partly_able: count, unable: count })),
      to_set_by: code,
    }),
    { title: '人员配备比例', unit: '人', combine: 'floor', setBy: '省、县，只可更多', downTo: 'county' },
  ),
  'training.managers': key(record({ who: codes, by_grade_and_batch: flag, hours: toBeSet(count) }), {
    title: '管理人员护理人员分级分批培训',
    combine: 'all',
    setBy: '县',
    downTo: 'county',
  }),
  'training.rules': key(
    listOf(
      record({
        who: code,
        hours: toBeSet(count),
        unit: optional(code),
        per: optional(code),
        subjects: codes,
        when: optional(codes),
        levels: optional(codes),
        teams: optional(codes),
      }),
    ),
    { title: '培训要求', unit: '课时', combine: 'all', setBy: '任何一级，只可加多', downTo: 'township' },
  ),
}
