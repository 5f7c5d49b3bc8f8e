/** A chart with the sentence that says what it shows and the table with the same numbers (screens §6). */
import { Button } from 'antd'
import { Suspense, useState } from 'react'
import * as z from 'zod'
import { type ChartData, seenSeries, valueText } from './chart-option.ts'
import { lazyPart } from './lazy.tsx'
import { Link, useGo } from './link.tsx'
import { Loading } from './states.tsx'
import { keep, kept } from './store.ts'

const Canvas = lazyPart(async () => (await import('./chart-canvas.tsx')).ChartCanvas)

interface Props {
  title: string
  /** '8月照料护理45.30万元，比7月多0.13万元。' */
  sentence: string
  data: ChartData
  /** Name under which this browser remembers that it is folded away; without it the chart always lies open. */
  folds?: string
  /** Opens the rows behind a mark. */
  onPick?: (category: string, series: string) => void
  /** Page with the rows behind a number, from its mark and from its cell in the table. */
  linkOf?: (category: string, series: string) => string | undefined
}

export function Chart({ title, sentence, data, folds, onPick, linkOf }: Props) {
  const go = useGo()
  const follow = (category: string, series: string) => {
    const to = linkOf?.(category, series)
    if (to) go(to)
  }
  const [asTable, setAsTable] = useState(false)
  const [folded, fold] = useFolded(folds)
  return (
    <figure className="gy-chart">
      <figcaption>
        <strong>{title}</strong> {sentence}
        {!folded && (
          <Button type="link" size="small" onClick={() => setAsTable(!asTable)}>
            {asTable ? '看图' : '看数据表'}
          </Button>
        )}
        {folds && (
          <Button type="link" size="small" aria-expanded={!folded} onClick={() => fold(!folded)}>
            {folded ? '展开图表' : '收起图表'}
          </Button>
        )}
      </figcaption>
      {!folded && asTable && <ChartTable title={title} data={data} linkOf={linkOf} />}
      {!folded && !asTable && (
        <Suspense fallback={<Loading lines={6} />}>
          <Canvas data={data} sentence={sentence} onPick={onPick ?? (linkOf && follow)} />
        </Suspense>
      )}
    </figure>
  )
}

function useFolded(name: string | undefined): [boolean, (next: boolean) => void] {
  const key = `folded.${name}`
  const [folded, setFolded] = useState(() => name !== undefined && (kept(key, z.boolean()) ?? false))
  return [
    folded,
    (next) => {
      keep(key, next)
      setFolded(next)
    },
  ]
}

function ChartTable({ title, data, linkOf }: Pick<Props, 'title' | 'data'> & { linkOf: Props['linkOf'] | undefined }) {
  const series = seenSeries(data)
  return (
    <table className="gy-plain-table">
      <caption className="gy-unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          {series.map(({ name, texts }) => (
            <th key={name} scope="col" className="gy-right">
              {texts ? name : `${name}（${data.unit}）`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.categories.map((category, index) => (
          <tr key={category}>
            <th scope="row">{category}</th>
            {series.map((each) => (
              <td key={each.name} className="gy-right gy-digits">
                <Linked to={each.values[index] ? linkOf?.(category, each.name) : undefined}>
                  {valueText(data, each, index)}
                </Linked>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Linked = ({ to, children }: { to: string | undefined; children: string }) =>
  to ? <Link to={to}>{children}</Link> : children
