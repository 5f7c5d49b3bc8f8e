/** A value of any key as fields: what it is made of comes from the key's own type, never as raw text. */
import { Button, Checkbox, Input, Select } from 'antd'
import * as z from 'zod'
import { names } from '../words.ts'

/** The parts of a JSON schema that keys use. */
interface Shape {
  type?: string | undefined
  enum?: unknown[] | undefined
  properties?: Record<string, unknown> | undefined
  anyOf?: unknown[] | undefined
  items?: unknown
  pattern?: string | undefined
  maxLength?: number | undefined
}

const ShapeSchema: z.ZodType<Shape> = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  pattern: z.string().optional(),
  maxLength: z.number().optional(),
})

/** Whether a value can be named and typed by an official, or its other parts stay as they are in force; the rest comes by pack file. */
export function canEdit(schema: unknown, present?: unknown): boolean {
  const read = ShapeSchema.safeParse(schema)
  if (!read.success) return false
  const { anyOf, properties, items, type, enum: choices } = read.data
  if (anyOf) return canEdit(anyOf.at(-1), present)
  if (properties) return canEditFields(properties, present)
  if (choices) return choices.every((each) => String(each) in names)
  if (type === 'array') return canEdit(items)
  return type === 'boolean' || type === 'integer' || type === 'number' || (type === 'string' && isTyped(read.data))
}

function canEditFields(properties: Record<string, unknown>, present: unknown): boolean {
  const fields = isFields(present) ? present : {}
  const parts = Object.entries(properties)
  const open = ([name, part]: [string, unknown]) => name in names && canEdit(part, fields[name])
  return parts.some(open) && parts.every((each) => open(each) || fields[each[0]] !== undefined)
}

const fieldsOf = (schema: unknown): Record<string, unknown> | undefined =>
  ShapeSchema.safeParse(schema).data?.properties
/** An amount, or words of limited length; codes and references are no official's to type. */
const isTyped = ({ pattern, maxLength }: Shape): boolean =>
  pattern ? pattern.includes('d{2}') : maxLength !== undefined

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
  const columns = shape.type === 'array' ? fieldsOf(shape.items) : undefined
  if (columns) return <Rows label={label} of={columns} value={value} onChange={onChange} />
  if (shape.properties) return <Fields label={label} of={shape.properties} value={value} onChange={onChange} />
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
  of: Record<string, unknown>
  value: unknown
  onChange: (value: unknown) => void
}

function Fields({ label, of, value, onChange }: FieldsProps) {
  const fields = isFields(value) ? value : {}
  return (
    <fieldset>
      <legend>{label}</legend>
      {Object.entries(of)
        .filter(([name, schema]) => name in names && canEdit(schema, fields[name]))
        .map(([name, schema]) => (
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

/** Rows of the same fields: the items of a form with their points, the bands of a table. */
function Rows({ label, of, value, onChange }: FieldsProps) {
  const rows: unknown[] = Array.isArray(value) ? value : []
  const put = (index: number, next: unknown) => onChange(rows.map((row, at) => (at === index ? next : row)))
  return (
    <fieldset>
      <legend>{label}</legend>
      <table className="gy-rows-editor" aria-label={label}>
        <thead>
          <tr>
            <th>序号</th>
            {Object.keys(of).map((name) => (
              <th key={name}>{names[name] ?? name}</th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no name but their place
            <tr key={index}>
              <td>{index + 1}</td>
              {Object.entries(of).map(([name, schema]) => (
                <td key={name}>
                  <Cell name={name} row={row} schema={schema} at={index + 1} onChange={(next) => put(index, next)} />
                </td>
              ))}
              <td>
                <Button size="small" onClick={() => onChange(rows.filter((_, at) => at !== index))}>
                  删去
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="gy-help">还没有一行。点“加一行”。</p>}
      <Button size="small" onClick={() => onChange([...rows, {}])}>
        加一行
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
  if (shape.properties) return <Fields label={title} of={shape.properties} value={fields[name]} onChange={take} />
  return <Leaf label={title} shape={shape} value={fields[name]} onChange={take} />
}

/** 合计100分: what the points of all rows come to. */
function Total({ of, rows }: { of: Record<string, unknown>; rows: readonly unknown[] }) {
  if (!('points' in of)) return null
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
  if (shape.enum) {
    const options = shape.enum.map((each) => ({ value: String(each), label: names[String(each)] ?? String(each) }))
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

/** Lists are written with 、 between their items. */
function ListLeaf({ shape, value, onChange }: LeafProps) {
  const items = ShapeSchema.safeParse(shape.items)
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
