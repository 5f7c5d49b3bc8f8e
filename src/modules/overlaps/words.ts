/** The words of 部门比对. */
import * as z from 'zod'
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { benefitText } from './rules.ts'

export const ListStatus = z.enum(['reading', 'unrecognised', 'matched', 'failed', 'discarded', 'undone'])
export type ListStatus = z.infer<typeof ListStatus>
export const listStatusText: Record<ListStatus, string> = {
  reading: '正在比对',
  unrecognised: '待指定列',
  matched: '已比对',
  failed: '没有读成',
  discarded: '已放弃',
  undone: '已撤销',
}

export const Verdict = z.enum(['open', 'same', 'different', 'verify'])
export type Verdict = z.infer<typeof Verdict>
export const verdictText: Record<Verdict, string> = {
  open: '待定',
  same: '同一人',
  different: '不同人',
  verify: '要求核实',
}

export const gradeText = { likely: '很可能', possible: '可能', unlikely: '不像' } as const

/** Lists that are no benefit: who died, who was cremated, who holds a disability card. */
export const registerText: Record<string, string> = {
  death: '死亡登记',
  funeral: '殡葬火化',
  disability_register: '残疾人登记',
}
export const kindText = (kind: string): string => registerText[kind] ?? benefitText[kind] ?? kind
export const shortText = (kind: string): string =>
  ({ dibao: '低保', orphan_allowance: '孤儿保障', resident_pension: '养老保险', basic_medical_insurance: '医保' })[
    kind
  ] ?? kindText(kind)

export const isDeath = (kind: string): boolean => kind === 'death' || kind === 'funeral'
export const isBenefit = (kind: string): boolean => !Object.hasOwn(registerText, kind)

/** Who keeps it, and so who is asked for it: shown as the next step, not as law. */
export const keeperText: Record<string, string> = {
  dibao: '民政局低保经办',
  orphan_allowance: '民政局儿童福利经办',
  de_facto_unattended_child_allowance: '民政局儿童福利经办',
  disability_living_allowance: '民政局、残联',
  disability_care_allowance: '民政局、残联',
  resident_pension: '人社部门城乡居民养老保险经办',
  basic_medical_insurance: '医保经办',
  social_insurance: '社会保险经办',
  old_age_allowance: '民政局或老龄经办',
  social_welfare: '民政局',
  death: '公安、卫健部门',
  funeral: '殡葬服务单位',
  disability_register: '残联',
}
export const keeperOf = (kind: string): string => keeperText[kind] ?? '经办部门'

export const agreementTitle = { identity: '身份证', name: '姓名', birth: '出生', village: '村', sex: '性别' } as const
export const agreementText = {
  identity: {
    same: '同',
    old: '15位旧号，同',
    swapped: '两位颠倒',
    one_digit: '1位不同',
    differs: '不同',
    wrong: '不是有效号码',
    missing: '没有',
  },
  name: { same: '同', variant: '异体字', homophone: '同音', near: '1字不同', differs: '不同', missing: '没有' },
  birth: { same: '同', near: '相近', year: '同年', differs: '不同', missing: '没有' },
  village: {
    same: '同',
    old_name: '旧名',
    township: '同乡镇',
    differs: '不同',
    unknown: '没有这个村',
    missing: '没有',
  },
  sex: { same: '同', differs: '不同', missing: '没有' },
} as const

export interface Change {
  kind: string
  /** When support began: one who has had it long does not begin anew where the other ends. */
  supportFrom: PlainMonth | null
  /** The benefit's code, 'support' or 'none'. */
  stops: string
  oldThrough: PlainMonth | null
  newFrom: PlainMonth | null
  doubleMonths: readonly PlainMonth[]
  gapMonths: readonly PlainMonth[]
  overpaidFen: bigint | null
}

/** 低保保障到2023年8月，特困从2023年9月起。此前重复3个月，1,200.00 元，生成追缴。 Where both had run side by side: 低保到2023年8月止，特困照旧（2022年1月起）。 */
export function changeText(change: Change): string {
  const { oldThrough, newFrom, stops, gapMonths } = change
  const gap = gapMonths.length > 0 ? `${gapMonths.map(monthText).join('、')}两边都没有保障，请核实补发。` : ''
  if (stops === 'none' || !oldThrough || !newFrom) return gap
  return monthsText(change, oldThrough, newFrom) + doubleText(change) + gap
}

function monthsText({ kind, stops, supportFrom, doubleMonths }: Change, through: PlainMonth, from: PlainMonth): string {
  const other = shortText(kind)
  if (stops === 'support')
    return doubleMonths.length > 0
      ? `特困到${monthText(through)}止，${other}照旧。`
      : `特困保障到${monthText(through)}，${other}从${monthText(from)}起。`
  if (supportFrom !== null && supportFrom < from)
    return `${other}到${monthText(through)}止，特困照旧（${monthText(supportFrom)}起）。`
  const begins = supportFrom !== null && supportFrom > from ? supportFrom : from
  return `${other}保障到${monthText(through)}，特困从${monthText(begins)}起。`
}

function doubleText({ stops, doubleMonths, overpaidFen }: Change): string {
  if (doubleMonths.length === 0) return '没有重复的月份。'
  if (stops === 'support') return `此前重复${doubleMonths.length}个月，特困供养按发放记录提出追缴。`
  if (overpaidFen === null) return `此前重复${doubleMonths.length}个月，名单没有金额，请向对方问明后追缴。`
  return `此前重复${doubleMonths.length}个月，${yuanText(overpaidFen)} 元，生成追缴。`
}

/** No document here names the ages: what the county has not registered is to be looked up, not believed. */
export const startAgeText = (age: number | null): string => (age === null ? '未登记，请按当地规定核对' : `满${age}周岁`)
