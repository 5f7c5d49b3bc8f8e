/** 一票否决: cases with class, evidence and hearing; decided by another person than opened them. */
import { Button } from 'antd'
import { useState } from 'react'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { LongTextField, PickField, RadioField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { Upload, type Uploaded } from '#ui/upload.tsx'
import { evaluations } from '../contract.ts'
import { type VetoCase, vetoClassText, vetoStatusText } from '../veto-contract.ts'

const { openVeto, stateVeto, decideVeto } = evaluations.operations
const OpenFields = openVeto.input.pick({ organisationId: true, class: true, facts: true })
const StateFields = stateVeto.input.pick({ words: true })
const DecideFields = decideVeto.input.pick({ reason: true, legalOpinion: true })
const classes = Object.entries(vetoClassText).map(([value, label]) => ({ value, label }))

export function Vetoes() {
  const may = useMay()
  const answer = useAnswer(evaluations, 'vetoCases', {})
  return (
    <PageBody title="一票否决" beside="一票否决优先于一切得分">
      {may('evaluations.openVeto') && <Open />}
      <Answer answer={answer}>
        {(cases) =>
          cases.length === 0 ? (
            <Empty>没有一票否决的立案。</Empty>
          ) : (
            cases.map((veto) => <Card key={veto.id} veto={veto} />)
          )
        }
      </Answer>
    </PageBody>
  )
}

function Card({ veto }: { veto: VetoCase }) {
  const may = useMay()
  const open = veto.decidedAt === null
  return (
    <Panel
      title={`${veto.organisation.name} ${vetoClassText[veto.class]}`}
      extra={<FamilyTag family={veto.status === 'decided' ? 'red' : 'orange'} text={vetoStatusText[veto.status]} />}
    >
      <p>{veto.facts}</p>
      <p>
        听取意见期限 <Day day={veto.hearingDueOn} /> <Basis citations={veto.citations} />
      </p>
      {veto.steps.map((step) => (
        <p key={`${step.kind} ${step.at}`}>
          <Moment at={step.at} /> {step.by}：{step.words}
        </p>
      ))}
      {open && may('evaluations.stateVeto') && <State vetoCaseId={veto.id} />}
      {open && may('evaluations.decideVeto') && <Decide vetoCaseId={veto.id} />}
    </Panel>
  )
}

function Open() {
  const { month } = useMonth()
  const say = useSay()
  const [shown, setShown] = useState(false)
  const [files, setFiles] = useState<readonly Uploaded[]>([])
  const overview = useAnswer(evaluations, 'overview', { month }, { enabled: shown })
  const open = useCommand(evaluations, 'openVeto', { answers: ['duties'] })
  const form = useForm({ schema: OpenFields, draft: 'evaluations.openVeto' })
  if (!shown) return <Button onClick={() => setShown(true)}>一票否决立案</Button>
  const providers = new Map((overview.data?.rows ?? []).map(({ organisation }) => [organisation.id, organisation.name]))
  return (
    <Form
      form={form}
      action="立案"
      labels={{ organisationId: '机构', class: '情形', facts: '事实' }}
      onSend={(input) => open.mutateAsync({ ...input, evidenceFileId: files[0]?.fileId ?? '' })}
      onDone={() => {
        setShown(false)
        say('已立案，机构可以陈述意见')
      }}
    >
      <PickField
        form={form}
        name="organisationId"
        label="机构"
        choices={[...providers].map(([value, label]) => ({ value, label }))}
      />
      <RadioField form={form} name="class" label="情形" choices={classes} />
      <LongTextField form={form} name="facts" label="事实" rows={4} maxLength={2000} />
      <Upload label="证据（必须上传）" most={1} value={files} onChange={setFiles} />
    </Form>
  )
}

function State({ vetoCaseId }: { vetoCaseId: string }) {
  const state = useCommand(evaluations, 'stateVeto', { answers: ['duties'] })
  const form = useForm({ schema: StateFields, draft: `evaluations.stateVeto.${vetoCaseId}` })
  return (
    <Form
      form={form}
      action="陈述意见"
      labels={{ words: '意见' }}
      onSend={(input) => state.mutateAsync({ ...input, vetoCaseId })}
    >
      <LongTextField form={form} name="words" label="意见" rows={4} maxLength={2000} />
    </Form>
  )
}

function Decide({ vetoCaseId }: { vetoCaseId: string }) {
  const decide = useCommand(evaluations, 'decideVeto', { answers: ['duties'] })
  const form = useForm({ schema: DecideFields, draft: `evaluations.decideVeto.${vetoCaseId}` })
  const drop = () => {
    const input = form.checked()
    if (input) decide.mutate({ ...input, vetoCaseId, veto: false })
  }
  return (
    <Form
      form={form}
      action="决定一票否决"
      labels={{ reason: '理由', legalOpinion: '法制审核意见' }}
      onSend={(input) => decide.mutateAsync({ ...input, vetoCaseId, veto: true })}
      secondary={<Button onClick={drop}>不予否决</Button>}
    >
      <LongTextField form={form} name="reason" label="理由" maxLength={1000} />
      <LongTextField form={form} name="legalOpinion" label="法制审核意见（其他情形必填）" maxLength={1000} />
    </Form>
  )
}
