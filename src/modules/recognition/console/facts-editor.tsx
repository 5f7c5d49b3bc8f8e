/** The three conditions in plain words: disability, income, property, obligors one by one, what else he draws. */
import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { type ReactNode, useId } from 'react'
import type * as z from 'zod'
import { clearable } from '#ui/clearable.ts'
import type { Facts } from '../facts.ts'
import { DisabilityKind } from '../rules.ts'
import {
  Benefit,
  benefitText,
  disabilityText,
  gradeText,
  IncomeSource,
  incomeText,
  Limit,
  limitText,
} from '../words.ts'
import { Obligors } from './obligor-editor.tsx'

export type FactsValue = z.input<typeof Facts>

interface Props {
  value: FactsValue
  onChange: (next: FactsValue) => void
}

const grades = [1, 2, 3, 4].map((grade) => ({ value: grade, label: gradeText(grade) }))
const kinds = DisabilityKind.options.map((value) => ({ value, label: disabilityText[value] ?? value }))
const limits = Limit.options.map((value) => ({ value, label: limitText[value] }))

export function FactsEditor({ value, onChange }: Props) {
  const put = (change: Partial<FactsValue>) => onChange({ ...value, ...change })
  return (
    <>
      <Group title="劳动能力" article="第五条">
        <Disabilities label="残疾" value={value} put={put} />
      </Group>
      <Group title="生活来源：每月收入（元）" article="第六、七条">
        <Incomes value={value} put={put} />
        <Checkbox checked={value.incomeKnown ?? false} onChange={(event) => put({ incomeKnown: event.target.checked })}>
          收入已经查清（没有的项目空着）
        </Checkbox>
      </Group>
      <Property value={value} put={put} />
      <Group title="法定义务人：逐人填写" article="第八条">
        <Obligors value={value.obligors ?? []} onChange={(obligors) => put({ obligors, noObligors: false })} />
        {(value.obligors ?? []).length === 0 && (
          <Checkbox checked={value.noObligors ?? false} onChange={(event) => put({ noObligors: event.target.checked })}>
            没有法定义务人（已核实）
          </Checkbox>
        )}
      </Group>
      <Benefits value={value} put={put} />
    </>
  )
}

interface PartProps {
  value: FactsValue
  put: (change: Partial<FactsValue>) => void
}

function Property({ value, put }: PartProps) {
  return (
    <Group title="财产" article="第六条">
      <Radio.Group
        aria-label="财产"
        options={limits}
        value={value.property ?? 'unknown'}
        onChange={(event) => put({ property: event.target.value })}
      />
      <Input
        aria-label="财产说明"
        placeholder="房屋、存款、车辆等的情况"
        maxLength={300}
        value={value.propertyNote ?? ''}
        onChange={(event) => put({ propertyNote: event.target.value })}
      />
      <div className="gy-facts-grid">
        <Amount
          label="存款等金融资产（元）"
          value={fenShown(value.depositsFen)}
          onChange={(yuan) => put({ depositsFen: fenTyped(yuan) })}
        />
        <Amount label="房产（套）" whole value={value.houses ?? null} onChange={(houses) => put({ houses })} />
        <Amount label="机动车（辆）" whole value={value.vehicles ?? null} onChange={(vehicles) => put({ vehicles })} />
      </div>
      <p className="gy-help">当地登记了财产限额的，按数额对照；没有登记的，由调查人员判断。</p>
    </Group>
  )
}

/** Yuan are typed with at most two decimals; what is sent and compared are whole fen. */
export const fenTyped = (yuan: number | null): number | null => (yuan === null ? null : Math.round(yuan * 100))
export const fenShown = (fen: number | null | undefined): number | null =>
  fen === null || fen === undefined ? null : fen / 100

interface AmountProps {
  label: string
  whole?: boolean
  value: number | null
  onChange: (next: number | null) => void
}

export function Amount({ label, whole = false, value, onChange }: AmountProps) {
  return (
    <label>
      <span>{label}</span>
      <InputNumber
        aria-label={label}
        min={0}
        max={whole ? 99 : 100_000_000}
        precision={whole ? 0 : 2}
        controls={false}
        value={value}
        onChange={onChange}
      />
    </label>
  )
}

