/** 表格核对: drop a filled table, see each cell that disagrees (screens 4.18). */
import { Button, Table } from 'antd'
import { useState } from 'react'
import { addMonths, monthText } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Upload, type Uploaded } from '#ui/upload.tsx'
import { type Disagreement, type OnFile, reports } from '../contract.ts'
import { CellDrawer, type OpenCell } from './cell.tsx'

export function CheckPage() {
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const shown = useMonth()
  // The last month that is over: tables are made in the month after.
  const month = shown.isCurrent ? addMonths(shown.month, -1) : shown.month
  const check = useCommand(reports, 'check')
  const [file] = files
  const run = () => {
    if (!file) return
    void check.mutateAsync({ fileId: file.fileId, month }).catch(() => {})
  }
  return (
    <PageBody
      title="表格核对"
      beside={monthText(month)}
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
        <p className="gy-help">
          {`把乡镇报来的附表拖到上面；是哪张表由表头认出。先核对计算和表式，再与${monthText(month)}的在册数逐格比较。`}
        </p>
      )}
    </PageBody>
  )
}

type Checked = OutputOf<typeof reports.operations.check>

function Result({ data }: { data: Checked }) {
  const { disagreements, onFile } = data
  return (
    <>
      <Panel
        title={data.ok ? '计算和表式无误' : '计算和表式的错误'}
        count={disagreements.length}
        extra={<Button onClick={() => download(data.annotated.ticket)}>下载批注后的表</Button>}
      >
        <p>
          {`${data.title}：读到${data.rowsRead}行，${data.ok ? '各行、合计和次序都对。' : `${disagreements.length}处不符。`}`}{' '}
          <Basis citations={data.citations} value={data.title} />
        </p>
        {!data.ok && <Faults disagreements={disagreements} />}
      </Panel>
      <Panel title="与在册不一致" count={onFile.length}>
        {data.asOnFile ? (
          <p>
            {data.notes.some((note) => note.includes('没有与在册比较'))
              ? '比较了的各格与在册一致。'
              : '各格与在册一致。'}
          </p>
        ) : (
          <OnFileTable data={data} />
        )}
      </Panel>
      {data.notes.length > 0 && (
        <Panel title="说明（不是错误）">
          <ul className="gy-plain-list">
            {data.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}

function Faults({ disagreements }: { disagreements: readonly Disagreement[] }) {
  return (
    <Table<Disagreement>
      size="small"
      rowKey={(row) => `${row.cell}.${row.rule}.${row.expected}`}
      pagination={false}
      dataSource={[...disagreements]}
      columns={[
        { title: '单元格', dataIndex: 'cell' },
        { title: '行', dataIndex: 'row' },
        { title: '栏', dataIndex: 'column' },
        { title: '表内数', dataIndex: 'printed' },
        { title: '应为', dataIndex: 'expected' },
        { title: '规则', dataIndex: 'message' },
      ]}
    />
  )
}

/** Neither side is wrong by itself: the cell opens to the persons or the home that the register counts. */
function OnFileTable({ data }: { data: Checked }) {
  const may = useMay()
  const [cell, setCell] = useState<OpenCell>()
  const { table, month, onFile } = data
  return (
    <>
      <p className="gy-help">
        {`按${monthText(month)}末的在册数比较。表内数和在册数哪个对，请打开在册逐人核对；在册有误的先登记变化，表填错的请填报单位改表。`}
      </p>
      <Table<OnFile>
        size="small"
        rowKey="cell"
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={onFile}
        columns={[
          { title: '单元格', dataIndex: 'cell' },
          { title: '行', dataIndex: 'row' },
          { title: '栏', dataIndex: 'column' },
          { title: '表内数', dataIndex: 'printed', align: 'right', render: (text: string) => text || '空白' },
          { title: '在册', dataIndex: 'onFile', align: 'right' },
          {
            title: '办理',
            render: (_, row) =>
              may('reports.persons') && (
                <Button
                  type="link"
                  size="small"
                  onClick={() => setCell({ table, month, row: row.rowKey, column: row.field })}
                >
                  看在册
                </Button>
              ),
          },
        ]}
      />
      <CellDrawer cell={cell} onClose={() => setCell(undefined)} />
    </>
  )
}
