/** The county's decision, its delivery, and the direct confirmation of the crossing rule. */
import { Delivery, deliveryText } from '#kernel/delivery.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { dateText } from '#kernel/calendar.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useWord } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { choicesOf } from '#ui/choices.ts'
import { useLevelText } from '#ui/status-tag.tsx'
import { type CaseFile, recognition } from '../contract.ts'
import { opinionText, proposalText } from '../words.ts'
import { DeedButton, modeChoices, useLevelChoices } from './opinion-forms.tsx'

interface Props {
  file: CaseFile
}

export function DecideButtons({ file }: Props) {
  if (file.objections.decide.length > 0) return null
  const agrees = file.proposal?.fits === true && file.reasoning.proposal === 'fits'
  return (
    <span className="gy-case-deeds">
      {agrees ? <Agree file={file} /> : <ConfirmOtherwise file={file} />}
      <Refuse file={file} />
    </span>
  )
}

function useDecide(file: CaseFile) {
  const say = useSay()
  const decide = useCommand(recognition, 'decide', { answers: ['duties', 'persons'] })
  return async (decision: 'confirmed' | 'refused', reason: string) => {
    await decide.mutateAsync({ caseId: file.id, decision, reason, version: file.version })
    say(decision === 'confirmed' ? '已确认认定，已建档' : '已决定不予认定，请按期送达告知书')
  }
}

function Effect({ file }: Props) {
  const word = useWord()
  const levelText = useLevelText()
  const { proposal } = file
  return (
    <>
      {file.letGo && <p className="gy-late">本案抽中后未核查、已换出：{file.letGo}。请核对理由后决定。</p>}
      <p>
        自{dateText(file.wouldStart)}起供养（确认次月）。{word('乡镇')}将张贴公布。
      </p>
      <p>
        {proposal?.mode && `供养方式：${supportModeText[proposal.mode]}；`}
        {proposal?.level && `能力等级：${levelText(proposal.level)}。`}
      </p>
    </>
  )
}

function Agree({ file }: Props) {
  const [open, setOpen] = useState(false)
  const decide = useDecide(file)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        确认认定
      </Button>
      <Confirm
        open={open}
        title={`确认认定${file.name}为特困人员？`}
        verb="确认认定"
        onClose={() => setOpen(false)}
        onConfirm={() => decide('confirmed', '')}
      >
        <Effect file={file} />
      </Confirm>
    </>
  )
}

function ConfirmOtherwise({ file }: Props) {
  const decide = useDecide(file)
  const said = file.proposal ? opinionText(file.proposal.fits) : ''
  return (
    <ConfirmReason
      verb="确认认定"
      title={`确认认定${file.name}为特困人员？`}
      onConfirm={(reason) => decide('confirmed', reason)}
    >
      <p>
        系统建议“{proposalText[file.reasoning.proposal]}”，县级经办意见“{said}”。作不同意见或人工判断的，写明理由。
      </p>
      <Effect file={file} />
    </ConfirmReason>
  )
}

function Refuse({ file }: Props) {
  const decide = useDecide(file)
  return (
    <ConfirmReason
      verb="不予认定"
      danger
      title={`不予认定${file.name}？`}
      onConfirm={(reason) => decide('refused', reason)}
    >
      <p>须在规定的工作日内送达书面告知，理由将写入告知书。</p>
    </ConfirmReason>
  )
}

export function DeliverButton({ file }: Props) {
  return (
    <DeedButton title="登记送达" primary={file.decision === 'refused'}>
      {(close) => <DeliverForm file={file} onDone={close} />}
    </DeedButton>
  )
}

