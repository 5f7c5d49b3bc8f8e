import * as z from 'zod'

const secrets = z.registry<{ secret: true }>()

/** Marks a field whose value never reaches record, log or job in clear: passwords, codes, ID numbers, accounts, phones. */
export function secret<T extends z.ZodType>(schema: T): T {
  const marked = schema.clone() as T
  secrets.add(marked, { secret: true })
  return marked
}

/** The same value with every secret field replaced by '●'. */
export function withoutSecrets(schema: z.ZodType, value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (secrets.has(schema)) return '●'
  const inner = unwrapped(schema)
  if (inner !== schema) return withoutSecrets(inner, value)
  if (schema instanceof z.ZodObject && typeof value === 'object') {
    const shape = schema.shape as Record<string, z.ZodType>
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, shape[key] ? withoutSecrets(shape[key], member) : member]),
    )
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((each) => withoutSecrets(schema.element as z.ZodType, each))
  }
  if (schema instanceof z.ZodUnion) return withoutSecretsOfUnion(schema, value)
  return value
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return schema.unwrap() as z.ZodType
  return schema
}

function withoutSecretsOfUnion(schema: z.ZodUnion, value: unknown): unknown {
  const option = (schema.options as z.ZodType[]).find((each) => each.safeParse(value).success)
  return option ? withoutSecrets(option, value) : value
}
