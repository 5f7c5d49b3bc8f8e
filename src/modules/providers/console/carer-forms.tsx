/** The four deeds on a carer: taken on, changed, related to somebody served, gone. */
import { Button, Select } from 'antd'
import { useState } from 'react'
import { persons } from '#modules/persons/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Field, type FieldForm, textOf } from '#ui/field.tsx'
import { IdentityField, NameField, PhoneField, TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { today } from '#ui/place.ts'
import { providers } from '../contract.ts'
import type { CarerRow } from '../carer-contract.ts'

const labels = {
  name: '姓名',
  idNumber: '身份证号',
  phone: '电话',
  employer: '劳动合同单位',
  wagePayer: '工资发放单位',
  healthUntil: '健康证有效期至',
  trainedOn: '培训日期',
  townshipOpinion: '乡镇（街道）意见',
  from: '到岗日',
  to: '离职日',
  personId: '服务对象',
  relation: '与其关系',
}

interface Done {
  onDone: () => void
}

const refreshed = { answers: ['duties'] }

function CarerFields({ form }: { form: FieldForm }) {
  return (
    <>
      <PhoneField form={form} name="phone" label={labels.phone} />
      <TextField form={form} name="employer" label={labels.employer} />
      <TextField form={form} name="wagePayer" label={labels.wagePayer} />
      <DayField form={form} name="healthUntil" label={labels.healthUntil} />
      <DayField form={form} name="trainedOn" label={labels.trainedOn} />
      <TextField form={form} name="townshipOpinion" label={labels.townshipOpinion} />
    </>
  )
}

export function AddCarer({ organisationId, employer, onDone }: Done & { organisationId: string; employer: string }) {
  const add = useCommand(providers, 'addCarer', refreshed)
  const form = useForm({
    schema: providers.operations.addCarer.input,
    draft: `providers.addCarer.${organisationId}`,
    initial: { organisationId, employer, wagePayer: employer },
    neverKept: ['idNumber'],
  })
  return (
    <Form form={form} action="登记" labels={labels} onSend={(input) => add.mutateAsync(input)} onDone={onDone}>
      <NameField form={form} name="name" label={labels.name} />
      <IdentityField form={form} name="idNumber" label={labels.idNumber} />
      <DayField form={form} name="from" label={labels.from} />
      <CarerFields form={form} />
    </Form>
  )
}

export function ChangeCarer({ carer, onDone }: Done & { carer: CarerRow }) {
  const say = useSay()
  const change = useCommand(providers, 'changeCarer', refreshed)
  const { id, version, phone, employer, wagePayer, healthUntil, trainedOn, townshipOpinion } = carer
  const form = useForm({
    schema: providers.operations.changeCarer.input,
    draft: `providers.changeCarer.${id}.${version}`,
    initial: { carerId: id, version, phone, employer, wagePayer, healthUntil, trainedOn, townshipOpinion },
  })
  return (
    <Form
      form={form}
      action="保存修改"
      labels={labels}
      onSend={(input) => change.mutateAsync(input)}
      onDone={() => {
        say(`已修改${carer.name}的登记`)
        onDone()
      }}
    >
      <CarerFields form={form} />
    </Form>
  )
}

/** A near relative among the persons served: paid care of one's own kin is looked at with care. */
export function RelateCarer({ carer, onDone }: Done & { carer: CarerRow }) {
  const say = useSay()
  const relate = useCommand(providers, 'relateCarer')
  const form = useForm({
    schema: providers.operations.relateCarer.input,
    draft: `providers.relateCarer.${carer.id}`,
    initial: { carerId: carer.id },
  })
  return (
    <>
      {carer.relations.map(({ personId, name, relation }) => (
        <p key={personId}>
          <PersonLink personId={personId} name={name} />（{relation}）{' '}
          <Button
            size="small"
            loading={relate.isPending}
            onClick={() => relate.mutate({ carerId: carer.id, personId, relation: '' }, { onSuccess: onDone })}
          >
            解除登记
          </Button>
        </p>
      ))}
      <Form
        form={form}
        action="登记关系"
        labels={labels}
        onSend={(input) => relate.mutateAsync(input)}
        onDone={() => {
          say(`已登记${carer.name}的亲属关系`)
          onDone()
        }}
      >
        <PersonField form={form} />
        <TextField form={form} name="relation" label={labels.relation} placeholder="如：侄子、儿媳、指定照料护理人" />
      </Form>
    </>
  )
}

function PersonField({ form }: { form: FieldForm }) {
  const [words, setWords] = useState('')
  const found = useAnswer(
    persons,
    'list',
    { text: words, pageSize: 20 },
    { enabled: words.trim() !== '', keepLast: true },
  )
  const value = textOf(form, 'personId')
  return (
    <Field form={form} name="personId" label={labels.personId} help="输入姓名查找">
      <Select
        id={`${form.id}-personId`}
        aria-label={labels.personId}
        className="gy-wide"
        value={value === '' ? null : value}
        placeholder="姓名"
        showSearch={{ filterOption: false, onSearch: setWords }}
        loading={found.isFetching}
        notFoundContent={words === '' ? '请输入姓名' : '没有找到，或不在您的辖区'}
        options={(found.data?.rows ?? []).map((row) => ({
          value: row.id,
          label: `${row.name} ${row.age}岁 ${row.village || row.township}`,
        }))}
        onChange={(personId: string) => form.set('personId', personId)}
      />
    </Field>
  )
}

export function EndCarer({ carer, onDone }: Done & { carer: CarerRow }) {
  const say = useSay()
  const end = useCommand(providers, 'endCarer', refreshed)
  const form = useForm({
    schema: providers.operations.endCarer.input,
    draft: `providers.endCarer.${carer.id}`,
    initial: { carerId: carer.id, version: carer.version, to: today() },
  })
  return (
    <Form
      form={form}
      action="登记离职"
      labels={labels}
      onSend={(input) => end.mutateAsync(input)}
      onDone={() => {
        say(`${carer.name}已登记离职`)
        onDone()
      }}
    >
      <p className="gy-note">离职次日起的服务记录不再计入；由其照料的人请先安排接手。</p>
      <DayField form={form} name="to" label={labels.to} />
    </Form>
  )
}
