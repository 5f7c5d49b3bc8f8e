/** 名单导入 ① 上传, and what was taken in before (screens 4.5, 5.10). */
import { Button } from 'antd'
import { useState } from 'react'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { Upload, type Uploaded } from '#ui/upload.tsx'
import { type Import, persons } from '../contract.ts'
import { importStatusText } from './import-words.ts'

export function Imports() {
  const may = useMay()
  const list = useAnswer(persons, 'importList', { pageSize: 50 })
  return (
    <PageBody title="名单导入" action={may('persons.importTemplate') && <Template />}>
      {may('persons.importStart') && <Start />}
      <Panel title="导入记录">
        <Answer answer={list}>{(data) => <Records rows={data.rows} />}</Answer>
      </Panel>
    </PageBody>
  )
}

function Template() {
  const template = useCommand(persons, 'importTemplate')
  return (
    <Button
      loading={template.isPending}
      onClick={() =>
        void template
          .mutateAsync({})
          .then(({ ticket }) => download(ticket))
          .catch(() => {})
      }
    >
      下载模板
    </Button>
  )
}

function Start() {
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const [families, setFamilies] = useState<readonly Uploaded[]>([])
  const start = useCommand(persons, 'importStart')
  const say = useSay()
  const go = useGo()
  const [file] = files
  const [family] = families
  const run = async () => {
    if (!file) return
    const made = await start.mutateAsync({ fileId: file.fileId, ...(family ? { familyFileId: family.fileId } : {}) })
    if (made.earlier) say(made.earlier)
    go(`/persons/import/${made.importId}`)
  }
  return (
    <Panel title="① 上传">
      <p className="gy-help">
        可以是“特困人员人员查询”“特困人员家庭查询”导出表、乡镇的月度变更名单、本系统的模板或其他有姓名和身份证号的名单。先检查，不会写入。
      </p>
      <div className="gy-stack">
        <Upload label="名单（XLSX、CSV）" value={files} onChange={setFiles} accept={['xlsx', 'csv']} most={1} />
        <Upload label="家庭表（可以不传）" value={families} onChange={setFamilies} accept={['xlsx', 'csv']} most={1} />
        <ReasonsOf error={start.error} action="检查名单" />
        <div>
          <Button type="primary" disabled={!file} loading={start.isPending} onClick={() => void run().catch(() => {})}>
            检查名单
          </Button>
        </div>
      </div>
    </Panel>
  )
}

function Records({ rows }: { rows: readonly Import[] }) {
  if (rows.length === 0)
    return <Empty>还没有导入过名单。请上传省系统的导出表或乡镇的变更名单，也可以先下载模板。</Empty>
  return (
    <table className="gy-plain-table gy-wide">
      <thead>
        <tr>
          {['上传时间', '文件', '上传人', '状态', '行数', '结果'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.importId}>
            <td>
              <Moment at={row.startedAt} />
            </td>
            <td>
              <Link to={`/persons/import/${row.importId}`}>{row.fileName}</Link>
            </td>
            <td>{row.startedBy}</td>
            <td>{importStatusText[row.status]}</td>
            <td className="gy-right">{row.rowCount}</td>
            <td>
              {row.status === 'undone' ? `已撤销${row.undoneCount}项：${row.undoReason}` : row.fault || row.summary}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
