/** 机构一览: homes, beds, residents and staff against the target (screens 4.17). */
import { Button, Select, Slider, Table } from 'antd'
import { useState } from 'react'
import { dateText, PlainDate } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { DayButton } from '#ui/day-grid.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { Answer, Empty, Trial } from '#ui/states.tsx'
import { type HomeRow, stays } from '../contract.ts'
import { Bullets } from './bullets.tsx'
import { OpenHome } from './home-forms.tsx'

type Seen = OutputOf<typeof stays.operations.homes>

const reachedFilter: Readonly<Record<string, boolean>> = { yes: true, no: false }
const licences = { good: '✓', soon: '快到期', expired: '已过期', none: '未登记' } as const

export function Homes() {
  const [tried, setTried] = useState<number>()
  const [opening, setOpening] = useState(false)
  const may = useMay()
  const { answer, day, reached } = useHomes(tried)
  return (
    <PageBody
      title="机构一览"
      beside={dateText(day)}
      others={<Filters />}
      action={
        may('institutions.open') && (
          <Button type="primary" data-new="" onClick={() => setOpening(true)}>
            登记供养机构
          </Button>
        )
      }
      strip={
        tried === undefined ? undefined : (
          <Trial
            action={{ title: '取消试算', onClick: () => setTried(undefined) }}
          >{`试算目标${tried}%，不是决定`}</Trial>
        )
      }
    >
      <Answer answer={answer}>
        {(data) =>
          data.rows.length === 0 ? (
            <Empty>
              {reached === undefined
                ? `这里还没有登记供养机构。${may('institutions.open') ? '点右上“登记供养机构”开始登记。' : '由县级登记后在这里显示。'}`
                : '没有符合条件的机构。可以改选“全部机构”。'}
            </Empty>
          ) : (
            <Overview data={data} tried={tried} onTry={setTried} />
          )
        }
      </Answer>
      <OpenHome
        open={opening}
        known={new Set(answer.data?.rows.map(({ id }) => id) ?? [])}
        onClose={() => setOpening(false)}
      />
    </PageBody>
  )
}

function useHomes(tried: number | undefined) {
  const { state } = useAddress()
  const chosen = PlainDate.safeParse(state['day'])
  const day = chosen.success ? chosen.data : today()
  const reached = reachedFilter[state['reached'] ?? '']
  const answer = useAnswer(
    stays,
    'homes',
    {
      day,
      pageSize: 200,
      ...(reached === undefined ? {} : { reached }),
      ...(tried === undefined ? {} : { percent: tried }),
    },
    { keepLast: true },
  )
  return { answer, day, reached }
}

function Filters() {
  const { state, change } = useAddress()
  const chosen = PlainDate.safeParse(state['day'])
  return (
    <>
      <DayButton day={chosen.success ? chosen.data : today()} label="统计日期" onChoose={(day) => change({ day })} />
      <Select
        aria-label="达标"
        value={state['reached'] ?? 'all'}
        onChange={(value: string) => change({ reached: value === 'all' ? undefined : value })}
        options={[
          { value: 'all', label: '全部机构' },
          { value: 'yes', label: '已达标' },
          { value: 'no', label: '未达标' },
        ]}
      />
    </>
  )
}

interface OverviewProps {
  data: Seen
  tried: number | undefined
  onTry: (percent: number | undefined) => void
}

function Overview({ data, tried, onTry }: OverviewProps) {
  const { totals, percent } = data
  return (
    <>
      <p>
        {`${totals.homes}家 · 床位${totals.beds} 入住${totals.residents} 入住率${totals.rate}% · 空床${totals.freeBeds} · 人员负担${totals.load} `}
        {percent !== null && `· 目标${percent}% `}
        <Basis citations={data.citations} value={percent === null ? '没有规定目标' : `${percent}%，各家向上取整`} />
      </p>
      <ul aria-label="缺口" style={{ paddingInlineStart: 20, margin: '4px 0' }}>
        {data.shortfalls.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {data.percentInForce !== null && (
        <div role="group" aria-label="试算目标" style={{ maxWidth: 480 }}>
          {`试算：目标${tried ?? data.percentInForce}%`}
          <Slider
            min={40}
            max={100}
            value={tried ?? data.percentInForce}
            onChange={(value) => onTry(value === data.percentInForce ? undefined : value)}
            ariaLabelForHandle="试算目标百分比"
          />
        </div>
      )}
      <HomesTable rows={data.rows} />
      {data.withoutHome.length > 0 && (
        <p className="gy-help">{`没有敬老院的${data.withoutHome.length}个单位：${data.withoutHome.join('、')}。`}</p>
      )}
      <Bullets sentence={data.sentence} rows={data.rows} />
    </>
  )
}

function HomesTable({ rows }: { rows: HomeRow[] }) {
  const right = { align: 'right' as const }
  return (
    <Table<HomeRow>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={rows}
      columns={[
        { title: '序号', dataIndex: 'no', width: 52, ...right },
        { title: '名称', render: (_, row) => <Link to={`/homes/${row.id}`}>{row.name}</Link> },
        { title: '床位（护理型）', render: (_, row) => `${row.beds}（${row.nursingBeds}）`, ...right },
        { title: '入住', dataIndex: 'residents', ...right },
        { title: '应住', render: (_, row) => row.target ?? '—', ...right },
        { title: '还应入住', render: (_, row) => row.gap ?? '—', ...right },
        { title: '入住率', render: (_, row) => `${row.rate}%${row.reached ? ' ✓' : ''}`, ...right },
        { title: '空床', dataIndex: 'freeBeds', ...right },
        { title: '工作人员', dataIndex: 'staff', ...right },
        {
          title: '负责人、机构电话',
          render: (_, row) => (
            <>
              <div>{row.director ?? '—'}</div>
              <div className="gy-digits">{row.phone}</div>
            </>
          ),
        },
        {
          title: '人员负担',
          render: (_, row) => (row.loadAtTarget === null ? row.load : `${row.load}（达标后${row.loadAtTarget}）`),
          ...right,
        },
        {
          title: '证照、等级',
          render: (_, row) => (
            <>
              <div>{licences[row.licence]}</div>
              <div>{row.grade === null ? '未评级' : `${row.grade}级`}</div>
            </>
          ),
        },
      ]}
    />
  )
}
