/** The six steps of an application. */
import { Alert, Radio } from 'antd'
import * as z from 'zod'
import { dateText, PlainDate } from '#kernel/calendar.ts'
import { Capacity, capacityText } from '#kernel/capacity.ts'
import { birthDateOf, faultOfIdentityNumber, tidyIdentityNumber } from '#kernel/identity-number.ts'
import { useAnswer } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Basis } from '#ui/citation.tsx'
import { Field, type FieldForm, textOf } from '#ui/field.tsx'
import { IdentityField, NameField, PhoneField, PickField, RadioField, TextField, TickField } from '#ui/fields.tsx'
import { useWord } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Loading } from '#ui/states.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { isAdult } from '../applying.ts'
import { recognition } from '../contract.ts'
import { type MaterialState, Materials, materialStateText } from '../intake-shape.ts'
import { verifiable } from '../materials.ts'
import { AppliedBy, appliedByText } from '../words.ts'
import { FactsEditor, type FactsValue } from './facts-editor.tsx'
import { OldScheme } from './old-scheme.tsx'
import { intakeLabels as labels } from './intake-labels.ts'
import { useAreas } from './places.ts'

interface Props {
  form: FieldForm
}
const label = (name: string): string => labels[name] ?? name

export function WhoStep({ form }: Props) {
  const by = textOf(form, 'appliedBy')
  return (
    <>
      <RadioField
        form={form}
        name="appliedBy"
        label={label('appliedBy')}
        choices={AppliedBy.options.map((value) => ({ value, label: appliedByText[value] }))}
        help="不能自行申请的，乡镇和村（居）应主动帮助"
      />
      {by !== 'self' && (
        <div className="gy-two">
          <NameField form={form} name="helper" label={`${label('helper')}${by === 'found' ? '（发现人）' : ' *'}`} />
          <TextField form={form} name="relation" label={label('relation')} maxLength={40} />
        </div>
      )}
      <DayField form={form} name="receivedOn" label={label('receivedOn')} help="补录以前的纸质申请，填当时收到的日期" />
      <TextField
        form={form}
        name="paperReference"
        label={label('paperReference')}
        help="按纸质申请补录时必填：盒、夹、页"
      />
    </>
  )
}

export function IdentityStep({ form }: Props) {
  const word = useWord()
  const { townships, villagesOf } = useAreas()
  const legacy = useAnswer(recognition, 'intakeForm', {}).data?.legacy ?? null
  return (
    <>
      <NameField form={form} name="name" label={label('name')} />
      <IdentityField form={form} name="idNumber" label={label('idNumber')} help="年龄、性别、出生日期自动读取" />
      <Hits number={tidyIdentityNumber(textOf(form, 'idNumber'))} receivedOn={textOf(form, 'receivedOn')} />
      <CapacityAsked form={form} />
      <PhoneField form={form} name="phone" label={label('phone')} />
      <RadioField
        form={form}
        name="householdClass"
        label={label('householdClass')}
        choices={[
          { value: 'rural', label: '农村' },
          { value: 'urban', label: '城市' },
        ]}
        help="有承包地或参加集体收益分配的按农村"
      />
      <div className="gy-two">
        <PickField form={form} name="townshipId" label={`户籍所在${word('乡镇')}`} choices={townships} />
        <PickField form={form} name="villageId" label={word('村')} choices={villagesOf(textOf(form, 'townshipId'))} />
      </div>
      <TextField form={form} name="residence" label={label('residence')} maxLength={200} />
      {legacy && <OldScheme form={form} legacy={legacy} />}
    </>
  )
}

/** Of an adult; a child's age says it. */
function CapacityAsked({ form }: Props) {
  const bornOn = birthDateOf(tidyIdentityNumber(textOf(form, 'idNumber')))
  const day = PlainDate.safeParse(textOf(form, 'receivedOn'))
  if (!bornOn || !isAdult(bornOn, day.success ? day.data : today())) return null
  const capacity = textOf(form, 'capacity')
  return (
    <>
      <RadioField
        form={form}
        name="capacity"
        label={`${label('capacity')} *`}
        choices={choicesOf(Capacity.options, capacityText)}
        help="限制、无民事行为能力的，由监护人或代办人申请；确认后写入一人一档"
      />
      {(capacity === 'limited' || capacity === 'none') && (
        <TextField
          form={form}
          name="capacityBasis"
          label={`${label('capacityBasis')} *`}
          maxLength={200}
          help="判决书号，或鉴定、诊断、残疾证等证明的名称"
        />
      )}
    </>
  )
}

