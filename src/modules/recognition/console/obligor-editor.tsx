/** 法定义务人: each singly, with what the clause asks of him. */
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import type * as z from 'zod'
import type { Obligor } from '../facts.ts'
import { Consent, consentText, Limit, ObligorStanding, obligorStandingText } from '../words.ts'
import { AddButton, Disabilities, fenShown, fenTyped } from './facts-editor.tsx'

type ObligorValue = z.input<typeof Obligor>

interface Props {
  value: readonly ObligorValue[]
  onChange: (next: ObligorValue[]) => void
}

export function Obligors({ value, onChange }: Props) {
  const put = (at: number, change: Partial<ObligorValue>) =>
    onChange(value.map((each, index) => (index === at ? { ...each, ...change } : each)))
  return (
    <>
      {value.map((obligor, index) => (
        // Rows are only added at the end and taken away by their own button.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={index} className="gy-obligor">
          <legend>义务人{index + 1}</legend>
          <OneObligor obligor={obligor} number={index + 1} put={(change) => put(index, change)} />
          <Button size="small" danger onClick={() => onChange(value.filter((_, at) => at !== index))}>
            删去义务人{index + 1}
          </Button>
        </fieldset>
      ))}
      <AddButton onClick={() => onChange([...value, { name: '', relation: '' }])}>增加义务人</AddButton>
    </>
  )
}

const below: Record<Limit, string> = { within: '低于规定', beyond: '高于规定', unknown: '未查清' }
const limitChoices = Limit.options.map((value) => ({ value, label: below[value] }))
const consents = Consent.options.map((value) => ({ value, label: consentText[value] }))

interface OneProps {
  obligor: ObligorValue
  number: number
  put: (change: Partial<ObligorValue>) => void
}

function OneObligor({ obligor, number, put }: OneProps) {
  const label = (text: string) => `义务人${number}${text}`
  return (
    <>
      <Who obligor={obligor} number={number} put={put} />
      <Checkbox.Group
        options={ObligorStanding.options.map((each) => ({ value: each, label: obligorStandingText[each] }))}
        value={obligor.standings ?? []}
        onChange={(chosen) => put({ standings: ObligorStanding.options.filter((each) => chosen.includes(each)) })}
      />
      <Disabilities label={label('残疾')} value={obligor} put={put} />
      <div className="gy-facts-line">
        <Choice
          label="收入"
          name={label('收入')}
          value={obligor.income ?? 'unknown'}
          onChange={(income) => put({ income })}
        />
        <span className="gy-facts-choice">
          <span aria-hidden="true">上年收入（元）</span>
          <InputNumber
            aria-label={label('上年收入（元）')}
            min={0}
            max={100_000_000}
            precision={2}
            controls={false}
            value={fenShown(obligor.yearlyIncomeFen)}
            onChange={(yuan) => put({ yearlyIncomeFen: fenTyped(yuan) })}
          />
        </span>
        <Choice
          label="财产"
          name={label('财产')}
          value={obligor.property ?? 'unknown'}
          onChange={(property) => put({ property })}
        />
        {!obligor.livesWith && <ConsentChoice obligor={obligor} name={label('是否同意核对')} put={put} />}
      </div>
    </>
  )
}

function ConsentChoice({ obligor, name, put }: Pick<OneProps, 'obligor' | 'put'> & { name: string }) {
  return (
    <span className="gy-facts-choice">
      <span aria-hidden="true">是否同意核对</span>
      <Select
        aria-label={name}
        className="gy-filter"
        options={consents}
        value={obligor.consent ?? 'not_needed'}
        onChange={(consent: Consent) => put({ consent })}
      />
    </span>
  )
}

function Who({ obligor, number, put }: OneProps) {
  const label = (text: string) => `义务人${number}${text}`
  return (
    <div className="gy-facts-line">
      <Input
        aria-label={label('姓名')}
        placeholder="姓名"
        maxLength={60}
        value={obligor.name}
        onChange={(event) => put({ name: event.target.value })}
      />
      <Input
        aria-label={label('关系')}
        placeholder="关系，如长子"
        maxLength={20}
        value={obligor.relation}
        onChange={(event) => put({ relation: event.target.value })}
      />
      <InputNumber
        aria-label={label('年龄')}
        placeholder="年龄"
        min={0}
        max={130}
        precision={0}
        controls={false}
        value={obligor.age ?? null}
        onChange={(age) => put({ age })}
      />
      <Checkbox checked={obligor.livesWith ?? false} onChange={(event) => put({ livesWith: event.target.checked })}>
        共同生活
      </Checkbox>
    </div>
  )
}

interface ChoiceProps {
  label: string
  name: string
  value: Limit
  onChange: (next: Limit) => void
}

function Choice({ label, name, value, onChange }: ChoiceProps) {
  return (
    <span className="gy-facts-choice">
      <span aria-hidden="true">{label}</span>
      <Select aria-label={name} className="gy-filter" options={limitChoices} value={value} onChange={onChange} />
    </span>
  )
}
