/** Some input that an operation's schema takes, made from the schema alone: to knock at every door. */
import type { Operation } from '#kernel/contract.ts'
import { jsonSchemas } from '#platform/schemas.ts'

interface Schema {
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  exclusiveMinimum?: number
  default?: unknown
}

export interface Wish {
  /** For every uuid. */
  id: string
  /** For every free text. */
  text: string
}

const schemas = new WeakMap<Operation, Schema>()

/** Made once for each operation: it is knocked at many times. */
function schemaOf(operation: Operation): Schema {
  const { input } = operation
  const schema = schemas.get(operation) ?? (jsonSchemas({ input, output: input } as Operation).input as Schema)
  schemas.set(operation, schema)
  return schema
}

/** Names of the members that hold one id. */
export function idFields(operation: Operation): string[] {
  const { properties = {} } = schemaOf(operation)
  return Object.entries(properties).flatMap(([name, schema]) => (isUuid(schema) ? [name] : []))
}

const isUuid = (schema: Schema): boolean =>
  schema.format === 'uuid' || [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].some(isUuid)

/** Required members, and those named in `also`; undefined when nothing fitting was thought of. */
export function sampleInput(operation: Operation, wish: Wish, also: readonly string[] = []): unknown {
  const made = sample(schemaOf(operation), wish, also)
  return operation.input.safeParse(made).success ? made : undefined
}

function sample(schema: Schema, wish: Wish, also: readonly string[] = []): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [option] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  if (option) return sample(option, wish)
  if (schema.type === 'object') return sampleObject(schema, wish, also)
  if (schema.type === 'array')
    return Array.from({ length: schema.minItems ?? 1 }, () => sample(schema.items ?? {}, wish))
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  if (schema.type === 'boolean') return true
  if (schema.type === 'string') return sampleText(schema, wish)
  return null
}

function sampleObject({ properties = {}, required = [] }: Schema, wish: Wish, also: readonly string[]): unknown {
  const named = Object.entries(properties).filter(([name]) => required.includes(name) || also.includes(name))
  return Object.fromEntries(named.map(([name, schema]) => [name, sample(schema, wish)]))
}

const patterned = ['2023-08', '2023-08-01', '2023-08-01T00:00:00.000Z', '150430', '1', '0.1', 'a', 'a'.repeat(64), '甲']

function sampleText({ format, pattern, minLength = 0 }: Schema, { id, text }: Wish): string {
  if (format === 'uuid') return id
  if (format === 'date') return '2023-08-01'
  if (format === 'date-time') return '2023-08-01T00:00:00.000Z'
  if (pattern) return patterned.find((each) => new RegExp(pattern, 'u').test(each)) ?? text
  return text.padEnd(minLength, '。')
}
