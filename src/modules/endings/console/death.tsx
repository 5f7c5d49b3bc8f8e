/** One death: what must follow, by whom and until when; what stopped with the report; what was done (screens 4.30). */
import { dateText, monthText, plainMonth } from '#kernel/calendar.ts'
import { HandOver } from '#modules/duties/console/hand-over.tsx'
import { useParam } from '#ui/address.ts'
import { AnswerPage } from '#ui/answer-page.tsx'
import { Amount } from '#ui/amount.tsx'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { type PaperFormat, PrintButton } from '#ui/print-button.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { type DeathDetails, type DeathTodo, endings } from '../contract.ts'
import { Acts } from './acts.tsx'
import { DeathDay } from './death-day-forms.tsx'
import { CloseDeath, TodoDeed, WithdrawDeath } from './death-deeds.tsx'
import { DeathTag } from './deaths.tsx'
import { Stops } from './stops.tsx'

export function DeathPage() {
  const deathId = useParam('deathId')
  const answer = useAnswer(endings, 'death', { deathId })
  return (
    <AnswerPage title="死亡处理" list={{ title: '死亡处理', to: '/deaths' }} answer={answer}>
      {(details) => <Body details={details} />}
    </AnswerPage>
  )
}

function Body({ details }: { details: DeathDetails }) {
  const { row } = details
  return (
    <PageBody
      title={`死亡处理 ${row.name}`}
      way={[{ title: '死亡处理', to: '/deaths' }]}
      beside={
        <>
          {row.number} {row.township} {dateText(row.diedOn)}死亡 <DeathTag status={row.status} />
        </>
      }
      others={
        <>
          <Papers details={details} />
          <DeathDay details={details} />
          <WithdrawDeath details={details} />
        </>
      }
      action={<CloseDeath details={details} />}
    >
      {row.late && (
        <p role="alert" className="gy-note">
          {details.lateText} <Basis citations={details.citations} />
        </p>
      )}
      <div className="gy-two">
        <Panel title="必须办的事">
          <ol className="gy-todos">
            {details.todos.map((todo) => (
              <Todo key={todo.kind} todo={todo} details={details} />
            ))}
          </ol>
        </Panel>
        <div>
          <Stopped details={details} />
          <Claims details={details} />
        </div>
      </div>
      <Facts details={details} />
      <HandOver subjectKind="death" subjectId={row.id} />
      <Acts acts={details.acts} />
    </PageBody>
  )
}

const marks = { done: '✓', now: '◐', waits: '○', free: '○' } as const

function Todo({ todo, details }: { todo: DeathTodo; details: DeathDetails }) {
  return (
    <li className={`gy-step-${todo.state}`}>
      <p>
        <span aria-hidden="true">{marks[todo.state]}</span> <strong>{todo.title}</strong>{' '}
        {todo.overdue && <FamilyTag family="red" text={`应在${todo.due}前`} />}{' '}
        {!todo.overdue && todo.due && <span className="gy-help">{`${todo.due}前`}</span>}{' '}
        {todo.citations.length > 0 && <Basis citations={todo.citations} />} <TodoDeed todo={todo} details={details} />
      </p>
      {todo.text ? (
        <p className="gy-help">{todo.text}</p>
      ) : (
        todo.state !== 'done' && <p className="gy-help">{`办理：${todo.who}`}</p>
      )}
      {details.row.status === 'open' && todo.kind !== 'closed' && todo.waits.length > 0 && (
        <p className="gy-help">
          {todo.waits.map(({ message }) => message).join('；')} <Nexts todo={todo} />
        </p>
      )}
    </li>
  )
}

/** Whoever may do it is led to where it is done. */
function Nexts({ todo }: { todo: DeathTodo }) {
  const may = useMay()
  if (!may('custody.account')) return null
  return todo.waits.map(({ code, next }) =>
    code === 'custody_unsettled' && next ? (
      <Link key={next.to} to={next.to}>
        {next.title}
      </Link>
    ) : null,
  )
}

function Stopped({ details }: { details: DeathDetails }) {
  const { stopped, left } = details
  return (
    <Panel title="已停止">
      <p className="gy-help">与报告同时停止，报告时的情形如下。</p>
      <Stops stops={stopped} />
      {left.length > 0 && (
        <div role="alert" className="gy-note">
          现在还有：
          <Stops stops={left} />
        </div>
      )}
    </Panel>
  )
}

const purposeText: Readonly<Record<string, string>> = { living: '基本生活', care: '照料护理' }
const claimText: Readonly<Record<string, string>> = { open: '待追回', recovered: '已收回', waived: '不予追回' }

function Claims({ details: { claims } }: { details: DeathDetails }) {
  const may = useMay()
  return (
    <Panel title="死亡以后多发的钱" count={claims.length}>
      {claims.length === 0 ? (
        <p className="gy-help">没有。死亡当月照发，次月起停发。</p>
      ) : (
        <ul className="gy-plain">
          {claims.map((claim) => (
            <li key={claim.id}>
              {monthText(plainMonth(claim.month))} {purposeText[claim.purpose]} <Amount fen={claim.amountFen} />{' '}
              {claimText[claim.status]}
            </li>
          ))}
        </ul>
      )}
      {claims.length > 0 && may('payments.claims') && <Link to="/payments/claims?status=open">追回款</Link>}
    </Panel>
  )
}

function Facts({ details }: { details: DeathDetails }) {
  const { row, keepThrough, wouldKeepThrough } = details
  const kept = keepThrough ?? wouldKeepThrough
  return (
    <Description
      columns={3}
      items={[
        { label: '人员', value: <PersonLink personId={row.personId} name={row.name} /> },
        { label: '死亡地点', value: details.place },
        { label: '机构', value: details.organisation },
        ...(details.livedIn ? [{ label: '居住在', value: details.livedIn }] : []),
        { label: '发现', value: <Moment at={details.discoveredAt} /> },
        { label: '报告', value: <Moment at={row.reportedAt} /> },
        { label: '发现至报告', value: details.lateText },
        { label: '报告人', value: details.reporter },
        { label: '接报', value: details.receivedName },
        { label: '依据', value: details.paperReference },
        {
          label: '档案保管至',
          value: kept ? `${dateText(kept)}${keepThrough ? '' : '（结案后生效）'}，以后方可销毁` : '没有登记保管期限',
          wide: true,
        },
      ]}
    />
  )
}

function Papers({ details: { row, acts } }: { details: DeathDetails }) {
  const may = useMay()
  const print = useCommand(endings, 'printDeath')
  if (!may('endings.printDeath')) return null
  const run = (paper: 'report' | 'handover') => (format: PaperFormat) =>
    print.mutateAsync({ deathId: row.id, paper, format })
  const handed = acts.some(({ kind }) =>
    ['funeral_cost', 'money_settled', 'estate_listed', 'estate_handed'].includes(kind),
  )
  return (
    <>
      <PrintButton title="打印死亡报告单" onPrint={run('report')} />
      {handed && <PrintButton title="打印财物交接清单" onPrint={run('handover')} />}
    </>
  )
}
