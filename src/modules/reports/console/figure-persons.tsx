/** Who is in support: levels by township (6.1), and who came and went in a month (6.5). */
import { Segmented, Table } from 'antd'
import { dateText, monthText, type PlainDate } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { percentText } from '#kernel/ratio.ts'
import { SelfCareLevel, SupportMode, supportModeText } from '#kernel/self-care.ts'
import { persons } from '#modules/persons/contract.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Chart } from '#ui/chart.tsx'
import { Day } from '#ui/dates.tsx'
import { countText } from '#ui/formats.ts'
import { useWord } from '#ui/me.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { useLevelText } from '#ui/status-tag.tsx'
import { reports } from '../contract.ts'
import { Movement, movementText } from '../figure-operations.ts'
import type { FigureProps, Place } from './figures.tsx'

type Counted = OutputOf<typeof persons.operations.standing>['rows'][number]

const modes = [
  ...SupportMode.options.map((mode) => ({ value: mode, label: supportModeText[mode] })),
  { value: 'all', label: '全部' },
]

export function Levels({ month, township, townships }: FigureProps) {
  const { state, change } = useAddress()
  const mode = modes.find(({ value }) => value === state['mode'])?.value ?? 'dispersed'
  const answer = useAnswer(persons, 'standing', { month })
  return (
    <>
      <div>
        <Segmented
          size="small"
          aria-label="供养方式"
          value={mode}
          onChange={(next) => change({ mode: next === 'dispersed' ? undefined : next })}
          options={modes}
        />
      </div>
      <Answer answer={answer}>
        {(data) => {
          const rows = data.rows.filter((row) => mode === 'all' || row.mode === mode)
          const places = (township ? [township] : townships).filter(({ id }) =>
            rows.some((row) => row.townshipId === id),
          )
          if (places.length === 0)
            return (
              <Empty
                next={{ title: '人员名册', to: '/persons' }}
              >{`${dateText(data.day)}这个范围没有在册的人。可以换一个月或范围。`}</Empty>
            )
          return <LevelChart places={places} rows={rows} day={data.day} mode={mode} />
        }}
      </Answer>
    </>
  )
}

/** Heaviest first, so that the average of those who need help stands where their bars end. */
const order = [...SelfCareLevel.options].toReversed()

interface LevelProps {
  places: readonly Place[]
  rows: readonly Counted[]
  day: PlainDate
  mode: string
}

function LevelChart({ places, rows, day, mode }: LevelProps) {
  const levelText = useLevelText()
  const word = useWord()
  const countOf = (place: Place | undefined, level: SelfCareLevel | undefined) =>
    rows
      .filter((row) => (place ? row.townshipId === place.id : true) && (level === undefined || row.level === level))
      .reduce((sum, row) => sum + row.count, 0)
  const within = places.length === 1 ? places[0] : undefined
  const all = countOf(within, undefined)
  const helped = countOf(within, 'unable') + countOf(within, 'partly_able')
  const share = percentText(helped, all)
  const none = places.filter((place) => countOf(place, 'unable') === 0).length
  const sentence = `${dateText(day)}${mode === 'all' ? '在册' : modes.find(({ value }) => value === mode)?.label}${countText(all)}人，${levelText('unable')}和${levelText('partly_able')}占${share}%${
    places.length > 1 && none > 0 ? `；${none}个${word('乡镇')}${levelText('unable')}为0` : ''
  }。`
  return (
    <Chart
      title="能力等级构成"
      sentence={sentence}
      data={{
        kind: 'bars',
        unit: '%',
        most: 100,
        categories: places.map(({ name }) => name),
        series: order.map((level) => ({
          name: levelText(level),
          stack: 'levels',
          values: places.map((place) => Number(percentText(countOf(place, level), countOf(place, undefined)))),
          texts: places.map(
            (place) =>
              `${countOf(place, level)}人（${percentText(countOf(place, level), countOf(place, undefined))}%）`,
          ),
        })),
        ...(places.length > 1 ? { mark: { value: Number(share), text: `平均${share}%` } } : {}),
      }}
      linkOf={(category, series) => {
        const place = places.find(({ name }) => name === category)
        const level = order.find((each) => levelText(each) === series)
        const asked = new URLSearchParams({ onDay: day, township: place?.id ?? '', level: level ?? '' })
        if (mode !== 'all') asked.set('mode', mode)
        return `/persons?${asked.toString()}`
      }}
    />
  )
}

