/** Deaths in the homes and dwellings of one's own street of persons whom another township answers for: told here, noted here. */
import { Button } from 'antd'
import { dateText } from '#kernel/calendar.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { endings } from '../contract.ts'

export function DeathsHere() {
  const may = useMay()
  return may('endings.deathsHere') ? <Told /> : null
}

function Told() {
  const answer = useAnswer(endings, 'deathsHere', {})
  const note = useCommand(endings, 'noteDeathHere', { answers: ['duties'] })
  const may = useMay()
  const say = useSay()
  const rows = answer.data?.rows ?? []
  if (rows.length === 0) return null
  const noted = (deathId: string, name: string) =>
    note.mutateAsync({ deathId }).then(
      () => say(`已登记知悉${name}的死亡`),
      () => {},
    )
  return (
    <Panel title="辖区内的死亡" count={rows.length}>
      <p className="gy-help">
        死者由其他乡镇（街道）负责供养，身后事由那里办理；生前住在本辖区，或者机构在本辖区，同时告知本乡镇（街道）。
      </p>
      <ul>
        {rows.map(({ id, number, name, home, township, diedOn }) => (
          <li key={id}>
            {`${number} ${name}，${home}，${dateText(diedOn)}死亡，由${township}负责办理 `}
            {may('endings.noteDeathHere') && (
              <Button size="small" loading={note.isPending} onClick={() => void noted(id, name)}>
                知悉
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ReasonsOf error={note.error} action="知悉" />
    </Panel>
  )
}
