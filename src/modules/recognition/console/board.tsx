/** 按步骤: the same cases as cards in columns; nothing is dragged, a step is done by its deed. */
import { useAnswer } from '#ui/ask.ts'
import { Link } from '#ui/link.tsx'
import { Answer } from '#ui/states.tsx'
import { recognition } from '../contract.ts'
import type { CaseRow } from '../shapes.ts'
import { type Step, stepText } from '../words.ts'
import { CaseClock, StepTag } from './case-words.tsx'

const shownSteps: readonly Step[] = ['acceptance', 'survey', 'opinion', 'publicity', 'county', 'decided']

export function Board({ area }: { area: string | undefined }) {
  const answer = useAnswer(recognition, 'list', { pageSize: 200, ...(area ? { townshipId: area } : {}) })
  return (
    <Answer answer={answer}>
      {({ rows }) => (
        <div className="gy-board">
          {shownSteps.map((step) => (
            <Lane key={step} step={step} rows={rows.filter((row) => row.step === step)} />
          ))}
        </div>
      )}
    </Answer>
  )
}

function Lane({ step, rows }: { step: Step; rows: readonly CaseRow[] }) {
  return (
    <section aria-label={stepText[step]}>
      <h2>
        {stepText[step]} {rows.length}
      </h2>
      {rows.length === 0 && <p className="gy-help">没有案件</p>}
      {rows.map((row) => (
        <article key={row.id} className="gy-case-card">
          <p>
            <Link to={`/cases/${row.id}`}>{row.name}</Link> <span className="gy-help">{row.age}岁</span>
          </p>
          <p className="gy-help">
            {row.township}
            {row.village}
          </p>
          {row.step === 'decided' || row.mark ? <StepTag row={row} /> : null}
          {row.step !== 'decided' && <CaseClock clock={row.clock} row={row} />}
        </article>
      ))}
    </section>
  )
}