function DeliverForm({ file, onDone }: Props & { onDone: () => void }) {
  const say = useSay()
  const deliver = useCommand(recognition, 'deliver', { answers: ['duties'] })
  const form = useForm({
    schema: recognition.operations.deliver.input.omit({ caseId: true }),
    draft: `recognition.deliver.${file.id}`,
    initial: { how: 'direct', receiver: file.name, deliveredOn: today() },
  })
  return (
    <Form
      form={form}
      action="登记送达"
      labels={{
        deliveredOn: '送达日期',
        how: '送达方式',
        receiver: '签收人',
        relation: '与申请人的关系',
        witness: '见证人或记录',
      }}
      onSend={async (given) => {
        const { warnings } = await deliver.mutateAsync({ ...given, caseId: file.id })
        say(['已登记送达', ...warnings].join('；'))
      }}
      onDone={onDone}
    >
      <DayField form={form} name="deliveredOn" label="送达日期" />
      <RadioField form={form} name="how" label="送达方式" choices={choicesOf(Delivery.options, deliveryText)} />
      <TextField form={form} name="receiver" label="签收人" />
      {form.values['receiver'] !== file.name && (
        <TextField
          form={form}
          name="relation"
          label="与申请人的关系 *"
          maxLength={100}
          help="监护人、受委托的代办人，或者同住的成年家属"
        />
      )}
      {form.values['how'] === 'left' && (
        <TextField
          form={form}
          name="witness"
          label="见证人或记录 *"
          maxLength={100}
          help="见证人姓名，或者现场照片、记录放在哪里"
        />
      )}
    </Form>
  )
}

/** 吉林: an old five-guarantee recognition of before the cut-off stands (JL-5c). */
export function DirectButton({ file }: Props) {
  return (
    <DeedButton title="直接确认" primary>
      {(close) => <DirectForm file={file} onDone={close} />}
    </DeedButton>
  )
}

/** Without a visit: what lies above the lowest level needs its paper. */
function LevelFields({ form }: { form: FieldForm }) {
  const levels = useLevelChoices()
  return (
    <>
      <RadioField
        form={form}
        name="level"
        label="能力等级"
        choices={levels}
        help="没有入户调查，按原档案暂定；确认后自动生成能力评估，由两人评估后审定"
      />
      {form.values['level'] !== undefined && form.values['level'] !== 'able' && (
        <TextField
          form={form}
          name="levelPaper"
          label="等级的依据 *"
          maxLength={100}
          help="原评定文书或医院证明，及放在哪里"
        />
      )}
    </>
  )
}

function DirectForm({ file, onDone }: Props & { onDone: () => void }) {
  const say = useSay()
  const confirm = useCommand(recognition, 'confirmDirectly', { answers: ['duties', 'persons'] })
  const labour = file.reasoning.conditions.find(({ key, verdict }) => key === 'labour' && verdict === 'not_met')
  const form = useForm({
    schema: recognition.operations.confirmDirectly.input.omit({ caseId: true }),
    draft: `recognition.direct.${file.id}`,
    initial: { mode: 'dispersed' },
  })
  return (
    <Form
      form={form}
      action="直接确认"
      labels={{
        mode: '供养方式',
        consentPaper: '同意入住的书面意见放在哪里',
        level: '能力等级',
        levelPaper: '等级的依据',
        whyFits: '年龄、残疾不符仍予确认的理由',
        reason: '理由',
      }}
      onSend={(given) => confirm.mutateAsync({ ...given, caseId: file.id })}
      onDone={() => {
        say('已直接确认，已建档')
        onDone()
      }}
    >
      <p>
        {file.legacy.text} <Basis citations={file.legacy.citations} /> 自{dateText(file.wouldStart)}起供养。
      </p>
      <RadioField form={form} name="mode" label="供养方式" choices={modeChoices} />
      {form.values['mode'] === 'centralised' && file.survey?.wish !== 'centralised' && (
        <TextField form={form} name="consentPaper" label="同意入住的书面意见放在哪里 *" maxLength={100} />
      )}
      <LevelFields form={form} />
      {labour && (
        <TextField
          form={form}
          name="whyFits"
          label="年龄、残疾不符仍予确认的理由 *"
          maxLength={100}
          help={`${labour.lines.join('；')}。写明原认定为什么成立、凭什么材料`}
        />
      )}
      <LongTextField form={form} name="reason" label="理由" rows={2} help="核对了哪些原来的证件和审批材料" />
    </Form>
  )
}
