/** What stops or turns back a case: pause with its clause, return. */
import { Radio } from 'antd'
import { useId, useState } from 'react'
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { LongTextField, RadioField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { type CaseFile, recognition } from '../contract.ts'
import { DeedButton } from './opinion-forms.tsx'

interface Props {
  file: CaseFile
}
const text = z.string().trim().max(500, '最多500个字').optional()

export function PauseButton({ file }: Props) {
  if (file.pauseReasons.length === 0) return null
  return <DeedButton title="暂停计时">{(close) => <PauseForm file={file} onDone={close} />}</DeedButton>
}

function PauseForm({ file, onDone }: Props & { onDone: () => void }) {
  const say = useSay()
  const pause = useCommand(recognition, 'pause', { answers: ['duties'] })
  const form = useForm({
    schema: z.object({ reason: z.string('请选择事由'), note: text }),
    draft: `recognition.pause.${file.id}`,
  })
  const chosen = file.pauseReasons.find(({ code }) => code === form.values['reason'])
  return (
    <Form
      form={form}
      action="暂停计时"
      labels={{ reason: '事由', note: '说明' }}
      onSend={({ reason, note }) => pause.mutateAsync({ caseId: file.id, reason, note: note ?? '' })}
      onDone={() => {
        say('已暂停计时')
        onDone()
      }}
    >
      <RadioField
        form={form}
        name="reason"
        label="事由"
        choices={file.pauseReasons.map(({ code, text: label }) => ({ value: code, label }))}
        help={chosen ? <Basis citations={chosen.citations} /> : '只能用有条款依据的事由'}
      />
      <LongTextField form={form} name="note" label="说明" rows={2} />
    </Form>
  )
}

export function ResumeButton({ file }: Props) {
  return (
    <DeedButton title="恢复计时" primary>
      {(close) => <ResumeForm file={file} onDone={close} />}
    </DeedButton>
  )
}

function ResumeForm({ file, onDone }: Props & { onDone: () => void }) {
  const say = useSay()
  const resume = useCommand(recognition, 'resume', { answers: ['duties'] })
  const form = useForm({ schema: z.object({ note: text }), draft: `recognition.resume.${file.id}` })
  return (
    <Form
      form={form}
      action="恢复计时"
      labels={{ note: '说明' }}
      onSend={({ note }) => resume.mutateAsync({ caseId: file.id, note: note ?? '' })}
      onDone={() => {
        say('已恢复计时')
        onDone()
      }}
    >
      <p>从次日起接着计算剩余期限。</p>
      <LongTextField form={form} name="note" label="说明" rows={2} />
    </Form>
  )
}

export function ReturnButton({ file }: Props) {
  const say = useSay()
  const id = useId()
  const [to, setTo] = useState<'survey' | 'opinion'>('survey')
  const back = useCommand(recognition, 'returnCase', { answers: ['duties'] })
  const county = file.step === 'county'
  return (
    <ConfirmReason
      verb="退回"
      title={`退回${file.name}的案件？`}
      onConfirm={async (reason) => {
        await back.mutateAsync({ caseId: file.id, to, reason })
        say('已退回')
      }}
    >
      {county ? (
        <div className="gy-field">
          <span id={id}>退回到</span>
          <Radio.Group
            aria-labelledby={id}
            value={to}
            options={[
              { value: 'survey', label: '重新调查' },
              { value: 'opinion', label: '重新提出初审意见' },
            ]}
            onChange={(event) => setTo(event.target.value === 'opinion' ? 'opinion' : 'survey')}
          />
          <p className="gy-help">
            退回后乡镇的办理期限重新起算，并须重新公示；退回期间不计入县级审核的期限，再次送县后接着计算。
          </p>
        </div>
      ) : (
        <p>退回经办人员重新调查，乡镇初审的期限不停。</p>
      )}
    </ConfirmReason>
  )
}
