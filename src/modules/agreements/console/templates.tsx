/** 协议范本: the county's own texts, edition by edition, each with its filing (SX-5.4a). */
import { Button, Modal, Table } from 'antd'
import { useState } from 'react'
import type * as z from 'zod'
import { SupportMode, supportModeText } from '#kernel/self-care.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { RadioField, TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { agreements } from '../contract.ts'
import type { TemplateRow } from '../template-contract.ts'
import { ClauseFields, type ClauseTitle, writtenOf } from './clause-fields.tsx'

export function Templates() {
  const may = useMay()
  const answer = useAnswer(agreements, 'templates', {})
  const [open, setOpen] = useState<TemplateRow | 'new'>()
  const titles = answer.data?.clauses ?? []
  const close = () => setOpen(undefined)
  return (
    <PageBody
      title="协议范本"
      way={[{ title: '协议', to: '/agreements' }]}
      action={
        may('agreements.addTemplate') && (
          <Button type="primary" data-new="" onClick={() => setOpen('new')}>
            登记新版范本
          </Button>
        )
      }
    >
      <p className="gy-help">
        拟定协议时用起期当日在用的最新一版；没有写的内容按系统样式和本地政策生成。旧版保留，已签协议不变。
      </p>
      <Answer answer={answer}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>还没有登记范本，协议按系统样式拟定。县里有统一制式文本的，点“登记新版范本”。</Empty>
          ) : (
            <TemplateTable rows={rows} titles={titles} onCopy={setOpen} />
          )
        }
      </Answer>
      <Modal
        open={open !== undefined}
        title={open === 'new' ? '登记新版范本' : '在这一版上修改成新版'}
        width={760}
        footer={null}
        onCancel={close}
        destroyOnHidden
      >
        {open && <AddTemplate like={open === 'new' ? undefined : open} titles={titles} onDone={close} />}
      </Modal>
    </PageBody>
  )
}

interface TableProps {
  rows: TemplateRow[]
  titles: readonly ClauseTitle[]
  onCopy: (row: TemplateRow) => void
}

function TemplateTable({ rows, titles, onCopy }: TableProps) {
  const may = useMay()
  return (
    <Table<TemplateRow>
      size="middle"
      rowKey="id"
      pagination={rows.length > 20 ? { pageSize: 20 } : false}
      dataSource={rows}
      expandable={{ expandedRowRender: (row) => <Texts row={row} titles={titles} /> }}
      columns={[
        { title: '类型', render: (_, row) => supportModeText[row.kind] },
        { title: '版次', align: 'right', render: (_, row) => `第${row.edition}版` },
        { title: '协议名称', dataIndex: 'title' },
        { title: '启用', render: (_, row) => <InUse row={row} rows={rows} /> },
        { title: '写明内容', align: 'right', render: (_, row) => `${Object.keys(row.clauses).length}项` },
        { title: 'Word文件', render: (_, row) => <WordFile row={row} /> },
        { title: '备案', render: (_, row) => <Filed row={row} /> },
        {
          title: '操作',
          render: (_, row) =>
            may('agreements.addTemplate') && (
              <Button type="link" size="small" onClick={() => onCopy(row)}>
                改成新版
              </Button>
            ),
        },
      ]}
    />
  )
}

function InUse({ row, rows }: { row: TemplateRow; rows: readonly TemplateRow[] }) {
  const current = rows.filter(({ kind, from }) => kind === row.kind && from <= today()).toSorted(byEdition)[0]
  return (
    <>
      <Day day={row.from} /> {current?.id === row.id && <FamilyTag family="green" text="在用" />}
    </>
  )
}

const byEdition = (a: TemplateRow, b: TemplateRow): number => b.edition - a.edition

function Texts({ row, titles }: { row: TemplateRow; titles: readonly ClauseTitle[] }) {
  const written = titles.filter(({ code }) => row.clauses[code])
  if (written.length === 0) return <p className="gy-help">这一版没有写内容，只用Word文件的版式。</p>
  return written.map(({ code, title }) => (
    <p key={code}>
      <strong>{title}</strong> {row.clauses[code]}
    </p>
  ))
}

function WordFile({ row }: { row: TemplateRow }) {
  const open = useCommand(agreements, 'openTemplateFile')
  if (row.fileName === null) return '系统样式'
  const show = async () => download((await open.mutateAsync({ templateId: row.id })).ticket)
  return (
    <>
      <Button type="link" size="small" loading={open.isPending} onClick={() => void show().catch(() => {})}>
        {row.fileName}
      </Button>
      <ReasonsOf error={open.error} action="打开范本" />
    </>
  )
}

function Filed({ row }: { row: TemplateRow }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (row.filedOn)
    return (
      <>
        <Day day={row.filedOn} /> {row.filingNo}
      </>
    )
  if (!may('agreements.fileTemplate')) return '未备案'
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        登记备案
      </Button>
      <Modal
        open={open}
        title={`登记第${row.edition}版备案`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <FileForm row={row} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

const labels = {
  kind: '协议类型',
  title: '协议名称',
  from: '启用日',
  fileId: 'Word范本',
  clauses: '协议内容',
  filedOn: '备案日期',
  filingNo: '备案号',
}

function FileForm({ row, onDone }: { row: TemplateRow; onDone: () => void }) {
  const say = useSay()
  const file = useCommand(agreements, 'fileTemplate')
  const form = useForm({
    schema: agreements.operations.fileTemplate.input,
    draft: `agreements.fileTemplate.${row.id}`,
    initial: { templateId: row.id, filedOn: today() },
  })
  return (
    <Form
      form={form}
      action="登记备案"
      labels={labels}
      onSend={(input) => file.mutateAsync(input)}
      onDone={() => {
        say('备案已登记')
        onDone()
      }}
    >
      <DayField form={form} name="filedOn" label={labels.filedOn} />
      <TextField form={form} name="filingNo" label={labels.filingNo} />
    </Form>
  )
}

interface AddProps {
  like: TemplateRow | undefined
  titles: readonly ClauseTitle[]
  onDone: () => void
}

function AddTemplate({ like, titles, onDone }: AddProps) {
  const say = useSay()
  const add = useCommand(agreements, 'addTemplate')
  const form = useForm({
    schema: agreements.operations.addTemplate.input,
    draft: `agreements.addTemplate.${like?.id ?? 'new'}`,
    initial: { kind: like?.kind ?? 'dispersed', title: like?.title ?? '', clauses: like?.clauses ?? {}, from: today() },
    neverKept: ['fileId'],
  })
  const send = async (input: z.input<typeof agreements.operations.addTemplate.input>) => {
    const { edition } = await add.mutateAsync({ ...input, clauses: writtenOf(input.clauses) })
    say(`已登记第${edition}版，自启用日起拟定的协议采用`)
  }
  return (
    <Form form={form} action="登记范本" labels={labels} onSend={send} onDone={onDone}>
      <RadioField
        form={form}
        name="kind"
        label={labels.kind}
        choices={SupportMode.options.map((value) => ({ value, label: supportModeText[value] }))}
      />
      <TextField form={form} name="title" label={labels.title} />
      <DayField form={form} name="from" label={labels.from} />
      <UploadField
        form={form}
        name="fileId"
        label={labels.fileId}
        accept={['docx']}
        most={1}
        write={(files) => files[0]?.fileId ?? null}
        help="可不上传。上传时先试填一遍，多出的标记会指出来。"
      />
      <ClauseFields form={form} titles={titles} rows={2} />
    </Form>
  )
}
