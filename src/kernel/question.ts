/** What a policy case asks of a module: a situation and the policy in force in, the module's own rule's answer out. */
import type * as z from 'zod'
import type { PolicyInForce } from './policy.ts'

export type Questions = Record<string, (given: unknown, policy: PolicyInForce) => unknown>

export function question<Schema extends z.ZodType>(
  schema: Schema,
  answer: (given: z.output<Schema>, policy: PolicyInForce) => unknown,
): (given: unknown, policy: PolicyInForce) => unknown {
  return (given, policy) => answer(schema.parse(given), policy)
}
