/** One visit: six facts, points, reasons, plan against done, the carer's day, what was said (screens 4.11). */
import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Moment } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { durationText } from '#ui/formats.ts'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Loading } from '#ui/states.tsx'
import { dateText, dayOf } from '#kernel/calendar.ts'
import { type VisitDetail, visits } from '../contract.ts'
import { confirmationText, contentText, serviceText, sourceText, verdictText } from '../words.ts'
import { CorrectButton } from './correct.tsx'
import { Decide } from './decide.tsx'
import { clock, named, spanOf, VerdictTag } from './shown.tsx'

export function VisitDrawer({ visitId, onClose }: { visitId: string; onClose: () => void }) {
  const found = useAnswer(visits, 'visit', { visitId })
  const visit = found.data
  const title = visit
    ? `${dateText(dayOf(visit.startedAt))} ${spanOf(visit)} ${durationText(visit.minutes)}`
    : '服务记录'
  return (
    <Drawer open size="large" title={title} onClose={onClose} destroyOnHidden>
      {found.error && <ReasonsOf error={found.error} action="查看服务记录" />}
      {!visit && !found.error && <Loading lines={10} />}
      {visit && <Detail visit={visit} onDone={onClose} />}
    </Drawer>
  )
}

function Detail({ visit, onDone }: { visit: VisitDetail; onDone: () => void }) {
  const may = useMay()
  const { valid, doubtful, notCounted } = visit.ofMonth
  const open = !visit.monthClosed && !visit.correctedById
  return (
    <>
      <p>
        {visit.carer || '服务人员'} → <PersonLink personId={visit.personId} name={visit.person} />{' '}
        <VerdictTag visit={visit} /> 佐证得分 {visit.score}/10
      </p>
      <Description
        columns={2}
        items={[
          { label: '谁服务', value: `${visit.carer}（${visit.organisation}）` },
          { label: '服务谁', value: `${visit.person} ${visit.township}` },
          { label: '什么', value: named(visit.services, serviceText) },
          { label: '照料内容', value: named(visit.contents, contentText) },
          { label: '哪天', value: dateText(dayOf(visit.startedAt)) },
          { label: '几点到几点', value: spanOf(visit) },
          { label: '哪里', value: <Where visit={visit} />, wide: true },
          { label: '确认方式', value: `${confirmationText[visit.confirmation]} ${visit.confirmedBy}` },
          { label: '来源', value: `${sourceText[visit.source]}，收到时间 ${clock(visit.recordedAt)}` },
          { label: '备注', value: visit.note || '—', wide: true },
        ]}
      />
      <Points visit={visit} />
      <ReasonList visit={visit} />
      <Plan visit={visit} />
      <Panel title="当天该人员">
        <CarerDay visit={visit} />
      </Panel>
      <p>
        本月另{valid + doubtful + notCounted}次：有效{valid}，存疑{doubtful}，不计{notCounted}
      </p>
      <Said visit={visit} />
      <History visit={visit} />
      {open && may('visits.decide') && <Decide visits={[visit]} keys={[visit.id]} onDone={onDone} />}
      {open && may('visits.correct') && <CorrectButton visit={visit} onDone={onDone} />}
      {open && may('visits.explain') && <Explain visitId={visit.id} />}
    </>
  )
}

function Where({ visit }: { visit: VisitDetail }) {
  const { position, metres, fence } = visit
  if (!position) return '没有位置'
  const digits = (value: number) => value.toFixed(5)
  const straight = metres === null ? '居所位置尚未采集' : `直线距离${metres}米`
  return (
    <>
      无地图，{straight}
      {fence !== null && `，围栏${fence}米`}
      <br />
      设备坐标 {digits(position.longitude)}，{digits(position.latitude)}（{position.datum}）
      {position.accuracy !== null && `误差${position.accuracy}米`}
      <br />
      换算 {digits(position.converted.longitude)}，{digits(position.converted.latitude)}（WGS-84）
    </>
  )
}

const signs = { good: '✓', warn: '!', bad: '✗' } as const

function Points({ visit }: { visit: VisitDetail }) {
  return (
    <Panel title="佐证" count={visit.score}>
      <ul className="gy-list">
        {visit.points.map(({ sign, text, points }) => (
          <li key={text}>
            {signs[sign]} {text} {points > 0 && `＋${points}`}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function ReasonList({ visit }: { visit: VisitDetail }) {
  if (visit.reasons.length === 0) return null
  return (
    <Panel title="原因" count={visit.reasons.length}>
      <ul className="gy-list">
        {visit.reasons.map(({ code, message, citations }) => (
          <li key={code + message}>
            {message} {citations && <Basis citations={citations} />}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Plan({ visit: { plan } }: { visit: VisitDetail }) {
  if (plan.items.length === 0) return null
  const done = plan.items.filter((item) => item.done).length
  return (
    <Panel title={`计划${plan.items.length}项做了${done}项`} extra={<Basis citations={plan.citations} />}>
      <p>{plan.items.map((item) => `${item.done ? '✓' : '○'} ${item.title}`).join('　')}</p>
      {plan.rule === 'by_need' && <p className="gy-help">按本人需要提供，不要求每项都做。</p>}
    </Panel>
  )
}

function CarerDay({ visit }: { visit: VisitDetail }) {
  const parts = visit.carerDay.map(({ id, person, startedAt, metresFromLast }) => {
    const way =
      metresFromLast === null
        ? ''
        : ` ─${metresFromLast < 1000 ? `${metresFromLast}米` : `${Math.round(metresFromLast / 1000)}公里`}─ `
    return `${way}${clock(startedAt)}${person}${id === visit.id ? '（本次）' : ''}`
  })
  return <p>{parts.join(' ')}</p>
}

function Said({ visit }: { visit: VisitDetail }) {
  if (visit.explanations.length === 0) return null
  return (
    <Panel title="说明">
      {visit.explanations.map(({ kind, words, by, at }) => (
        <p key={kind + at}>
          {kind === 'asked' ? '要求说明' : '机构说明'}（{by}，<Moment at={at} />
          ）：{words}
        </p>
      ))}
    </Panel>
  )
}

function History({ visit }: { visit: VisitDetail }) {
  if (visit.judgements.length < 2) return null
  return (
    <Panel title="判定经过" count={visit.judgements.length}>
      <ul className="gy-list">
        {visit.judgements.map(({ no, verdict, by, at, words, reasons }) => (
          <li key={no}>
            <Moment at={at} /> {by}：{verdictText[verdict]} {words || reasons.map(({ message }) => message).join('；')}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Explain({ visitId }: { visitId: string }) {
  const [words, setWords] = useState('')
  const explain = useCommand(visits, 'explain', { answers: ['duties'] })
  return (
    <Panel title="说明情况">
      <Input.TextArea
        aria-label="说明情况"
        rows={3}
        maxLength={500}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="primary" loading={explain.isPending} onClick={() => explain.mutate({ visitId, words })}>
        提交说明
      </Button>
      <ReasonsOf error={explain.error} action="提交说明" />
    </Panel>
  )
}
