/** Keys of the topic archives (档案). */
import { byName, code, codes, consequence, count, flag, key, oneOf, optional, record, text } from './types.ts'

export const archives = {
  'archive.basis': key(
    record({ kinds: codes, equal_effect: optional(flag), prevails: optional(oneOf('paper', 'electronic')) }),
    { title: '纸质、电子档案与何者为准', combine: 'conflict', setBy: '县', downTo: 'county' },
  ),
  'archive.classes': key(byName(record({ label: text, contents: codes })), {
    title: '档案分类与内容',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'archive.filing_days': key(record({ days: count }), {
    title: '日常存档提醒（缺材料）',
    unit: '日',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'archive.handover_every': key(record({ months: count }), {
    title: '定期移交的间隔',
    unit: '月',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'archive.one_person_one_file': key(record({ created: code, holder: code, ...consequence(optional(codes)) }), {
    title: '一人一档',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  // A longer term is a slip of the hand, and no day of it can be written (本系统默认: 100).
  'archive.retention_years': key(record({ years: count.max(100, '不超过100的整数（年）'), starts: code }), {
    title: '档案保管期限（自终止起）',
    unit: '年',
    combine: 'floor',
    setBy: '任何一级，只可加长',
    downTo: 'township',
  }),
  'archive.transfer': key(record({ to: code, when: code }), {
    title: '向档案馆移交',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
  'records.impact_assessment_retention': key(record({ years: count }), {
    title: '个人信息影响评估报告保存',
    unit: '年',
    combine: 'floor',
    setBy: '全国',
    downTo: 'nation',
  }),
  'records.untouchable': key(
    record({ hide: code, destroy: code, tamper: code, lose_by_gross_negligence: code, covers: codes }),
    { title: '记录不得隐匿销毁篡改丢失', combine: 'forbid', setBy: '全国', downTo: 'nation' },
  ),
}
