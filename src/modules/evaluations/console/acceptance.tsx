/** The acceptance of one provider's month, opened from the table: what the month shows, the clerk's proposal, the leader's decision. */
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, RadioField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import type { Acceptance } from '../acceptance-contract.ts'
import { evaluations } from '../contract.ts'
import { scoreText } from '../score.ts'
import { type Act, decisionText } from './words.ts'

const items = ['按名册提供服务', '服务记录真实完整', '服务质量和满意度', '问题整改'] as const
const itemChoices = [
  { value: 'good', label: '合格' },
  { value: 'poor', label: '不合格' },
]
const Fields = z.object({
  result: z.enum(['accepted', 'refused']),
  item0: z.enum(['good', 'poor']),
  item1: z.enum(['good', 'poor']),
  item2: z.enum(['good', 'poor']),
  item3: z.enum(['good', 'poor']),
  words: z.string().trim().max(1000).default(''),
  withoutScoreReason: z.string().trim().max(500).default(''),
})

/** What the month shows by itself, what was said of it before, and the form of whoever is to act. */
export function AcceptanceBody({ acceptance, act, onDone }: { acceptance: Acceptance; act: Act; onDone: () => void }) {
  const { townships, proposals } = acceptance
  const last = proposals.at(-1)
  return (
    <>
      <Description
        columns={2}
        items={[
          { label: '乡镇考评', value: scoresText(townships), wide: true },
          { label: '抽查', value: `${acceptance.personsSampled}人` },
          { label: '满意度', value: acceptance.satisfied.percentText },
          { label: '未决定的问题', value: `${acceptance.openFindings}项` },
          { label: '验收期限', value: <Day day={acceptance.acceptanceDueOn} /> },
          { label: '依据', value: <Basis citations={acceptance.citations} /> },
        ]}
      />
      {proposals.map((proposal) => (
        <p key={proposal.id}>
          {proposal.by}提出{proposal.result === 'accepted' ? '通过' : '不通过'}验收；{decisionText(proposal.decision)}{' '}
          {proposal.decidedBy} {proposal.reportNo} {proposal.decisionReason}
        </p>
      ))}
      {act === 'propose' && <Propose acceptance={acceptance} onDone={onDone} />}
      {act === 'decide' && last && <Decide proposal={last} onDone={onDone} />}
    </>
  )
}

const scoresText = (townships: Acceptance['townships']): string =>
  townships
    .map(({ name, scoreTenths, sentAt }) => {
      if (sentAt === null) return `${name}未送`
      return `${name}${scoreTenths === null ? '已评' : `${scoreText(scoreTenths)}分`}`
    })
    .join('、')

function Propose({ acceptance, onDone }: { acceptance: Acceptance; onDone: () => void }) {
  const say = useSay()
  const [without, setWithout] = useState<string[]>([])
  const propose = useCommand(evaluations, 'proposeAcceptance', { answers: ['duties'] })
  const { month, organisation, townships } = acceptance
  const form = useForm({ schema: Fields, draft: `evaluations.acceptance.${month}.${organisation.id}` })
  const missing = townships.filter(({ sentAt }) => sentAt === null)
  const labels = { result: '验收结果', item0: items[0], item1: items[1], item2: items[2], item3: items[3] }
  return (
    <Form
      form={form}
      action="通过本月验收"
      labels={labels}
      onSend={({ item0, item1, item2, item3, ...input }) =>
        propose.mutateAsync({
          ...input,
          month,
          organisationId: organisation.id,
          withoutScore: without,
          items: [item0, item1, item2, item3].map((result, index) => ({ title: items[index] ?? '', result })),
        })
      }
      onDone={() => {
        say('验收意见已提交负责人')
        onDone()
      }}
    >
      {items.map((item, index) => (
        <RadioField key={item} form={form} name={`item${index}`} label={item} choices={itemChoices} />
      ))}
      <RadioField
        form={form}
        name="result"
        label="验收结果"
        choices={[
          { value: 'accepted', label: '通过' },
          { value: 'refused', label: '不通过' },
        ]}
      />
      <LongTextField form={form} name="words" label="说明" rows={2} maxLength={1000} />
      <Missing form={form} townships={missing} without={without} onChange={setWithout} />
    </Form>
  )
}

interface MissingProps {
  form: FieldForm
  townships: Acceptance['townships']
  without: string[]
  onChange: (townshipIds: string[]) => void
}

function Missing({ form, townships, without, onChange }: MissingProps) {
  if (townships.length === 0) return null
  return (
    <>
      <p>以下乡镇没有送考评，到期后可按默认办法处理：</p>
      <Checkbox.Group
        value={without}
        options={townships.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(next) => onChange(next)}
      />
      <LongTextField form={form} name="withoutScoreReason" label="按默认办法处理的理由" rows={2} />
    </>
  )
}

type Proposal = Acceptance['proposals'][number]

function Decide({ proposal, onDone }: { proposal: Proposal; onDone: () => void }) {
  const say = useSay()
  const { id: proposalId, items: judged, words, result } = proposal
  const decide = useCommand(evaluations, 'decideAcceptance', { answers: ['duties'] })
  const form = useForm({
    schema: z.object({ reason: z.string().trim().max(500).default('') }),
    draft: `evaluations.decide.${proposalId}`,
  })
  const [error, setError] = useState<unknown>()
  const done = (said: string) => {
    say(said)
    onDone()
  }
  const returnIt = () => {
    const { reason } = form.values
    const input = { proposalId, agree: false, reason: typeof reason === 'string' ? reason : '' }
    setError(undefined)
    void decide.mutateAsync(input).then(() => done('已退回验收意见'), setError)
  }
  return (
    <>
      <p>
        {result === 'accepted' ? '建议通过验收' : '建议不通过验收'}：
        {judged.map((item) => `${item.title}${item.result === 'good' ? '合格' : '不合格'}`).join('；')}。{words}
      </p>
      <ReasonsOf error={error} action="退回验收意见" />
      <Form
        form={form}
        action="同意验收意见"
        labels={{ reason: '理由' }}
        onSend={(input) => decide.mutateAsync({ ...input, proposalId, agree: true })}
        onDone={() => done('已决定验收')}
        secondary={<Button onClick={returnIt}>退回</Button>}
      >
        <LongTextField form={form} name="reason" label="理由（退回时必填）" rows={2} />
      </Form>
    </>
  )
}
