/** Where a person is: dwelling position, return from an absence. */
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { RadioField, TextField } from '#ui/fields.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField, NumberField } from '#ui/number-fields.tsx'
import { persons } from '../contract.ts'
import type { ActionProps } from './action-forms.tsx'
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
