/** Recording a clue, by county or township; a serious one by the township with the time it came to know. */
import { Button } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { FindingKind, findings, kindText, Severity, severityText } from '#modules/findings/contract.ts'
import { useCommand, useAnswer } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField, RadioField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { useMonth } from '#ui/place.ts'
import { evaluations } from '../contract.ts'

const Fields = z.object({
  place: z.string('请选择机构和乡镇'),
  kind: FindingKind,
  severity: Severity,
  source: z.enum(['callback', 'platform', 'inspection']),
  facts: z.string().trim().min(4, '请写明事实，至少4个字').max(1000),
})
const choicesOf = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([value, label]) => ({ value, label }))
const sources = { callback: '电话回访', platform: '平台监测', inspection: '现场检查' }
const labels = { place: '机构和乡镇', kind: '问题', severity: '严重程度', source: '来源', facts: '事实' }

export function NewFindingForm() {
  const { month } = useMonth()
  const may = useMay()
  const say = useSay()
  const [open, setOpen] = useState(false)
  const allowed = may('findings.record') && may('evaluations.overview')
  const places = useAnswer(evaluations, 'overview', { month }, { enabled: allowed && open })
  const record = useCommand(findings, 'record', { answers: ['duties'] })
  const form = useForm({ schema: Fields, draft: 'findings.record' })
  if (!allowed) return null
  if (!open) return <Button onClick={() => setOpen(true)}>登记问题线索</Button>
  const choices = (places.data?.rows ?? []).map(({ organisation, township }) => ({
    value: `${organisation.id} ${township.id}`,
    label: `${organisation.name} ${township.name}`,
  }))
  return (
    <Form
      form={form}
      action="登记问题线索"
      labels={labels}
      onSend={({ place, ...input }) => {
        const [organisationId = '', townshipId = ''] = place.split(' ')
        return record.mutateAsync({ ...input, month, organisationId, townshipId })
      }}
      onDone={() => {
        setOpen(false)
        say('线索已登记，待核实')
      }}
      secondary={<Button onClick={() => setOpen(false)}>返回</Button>}
    >
      <PickField form={form} name="place" label={labels.place} choices={choices} />
      <PickField form={form} name="kind" label={labels.kind} choices={choicesOf(kindText)} />
      <RadioField form={form} name="severity" label={labels.severity} choices={choicesOf(severityText)} />
      <RadioField form={form} name="source" label={labels.source} choices={choicesOf(sources)} />
      <LongTextField form={form} name="facts" label={labels.facts} maxLength={1000} />
    </Form>
  )
}
