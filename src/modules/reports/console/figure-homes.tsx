/** 入住与目标 (6.2): bar = residents, frame = beds, stroke = target. */
import { lastDay } from '#kernel/calendar.ts'
import { stays } from '#modules/stays/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { Chart } from '#ui/chart.tsx'
import { today } from '#ui/place.ts'
import { Answer, Empty } from '#ui/states.tsx'
import type { FigureProps } from './figures.tsx'

export function Occupancy({ month, township }: FigureProps) {
  const last = lastDay(month)
  const day = last > today() ? today() : last
  const answer = useAnswer(stays, 'homes', { day, pageSize: 200, ...(township ? { township: township.id } : {}) })
  return (
    <Answer answer={answer}>
      {(data) =>
        data.rows.length === 0 ? (
          <Empty next={{ title: '机构一览', to: '/homes' }}>这个范围没有登记的供养机构。可以换一个月或范围。</Empty>
        ) : (
          <Chart
            title="入住与目标"
            sentence={data.sentence}
            data={{
              kind: 'bars',
              unit: '张、人',
              categories: data.rows.map(({ name }) => name),
              series: [
                { name: '入住', values: data.rows.map(({ residents }) => residents) },
                { name: '床位', as: 'outline', values: data.rows.map(({ beds }) => beds) },
                ...(data.percent === null
                  ? []
                  : [
                      {
                        name: `应住（${data.percent}%）`,
                        as: 'tick' as const,
                        values: data.rows.map(({ target }) => target),
                      },
                    ]),
              ],
            }}
            linkOf={(category) => {
              const home = data.rows.find(({ name }) => name === category)
              return home && `/homes/${home.id}`
            }}
          />
        )
      }
    </Answer>
  )
}
