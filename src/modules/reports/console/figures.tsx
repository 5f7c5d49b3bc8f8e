/** 数据分析: charts of the county, each on a page of its own, each also a table whose numbers open (screens 4.18, §6). */
import { Segmented } from 'antd'
import type { ComponentType } from 'react'
import { type PlainMonth, monthText } from '#kernel/calendar.ts'
import { access } from '#modules/access/contract.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { useArea, useMonth } from '#ui/place.ts'
import { Occupancy } from './figure-homes.tsx'
import { Budget, PerHead, Spending } from './figure-money.tsx'
import { Levels, MovementFigure } from './figure-persons.tsx'

export interface FigureProps {
  month: PlainMonth
  /** The one looked at; undefined is all of one's own scope. */
  township: Place | undefined
  townships: readonly Place[]
}

export interface Place {
  id: string
  name: string
}

interface Figure {
  key: string
  title: string
  needs: string
  /** Money is not kept by township. */
  wholeCounty?: boolean
  view: ComponentType<FigureProps>
}

const figures: readonly Figure[] = [
  { key: 'levels', title: '能力等级构成', needs: 'persons.standing', view: Levels },
  { key: 'movement', title: '人员增减', needs: 'reports.movement', view: MovementFigure },
  { key: 'homes', title: '入住与目标', needs: 'stays.homes', view: Occupancy },
  { key: 'spending', title: '每月支出', needs: 'reports.spending', wholeCounty: true, view: Spending },
  { key: 'budget', title: '预算执行', needs: 'reports.spending', wholeCounty: true, view: Budget },
  { key: 'perHead', title: '人均结算额', needs: 'reports.perHead', view: PerHead },
]

export function Figures() {
  const may = useMay()
  const { state, change } = useAddress()
  const { month } = useMonth()
  const { township, townships } = useTownship()
  const open = figures.filter(({ needs }) => may(needs))
  const chosen = open.find(({ key }) => key === state['chart']) ?? open[0]
  if (!chosen) return null
  const where = chosen.wholeCounty ? '全县' : (township?.name ?? '全部范围')
  return (
    <PageBody title="数据分析" beside={`${monthText(month)} · ${where}`}>
      <div className="gy-wide-stack">
        <div>
          <Segmented
            aria-label="图表"
            value={chosen.key}
            onChange={(chart) => change({ chart, kind: undefined, page: undefined })}
            options={open.map(({ key, title }) => ({ value: key, label: title }))}
          />
        </div>
        <chosen.view key={chosen.key} month={month} township={township} townships={townships} />
        <p className="gy-help">
          {`月份和范围在页面上方选。${chosen.wholeCounty ? '资金不分乡镇记账，这张图按全县。' : ''}点图上的一块，或看数据表点一个数，打开背后的名单。`}
        </p>
      </div>
    </PageBody>
  )
}

/** The township chosen in the frame, or the one in which the village chosen lies. */
function useTownship(): { township: Place | undefined; townships: readonly Place[] } {
  const { area } = useArea()
  const areas = useAnswer(access, 'areas', {}).data ?? []
  const chosen = areas.find(({ id }) => id === area)
  const id = chosen?.level === 'village' ? chosen.parentId : chosen?.id
  const townships = areas.filter(({ level }) => level === 'township').map((each) => ({ id: each.id, name: each.name }))
  return { township: townships.find((each) => each.id === id), townships }
}
