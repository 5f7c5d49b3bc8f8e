/** What the reader may do with a change in its present step; what another must do is said, not hidden. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { useMay } from '#ui/me.tsx'
import { type ChangeDetails, type ChangeKind, endings } from '../contract.ts'
import { AnswerForm, HearForm, ObjectForm, OverForm, PublishForm, VerifyForm } from './change-forms.tsx'
import { CorrectForm, ProposeCorrectionForm } from './correction-forms.tsx'
import { AcceptForm, DecideForm, DeliverForm } from './decision-forms.tsx'
import { today as todayOf } from '#ui/place.ts'
import { InWindow } from './in-window.tsx'
import { Place } from './placing-forms.tsx'

export interface FormProps {
  details: ChangeDetails
  onDone: () => void
}

const over = ['deliver', 'done', 'kept', 'withdrawn', 'correcting', 'redeliver', 'corrected']

export function ChangeDeeds({ details }: { details: ChangeDetails }) {
  const may = useMay()
  const { row } = details
  return (
    <>
      {may('endings.proposeCorrection') && details.correction.possible && (
        <InWindow verb="纠正决定" title={`纠正${row.number}的决定：${row.name}`}>
          {(close) => <ProposeCorrectionForm details={details} onDone={close} />}
        </InWindow>
      )}
      {may('endings.withdraw') && !over.includes(row.step) && !row.toMe && <Withdraw details={details} />}
      <Next details={details} />
    </>
  )
}

function Next({ details }: { details: ChangeDetails }) {
  const may = useMay()
  const { row } = details
  const window = (needs: string, verb: string, Form: (props: FormProps) => ReactNode, primary = true) =>
    may(needs) ? (
      <InWindow verb={verb} title={`${verb}：${row.name}`} primary={primary}>
        {(close) => <Form details={details} onDone={close} />}
      </InWindow>
    ) : null
  switch (row.step) {
    case 'verify':
      return window('endings.verify', '登记核实', VerifyForm)
    case 'hear':
      return window('endings.hear', '登记听取意见', HearForm)
    case 'publish':
      return window('endings.publish', '登记张贴公示', PublishForm)
    case 'publicity':
      return (
        <>
          {window('endings.object', '登记异议', ObjectForm, false)}
          {details.publicUntil !== null && details.publicUntil >= todayOf() ? (
            <NotYet until={details.publicUntil} />
          ) : (
            window('endings.publicityOver', '公示期满无异议，送县里决定', OverForm)
          )}
        </>
      )
    case 'objection':
      return window('endings.answer', '登记异议核查', AnswerForm)
    case 'decide':
      return details.mine && may('endings.decide') ? (
        <span className="gy-help">您办过前面的步骤，决定须由另一人作出。</span>
      ) : (
        window('endings.decide', row.kind === 'end' ? '作出终止决定' : '作出决定', DecideForm)
      )
    case 'accept':
      return <Receive details={details} />
    case 'deliver':
    case 'redeliver':
      return window('endings.deliver', '登记送达', DeliverForm)
    case 'correcting':
      return <Correcting details={details} />
    case 'done':
    case 'kept':
    case 'withdrawn':
    case 'corrected':
      return null
  }
}

function Correcting({ details }: { details: ChangeDetails }) {
  const may = useMay()
  if (details.correction.mine) return <span className="gy-help">纠正由您提出，等县级救助负责人决定。</span>
  if (!may('endings.correct')) return <span className="gy-help">已提出纠正，等县级救助负责人决定。</span>
  return (
    <InWindow verb="决定纠正" title={`决定纠正：${details.row.name}`} primary>
      {(close) => <CorrectForm details={details} onDone={close} />}
    </InWindow>
  )
}

function NotYet({ until }: { until: PlainDate }) {
  return (
    <>
      <span className="gy-help">{`公示到${dateText(until)}24时止，次日起办理`}</span>
      <Button type="primary" disabled>
        公示期满无异议，送县里决定
      </Button>
    </>
  )
}

const receiveText: Partial<Record<ChangeKind, string>> = {
  moved_away: '登记迁入地接收',
  to_dispersed: '转为分散供养',
}

function Receive({ details }: { details: ChangeDetails }) {
  const may = useMay()
  const { kind, toMe, name } = details.row
  if (kind === 'to_home' || (kind === 'to_dispersed' && details.bed !== null)) return <Place details={details} />
  if (kind === 'transfer' && !toMe && details.mine)
    return <span className="gy-help">已送出，等迁入的乡镇（街道）接收。</span>
  if (!may('endings.accept')) return null
  const verb = receiveText[kind] ?? '接收'
  return (
    <>
      {kind === 'transfer' && may('endings.return') && <GiveBack details={details} />}
      <InWindow verb={verb} title={`${verb}：${name}`} primary>
        {(close) => <AcceptForm details={details} onDone={close} />}
      </InWindow>
    </>
  )
}

function GiveBack({ details: { row } }: { details: ChangeDetails }) {
  const giveBack = useCommand(endings, 'return', { answers: ['duties'] })
  const say = useSay()
  return (
    <ConfirmReason
      verb="退回"
      title={`退回${row.name}的移交？`}
      onConfirm={async (words) => {
        await giveBack.mutateAsync({ changeId: row.id, on: todayOf(), words })
        say('已退回迁出的乡镇（街道）')
      }}
    >
      <p>退回后仍由迁出的乡镇（街道）负责，一天不空。</p>
    </ConfirmReason>
  )
}

function Withdraw({ details: { row } }: { details: ChangeDetails }) {
  const withdraw = useCommand(endings, 'withdraw', { answers: ['duties'] })
  const say = useSay()
  return (
    <ConfirmReason
      verb="撤回"
      title={`撤回${row.number}？`}
      onConfirm={async (words) => {
        await withdraw.mutateAsync({ changeId: row.id, words })
        say(`已撤回${row.number}`)
      }}
    >
      <p>撤回后这件变更不再办理，已办的步骤都留存。供养不变。</p>
    </ConfirmReason>
  )
}
