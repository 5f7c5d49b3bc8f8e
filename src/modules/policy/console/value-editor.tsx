/** A value of any key as fields: what it is made of comes from the key's own type, never as raw text. */
import { Button, Checkbox, Input, Select } from 'antd'
import * as z from 'zod'
import { names } from '../words.ts'

/** The parts of a JSON schema that keys use. */
interface Shape {
  type?: string | undefined
  enum?: unknown[] | undefined
  properties?: Record<string, unknown> | undefined
  required?: string[] | undefined
  anyOf?: unknown[] | undefined
  items?: unknown
  pattern?: string | undefined
  maxLength?: number | undefined
}

const ShapeSchema: z.ZodType<Shape> = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  pattern: z.string().optional(),
  maxLength: z.number().optional(),
})

/** Whether every part of a value can be named and typed by an official; the rest comes by pack file. */
export function canEdit(schema: unknown): boolean {
  const read = ShapeSchema.safeParse(schema)
  if (!read.success) return false
  const { anyOf, properties, items, type, pattern, maxLength, enum: choices } = read.data
  if (anyOf) return canEdit(anyOf.at(-1))
  if (properties) return asked(read.data).every(([name, part]) => name in names && canEdit(part))
  if (choices) return choices.every((each) => String(each) in names)
  if (type === 'array') return canEdit(items)
  // Words of one's own have a limit; a text without one is a name that programs know.
  if (type === 'string') return isAmount(pattern) || (pattern === undefined && maxLength !== undefined)
  return type === 'boolean' || type === 'integer' || type === 'number'
}

/** Fields that must be there, and others that can be shown; what is left is for pack files. */
const asked = ({ properties = {}, required = [] }: Shape): [string, unknown][] =>
  Object.entries(properties).filter(([name, part]) => required.includes(name) || (name in names && canEdit(part)))

const hasFields = (schema: unknown): boolean => ShapeSchema.safeParse(schema).data?.properties !== undefined
const isAmount = (pattern: string | undefined): boolean => pattern !== undefined && pattern.includes('d{2}')

