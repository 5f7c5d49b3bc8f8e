/** One round: its persons on the left, the form of one of them on the right, then the next (screens 4.18). */
import { Button, Space, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useParam } from '#ui/address.ts'
import { isMissing, NothingHere } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { reports } from '../contract.ts'
import { PersonForm } from './person-form.tsx'

const results: Readonly<Record<string, string>> = { good: '较好', poor: '较差', bad: '差' }

export function RoundPage() {
  const roundId = useParam('roundId')
  const may = useMay()
  const [page, setPage] = useState(1)
  const [personId, setPersonId] = useState<string>()
  const answer = useAnswer(reports, 'round', { roundId, page }, { keepLast: true })
  const rows = answer.data?.rows ?? []
  if (isMissing(answer.error))
    return (
      <PageBody title="排查评估">
        <NothingHere list={{ title: '附件3 排查评估表', to: '/reports/forms' }} />
      </PageBody>
    )
  const next = () => setPersonId(rows[rows.findIndex((row) => row.personId === personId) + 1]?.personId)
  return (
    <PageBody title="排查评估" others={may('reports.exportRound') && <Exports roundId={roundId} />}>
      {personId && <PersonForm key={personId} roundId={roundId} personId={personId} onSaved={next} />}
      <Answer answer={answer}>
        {(data) =>
          data.total === 0 ? (
            <Empty>评估日本乡镇没有分散供养人员。</Empty>
          ) : (
            <Table
              size="small"
              rowKey="personId"
              dataSource={data.rows}
              pagination={{ current: page, pageSize: 50, total: data.total, onChange: setPage, showSizeChanger: false }}
              columns={columnsFor(setPersonId)}
            />
          )
        }
      </Answer>
    </PageBody>
  )
}

type Row = OutputOf<typeof reports.operations.round>['rows'][number]

const columnsFor = (onOpen: (personId: string) => void): TableColumnsType<Row> => [
  { title: '村/居委会', dataIndex: 'village' },
  {
    title: '姓名',
    render: (_, row) => (
      <Button type="link" size="small" onClick={() => onOpen(row.personId)}>
        {row.name}
      </Button>
    ),
  },
  { title: '性别', dataIndex: 'sex' },
  { title: '年龄', dataIndex: 'age', align: 'right' },
  { title: '评估结果', render: (_, row) => (row.result ? (results[row.result] ?? row.result) : '未评估') },
]

function Exports({ roundId }: { roundId: string }) {
  const give = useCommand(reports, 'exportRound')
  const fetch = (blank: boolean) =>
    void give
      .mutateAsync({ roundId, blank })
      .then(({ ticket }) => download(ticket))
      .catch(() => {})
  return (
    <Space>
      <Button loading={give.isPending} onClick={() => fetch(true)}>
        打印空表
      </Button>
      <Button loading={give.isPending} onClick={() => fetch(false)}>
        导出本镇
      </Button>
      <ReasonsOf error={give.error} action="导出" />
    </Space>
  )
}
