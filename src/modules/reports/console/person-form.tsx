/** One person's form: columns 1–9 from the file, the rest as choices with their criteria beside. */
import { Button, Checkbox, Input, Radio } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Description } from '#ui/description.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { Reasons, ReasonsOf } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { reports } from '../contract.ts'
import { Observer, observerTitles } from '../form-operations.ts'

interface Props {
  roundId: string
  personId: string
  onSaved: () => void
}
type Shown = OutputOf<typeof reports.operations.form>
type Field = Shown['fields'][number]

export function PersonForm(props: Props) {
  const answer = useAnswer(reports, 'form', { roundId: props.roundId, personId: props.personId })
  return <Answer answer={answer}>{(form) => <Filling key={form.edition} {...props} form={form} />}</Answer>
}

function Filling({ form, roundId, personId, onSaved }: Props & { form: Shown }) {
  const may = useMay()
  const say = useSay()
  const [answers, setAnswers] = useState<Record<string, string>>(form.answers)
  const [observers, setObservers] = useState<Observer[]>(form.observers)
  const save = useCommand(reports, 'saveForm')
  const own = form.fields.filter(({ prefilled }) => !prefilled)
  const send = async () => {
    const { infringed, ...rest } = answers
    const kept = await save.mutateAsync({
      roundId,
      personId,
      answers: rest,
      infringed: infringed === 'yes' ? 'yes' : 'no',
      observers,
    })
    say(kept.clues.length > 0 ? `已保存；需跟进：${kept.clues.join('、')}` : '已保存')
    onSaved()
  }
  const ready = own.every(({ choices, field }) => choices.length === 0 || answers[field])
  return (
    <Panel title={`${form.prefilled['name'] ?? ''} · ${form.township}`} extra={<Basis citations={form.citations} />}>
      <FromFile form={form} />
      <Reasons reasons={form.hints} action="按原填内容保存" />
      {own.map((field) => (
        <Choice
          key={field.field}
          field={field}
          value={answers[field.field]}
          onChange={(value) => setAnswers({ ...answers, [field.field]: value })}
        />
      ))}
      <Observers value={observers} onChange={setObservers} />
      <ReasonsOf error={save.error} action="保存" />
      {may('reports.saveForm') && (
        <Button type="primary" disabled={!ready} loading={save.isPending} onClick={() => void send().catch(() => {})}>
          保存，下一人
        </Button>
      )}
      {!ready && <span className="gy-help">还有项目没有选。</span>}
    </Panel>
  )
}

function Choice({
  field,
  value,
  onChange,
}: {
  field: Field
  value: string | undefined
  onChange: (value: string) => void
}) {
  const legend = `${field.no}. ${field.title}${field.restricted ? '（只限本表有权人看到）' : ''}`
  return (
    <fieldset>
      <legend>{legend}</legend>
      {field.choices.length > 0 ? (
        <Radio.Group
          value={value}
          onChange={(event) => onChange(String(event.target.value))}
          options={field.choices.map((choice) => ({ value: choice.value, label: choice.title }))}
        />
      ) : (
        <Input
          aria-label={legend}
          value={value ?? ''}
          maxLength={500}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {field.footnote && <p className="gy-help">{field.footnote}</p>}
    </fieldset>
  )
}

function FromFile({ form }: { form: Shown }) {
  return (
    <>
      <Description
        columns={4}
        items={form.fields
          .filter(({ prefilled, field }) => prefilled && field !== 'no')
          .map(({ field, title }) => ({ label: title, value: form.prefilled[field] || '—' }))}
      />
      {form.warnings.map((warning) => (
        <p key={warning} role="note">
          {warning}
        </p>
      ))}
    </>
  )
}

function Observers({ value, onChange }: { value: Observer[]; onChange: (value: Observer[]) => void }) {
  return (
    <fieldset>
      <legend>在场</legend>
      <Checkbox.Group
        value={value}
        onChange={(values) => onChange(Observer.options.filter((each) => values.includes(each)))}
        options={Observer.options.map((each) => ({ value: each, label: observerTitles[each] }))}
      />
    </fieldset>
  )
}
