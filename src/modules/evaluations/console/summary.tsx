/** Evaluators and words of the whole; after sending, what is added to it. */
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { evaluations, type Evaluation } from '../contract.ts'
import { scoreText } from '../score.ts'

const SummaryFields = evaluations.operations.saveSummary.input.omit({ evaluationId: true })
const StatementFields = evaluations.operations.addStatement.input.pick({ words: true })

export function Summary({ evaluation }: { evaluation: Evaluation }) {
  const say = useSay()
  const save = useCommand(evaluations, 'saveSummary')
  const form = useForm({
    schema: SummaryFields,
    draft: `evaluations.summary.${evaluation.id}`,
    initial: { evaluators: evaluation.evaluators, resultText: evaluation.resultText },
  })
  if (!evaluation.editable)
    return (
      <Panel title="考评结果">
        <p>考评人：{evaluation.evaluators.join('、') || '—'}</p>
        <p>{evaluation.resultText || '还没有填写。'}</p>
      </Panel>
    )
  return (
    <Panel title="考评结果">
      <Form
        form={form}
        action="保存考评结果"
        labels={{ evaluators: '考评人', resultText: '结果' }}
        onSend={(input) => save.mutateAsync({ ...input, evaluationId: evaluation.id })}
        onDone={() => say('已保存考评结果')}
      >
        <Evaluators form={form} />
        <LongTextField form={form} name="resultText" label="考评结果" maxLength={1000} />
      </Form>
    </Panel>
  )
}

function Evaluators({ form }: { form: Pick<FormState, 'id' | 'values' | 'set'> }): ReactNode {
  const value = form.values['evaluators']
  const id = `${form.id}-evaluators`
  return (
    <div className="gy-field">
      <label htmlFor={id}>考评人（不少于2人，输入姓名后按回车） *</label>
      <Select
        id={id}
        mode="tags"
        className="gy-wide"
        open={false}
        suffixIcon={null}
        value={Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []}
        onChange={(next: string[]) => form.set('evaluators', next)}
      />
    </div>
  )
}

export function Additions({ evaluation }: { evaluation: Evaluation }) {
  const may = useMay()
  const add = useCommand(evaluations, 'addStatement')
  const form = useForm({ schema: StatementFields, draft: `evaluations.statement.${evaluation.id}` })
  if (evaluation.status !== 'sent') return null
  return (
    <Panel title="送出记录">
      {evaluation.sendings.map((sending) => (
        <p key={`${sending.at} ${sending.kind}`} style={{ overflowWrap: 'anywhere' }}>
          <Moment at={sending.at} /> {sending.by} {sending.kind === 'score' ? '送交考评' : '更正说明'}
          {sending.scoreTenths !== null && ` ${scoreText(sending.scoreTenths)}分`}：{sending.words}
          {sending.hash && <span className="gy-help"> 校验 {sending.hash}</span>}
        </p>
      ))}
      {may('evaluations.addStatement') && (
        <Form
          form={form}
          action="补送更正说明"
          labels={{ words: '更正说明' }}
          onSend={(input) => add.mutateAsync({ ...input, evaluationId: evaluation.id })}
          onDone={() => form.set('words', undefined)}
        >
          <LongTextField form={form} name="words" label="更正说明" maxLength={1000} />
        </Form>
      )}
    </Panel>
  )
}
