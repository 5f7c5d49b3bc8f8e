/** GB/T 42195-2022: twenty-six items in points with a running total, and the signs that change the level. */
import { Checkbox, Input } from 'antd'
import type { FieldForm } from '#ui/field.tsx'
import { Basis } from '#ui/citation.tsx'
import { concludeAbility } from '../conclude.ts'
import { isLevelChange } from '../rules.ts'
import type { FormShown } from '../shapes.ts'
import { signText } from '../words.ts'

type Sheet = NonNullable<FormShown['ability']>

interface Props {
  form: FieldForm
  sheet: Sheet
}

const numbersOf = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([field, each]) => (typeof each === 'number' ? [[field, each]] : [])),
  )
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

export function AbilityFields({ form, sheet }: Props) {
  const scores = numbersOf(form.values['scores'])
  const signs = textsOf(form.values['signs'])
  const put = (field: string, text: string) => {
    const { [field]: _, ...others } = scores
    form.set('scores', /^\d$/.test(text) ? { ...others, [field]: Number(text) } : others)
  }
  return (
    <fieldset className="gy-ability-form" id={`${form.id}-scores`} tabIndex={-1}>
      <legend>
        {sheet.title}（GB/T 42195）
        <Total sheet={sheet} scores={scores} signs={signs} /> <Basis citations={sheet.citations} />
      </legend>
      <p className="gy-help">
        供入院和照料计划用，不决定能力等级。{sheet.scale.map(({ points, text }) => `${points}分${text}`).join('；')}
      </p>
      <div className="gy-ability">
        {sheet.groups.map((group) => (
          <Group key={group.field} group={group} scores={scores} onPut={put} />
        ))}
      </div>
      {sheet.changes.map((change) => (
        <div key={change.text}>
          <p className="gy-help">{change.text}：</p>
          <Checkbox.Group
            value={signs}
            options={change.signs.map((code) => ({ value: code, label: signText(code) }))}
            onChange={(next) => {
              const others = signs.filter((code) => !change.signs.includes(code))
              form.set('signs', [...others, ...textsOf(next)])
            }}
          />
        </div>
      ))}
      {form.faultOf('scores') && (
        <p className="gy-fault" role="alert">
          {form.faultOf('scores')}
        </p>
      )}
    </fieldset>
  )
}

interface GroupProps {
  group: Sheet['groups'][number]
  scores: Readonly<Record<string, number>>
  onPut: (field: string, text: string) => void
}

function Group({ group, scores, onPut }: GroupProps) {
  const sum = group.items.reduce((total, { field }) => total + (scores[field] ?? 0), 0)
  return (
    <section aria-label={group.title}>
      <h3>
        {group.title} {sum}／{group.maximum}
      </h3>
      {group.items.map((item) => {
        const value = scores[item.field]
        const wrong = value !== undefined && (value < item.minimum || value > item.maximum)
        return (
          <label key={item.field} className="gy-ability-item">
            <span>
              {item.no} {item.title}
            </span>
            <Input
              data-cell=""
              size="small"
              inputMode="numeric"
              maxLength={1}
              aria-label={`${item.title}，${item.minimum}到${item.maximum}分`}
              status={wrong ? 'error' : ''}
              placeholder={`${item.minimum}—${item.maximum}`}
              value={value === undefined ? '' : String(value)}
              onChange={(event) => onPut(item.field, event.target.value)}
              onFocus={(event) => event.target.select()}
            />
          </label>
        )
      })}
    </section>
  )
}

function Total({ sheet, scores, signs }: { sheet: Sheet; scores: Record<string, number>; signs: string[] }) {
  const form = { ...sheet, level_changes: sheet.levelChanges.filter(isLevelChange) }
  const { ability, faults } = concludeAbility(form, scores, signs)
  if (ability)
    return (
      <strong>
        {' '}
        {ability.score}分，{ability.level}级 {ability.title}
      </strong>
    )
  const sum = Object.values(scores).reduce((total, score) => total + score, 0)
  return (
    <>
      {' '}
      已填{Object.keys(scores).length}项，合计{sum}分，还有{faults.length}项
    </>
  )
}
