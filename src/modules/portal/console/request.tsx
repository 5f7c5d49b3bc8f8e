/** One correction, complaint or withdrawal: what was said, the clock, who handles it, the answer. */
import { Button } from 'antd'
import * as z from 'zod'
import { dateText } from '#kernel/calendar.ts'
import { HandOver } from '#modules/duties/console/hand-over.tsx'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { Description, type DescriptionItem } from '#ui/description.tsx'
import { LongTextField, PickField, RadioField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { InWindow } from '#ui/in-window.tsx'
import { Link } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { confirmedText, portal, presentText, type RequestDetails, requestText } from '../contract.ts'
import { RequestTag } from './requests.tsx'

export function RequestPage() {
  const requestId = useParam('requestId')
  const answer = useAnswer(portal, 'request', { requestId })
  return (
    <AnswerPage title="反映与更正" list={{ title: '反映与更正', to: '/requests' }} answer={answer}>
      {(details) => <Shown details={details} />}
    </AnswerPage>
  )
}

function Shown({ details }: { details: RequestDetails }) {
  return (
    <PageBody
      title={`${requestText[details.kind]} ${details.number}`}
      way={[{ title: '反映与更正', to: '/requests' }]}
      beside={
        <>
          <RequestTag status={details.status} /> {details.late && <FamilyTag family="red" text="逾期" />}
        </>
      }
      action={<Deeds details={details} />}
    >
      <Panel title={details.kind === 'complaint' ? '投诉内容' : '本人说的'}>
        <Description columns={2} items={saidOf(details)} />
      </Panel>
      <Panel title="办理">
        <Description columns={3} items={clockOf(details)} />
        <ul className="gy-lines">
          {details.steps.map((step) => (
            <li key={`${step.at}${step.text}`}>
              <Moment at={step.at} /> {step.text}：{step.byName}
              {step.words && `，${step.words}`}
            </li>
          ))}
        </ul>
      </Panel>
      <HandOver subjectKind="request" subjectId={details.id} />
    </PageBody>
  )
}

function saidOf(details: RequestDetails): DescriptionItem[] {
  const { kind, personId, name, raiserName, raisedBy, helperName, confirmedHow, confirmedWords } = details
  const helped =
    confirmedHow && `${helperName}代填，${confirmedText[confirmedHow]}${confirmedWords && `（${confirmedWords}）`}`
  const correction: DescriptionItem[] = [
    { label: '哪一条', value: details.about },
    { label: '哪里不对', value: <span className="gy-words">{details.wrong}</span>, wide: true },
    { label: '应当是', value: <span className="gy-words">{details.wanted}</span>, wide: true },
  ]
  const other: DescriptionItem[] = [
    { label: '反映谁', value: details.accused },
    { label: '说的事', value: <span className="gy-words">{details.words}</span>, wide: true },
  ]
  return [
    { label: '档案对象', value: personId ? <PersonLink personId={personId} name={name} /> : name },
    { label: '提出人', value: `${presentText[raisedBy]}${raiserName}` },
    { label: '代填和确认', value: helped ?? '本人自己填写' },
    ...(kind === 'correction' ? correction : other),
  ]
}

function clockOf(details: RequestDetails): DescriptionItem[] {
  const { takeDueOn, dueOn, citations, handlerName, answer, answeredAt } = details
  return [
    { label: '提出', value: <Moment at={details.raisedAt} /> },
    {
      label: details.kind === 'complaint' ? '交办期限' : '承办期限',
      value: (
        <>
          {dateText(takeDueOn)} <Basis citations={citations} />
        </>
      ),
    },
    {
      label: '答复期限',
      value: (
        <>
          {dateText(dueOn)} <Basis citations={citations} />
        </>
      ),
    },
    { label: '承办人', value: handlerName },
    { label: '答复', value: answer && <span className="gy-words">{answer}</span> },
    { label: '答复时间', value: answeredAt && <Moment at={answeredAt} /> },
  ]
}

function Deeds({ details }: { details: RequestDetails }) {
  const may = useMay()
  const me = useMe()
  const open = details.status === 'open' || details.status === 'taken'
  if (!open) return null
  const complaint = details.kind === 'complaint'
  const assigns = complaint && ['county-leader', 'auditor'].includes(me.role)
  return (
    <>
      {details.kind === 'correction' && may('persons.correct') && details.personId && (
        <Link to={`/persons/${details.personId}`}>到一人一档更正信息</Link>
      )}
      {assigns && (
        <InWindow
          verb={details.status === 'open' ? '交办' : '改由别人承办'}
          title={`交办${details.number}`}
          primary={details.status === 'open'}
        >
          {(close) => <AssignForm details={details} onDone={close} />}
        </InWindow>
      )}
      {!complaint && may('portal.assign') && !details.mine && !(details.passed && me.role === 'township-clerk') && (
        <Take details={details} />
      )}
      {details.mine && may('portal.answer') && (
        <InWindow verb="答复" title={`答复${details.number}`} primary>
          {(close) => <AnswerForm details={details} onDone={close} />}
        </InWindow>
      )}
    </>
  )
}

function Take({ details }: { details: RequestDetails }) {
  const assign = useCommand(portal, 'assign', { answers: ['duties'] })
  return (
    <>
      <Button type="primary" loading={assign.isPending} onClick={() => assign.mutate({ requestId: details.id })}>
        由我承办
      </Button>
      <ReasonsOf error={assign.error} action="承办" />
    </>
  )
}

const Assigning = z.object({ handlerId: z.string('请选择承办人') })

function AssignForm({ details, onDone }: { details: RequestDetails; onDone: () => void }) {
  const form = useForm({ schema: Assigning, draft: `portal.assign.${details.id}`, at: { accused_unit: 'handlerId' } })
  const assign = useCommand(portal, 'assign', { answers: ['duties'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="交办"
      labels={{ handlerId: '承办人' }}
      onSend={async ({ handlerId }) => {
        await assign.mutateAsync({ requestId: details.id, handlerId })
        say('已交办')
      }}
      onDone={onDone}
    >
      <p className="gy-note">被反映单位及其下属不能承办，不在名单里。</p>
      <PickField
        form={form}
        name="handlerId"
        label="承办人"
        choices={details.handlers.map(({ id, name, roleTitle, organisation }) => ({
          value: id,
          label: `${name}（${roleTitle}，${organisation}）`,
        }))}
      />
    </Form>
  )
}

const Answering = portal.operations.answer.input.omit({ requestId: true })

function AnswerForm({ details, onDone }: { details: RequestDetails; onDone: () => void }) {
  const form = useForm({ schema: Answering, draft: `portal.answer.${details.id}` })
  const answer = useCommand(portal, 'answer', { answers: ['duties'] })
  const say = useSay()
  const done = details.kind === 'correction' ? '属实，已更正' : '已办理'
  return (
    <Form
      form={form}
      action="答复"
      labels={{ outcome: '结果', words: '答复' }}
      onSend={async (input) => {
        await answer.mutateAsync({ ...input, requestId: details.id })
        say('已答复，本人在“我要反映”里可以看到')
      }}
      onDone={onDone}
    >
      <RadioField
        form={form}
        name="outcome"
        label="结果"
        choices={[
          { value: 'done', label: done },
          { value: 'refused', label: '不予办理（写明理由）' },
        ]}
      />
      <LongTextField form={form} name="words" label="答复" rows={4} maxLength={1000} help="写给本人看，用能听懂的话" />
    </Form>
  )
}
