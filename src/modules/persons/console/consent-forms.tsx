/** Consents: given in somebody's name, for a matter and a time, and taken back. */
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { useCommand } from '#ui/ask.ts'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { persons } from '../contract.ts'
import { capacityText, ConsentKind, consentText } from '../words.ts'
import type { ActionProps } from './action-forms.tsx'
import { useDone } from './use-done.ts'

const { operations } = persons

const ConsentInput = operations.giveConsent.input.omit({ personId: true })

const consentLabels = {
  kind: '同意的事项',
  givenBy: '由谁同意',
  guardianId: '哪位监护人',
  receiver: '对方',
  covers: '哪些钱',
  scope: '范围',
  fromOn: '自哪一天起',
  toOn: '至',
  explained: '怎样向本人说明',
  paperReference: '纸质依据',
  fileId: '同意书扫描件',
}

/** `kind`: asked for where something else waits for this consent, such as the photograph. */
export function ConsentForm({ file, kind, onDone }: ActionProps & { kind?: ConsentKind }) {
  const form = useForm({
    schema: ConsentInput,
    draft: `persons.consent.${file.id}${kind ? `.${kind}` : ''}`,
    initial: { givenBy: file.capacity === 'none' ? 'guardian' : 'person', fromOn: today(), ...(kind ? { kind } : {}) },
    at: { capacity: 'givenBy', guardian_missing: 'givenBy', which_guardian: 'guardianId' },
  })
  const give = useCommand(persons, 'giveConsent', { answers: ['duties'] })
  const done = useDone(onDone)
  return (
    <Form
      form={form}
      action="登记同意"
      labels={consentLabels}
      onSend={async (input) => done('已登记同意', (await give.mutateAsync({ ...input, personId: file.id })).warnings)}
    >
      <p className="gy-help">{`本人登记为${capacityText[file.capacity]}。`}</p>
      <ConsentFields form={form} guardians={standing(file)} />
    </Form>
  )
}

const kindsOfMoney = [
  { value: 'all', label: '全部' },
  { value: 'living', label: '只限基本生活费' },
  { value: 'care', label: '只限照料护理费' },
]

const standing = ({ guardians }: ActionProps['file']) => guardians.filter(({ toOn }) => toOn === null)

function ConsentFields({ form, guardians }: { form: FieldForm; guardians: ReturnType<typeof standing> }) {
  const payee = form.values['kind'] === 'payee'
  return (
    <>
      <PickField
        form={form}
        name="kind"
        label={consentLabels.kind}
        choices={ConsentKind.options.map((value) => ({ value, label: consentText[value] }))}
      />
      <RadioField
        form={form}
        name="givenBy"
        label={consentLabels.givenBy}
        choices={[
          { value: 'person', label: '本人' },
          { value: 'guardian', label: '监护人' },
        ]}
      />
      {form.values['givenBy'] === 'guardian' && guardians.length > 1 && (
        <PickField
          form={form}
          name="guardianId"
          label={consentLabels.guardianId}
          choices={guardians.map(({ id, name, relation }) => ({ value: id, label: `${name}（${relation}）` }))}
        />
      )}
      <TextField
        form={form}
        name="receiver"
        label={consentLabels.receiver}
        help={payee ? '代为领取的人，与收款账户的户名一致' : '如机构、单位名称'}
      />
      {payee && <RadioField form={form} name="covers" label={consentLabels.covers} choices={kindsOfMoney} />}
      <TextField form={form} name="scope" label={consentLabels.scope} />
      <DayField form={form} name="fromOn" label={consentLabels.fromOn} />
      <DayField form={form} name="toOn" label={consentLabels.toOn} help="没有期限的不填；本人随时可以撤回" />
      <LongTextField form={form} name="explained" label={consentLabels.explained} rows={2} />
      <TextField form={form} name="paperReference" label={consentLabels.paperReference} help="同意书的名称和存放位置" />
      <UploadField
        form={form}
        name="fileId"
        label={consentLabels.fileId}
        most={1}
        write={(files) => files[0]?.fileId ?? null}
      />
    </>
  )
}

const Withdrawal = operations.withdrawConsent.input.omit({ id: true })

export function WithdrawForm({ id, onDone }: { id: string; onDone: () => void }) {
  const form = useForm({
    schema: Withdrawal,
    draft: `persons.withdraw.${id}`,
    initial: { on: today() },
    at: { nothing_changed: 'on', future: 'on' },
  })
  const withdraw = useCommand(persons, 'withdrawConsent', { answers: ['duties'] })
  const done = useDone(onDone)
  return (
    <Form
      form={form}
      action="撤回同意"
      labels={{ on: '撤回日' }}
      onSend={async (input) => done('已撤回', (await withdraw.mutateAsync({ ...input, id })).warnings)}
    >
      <p className="gy-help">自撤回之日起不再依据这项同意办理；撤回前已办的不受影响。</p>
      <DayField form={form} name="on" label="撤回日" />
    </Form>
  )
}
