/** 时限: every term of the case as a bar: days used, days over, and hatched the days on which the clock stood. */
import { dateText } from '#kernel/calendar.ts'
import { Basis } from '#ui/citation.tsx'
import { Panel } from '#ui/page.tsx'
import type { CaseFile } from '../contract.ts'
import type { TermShown } from '../shapes.ts'
import { noticeTitle } from '../terms.ts'
import { unitText } from './case-words.tsx'

export function TermsPanel({ file }: { file: CaseFile }) {
  if (file.terms.length === 0) return null
  return (
    <Panel title="各步时限" count={file.terms.length}>
      <ol className="gy-terms">
        {file.terms.map((term) => (
          <Term key={`${term.title} ${term.from}`} term={term} />
        ))}
      </ol>
    </Panel>
  )
}

function Term({ term }: { term: TermShown }) {
  const { title, round, used, term: count, unit, late, from, to, due, pauses, citations } = term
  const moves = `${dateText(from)}${to ? `至${dateText(to)}` : '起'}`
  return (
    <li>
      <strong>
        {title}
        {round > 1 && <span className="gy-help">（第{round}轮）</span>}
      </strong>
      <Bar term={term} />
      <span>
        {spentText(term)}
        {late && <strong className="gy-late">，超期{used - count}</strong>}{' '}
        <span className="gy-help">
          {moves}
          {due && `，期限${dateText(due)}`}
          {pauses.map((pause) => `；暂停${pause.days}${unitText(unit)}（${pause.reason}）`).join('')}
        </span>{' '}
        <Basis citations={citations} />
      </span>
    </li>
  )
}

/** A notice hangs its days and may hang longer. */
export function spentText({ title, used, term, unit }: TermShown): string {
  const days = unitText(unit)
  return title === noticeTitle && used > term ? `公示了${used}天，满${term}${days}` : `已用${used}／${term}${days}`
}

/** Widths in parts of the longest of the term and what was spent, pauses beside it. */
function Bar({ term: { used, term: count, pauses, late } }: { term: TermShown }) {
  const stood = pauses.reduce((sum, { days }) => sum + days, 0)
  const whole = (late ? Math.max(count, used) : count) + stood
  const width = (days: number) => ({ width: `${(days * 100) / Math.max(1, whole)}%` })
  return (
    <span className="gy-term-bar" aria-hidden="true">
      <span className="gy-term-used" style={width(Math.min(used, count))} />
      {stood > 0 && <span className="gy-term-pause" style={width(stood)} />}
      {late && used > count && <span className="gy-term-over" style={width(used - count)} />}
    </span>
  )
}
