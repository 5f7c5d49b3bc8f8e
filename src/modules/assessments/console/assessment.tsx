/** 自理能力评估: history on one line, the form as data, the result with its reasoning, and the next step of whoever looks (screens 4.28). */
import { dateText, monthText, plainMonth } from '#kernel/calendar.ts'
import { HandOver } from '#modules/duties/console/hand-over.tsx'
import { sexText } from '#modules/persons/words.ts'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import { Description } from '#ui/description.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { PrintButton } from '#ui/print-button.tsx'
import { FamilyTag, LevelTag, ModeTag } from '#ui/status-tag.tsx'
import { assessments } from '../contract.ts'
import type { AssessmentShown } from '../shapes.ts'
import { askedByText, deedText, formText, statusText, whyText } from '../words.ts'
import { Deeds } from './deeds.tsx'
import { EntryForm } from './entry-form.tsx'
import { PrintForms } from './print-forms.tsx'
import { Results } from './results.tsx'
import { deadlineOf, familyOf } from './showing.ts'

export function AssessmentPage() {
  const assessmentId = useParam('assessmentId')
  const answer = useAnswer(assessments, 'get', { assessmentId })
  return (
    <AnswerPage title="自理能力评估" list={{ title: '能力评估', to: '/assessments' }} answer={answer}>
      {(found) => <Body key={`${found.id} ${found.edition}`} found={found} />}
    </AnswerPage>
  )
}

function Body({ found }: { found: AssessmentShown }) {
  const mayEnter = found.objections.some(({ deed, reasons }) => deed === 'submit' && reasons.length === 0)
  return (
    <PageBody
      title={`自理能力评估 ${found.person}`}
      way={[{ title: '能力评估', to: '/assessments' }]}
      beside={<Beside found={found} />}
      others={<Prints found={found} />}
    >
      <History found={found} />
      <Facts found={found} />
      {mayEnter && <EntryForm found={found} />}
      <Results found={found} />
      <Deeds found={found} />
      <HandOver subjectKind="assessment" subjectId={found.id} />
      <Steps found={found} />
    </PageBody>
  )
}

function Beside({ found }: { found: AssessmentShown }) {
  const deadline = deadlineOf(found)
  return (
    <span className="gy-tags">
      {found.number} <FamilyTag family={familyOf[found.status]} text={statusText[found.status]} />{' '}
      {deadline && <DeadlineChip deadline={{ ...deadline, citations: found.termCitations }} />}
      {found.dueEstimated && '（该年放假安排未公布，按周末估算）'}
    </span>
  )
}

/** Levels and medical events on one line, the oldest first. */
function History({ found }: { found: AssessmentShown }) {
  const levels = found.levels.map((each) => ({
    on: each.fromOn,
    key: `level ${each.fromOn} ${each.level}`,
    level: each.level,
  }))
  const events = found.events.map((each) => ({ on: each.fromOn, key: `event ${each.fromOn}`, text: each.text }))
  const line = [...levels, ...events].toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return (
    <p className="gy-note" role="note" aria-label="等级沿革和就医">
      {line.length === 0 && '还没有等级和住院记录。'}
      {line.map((each, index) => (
        <span key={each.key}>
          {index > 0 && '　→　'}
          <Day day={each.on} /> {'level' in each ? <LevelTag level={each.level} /> : each.text}
        </span>
      ))}
    </p>
  )
}

function Facts({ found }: { found: AssessmentShown }) {
  const { disputes, disputedBy } = found
  const items = [
    { label: '人员', value: <PersonLink personId={found.personId} name={found.person} /> },
    { label: '性别、年龄', value: `${sexText[found.sex]} ${found.age}岁` },
    { label: '住在', value: `${found.township} ${found.village}` },
    { label: '供养方式', value: found.mode && <ModeTag mode={found.mode} /> },
    { label: '服务机构', value: found.organisation },
    { label: '现等级', value: found.levelNow && <LevelTag level={found.levelNow} /> },
    { label: '原因', value: whyText[found.why] },
    { label: '谁提出', value: `${askedByText[found.askedBy]} ${found.asker}` },
    { label: '申请日', value: <Day day={found.requestedOn} /> },
    { label: '用哪种表', value: formText[found.form] },
    { label: '计划日', value: <Day day={found.plannedOn} /> },
    { label: '告知', value: <Day day={found.toldOn} /> },
    { label: '情况', value: found.words, wide: true },
    ...(disputes
      ? [{ label: '有争议的评估', value: <Link to={`/assessments/${disputes.id}`}>{disputes.number}</Link> }]
      : []),
    ...(disputedBy
      ? [
          {
            label: '二次评估',
            value: (
              <>
                <Link to={`/assessments/${disputedBy.id}`}>{disputedBy.number}</Link> {statusText[disputedBy.status]}
              </>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <Description items={items} columns={3} />
      <Decision found={found} />
    </>
  )
}

function Decision({ found }: { found: AssessmentShown }) {
  const { decision, level, effectiveMonth, effect } = found
  if (!decision || !level) return null
  return (
    <Panel title="审定" extra={<Basis citations={[...found.deciderCitations, ...effect.citations]} />}>
      <p>
        {dateText(decision.decidedOn)} {decision.by}审定为 <LevelTag level={level} />
        {effectiveMonth && `，自${monthText(plainMonth(effectiveMonth))}起`}
        {decision.levelBefore && (
          <>
            ，原为 <LevelTag level={decision.levelBefore} />
          </>
        )}
        。{decision.reason && `与按指标算出的等级不同，理由：${decision.reason}`}
      </p>
    </Panel>
  )
}

function Prints({ found }: { found: AssessmentShown }) {
  const may = useMay()
  const print = useCommand(assessments, 'printNotice')
  return (
    <>
      {found.status !== 'withdrawn' && <PrintForms ids={[found.id]} />}
      {found.decision && may('assessments.printNotice') && (
        <PrintButton title="打印告知书" onPrint={(format) => print.mutateAsync({ assessmentId: found.id, format })} />
      )}
    </>
  )
}

function Steps({ found }: { found: AssessmentShown }) {
  return (
    <Panel title="办理过程">
      {found.steps.map((step) => (
        <p key={`${step.deed} ${step.at} ${step.words}`}>
          <Moment at={step.at} /> {deedText[step.deed]} {step.by}
          {step.words && `：${step.words}`}
        </p>
      ))}
    </Panel>
  )
}
