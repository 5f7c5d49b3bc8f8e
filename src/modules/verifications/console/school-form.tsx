/** 登记在读: kind of school, until when, the paper that shows it. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { PickField, TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay, useMe } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { School, verifications } from '../contract.ts'
import type { MinorRow } from '../shapes.ts'

const Schema = School.omit({ personId: true, fileId: true }).extend({ fileIds: z.array(z.uuid()).max(1).optional() })
const labels = {
  stage: '学校类别',
  school: '学校名称',
  grade: '年级',
  provedOn: '证明日期',
  untilOn: '证明管到哪一天',
  proof: '证明（纸质位置）',
  fileIds: '证明照片或扫描件',
}

interface Props {
  row: MinorRow
  stages: ReadonlyArray<{ code: string; text: string }>
}

export function SchoolButton({ row, stages }: Props) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('verifications.proveSchool')) return null
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {row.school ? '更新在读证明' : '登记在读'}
      </Button>
      <Modal
        open={open}
        title={`登记在读：${row.person}`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <SchoolForm row={row} stages={stages} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function SchoolForm({ row, stages, onDone }: Props & { onDone: () => void }) {
  const me = useMe()
  const say = useSay()
  const prove = useCommand(verifications, 'proveSchool', { answers: ['duties', 'persons'] })
  const form = useForm({
    schema: Schema,
    draft: `verifications.school.${row.personId}`,
    initial: { provedOn: me.today, ...(row.school ? { stage: row.school.stage, school: row.school.school } : {}) },
  })
  const send = async ({ fileIds, ...input }: z.input<typeof Schema>) => {
    await prove.mutateAsync({ ...input, personId: row.personId, fileId: fileIds?.[0] ?? null })
    say(`已登记，继续供养到${input.untilOn}再核对`)
  }
  const kinds = stages.map(({ code, text }) => ({ value: code, label: text }))
  return (
    <Form form={form} action="登记在读" labels={labels} onSend={send} onDone={onDone}>
      <PickField form={form} name="stage" label={labels.stage} choices={kinds} />
      <div className="gy-two">
        <TextField form={form} name="school" label={labels.school} maxLength={100} />
        <TextField form={form} name="grade" label={labels.grade} maxLength={40} />
      </div>
      <div className="gy-two">
        <DayField form={form} name="provedOn" label={labels.provedOn} />
        <DayField form={form} name="untilOn" label={labels.untilOn} help="最长一年，一般到学年结束" />
      </div>
      <TextField form={form} name="proof" label={labels.proof} maxLength={200} help="如：在读证明，2盒1页" />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

export function SchoolFile({ schoolId }: { schoolId: string }) {
  const may = useMay()
  const open = useCommand(verifications, 'openFile')
  if (!may('verifications.openFile')) return null
  const go = async () => download((await open.mutateAsync({ schoolId })).ticket)
  return (
    <Button type="link" size="small" onClick={() => void go().catch(() => {})}>
      打开证明
    </Button>
  )
}
