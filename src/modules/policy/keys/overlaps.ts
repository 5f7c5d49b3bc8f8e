/** Keys of the topic overlaps (待遇衔接). */
import { code, codes, count, key, listOf, optional, record, toBeSet } from './types.ts'

export const overlaps = {
  'eligibility.compatible': key(codes, { title: '可同时享受的待遇', combine: 'union', setBy: '县', downTo: 'county' }),
  'eligibility.compatible_from_age': key(
    record({ ages: toBeSet(listOf(record({ benefit: code, age: count }))), to_set_by: code }),
    { title: '可同时享受的待遇自多少周岁起', unit: '周岁', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
  'eligibility.exclusions': key(listOf(record({ benefit: code, wins: code, when: optional(code) })), {
    title: '不可同时享受的待遇',
    combine: 'forbid',
    setBy: '县',
    downTo: 'county',
  }),
  'eligibility.linkage': key(record({ gap_months_allowed: count, overlap_months_allowed: count }), {
    title: '制度衔接',
    unit: '月',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
}
