/** At most one strip under the header; the weightiest colours it, the others are said in the same line (screens 3.12). */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { wayTo } from '#ui/area-tree.ts'
import { Link } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { useArea, useCounty, useMonth } from '#ui/place.ts'
import { networkDown } from '#ui/request.ts'
import { useWatched } from '#ui/store.ts'
import { useAreas } from './areas.ts'
import { sources } from './pages.ts'

interface Said {
  key: string
  look: 'red' | 'orange' | 'blue' | 'teal'
  words: ReactNode
}

export function Strip() {
  const said = [...useEmergencies(), ...useNetwork(), ...useDemo(), ...useOtherMonth(), ...useScope()]
  const first = said[0]
  if (!first) return null
  return (
    <aside className={`gy-strip gy-frame-strip gy-strip-${first.look}`} aria-label="提示">
      {said.map((each) => (
        <span key={each.key}>{each.words}</span>
      ))}
    </aside>
  )
}

function useEmergencies(): Said[] {
  const may = useMay()
  const allowed = sources.emergencies.filter((source) => may(source.needs))
  const found = useQuery({
    queryKey: ['emergencies', allowed.map((source) => source.needs)],
    queryFn: async () => (await Promise.all(allowed.map((source) => source.load()))).flat(),
    enabled: allowed.length > 0,
    refetchInterval: 60_000,
  })
  return (found.data ?? []).map((each) => ({
    key: each.key,
    look: 'red',
    words: (
      <>
        {each.text} <Link to={each.to}>我来处理</Link>
      </>
    ),
  }))
}

function useNetwork(): Said[] {
  const down = useWatched(networkDown)
  return down ? [{ key: 'network', look: 'red', words: '网络断开，正在重试；内容已存在本机。' }] : []
}

function useDemo(): Said[] {
  const me = useMe()
  return me.demo ? [{ key: 'demo', look: 'orange', words: '演示数据：人员、身份证号、电话均为虚构' }] : []
}

function useOtherMonth(): Said[] {
  const { month, current, isCurrent, setMonth } = useMonth()
  if (isCurrent) return []
  const words = (
    <>
      您正在查看{monthText(month)}{' '}
      <Button type="link" size="small" onClick={() => setMonth(current)}>
        回到本月
      </Button>
    </>
  )
  return [{ key: 'month', look: 'teal', words }]
}

function useScope(): Said[] {
  const { county } = useCounty()
  const { area, setArea } = useArea()
  const areas = useAreas(county?.code)
  if (!area) return []
  const words = (
    <>
      当前范围：{wayTo(areas, area).at(-1)?.name ?? '所选地区'}{' '}
      <Button type="link" size="small" onClick={() => setArea(undefined)}>
        回到全部范围
      </Button>
    </>
  )
  return [{ key: 'scope', look: 'blue', words }]
}
