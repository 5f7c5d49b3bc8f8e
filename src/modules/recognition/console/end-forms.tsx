/** Papers that come later; and how a case ends without a decision: asked for here, answered by the leader beside it. */
import { Alert, Button } from 'antd'
import { choicesOf } from '#ui/choices.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { useState } from 'react'
import { type CaseFile, recognition } from '../contract.ts'
import { otherPaper } from '../end-contract.ts'
import { materialStateText } from '../intake-shape.ts'
import { DeathProof, deathProofText } from '../words.ts'
import { DeedButton, type FormProps } from './opinion-forms.tsx'

interface Props {
  file: CaseFile
}
const { operations } = recognition
const where = '盒、夹、页；已上传的可以不填'

export function FilePaperButton({ file }: Props) {
  return <DeedButton title="补交材料">{(close) => <FilePaperForm file={file} onDone={close} />}</DeedButton>
}

const missingFirst = ({ materials }: CaseFile) =>
  materials
    .toSorted((a, b) => Number(b.state === 'missing') - Number(a.state === 'missing'))
    .map(({ code, title, state }) => ({ value: code, label: `${title}（${materialStateText[state]}）` }))

function FilePaperForm({ file, onDone }: FormProps) {
  const say = useSay()
  const send = useCommand(recognition, 'filePaper', { answers: ['duties'] })
  const form = useForm({
    schema: operations.filePaper.input.omit({ caseId: true }),
    draft: `recognition.filePaper.${file.id}`,
    initial: { receivedOn: today() },
  })
  return (
    <Form
      form={form}
      action="登记补交材料"
      labels={{
        material: '哪一种材料',
        name: '材料名称',
        receivedOn: '收到日期',
        fileIds: '照片或扫描件',
        paperReference: '纸质件放在哪里',
        note: '说明',
      }}
      onSend={async (given) => {
        const { warnings } = await send.mutateAsync({ ...given, caseId: file.id })
        say(['已登记', ...warnings].join('；'))
      }}
      onDone={onDone}
    >
      <PickField
        form={form}
        name="material"
        label="哪一种材料"
        choices={[...missingFirst(file), { value: otherPaper, label: '其他材料' }]}
      />
      {form.values['material'] === otherPaper && (
        <TextField form={form} name="name" label="材料名称 *" maxLength={100} />
      )}
      <DayField form={form} name="receivedOn" label="收到日期" />
      <UploadField form={form} name="fileIds" label="照片或扫描件" />
      <TextField form={form} name="paperReference" label="纸质件放在哪里" maxLength={100} help={where} />
      <LongTextField form={form} name="note" label="说明" rows={2} />
    </Form>
  )
}

export function WithdrawButton({ file }: Props) {
  return <DeedButton title="登记撤回">{(close) => <WithdrawForm file={file} onDone={close} />}</DeedButton>
}

function WithdrawForm({ file, onDone }: FormProps) {
  const say = useSay()
  const withdraw = useCommand(recognition, 'withdraw', { answers: ['duties'] })
  const form = useForm({
    schema: operations.withdraw.input.omit({ caseId: true }),
    draft: `recognition.withdraw.${file.id}`,
  })
  return (
    <Form
      form={form}
      action="登记撤回"
      labels={{ reason: '撤回的情况', fileIds: '撤回书照片或扫描件', paperReference: '撤回书放在哪里' }}
      onSend={async (given) => {
        const { warnings } = await withdraw.mutateAsync({ ...given, caseId: file.id })
        say(warnings.join('；'))
      }}
      onDone={onDone}
    >
      <p>只登记申请人自己的撤回，须有本人签名或捺印的撤回书；由负责人核对后办结。撤回后可以重新申请。</p>
      <LongTextField
        form={form}
        name="reason"
        label="撤回的情况"
        rows={2}
        help="在什么场合、为什么撤回；由他人代为提出的，写明怎样向本人核实"
      />
      <UploadField form={form} name="fileIds" label="撤回书照片或扫描件" />
      <TextField form={form} name="paperReference" label="撤回书放在哪里" maxLength={100} help={where} />
    </Form>
  )
}

