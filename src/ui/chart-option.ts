/** A chart as data, and what ECharts needs to draw it (screens §6). Pure. */

export interface ChartSeries {
  name: string
  values: readonly (number | null)[]
  /** Bars with the same name are stacked. */
  stack?: string | undefined
  /** A line among bars: a term, an average. */
  line?: boolean | undefined
}

export interface ChartData {
  kind: 'columns' | 'bars' | 'lines'
  categories: readonly string[]
  series: readonly ChartSeries[]
  /** '万元', '次', '人' on the axis. */
  unit: string
  /** End of the axis of values: 100 for shares. */
  most?: number
  /** Numbers as the table shows them, to the digit. */
  format?: (value: number) => string
}

/** Each at least 4.5 : 1 on white. */
export const chartColours = ['#2f6bd8', '#b35c00', '#0b7a75', '#8c1d40', '#6b46c1', '#6b6b6b'] as const

export function optionOf({ kind, categories, series, unit, most, format = String }: ChartData) {
  const names = { type: 'category' as const, data: [...categories], axisTick: { show: false } }
  const splitLine = { lineStyle: { color: '#e5e5e5' } }
  const values = { type: 'value' as const, name: unit, min: 0, ...(most ? { max: most } : {}), splitLine }
  const direct = series.length === 1
  return {
    animation: false,
    color: [...chartColours],
    grid: {
      left: kind === 'bars' ? 20 : 8,
      right: 24,
      top: series.length > 1 ? 40 : 32,
      bottom: 8,
      outerBoundsMode: 'same' as const,
    },
    textStyle: { color: '#434343', fontFamily: 'inherit' },
    // The sentence above the chart says what it shows; the library's own words would stand in its place, NaN among them.
    aria: { enabled: true, label: { enabled: false }, decal: { show: series.length > 1 } },
    tooltip: { trigger: 'axis' as const, valueFormatter: (value: unknown) => shown(value, format) },
    ...(series.length > 1 ? { legend: { top: 0, right: 12, textStyle: { color: '#434343' } } } : {}),
    xAxis: kind === 'bars' ? values : names,
    yAxis: kind === 'bars' ? { ...names, inverse: true } : values,
    series: series.map((each) => ({
      name: each.name,
      type: kind === 'lines' || each.line ? ('line' as const) : ('bar' as const),
      data: [...each.values],
      barMaxWidth: 28,
      ...(each.stack ? { stack: each.stack } : {}),
      ...(direct ? { label: { show: true, position: labelPlace(kind), formatter: labelOf(format) } } : {}),
    })),
  }
}

const labelPlace = (kind: ChartData['kind']): 'right' | 'top' => (kind === 'bars' ? 'right' : 'top')

const labelOf =
  (format: (value: number) => string) =>
  ({ value }: { value?: unknown }) =>
    shown(value, format)

const shown = (value: unknown, format: (value: number) => string): string =>
  typeof value === 'number' ? format(value) : '—'
