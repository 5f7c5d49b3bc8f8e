/** 登记资金凭证: allotted, handed back, spent; posted when another person has checked it. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField, MoneyField } from '#ui/number-fields.tsx'
import { Earmark, earmarkText, ledger, VoucherKind, voucherText } from '../contract.ts'
import { categoryText } from '../rules.ts'

const labels = {
  kind: '种类',
  earmark: '专项',
  amountFen: '金额（元）',
  onDay: '日期',
  number: '凭证号',
  words: '摘要',
  category: '支出项目',
}
const Schema = ledger.operations.enter.input.omit({ fileId: true })

export function EnterVoucher() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记凭证
      </Button>
      <Modal open={open} title="登记资金凭证" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <VoucherForm onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function VoucherForm({ onDone }: { onDone: () => void }) {
  const form = useForm({ schema: Schema, draft: 'ledger.enter' })
  const enter = useCommand(ledger, 'enter', { answers: ['duties'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记凭证"
      labels={labels}
      onSend={(input) => enter.mutateAsync(input)}
      onDone={() => {
        say('已登记，待另一人复核')
        onDone()
      }}
    >
      <RadioField
        form={form}
        name="kind"
        label={labels.kind}
        choices={VoucherKind.options.map((value) => ({ value, label: voucherText[value] }))}
      />
      <RadioField
        form={form}
        name="earmark"
        label={labels.earmark}
        choices={Earmark.options.map((value) => ({ value, label: earmarkText[value] }))}
      />
      <MoneyField form={form} name="amountFen" label={labels.amountFen} />
      <DayField form={form} name="onDay" label={labels.onDay} />
      <TextField form={form} name="number" label={labels.number} />
      <PickField
        form={form}
        name="category"
        label={labels.category}
        help="只有支出才填"
        choices={Object.entries(categoryText).map(([value, label]) => ({ value, label }))}
      />
      <TextField form={form} name="words" label={labels.words} />
    </Form>
  )
}
