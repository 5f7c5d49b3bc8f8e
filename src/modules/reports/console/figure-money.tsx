/** Money: each month's spending (6.3), the year's against what was allotted (6.4), and what a person's care came to (6.10). */
import { addMonths, dateText, monthText, type PlainMonth } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { yuanText } from '#kernel/money.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { Earmark, earmarkText } from '#modules/ledger/words.ts'
import { useAnswer } from '#ui/ask.ts'
import { Chart } from '#ui/chart.tsx'
import { percentText, wanText } from '#ui/formats.ts'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { useLevelText } from '#ui/status-tag.tsx'
import { reports } from '../contract.ts'
import type { FigureProps } from './figures.tsx'

type Spent = OutputOf<typeof reports.operations.spending>

/** Ten thousands of yuan, for drawing only: what is read stands in `texts`. */
const drawn = (fen: bigint): number => Number(fen) / 1_000_000

const NothingSpent = () => (
  <Empty next={{ title: '资金入账', to: '/ledger' }}>
    这段时间没有入账的收支。登记拨入、办理发放后，这里按专项显示。
  </Empty>
)

export function Spending({ month }: FigureProps) {
  const may = useMay()
  const answer = useAnswer(reports, 'spending', { month })
  return (
    <Answer answer={answer}>
      {({ months }) => {
        const used = Earmark.options.filter((earmark) => months.some(({ spentFen }) => spentFen[earmark] !== 0n))
        if (used.length === 0) return <NothingSpent />
        const titles = months.map((each) => monthText(each.month))
        return (
          <Chart
            title="每月支出"
            sentence={spendingSentence(months, used)}
            data={{
              kind: 'columns',
              unit: '万元',
              categories: titles,
              series: used.map((earmark) => ({
                name: earmarkText[earmark],
                stack: 'spent',
                values: months.map(({ spentFen }) => drawn(spentFen[earmark])),
                texts: months.map(({ spentFen }) => wanText(spentFen[earmark])),
              })),
            }}
            linkOf={(category, series) => {
              const of = months[titles.indexOf(category)]?.month
              const earmark = used.find((each) => earmarkText[each] === series)
              if (!of || !earmark || !may('ledger.postings')) return undefined
              return `/ledger?month=${of}&tab=postings&earmark=${earmark}&flow=out`
            }}
          />
        )
      }}
    </Answer>
  )
}

/** '8月照料护理45.30万元，比7月多0.13万元。' */
function spendingSentence(months: Spent['months'], used: readonly Earmark[]): string {
  const now = months.findLast(({ spentFen }) => used.some((earmark) => spentFen[earmark] !== 0n))
  if (!now) return ''
  const before = months.find(({ month }) => month === addMonths(now.month, -1))
  const parts = used.map((earmark) => {
    const fen = now.spentFen[earmark]
    if (fen === 0n) return `${earmarkText[earmark]}没有支出`
    const more = before === undefined ? 0n : fen - before.spentFen[earmark]
    if (before === undefined) return `${earmarkText[earmark]}${wanText(fen)}`
    const compared = more === 0n ? '与上月相同' : `比上月${more > 0n ? '多' : '少'}${wanText(more < 0n ? -more : more)}`
    return `${earmarkText[earmark]}${wanText(fen)}，${compared}`
  })
  return `${monthText(now.month)}${parts.join('；')}。已减去银行退回的。`
}

