/** Whose problem it is: provider, township and, where there is one, the person on the month's roster. */
import { Select } from 'antd'
import { useState } from 'react'
import { access } from '#modules/access/contract.ts'
import { providers } from '#modules/providers/contract.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { useAnswer } from '#ui/ask.ts'
import { clearable } from '#ui/clearable.ts'
import { Field, type FieldForm, textOf } from '#ui/field.tsx'
import { PickField } from '#ui/fields.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { useMonth } from '#ui/place.ts'

export const placeLabels = { organisationId: '服务机构', townshipId: '乡镇（街道）', personId: '人员' }

/** One's own organisation or township is no question. */
export function usePlaceOfMine(): { organisationId?: string; townshipId?: string } {
  const me = useMe()
  const may = useMay()
  const provider = may('findings.selfReport') && me.organisation ? { organisationId: me.organisation.id } : {}
  const [only, ...others] = me.townshipIds
  return { ...provider, ...(only && others.length === 0 ? { townshipId: only } : {}) }
}

export function PlaceFields({ form }: { form: FieldForm }) {
  const mine = usePlaceOfMine()
  const areas = useAnswer(access, 'areas', {})
  const list = useAnswer(providers, 'list', { pageSize: 200 })
  const chosen = { organisation: textOf(form, 'organisationId'), township: textOf(form, 'townshipId') }
  const rows = list.data?.rows ?? []
  const served = rows.find(({ organisationId }) => organisationId === chosen.organisation)?.townshipIds ?? []
  const townships = (areas.data ?? []).filter(
    ({ id, level, toOn }) => level === 'township' && toOn === null && (served.length === 0 || served.includes(id)),
  )
  const serving = rows.filter(({ townshipIds }) => chosen.township === '' || townshipIds.includes(chosen.township))
  return (
    <div className="gy-two">
      {!mine.organisationId && (
        <PickField
          form={form}
          name="organisationId"
          label={placeLabels.organisationId}
          choices={serving.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
        />
      )}
      {!mine.townshipId && (
        <PickField
          form={form}
          name="townshipId"
          label={placeLabels.townshipId}
          choices={townships.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <PersonField form={form} />
    </div>
  )
}

/** Looked for on the roster of the month, by a part of the name. */
function PersonField({ form }: { form: FieldForm }) {
  const { month } = useMonth()
  const [text, setText] = useState('')
  const organisationId = textOf(form, 'organisationId')
  const townshipId = textOf(form, 'townshipId')
  const list = useAnswer(rosters, 'list', { month })
  const roster = list.data?.find((each) => each.organisationId === organisationId)
  const lines = useAnswer(
    rosters,
    'lines',
    { rosterId: roster?.id ?? '', text, pageSize: 20, ...(townshipId ? { townshipId } : {}) },
    { enabled: roster !== undefined, keepLast: true },
  )
  const value = textOf(form, 'personId')
  const help = roster ? '输入姓名查找；不是某一个人的问题不用填' : '本月还没有这家机构的名册，可以不填'
  return (
    <Field form={form} name="personId" label={placeLabels.personId} help={help}>
      <Select
        id={`${form.id}-personId`}
        aria-label={placeLabels.personId}
        className="gy-wide"
        disabled={roster === undefined}
        value={value === '' ? null : value}
        placeholder="姓名"
        showSearch={{ filterOption: false, onSearch: setText }}
        allowClear={clearable}
        loading={lines.isFetching}
        notFoundContent="名册上没有这个姓名"
        options={(lines.data?.rows ?? []).map((row) => ({
          value: row.personId,
          label: `${row.name} ${row.township} ${row.village}`,
        }))}
        onChange={(personId: string | undefined) => {
          form.set('personId', personId)
          const row = lines.data?.rows.find((each) => each.personId === personId)
          if (row && townshipId === '') form.set('townshipId', row.townshipId)
        }}
      />
    </Field>
  )
}
