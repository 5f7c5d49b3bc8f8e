/** 入户调查: who is to be visited, by village, as a route sheet to take along (screens 4.24). */
import { Button, Table } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Link } from '#ui/link.tsx'
import { useMe, useWord } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { print } from '#ui/print.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { recognition } from '../contract.ts'
import type { CaseRow } from '../shapes.ts'
import { CaseClock, StepTag } from './case-words.tsx'
import { PaperButton } from './papers.tsx'

export function Visits() {
  const me = useMe()
  const answer = useAnswer(recognition, 'list', { step: ['survey'], pageSize: 200 })
  return (
    <PageBody
      title="入户调查"
      way={[{ title: '认定办理', to: '/cases' }]}
      beside={answer.data && `${answer.data.rows.length}件`}
      others={<Button onClick={() => print({ by: me.name, demo: me.demo })}>打印路线单</Button>}
    >
      <Answer answer={answer}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty next={{ title: '去认定办理', to: '/cases' }}>没有等待入户调查的案件。</Empty>
          ) : (
            [...Map.groupBy(rows, (row) => row.village || row.township)].map(([village, cases]) => (
              <Village key={village} village={village} rows={cases} />
            ))
          )
        }
      </Answer>
    </PageBody>
  )
}

function Village({ village, rows }: { village: string; rows: readonly CaseRow[] }) {
  const word = useWord()
  return (
    <Panel title={`${word('村')}：${village}`} count={rows.length}>
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={[...rows]}
        columns={[
          { title: '期限', width: 150, render: (_, row) => <CaseClock clock={row.clock} row={row} /> },
          {
            title: '申请人',
            render: (_, row) => (
              <>
                <Link to={`/cases/${row.id}`}>{row.name}</Link>{' '}
                <span className="gy-help">
                  {row.sex === 'female' ? '女' : '男'} {row.age}岁
                </span>
              </>
            ),
          },
          { title: '案件号', dataIndex: 'number' },
          { title: '步骤', render: (_, row) => <StepTag row={row} /> },
          { title: '登记', render: (_, row) => <Link to={`/cases/${row.id}/survey`}>登记入户调查</Link> },
          { title: '空表', render: (_, row) => <PaperButton caseId={row.id} paper="survey_blank" title="打印空表" /> },
        ]}
      />
    </Panel>
  )
}
