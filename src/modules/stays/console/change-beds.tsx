/** 登记床位变化: what, from which day, why and by which paper. */
import { Modal } from 'antd'
import * as z from 'zod'
import { FactKind, institutions } from '#modules/institutions/contract.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'

export const factWords: Readonly<Record<FactKind, string>> = {
  beds: '实有床位数',
  nursing_beds: '护理型床位数',
  staff: '工作人员人数',
  care_staff: '护理人员人数',
  director: '负责人',
  office_phone: '机构电话',
  director_mobile: '负责人手机',
}

const labels = { kind: '变化项目', value: '新的数', from: '自哪一天起', reason: '原因', proof: '依据材料' }
const { kind, from, reason, proof } = institutions.operations.change.input.shape
const Schema = z.object({ kind, value: z.string().trim().min(1, '请填写新的数').max(60), from, reason, proof })

interface Props {
  homeId: string
  open: boolean
  onClose: () => void
}

export function ChangeBeds({ homeId, open, onClose }: Props) {
  return (
    <Modal open={open} title="登记床位变化" footer={null} onCancel={onClose} destroyOnHidden>
      <ChangeForm homeId={homeId} onDone={onClose} />
    </Modal>
  )
}

function ChangeForm({ homeId, onDone }: { homeId: string; onDone: () => void }) {
  const form = useForm({
    schema: Schema,
    draft: `institutions.change.${homeId}`,
    initial: { kind: 'beds' },
    neverKept: ['value'],
  })
  const change = useCommand(institutions, 'change', { answers: ['stays', 'reports'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记床位变化"
      labels={labels}
      onSend={({ value, ...rest }) =>
        change.mutateAsync({ homeId, ...rest, ...(rest.kind === 'director_mobile' ? { mobile: value } : { value }) })
      }
      onDone={() => {
        say('已登记')
        onDone()
      }}
    >
      <PickField
        form={form}
        name="kind"
        label={labels.kind}
        choices={FactKind.options.map((value) => ({ value, label: factWords[value] }))}
      />
      <TextField
        form={form}
        name="value"
        label={labels.value}
        help="床位填在用可用的张数（本系统的理解：附件2的“实有床位”是在用可用的床位）"
      />
      <DayField form={form} name="from" label={labels.from} help="登记时间由系统另记" />
      <TextField form={form} name="reason" label={labels.reason} />
      <TextField form={form} name="proof" label={labels.proof} help="文件名称或文号" />
    </Form>
  )
}
