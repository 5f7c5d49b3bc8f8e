/** Filing a paper, replacing it, and laying it beside its scan. */
import { useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import * as z from 'zod'
import { archives, type FiledDocument } from '../contract.ts'
import { classText, DocumentClass, DocumentItem, itemText, Settlement, settlementText } from '../words.ts'

const { operations } = archives
const answers = { answers: ['persons.timeline'] }
const labels = {
  class: '类别',
  item: '材料',
  title: '名称',
  datedOn: '材料日期',
  box: '盒',
  folder: '夹',
  page: '页',
  fileId: '扫描件',
  reason: '更换理由',
  same: '比对结果',
  note: '哪里不一致',
}

const AddInput = operations.addDocument.input.omit({ personId: true })

export function AddPaper({ personId, onDone }: { personId: string; onDone: () => void }) {
  const form = useForm({ schema: AddInput, draft: `archives.add.${personId}`, initial: { class: 'basic' } })
  const add = useCommand(archives, 'addDocument', answers)
  const choices = DocumentItem.options.map((value) => ({ value, label: itemText[value] }))
  return (
    <Form
      form={form}
      action="登记材料"
      labels={labels}
      onSend={(input) => add.mutateAsync({ ...input, personId })}
      onDone={onDone}
    >
      <RadioField
        form={form}
        name="class"
        label={labels.class}
        choices={DocumentClass.options.map((value) => ({ value, label: classText[value] }))}
      />
      <PickField form={form} name="item" label={labels.item} choices={choices} />
      <TextField form={form} name="title" label={labels.title} maxLength={100} help="不填用材料的名称" />
      <Where form={form} />
    </Form>
  )
}

function Where({ form }: { form: FieldForm }) {
  return (
    <>
      <DayField form={form} name="datedOn" label={labels.datedOn} />
      <div className="gy-three">
        <TextField form={form} name="box" label={labels.box} maxLength={20} />
        <TextField form={form} name="folder" label={labels.folder} maxLength={20} />
        <TextField form={form} name="page" label={labels.page} maxLength={20} />
      </div>
      <UploadField
        form={form}
        name="fileId"
        label={labels.fileId}
        most={1}
        write={(files) => files[0]?.fileId ?? null}
        help="纸质位置和扫描件至少有一样"
      />
    </>
  )
}

interface RowProps {
  row: FiledDocument
  onDone: () => void
}

const ReplaceInput = operations.replaceDocument.input.omit({ documentId: true })

export function ReplacePaper({ row, onDone }: RowProps) {
  const { datedOn, box, folder, page, title } = row
  const initial = { title, datedOn, box, folder, page }
  const form = useForm({ schema: ReplaceInput, draft: `archives.replace.${row.id}`, initial })
  const replace = useCommand(archives, 'replaceDocument', answers)
  return (
    <Form
      form={form}
      action="更换材料"
      labels={labels}
      onSend={(input) => replace.mutateAsync({ ...input, documentId: row.id })}
      onDone={onDone}
    >
      <p className="gy-help">旧件划线保留，不删除。不传新的扫描件，则沿用原来的。</p>
      <TextField form={form} name="title" label={labels.title} maxLength={100} />
      <Where form={form} />
      <LongTextField form={form} name="reason" label={labels.reason} rows={2} maxLength={300} />
    </Form>
  )
}

const CompareInput = z.object({
  same: z.enum(['yes', 'no'], '请选择比对结果'),
  note: operations.compare.input.shape.note,
})

export function CompareForm({ row, onDone }: RowProps) {
  const form = useForm({ schema: CompareInput, draft: `archives.compare.${row.id}` })
  const compare = useCommand(archives, 'compare', answers)
  return (
    <Form
      form={form}
      action="登记比对"
      labels={labels}
      onSend={({ same, note }) =>
        compare.mutateAsync({ documentId: row.id, same: same === 'yes', ...(note === undefined ? {} : { note }) })
      }
      onDone={onDone}
    >
      <p className="gy-help">对照{row.place}的纸质材料和扫描件，逐页核对。</p>
      <RadioField
        form={form}
        name="same"
        label={labels.same}
        choices={[
          { value: 'yes', label: '与纸质一致' },
          { value: 'no', label: '不一致' },
        ]}
      />
      <LongTextField form={form} name="note" label={labels.note} rows={2} maxLength={300} />
    </Form>
  )
}

const SettleInput = operations.settleDifference.input.omit({ documentId: true })
const settleLabels = { kind: '怎样处理', words: '处理情况' }
/** Scanning again is done by replacing the paper. */
const settlements = Settlement.options.filter((kind) => kind !== 'scanned_again')

export function SettleForm({ row, onDone }: RowProps) {
  const form = useForm({ schema: SettleInput, draft: `archives.settle.${row.id}` })
  const settle = useCommand(archives, 'settleDifference', { answers: ['persons.timeline', 'duties'] })
  return (
    <Form
      form={form}
      action="处理差异"
      labels={settleLabels}
      onSend={(input) => settle.mutateAsync({ ...input, documentId: row.id })}
      onDone={onDone}
    >
      <p className="gy-help">不一致之处：{row.difference}。要重新扫描的，请用“更换”上传新的扫描件，差异随之处理。</p>
      <RadioField form={form} name="kind" label={settleLabels.kind} choices={choicesOf(settlements, settlementText)} />
      <LongTextField form={form} name="words" label={settleLabels.words} rows={2} maxLength={300} />
    </Form>
  )
}
