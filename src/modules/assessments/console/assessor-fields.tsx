/** The two assessors; on a round through a village they are the same two, so they are asked for once. */
import { Input, Select } from 'antd'
import { Field, type FieldProps } from '#ui/field.tsx'
import type { Me } from '#ui/me.tsx'
import { choicesOf } from '#ui/choices.ts'
import { watched } from '#ui/store.ts'
import { type AssessorUnit, AssessorUnit as Units, unitText } from '../words.ts'

export interface AssessorTyped {
  name: string
  unit: AssessorUnit
  unitName: string
}

const last = watched<readonly AssessorTyped[] | undefined>(undefined)
export const rememberAssessors = (assessors: readonly AssessorTyped[]): void => last.set(assessors)

interface Start {
  me: Me
  village: string
  /** A second assessment is held by others. */
  again: boolean
}

/** Those of the last one; otherwise the reader's own unit and the village's. */
export function startingAssessors({ me, village, again }: Start): AssessorTyped[] {
  const before = last.get()
  if (before && !again) return [...before]
  const ownUnit = me.role.startsWith('township') ? 'township' : 'county'
  return [
    { name: again ? '' : me.name, unit: ownUnit, unitName: me.organisation?.name ?? '' },
    { name: '', unit: again ? 'third_party' : 'village', unitName: again || !village ? '' : `${village}委会` },
  ]
}

const typedOf = (value: unknown): AssessorTyped[] =>
  (Array.isArray(value) ? value : []).flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null) return []
    const { name, unit, unitName }: { name?: unknown; unit?: unknown; unitName?: unknown } = each
    const known = Units.safeParse(unit).data ?? 'county'
    return [{ name: textOf(name), unit: known, unitName: textOf(unitName) }]
  })
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export function AssessorFields(props: FieldProps & { village: string }) {
  const { form, name, village } = props
  const assessors = typedOf(form.values[name])
  const put = (index: number, change: Partial<AssessorTyped>) =>
    form.set(
      name,
      assessors.map((each, place) => (place === index ? { ...each, ...change } : each)),
    )
  return (
    <Field {...props} help="两人；与服务机构、敬老院和本人亲属没有关系">
      <div id={`${form.id}-${name}`} tabIndex={-1} className="gy-assessors">
        {assessors.map((assessor, index) => (
          // The two places stand for themselves: first and second line of the paper.
          <div key={index === 0 ? 'first' : 'second'} className="gy-assessor">
            <Input
              aria-label={`评估人${index + 1}姓名`}
              placeholder={`评估人${index + 1}姓名`}
              maxLength={60}
              value={assessor.name}
              onChange={(event) => put(index, { name: event.target.value })}
              onBlur={() => form.leave(name)}
            />
            <Select<AssessorUnit>
              aria-label={`评估人${index + 1}属于`}
              value={assessor.unit}
              options={choicesOf(Units.options, unitText)}
              onChange={(unit) => put(index, { unit, unitName: unit === 'village' && village ? `${village}委会` : '' })}
            />
            <Input
              aria-label={`评估人${index + 1}单位`}
              placeholder="单位名称"
              maxLength={100}
              value={assessor.unitName}
              onChange={(event) => put(index, { unitName: event.target.value })}
            />
          </div>
        ))}
      </div>
    </Field>
  )
}
