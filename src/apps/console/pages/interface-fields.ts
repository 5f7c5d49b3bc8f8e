/** What /api/openapi.json says of one operation, as rows a reader can follow. */
import * as z from 'zod'

const Shape = z.record(z.string(), z.unknown())
const Body = z.object({ content: z.object({ 'application/json': z.object({ schema: Shape }).optional() }).optional() })
const Described = z.object({
  operationId: z.string(),
  summary: z.string(),
  requestBody: Body.optional(),
  responses: z.object({ 200: Body }),
})
export const OpenApi = z.object({ paths: z.record(z.string(), z.object({ post: Described })) })
export type Operation = z.infer<typeof Described>
type Schema = z.infer<typeof Shape>

export interface FieldRow {
  name: string
  depth: number
  kind: string
  required: boolean
  bounds: string
}

/** One may nest a rule or a settlement's tree without end; eight levels are enough to read. */
const deepest = 8

export const inputOf = ({ requestBody }: Operation): Schema => schemaOf(requestBody)
export const outputOf = ({ responses }: Operation): Schema => schemaOf(responses[200])
const schemaOf = (body: z.infer<typeof Body> | undefined): Schema => body?.content?.['application/json']?.schema ?? {}

export function fieldRows(schema: Schema, depth = 0): FieldRow[] {
  const [first = {}, ...others] = shapesOf(schema)
  const shape = itemOf(first)
  const own = Object.entries(parsed(shape['properties'])).flatMap(([name, value]) => {
    const field = parsed(value)
    const row = { name, depth, kind: kindOf(field), required: needed(shape).includes(name), bounds: boundsOf(field) }
    return depth < deepest ? [row, ...fieldRows(field, depth + 1)] : [row]
  })
  const seen = new Set(own.map(({ name, depth: at }) => `${at}.${name}`))
  const rest = others.flatMap((each) => fieldRows(each, depth)).filter((row) => !seen.has(`${row.depth}.${row.name}`))
  return [...own, ...rest]
}

export function kindOf(schema: Schema): string {
  const shapes = shapesOf(schema)
  if (shapes.length > 1) return [...new Set(shapes.map(kindOf))].join(' | ')
  const shape = shapes[0] ?? {}
  if (Array.isArray(shape['enum'])) return shape['enum'].map(String).join(' | ')
  if (shape['type'] === 'array') return `${kindOf(parsed(shape['items']))}[]`
  return z
    .string()
    .catch('any')
    .parse(shape['format'] ?? shape['type'])
}

const limits = {
  minimum: '≥',
  exclusiveMinimum: '>',
  maximum: '≤',
  minLength: '字数≥',
  maxLength: '字数≤',
  minItems: '项数≥',
  maxItems: '项数≤',
}

function boundsOf(schema: Schema): string {
  const said = Object.entries(limits).flatMap(([key, sign]) => (key in schema ? [`${sign}${String(schema[key])}`] : []))
  return schema['default'] === undefined
    ? said.join('，')
    : [...said, `默认${JSON.stringify(schema['default'])}`].join('，')
}

const parsed = (value: unknown): Schema => Shape.safeParse(value).data ?? {}
const needed = (schema: Schema): string[] => z.array(z.string()).safeParse(schema['required']).data ?? []
const itemOf = (schema: Schema): Schema => (schema['type'] === 'array' ? itemOf(parsed(schema['items'])) : schema)

/** anyOf and oneOf stand for one value of several shapes. */
function shapesOf(schema: Schema): Schema[] {
  const several = schema['anyOf'] ?? schema['oneOf']
  return Array.isArray(several) ? several.map(parsed) : [schema]
}
