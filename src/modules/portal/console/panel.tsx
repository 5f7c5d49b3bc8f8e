/** 一人一档 › 本人查询: slips given out, whom one helped to look, and what the person said is wrong. */
import { useAnswer } from '#ui/ask.ts'
import { Moment } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import {
  deedText,
  type Help,
  identifiedText,
  portal,
  presentText,
  requestStatusText,
  requestText,
} from '../contract.ts'
import { StartHelp } from './help-form.tsx'
import { Slips } from './slips.tsx'

export function OwnViewPanel({ personId }: { personId: string }) {
  const may = useMay()
  return (
    <>
      {may('portal.slips') && <Slips personId={personId} />}
      <section aria-label="代为查询" className="gy-part">
        <header className="gy-actions">
          <h3>代为查询</h3>
          {may('portal.openHelp') && <StartHelp personId={personId} />}
        </header>
        <Helps personId={personId} />
      </section>
      {may('portal.requests') && (
        <section aria-label="更正申请" className="gy-part">
          <h3>更正申请</h3>
          <Raised personId={personId} />
        </section>
      )}
    </>
  )
}

function Helps({ personId }: { personId: string }) {
  const answer = useAnswer(portal, 'helps', { personId })
  return (
    <Answer answer={answer} lines={2}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty>还没有代为查询过。本人或监护人到场，可以点“代为查询”，念给他听或打印给他。</Empty>
        ) : (
          <ul className="gy-lines">
            {rows.map((help) => (
              <HelpLine key={help.id} help={help} />
            ))}
          </ul>
        )
      }
    </Answer>
  )
}

function HelpLine({ help }: { help: Help }) {
  const deeds = help.deeds.map(({ part, deed }) => `${part}（${deedText[deed]}）`)
  return (
    <li>
      <Moment at={help.at} /> {presentText[help.present]}
      {help.presentName}到场，{identifiedText[help.identifiedHow]}
      {help.identifiedWords && `（${help.identifiedWords}）`}；{help.helperRole}
      {help.helperName}协助
      {help.place && `，${help.place}`}。<span className="gy-help">{deeds.join('、') || '没有打开任何一页'}</span>
    </li>
  )
}

const families = { open: 'orange', taken: 'blue', done: 'green', refused: 'neutral' } as const

function Raised({ personId }: { personId: string }) {
  const answer = useAnswer(portal, 'requests', { personId, pageSize: 20 })
  return (
    <Answer answer={answer} lines={2}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty>没有更正申请。投诉不在这里显示。</Empty>
        ) : (
          <ul className="gy-lines">
            {rows.map((row) => (
              <li key={row.id}>
                <Link to={`/requests/${row.id}`}>{row.number}</Link> {requestText[row.kind]} {row.about}{' '}
                <FamilyTag family={families[row.status]} text={requestStatusText[row.status]} />
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  )
}
