/** Where a person lives and belongs: dwelling position, responsible township, pause and resumption, return from an absence. */
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { type FieldForm, textOf } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useWord } from '#ui/me.tsx'
import { DayField, NumberField } from '#ui/number-fields.tsx'
import { persons } from '../contract.ts'
import { Decision } from '../shapes.ts'
import type { ActionProps } from './action-forms.tsx'
import { useAreas } from './areas.ts'
import { useDone } from './use-done.ts'

const { operations } = persons
const LocateInput = operations.locate.input.omit({ personId: true })

export function LocateForm({ file, onDone }: ActionProps) {
  const { position } = file
  const form = useForm({
    schema: LocateInput,
    draft: `persons.locate.${file.id}`,
    initial: position ?? {},
  })
  const locate = useCommand(persons, 'locate')
  const done = useDone(onDone)
  const labels = { longitude: '经度', latitude: '纬度', datum: '坐标系', accuracy: '误差（米）', source: '位置来源' }
  return (
    <Form
      form={form}
      action="登记住所位置"
      labels={labels}
      onSend={async (input) =>
        done('已登记住所位置', (await locate.mutateAsync({ ...input, personId: file.id })).warnings)
      }
    >
      <p className="gy-help">
        用来核对服务是否在住所进行。地图上取的点一般是国内坐标，手机定位的原始点是国际坐标，两者相差几百米。
      </p>
      <NumberField form={form} name="longitude" label={labels.longitude} help="如 115.6712" />
      <NumberField form={form} name="latitude" label={labels.latitude} help="如 36.2337" />
      <RadioField
        form={form}
        name="datum"
        label={labels.datum}
        choices={[
          { value: 'GCJ-02', label: '国内坐标（GCJ-02）' },
          { value: 'WGS-84', label: '国际坐标（WGS-84）' },
        ]}
      />
      <Here form={form} />
      <NumberField form={form} name="accuracy" label={labels.accuracy} />
      <TextField form={form} name="source" label={labels.source} help="如：入户用手机定位、地图上点取" />
    </Form>
  )
}

/** On a phone or a notebook at the dwelling: the browser gives WGS-84. */
function Here({ form }: { form: FieldForm }) {
  const [fault, setFault] = useState<string>()
  const take = () => {
    setFault(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.set('longitude', Number(coords.longitude.toFixed(6)))
        form.set('latitude', Number(coords.latitude.toFixed(6)))
        form.set('accuracy', Math.round(coords.accuracy))
        form.set('datum', 'WGS-84')
        form.set('source', '现场用设备定位')
      },
      () => setFault('没有取到位置。请允许使用定位，或手工填写。'),
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }
  return (
    <p>
      <Button size="small" onClick={take}>
        我在住所，取现在的位置
      </Button>
      {fault && (
        <span className="gy-fault" role="alert">
          {' '}
          {fault}
        </span>
      )}
    </p>
  )
}

const MoveInput = Decision.extend({
  townshipId: z.uuid('请选择乡镇（街道）'),
  villageId: z.uuid().nullable().default(null),
  from: z.iso.date('请选择日期').optional(),
})
const decisionLabels = { number: '决定文号', decidedOn: '决定日期', basis: '说明', from: '自哪一天起' }
const standingAt = { before_support: 'from', decided_in_future: 'decidedOn' } as const

export function MoveForm({ file, onDone }: ActionProps) {
  const word = useWord()
  const { townships, villagesOf } = useAreas()
  const form = useForm({
    schema: MoveInput,
    draft: `persons.move.${file.id}`,
    initial: { townshipId: file.townshipId, villageId: file.villageId },
    at: { ...standingAt, township: 'townshipId', village: 'villageId' },
  })
  const change = useCommand(persons, 'changeStanding', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = { townshipId: word('乡镇'), villageId: word('村'), ...decisionLabels }
  const township = textOf(form, 'townshipId')
  const choose: FieldForm = { ...form, set: (name, value) => (form.set(name, value), form.set('villageId', null)) }
  return (
    <Form
      form={form}
      action="变更责任乡镇"
      labels={labels}
      onSend={async ({ townshipId, villageId, from, ...decision }) => {
        const made = await change.mutateAsync({
          personId: file.id,
          change: { kind: 'township', value: townshipId, villageId: villageId ?? null },
          decision,
          version: file.version,
          ...(from ? { from } : {}),
        })
        done(`已变更，自${made.from}起`, made.warnings)
      }}
    >
      <p className="gy-help">{`现在：${file.township}${file.village}。迁往其他县的，请在本县终止后由迁入县建档。`}</p>
      <PickField form={choose} name="townshipId" label={labels.townshipId} choices={townships} />
      <PickField form={form} name="villageId" label={labels.villageId} choices={villagesOf(township)} />
      <DecisionFields form={form} labels={labels} />
    </Form>
  )
}

const PauseInput = Decision.extend({ from: z.iso.date('请选择日期').optional() })

export function PauseForm(props: ActionProps) {
  return <StatusForm {...props} value="suspended" action="暂停供养" />
}

export function ResumeForm(props: ActionProps) {
  return <StatusForm {...props} value="active" action="恢复供养" />
}

function StatusForm({ file, onDone, value, action }: ActionProps & { value: 'active' | 'suspended'; action: string }) {
  const form = useForm({ schema: PauseInput, draft: `persons.${value}.${file.id}`, at: standingAt })
  const change = useCommand(persons, 'changeStanding', { answers: ['duties'] })
  const done = useDone(onDone)
  return (
    <Form
      form={form}
      action={action}
      labels={decisionLabels}
      onSend={async ({ from, ...decision }) => {
        const made = await change.mutateAsync({
          personId: file.id,
          change: { kind: 'status', value },
          decision,
          version: file.version,
          ...(from ? { from } : {}),
        })
        done(`已${action}，自${made.from}起`, made.warnings)
      }}
    >
      <p className="gy-help">
        {value === 'suspended'
          ? '暂停期间不列入名册、不结算；恢复须另有决定。住院、请假、外出不是暂停，请用“登记住院、请假或外出”。'
          : '自恢复之日起重新列入名册。'}
      </p>
      <DecisionFields form={form} labels={decisionLabels} />
    </Form>
  )
}

function DecisionFields({ form, labels }: { form: FieldForm; labels: typeof decisionLabels }) {
  return (
    <>
      <TextField form={form} name="number" label={labels.number} />
      <DayField form={form} name="decidedOn" label={labels.decidedOn} />
      <DayField form={form} name="from" label={labels.from} help="不填的，自决定的下月起" />
      <LongTextField form={form} name="basis" label={labels.basis} rows={2} />
    </>
  )
}

const Return = z.object({ toOn: z.iso.date('请选择日期') })

export function ReturnForm({ id, onDone }: { id: string; onDone: () => void }) {
  const form = useForm({ schema: Return, draft: `persons.return.${id}`, at: { order: 'toOn' } })
  const end = useCommand(persons, 'endAbsence', { answers: ['duties'] })
  const done = useDone(onDone)
  return (
    <Form
      form={form}
      action="登记返回"
      labels={{ toOn: '在外的最后一日' }}
      onSend={async ({ toOn }) => done('已登记返回', (await end.mutateAsync({ id, toOn })).warnings)}
    >
      <DayField form={form} name="toOn" label="在外的最后一日" />
    </Form>
  )
}
