/** The drawing itself; a chunk of its own, loaded when a chart comes into the page. */
import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useEffectEvent, useRef } from 'react'
import { type ChartData, optionOf } from './chart-option.ts'

use([
  BarChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
])

interface Props {
  data: ChartData
  sentence: string
  onPick?: ((category: string, series: string) => void) | undefined
}

export function ChartCanvas({ data, sentence, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const pick = useEffectEvent((category: string, series: string) => onPick?.(category, series))
  useEffect(() => {
    if (!box.current) return undefined
    const chart = init(box.current, undefined, { renderer: 'svg' })
    // The library measures words before it writes them: it must know the face, not 'inherit'.
    const { fontFamily } = getComputedStyle(box.current)
    chart.setOption({ ...optionOf(data), textStyle: { color: '#434343', fontFamily } })
    chart.on('click', (mark) => pick(String(mark.name), String(mark.seriesName)))
    const resize = new ResizeObserver(() => chart.resize())
    resize.observe(box.current)
    return () => {
      resize.disconnect()
      chart.dispose()
    }
  }, [data])
  // Names of units stand one under the other: each needs its line.
  const height = data.kind === 'bars' ? { height: Math.max(260, data.categories.length * 28 + 80) } : {}
  return <div ref={box} role="img" aria-label={sentence} className="gy-chart-canvas" style={height} />
}
