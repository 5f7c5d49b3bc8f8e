/** Keys of the topic overlaps (待遇衔接). */
import * as z from 'zod'
import { code, count, key, listOf, oneOf, optional, record, toBeSet } from './types.ts'

const benefits = [
  'dibao',
  'orphan_allowance',
  'de_facto_unattended_child_allowance',
  'disability_living_allowance',
  'disability_care_allowance',
  'resident_pension',
  'basic_medical_insurance',
  'social_insurance',
  'old_age_allowance',
  'social_welfare',
] as const
/** Chosen from a list on the screen; a pack file may name another. */
const benefit = z.union([code, oneOf(...benefits)])
const winner = z.union([code, oneOf('support', ...benefits)])

export const overlaps = {
  'eligibility.compatible': key(listOf(benefit), {
    title: '可同时享受的待遇',
    combine: 'union',
    setBy: '县',
    downTo: 'county',
  }),
  'eligibility.compatible_from_age': key(
    record({ ages: toBeSet(listOf(record({ benefit, age: count }))), to_set_by: code }),
    { title: '可同时享受的待遇自多少周岁起', unit: '周岁', combine: 'replace', setBy: '县', downTo: 'county' },
  ),
  'eligibility.exclusions': key(
    listOf(record({ benefit, wins: winner, when: optional(z.union([code, oneOf('chosen')])) })),
    {
      title: '不可同时享受的待遇',
      combine: 'forbid',
      setBy: '县',
      downTo: 'county',
    },
  ),
  'eligibility.linkage': key(record({ gap_months_allowed: count, overlap_months_allowed: count }), {
    title: '制度衔接',
    unit: '月',
    combine: 'replace',
    setBy: '县',
    downTo: 'county',
  }),
}
