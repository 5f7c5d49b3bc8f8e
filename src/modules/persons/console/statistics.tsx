/** 人员统计: who was in support on the last day of a month, by township, level and mode; each number opens its rows. */
import type { OutputOf } from '#kernel/contract.ts'
import { SelfCareLevel, SupportMode, supportModeText } from '#kernel/self-care.ts'
import { useAnswer } from '#ui/ask.ts'
import { Moment } from '#ui/dates.tsx'
import { NumberLink } from '#ui/link.tsx'
import { useWord } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { useLevelText } from '#ui/status-tag.tsx'
import { persons } from '../contract.ts'
import { useAreas } from './areas.ts'

type Seen = OutputOf<(typeof persons)['operations']['standing']>
type Row = Seen['rows'][number]

export function Statistics() {
  const { month } = useMonth()
  const answer = useAnswer(persons, 'standing', { month })
  return (
    <PageBody title="人员统计" beside={answer.data ? `${answer.data.day}在册${answer.data.total}人` : undefined}>
      <Answer answer={answer}>
        {(seen) =>
          seen.rows.length === 0 ? (
            <Empty next={{ title: '人员名册', to: '/persons' }}>
              这一天没有在册的人。可以换一个月，或到人员名册查看。
            </Empty>
          ) : (
            <Counts seen={seen} />
          )
        }
      </Answer>
    </PageBody>
  )
}

const countOf = (rows: readonly Row[], fits: (row: Row) => boolean): number =>
  rows.filter(fits).reduce((sum, row) => sum + row.count, 0)

function Counts({ seen }: { seen: Seen }) {
  const { townships } = useAreas()
  const known = new Set(townships.map(({ value }) => value))
  const places = [
    ...townships,
    ...(seen.rows.some((row) => !known.has(row.townshipId)) ? [{ value: '', label: '已撤并' }] : []),
  ]
  const of = (place: string) =>
    seen.rows.filter((row) => (place === '' ? !known.has(row.townshipId) : row.townshipId === place))
  const lines = places
    .map(({ value, label }) => ({ value, label, rows: of(value) }))
    .filter(({ rows }) => rows.length > 0)
  const to = (more: Record<string, string>) =>
    `/persons?${new URLSearchParams({ onDay: seen.day, ...more }).toString()}`
  return (
    <>
      <div className="gy-scroll">
        <table className="gy-plain-table gy-figures">
          <Head />
          <tbody>
            {[...lines, { value: 'all', label: '合计', rows: seen.rows }].map(({ value, label, rows }) => (
              <Line key={value} label={label} rows={rows} to={(more) => to({ ...placeOf(value), ...more })} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="gy-help">
        按{seen.day}在册统计，截至
        <Moment at={seen.knownAt} />
        已登记的变更；点数字看名单。
      </p>
    </>
  )
}

const placeOf = (value: string): Record<string, string> => (value === 'all' || value === '' ? {} : { township: value })

function Head() {
  const word = useWord()
  const levelText = useLevelText()
  const titles = [
    ...SelfCareLevel.options.map(levelText),
    ...SupportMode.options.map((mode) => supportModeText[mode]),
    '合计',
  ]
  return (
    <thead>
      <tr>
        <th scope="col">{word('乡镇')}</th>
        {titles.map((title) => (
          <th key={title} scope="col" className="gy-right">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  )
}

interface LineProps {
  label: string
  rows: readonly Row[]
  to: (more: Record<string, string>) => string
}

function Line({ label, rows, to }: LineProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {SelfCareLevel.options.map((level) => (
        <td key={level} className="gy-right">
          <NumberLink count={countOf(rows, (row) => row.level === level)} to={to({ level })} />
        </td>
      ))}
      {SupportMode.options.map((mode) => (
        <td key={mode} className="gy-right">
          <NumberLink count={countOf(rows, (row) => row.mode === mode)} to={to({ mode })} />
        </td>
      ))}
      <td className="gy-right">
        <NumberLink count={countOf(rows, () => true)} to={to({})} />
      </td>
    </tr>
  )
}
