/** 进度: by township in statutory order, and the villages of each; every number opens its persons. */
import { Table, type TableProps } from 'antd'
import { NumberLink, Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { endOfWeek } from '../rules.ts'
import type { RoundDetails, TownshipLine, VillageLine } from '../shapes.ts'
import { answerText } from '../words.ts'
import { today } from '#ui/place.ts'
import { PrintList } from './round-deeds.tsx'

export function Coverage({ found }: { found: RoundDetails }) {
  if (found.villages.length === 0) return <Empty>本辖区没有列入这次核查的人员。</Empty>
  return (
    <>
      {found.answers.length > 0 && (
        <p>
          结果：
          {found.answers.map(({ answer, count }, index) => (
            <span key={answer}>
              {index > 0 && '，'}
              {answerText[answer]}
              <NumberLink count={count} to={`/verification/${found.row.id}?tab=persons&answer=${answer}`} unit="人" />
            </span>
          ))}
        </p>
      )}
      <Townships found={found} />
    </>
  )
}

function Townships({ found }: { found: RoundDetails }) {
  const { townships, villages, row } = found
  return (
    <Table<TownshipLine>
      size="middle"
      aria-label="各乡镇（街道）进度"
      rowKey="townshipId"
      pagination={false}
      dataSource={[...townships]}
      expandable={{
        expandedRowRender: ({ townshipId }) => (
          <Villages found={found} lines={villages.filter((line) => line.townshipId === townshipId)} />
        ),
        defaultExpandAllRows: townships.length === 1,
      }}
      columns={columnsOf(row.id)}
      summary={() => <Sum row={row} />}
    />
  )
}

type Column = NonNullable<TableProps<TownshipLine>['columns']>[number]

function columnsOf(roundId: string): Column[] {
  const persons = `/verification/${roundId}?tab=persons`
  const count = (title: string, of: 'planned' | 'seen' | 'open' | 'left', state: string): Column => ({
    title,
    align: 'right',
    render: (_, line) => <Count count={line[of]} to={`${persons}${state}&township=${line.townshipId}`} />,
  })
  return [
    { title: '乡镇（街道）', dataIndex: 'township' },
    count('计划', 'planned', ''),
    count('已核查', 'seen', '&state=seen'),
    count('未核查', 'open', '&state=open'),
    count('已终止', 'left', '&state=left'),
    { title: '进度', width: 200, render: (_, line) => <Share done={line.seen} all={line.planned - line.left} /> },
    {
      title: '提醒',
      render: (_, { late }) => late > 0 && <FamilyTag family="orange" text={`${late}个村（居）已过计划的周`} />,
    },
    { title: '名单', render: (_, { townshipId }) => <PrintList small roundId={roundId} townshipId={townshipId} /> },
  ]
}

function Sum({ row }: { row: RoundDetails['row'] }) {
  const counts = { planned: row.planned, seen: row.seen, open: row.open, left: row.left }
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} />
      <Table.Summary.Cell index={1}>合计</Table.Summary.Cell>
      {Object.entries(counts).map(([name, count], index) => (
        <Table.Summary.Cell key={name} index={index + 2} align="right">
          {count}
        </Table.Summary.Cell>
      ))}
      <Table.Summary.Cell index={6}>
        <Share done={row.seen} all={row.planned - row.left} />
      </Table.Summary.Cell>
      <Table.Summary.Cell index={7} colSpan={2} />
    </Table.Summary.Row>
  )
}

const Count = ({ count, to }: { count: number; to: string }) => (count === 0 ? 0 : <NumberLink count={count} to={to} />)

/** Says the same in figures as in length. */
function Share({ done, all }: { done: number; all: number }) {
  const share = all === 0 ? 100 : Math.floor((done / all) * 100)
  return (
    <span className="gy-share">
      <span className="gy-bar" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
      {share}%
    </span>
  )
}

function Villages({ found, lines }: { found: RoundDetails; lines: readonly VillageLine[] }) {
  const may = useMay()
  return (
    <Table<VillageLine>
      size="small"
      rowKey="sheetId"
      pagination={false}
      dataSource={[...lines]}
      columns={[
        { title: '村（居）', dataIndex: 'village' },
        { title: '核查周', render: (_, line) => <Week line={line} /> },
        { title: '责任人', render: (_, line) => line.officer || '未定' },
        { title: '计划', align: 'right', dataIndex: 'planned' },
        { title: '已核查', align: 'right', dataIndex: 'seen' },
        { title: '未核查', align: 'right', dataIndex: 'open' },
        { title: '已终止', align: 'right', dataIndex: 'left' },
        { title: '首页校验码', render: (_, line) => <span className="gy-digits">{line.code}</span> },
        {
          title: '办理',
          render: (_, line) => (
            <span className="gy-actions">
              {may('verifications.sheet') && (
                <Link to={`/verification/entry?sheet=${line.sheetId}`}>
                  {line.open > 0 && found.row.status === 'running' && may('verifications.record') ? '录入' : '看名单'}
                </Link>
              )}
              <PrintList small roundId={found.row.id} sheetIds={[line.sheetId]} />
            </span>
          ),
        },
      ]}
    />
  )
}

function Week({ line: { weekOn, open } }: { line: VillageLine }) {
  const late = open > 0 && endOfWeek(weekOn) < today()
  return (
    <>
      {weekOn.slice(5)}至{endOfWeek(weekOn).slice(5)} {late && <FamilyTag family="orange" text="已过" />}
    </>
  )
}
