/** What other departments' lists say of one person: a panel of his file. */
import { monthText } from '#kernel/calendar.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Link } from '#ui/link.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { overlaps } from '../contract.ts'
import { kindText, verdictText } from '../words.ts'
import { relationText } from './shown.tsx'

const families = { open: 'orange', same: 'green', different: 'neutral', verify: 'orange' } as const

export function OverlapsPanel({ personId }: { personId: string }) {
  const answer = useAnswer(overlaps, 'ofPerson', { personId })
  return (
    <Answer answer={answer} lines={3}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty>别的部门的名单里还没有命中此人。</Empty>
        ) : (
          <ul className="gy-lines">
            {rows.map((row) => (
              <li key={row.id}>
                {monthText(row.month)} {kindText(row.kind)}（{relationText[row.relation]}）{' '}
                <FamilyTag family={families[row.verdict]} text={verdictText[row.verdict]} /> {row.text}{' '}
                {row.citations.length > 0 && <Basis citations={row.citations} />}{' '}
                {row.verdict === 'open' && <Link to={`/overlaps?tab=hits&person=${personId}`}>去判定</Link>}
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  )
}
