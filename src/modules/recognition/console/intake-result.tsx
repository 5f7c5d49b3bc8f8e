/** 受理结果: what was filled in, what is missing and told at once, what is still to be found out. */
import { Alert } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { useMay } from '#ui/me.tsx'
import { Loading } from '#ui/states.tsx'
import { recognition } from '../contract.ts'
import { unsettledIn } from '../facts.ts'
import { intakeLabels } from './intake-labels.ts'
import { IntakeReview } from './intake-review.tsx'
import { factsIn, materialsIn } from './intake-steps.tsx'

interface Props {
  form: FieldForm
}
const label = (name: string): string => intakeLabels[name] ?? name

/** Papers asked for and not there. */
export function useMissing(form: FieldForm, disabled: boolean) {
  const { data } = useAnswer(recognition, 'intakeForm', { disabled })
  const given = new Map(materialsIn(form).map(({ code, state }) => [code, state]))
  const missing = (data?.materials ?? []).filter(({ code }) => (given.get(code) ?? 'missing') === 'missing')
  return { data, missing }
}

export function ResultStep({ form, disabled }: Props & { disabled: boolean }) {
  const unsettled = unsettledIn(factsIn(form))
  return (
    <>
      <IntakeReview form={form} />
      <PapersResult form={form} disabled={disabled} />
      {form.values['committed'] !== true && (
        <Alert type="warning" showIcon title="第5步还没有承诺和授权：承诺和授权后才能受理，申请人坚持提交的除外。" />
      )}
      {unsettled.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={`三项条件还没有查清：${unsettled.join('、')}。可以先受理，由入户调查查清；已经知道的请回第3步填写。`}
        />
      )}
    </>
  )
}

function PapersResult({ form, disabled }: Props & { disabled: boolean }) {
  const { data, missing } = useMissing(form, disabled)
  const received = useMay()('recognition.case')
  if (!data) return <Loading lines={3} />
  if (missing.length === 0)
    return (
      <Alert
        type="success"
        showIcon
        title={
          received
            ? '材料已齐。点“受理申请”后，从次日起计算办理期限，可打印受理通知书。'
            : '材料已齐。点“代交申请”后交到乡镇（街道），由乡镇核对受理，受理次日起计算办理期限。'
        }
      />
    )
  return (
    <>
      <Alert type="warning" showIcon title={`缺${missing.length}项，将一次性告知：`} />
      <ul className="gy-bullets">
        {missing.map(({ code, title, help }) => (
          <li key={code}>
            {title}：{help}
          </li>
        ))}
      </ul>
      <p>
        材料不齐的一次告知全部缺项 <Basis citations={data.noticeCitations} />
      </p>
      <LongTextField
        form={form}
        name="insisted"
        label={label('insisted')}
        rows={2}
        help="填写后按坚持提交收下并受理；不填则发一次性告知书，交齐的次日起计时"
      />
    </>
  )
}