export function Budget({ month }: FigureProps) {
  const may = useMay()
  const answer = useAnswer(reports, 'spending', { month })
  return (
    <Answer answer={answer}>
      {({ year }) => {
        const rows = year.earmarks.filter(({ allottedFen, spentFen }) => allottedFen > 0n || spentFen > 0n)
        if (rows.length === 0) return <NothingSpent />
        const passed = percentText(year.days, year.daysOfYear)
        const due = rows.map(({ allottedFen }) => (allottedFen * BigInt(year.days)) / BigInt(year.daysOfYear))
        const parts = rows.map(({ earmark, allottedFen, spentFen }) =>
          allottedFen === 0n
            ? `${earmarkText[earmark]}今年没有拨入，已用${wanText(spentFen)}`
            : `${earmarkText[earmark]}已用${percentText(spentFen, allottedFen)}`,
        )
        return (
          <Chart
            title="预算执行"
            sentence={`${parts.join('，')}；到${dateText(year.to)}时间过去${passed}。以今年拨入为准。`}
            data={{
              kind: 'bars',
              unit: '万元',
              categories: rows.map(({ earmark }) => earmarkText[earmark]),
              series: [
                {
                  name: '已用',
                  values: rows.map(({ spentFen }) => drawn(spentFen)),
                  texts: rows.map(({ spentFen }) => wanText(spentFen)),
                },
                {
                  name: '今年拨入',
                  as: 'outline',
                  values: rows.map(({ allottedFen }) => drawn(allottedFen)),
                  texts: rows.map(({ allottedFen }) => wanText(allottedFen)),
                },
                { name: '时间进度', as: 'tick', values: due.map(drawn), texts: due.map(wanText) },
              ],
            }}
            linkOf={(category, series) => {
              const earmark = Earmark.options.find((each) => earmarkText[each] === category)
              if (!earmark || series === '时间进度' || !may('ledger.postings')) return undefined
              return `/ledger?month=${month}&tab=postings&earmark=${earmark}&flow=${series === '已用' ? 'out' : 'in'}`
            }}
          />
        )
      }}
    </Answer>
  )
}

type Each = OutputOf<typeof reports.operations.perHead>['rows'][number]

export function PerHead({ month, township }: FigureProps) {
  const levelText = useLevelText()
  const may = useMay()
  const answer = useAnswer(reports, 'perHead', { month, ...(township ? { townshipId: township.id } : {}) })
  return (
    <Answer answer={answer}>
      {({ months, rows }) => {
        if (rows.length === 0)
          return (
            <Empty next={{ title: '结算', to: '/settlements' }}>
              这十二个月没有财政已审核的照料服务结算。结算审核通过后，这里按等级显示人均数。
            </Empty>
          )
        const at = (of: PlainMonth, level: SelfCareLevel) => rows.find((row) => row.month === of && row.level === level)
        const levels = SelfCareLevel.options.filter((level) => rows.some((row) => row.level === level))
        const titles = months.map(monthText)
        return (
          <Chart
            title="人均结算额"
            sentence={`${levels
              .map((level) =>
                eachSentence(
                  levelText(level),
                  rows.filter((row) => row.level === level),
                ),
              )
              .join('；')}。`}
            data={{
              kind: 'lines',
              unit: '元/人·月',
              categories: titles,
              series: levels.map((level) => ({
                name: levelText(level),
                values: months.map((of) => eachOf(at(of, level))),
                texts: months.map((of) => eachText(at(of, level))),
              })),
            }}
            linkOf={(category) => {
              const of = months[titles.indexOf(category)]
              return of && may('settlement.list') ? `/settlements?month=${of}` : undefined
            }}
          />
        )
      }}
    </Answer>
  )
}

const eachOf = (row: Each | undefined): number | null => (row ? Number(row.eachFen) / 100 : null)
const eachText = (row: Each | undefined): string => (row ? `${yuanText(row.eachFen)}元（${row.persons}人）` : '—')

/** '半失能人均313.00元，2个月没有变化' */
function eachSentence(level: string, rows: readonly Each[]): string {
  const last = rows.at(-1)
  if (!last) return ''
  const same = rows.every(({ eachFen }) => eachFen === last.eachFen)
  const low = rows.reduce((least, { eachFen }) => (eachFen < least ? eachFen : least), last.eachFen)
  const high = rows.reduce((most, { eachFen }) => (eachFen > most ? eachFen : most), last.eachFen)
  if (rows.length === 1) return `${level}${monthText(last.month)}人均${yuanText(last.eachFen)}元`
  const course = same ? `${rows.length}个月没有变化` : `${rows.length}个月在${yuanText(low)}至${yuanText(high)}元之间`
  return `${level}人均${yuanText(last.eachFen)}元，${course}`
}
