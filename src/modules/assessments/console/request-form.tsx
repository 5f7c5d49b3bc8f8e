/** 申请评估: who asks, why, since when. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { persons } from '#modules/persons/contract.ts'
import { statusText as personStatusText } from '#modules/persons/words.ts'
import { ask, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, NameField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay, useMe } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { choicesOf } from '#ui/choices.ts'
import { type PersonHit, PersonPickField } from '#ui/person-pick.tsx'
import { assessments } from '../contract.ts'
import { AskedBy, askedByText, FormKind, formText, whyText } from '../words.ts'
import { alsoChanges } from './showing.ts'

const Schema = assessments.operations.request.input
const reasons = ['change', 'recognition', 'complaint', 'yearly'] as const
const labels = {
  personId: '人员',
  why: '原因',
  requestedOn: '申请或接报日期',
  askedBy: '谁提出',
  asker: '提出人姓名',
  words: '情况',
  form: '用哪种表',
  paperReference: '纸质申请存放位置',
}
const at = { under_way: 'personId', ended: 'personId', person: 'personId' } as const
const firstAsker: Readonly<Record<string, AskedBy>> = {
  'provider-admin': 'provider',
  'home-director': 'home',
  'village-aide': 'village',
  'township-clerk': 'township',
}

async function findPersons(words: string): Promise<PersonHit[]> {
  const { rows } = await ask(persons, 'list', { text: words, pageSize: 20 })
  return rows.map(({ id, name, age, township, village, status, idMasked }) => ({
    id,
    text: `${name} ${age}岁 ${township}${village} ${personStatusText[status]} 尾号${idMasked.slice(-4)}`,
  }))
}

/** On the list for anybody; on a person's page for that person. */
export function RequestButton({ personId, name }: { personId?: string; name?: string }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('assessments.request')) return null
  const title = name ? `申请评估：${name}` : '申请评估'
  return (
    <>
      <Button type={personId ? 'default' : 'primary'} data-new="" onClick={() => setOpen(true)}>
        申请评估
      </Button>
      <Modal open={open} title={title} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <RequestForm personId={personId} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function RequestForm({ personId, onDone }: { personId: string | undefined; onDone: () => void }) {
  const me = useMe()
  const say = useSay()
  const send = useCommand(assessments, 'request', { answers: alsoChanges })
  const form = useForm({
    schema: Schema,
    draft: `assessments.request.${personId ?? ''}`,
    at,
    initial: {
      why: 'change',
      form: 'six_items',
      requestedOn: me.today,
      askedBy: firstAsker[me.role] ?? 'township',
      ...(personId ? { personId } : {}),
    },
  })
  return (
    <Form
      form={form}
      action="申请评估"
      labels={labels}
      onDone={onDone}
      onSend={async (input) => {
        const { number, dueOn } = await send.mutateAsync(input)
        say(`已登记${number}，应于${dueOn}前评估`)
      }}
    >
      {!personId && <PersonPickField form={form} name="personId" label={labels.personId} find={findPersons} />}
      <RadioField form={form} name="why" label={labels.why} choices={choicesOf(reasons, whyText)} />
      <div className="gy-two">
        <DayField form={form} name="requestedOn" label={labels.requestedOn} />
        <PickField
          form={form}
          name="askedBy"
          label={labels.askedBy}
          choices={choicesOf(AskedBy.options, askedByText)}
        />
      </div>
      <NameField form={form} name="asker" label={labels.asker} />
      <LongTextField form={form} name="words" label={labels.words} help="哪一天起、什么做不了了、因为什么病或伤" />
      <TextField
        form={form}
        name="paperReference"
        label={labels.paperReference}
        help="补录30天以前的申请时填写，如：3盒7页"
      />
      <RadioField form={form} name="form" label={labels.form} choices={choicesOf(FormKind.options, formText)} />
    </Form>
  )
}
