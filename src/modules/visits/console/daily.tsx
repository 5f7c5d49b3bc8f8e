/** The month as columns of days, stacked by verdict (screens 6.6). */
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Chart } from '#ui/chart.tsx'
import { visits } from '../contract.ts'

export function Daily({ month, townshipId }: { month: PlainMonth; townshipId: string | undefined }) {
  const { change } = useAddress()
  const found = useAnswer(visits, 'daily', { month, ...(townshipId && { townshipId }) })
  const days = found.data ?? []
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0)
  const [valid, doubtful, notCounted] = [
    sum((day) => day.valid),
    sum((day) => day.doubtful),
    sum((day) => day.notCounted),
  ]
  if (valid + doubtful + notCounted === 0) return null
  const values = (of: (day: (typeof days)[number]) => number) => days.map(of)
  return (
    <Chart
      title="每日服务"
      folds="visits.daily"
      sentence={`${monthText(month)}服务${valid + doubtful + notCounted}次，有效${valid}次，存疑${doubtful}次，不计${notCounted}次。`}
      data={{
        kind: 'columns',
        unit: '次',
        categories: days.map(({ day }) => String(Number(day.slice(8)))),
        series: [
          { name: '有效', stack: 'visits', values: values((day) => day.valid) },
          { name: '存疑', stack: 'visits', values: values((day) => day.doubtful) },
          { name: '不计', stack: 'visits', values: values((day) => day.notCounted) },
        ],
      }}
      onPick={(category) => change({ day: `${month}-${category.padStart(2, '0')}`, page: undefined })}
    />
  )
}
