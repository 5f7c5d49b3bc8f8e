/** The forms of 职责分工. */
import * as z from 'zod'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { NameField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { duties, type Named, type Slot } from '../contract.ts'

const { operations } = duties
const nobody = 'nobody'
const NameInput = operations.name.input
  .pick({ name: true, deputyId: true, department: true, from: true, trainedOn: true, training: true })
  .extend({ account: z.string('请选择责任人') })
const labels = {
  account: '责任人',
  name: '姓名（没有账号的人）',
  deputyId: '代理人',
  department: '承担的科室或部门',
  from: '起始日',
  trainedOn: '培训日',
  training: '培训内容',
}
const at = { stranger: 'account', submits: 'account', accountId: 'account', responsible_one_a_day: 'from' } as const

export function NameForm({ slot, onDone }: { slot: Slot; onDone: () => void }) {
  const people = useAnswer(duties, 'people', { townshipId: slot.townshipId }).data ?? []
  const department = slot.ruledDepartment || slot.person?.department || slot.unit
  const initial = { from: today(), department }
  const form = useForm({ schema: NameInput, draft: `duties.name.${slot.key}`, at, initial })
  const name = useCommand(duties, 'name')
  const say = useSay()
  const choices = people.map(({ id, name: who, roleTitle }) => ({ value: id, label: `${who}（${roleTitle}）` }))
  const mayBeNobody = slot.function !== 'data_officer'
  return (
    <Form
      form={form}
      action="指定责任人"
      labels={labels}
      onSend={async ({ account, name: written, ...input }) => {
        const person = account === nobody ? { name: written } : { accountId: account }
        await name.mutateAsync({ ...input, ...person, function: slot.function, townshipId: slot.townshipId })
        say('已指定责任人')
      }}
      onDone={onDone}
    >
      <p className="gy-help">
        {slot.person
          ? `现由${slot.person.name}负责；新的责任人从起始日起，原来的到前一天止。`
          : '这个职能还没有单位承担。'}{' '}
        <Basis citations={slot.citations} />
      </p>
      <PickField
        form={form}
        name="account"
        label={labels.account}
        choices={[...choices, ...(mayBeNobody ? [{ value: nobody, label: '没有账号的人，写姓名' }] : [])]}
      />
      {form.values['account'] === nobody && <NameField form={form} name="name" label={labels.name} />}
      <PickField form={form} name="deputyId" label={labels.deputyId} choices={choices} />
      <TextField
        form={form}
        name="department"
        label={labels.department}
        {...(slot.section
          ? { help: `文件规定由${slot.ruledDepartment}归口；暂未调整的写现在的部门，并把责任人上报省民政厅。` }
          : {})}
      />
      <DayField form={form} name="from" label={labels.from} />
      <DayField form={form} name="trainedOn" label={labels.trainedOn} />
      <TextField form={form} name="training" label={labels.training} />
    </Form>
  )
}

interface PersonProps {
  person: Named
  onDone: () => void
}

const Report = operations.reportResponsible.input.omit({ id: true })
const reportLabels = { on: '上报日期', receipt: '回执号' }

export function ReportForm({ person, onDone }: PersonProps) {
  const form = useForm({ schema: Report, draft: `duties.report.${person.id}`, initial: { on: today() } })
  const report = useCommand(duties, 'reportResponsible')
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记上报"
      labels={reportLabels}
      onSend={async (input) => {
        await report.mutateAsync({ ...input, id: person.id })
        say('已登记上报省民政厅')
      }}
      onDone={onDone}
    >
      <p>{`${person.department} ${person.name}，自${person.fromOn}起。`}</p>
      <DayField form={form} name="on" label={reportLabels.on} />
      <TextField form={form} name="receipt" label={reportLabels.receipt} />
    </Form>
  )
}

const Train = operations.trained.input.omit({ id: true })
const trainLabels = { on: '培训日期', training: '培训内容' }

export function TrainForm({ person, onDone }: PersonProps) {
  const form = useForm({ schema: Train, draft: `duties.train.${person.id}`, initial: { on: today() } })
  const train = useCommand(duties, 'trained')
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记培训"
      labels={trainLabels}
      onSend={async (input) => {
        await train.mutateAsync({ ...input, id: person.id })
        say(`已登记${person.name}的培训`)
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={trainLabels.on} />
      <TextField form={form} name="training" label={trainLabels.training} />
    </Form>
  )
}

const End = operations.endResponsible.input.omit({ id: true })
const endLabels = { on: '最后一天', reason: '原因' }

export function EndForm({ person, onDone }: PersonProps) {
  const form = useForm({ schema: End, draft: `duties.end.${person.id}`, initial: { on: today() } })
  const end = useCommand(duties, 'endResponsible')
  const say = useSay()
  return (
    <Form
      form={form}
      action="终止责任人"
      labels={endLabels}
      onSend={async (input) => {
        await end.mutateAsync({ ...input, id: person.id })
        say(`${person.name}的责任已终止`)
      }}
      onDone={onDone}
    >
      <p className="gy-help">换人不用终止：直接“改派”，原来的自动到前一天止。</p>
      <DayField form={form} name="on" label={endLabels.on} />
      <TextField form={form} name="reason" label={endLabels.reason} />
    </Form>
  )
}
