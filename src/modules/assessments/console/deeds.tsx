/** Review, decision, return, notice, dispute: each for whoever may, or the reason why not. */
import { Button, Input, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { dateText, monthText, plainMonth } from '#kernel/calendar.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { moneyText } from '#ui/formats.ts'
import { useGo } from '#ui/link.tsx'
import { useMe } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { choicesOf } from '#ui/choices.ts'
import { Reasons } from '#ui/reasons.tsx'
import { assessments } from '../contract.ts'
import type { AssessmentShown } from '../shapes.ts'
import { askedByText, type Deed, deedText } from '../words.ts'
import { Hear } from './hear-form.tsx'
import { alsoChanges } from './showing.ts'

interface Props {
  found: AssessmentShown
}

const waiting: readonly Deed[] = ['review', 'decide']

export function Deeds({ found }: Props) {
  const open = (deed: Deed) => found.objections.some((each) => each.deed === deed && each.reasons.length === 0)
  // Of what cannot be done only the own hands are worth a word: that it is not yet time the state says already.
  const held = found.objections.filter(
    ({ deed, reasons }) =>
      waiting.includes(deed) && reasons.length > 0 && !reasons.some(({ code }) => code === 'status'),
  )
  const any =
    (['review', 'return', 'decide', 'dispute'] as const).some(open) ||
    (open('hear') && found.hearing.needed) ||
    (open('tell') && found.toldOn === null) ||
    (open('withdraw') && found.status === 'requested')
  const next = whoIsNext(found)
  if (!any && held.length === 0 && next === undefined) return null
  return (
    <Panel title="办理">
      {next && <p className="gy-help">{next}</p>}
      {held.map(({ deed, reasons }) => (
        <Reasons key={deed} reasons={reasons} action={deedText[deed]} />
      ))}
      <div className="gy-actions">
        {open('review') && <Review found={found} />}
        {open('hear') && found.hearing.needed && <Hear found={found} />}
        {open('decide') && <Decide found={found} />}
        {open('return') && <SendBack found={found} />}
        {open('tell') && found.toldOn === null && <Tell found={found} />}
        {open('dispute') && <Dispute found={found} />}
        {open('withdraw') && found.status === 'requested' && <Withdraw found={found} />}
      </div>
    </Panel>
  )
}

/** Whoever may not take the step that is due is told who does. */
function whoIsNext({ status, objections }: AssessmentShown): string | undefined {
  const mine = (deed: Deed) => objections.some((each) => each.deed === deed)
  if (status === 'assessed' && !mine('review')) return '等初审：由乡镇负责人或县级救助经办办理。'
  if (status === 'reviewed' && !mine('decide')) return '等审定：由县级救助负责人办理。'
  return undefined
}

interface LevelsProps {
  found: AssessmentShown
  value: SelfCareLevel
  onChange: (level: SelfCareLevel) => void
  label: string
}

function Levels({ found, value, onChange, label }: LevelsProps) {
  return (
    <Radio.Group
      aria-label={label}
      value={value}
      onChange={(event) => onChange(SelfCareLevel.parse(event.target.value))}
      options={SelfCareLevel.options.map((level) => ({ value: level, label: found.sheet.ownWords[level] }))}
    />
  )
}

function Review({ found }: Props) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [level, setLevel] = useState(found.ruleLevel ?? 'able')
  const [words, setWords] = useState('评估程序完整，结果与入户情况一致')
  const review = useCommand(assessments, 'review', { answers: alsoChanges })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        初审
      </Button>
      <Confirm
        open={open}
        title={`初审${found.person}的评估？`}
        verb="提出初审意见"
        blocked={words.trim().length < 4}
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          await review.mutateAsync({ assessmentId: found.id, version: found.version, level, words })
          say('已提出初审意见，等待县审定')
        }}
      >
        <p>按指标算出：{found.ruleLevel && found.sheet.ownWords[found.ruleLevel]}。拟定等级：</p>
        <Levels found={found} value={level} onChange={setLevel} label="拟定等级" />
        <Words label="初审意见" rows={2} value={words} onChange={setWords} />
      </Confirm>
    </>
  )
}

/** '审定张示例为半失能，自2023年9月起，照料护理费189.00元→313.00元？评估人：王演示、陈假设。' */
function questionOf(found: AssessmentShown, level: SelfCareLevel): string {
  const { effect, levelNow, sheet, person } = found
  const month = effect.month ? `，自${monthText(plainMonth(effect.month))}起` : ''
  const [before, fee] = [levelNow ? effect.fees[levelNow] : null, effect.fees[level]]
  const change = before === null || before === fee ? '' : `${moneyText(before)}→`
  const money = fee === null ? '' : `，照料护理费${change}${moneyText(fee)}`
  return `审定${person}为${sheet.ownWords[level]}${month}${money}？`
}

