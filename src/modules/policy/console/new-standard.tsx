/** 登记新标准: 文件 → 数值 → 影响 → 送审 (screens 4.3). Another person adopts it. */
import type * as z from 'zod'
import { yuanText } from '#kernel/money.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Description } from '#ui/description.tsx'
import { textOf } from '#ui/field.tsx'
import { LongTextField, PickField, TextField } from '#ui/fields.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { Link, useGo } from '#ui/link.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { PageBody } from '#ui/page.tsx'
import { Reasons } from '#ui/reasons.tsx'
import { Answer } from '#ui/states.tsx'
import { StepForm } from '#ui/step-form.tsx'
import { policy } from '../contract.ts'
import type { Impact as ImpactOf } from '../shapes.ts'
import { NewDocumentPanel } from './new-document.tsx'
import { canEdit, ValueEditor } from './value-editor.tsx'

const input = policy.operations.propose.input
type ProposalForm = FormState<typeof input>

const labels = {
  document: '文件',
  key: '事项',
  value: '数值',
  clause: '条款',
  quote: '条款原文',
  from: '施行日',
  to: '失效日',
}

export function NewStandard() {
  const form = useForm({ schema: input, draft: 'policy.propose' })
  const propose = useCommand(policy, 'propose')
  const say = useSay()
  const go = useGo()
  const read = input.safeParse(form.values)
  const impact = useAnswer(policy, 'impact', read.data ?? nothingYet, { enabled: read.success })
  return (
    <PageBody title="登记新标准">
      <StepForm
        form={form}
        action="送审"
        labels={labels}
        onSend={(sent) => propose.mutateAsync(sent)}
        onDone={() => {
          say('已送审。另一位有权限的同事采用后生效')
          go('/policy?tab=proposals')
        }}
        steps={[
          { title: '文件', fields: ['document'], view: <DocumentStep form={form} /> },
          { title: '数值', fields: ['key', 'value', 'clause', 'quote', 'from', 'to'], view: <ValueStep form={form} /> },
          {
            title: '影响',
            fields: [],
            view: <Impact answer={impact} />,
            blocked: read.success ? stopOf(impact) : undefined,
          },
          { title: '送审', fields: [], view: <Review form={form} impact={impact} /> },
        ]}
      />
      <NewDocumentPanel />
    </PageBody>
  )
}

function DocumentStep({ form }: { form: ProposalForm }) {
  const documents = useAnswer(policy, 'documents', {})
  return (
    <Answer answer={documents} lines={2}>
      {({ rows }) => (
        <PickField
          form={form}
          name="document"
          label={labels.document}
          help="没有列出的文件，请先在本页下方登记。"
          choices={rows.map((row) => ({
            value: row.key,
            label: `${row.title}${row.number ? ` ${row.number}` : ''}（${row.status}）`,
            disabled: row.status === '征求意见稿',
          }))}
        />
      )}
    </Answer>
  )
}

function ValueStep({ form }: { form: ProposalForm }) {
  const keys = useAnswer(policy, 'keys', {})
  return (
    <Answer answer={keys} lines={3}>
      {(all) => {
        const chosen = all.find(({ key }) => key === form.values['key'])
        return (
          <>
            <PickField
              form={startingFromPresent(form, all)}
              name="key"
              label={labels.key}
              help="没有列出的事项结构较复杂，请用政策包文件登记。"
              choices={all
                .filter(({ schema }) => canEdit(schema))
                .map(({ key, title, unit }) => ({ value: key, label: unit ? `${title}（${unit}）` : title }))}
            />
            {chosen && <ChosenValue form={form} chosen={chosen} />}
            <TextField form={form} name="clause" label={labels.clause} help="照文件写，如“四、工作内容（三）”。" />
            <LongTextField
              form={form}
              name="quote"
              label={labels.quote}
              maxLength={2000}
              help="从全文照录，不改一字。"
            />
            <DayField form={form} name="from" label={labels.from} />
            <DayField form={form} name="to" label={labels.to} />
          </>
        )
      }}
    </Answer>
  )
}

interface Chosen {
  key: string
  title: string
  setBy: string
  present: unknown
  schema: unknown
}

function ChosenValue({ form, chosen }: { form: ProposalForm; chosen: Chosen }) {
  return (
    <>
      <ValueEditor
        key={chosen.key}
        label={labels.value}
        schema={chosen.schema}
        value={form.values['value']}
        onChange={(value) => form.set('value', value)}
      />
      <p className="gy-help">谁可规定：{chosen.setBy}</p>
    </>
  )
}

/** Another key has another shape: its present value is the start. */
function startingFromPresent(form: ProposalForm, all: readonly Chosen[]): ProposalForm {
  return {
    ...form,
    set: (name, value, composing) => {
      form.set(name, value, composing)
      if (name === 'key') form.set('value', all.find(({ key }) => key === value)?.present ?? undefined)
    },
  }
}

type Answered = ReturnType<typeof useAnswer<typeof policy, 'impact'>>

/** Never sent: the question waits until every field is in order. */
const nothingYet: z.input<typeof input> = {
  key: '',
  value: null,
  from: '',
  document: '',
  clause: '',
  quote: '',
}

/** What the server would refuse is refused here, before it is sent. */
function stopOf({ data, error, isPending }: Answered): string | undefined {
  if (isPending) return '正在看影响，请稍候'
  if (error) return '现在不能送审，请先改正上面说的问题'
  return data.refusals.length > 0 ? '现在不能送审：请回到上一步改正，或改用别的文件' : undefined
}

const Impact = ({ answer }: { answer: Answered }) => (
  <Answer answer={answer}>{(data) => <ImpactText impact={data} />}</Answer>
)

const fenText = (fen: bigint | null): string => (fen === null ? '—' : `${yuanText(fen)} 元`)

function ImpactText({ impact }: { impact: ImpactOf }) {
  return (
    <>
      <p>
        {impact.title}：{impact.before} → <strong>{impact.after}</strong>
      </p>
      {impact.groups.length > 0 && (
        <p>
          涉及{impact.persons}人，每月由{fenText(impact.monthlyBefore)}变为{fenText(impact.monthlyAfter)}。
        </p>
      )}
      <p>已关账的月份不变。</p>
      <Reasons action="送审" reasons={impact.refusals.map((each) => ({ code: each.message, ...each }))} />
      {impact.warnings.map(({ message, citations }) => (
        <p key={message} role="note">
          {message} <Basis citations={citations ?? []} />
        </p>
      ))}
    </>
  )
}

function Review({ form, impact }: { form: ProposalForm; impact: Answered }) {
  const shown = ['document', 'clause', 'from', 'to', 'quote'] as const
  return (
    <>
      <Description
        columns={2}
        items={shown.map((name) => ({ label: labels[name], value: textOf(form, name), wide: name === 'quote' }))}
      />
      <Impact answer={impact} />
      <p>
        送审后由另一位有权限的同事在<Link to="/policy?tab=proposals">送审</Link>中采用或退回。登记人自己不能采用。
      </p>
    </>
  )
}