function Benefits({ value, put }: PartProps) {
  return (
    <Group title="已享受的其他待遇" article="第九条">
      <Checkbox.Group
        options={Benefit.options.map((each) => ({ value: each, label: benefitText[each] }))}
        value={value.benefits ?? []}
        onChange={(benefits) => put({ benefits: Benefit.options.filter((each) => benefits.includes(each)) })}
      />
      {(value.benefits ?? []).length === 0 && (
        <Checkbox
          checked={value.benefitsKnown ?? false}
          onChange={(event) => put({ benefitsKnown: event.target.checked })}
        >
          都没有享受（已询问并核对）
        </Checkbox>
      )}
      <Checkbox
        checked={value.orphanConditions ?? false}
        onChange={(event) => put({ orphanConditions: event.target.checked })}
      >
        未成年人，同时符合孤儿或事实无人抚养儿童条件
      </Checkbox>
      {value.orphanConditions && (
        <Checkbox
          checked={value.orphanChosen ?? false}
          onChange={(event) => put({ orphanChosen: event.target.checked })}
        >
          本人或监护人选择该项保障
        </Checkbox>
      )}
    </Group>
  )
}

function Group({ title, article, children }: { title: string; article: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="gy-facts" aria-labelledby={id}>
      <h3 id={id}>
        {title} <span className="gy-help">认定办法{article}</span>
      </h3>
      {children}
    </section>
  )
}

type Disabled = Pick<FactsValue, 'disability' | 'otherDisabilities'>
interface DisabilitiesProps {
  label: string
  value: Disabled
  put: (change: Disabled) => void
}

/** One after the other; the first one empty means none. */
export function Disabilities({ label, value, put }: DisabilitiesProps) {
  const all = [...(value.disability ? [value.disability] : []), ...(value.otherDisabilities ?? [])]
  const set = (at: number, next: FactsValue['disability']) => {
    const [disability = null, ...otherDisabilities] = next
      ? [...all.slice(0, at), next, ...all.slice(at + 1)]
      : all.filter((_, index) => index !== at)
    put({ disability, otherDisabilities })
  }
  const unused = DisabilityKind.options.find((kind) => kind !== 'multiple' && !all.some((each) => each.kind === kind))
  return (
    <>
      {(all.length > 0 ? all : [null]).map((each, index) => (
        <DisabilityPicker
          key={each?.kind ?? 'none'}
          label={index === 0 ? label : `${label}${index + 1}`}
          value={each}
          onChange={(next) => set(index, next)}
        />
      ))}
      {all.length > 0 && unused && (
        <AddButton onClick={() => set(all.length, { kind: unused, grade: 1 })}>增加一项残疾</AddButton>
      )}
    </>
  )
}

interface DisabilityProps {
  label: string
  value: FactsValue['disability']
  onChange: (next: FactsValue['disability']) => void
}

function DisabilityPicker({ label, value, onChange }: DisabilityProps) {
  return (
    <div className="gy-facts-line">
      <span aria-hidden="true">{label.replace(/^义务人\d+/, '')}</span>
      <Select
        aria-label={`${label}类别`}
        placeholder="无残疾"
        className="gy-filter"
        allowClear={clearable}
        options={kinds}
        value={value?.kind ?? null}
        onChange={(kind?: z.infer<typeof DisabilityKind>) => onChange(kind ? { kind, grade: value?.grade ?? 1 } : null)}
      />
      {value && (
        <Select
          aria-label={`${label}等级`}
          className="gy-filter"
          options={grades}
          value={value.grade}
          onChange={(grade: number) => onChange({ ...value, grade })}
        />
      )}
    </div>
  )
}

function Incomes({ value, put }: PartProps) {
  const incomes = value.incomes ?? []
  const set = (source: IncomeSource, yuan: number | null) => {
    const others = incomes.filter((each) => each.source !== source)
    const monthlyFen = fenTyped(yuan)
    put({ incomes: monthlyFen ? [...others, { source, monthlyFen }] : others, incomeKnown: true })
  }
  return (
    <div className="gy-facts-grid">
      {IncomeSource.options.map((source) => (
        <Amount
          key={source}
          label={incomeText[source]}
          value={fenShown(incomes.find((each) => each.source === source)?.monthlyFen)}
          onChange={(yuan) => set(source, yuan)}
        />
      ))}
    </div>
  )
}

export function AddButton({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <Button size="small" onClick={onClick}>
      {children}
    </Button>
  )
}