export function MovementFigure({ month, township }: FigureProps) {
  const { state, change } = useAddress()
  const kind = Movement.safeParse(state['kind'])
  const page = Number(state['page'] ?? 1)
  const asked = {
    month,
    page,
    ...(township ? { townshipId: township.id } : {}),
    ...(kind.success ? { kind: kind.data } : {}),
  }
  const answer = useAnswer(reports, 'movement', asked, { keepLast: true })
  return (
    <Answer answer={answer}>
      {(data) => (
        <>
          <Waterfall data={data} title={monthText(month)} />
          <div>
            <Segmented
              size="small"
              aria-label="变化"
              value={kind.success ? kind.data : 'all'}
              onChange={(next) => change({ kind: next === 'all' ? undefined : next, page: undefined })}
              options={[
                { value: 'all', label: '全部变化' },
                ...Movement.options.map((value) => ({ value, label: `${movementText[value]}${data.counts[value]}` })),
              ]}
            />
          </div>
          <MovedTable
            data={data}
            page={page}
            month={monthText(month)}
            onPage={(next) => change({ page: String(next) })}
          />
        </>
      )}
    </Answer>
  )
}

type Moved = OutputOf<typeof reports.operations.movement>

interface MovedProps {
  data: Moved
  page: number
  month: string
  onPage: (page: number) => void
}

function MovedTable({ data, page, month, onPage }: MovedProps) {
  return (
    <Table
      size="small"
      rowKey="personId"
      dataSource={data.rows}
      locale={{ emptyText: `${month}没有这样的变化。` }}
      pagination={{
        current: page,
        pageSize: 50,
        total: data.total,
        hideOnSinglePage: true,
        showSizeChanger: false,
        onChange: onPage,
      }}
      columns={[
        { title: '姓名', render: (_, row) => <PersonLink personId={row.personId} name={row.name} /> },
        { title: '乡镇', dataIndex: 'township' },
        { title: '变化', render: (_, row) => movementText[row.movement] },
        { title: '原因', dataIndex: 'reason' },
        { title: '日期', render: (_, row) => <Day day={row.on} /> },
      ]}
    />
  )
}

function Waterfall({ data, title }: { data: Moved; title: string }) {
  const { opening, closing, counts } = data
  const top = opening + counts.joined + counts.moved_in
  const steps = [
    { name: '上月末在册', base: 0, value: opening },
    { name: movementText.joined, base: opening, value: counts.joined },
    { name: movementText.moved_in, base: opening + counts.joined, value: counts.moved_in },
    { name: movementText.ended, base: top - counts.ended, value: counts.ended },
    { name: movementText.died, base: closing, value: counts.died },
    { name: '月末在册', base: 0, value: closing },
  ]
  const went = `新增${counts.joined}，${counts.moved_in > 0 ? `转入${counts.moved_in}，` : ''}退出${counts.ended}，死亡${counts.died}`
  return (
    <Chart
      title="人员增减"
      sentence={`${title}${went}，${dateText(data.day)}在册${countText(closing)}人。`}
      data={{
        kind: 'columns',
        unit: '人',
        format: countText,
        categories: steps.map(({ name }) => name),
        series: [
          { name: '起点', stack: 'steps', unseen: true, values: steps.map(({ base }) => base) },
          { name: '人数', stack: 'steps', values: steps.map(({ value }) => value) },
        ],
      }}
      linkOf={(category) => {
        if (category === '上月末在册') return `/persons?onDay=${data.from}`
        if (category === '月末在册') return `/persons?onDay=${data.day}`
        const kind = Movement.options.find((each) => movementText[each] === category)
        return kind && `/figures?chart=movement&kind=${kind}`
      }}
    />
  )
}
