/** JSON schemas of operations: for OpenAPI, and for writing answers without undeclared members. */
import * as z from 'zod'
import type { Operation } from '#kernel/contract.ts'
import { Reason } from '#kernel/refusal.ts'

/** Both sides in wire form: a codec such as Fen is an integer there. */
export function jsonSchemas(operation: Operation): { input: object; output: object } {
  return { input: wireSchema(operation.input), output: wireSchema(operation.output) }
}

function wireSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' })
  return rest
}

export const refusalSchema = wireSchema(z.object({ kind: z.string(), reasons: z.array(Reason) }))
