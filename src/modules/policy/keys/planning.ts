/** Keys of the topic planning (机构与规划). */
import { code, codes, count, flag, key, listOf, optional, record, term, texts, toBeSet } from './types.ts'

export const planning = {
  'institution.closed_assets': key(record({ first: code, ways: codes }), {
    title: '撤并后资产用途',
    combine: 'replace',
    setBy: '市',
    downTo: 'city',
  }),
  'institution.max_designated': key(
    record({ target: count, limit: count, per: code, several_when: code, considering: codes }),
    { title: '县内定点机构数', unit: '个', combine: 'ceiling', setBy: '市', downTo: 'city' },
  ),
  'institution.merge_candidates': key(
    record({
      when: codes,
      thresholds: toBeSet(record({ staff_below: count, residents_below: count })),
      to_set_by: code,
    }),
    { title: '撤并条件', combine: 'replace', setBy: '市', downTo: 'city' },
  ),
  'institution.transition': key(codes, { title: '平稳过渡事项', combine: 'union', setBy: '市', downTo: 'city' }),
  'modules.enabled': key(codes, { title: '启用的业务', combine: 'union', setBy: '县', downTo: 'county' }),
  'org.functions': key(listOf(record({ function: code, level: code, names: texts })), {
    title: '职能由哪个部门承担',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'org.handover': key(record({ between: codes, owner_always: flag }), {
    title: '科室间交接',
    combine: 'all',
    setBy: '省',
    downTo: 'province',
  }),
  'org.handover_term': key(term, {
    title: '交接的接收期限',
    unit: '工作日',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'org.owner_section': key(record({ section: code, owns: codes, else: code }), {
    title: '归口科室',
    combine: 'replace',
    setBy: '省',
    downTo: 'province',
  }),
  'org.roles': key(record({ buys: code, uses: code, evaluates: code, pays: code }), {
    title: '购买、使用、考评、支付各由谁',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'org.unit_types': key(
    record({
      province: optional(texts),
      county: texts,
      township: texts,
      village: optional(texts),
      city: optional(texts),
    }),
    { title: '行政单位类型名称', combine: 'union', setBy: '县', downTo: 'county' },
  ),
  'planning.centralised_rate': key(code, { title: '集中供养率方向', combine: 'replace', setBy: '市', downTo: 'city' }),
  'policy.local_topics': key(codes, { title: '本地政策须含事项', combine: 'union', setBy: '省', downTo: 'province' }),
  'satisfaction.aim': key(code, { title: '满意度方向', combine: 'replace', setBy: '县', downTo: 'county' }),
  'work.escalation': key(record({ leader_before: count }), {
    title: '临期提醒负责人（提前的工作日）',
    unit: '工作日',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'workgroup.required_lines': key(record({ by: code, lines: codes }), {
    title: '领导小组、专班的条线',
    combine: 'union',
    setBy: '县',
    downTo: 'county',
  }),
}
