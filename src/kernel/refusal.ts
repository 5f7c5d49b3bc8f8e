/** "No", with every reason, each with its clause. The only error that a use case throws on purpose. */
import * as z from 'zod'
import { Citation, type PolicyValue } from './policy.ts'

export const Reason = z.object({
  /** Stable name for programs: 'agreement_missing'. For a wrong input field, its path: 'rows.3.name'. */
  code: z.string(),
  /** What is so, what should be so, what to do next; in Chinese. */
  message: z.string(),
  citations: z.array(Citation).optional(),
  /** Where the next step is done. */
  next: z.object({ title: z.string(), to: z.string() }).optional(),
  /** A warning (原则上) can be overcome by giving a reason; a plain reason cannot. */
  warning: z.boolean().optional(),
  /** How many objects this reason speaks of. */
  count: z.int().optional(),
})
export type Reason = z.infer<typeof Reason>

const statusOf = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  refused: 422,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
} as const
export type RefusalKind = keyof typeof statusOf

export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly reasons: readonly Reason[]
  constructor(kind: RefusalKind, reasons: readonly Reason[]) {
    super(reasons.map((reason) => reason.message).join('；'))
    this.name = 'Refusal'
    this.kind = kind
    this.reasons = reasons
  }
  get status(): number {
    return statusOf[this.kind]
  }
}

export function refuse(kind: RefusalKind, code: string, message: string): never {
  throw new Refusal(kind, [{ code, message }])
}

export function requireNone(reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw new Refusal('refused', reasons)
}

/** A reason that rests on a policy value: it cites its clauses, and where the value is not a must it is a warning (原则上). */
export function reasonBy(value: PolicyValue, code: string, message: string): Reason {
  return { code, message, citations: value.citations, ...(value.force === 'must' ? {} : { warning: true }) }
}
