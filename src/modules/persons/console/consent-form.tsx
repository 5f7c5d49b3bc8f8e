/** 登记同意: what he agreed to, who told him in which words, and where the paper lies. */
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { persons } from '../contract.ts'
import { ConsentKind, consentText } from '../words.ts'
import type { ActionProps } from './action-forms.tsx'

const ConsentInput = persons.operations.giveConsent.input.omit({ personId: true, fileId: true })
const labels = {
  kind: '同意事项',
  givenBy: '由谁同意',
  receiver: '由谁领取或保管',
  covers: '哪些钱',
  scope: '范围',
  fromOn: '起始日',
  toOn: '截止日',
  explained: '怎样向本人说明的',
  paperReference: '纸质依据',
}

const givers = [
  { value: 'person', label: '本人' },
  { value: 'guardian', label: '监护人' },
]
const kindsOfMoney = [
  { value: 'all', label: '全部' },
  { value: 'living', label: '只限基本生活费' },
  { value: 'care', label: '只限照料护理费' },
]

export function ConsentForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: ConsentInput,
    draft: `persons.consent.${file.id}`,
    initial: { kind: 'payee', givenBy: 'person', covers: 'all' },
  })
  const give = useCommand(persons, 'giveConsent')
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记同意"
      labels={labels}
      onSend={async (input) => {
        const { warnings } = await give.mutateAsync({ ...input, personId: file.id })
        say(['已登记', ...warnings].join('；'))
        onDone()
      }}
    >
      <PickField
        form={form}
        name="kind"
        label={labels.kind}
        choices={ConsentKind.options.map((value) => ({ value, label: consentText[value] }))}
      />
      <RadioField form={form} name="givenBy" label={labels.givenBy} choices={givers} />
      <TextField form={form} name="receiver" label={labels.receiver} help="由他人领取的，与其账户名一致。" />
      <RadioField form={form} name="covers" label={labels.covers} choices={kindsOfMoney} />
      <TextField form={form} name="scope" label={labels.scope} />
      <DayField form={form} name="fromOn" label={labels.fromOn} />
      <DayField form={form} name="toOn" label={labels.toOn} />
      <LongTextField form={form} name="explained" label={labels.explained} maxLength={500} />
      <TextField form={form} name="paperReference" label={labels.paperReference} />
    </Form>
  )
}
