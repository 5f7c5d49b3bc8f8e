/** 更正信息: the field chosen gets the control it needs; the old value stays beside the new one. */
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import type { FieldForm } from '#ui/field.tsx'
import { IdentityField, LongTextField, NameField, PhoneField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { type PersonFile, persons } from '../contract.ts'
import { CorrectedField, correctedText, HouseholdClass, householdClassText, needsTwo, Sex, sexText } from '../words.ts'
import type { ActionProps } from './action-forms.tsx'
import { useDone } from './use-done.ts'

const Schema = persons.operations.correct.input
  .omit({ personId: true, fileId: true, version: true })
  .extend({ value: z.string('请填写更正后的内容').trim().max(500, '最多500个字') })
const labels = { field: '更正项目', value: '更正为', reason: '理由', paperReference: '纸质依据' }

export function CorrectionForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: Schema,
    draft: `persons.correct.${file.id}`,
    neverKept: ['value'],
    at: {
      same: 'value',
      idNumber: 'value',
      elsewhere: 'value',
      here_already: 'value',
      future: 'value',
      order: 'value',
      supported: 'value',
      before_decision: 'value',
      locked_month: 'value',
      issued: 'value',
    },
  })
  const correct = useCommand(persons, 'correct')
  const done = useDone(onDone)
  const field = CorrectedField.safeParse(form.values['field'])
  const choose: FieldForm = { ...form, set: (name, value) => (form.set(name, value), form.set('value', undefined)) }
  return (
    <Form
      form={form}
      action="更正信息"
      labels={labels}
      onSend={async (input) =>
        done(
          needsTwo(input.field) ? '已提出，待另一人确认' : '已更正，原值保留可查',
          (await correct.mutateAsync({ ...input, personId: file.id, version: file.version })).warnings,
        )
      }
    >
      <PickField
        form={choose}
        name="field"
        label={labels.field}
        choices={CorrectedField.options.map((value) => ({ value, label: correctedText[value] }))}
      />
      {field.success && <p className="gy-help">现在登记的：{presentOf(file, field.data) || '无'}</p>}
      {field.success && <ValueField key={field.data} form={form} field={field.data} />}
      <LongTextField form={form} name="reason" label={labels.reason} rows={2} />
      <TextField form={form} name="paperReference" label={labels.paperReference} help="证明文书的名称和存放位置" />
    </Form>
  )
}

function ValueField({ form, field }: { form: FieldForm; field: CorrectedField }) {
  const props = { form, name: 'value', label: labels.value }
  switch (field) {
    case 'sex':
      return <RadioField {...props} choices={Sex.options.map((value) => ({ value, label: sexText[value] }))} />
    case 'householdClass':
      return (
        <RadioField
          {...props}
          choices={HouseholdClass.options.map((value) => ({ value, label: householdClassText[value] }))}
        />
      )
    case 'bornOn':
    case 'supportedFrom':
      return <DayField {...props} />
    case 'idNumber':
      return <IdentityField {...props} />
    case 'phone':
      return <PhoneField {...props} />
    case 'name':
      return <NameField {...props} />
    case 'remarks':
    case 'registeredAt':
    case 'residence':
      return <LongTextField {...props} rows={2} />
    case 'ethnicity':
    case 'marital':
    case 'disability':
    case 'disabilityCard':
    case 'certificateNo':
      return <TextField {...props} />
  }
}

function presentOf(file: PersonFile, field: CorrectedField): string {
  switch (field) {
    case 'sex':
      return sexText[file.sex]
    case 'householdClass':
      return householdClassText[file.householdClass]
    case 'idNumber':
      return file.idMasked
    case 'phone':
      return file.phoneMasked
    case 'supportedFrom':
      return file.supportedFrom ?? ''
    case 'name':
    case 'bornOn':
    case 'ethnicity':
    case 'registeredAt':
    case 'residence':
    case 'marital':
    case 'disability':
    case 'disabilityCard':
    case 'certificateNo':
    case 'remarks':
      return file[field]
  }
}
