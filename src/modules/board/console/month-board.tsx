/** 月度总览: where each provider's month stands, what blocks it, who has to move (screens 4.9). */
import { Table } from 'antd'
import { dateText, monthText } from '#kernel/calendar.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Link, NumberLink } from '#ui/link.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { Answer, ClosedMonth, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { board, StepName, stepText, type Blocker, type BoardRow, type BoardStep, type Counts } from '../contract.ts'
import { Closing } from './closing.tsx'

const family = { none: 'neutral', under_way: 'blue', done: 'green', waiting: 'orange', overdue: 'red' } as const

export function MonthBoard() {
  const { month } = useMonth()
  const plan = useAnswer(rosters, 'month', { month })
  const answer = useAnswer(board, 'month', { month }, { keepLast: true })
  const closed = plan.data?.status === 'closed'
  return (
    <PageBody
      title="月度总览"
      beside={plan.data && `${monthText(month)} · 计划${dateText(plan.data.payOn)}发放`}
      action={plan.data && answer.data && <Closing plan={plan.data} unexplained={answer.data.unexplained} />}
      strip={closed ? <ClosedMonth month={month} /> : undefined}
    >
      <Answer answer={answer}>
        {(data) => (
          <>
            <Grid rows={data.rows} />
            <FourCounts counts={data.counts} previous={data.previous} gaps={data.gaps} unexplained={data.unexplained} />
            {!closed && <Blockers rows={data.blockers} />}
          </>
        )}
      </Answer>
    </PageBody>
  )
}

function Grid({ rows }: { rows: BoardRow[] }) {
  const { month } = useMonth()
  if (rows.length === 0)
    return <Empty next={{ title: '去生成名册', to: '/rosters' }}>{`${monthText(month)}名册还没有生成。`}</Empty>
  return (
    <Table
      size="middle"
      rowKey="organisationId"
      pagination={false}
      dataSource={rows}
      scroll={{ x: 'max-content' }}
      expandable={{
        expandedRowRender: (row) => <Townships row={row} />,
        rowExpandable: (row) => row.townships.length > 0,
      }}
      columns={[
        {
          title: '服务机构',
          fixed: 'left',
          render: (_, row) => (
            <>
              <Link to={`/providers/${row.organisationId}`}>{row.name}</Link>
              <div className="gy-help">{row.persons}人</div>
            </>
          ),
        },
        ...StepName.options.map((name) => ({
          title: stepText[name],
          key: name,
          render: (_: unknown, row: BoardRow) => <Cell step={row.steps.find((each) => each.step === name)} />,
        })),
      ]}
    />
  )
}

const stateWord = { none: '未开始', under_way: '办理中', done: '完成', waiting: '待处理', overdue: '逾期' }

function Cell({ step }: { step: BoardStep | undefined }) {
  if (!step) return '—'
  return (
    <Link to={step.to} title={`${stepText[step.step]}：${stateWord[step.state]}`}>
      <FamilyTag family={family[step.state]} text={step.text} />
    </Link>
  )
}

function Townships({ row }: { row: BoardRow }) {
  return (
    <Table
      size="small"
      rowKey="townshipId"
      pagination={false}
      dataSource={row.townships}
      columns={[
        { title: '乡镇（街道）', dataIndex: 'name' },
        { title: '人数', dataIndex: 'persons', align: 'right' },
        { title: '有生效协议', align: 'right', render: (_, each) => `${each.withAgreement}/${each.persons}` },
        { title: '服务次数', dataIndex: 'visits', align: 'right' },
        { title: '存疑', dataIndex: 'doubtful', align: 'right' },
        {
          title: '考评',
          render: (_, each) =>
            each.late ? <FamilyTag family="red" text="逾期未送" /> : each.score ? `${each.score}分` : '未送',
        },
      ]}
    />
  )
}

interface FourProps {
  counts: Counts
  previous: Counts
  gaps: number
  unexplained: number
}

const reported = (count: number | null) => (count === null ? '未上报' : `上报${count}`)
const sentence = (counts: Counts) =>
  `在册${counts.registry} · 名册${counts.roster} · 结算${counts.settled} · 发放${counts.paid} · ${reported(counts.reported)}`

function FourCounts({ counts, previous, gaps, unexplained }: FourProps) {
  const equal = gaps === 0
  return (
    <Panel title="四数核对">
      <p>
        <FamilyTag family={equal ? 'green' : unexplained > 0 ? 'orange' : 'blue'} text={equal ? '一致' : '有差额'} />{' '}
        {sentence(counts)}
      </p>
      <p>
        差额 <NumberLink count={gaps} to="/month/gaps" unit="人" />
        ，其中未说明 <NumberLink count={unexplained} to="/month/gaps" unit="人" />
      </p>
      <p className="gy-help">上月：{sentence(previous)}</p>
    </Panel>
  )
}

function Blockers({ rows }: { rows: Blocker[] }) {
  if (rows.length === 0) return null
  return (
    <Panel title="卡在哪里" count={rows.length}>
      <Table
        size="small"
        rowKey="title"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: '事项', render: (_, row) => <Link to={row.to}>{row.title}</Link> },
          { title: '责任', dataIndex: 'who' },
          {
            title: '期限',
            render: (_, row) =>
              row.overdue && row.dueOn ? <FamilyTag family="red" text={`逾期 ${row.dueOn}`} /> : (row.dueOn ?? '—'),
          },
          { title: '依据', render: (_, row) => <Basis citations={row.citations} /> },
        ]}
      />
    </Panel>
  )
}
