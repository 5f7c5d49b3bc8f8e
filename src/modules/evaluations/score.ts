/** How large the sample is, what a sheet scores, when a month may be sent and accepted. Pure; whole tenths of a point. */
import { daysBetween, monthText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import type { PolicyInForce, PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import * as z from 'zod'

/** evaluation.sample */
export interface SampleRule {
  percent: number
  at_least: number
}

/** So many per cent, rounded up, at least so many persons, all when there are fewer. */
export function sampleSize(population: number, rule: SampleRule): number {
  const share = Math.ceil((population * rule.percent) / 100)
  return Math.min(population, Math.max(share, rule.at_least))
}

const Item = z.looseObject({ field: z.string().optional(), title: z.string(), points: z.number().positive() })
const Items = z.array(Item)
export interface FormItem {
  field: string
  title: string
  maximumTenths: number
}

const Printed = z.looseObject({
  title: z.string().default('照料服务情况每月考评'),
  items: Items.nullish(),
})

export interface MonthlyForm {
  title: string
  /** Empty while the county has set no items: then only answers, observations and words. */
  items: FormItem[]
}

/** Items and points as the county sets them (evaluation.monthly_items), else as the form prints them; without either the
 *  score stays open and the factor at 1. */
export function monthlyForm(policy: PolicyInForce): PolicyValue<MonthlyForm> | undefined {
  const printed = policy.find('form.monthly-evaluation')
  const set = policy.find('evaluation.monthly_items')
  const own = set && set.value !== 'none' ? { ...set, items: itemsOf(Items.parse(set.value)) } : undefined
  if (!printed && !own) return undefined
  const form = Printed.parse(printed?.value ?? {})
  return {
    value: { title: form.title, items: own?.items ?? itemsOf(form.items ?? []) },
    force: (own ?? printed)?.force ?? 'in_principle',
    citations: [...(own?.citations ?? []), ...(printed?.citations ?? [])],
  }
}

/** An item without a field name goes by its title: points stay with their words when a later form sorts them anew. */
const itemsOf = (items: z.output<typeof Items>): FormItem[] =>
  items.map(({ field, title, points }) => ({ field: field ?? title, title, maximumTenths: Math.round(points * 10) }))

export type Points = Readonly<Record<string, number>>

/** Out of 100 points in tenths, half up; null while points are missing or the form has none. */
export function sheetScore(items: readonly FormItem[], points: Points): number | null {
  if (items.length === 0 || items.some(({ field }) => points[field] === undefined)) return null
  const given = items.reduce((sum, { field }) => sum + (points[field] ?? 0), 0)
  const maximum = items.reduce((sum, { maximumTenths }) => sum + maximumTenths, 0)
  return divideHalfUp(given * 1000, maximum)
}

/** The township's score: the mean of its sheets, half up. */
export function meanScore(scores: readonly (number | null)[]): number | null {
  const given = scores.filter((score) => score !== null)
  if (given.length === 0 || given.length < scores.length) return null
  return divideHalfUp(
    given.reduce((sum, score) => sum + score, 0),
    given.length,
  )
}

const divideHalfUp = (dividend: number, divisor: number): number => Math.floor((dividend * 2 + divisor) / (divisor * 2))

export const scoreText = (tenths: number): string =>
  tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1)

export function objectionsToPoints(items: readonly FormItem[], points: Points): Reason[] {
  const unknown = Object.keys(points).filter((field) => !items.some((item) => item.field === field))
  const wrong = items.filter(
    ({ field, maximumTenths }) => (points[field] ?? 0) < 0 || (points[field] ?? 0) > maximumTenths,
  )
  return [
    ...unknown.map((field) => ({
      code: 'points.unknown',
      message: `考评表上没有“${field}”这一项${items.length === 0 ? '；县里尚未填定考评项目和分值，只登记情况和结果文字' : ''}。请刷新页面后重填`,
    })),
    ...wrong.map(({ field, title, maximumTenths }) => ({
      code: `points.${field}`,
      message: `“${title}”最多${scoreText(maximumTenths)}分。请改得分`,
    })),
  ]
}

export interface SheetState {
  filled: boolean
  filledBy: string | null
  scoreTenths: number | null
}

export interface Sending {
  sheets: readonly SheetState[]
  items: readonly FormItem[]
  evaluators: readonly string[]
  resultText: string
  by: string
}

/** Why the evaluation cannot go to the county yet: every reason. */
export function objectionsToSending({ sheets, items, evaluators, resultText, by }: Sending): Reason[] {
  const reasons: Reason[] = []
  const open = sheets.filter(({ filled }) => !filled).length
  if (open > 0) reasons.push({ code: 'sheets_open', message: `还有${open}人未考评。请先填完`, count: open })
  const unscored = sheets.filter(({ filled, scoreTenths }) => filled && items.length > 0 && scoreTenths === null).length
  if (unscored > 0)
    reasons.push({ code: 'points_open', message: `还有${unscored}人没有填全得分。请补全`, count: unscored })
  if (evaluators.length < 2)
    reasons.push({ code: 'evaluators', message: `考评人应至少2人，现有${evaluators.length}人。请补填考评人` })
  if (resultText.trim() === '') reasons.push({ code: 'result_text', message: '还没有填写考评结果文字。请填写' })
  if (sheets.some(({ filledBy }) => filledBy === by))
    reasons.push({ code: 'same_person', message: '您填写过本次考评表，不能同时签发。请由填表人以外的负责人送出' })
  return reasons
}

export interface Copied {
  score: number | null
  text: string
}

/** The same score and words as last month, or the same for many persons: asked, never refused (F-19). */
export function hintsOf(now: Copied, before: Copied | undefined, sheetWords: readonly string[]): string[] {
  const hints: string[] = []
  const same = before && before.text.trim() !== '' && before.text.trim() === now.text.trim()
  if (same && before.score === now.score) hints.push('与上月得分和评语完全相同，请确认不是照抄。')
  const words = sheetWords.map((each) => each.trim()).filter((each) => each !== '')
  if (words.length >= 3 && new Set(words).size === 1) hints.push('各人的评语完全相同，请确认不是照抄。')
  return hints
}

/** Days late on a day; 0 while in time. */
export const daysLate = (dueOn: PlainDate, day: PlainDate): number => Math.max(0, daysBetween(dueOn, day))

export interface Accepting {
  month: PlainMonth
  /** Townships on the provider's roster, and those that sent their score. */
  townships: readonly { id: string; name: string; sent: boolean }[]
  withoutScore: readonly string[]
  withoutScoreReason: string
  alreadyAccepted: boolean
  mayDefault: boolean
  scoresDueOn: PlainDate
  today: PlainDate
}

/** All scores are in, or the county takes the default way with a reason, once the township's term is over. */
export function objectionsToAccepting(given: Accepting): Reason[] {
  if (given.alreadyAccepted)
    return [
      { code: 'accepted', message: `${monthText(given.month)}已经通过验收，不能再提。更正请在结算中用更正行处理` },
    ]
  if (given.townships.length === 0)
    return [
      { code: 'no_roster', message: `该机构${monthText(given.month)}没有已锁定的名册，没有可验收的服务。请先锁定名册` },
    ]
  const missing = given.townships.filter(({ id, sent }) => !sent && !given.withoutScore.includes(id))
  const reasons: Reason[] = []
  if (missing.length > 0)
    reasons.push({
      code: 'scores_missing',
      message: `${missing.map(({ name }) => name).join('、')}还没有送考评结果。请催送，或到期后说明理由按默认办法处理`,
      count: missing.length,
    })
  if (given.withoutScore.length === 0) return reasons
  if (!given.mayDefault)
    reasons.push({ code: 'no_default', message: '本县规定须等乡镇考评送到，不能按默认办法处理。请催送' })
  if (given.today <= given.scoresDueOn)
    reasons.push({
      code: 'still_in_time',
      message: `乡镇考评${given.scoresDueOn}前送到都不算迟，今天不能按默认办法处理。请等到期`,
    })
  if (given.withoutScoreReason.trim().length < 4)
    reasons.push({ code: 'withoutScoreReason', message: '没有乡镇考评而按默认办法处理的，须说明理由。请填写理由' })
  return reasons
}
