/** What a pause stops, from when to when, and how much: the same before the decision and after it. */
import {
  addDays,
  addMonths,
  dateText,
  firstDay,
  monthOf,
  monthText,
  type PlainDate,
  type PlainMonth,
} from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { monthlyDue } from '#modules/payments/index.ts'
import type { Context } from '#platform/context.ts'
import { Wanted } from './contract.ts'
import { lastMonthDue, pausedFrom } from './paid-until.ts'
import type { Stop } from './shapes.ts'
import { found, monthsText } from './stops.ts'
import { type Change, inCounty } from './stored.ts'
import { over } from './rules.ts'

interface Pause {
  from: PlainDate
  until: PlainDate
}

/** A pause begins on the day asked for, or with the decision where that comes later. */
export function pauseOf(row: Pick<Change, 'kind' | 'wanted' | 'fromOn'>, today: PlainDate): Pause | undefined {
  if (row.kind !== 'suspend') return undefined
  const { from, until } = Wanted.parse(row.wanted)
  if (!from || !until) return undefined
  return { from: row.fromOn ?? (from > today ? from : today), until }
}

/** The first day of a pause that waits for its decision; undefined where none does. */
export function plannedPause(row: Change, today: PlainDate): PlainDate | undefined {
  return row.fromOn !== null || over.includes(row.step) ? undefined : pauseOf(row, today)?.from
}

/** Months on whose first day he is paused. Pure. */
export function monthsPaused({ from, until }: Pause): PlainMonth[] {
  const first = firstDay(monthOf(from)) === from ? monthOf(from) : addMonths(monthOf(from), 1)
  const months: PlainMonth[] = []
  for (let month = first; firstDay(month) <= until; month = addMonths(month, 1)) months.push(month)
  return months
}

/** '2027年2月', '2027年2月至4月'. Pure. */
export function rangeText(months: readonly PlainMonth[]): string {
  const [first] = months
  const last = months.at(-1)
  if (!first || !last) return ''
  return first === last ? monthText(first) : `${monthText(first)}至${monthText(last)}`
}

export async function pauseStops(context: Context, personId: string, pause: Pause): Promise<Stop[]> {
  const last = addDays(pause.from, -1)
  const months = monthsPaused(pause)
  const { now, due } = await inCounty(context, async () => ({
    now: await found(context, personId, last),
    due: await monthlyDue(context, { personId, day: last, month: months[0] ?? monthOf(pause.from) }),
  }))
  const range = rangeText(months)
  const before = lastMonthDue(pausedFrom(now.paid, pause.from), last)
  const until = dateText(pause.until)
  const stop = (what: Stop['what'], title: string, text: string, to: string | null = null): Stop => ({
    what,
    title,
    text,
    to,
    citations: [],
  })
  const locked = now.rosterMonths.length > 0 ? `；已锁定的${monthsText(now.rosterMonths)}名册逐人更正` : ''
  const sent = now.sentFen > 0n ? `；${monthsText(now.sentMonths)}已送银行${yuanText(now.sentFen)} 元，请核对` : ''
  const served = before ? `列入${monthText(before)}名册的照常服务到月末；` : ''
  return [
    stop(
      'roster',
      '名册',
      range ? `${range}不列入${locked}` : '各月1日都在供养，照常列入（只按各月1日是否暂停）',
      '/rosters',
    ),
    stop('service', '服务', range ? `${served}${range}暂停服务${now.provider ? `（${now.provider}）` : ''}` : '照常'),
    { ...stop('living', '钱', moneyText({ months, before, due }) + sent, '/payments'), ...cited(due) },
    stop('agreement', '协议', `不终止${now.home ? `；${now.home}的床位保留` : ''}`),
    stop(
      'archive',
      '到期',
      `${until}到期，到期前须另作恢复或终止的决定；没有决定的，${dateText(addDays(pause.until, 1))}以后仍暂停、不发`,
    ),
  ]
}

type Due = Awaited<ReturnType<typeof monthlyDue>>

const cited = (due: Due) => ({ citations: due.flatMap(({ citations }) => citations) })

const purposeText = { living: '基本生活', care: '照料护理' } as const

function moneyText({ months, before, due }: { months: PlainMonth[]; before: PlainMonth | undefined; due: Due }) {
  if (months.length === 0) return '各月1日都在供养，照常发放'
  const each = due.map(({ purpose, fen }) => `${purposeText[purpose]}${yuanText(fen)} 元`).join('、')
  const sum = due.reduce((total, { fen }) => total + fen, 0n) * BigInt(months.length)
  const money = each ? `，每月${each}，${months.length}个月共${yuanText(sum)} 元` : '（没有登记发放标准，金额未计）'
  const paid = before ? `发至${monthText(before)}；` : ''
  return `${paid}${rangeText(months)}不发${money}；恢复后自恢复的下一个1日所在月起发`
}
