/** A chart as data, and what ECharts needs to draw it (screens §6). Pure. */

export interface ChartSeries {
  name: string
  values: readonly (number | null)[]
  /** Bars with the same name are stacked. */
  stack?: string | undefined
  /** A line among bars: a term, an average. */
  line?: boolean | undefined
  /** A frame around the bar (what there is room for), or a short stroke across it (what is aimed at). */
  as?: 'outline' | 'tick' | undefined
  /** What a floating bar stands on: not seen, and not in the table. */
  unseen?: boolean | undefined
  /** What hint and table say in place of the bare number: '12人（7.45%）'. */
  texts?: readonly string[] | undefined
}

export interface ChartData {
  kind: 'columns' | 'bars' | 'lines'
  categories: readonly string[]
  series: readonly ChartSeries[]
  /** '万元', '次', '人' on the axis. */
  unit: string
  /** Numbers as the table shows them, to the digit. */
  format?: (value: number) => string
  /** A line across the bars with its words: an average. */
  mark?: { value: number; text: string }
  /** Where the axis ends, if that is known: 100 of per cents. */
  most?: number
}

/** Each at least 4.5 : 1 on white. */
export const chartColours = ['#2f6bd8', '#b35c00', '#0b7a75', '#8c1d40', '#6b46c1', '#6b6b6b'] as const

export const seenSeries = ({ series }: Pick<ChartData, 'series'>): ChartSeries[] =>
  series.filter(({ unseen }) => !unseen)

/** A number as hint and table show it. */
export function valueText({ format = String }: Pick<ChartData, 'format'>, series: ChartSeries, index: number): string {
  const value = series.values[index]
  if (value === null || value === undefined) return '—'
  return series.texts?.[index] ?? format(value)
}

export function optionOf(data: ChartData) {
  const { kind, categories, unit, most } = data
  const seen = seenSeries(data)
  const names = { type: 'category' as const, data: [...categories], axisTick: { show: false } }
  const values = {
    type: 'value' as const,
    name: unit,
    min: 0,
    ...(most === undefined ? {} : { max: most }),
    splitLine: { lineStyle: { color: '#e5e5e5' } },
  }
  return {
    animation: false,
    color: [...chartColours],
    grid: { left: 8, right: 32, top: seen.length > 1 ? 44 : 32, bottom: 8, outerBoundsMode: 'same' as const },
    // The sentence above the chart says what it shows; the library's own words would stand in its place, NaN among them.
    aria: { enabled: true, label: { enabled: false }, decal: { show: seen.length > 1 } },
    tooltip: { trigger: 'axis' as const, axisPointer: { type: 'shadow' as const }, formatter: hintOf(data) },
    ...(seen.length > 1
      ? { legend: { top: 0, right: 0, textStyle: { color: '#434343' }, data: seen.map(({ name }) => name) } }
      : {}),
    xAxis: kind === 'bars' ? values : names,
    yAxis: kind === 'bars' ? { ...names, inverse: true } : values,
    series: data.series.map((each, index) => seriesOf(data, each, index)),
  }
}

function seriesOf(data: ChartData, each: ChartSeries, index: number) {
  const { kind, format = String, mark } = data
  const direct = seenSeries(data).length === 1 && !each.unseen
  const { name, values, stack } = each
  return {
    name,
    data: [...values],
    ...shapeOf(kind, each),
    ...(stack ? { stack } : {}),
    ...(direct ? { label: { show: true, position: labelPlace(kind), formatter: labelOf(each, format) } } : {}),
    ...(mark && index === 0 ? { markLine: markLineOf(kind, mark) } : {}),
  }
}

const unseenStyle = { color: 'transparent', borderColor: 'transparent', decal: { symbol: 'none' as const } }

function shapeOf(kind: ChartData['kind'], { line, as, unseen }: ChartSeries) {
  if (as === 'tick')
    return {
      type: 'scatter' as const,
      symbol: 'rect',
      symbolSize: kind === 'bars' ? [3, 22] : [22, 3],
      itemStyle: { color: chartColours[3] },
      z: 5,
    }
  if (kind === 'lines' || line) return { type: 'line' as const }
  const bar = { type: 'bar' as const, barMaxWidth: 28 }
  if (unseen) return { ...bar, itemStyle: unseenStyle, silent: true }
  if (as !== 'outline') return bar
  // The frame lies over the bar of the same width.
  const frame = { ...unseenStyle, borderColor: chartColours[5], borderWidth: 1 }
  return { ...bar, barGap: '-100%', itemStyle: frame, z: 1 }
}

const markLineOf = (kind: ChartData['kind'], { value, text }: NonNullable<ChartData['mark']>) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: chartColours[3], type: 'dashed' as const },
  label: { formatter: text, color: '#434343', position: kind === 'bars' ? ('start' as const) : ('end' as const) },
  data: [kind === 'bars' ? { xAxis: value } : { yAxis: value }],
})

const labelPlace = (kind: ChartData['kind']): 'right' | 'top' => (kind === 'bars' ? 'right' : 'top')

const labelOf =
  ({ texts }: ChartSeries, format: (value: number) => string) =>
  ({ value, dataIndex }: { value?: unknown; dataIndex?: number }) =>
    typeof value === 'number' ? (texts?.[dataIndex ?? -1] ?? format(value)) : '—'

const inMarkup = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** All numbers of a category, as the table has them. */
const hintOf = (data: ChartData) => (marks: unknown) => {
  const [first]: unknown[] = Array.isArray(marks) ? marks : [marks]
  const at = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1
  const lines = seenSeries(data).map((series) => `${series.name} ${valueText(data, series, at)}`)
  return [data.categories[at] ?? '', ...lines].map(inMarkup).join('<br>')
}
