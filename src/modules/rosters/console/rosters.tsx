/** 月度名册: one line per provider, compared with last month, and what can be done next (screens 4.10). */
import { Button } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Moment } from '#ui/dates.tsx'
import { Link, NumberLink } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, ClosedMonth, Empty } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import { rosters, rosterStatusText, type Roster } from '../contract.ts'
import { Adjustments } from './adjustments.tsx'
import { Plan } from './plan.tsx'
import { Unplaced } from './unplaced.tsx'

export function Rosters() {
  const { month } = useMonth()
  const may = useMay()
  const plan = useAnswer(rosters, 'month', { month })
  const list = useAnswer(rosters, 'list', { month }, { keepLast: true })
  const closed = plan.data?.status === 'closed'
  return (
    <PageBody
      title="月度名册"
      beside={monthText(month)}
      action={may('rosters.generate') && !closed && <Generate month={month} again={(list.data?.length ?? 0) > 0} />}
      strip={closed ? <ClosedMonth month={month} /> : undefined}
    >
      <Answer answer={plan} lines={2}>
        {(data) => <Plan plan={data} />}
      </Answer>
      <Answer answer={list}>{(data) => <List rows={data} />}</Answer>
      {may('rosters.unplaced') && !closed && <Unplaced month={month} />}
      {may('rosters.adjustments') && <Adjustments month={month} />}
    </PageBody>
  )
}

function Generate({ month, again }: { month: Roster['month']; again: boolean }) {
  const generate = useCommand(rosters, 'generate')
  const say = useSay()
  const run = async () => {
    const made = await generate.mutateAsync({ month })
    say(made.unplaced > 0 ? `已生成，${made.unplaced}人没有服务机构` : '名册已生成，请逐条确认变化')
  }
  return (
    <>
      <Button
        type={again ? 'default' : 'primary'}
        loading={generate.isPending}
        onClick={() => void run().catch(() => {})}
      >
        {again ? '重新生成名册' : '生成名册'}
      </Button>
      <ReasonsOf error={generate.error} action="生成名册" />
    </>
  )
}

function List({ rows }: { rows: Roster[] }) {
  const { month } = useMonth()
  if (rows.length === 0)
    return (
      <Empty>{`${monthText(month)}名册还没有生成。先核对人员的供养方式、等级和服务机构的购买合同，再生成名册。`}</Empty>
    )
  return rows.map((roster) => <RosterCard key={roster.id} roster={roster} />)
}

function RosterCard({ roster }: { roster: Roster }) {
  const to = `/rosters/${roster.id}`
  return (
    <Panel title={roster.organisation} count={roster.personCount} to={to} extra={<Steps roster={roster} />}>
      <p>
        <StatusTag of="名册" word={rosterStatusText[roster.status]} /> 上月
        {roster.previousCount === null ? '—' : roster.previousCount} ＋新增
        <NumberLink count={roster.joined} to={`${to}?change=joined`} /> －退出
        <NumberLink count={roster.left} to={`${to}?change=left`} /> ＝ 本月
        <NumberLink count={roster.personCount} to={to} /> · 等级变化
        <NumberLink count={roster.levelChanged} to={`${to}?change=level`} /> · 转入转出
        <NumberLink count={roster.moved} to={`${to}?change=moved`} /> · 待确认
        <NumberLink count={roster.toConfirm} to={`${to}?onlyToConfirm=yes`} /> · 没有生效协议
        <NumberLink count={roster.withoutAgreement} to={`${to}?onlyWithoutAgreement=yes`} />
      </p>
      <p className="gy-help">
        {roster.lockedAt && (
          <>
            锁定 <Moment at={roster.lockedAt} /> · 校验码 {roster.hash?.slice(0, 8).toUpperCase()}{' '}
          </>
        )}
        {roster.sentAt && (
          <>
            · 发送 <Moment at={roster.sentAt} />{' '}
          </>
        )}
        {roster.acknowledgedAt && (
          <>
            · 签收 <Moment at={roster.acknowledgedAt} />
          </>
        )}
        {roster.openQuestions > 0 && <Link to={`${to}#questions`}>{`有${roster.openQuestions}个疑问待答复`}</Link>}
      </p>
    </Panel>
  )
}

const deeds = {
  draft: { operation: 'rosters.lock', name: 'lock', title: '锁定名册', verb: '锁定' },
  locked: { operation: 'rosters.send', name: 'send', title: '发送给机构', verb: '发送' },
  sent: { operation: 'rosters.acknowledge', name: 'acknowledge', title: '签收', verb: '签收' },
} as const

/** The one step that comes next, asked before it is done: none of them can be taken back. */
export function Steps({ roster }: { roster: Roster }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const lock = useCommand(rosters, 'lock', { answers: ['duties'] })
  const send = useCommand(rosters, 'send', { answers: ['duties'] })
  const acknowledge = useCommand(rosters, 'acknowledge', { answers: ['duties'] })
  const deed = roster.status === 'acknowledged' ? undefined : deeds[roster.status]
  if (!deed || !may(deed.operation)) return null
  const command = { lock, send, acknowledge }[deed.name]
  const month = monthText(roster.month)
  return (
    <>
      <Button type={roster.status === 'draft' ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {deed.title}
      </Button>
      <Confirm
        open={open}
        title={`${deed.verb}${month}${roster.organisation}名册？`}
        verb={deed.verb}
        onClose={() => setOpen(false)}
        onConfirm={() => command.mutateAsync({ rosterId: roster.id })}
      >
        <Effect roster={roster} />
      </Confirm>
    </>
  )
}

function Effect({ roster }: { roster: Roster }) {
  const { able, partly_able, unable } = roster.byLevel
  if (roster.status === 'draft')
    return (
      <p>{`共${roster.personCount}人：自理${able}、半失能${partly_able}、失能${unable}。锁定后不能修改，差错在以后月份用更正行处理。`}</p>
    )
  if (roster.status === 'locked')
    return <p>{`${roster.organisation}只看到本机构的${roster.personCount}人，不含身份证号。`}</p>
  return <p>{`共${roster.personCount}人。签收只表示收到；对名册有疑问可以逐人提出。`}</p>
}
