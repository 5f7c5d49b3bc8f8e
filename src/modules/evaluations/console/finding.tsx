/** One finding with its whole way, what was decided about the like before, and the next step of whoever looks. */
import { Button } from 'antd'
import { monthText } from '#kernel/calendar.ts'
import { type Finding, findings, kindText, severityText, sourceText, statusText } from '#modules/findings/contract.ts'
import { useParam } from '#ui/address.ts'
import { Amount } from '#ui/amount.tsx'
import { AnswerPage } from '#ui/answer-page.tsx'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { findingFamily } from './confirming.tsx'
import { DecideForm, NotifyForm, StateForm, VerifyForm } from './finding-forms.tsx'

const stepText = {
  recorded: '登记',
  verified: '核实',
  notified: '通知申辩',
  stated: '陈述申辩',
  upheld: '认定成立',
  partly: '认定部分成立',
  dismissed: '认定不成立',
}

export function FindingPage() {
  const findingId = useParam('findingId')
  const answer = useAnswer(findings, 'get', { findingId })
  return (
    <AnswerPage title="问题" list={{ title: '考核确认与扣减', to: '/findings' }} answer={answer}>
      {(finding) => <Body finding={finding} />}
    </AnswerPage>
  )
}

function Body({ finding }: { finding: Finding }) {
  const may = useMay()
  const { status } = finding
  return (
    <PageBody
      title={`问题 ${finding.number} ${finding.organisation}`}
      way={[{ title: '考核确认与扣减', to: '/findings' }]}
      beside={<FamilyTag family={findingFamily[status]} text={statusText[status]} />}
      others={<Print finding={finding} />}
    >
      <Facts finding={finding} />
      {may('findings.verify') && status === 'clue' && <VerifyForm finding={finding} />}
      {may('findings.notify') && status === 'verified' && <NotifyForm finding={finding} />}
      {may('findings.state') && (status === 'notified' || status === 'heard') && <StateForm finding={finding} />}
      {may('findings.decide') && !finding.mayDecide && finding.amountFen === null && (
        <p className="gy-note">{finding.decideObjection}</p>
      )}
      {may('findings.decide') && (finding.mayDecide || status === 'clue') && <DecideForm finding={finding} />}
      <Steps finding={finding} />
      <Earlier finding={finding} />
    </PageBody>
  )
}

function Facts({ finding }: { finding: Finding }) {
  const { clauseNo, clauseText } = finding
  const items = [
    { label: '事实', value: finding.facts, wide: true },
    { label: '问题', value: `${kindText[finding.kind]}（${severityText[finding.severity]}）` },
    { label: '来源', value: sourceText[finding.source] },
    { label: '乡镇', value: finding.township },
    { label: '人员', value: <Person finding={finding} /> },
    { label: '名册', value: <OnRoster finding={finding} /> },
    { label: '申辩期满', value: <Day day={finding.hearingDueOn} /> },
    { label: '拟扣', value: <Proposed finding={finding} /> },
    { label: '条款', value: clauseNo && `${clauseNo} ${clauseText}` },
    { label: '扣减', value: <Amount fen={finding.amountFen} /> },
    { label: '依据', value: <Basis citations={finding.citations} /> },
    { label: '上报', value: <Reported finding={finding} /> },
  ]
  return <Description items={items} columns={3} />
}

function Person({ finding: { personId, person } }: { finding: Finding }) {
  return personId && person ? <PersonLink personId={personId} name={person} /> : '—'
}

function OnRoster({ finding: { roster } }: { finding: Finding }) {
  if (!roster) return '—'
  if (!roster.onRoster) return '不在列'
  return (
    <>
      在列，月标准 <Amount fen={roster.fee} />
    </>
  )
}

function Proposed({ finding }: { finding: Finding }) {
  return (
    <>
      <Amount fen={finding.proposedFen} /> {finding.proposedBasis}
    </>
  )
}

function Reported({ finding: { incident } }: { finding: Finding }) {
  if (!incident) return '—'
  return (
    <>
      知道 <Moment at={incident.knownAt} />
      ，上报 <Moment at={incident.reportedAt} />
      ，相隔{incident.hours}小时 {incident.delayReason}
    </>
  )
}

function Print({ finding }: { finding: Finding }) {
  const may = useMay()
  const print = useCommand(findings, 'print')
  if (!may('findings.print') || !finding.hearingDueOn) return null
  const go = async () => download((await print.mutateAsync({ findingId: finding.id })).ticket)
  return (
    <>
      <Button loading={print.isPending} onClick={() => void go().catch(() => {})}>
        {finding.amountFen === null ? '打印申辩通知' : '打印决定书'}
      </Button>
      <ReasonsOf error={print.error} action="打印" />
    </>
  )
}

function Steps({ finding }: { finding: Finding }) {
  const show = async (fileId: string) =>
    download((await ask(findings, 'openFile', { findingId: finding.id, fileId })).ticket)
  return (
    <Panel title="办理过程">
      {finding.steps.map((step) => (
        <p key={`${step.kind} ${step.at}`}>
          <Moment at={step.at} /> {stepText[step.kind]} {step.by}：{step.words}{' '}
          {step.fileId && (
            <Button type="link" size="small" onClick={() => void show(step.fileId ?? '').catch(() => {})}>
              附件
            </Button>
          )}
        </p>
      ))}
    </Panel>
  )
}

function Earlier({ finding }: { finding: Finding }) {
  if (finding.earlier.length === 0) return null
  return (
    <Panel title="以前月份的同类问题" count={finding.earlier.length}>
      {finding.earlier.map((each) => (
        <p key={each.id}>
          <Link to={`/findings/${each.id}`}>{each.number}</Link> {monthText(each.month)} {each.samePerson && '同一人 '}
          {each.facts} {statusText[each.status]} {each.amountFen !== null && <Amount fen={each.amountFen} />}
        </p>
      ))}
    </Panel>
  )
}
