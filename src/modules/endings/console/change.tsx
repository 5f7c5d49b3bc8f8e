/** One change: left its steps with their clock, right what it does; below what was said and done (screens 4.29). */
import { dateText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { HandOver } from '#modules/duties/console/hand-over.tsx'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import { Description } from '#ui/description.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { today } from '#ui/place.ts'
import { type PaperFormat, PrintButton } from '#ui/print-button.tsx'
import { type ChangeDetails, endings, kindText, plannedText } from '../contract.ts'
import { Acts } from './acts.tsx'
import { goesOn } from './goes-on.ts'
import { InvitationForm } from './invitation-form.tsx'
import { InWindow } from './in-window.tsx'
import { ChangeDeeds } from './change-deeds.tsx'
import { StepTag } from './changes.tsx'
import { DayBar } from './day-bar.tsx'
import { LinkagePanel } from './linkage.tsx'
import { Stops } from './stops.tsx'

export function ChangePage() {
  const changeId = useParam('changeId')
  const answer = useAnswer(endings, 'change', { changeId })
  return (
    <AnswerPage title="变更与终止" list={{ title: '变更与终止', to: '/changes' }} answer={answer}>
      {(details) => <Body details={details} />}
    </AnswerPage>
  )
}

function Body({ details }: { details: ChangeDetails }) {
  const { row } = details
  return (
    <PageBody
      title={`${kindText[row.kind]} ${row.name}`}
      way={[{ title: '变更与终止', to: '/changes' }]}
      beside={
        <>
          {row.number} {row.township} {row.reasonText && `原因：${row.reasonText}`} <StepTag row={row} />
        </>
      }
      others={<Papers details={details} />}
      action={<ChangeDeeds details={details} />}
    >
      <div className="gy-two">
        <Panel title="步骤">
          <StepList details={details} />
        </Panel>
        {row.step === 'redeliver' || row.step === 'corrected' ? (
          <Corrected details={details} />
        ) : (
          <Effects details={details} />
        )}
      </div>
      <Panel title="责任、协议、服务、钱">
        <DayBar bar={details.bar} from={details.barFrom} to={details.barTo} />
        <AgreementGap details={details} />
      </Panel>
      <Facts details={details} />
      <LinkagePanel details={details} />
      {!row.toMe && <HandOver subjectKind="change" subjectId={row.id} />}
      <Acts acts={details.acts} />
    </PageBody>
  )
}

/** A gap that is not over yet is closed by an agreement: whoever drafts them is led there. */
function AgreementGap({ details: { row, bar } }: { details: ChangeDetails }) {
  const may = useMay()
  const gap = bar
    .find(({ title }) => title === '协议')
    ?.spans.some((span) => span.gap && span.to >= today() && row.step !== 'withdrawn')
  if (!gap || !may('agreements.withoutAgreement')) return null
  return (
    <p>
      <Link to="/agreements/missing">去拟定协议</Link>
    </p>
  )
}

const marks = { done: '✓', now: '◐', later: '○', skipped: '－' } as const

function StepList({ details }: { details: ChangeDetails }) {
  return (
    <>
      <ol className="gy-case-steps">
        {details.steps.map(({ step, state, note, deadline, citations }) => (
          <li key={step} className={`gy-step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
            <span aria-hidden="true">{marks[state]}</span> {plannedText(details.row.kind, step)} {note}{' '}
            {deadline && <DeadlineChip deadline={deadline} />} {citations.length > 0 && <Basis citations={citations} />}
          </li>
        ))}
      </ol>
      {details.hearingNote && <p className="gy-note">{details.hearingNote}</p>}
      {details.publicUntil && (
        <p className="gy-help">{`第${details.round}次公示，到${dateText(details.publicUntil)}24时止`}</p>
      )}
    </>
  )
}

function Corrected({ details: { row, correction } }: { details: ChangeDetails }) {
  return (
    <Panel title="纠正以后">
      {row.from && <p>{`自${dateText(row.from)}起按原决定以前的登记供养，中间不断。`}</p>}
      <p className="gy-help">
        停发、少发的月份在以后的发放花名册中补发；已锁定名册的月份已自动列入该月“锁定后发现的更正”，服务费随以后月份的结算补上；追回款已撤下。
      </p>
      {correction.left.length > 0 && (
        <ul className="gy-plain">
          {correction.left.map(({ title, text, to }) => (
            <li key={title}>
              ○ <Link to={to}>{title}</Link> <span className="gy-help">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Effects({ details }: { details: ChangeDetails }) {
  const { stops, row, claims } = details
  const decided = row.from !== null
  return (
    <Panel title={decided ? '影响' : '影响预览'}>
      {!decided && stops.length > 0 && (
        <p className="gy-help">{row.kind === 'suspend' ? '按提出的起止日推算' : '按今天作出决定推算'}</p>
      )}
      {row.from && <p>{`自${dateText(row.from)}起`}</p>}
      {stops.length === 0 ? <p className="gy-help">{goesOn[row.kind] ?? '供养不停。'}</p> : <Stops stops={stops} />}
      {claims.count > 0 && (
        <p>
          <Link to="/payments/claims?status=open">{`追回款${claims.count}笔，待追回${yuanText(claims.openFen)} 元`}</Link>
        </p>
      )}
    </Panel>
  )
}

function Facts({ details }: { details: ChangeDetails }) {
  const { row, facts, wanted, decisionNo, overlaps } = details
  return (
    <Description
      columns={3}
      items={[
        { label: '人员', value: row.toMe ? row.name : <PersonLink personId={row.personId} name={row.name} /> },
        { label: '提出', value: `${row.openedOn} ${row.openedName}` },
        ...(row.decidedOn && decisionNo === ''
          ? [{ label: '办理依据', value: `${row.number}，核实、接收后办结，不另发决定` }]
          : [{ label: '决定文号', value: decisionNo }]),
        ...overlaps.map(({ text }) => ({
          label: '来自部门比对',
          value: <Link to={`/overlaps?tab=decided&person=${row.personId}`}>{text}</Link>,
        })),
        ...wanted.map(({ label, text }) => ({ label, value: text })),
        { label: '事实', value: facts, wide: true },
      ]}
    />
  )
}

function Papers({ details }: { details: ChangeDetails }) {
  const { row, acts } = details
  const may = useMay()
  const print = useCommand(endings, 'print')
  if (!may('endings.print')) return null
  const run = (paper: 'hearing' | 'poster' | 'notice' | 'correction') => (format: PaperFormat) =>
    print.mutateAsync({ changeId: row.id, paper, format: format === 'word' ? 'docx' : 'pdf' })
  const did = (kind: string) => acts.some((act) => act.kind === kind)
  const hears = row.kind === 'end' || row.kind === 'reduce'
  return (
    <>
      {hears && details.steps.some(({ step, state }) => step === 'hear' && state === 'now') && (
        <InWindow verb="打印听取意见通知书" title={`听取意见通知书：${row.name}`}>
          {(close) => <InvitationForm details={details} onDone={close} />}
        </InWindow>
      )}
      {hears && (
        <PrintButton title={did('heard') ? '打印听取意见记录' : '打印听取意见记录（空表）'} onPrint={run('hearing')} />
      )}
      {did('published') && <PrintButton title="打印公示" onPrint={run('poster')} />}
      {(did('decided') || (row.step === 'kept' && row.kind !== 'transfer')) && (
        <PrintButton title={row.step === 'kept' ? '打印不予变更告知书' : '打印告知书'} onPrint={run('notice')} />
      )}
      {did('corrected') && <PrintButton title="打印纠正告知书" onPrint={run('correction')} />}
    </>
  )
}
