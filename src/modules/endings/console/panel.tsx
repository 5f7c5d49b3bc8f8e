/** 一人一档: changes and death of one person. */
import { useAnswer } from '#ui/ask.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { endings, kindText } from '../contract.ts'
import { StepTag } from './changes.tsx'

export function ChangesPanel({ personId }: { personId: string }) {
  const may = useMay()
  const answer = useAnswer(endings, 'changes', { personId, pageSize: 8 })
  return (
    <Answer answer={answer} lines={2}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty next={may('endings.open') ? { title: '新建变更', to: `/changes/new?person=${personId}` } : undefined}>
            没有办过变更。
          </Empty>
        ) : (
          <ul className="gy-plain">
            {rows.map((row) => (
              <li key={row.id}>
                <Link to={`/changes/${row.id}`}>{row.number}</Link> {kindText[row.kind]} {row.reasonText}{' '}
                <StepTag row={row} /> {row.openedOn}提出{row.from ? `，自${row.from}起` : ''}
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  )
}
