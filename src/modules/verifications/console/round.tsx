/** One round: how far it is, by township and village; its plan by weeks; its persons; what was changed (screens 4.32). */
import { Segmented } from 'antd'
import { useAddress, useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import { daysBetween } from '#kernel/calendar.ts'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { spanText } from '#ui/formats.ts'
import { verifications } from '../contract.ts'
import { coverageText } from '../rules.ts'
import type { RoundDetails } from '../shapes.ts'
import { Coverage } from './coverage.tsx'
import { Entries } from './entries.tsx'
import { PlanGrid } from './plan-grid.tsx'
import { PlanPanel } from './plan-panel.tsx'
import { RoundDeeds } from './round-deeds.tsx'
import { RoundTag } from './verification.tsx'

const tabs = [
  { value: 'coverage', label: '进度' },
  { value: 'weeks', label: '按周安排' },
  { value: 'persons', label: '人员' },
  { value: 'plan', label: '方案和变更' },
] as const
type Tab = (typeof tabs)[number]['value']

export function RoundPage() {
  const answer = useAnswer(verifications, 'round', { roundId: useParam('roundId') }, { keepLast: true })
  return (
    <AnswerPage title="核查" list={{ title: '年度核查', to: '/verification' }} answer={answer}>
      {(found) => <Found found={found} />}
    </AnswerPage>
  )
}

function Found({ found }: { found: RoundDetails }) {
  const { row } = found
  const { state, change } = useAddress()
  const chosen = tabs.find(({ value }) => value === state['tab'])?.value ?? 'coverage'
  return (
    <PageBody
      title={row.title}
      way={[{ title: '年度核查', to: '/verification' }]}
      beside={
        <>
          {row.number} <RoundTag row={row} /> {row.status === 'running' && row.open > 0 && <Term found={found} />}
        </>
      }
      others={<RoundDeeds found={found} />}
    >
      <p>
        <strong>{coverageText(row)}</strong>　{spanText(row.fromOn, row.toOn)}　{row.scope}
        {row.dueOn && `　应于${row.dueOn}前完成 `}
        {row.dueOn && <Basis citations={found.termCitations} />}
        {found.legacy && <Basis citations={found.legacyCitations} />}
      </p>
      <div className="gy-tabs">
        <Segmented<Tab>
          aria-label="看什么"
          options={tabs.map(({ value, label }) => ({ value, label }))}
          value={chosen}
          onChange={(tab) => change({ tab, page: undefined, state: undefined, sheet: undefined, words: undefined })}
        />
      </div>
      {chosen === 'coverage' && <Coverage found={found} />}
      {chosen === 'weeks' && <PlanGrid found={found} />}
      {chosen === 'persons' && <Entries found={found} />}
      {chosen === 'plan' && <PlanPanel found={found} />}
    </PageBody>
  )
}

function Term({ found: { row, termCitations } }: { found: RoundDetails }) {
  const due = row.dueOn && row.dueOn < row.toOn ? row.dueOn : row.toOn
  const deadline = {
    due,
    left: daysBetween(today(), due),
    unit: 'calendar' as const,
    citations: row.dueOn ? termCitations : [],
  }
  return <DeadlineChip deadline={deadline} />
}
