/** 一人一档: verified when, by whom, with what result; proofs of school. */
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type ResultShown, verifications } from '../contract.ts'
import { answerText, howText, pathText, stateText } from '../words.ts'
import { SchoolFile } from './school-form.tsx'

type Round = OutputOf<(typeof verifications)['operations']['ofPerson']>['rows'][number]

export function VerificationsPanel({ personId }: { personId: string }) {
  const answer = useAnswer(verifications, 'ofPerson', { personId })
  return (
    <Answer answer={answer} lines={3}>
      {({ rows, schools }) => (
        <>
          {rows.length === 0 && <Empty>还没有列入过年度核查。</Empty>}
          {rows.map((row) => (
            <OfRound key={row.roundId} row={row} />
          ))}
          {schools.length > 0 && <h3>在读证明</h3>}
          <ul className="gy-lines">
            {schools.map((school) => (
              <li key={school.id}>
                <Day day={school.provedOn} /> {school.stageText}，{school.school} {school.grade}，管到{school.untilOn}{' '}
                {school.proof} {school.hasFile && <SchoolFile schoolId={school.id} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  )
}

const familyOf = { open: 'blue', seen: 'green', left: 'neutral' } as const

function OfRound({ row }: { row: Round }) {
  const may = useMay()
  const ended = row.leftOn ? `（${row.leftOn}）` : ''
  return (
    <section>
      <p className="gy-actions">
        {may('verifications.round') ? <Link to={`/verification/${row.roundId}`}>{row.round}</Link> : row.round}
        <FamilyTag family={familyOf[row.state]} text={`${stateText[row.state]}${ended}`} />
        {row.state === 'open' && may('verifications.record') && (
          <Link to={`/verification/entry?sheet=${row.sheetId}`}>录入 ▸</Link>
        )}
      </p>
      <ul className="gy-lines">
        {row.results.map((result, index) => (
          <li key={result.id}>
            <ResultLine result={result} counts={index === 0 && row.state === 'seen'} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What another edition took the place of stays readable, struck through. */
function ResultLine({ result, counts }: { result: ResultShown; counts: boolean }) {
  const { answer, seenOn, officer, how, seenSelf, words, path, reason, byName } = result
  const text = (
    <>
      <Day day={seenOn} /> {answerText[answer]}，{howText[how]}，{seenSelf ? '见到本人' : '没有见到本人'}，{officer}
      {words && `：${words}`}
      {path && `（${pathText[path]}）`}
    </>
  )
  return (
    <>
      {counts || answer === 'not_seen' ? text : <s>{text}</s>}
      {reason && (
        <span className="gy-help">
          {' '}
          {reason}（{byName}）
        </span>
      )}
    </>
  )
}
