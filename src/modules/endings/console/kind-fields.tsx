/** What each kind of change asks for beyond the person and the facts. */
import { SelfCareLevel } from '#kernel/self-care.ts'
import type { ReactNode } from 'react'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { type FieldForm, textOf } from '#ui/field.tsx'
import { PickField, TextField } from '#ui/fields.tsx'
import { Link } from '#ui/link.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { useLevelText } from '#ui/status-tag.tsx'
import { ChangeKind, endings } from '../contract.ts'
import { AreaFields } from './area-fields.tsx'

export const labels = {
  personId: '人员',
  kind: '事项',
  reason: '原因',
  facts: '事实',
  proof: '凭据（纸质位置）',
  fileIds: '照片或扫描件',
  level: '调减到',
  townshipId: '迁入的乡镇（街道）',
  villageId: '迁入的村（居）',
  from: '自哪一天起',
  until: '至哪一天',
  receiver: '迁入地接续的单位',
}

type Fields = (props: { form: FieldForm }) => ReactNode

const ageChoices = [
  { value: 'turned_16', label: '满16周岁' },
  { value: 'turned_18', label: '满18周岁' },
]

const fieldsOf: Partial<Record<ChangeKind, Fields>> = {
  end: ReasonField,
  reduce: LevelField,
  minor: ({ form }) => <PickField form={form} name="reason" label="满多少周岁 *" choices={ageChoices} />,
  transfer: ({ form }) => (
    <>
      <AreaFields form={form} labels={labels} />
      <DayField form={form} name="from" label={`${labels.from} *`} help="填以后某个月的1日；迁出方负责到上月末" />
    </>
  ),
  moved_away: ({ form }) => (
    <>
      <TextField form={form} name="receiver" label={`${labels.receiver} *`} help="如：××县民政局" />
      <DayField form={form} name="from" label={`${labels.from} *`} help="迁入地接续供养的第一天" />
    </>
  ),
  suspend: ({ form }) => (
    <>
      <DayField form={form} name="from" label={`${labels.from} *`} />
      <DayField form={form} name="until" label={`${labels.until} *`} help="到期前会提醒恢复或终止" />
    </>
  ),
}

export function KindFields({ form }: { form: FieldForm }) {
  const chosen = ChangeKind.safeParse(textOf(form, 'kind'))
  const Own = chosen.success ? fieldsOf[chosen.data] : undefined
  return Own ? <Own form={form} /> : null
}

function LevelField({ form }: { form: FieldForm }) {
  const levelText = useLevelText()
  const choices = SelfCareLevel.options.map((value) => ({ value, label: levelText(value) }))
  return <PickField form={form} name="level" label={`${labels.level} *`} choices={choices} />
}

function ReasonField({ form }: { form: FieldForm }) {
  const personId = textOf(form, 'personId')
  const answer = useAnswer(endings, 'preview', { personId, kind: 'end' }, { enabled: personId !== '' })
  const choices = (answer.data?.reasons ?? []).map(({ code, text }) => ({ value: code, label: text }))
  return (
    <>
      <PickField
        form={form}
        name="reason"
        label={`${labels.reason} *`}
        choices={choices}
        placeholder={personId === '' ? '请先选择人员' : '请选择'}
      />
      <p className="gy-help">
        只能按规定的情形终止 {answer.data && <Basis citations={answer.data.citations} />}　去世的，请在
        <Link to={`/deaths/new${personId ? `?person=${personId}` : ''}`}>死亡处理</Link>报告。
      </p>
    </>
  )
}
