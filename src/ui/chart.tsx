/** A chart with the sentence that says what it shows and the table with the same numbers (screens §6). */
import { Button } from 'antd'
import { Suspense, useState } from 'react'
import type { ChartData } from './chart-option.ts'
import { lazyPart } from './lazy.tsx'
import { Loading } from './states.tsx'

const Canvas = lazyPart(async () => (await import('./chart-canvas.tsx')).ChartCanvas)

interface Props {
  title: string
  /** '8月照料护理45.30万元，比7月多0.13万元。' */
  sentence: string
  data: ChartData
  /** Opens the rows behind a mark. */
  onPick?: (category: string, series: string) => void
}

export function Chart({ title, sentence, data, onPick }: Props) {
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className="gy-chart">
      <figcaption>
        <strong>{title}</strong> {sentence}
        <Button type="link" size="small" onClick={() => setAsTable(!asTable)}>
          {asTable ? '看图' : '看数据表'}
        </Button>
      </figcaption>
      {asTable ? (
        <ChartTable title={title} data={data} />
      ) : (
        <Suspense fallback={<Loading lines={6} />}>
          <Canvas data={data} sentence={sentence} onPick={onPick} />
        </Suspense>
      )}
    </figure>
  )
}

function ChartTable({ title, data }: { title: string; data: ChartData }) {
  const format = data.format ?? String
  return (
    <table className="gy-plain-table">
      <caption className="gy-unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          {data.series.map((series) => (
            <th key={series.name} scope="col" className="gy-right">
              {series.name}（{data.unit}）
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.categories.map((category, index) => (
          <tr key={category}>
            <th scope="row">{category}</th>
            {data.series.map((series) => (
              <td key={series.name} className="gy-right gy-digits">
                {valueText(series.values[index], format)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const valueText = (value: number | null | undefined, format: (value: number) => string): string =>
  value === null || value === undefined ? '—' : format(value)
