/** Township and village of the place to which somebody moves. */
import { access } from '#modules/access/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { type FieldForm, textOf } from '#ui/field.tsx'
import { PickField } from '#ui/fields.tsx'

interface Props {
  form: FieldForm
  labels: { townshipId: string; villageId: string }
}

export function AreaFields({ form, labels }: Props) {
  const { data } = useAnswer(access, 'areas', {})
  const areas = (data ?? []).filter((area) => !area.toOn)
  const choices = (level: string, parentId?: string) =>
    areas
      .filter((area) => area.level === level && (parentId === undefined || area.parentId === parentId))
      .map((area) => ({ value: area.id, label: area.name }))
  const choose: FieldForm = { ...form, set: (name, value) => (form.set(name, value), form.set('villageId', null)) }
  const township = textOf(form, 'townshipId')
  return (
    <>
      <PickField form={choose} name="townshipId" label={labels.townshipId} choices={choices('township')} />
      <PickField
        form={form}
        name="villageId"
        label={labels.villageId}
        choices={choices('village', township || '-')}
        help="不清楚的不填，由迁入的乡镇（街道）接收时确定"
      />
    </>
  )
}
