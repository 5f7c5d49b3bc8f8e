/** What rules may ask of policy: values in force in one place on one day, each with the clauses that set it. */
import * as z from 'zod'
import type { PlainDate } from './calendar.ts'

/** Where a rule comes from: a document and clause an official can look up, or a position of ours (A-xx) where no clause says it. */
export const Citation = z.object({
  /** Number or short title under which the document is registered, '莘政办发〔2023〕6号'; '' for a default of this system. */
  document: z.string(),
  /** Clause path with its heading, '四、工作内容（三）'. */
  clause: z.string(),
  /** The words relied on. */
  quote: z.string().optional(),
  /** Position of requirements section 6 when the rule is ours. */
  position: z.string().optional(),
})
export type Citation = z.infer<typeof Citation>

/** must may refuse · in_principle warns and asks for a reason · encouraged offers · aim measures. */
export type Force = 'must' | 'in_principle' | 'encouraged' | 'aim'

export interface PolicyValue<T = unknown> {
  value: T
  /** 'draft': tried as if it were in force, see Trying; nothing may be stored that stands on it. */
  force: Force | 'draft'
  citations: Citation[]
}

/** What is tried as if it were in force: values of one's own, and whole drafts by the name of their document. */
export interface Trying {
  values?: readonly { key: string; value: unknown }[]
  drafts?: readonly string[]
}

/** Everything rules may ask of policy. Built for one area and one day by the policy module. */
export interface PolicyInForce {
  area: string
  on: PlainDate
  /** Undefined when no document in force sets the key here. */
  find<T = unknown>(key: string): PolicyValue<T> | undefined
  /** Throws a refusal that names the key's title and who would have to set it. */
  value<T = unknown>(key: string): PolicyValue<T>
}

export const citationText = (citation: Citation): string =>
  citation.document ? `${citation.document} ${citation.clause}` : '本系统默认'