/** Asked as soon as the number can be one; what stands against it is said at once. */
function Hits({ number, receivedOn }: { number: string; receivedOn: string }) {
  const whole = number.length === 18 && faultOfIdentityNumber(number) === undefined
  const day = z.iso.date().safeParse(receivedOn)
  const input = { idNumber: number, ...(day.success ? { receivedOn: day.data } : {}) }
  const found = useAnswer(recognition, 'checkIdentity', input, { enabled: whole })
  const fault = number.length >= 15 ? faultOfIdentityNumber(number) : undefined
  if (fault) return <Alert type="error" showIcon title={`${fault}。`} />
  if (!whole || !found.data) return <ReasonsOf error={found.error} action="核对身份" />
  const { age, sex, bornOn, hits } = found.data
  return (
    <div className="gy-hits" role="status">
      <p>
        {sex === 'female' ? '女' : '男'}，{age}岁{bornOn && `，${dateText(bornOn)}出生`}。
        {hits.length === 0 && '没有在册、死亡、重复申请的记录。'}
      </p>
      {hits.map((hit) => (
        <Alert key={hit.code} type={hit.stops ? 'error' : 'warning'} showIcon title={hit.message} />
      ))}
    </div>
  )
}

/** What is half filled in stays as it is; only the sending asks for all of it. */
const HalfFilled = z.custom<FactsValue>((value) => typeof value === 'object' && value !== null)
export const factsIn = (form: Pick<FieldForm, 'values'>, name = 'facts'): FactsValue =>
  HalfFilled.safeParse(form.values[name]).data ?? {}

export function ConditionsStep({ form }: Props) {
  return (
    <Field form={form} name="facts" label={label('facts')}>
      <div id={`${form.id}-facts`} tabIndex={-1}>
        <FactsEditor value={factsIn(form)} onChange={(facts) => form.set('facts', facts)} />
      </div>
    </Field>
  )
}

export const materialsIn = (form: FieldForm) => Materials.safeParse(form.values['materials']).data ?? []

export function MaterialsStep({ form, disabled }: Props & { disabled: boolean }) {
  const { data, error } = useAnswer(recognition, 'intakeForm', { disabled })
  if (!data) return error ? <ReasonsOf error={error} action="显示材料要求" /> : <Loading lines={5} />
  const given = materialsIn(form)
  const put = (code: string, state: MaterialState) =>
    form.set('materials', [...given.filter((each) => each.code !== code), { code, state }])
  return (
    <>
      <p>
        按前面的回答列出，能查到的不用交。 <Basis citations={data.citations} />
      </p>
      <ul className="gy-materials">
        {data.materials.map(({ code, title, help }) => (
          <li key={code}>
            <div>
              <strong>{title}</strong>
              <div className="gy-help">{help}</div>
            </div>
            <Radio.Group
              aria-label={title}
              options={choicesFor(code)}
              value={given.find((each) => each.code === code)?.state ?? 'missing'}
              onChange={(event) => put(code, event.target.value)}
            />
          </li>
        ))}
      </ul>
      <UploadField form={form} name="fileIds" label={label('fileIds')} />
    </>
  )
}

/** Only what an office can look up itself need not be handed in. */
const choicesFor = (code: string) =>
  (verifiable.has(code) ? (['have', 'missing', 'not_needed'] as const) : (['have', 'missing'] as const)).map(
    (value) => ({ value, label: materialStateText[value] }),
  )

export function CommitmentStep({ form }: Props) {
  const relative = textOf(form, 'isRelative') === 'yes'
  return (
    <>
      <TickField
        form={form}
        name="committed"
        label={label('committed')}
        statement="申请人已承诺所填属实，并授权核对本人经济状况（已签名或捺印）"
        help="不共同生活的义务人，必要时经其同意才核对"
      />
      <div className="gy-field">
        <span id="near-relative">申请人是经办人员或村（居）干部的近亲属吗？</span>
        <Radio.Group
          aria-labelledby="near-relative"
          options={[
            { value: 'no', label: '不是' },
            { value: 'yes', label: '是：单独登记备案，由县里入户核查' },
          ]}
          value={relative ? 'yes' : 'no'}
          onChange={(event) => {
            form.set('isRelative', event.target.value)
            if (event.target.value === 'no') form.set('nearRelative', undefined)
          }}
        />
      </div>
      {relative && <TextField form={form} name="nearRelative" label="是谁的什么亲属 *" maxLength={100} />}
    </>
  )
}
