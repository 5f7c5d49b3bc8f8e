/** When and where somebody is heard, on the paper that is taken to him before; without them it has blanks to write in. */
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { RadioField, TextField } from '#ui/fields.tsx'
import { download } from '#ui/files.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { PrintButton } from '#ui/print-button.tsx'
import { endings, Hearing } from '../contract.ts'
import type { FormProps } from './change-deeds.tsx'

const Schema = Hearing.extend({ format: z.enum(['pdf', 'docx']) })
const labels = { on: '听取日期', time: '时间', place: '地点', format: '文件' }

export function InvitationForm({ details: { row }, onDone }: FormProps) {
  const form = useForm({
    schema: Schema,
    draft: `endings.invitation.${row.id}`,
    initial: { format: 'pdf' },
    at: { 'hearing.on': 'on' },
  })
  const print = useCommand(endings, 'print')
  const paper = { changeId: row.id, paper: 'invitation' as const }
  return (
    <>
      <Form
        form={form}
        action="打印通知书"
        labels={labels}
        onSend={async ({ format, ...hearing }) => {
          const { ticket } = await print.mutateAsync({ ...paper, hearing, format })
          download(ticket)
        }}
        onDone={onDone}
      >
        <DayField form={form} name="on" label={labels.on} />
        <TextField form={form} name="time" label={labels.time} help="24小时制，如9:30、14:00" />
        <TextField form={form} name="place" label={labels.place} help="如：子村村委会；上门听取的，填住处" />
        <RadioField
          form={form}
          name="format"
          label={labels.format}
          choices={[
            { value: 'pdf', label: 'PDF' },
            { value: 'docx', label: 'Word' },
          ]}
        />
      </Form>
      <p className="gy-help">时间、地点还没有商定的，可以先打印空着的，送达时手写。</p>
      <PrintButton
        title="打印（时间地点留空）"
        small
        onPrint={(format) => print.mutateAsync({ ...paper, format: format === 'word' ? 'docx' : 'pdf' })}
      />
    </>
  )
}