interface Props {
  label: string
  schema: unknown
  value: unknown
  onChange: (value: unknown) => void
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function ValueEditor({ label, schema, value, onChange }: Props) {
  const read = ShapeSchema.safeParse(schema)
  const shape = read.success ? read.data : {}
  const first = shape.anyOf?.at(-1)
  if (first !== undefined) return <ValueEditor label={label} schema={first} value={value} onChange={onChange} />
  if (shape.type === 'array' && hasFields(shape.items))
    return <Rows label={label} of={shape.items} value={value} onChange={onChange} />
  if (shape.properties) return <Fields label={label} of={asked(shape)} value={value} onChange={onChange} />
  return (
    <p>
      <label>
        {label}* <Leaf label={label} shape={shape} value={value} onChange={onChange} />
      </label>
    </p>
  )
}

interface FieldsProps {
  label: string
  of: [string, unknown][]
  value: unknown
  onChange: (value: unknown) => void
}

function Fields({ label, of, value, onChange }: FieldsProps) {
  const fields = isFields(value) ? value : {}
  return (
    <fieldset>
      <legend>{label}</legend>
      {of.map(([name, schema]) => (
        <ValueEditor
          key={name}
          label={names[name] ?? name}
          schema={schema}
          value={fields[name]}
          onChange={(next) => onChange({ ...fields, [name]: next })}
        />
      ))}
    </fieldset>
  )
}

interface RowsProps {
  label: string
  /** The schema of one row. */
  of: unknown
  value: unknown
  onChange: (value: unknown) => void
}

/** Rows of the same fields: the items of a form with their points, the bands of a table. */
function Rows({ label, of: row, value, onChange }: RowsProps) {
  const of = asked(ShapeSchema.safeParse(row).data ?? {})
  const rows: unknown[] = Array.isArray(value) ? value : []
  const put = (index: number, next: unknown) => onChange(rows.map((row, at) => (at === index ? next : row)))
  return (
    <fieldset>
      <legend>{label}</legend>
      <table className="gy-rows-editor" aria-label={label}>
        <thead>
          <tr>
            <th>序号</th>
            {of.map(([name]) => (
              <th key={name}>{names[name] ?? name}</th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((each, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no name but their place
            <tr key={index}>
              <td>{index + 1}</td>
              {of.map(([name, schema]) => (
                <td key={name}>
                  <Cell name={name} row={each} schema={schema} at={index + 1} onChange={(next) => put(index, next)} />
                </td>
              ))}
              <td>
                <Button size="small" onClick={() => onChange(rows.filter((_, at) => at !== index))}>
                  删除第{index + 1}行
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="gy-help">还没有一行。点“增加一行”。</p>}
      <Button size="small" onClick={() => onChange([...rows, {}])}>
        增加一行
      </Button>
      <Total of={of} rows={rows} />
    </fieldset>
  )
}

interface CellProps {
  name: string
  row: unknown
  schema: unknown
  at: number
  onChange: (row: unknown) => void
}

function Cell({ name, row, schema, at, onChange }: CellProps) {
  const fields = isFields(row) ? row : {}
  const take = (next: unknown) => onChange({ ...fields, [name]: next })
  const shape = ShapeSchema.safeParse(schema).data ?? {}
  const title = `第${at}行${names[name] ?? name}`
  if (shape.properties) return <Fields label={title} of={asked(shape)} value={fields[name]} onChange={take} />
  return <Leaf label={title} shape={shape} value={fields[name]} onChange={take} />
}

/** 合计100分: what the points of all rows come to. */
function Total({ of, rows }: { of: readonly [string, unknown][]; rows: readonly unknown[] }) {
  if (!of.some(([name]) => name === 'points')) return null
  const points = rows.map((row) => (isFields(row) ? row['points'] : undefined))
  const sum = points.reduce<number>((all, each) => all + (typeof each === 'number' ? each : 0), 0)
  return <p role="status">{`共${rows.length}项，合计${sum}分`}</p>
}

interface LeafProps {
  label: string
  shape: Shape
  value: unknown
  onChange: (value: unknown) => void
}

function Leaf({ label, shape, value, onChange }: LeafProps) {
  const options = choicesOf(shape)
  if (options) {
    const chosen = typeof value === 'string' ? value : null
    return <Select aria-label={label} style={{ minWidth: 200 }} value={chosen} options={options} onChange={onChange} />
  }
  if (shape.type === 'boolean')
    return <Checkbox aria-label={label} checked={value === true} onChange={(event) => onChange(event.target.checked)} />
  if (shape.type === 'array') return <ListLeaf shape={shape} value={value} onChange={onChange} label={label} />
  const whole = shape.type === 'integer' || shape.type === 'number'
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return (
    <Input
      aria-label={label}
      style={{ width: shape.maxLength !== undefined ? 320 : 220 }}
      {...(shape.maxLength === undefined ? {} : { maxLength: shape.maxLength })}
      className={whole ? 'gy-digits' : ''}
      inputMode={whole ? 'numeric' : 'text'}
      value={text}
      onChange={({ target }) => onChange(whole ? numberOr(target.value) : target.value)}
    />
  )
}

/** A name out of a list, also where a pack file may name others. */
function choicesOf(shape: Shape): { value: string; label: string }[] | undefined {
  const last = ShapeSchema.safeParse(shape.anyOf?.at(-1))
  const choices = shape.enum ?? (last.success ? last.data.enum : undefined)
  return choices?.map((each) => ({ value: String(each), label: names[String(each)] ?? String(each) }))
}

/** Lists are written with 、 between their items. */
function ListLeaf({ label, shape, value, onChange }: LeafProps) {
  const items = ShapeSchema.safeParse(shape.items)
  if (items.success && choicesOf(items.data))
    return (
      <Select
        mode="multiple"
        aria-label={label}
        style={{ minWidth: 320 }}
        value={Array.isArray(value) ? value.map(String) : []}
        options={choicesOf(items.data) ?? []}
        onChange={onChange}
      />
    )
  const whole = items.success && (items.data.type === 'integer' || items.data.type === 'number')
  const read = (text: string) => text.split(/[、,，\s]+/).filter(Boolean)
  return (
    <Input
      style={{ width: 320 }}
      defaultValue={Array.isArray(value) ? value.map(String).join('、') : ''}
      onBlur={({ target }) => onChange(whole ? read(target.value).map(numberOr) : read(target.value))}
    />
  )
}

/** What is no number stays as typed, so that the server's sentence names it. */
const numberOr = (text: string): unknown => (/^-?\d+$/.test(text.trim()) ? Number(text) : text)
