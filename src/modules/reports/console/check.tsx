/** 表格核对: drop a filled table, see each cell that disagrees (screens 4.18). */
import { Button, Table } from 'antd'
import { useState } from 'react'
import { addMonths } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { download } from '#ui/files.ts'
import { PageBody, Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Upload, type Uploaded } from '#ui/upload.tsx'
import { type Disagreement, reports } from '../contract.ts'

export function CheckPage() {
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const { month, isCurrent } = useMonth()
  const check = useCommand(reports, 'check')
  const [file] = files
  const run = () => {
    if (!file) return
    void check.mutateAsync({ fileId: file.fileId, month: isCurrent ? addMonths(month, -1) : month }).catch(() => {})
  }
  return (
    <PageBody
      title="表格核对"
      way={[{ title: '统计报表', to: '/reports' }]}
      action={
        <Button type="primary" disabled={!file} loading={check.isPending} onClick={run}>
          核对
        </Button>
      }
    >
      <Upload label="填好的附表（XLSX或CSV）" value={files} onChange={setFiles} accept={['xlsx', 'csv']} most={1} />
      <ReasonsOf error={check.error} action="核对" />
      {check.data ? (
        <Result data={check.data} />
      ) : (
        <p className="gy-help">把乡镇报来的附表拖到上面；是哪张表由表头认出。</p>
      )}
    </PageBody>
  )
}

function Result({ data }: { data: OutputOf<typeof reports.operations.check> }) {
  const { disagreements } = data
  return (
    <Panel
      title={data.ok ? '核对无误' : '核对意见'}
      count={disagreements.length}
      extra={<Button onClick={() => download(data.annotated.ticket)}>下载批注后的表</Button>}
    >
      <p>
        {`${data.title}：读到${data.rowsRead}行，${data.ok ? '各行、合计和次序都对。' : `${disagreements.length}处不符。`}`}{' '}
        <Basis citations={data.citations} value={data.title} />
      </p>
      {!data.ok && (
        <Table<Disagreement>
          size="small"
          rowKey={(row) => `${row.cell}.${row.rule}.${row.expected}`}
          pagination={false}
          dataSource={disagreements}
          columns={[
            { title: '单元格', dataIndex: 'cell' },
            { title: '行', dataIndex: 'row' },
            { title: '栏', dataIndex: 'column' },
            { title: '表内数', dataIndex: 'printed' },
            { title: '应为', dataIndex: 'expected' },
            { title: '规则', dataIndex: 'message' },
          ]}
        />
      )}
      {data.notes.length > 0 && (
        <>
          <h3>说明（不是错误）</h3>
          <ul>
            {data.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
