/** Opinions: the clerk sends on, the township's leader signs, the county's clerk proposes; each sees what the rules propose. */
import { Button, Modal, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import * as z from 'zod'
import { SelfCareLevel, SupportMode, supportModeText } from '#kernel/self-care.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, RadioField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { useLevelText } from '#ui/status-tag.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { type CaseFile, recognition } from '../contract.ts'
import { type MaterialState, materialStateText } from '../intake-shape.ts'
import { opinionText, proposalText } from '../words.ts'

interface Props {
  file: CaseFile
}
export interface FormProps extends Props {
  onDone: () => void
}

interface DeedProps {
  title: string
  primary?: boolean
  danger?: boolean
  wide?: boolean
  children: (close: () => void) => ReactNode
}

/** A button that opens the form of one deed. */
export function DeedButton({ title, primary = false, danger = false, wide = false, children }: DeedProps) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} danger={danger} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Modal open={open} title={title} width={wide ? 720 : 520} footer={null} onCancel={close} destroyOnHidden>
        {children(close)}
      </Modal>
    </>
  )
}

export const fitChoices = [
  { value: 'yes', label: opinionText(true) },
  { value: 'no', label: opinionText(false) },
]
export const Fit = z.enum(['yes', 'no'], '请选择意见')
export const text = z.string().trim().max(500, '最多500个字').optional()
export const proposed = ({ reasoning }: CaseFile): string => `系统建议：${proposalText[reasoning.proposal]}`
export const startsWith = ({ reasoning }: CaseFile): { fits?: 'yes' | 'no' } =>
  reasoning.proposal === 'open' ? {} : { fits: reasoning.proposal === 'fits' ? 'yes' : 'no' }
export const why = '与建议不同，或须人工判断的，写明理由（至少4个字）'

export function SubmitButton({ file }: Props) {
  return (
    <DeedButton title="送乡镇负责人" primary>
      {(close) => <SubmitForm file={file} onDone={close} />}
    </DeedButton>
  )
}

function SubmitForm({ file, onDone }: FormProps) {
  const say = useSay()
  const submit = useCommand(recognition, 'submit', { answers: ['duties'] })
  const form = useForm({
    schema: z.object({ fits: Fit, note: text }),
    draft: `recognition.submit.${file.id}`,
    initial: startsWith(file),
  })
  return (
    <Form
      form={form}
      action="送乡镇负责人"
      labels={{ fits: '经办意见', note: '说明' }}
      onSend={({ fits, note }) => submit.mutateAsync({ caseId: file.id, fits: fits === 'yes', note: note ?? '' })}
      onDone={() => {
        say('已送乡镇负责人')
        onDone()
      }}
    >
      <p>{proposed(file)}</p>
      <RadioField form={form} name="fits" label="经办意见" choices={fitChoices} />
      <LongTextField form={form} name="note" label="说明" rows={2} />
    </Form>
  )
}

export function OpineButton({ file }: Props) {
  return (
    <DeedButton title="签署初审意见" primary>
      {(close) => <OpineForm file={file} onDone={close} />}
    </DeedButton>
  )
}

function OpineForm({ file, onDone }: FormProps) {
  const say = useSay()
  const opine = useCommand(recognition, 'opine', { answers: ['duties'] })
  const form = useForm({
    schema: z.object({ fits: Fit, reason: text }),
    draft: `recognition.opine.${file.id}`,
    initial: startsWith(file),
  })
  return (
    <Form
      form={form}
      action="签署初审意见"
      labels={{ fits: '初审意见', reason: '理由' }}
      onSend={({ fits, reason }) =>
        opine.mutateAsync({ caseId: file.id, fits: fits === 'yes', reason: reason ?? '', version: file.version })
      }
      onDone={() => {
        say('已签署初审意见，请安排公示')
        onDone()
      }}
    >
      <p>{proposed(file)}</p>
      <RadioField form={form} name="fits" label="初审意见" choices={fitChoices} />
      <LongTextField form={form} name="reason" label="理由" rows={3} help={why} />
    </Form>
  )
}

export const modeChoices = SupportMode.options.map((value) => ({ value, label: supportModeText[value] }))
export function useLevelChoices() {
  const levelText = useLevelText()
  return SelfCareLevel.options.map((value) => ({ value, label: levelText(value) }))
}

export function SupplementButton({ file }: Props) {
  return (
    <DeedButton title={file.handed ? '核对材料并受理' : '登记补交材料'} primary>
      {(close) => <SupplementForm file={file} onDone={close} />}
    </DeedButton>
  )
}

function SupplementForm({ file, onDone }: FormProps) {
  const say = useSay()
  const supplement = useCommand(recognition, 'supplement', { answers: ['duties'] })
  const [states, setStates] = useState<Record<string, MaterialState>>({})
  const { receivedOn, fileIds } = recognition.operations.supplement.input.shape
  const form = useForm({
    schema: z.object({ receivedOn, insisted: text, fileIds }),
    draft: `recognition.supplement.${file.id}`,
    initial: { receivedOn: today() },
  })
  const missing = file.materials.filter(({ state }) => state === 'missing')
  return (
    <Form
      form={form}
      action="登记补交材料"
      labels={{ receivedOn: '收到日期', insisted: '申请人坚持提交的情况', fileIds: '材料照片' }}
      onSend={async ({ insisted, ...given }) => {
        const materials = missing.map(({ code }) => ({ code, state: states[code] ?? ('missing' as const) }))
        const done = await supplement.mutateAsync({ ...given, caseId: file.id, materials, insisted: insisted ?? '' })
        say(done.step === 'survey' ? '材料已齐，已受理' : done.warnings.join('；'))
      }}
      onDone={onDone}
    >
      <ul className="gy-materials">
        {missing.map(({ code, title }) => (
          <li key={code}>
            <strong>{title}</strong>
            <Radio.Group
              aria-label={title}
              options={(['have', 'missing'] as const).map((value) => ({ value, label: materialStateText[value] }))}
              value={states[code] ?? 'missing'}
              onChange={(event) => setStates({ ...states, [code]: event.target.value })}
            />
          </li>
        ))}
      </ul>
      <DayField form={form} name="receivedOn" label="收到日期" help="交齐的次日起计算办理期限" />
      <LongTextField form={form} name="insisted" label="申请人坚持提交的情况" rows={2} help="仍不齐而坚持提交的才填" />
      <UploadField form={form} name="fileIds" label="材料照片" />
    </Form>
  )
}
