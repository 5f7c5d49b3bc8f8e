/** Keys of the topic assessment (自理能力评估). */
import { code, codes, count, key, optional, record, term, text } from './types.ts'

export const assessment = {
  'assessment.assessor': key(record({ by: code, helped_by: codes, may_entrust: code }), {
    title: '自理能力评估由谁组织',
    combine: 'replace',
    setBy: '全国',
    downTo: 'nation',
  }),
  'assessment.assessor_independent_of': key(codes, {
    title: '评估人须独立于谁',
    combine: 'forbid',
    setBy: '县',
    downTo: 'county',
  }),
  'assessment.change_decider': key(record({ by: code, then_notify: code, grounds: codes }), {
    title: '级别变更由谁审定',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'assessment.change_term': key(term, {
    title: '自理能力变化后的评估期限',
    unit: '工作日',
    combine: 'ceiling',
    setBy: '全国，下级只可缩短',
    downTo: 'nation',
  }),
  'assessment.items': key(codes, { title: '自理能力六项指标', combine: 'replace', setBy: '全国', downTo: 'nation' }),
  'assessment.levels': key(
    record({
      able: record({ not_met_from: count, not_met_to: count }),
      partly_able: record({ not_met_from: count, not_met_to: count }),
      unable: record({ not_met_from: count, not_met_to: count }),
    }),
    { title: '不能达到项数与档次', unit: '项', combine: 'replace', setBy: '全国', downTo: 'nation' },
  ),
  'assessment.level_effective': key(record({ on: code, event: code }), {
    title: '审定的等级从何时起生效',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'assessment.clue_limits': key(
    record({
      fewest_persons: count,
      deviations: count,
      look_back_days: count,
      illness_days: count,
      stay_days: count,
      disability_kinds: optional(codes),
      disability_grade: optional(count),
    }),
    { title: '等级构成异常的提示界限', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
  'assessment.yearly_review': key(record({ every: code, at_least: count }), {
    title: '自理能力定期评估',
    unit: '次/年',
    combine: 'floor',
    setBy: '县，只可增加',
    downTo: 'county',
  }),
  'codes.self_care_level.labels': key(record({ able: text, partly_able: text, unable: text }), {
    title: '自理能力三档的当地名称',
    combine: 'replace',
    setBy: '县（只改名称不改档次）',
    downTo: 'county',
  }),
}
