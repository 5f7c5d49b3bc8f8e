/** What a move into a home or out of it changes, once its day is known: from which month by which standard. */
import { addDays, addMonths, dateText, firstDay, monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { type SupportMode, supportModeText } from '#kernel/self-care.ts'
import { monthlyDue } from '#modules/payments/index.ts'
import type { Context } from '#platform/context.ts'
import type { Stop } from './shapes.ts'
import { found } from './stops.ts'
import { type Change, inCounty } from './stored.ts'

/** Paid by how somebody stands on the first day of a month. Pure. */
export const firstMonthFrom = (day: PlainDate) =>
  firstDay(monthOf(day)) === day ? monthOf(day) : addMonths(monthOf(day), 1)

const modes: Partial<Record<Change['kind'], SupportMode>> = { to_home: 'centralised', to_dispersed: 'dispersed' }
const purposeText = { living: '基本生活', care: '照料护理' } as const

export async function movedStops(context: Context, row: Change): Promise<Stop[]> {
  const { kind, fromOn: from, personId } = row
  const mode = modes[kind]
  if (!mode || !from) return []
  const month = firstMonthFrom(from)
  const { now, due } = await inCounty(context, async () => ({
    now: await found(context, personId, from),
    due: await monthlyDue(context, { personId, day: from, mode, month }),
  }))
  const stop = (what: Stop['what'], title: string, text: string, to: string | null = null): Stop => ({
    what,
    title,
    text,
    to,
  })
  const before = addDays(from, -1)
  const home = mode === 'centralised'
  const each = due.map(({ purpose, fen }) => `${purposeText[purpose]}${yuanText(fen)} 元`).join('、')
  const kept = monthOf(from) === month ? '' : `，${monthText(monthOf(from))}仍按原来的方式`
  return [
    stop('stay', '供养方式', `${dateText(from)}起${supportModeText[mode]}${home && now.home ? `，${now.home}` : ''}`),
    stop('roster', '名册', `${monthText(month)}起${home ? '不列入' : '列入'}${kept}`, '/rosters'),
    {
      ...stop(
        'living',
        '钱',
        `${monthText(month)}起按${supportModeText[mode]}标准${each ? `，每月${each}` : '（没有登记发放标准）'}${kept}`,
        '/payments',
      ),
      citations: due.flatMap(({ citations }) => citations),
    },
    stop(
      'agreement',
      '协议',
      `${home ? '分散供养协议' : '集中供养协议'}到${dateText(before)}止，须另签新协议`,
      '/agreements',
    ),
  ]
}
