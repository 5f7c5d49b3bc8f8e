/** The forms behind 办理, each for one operation. */
import { useCommand } from '#ui/ask.ts'
import { NameField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { type PersonFile, persons } from '../contract.ts'
import { AbsenceKind, absenceText } from '../words.ts'
import { useDone } from './use-done.ts'

export interface ActionProps {
  file: PersonFile
  onDone: () => void
}

const { operations } = persons

const AbsenceInput = operations.addAbsence.input.omit({ personId: true })

export function AbsenceForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: AbsenceInput,
    draft: `persons.absence.${file.id}`,
    initial: { fromOn: today() },
    at: { order: 'toOn' },
  })
  const add = useCommand(persons, 'addAbsence', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = { kind: '事由', fromOn: '自', toOn: '至', place: '去处' }
  return (
    <Form
      form={form}
      action="登记"
      labels={labels}
      onSend={async (input) => done('已登记', (await add.mutateAsync({ ...input, personId: file.id })).warnings)}
    >
      <PickField
        form={form}
        name="kind"
        label={labels.kind}
        choices={AbsenceKind.options.map((value) => ({ value, label: absenceText[value] }))}
      />
      <DayField form={form} name="fromOn" label={labels.fromOn} />
      <DayField form={form} name="toOn" label={labels.toOn} help="还没有返回的，不填" />
      <TextField form={form} name="place" label={labels.place} />
    </Form>
  )
}

const PayeeInput = operations.proposePayee.input.omit({ personId: true })

export function PayeeForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: PayeeInput,
    draft: `persons.payee.${file.id}`,
    initial: { holder: file.name, fromOn: today() },
    neverKept: ['account'],
    at: { consent_missing: 'consentId', consent_kind: 'consentId', consent_over: 'consentId' },
  })
  const propose = useCommand(persons, 'proposePayee', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = { bank: '开户银行', holder: '账户名', account: '银行账号', consentId: '本人同意', fromOn: '起用日' }
  // The star stands where the server will ask for it: whoever else holds the account needs the person's word (F-07).
  const another = form.values['holder'] !== file.name
  const asking = { ...form, required: (name: string) => (name === 'consentId' ? another : form.required(name)) }
  const consents = file.consents.filter((consent) => consent.kind === 'payee' && !consent.withdrawnOn)
  return (
    <Form
      form={form}
      action="登记收款账户"
      labels={labels}
      onSend={async (input) =>
        done('已登记，待另一人确认', (await propose.mutateAsync({ ...input, personId: file.id })).warnings)
      }
    >
      <TextField form={form} name="bank" label={labels.bank} help="写到支行，如：示例农村商业银行××支行" />
      <NameField form={form} name="holder" label={labels.holder} />
      <TextField form={form} name="account" label={labels.account} help="存折或银行卡上的账号，8到30位数字" />
      <PickField
        form={asking}
        name="consentId"
        label={labels.consentId}
        help={
          consents.length > 0
            ? '账户名不是本人时必选'
            : '账户名不是本人时必选；还没有登记，请先办“登记同意”（由他人领取）'
        }
        choices={consents.map((consent) => ({ value: consent.id, label: `${consent.receiver} ${consent.fromOn}起` }))}
      />
      <DayField form={form} name="fromOn" label={labels.fromOn} />
    </Form>
  )
}
