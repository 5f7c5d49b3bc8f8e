/** 政策包: a file is checked before anybody relies on it; nothing of it is loaded here. */
import { Button, Table } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { ask, useCommand } from '#ui/ask.ts'
import { download } from '#ui/files.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { Upload, type Uploaded } from '#ui/upload.tsx'
import { policy } from '../contract.ts'

type Verdict = OutputOf<(typeof policy)['operations']['checkPack']>

export function Packs() {
  const may = useMay()
  return (
    <>
      {may('policy.checkPack') && <CheckPack />}
      {may('policy.exportPack') && <ExportPack />}
    </>
  )
}

function CheckPack() {
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const [verdict, setVerdict] = useState<Verdict>()
  const check = useCommand(policy, 'checkPack')
  const file = files[0]?.fileId
  const run = () => {
    if (file) void check.mutateAsync({ file }).then(setVerdict, () => setVerdict(undefined))
  }
  const choose = (chosen: readonly Uploaded[]) => {
    setFiles(chosen)
    setVerdict(undefined)
  }
  return (
    <Panel title="检查政策包文件">
      <p>
        复杂的规定用政策包文件登记。先在这里检查：每一处错误说出文件、第几行、哪一项、应写成什么。只检查，不载入，不改变任何在用规定。
      </p>
      <Upload label="政策包文件（YAML）" value={files} onChange={choose} accept={['yaml', 'yml']} most={1} />
      <Button type="primary" disabled={!file} loading={check.isPending} onClick={run}>
        检查
      </Button>
      <ReasonsOf error={check.error} action="检查政策包" />
      {verdict && <Result verdict={verdict} />}
    </Panel>
  )
}

function Result({ verdict }: { verdict: Verdict }) {
  const { ok, sentence, faults, values, cases } = verdict
  return (
    <>
      <p role="status">
        <FamilyTag family={ok ? 'green' : 'red'} text={ok ? '没有错误' : `${faults.length}处要改`} /> {sentence}{' '}
        {`读到${values}项数值、${cases}个算例。没有载入。`}
      </p>
      {faults.length > 0 && (
        <Table
          size="small"
          aria-label="政策包错误"
          rowKey={(row) => `${row.file} ${row.line} ${row.column} ${row.key} ${row.expected}`}
          dataSource={faults}
          pagination={faults.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
          columns={[
            { title: '文件', width: 200, dataIndex: 'file' },
            { title: '第几行', width: 90, render: (_, row) => `${row.line}行${row.column}列` },
            { title: '事项', width: 220, dataIndex: 'key' },
            { title: '应为', dataIndex: 'expected' },
            { title: '文件里写的', dataIndex: 'found' },
          ]}
        />
      )}
    </>
  )
}

function ExportPack() {
  const [error, setError] = useState<unknown>()
  const run = () => {
    setError(undefined)
    ask(policy, 'exportPack', {}).then(({ ticket }) => download(ticket), setError)
  }
  return (
    <Panel title="导出本县标准">
      <p>把本县登记和采用的标准写成政策包文件，可以交给上级或留存，也可以在上面检查。</p>
      <Button onClick={run}>导出政策包</Button>
      <ReasonsOf error={error} action="导出政策包" />
    </Panel>
  )
}
