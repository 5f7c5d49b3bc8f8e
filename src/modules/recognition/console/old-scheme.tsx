/** 原来的身份: asked only where a province has a crossing rule; the path is said as soon as the day is there (JL-5c, JL-5d). */
import { dateText, PlainDate } from '#kernel/calendar.ts'
import { Basis } from '#ui/citation.tsx'
import { type FieldForm, textOf } from '#ui/field.tsx'
import { PickField } from '#ui/fields.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { legacySaid, type LegacyShown } from '../legacy.ts'
import { LegacyCategory, legacyText } from '../words.ts'
import { intakeLabels as labels } from './intake-labels.ts'

interface Props {
  form: FieldForm
  legacy: LegacyShown
}

export function OldScheme({ form, legacy }: Props) {
  const category = textOf(form, 'legacyCategory')
  const asked = category !== '' && category !== 'new_application'
  const { cutoff, cutoff_day_counts_as: counts, citations } = legacy
  const day = PlainDate.safeParse(textOf(form, 'legacyOn'))
  const said = day.success ? legacySaid(category, day.data, legacy) : undefined
  return (
    <>
      <div className="gy-two">
        <PickField
          form={form}
          name="legacyCategory"
          label={labels['legacyCategory'] ?? ''}
          placeholder="新申请"
          choices={LegacyCategory.options.map((value) => ({ value, label: legacyText[value] ?? value }))}
        />
        {asked && (
          <DayField
            form={form}
            name="legacyOn"
            label={`${labels['legacyOn'] ?? ''} *`}
            help={`${dateText(cutoff)}当日按“${counts === 'after' ? '以后' : '以前'}”`}
          />
        )}
      </div>
      {asked && (
        <p role="status">
          {said ? (
            <>
              <FamilyTag
                family={said.path === 'direct' ? 'green' : 'blue'}
                text={said.path === 'direct' ? '可以直接确认' : '重新认定'}
              />{' '}
              {said.text}
            </>
          ) : (
            '填写原认定日期后，显示按哪条路径办理。'
          )}{' '}
          <Basis citations={citations} />
        </p>
      )}
    </>
  )
}
