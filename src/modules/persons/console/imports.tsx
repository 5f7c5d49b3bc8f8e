/** 名单导入 ① 上传, and what was taken in before (screens 4.5, 5.10). */
import { Button } from 'antd'
import type * as z from 'zod'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import type { Uploaded } from '#ui/upload.tsx'
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

const StartInput = persons.operations.importStart.input
const startLabels = {
  fileId: '名单（XLSX、CSV）',
  familyFileId: '家庭表（可以不传）',
  paperReference: '纸质位置',
  decisionNo: '认定决定书号',
  decidedOn: '认定日期',
}
const lists = ['xlsx', 'csv']

function Start() {
  const form = useForm({ schema: StartInput, draft: 'persons.import', neverKept: ['fileId', 'familyFileId'] })
  const start = useCommand(persons, 'importStart')
  const say = useSay()
  const go = useGo()
  const send = async (input: z.input<typeof StartInput>) => {
    const made = await start.mutateAsync(input)
    if (made.earlier) say(made.earlier)
    go(`/persons/import/${made.importId}`)
  }
  const field = (name: keyof typeof startLabels) => ({ form, name, label: startLabels[name] })
  const one = (files: readonly Uploaded[]) => files[0]?.fileId
  return (
    <Panel title="① 上传">
      <p className="gy-help">
        可以是“特困人员人员查询”“特困人员家庭查询”导出表、乡镇的月度变更名单、本系统的模板或其他有姓名和身份证号的名单。先检查，不会写入。
      </p>
      <Form form={form} action="检查名单" labels={startLabels} onSend={send}>
        <UploadField {...field('fileId')} accept={lists} most={1} write={one} />
        <UploadField {...field('familyFileId')} accept={lists} most={1} write={one} />
        <TextField {...field('paperReference')} help="纸质名单和决定书的文号或存放位置，如3盒1夹" />
        <TextField {...field('decisionNo')} help="名单里没有逐人写决定书号的新增人员，按此登记；不增人的不填" />
        <DayField {...field('decidedOn')} help="名单里没有逐人写认定日期的新增人员，按此登记" />
      </Form>
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