function Decide({ found }: Props) {
  const me = useMe()
  const say = useSay()
  const [open, setOpen] = useState(false)
  const [level, setLevel] = useState(found.proposedLevel ?? found.ruleLevel ?? 'able')
  const [reason, setReason] = useState('')
  const decide = useCommand(assessments, 'decide', { answers: [...alsoChanges, 'rosters'] })
  const departs = level !== found.ruleLevel
  const assessors = found.results[0]?.assessors.map(({ name }) => name).join('、') ?? ''
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        县审定
      </Button>
      <Confirm
        open={open}
        title={questionOf(found, level)}
        verb="审定"
        blocked={departs && reason.trim().length < 4}
        onClose={() => setOpen(false)}
        onConfirm={async () => {
          const { effectiveMonth } = await decide.mutateAsync({
            assessmentId: found.id,
            version: found.version,
            level,
            decidedOn: me.today,
            reason: departs ? reason.trim() : '',
          })
          say(`已审定为${found.sheet.ownWords[level]}，自${monthText(effectiveMonth)}起`)
        }}
      >
        <p>
          评估人：{assessors}。{found.results[0]?.reasoning.join('')}
        </p>
        <Levels found={found} value={level} onChange={setLevel} label="审定等级" />
        {departs && <Departure reason={reason} onChange={setReason} />}
      </Confirm>
    </>
  )
}

function Departure({ reason, onChange }: { reason: string; onChange: (text: string) => void }) {
  return <Words label="与按指标算出的等级不同，理由" rows={2} value={reason} onChange={onChange} />
}

function SendBack({ found }: Props) {
  const send = useCommand(assessments, 'sendBack', { answers: alsoChanges })
  return (
    <ConfirmReason
      verb="退回重评"
      title={`退回${found.person}的评估？`}
      onConfirm={(words) => send.mutateAsync({ assessmentId: found.id, version: found.version, words })}
    >
      <p>退回后重新评估，这次的结果留存，不作为审定依据。期限不重新计算。</p>
    </ConfirmReason>
  )
}

function Tell({ found }: Props) {
  const me = useMe()
  const tell = useCommand(assessments, 'tell', { answers: alsoChanges })
  return (
    <ConfirmReason
      verb="登记告知"
      title={`登记已告知${found.person}？`}
      onConfirm={(words) =>
        tell.mutateAsync({ assessmentId: found.id, version: found.version, toldOn: me.today, words })
      }
    >
      <p>写明{dateText(me.today)}把告知书交给了谁、怎样交的，如“当面读给本人听，本人按手印”。</p>
    </ConfirmReason>
  )
}

const disputers = ['person', 'guardian', 'carer', 'village', 'township', 'county'] as const

function Dispute({ found }: Props) {
  const go = useGo()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [askedBy, setAskedBy] = useState<(typeof disputers)[number]>('person')
  const [words, setWords] = useState('')
  const dispute = useCommand(assessments, 'dispute', { answers: alsoChanges })
  const confirm = async () => {
    const target = { assessmentId: found.id, version: found.version }
    const { assessmentId } = await dispute.mutateAsync({ ...target, askedBy, words })
    go(`/assessments/${assessmentId}`)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>提出争议</Button>
      <Confirm
        open={open}
        title={`对${found.person}的评估结果提出争议？`}
        verb="提出争议"
        blocked={words.trim().length < 4}
        onClose={() => setOpen(false)}
        onConfirm={confirm}
      >
        <p>将由另外两人重新评估一次，结果为最终结果；在此之前原审定继续执行。</p>
        <div className="gy-field">
          <label htmlFor={`${id}-by`}>谁提出 *</label>
          <Select
            id={`${id}-by`}
            className="gy-wide"
            value={askedBy}
            options={choicesOf(disputers, askedByText)}
            onChange={setAskedBy}
          />
        </div>
        <Words label="哪一项有异议，为什么（不少于4个字）" rows={3} value={words} onChange={setWords} />
      </Confirm>
    </>
  )
}

function Withdraw({ found }: Props) {
  const withdraw = useCommand(assessments, 'withdraw', { answers: alsoChanges })
  return (
    <ConfirmReason
      verb="撤回申请"
      title={`撤回${found.person}的评估申请？`}
      onConfirm={(words) => withdraw.mutateAsync({ assessmentId: found.id, version: found.version, words })}
    >
      <p>撤回后不再评估，现等级不变。申请和理由留存。</p>
    </ConfirmReason>
  )
}

interface WordsProps {
  label: string
  rows: number
  value: string
  onChange: (words: string) => void
}

function Words({ label, rows, value, onChange }: WordsProps) {
  const id = useId()
  return (
    <div className="gy-field">
      <label htmlFor={id}>{label} *</label>
      <Input.TextArea
        id={id}
        rows={rows}
        maxLength={500}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
