/** The drawing itself; a chunk of its own, loaded when a chart comes into the page. */
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useEffectEvent, useRef } from 'react'
import { type ChartData, optionOf } from './chart-option.ts'

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

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
    chart.setOption(optionOf(data))
    chart.on('click', (mark) => pick(String(mark.name), String(mark.seriesName)))
    const resize = new ResizeObserver(() => chart.resize())
    resize.observe(box.current)
    return () => {
      resize.disconnect()
      chart.dispose()
    }
  }, [data])
  return <div ref={box} role="img" aria-label={sentence} className="gy-chart-canvas" style={heightOf(data)} />
}

/** Lying bars need a line each for their names; up to nine fit the usual height. */
function heightOf({ kind, categories }: ChartData): { height: number } | undefined {
  return kind === 'bars' && categories.length > 9 ? { height: categories.length * 22 + 72 } : undefined
}
