/** 交接 on the page of a matter: who has it, who is to accept it, what was handed over before (screens 4.2, JL-8a). */
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Moment } from '#ui/dates.tsx'
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Family } from '#ui/status-words.ts'
import { duties, type HandOverRow } from '../contract.ts'
import { type HandOverState, handOverText } from '../words.ts'
import { Responsible } from './named.tsx'
import { AnswerButtons } from './hand-over-answers.tsx'
import { SendButton } from './hand-over-send.tsx'

export { Responsible } from './named.tsx'

interface Props {
  /** A key of `Module.subjects` of the module whose page it stands on: 'case'. */
  subjectKind: string
  subjectId: string
}

export function HandOver({ subjectKind, subjectId }: Props) {
  const may = useMay()
  const shown = may('duties.subject')
  const answer = useAnswer(duties, 'subject', { subjectKind, subjectId }, { enabled: shown })
  if (!shown) return null
  return (
    <Panel
      title="交接"
      extra={
        answer.data &&
        answer.data.blocked === '' &&
        may('duties.handOver') && <SendButton subject={{ subjectKind, subjectId }} found={answer.data} />
      }
    >
      <Answer answer={answer} lines={1}>
        {({ owner, rows, blocked, citations }) => (
          <>
            <p>
              {ownerText(owner, rows)} {blocked && <span className="gy-help">{blocked}。</span>}{' '}
              <Basis citations={citations} />
            </p>
            <Responsible functions={functionsOf[subjectKind] ?? []} />
            {rows.length > 0 && (
              <ul className="gy-plain" aria-label="移交记录">
                {rows.map((row) => (
                  <Line key={row.id} row={row} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
    </Panel>
  )
}

const ofPersons = ['recognition', 'management', 'civil_affairs']
/** By kind of matter: which function it belongs to, as far as a document names one. */
const functionsOf: Readonly<Record<string, readonly string[]>> = {
  case: ofPersons,
  assessment: ofPersons,
  change: ['management', 'recognition', 'civil_affairs'],
  death: ['management', 'recognition', 'civil_affairs'],
  follow: ['management', 'recognition', 'civil_affairs'],
  file: ['management', 'civil_affairs'],
  request: ['civil_affairs'],
  claim: ['pays', 'civil_affairs'],
}

function ownerText(owner: string | null, rows: readonly HandOverRow[]): string {
  const waiting = rows.find(({ state }) => state === 'sent')
  if (waiting) return `对方接收以前，由${waiting.fromUnit}负责。`
  return owner ? `现由${owner}负责。` : '没有移交过，由办理本步骤的科室或乡镇负责。'
}

const families: Readonly<Record<HandOverState, Family>> = {
  sent: 'orange',
  accepted: 'green',
  returned: 'red',
  withdrawn: 'neutral',
}

export const HandOverTag = ({ state }: { state: HandOverState }) => (
  <FamilyTag family={families[state]} text={handOverText[state]} />
)

function Line({ row }: { row: HandOverRow }) {
  return (
    <li>
      <HandOverTag state={row.state} /> {row.sentOn} {row.fromUnit}（{row.sentBy}）移交{row.toUnit}
      {row.toName && `（${row.toName}）`}：{row.note} <Waiting row={row} />
      {row.answeredAt && (
        <span className="gy-help">
          {row.answeredBy} <Moment at={row.answeredAt} /> {row.answerNote}
        </span>
      )}{' '}
      <AnswerButtons row={row} />
    </li>
  )
}

/** The chip of its term, or how long it has waited where nobody set one. */
export function Waiting({ row: { state, dueOn, dueMoved, left, waited } }: { row: HandOverRow }) {
  if (state !== 'sent') return null
  if (dueOn && left !== null)
    return (
      <>
        <DeadlineChip deadline={{ due: dueOn, left, unit: 'working' }} />
        {dueMoved && <span className="gy-help"> {dueMoved}</span>}
      </>
    )
  return <span className="gy-help">{waited ? `未接收${waited}个工作日` : '今天送出'}</span>
}
