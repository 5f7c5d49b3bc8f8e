/** 考核确认与扣减: finding → statement → decision, and the month's acceptance (screens 4.13). */
import { monthText } from '#kernel/calendar.ts'
import {
  type FindingRow,
  findings,
  kindText,
  severityText,
  sourceText,
  statusText,
} from '#modules/findings/contract.ts'
import { useAddress } from '#ui/address.ts'
import { Amount } from '#ui/amount.tsx'
import { useAnswer } from '#ui/ask.ts'
import { Day, Moment } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useMonth } from '#ui/place.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { evaluations } from '../contract.ts'
import { AcceptancePanel } from './acceptance.tsx'
import { NewFindingForm } from './new-finding.tsx'

export const findingFamily = {
  clue: 'neutral',
  verified: 'blue',
  notified: 'orange',
  heard: 'orange',
  upheld: 'red',
  partly: 'red',
  dismissed: 'green',
} as const

export function Confirming() {
  const { month } = useMonth()
  const { state } = useAddress()
  const may = useMay()
  const organisationId = state['organisation']
  const only = organisationId ? { organisationId } : {}
  const answer = useAnswer(findings, 'list', { month, pageSize: 200, ...only }, { keepLast: true })
  const overview = useAnswer(evaluations, 'overview', { month }, { enabled: may('evaluations.acceptance') })
  const providers = new Map((overview.data?.rows ?? []).map(({ organisation }) => [organisation.id, organisation.name]))
  return (
    <PageBody
      title="考核确认与扣减"
      beside={<Counts month={monthText(month)} counts={answer.data?.counts} total={answer.data?.total} />}
    >
      <NewFindingForm />
      <Answer answer={answer}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{`${monthText(month)}没有登记问题。`}</Empty>
          ) : (
            rows.map((row) => <Card key={row.id} row={row} />)
          )
        }
      </Answer>
      {may('evaluations.acceptance') &&
        [...providers]
          .filter(([id]) => !organisationId || id === organisationId)
          .map(([id]) => <AcceptancePanel key={id} month={month} organisationId={id} />)}
    </PageBody>
  )
}

interface CountProps {
  month: string
  counts: { toHear: number; toDecide: number; decided: number } | undefined
  total: number | undefined
}

function Counts({ month, counts, total }: CountProps) {
  if (!counts) return month
  return `${month} 发现${total ?? 0} 待申辩${counts.toHear} 待决定${counts.toDecide} 已决定${counts.decided}`
}

const three = {
  display: 'grid',
  gap: 16,
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
} as const

function Card({ row }: { row: FindingRow }) {
  return (
    <Panel
      title={`${row.number} ${row.organisation}`}
      to={`/findings/${row.id}`}
      extra={<FamilyTag family={findingFamily[row.status]} text={statusText[row.status]} />}
    >
      <div style={three}>
        <Found row={row} />
        <section aria-label="申辩">
          <h3>申辩</h3>
          {row.heardAt ? (
            <p>
              机构 <Moment at={row.heardAt} /> 已陈述
            </p>
          ) : (
            <p>还没有陈述</p>
          )}
          {row.hearingDueOn && (
            <p className="gy-help">
              申辩期满 <Day day={row.hearingDueOn} />
            </p>
          )}
        </section>
        <section aria-label="决定">
          <h3>决定</h3>
          <DecisionLine row={row} />
          <p>
            <Link to={`/findings/${row.id}`}>打开</Link>
          </p>
        </section>
      </div>
    </Panel>
  )
}

function Found({ row }: { row: FindingRow }) {
  return (
    <section aria-label="发现">
      <h3>发现</h3>
      <p>
        {row.personId && row.person ? <PersonLink personId={row.personId} name={row.person} /> : row.township}{' '}
        {row.facts}
      </p>
      <p className="gy-help">
        {kindText[row.kind]} · {severityText[row.severity]} · 来源 {sourceText[row.source]}{' '}
        <Moment at={row.recordedAt} />
        {row.honest && ' · 自报差错'}
      </p>
      {row.clauseNo && (
        <p className="gy-help">
          合同{row.clauseNo}：{row.clauseText}
        </p>
      )}
    </section>
  )
}

function DecisionLine({ row }: { row: FindingRow }) {
  if (row.amountFen !== null)
    return (
      <p>
        {statusText[row.status]} 扣减 <Amount fen={row.amountFen} />{' '}
        {row.settledIn && `（${monthText(row.settledIn)}结算）`}
      </p>
    )
  return (
    <p>
      {row.proposedFen !== null && (
        <>
          拟扣 <Amount fen={row.proposedFen} />{' '}
        </>
      )}
      {row.decidableFrom && (
        <>
          <Day day={row.decidableFrom} as="sentence" />
          起可决定
        </>
      )}
    </p>
  )
}
