/** 县级审核与抽查: what waits for a batch, and the batches with their draws (screens 4.26). */
import { Button, Table } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { useMay, useWord } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { recognition } from '../contract.ts'
import { CaseClock } from './case-words.tsx'

export function Review() {
  const may = useMay()
  const word = useWord()
  const answer = useAnswer(recognition, 'batches', {})
  return (
    <PageBody title="县级审核与抽查" way={[{ title: '认定办理', to: '/cases' }]}>
      <Answer answer={answer}>
        {({ waiting, percent, sample, citations, rows }) => (
          <>
            <Panel
              title="等待编批"
              count={waiting.length}
              extra={<Basis citations={citations} value={`${percent}%，向上取整`} />}
            >
              {waiting.length === 0 ? (
                <Empty>没有等待编批的案件。乡镇公示期满无异议送县后，在这里编批抽取。</Empty>
              ) : (
                <>
                  <Table
                    size="small"
                    rowKey="id"
                    pagination={false}
                    dataSource={waiting}
                    columns={[
                      { title: '期限', width: 150, render: (_, row) => <CaseClock clock={row.clock} row={row} /> },
                      { title: '申请人', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.name}</Link> },
                      { title: word('乡镇'), dataIndex: 'township' },
                      { title: '案件号', dataIndex: 'number' },
                    ]}
                  />
                  {may('recognition.draw') && <Draw cases={waiting.length} sample={sample} percent={percent} />}
                </>
              )}
            </Panel>
            <Batches rows={rows} />
          </>
        )}
      </Answer>
    </PageBody>
  )
}

type BatchRow = OutputOf<typeof recognition.operations.batches>['rows'][number]

function Batches({ rows }: { rows: readonly BatchRow[] }) {
  return (
    <Panel title="审核批次" count={rows.length}>
      <Table
        size="small"
        rowKey="id"
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={[...rows]}
        locale={{ emptyText: '还没有审核批次。' }}
        columns={[
          { title: '批次', render: (_, row) => <Link to={`/cases/review/${row.id}`}>{row.number}</Link> },
          { title: '月份', render: (_, row) => monthText(row.month) },
          { title: '案件', dataIndex: 'cases', align: 'right' },
          { title: '抽取', dataIndex: 'sample', align: 'right' },
          { title: '已核查', dataIndex: 'checked', align: 'right' },
          { title: '待决定', dataIndex: 'open', align: 'right' },
          { title: '抽取人', dataIndex: 'drawnBy' },
          { title: '抽取时间', render: (_, row) => <Moment at={row.drawnAt} /> },
        ]}
      />
    </Panel>
  )
}

function Draw({ cases, sample, percent }: { cases: number; sample: number; percent: number }) {
  const go = useGo()
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const draw = useCommand(recognition, 'draw', { answers: ['duties'] })
  const drawn = async () => {
    const made = await draw.mutateAsync({})
    say(`${made.population}件抽取${made.sample}件`)
    go(`/cases/review/${made.batchId}`)
  }
  return (
    <p className="gy-actions">
      <Button type="primary" onClick={() => setAsking(true)}>
        抽取
      </Button>
      <Confirm
        open={asking}
        title={`把${cases}件编为一批并抽取？`}
        verb="抽取"
        onConfirm={drawn}
        onClose={() => setAsking(false)}
      >
        <p>
          {cases}件抽取{sample}件（{percent}%向上取整）。随机数由前一日的留痕根值产生，谁也不能挑选，任何人可复算。
        </p>
        <p>抽取后这一批不再增减。</p>
      </Confirm>
    </p>
  )
}