export function DiedButton({ file }: Props) {
  return <DeedButton title="登记申请人死亡">{(close) => <DiedForm file={file} onDone={close} />}</DeedButton>
}

function DiedForm({ file, onDone }: FormProps) {
  const say = useSay()
  const report = useCommand(recognition, 'reportDied', { answers: ['duties'] })
  const form = useForm({
    schema: operations.reportDied.input.omit({ caseId: true }),
    draft: `recognition.reportDied.${file.id}`,
    initial: { proof: 'certificate' },
  })
  return (
    <Form
      form={form}
      action="登记申请人死亡"
      labels={{
        diedOn: '死亡日期',
        proof: '依据',
        fileIds: '依据的照片或扫描件',
        paperReference: '依据放在哪里',
        note: '说明',
      }}
      onSend={async (given) => {
        const { warnings } = await report.mutateAsync({ ...given, caseId: file.id })
        say(warnings.join('；'))
      }}
      onDone={onDone}
    >
      <p>由负责人核对依据后办结；不作不予认定的决定，不送达告知书。</p>
      <DayField form={form} name="diedOn" label="死亡日期" />
      <RadioField form={form} name="proof" label="依据" choices={choicesOf(DeathProof.options, deathProofText)} />
      <UploadField form={form} name="fileIds" label="依据的照片或扫描件" />
      <TextField form={form} name="paperReference" label="依据放在哪里" maxLength={100} help={where} />
      <LongTextField form={form} name="note" label="说明" rows={2} />
    </Form>
  )
}

/** 提请办结: what was asked by whom, and the answer of a second person. */
export function EndAsked({ file }: Props) {
  const may = useMay()
  const { endAsked } = file
  if (!endAsked) return null
  const county = file.step === 'county'
  const ownLeader = may('recognition.answerEnd') && county === may('recognition.decide') && !endAsked.own
  return (
    <Alert
      className="gy-case-ending"
      type="warning"
      showIcon
      title={`${endAsked.by}${endAsked.text}`}
      description={
        <>
          <p>
            {endAsked.note && `${endAsked.note}。`}
            {ownLeader
              ? '请核对办理过程中的材料后答复。答复以前不能继续办理，期限不停。'
              : `等待${county ? '县级救助负责人' : '乡镇负责人'}答复。答复以前不能继续办理，期限不停。`}
          </p>
          {ownLeader && (
            <div className="gy-actions">
              <AgreeEnd file={file} />
              <KeepOn file={file} />
            </div>
          )}
        </>
      }
    />
  )
}

function useAnswerEnd(file: CaseFile) {
  const say = useSay()
  const answer = useCommand(recognition, 'answerEnd', { answers: ['duties'] })
  return async (agrees: boolean, reason: string) => {
    const { warnings } = await answer.mutateAsync({ caseId: file.id, agrees, reason })
    say([agrees ? '已办结' : '没有同意办结', ...warnings].join('；'))
  }
}

function AgreeEnd({ file }: Props) {
  const [open, setOpen] = useState(false)
  const answer = useAnswerEnd(file)
  const died = file.endAsked?.as === 'died'
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        同意办结
      </Button>
      <Confirm
        open={open}
        title={`${file.name}的申请按“${died ? '申请人死亡' : '撤回'}”办结？`}
        verb="同意办结"
        onClose={() => setOpen(false)}
        onConfirm={() => answer(true, '')}
      >
        <p>
          {died
            ? '办结后不作决定、不送达告知书，公示收回。请先核对死亡依据。'
            : '办结后不再审核，须把撤回办结告知书送达申请人。请先核对本人签名或捺印的撤回书。'}
        </p>
      </Confirm>
    </>
  )
}

function KeepOn({ file }: Props) {
  const answer = useAnswerEnd(file)
  return (
    <ConfirmReason
      verb="不同意，继续办理"
      title={`${file.name}的申请继续办理？`}
      onConfirm={(reason) => answer(false, reason)}
    >
      <p>写明为什么不能办结，经办能看到。</p>
    </ConfirmReason>
  )
}
