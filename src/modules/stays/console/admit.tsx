/** 办理入住: somebody of the register, or a resident who is not supported; what speaks against it stands at its field. */
import { Modal } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { Refusal } from '#kernel/refusal.ts'
import { persons } from '#modules/persons/contract.ts'
import { ask, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, NameField, PhoneField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { type PersonHit, PersonPickField } from '#ui/person-pick.tsx'
import { Category, categoryTitles, stays } from '../contract.ts'

const { category, from, wish, reason, proof } = stays.operations.admit.input.shape
const Schema = z.object({
  who: z.enum(['person', 'other']),
  personId: z.uuid('请选择人员').optional(),
  name: z.string().trim().max(60, '姓名最多60个字').optional(),
  sex: z.enum(['male', 'female']).optional(),
  bornOn: z.iso.date('请填写出生日期').optional(),
  contact: z.string().trim().max(60, '最多60个字').optional(),
  phone: z.string().trim().max(20, '电话最多20位').optional(),
  category,
  from,
  wish,
  reason,
  proof,
  override: z.string().trim().max(500, '最多500个字').optional(),
})
const labels = {
  who: '入住人',
  personId: '人员',
  name: '姓名',
  sex: '性别',
  bornOn: '出生日期',
  contact: '联系人',
  phone: '联系电话',
  category: '入住类别',
  from: '入住日',
  wish: '入住意愿',
  reason: '原因',
  proof: '依据材料',
  override: '仍要办理的理由',
}
const at = {
  from: 'from',
  person: 'personId',
  not_active: 'personId',
  resident: 'name',
  category: 'category',
  wish: 'wish',
  consent: 'wish',
} as const

async function findPersons(words: string): Promise<PersonHit[]> {
  const { rows } = await ask(persons, 'list', { text: words, pageSize: 20 })
  return rows.map(({ id, name, sex, age, township, village, idMasked }) => ({
    id,
    text: `${name} ${sex === 'male' ? '男' : '女'} ${age}岁 ${township}${village} 尾号${idMasked.slice(-4) || '—'}`,
  }))
}

interface Props {
  homeId: string
  homeName: string
  open: boolean
  onClose: () => void
}

export function Admit({ homeId, homeName, open, onClose }: Props) {
  return (
    <Modal open={open} title={`办理入住：${homeName}`} footer={null} onCancel={onClose} destroyOnHidden>
      <AdmitForm homeId={homeId} onDone={onClose} />
    </Modal>
  )
}

function AdmitForm({ homeId, onDone }: { homeId: string; onDone: () => void }) {
  const form = useForm({
    schema: Schema,
    draft: `stays.admit.${homeId}`,
    initial: { who: 'person', category: 'supported_centralised' },
    neverKept: ['phone'],
    at,
  })
  const admit = useCommand(stays, 'admit', { answers: ['persons', 'reports', 'duties'] })
  const say = useSay()
  // Only what is a rule of thumb (原则上) may be set aside, and only once it has been said.
  const [warned, setWarned] = useState(false)
  const send = async (input: z.input<typeof Schema>) => {
    try {
      await admit.mutateAsync(inputOf(homeId, input))
    } catch (refusal) {
      if (refusal instanceof Refusal) setWarned(refusal.reasons.every((each) => each.warning))
      throw refusal
    }
  }
  const done = () => {
    say('已办理入住')
    onDone()
  }
  return (
    <Form form={form} action="办理入住" labels={labels} onSend={send} onDone={done}>
      <Who form={form} />
      <StayFields form={form} />
      {warned && (
        <LongTextField
          form={form}
          name="override"
          label={labels.override}
          rows={2}
          help="以上是“原则上”的要求，写明理由可以办理，随入住登记保存"
        />
      )}
    </Form>
  )
}

function Who({ form }: { form: FieldForm }) {
  return (
    <>
      <RadioField
        form={form}
        name="who"
        label={labels.who}
        choices={[
          { value: 'person', label: '名册里的特困人员' },
          { value: 'other', label: '其他入住人（社会养老等）' },
        ]}
      />
      {form.values['who'] === 'person' ? (
        <PersonPickField form={form} name="personId" label={labels.personId} find={findPersons} />
      ) : (
        <OtherResident form={form} />
      )}
    </>
  )
}

function StayFields({ form }: { form: FieldForm }) {
  return (
    <>
      <RadioField
        form={form}
        name="category"
        label={labels.category}
        choices={Category.options.map((value) => ({ value, label: categoryTitles[value] }))}
      />
      <DayField form={form} name="from" label={labels.from} />
      <RadioField
        form={form}
        name="wish"
        label={labels.wish}
        choices={[
          { value: 'yes', label: '愿意' },
          { value: 'no', label: '不愿意' },
          { value: 'not_asked', label: '没有征求' },
        ]}
        help="特困人员须先在一人一档登记“入住意愿”的书面同意"
      />
      <TextField form={form} name="reason" label={labels.reason} />
      <TextField form={form} name="proof" label={labels.proof} help="意愿书、协议的名称或文号" />
    </>
  )
}

function OtherResident({ form }: { form: FieldForm }) {
  return (
    <>
      <NameField form={form} name="name" label={`${labels.name} *`} />
      <RadioField
        form={form}
        name="sex"
        label={`${labels.sex} *`}
        choices={[
          { value: 'male', label: '男' },
          { value: 'female', label: '女' },
        ]}
      />
      <DayField form={form} name="bornOn" label={`${labels.bornOn} *`} />
      <NameField form={form} name="contact" label={labels.contact} />
      <PhoneField form={form} name="phone" label={labels.phone} />
    </>
  )
}

type AdmitInput = z.input<typeof stays.operations.admit.input>

function inputOf(homeId: string, input: z.input<typeof Schema>): AdmitInput {
  const { who, personId, name, sex, bornOn, contact, phone, ...rest } = input
  const person = who === 'person' && personId ? { personId } : {}
  const resident =
    who === 'other' && name && sex && bornOn
      ? { resident: { name, sex, bornOn, contact: contact ?? '', ...(phone ? { phone } : {}) } }
      : {}
  return { homeId, ...rest, ...person, ...resident }
}
