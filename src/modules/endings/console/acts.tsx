/** 办理经过: what was done, by whom, on which day, with what was said and the paper behind it. */
import { Button } from 'antd'
import { ask } from '#ui/ask.ts'
import { Day, Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Panel } from '#ui/page.tsx'
import { type ActRow, endings } from '../contract.ts'

export function Acts({ acts }: { acts: readonly ActRow[] }) {
  return (
    <Panel title="办理经过" count={acts.length}>
      <ol className="gy-acts">
        {acts.map((act) => (
          <li key={act.id}>
            <p>
              <Day day={act.on} /> <strong>{act.text}</strong> {act.byName}{' '}
              <span className="gy-help">
                登记于
                <Moment at={act.at} />
              </span>
            </p>
            {act.words && <p>{act.words}</p>}
            <Details act={act} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Details({ act }: { act: ActRow }) {
  const show = async () => download((await ask(endings, 'openFile', { actId: act.id })).ticket)
  const said = act.details.map(({ label, text }) => `${label}：${text}`)
  const all = [...said, ...(act.proof ? [`凭据：${act.proof}`] : [])]
  if (all.length === 0 && !act.hasFile) return null
  return (
    <p className="gy-help">
      {all.join('　')}{' '}
      {act.hasFile && (
        <Button type="link" size="small" onClick={() => void show().catch(() => {})}>
          附件
        </Button>
      )}
    </p>
  )
}
