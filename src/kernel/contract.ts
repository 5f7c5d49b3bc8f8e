import './input-messages.ts'
import type * as z from 'zod'

/** One thing the outside may ask a module to do. Its name, 'visits.record', is also its URL, its permission and its entry in the record. */
export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  kind: 'command' | 'query'
  /** In Chinese, as the record and the role table show it. */
  title: string
  input: Input
  output: Output
  /** Raised by one when the meaning of the input changes; `upcast` then takes any earlier input to the present one. */
  version?: number
  upcast?: (input: unknown, version: number) => unknown
  /** Open to whoever asks (signing in); everything else asks who and whether. */
  open?: true
  /** For the worker only: never offered to people or by HTTP. */
  internal?: true
  /** Reads one moment's state throughout (REPEATABLE READ), for counts that must agree with each other. */
  snapshot?: true
  /** A query that looks at persons one by one, so each look is recorded with them (opening a file, an export, a hit by identity). */
  look?: true
}

/** What a module offers. Server, screens, command line and OpenAPI are all built from this one object. */
export interface Contract<
  Name extends string = string,
  Operations extends Record<string, Operation> = Record<string, Operation>,
> {
  module: Name
  operations: Operations
}

/** Something that happened in one module and that others may react to, in the same transaction. */
export interface Announcement<Fact extends z.ZodType = z.ZodType> {
  name: string
  fact: Fact
}

export type InputOf<Op extends Operation> = z.output<Op['input']>
export type OutputOf<Op extends Operation> = z.output<Op['output']>
/** What a caller sends: the wire form of the input. */
export type Sent<Op extends Operation> = z.input<Op['input']>
type Details<Input extends z.ZodType, Output extends z.ZodType> = Omit<Operation<Input, Output>, 'kind'>

export function command<Input extends z.ZodType, Output extends z.ZodType>(details: Details<Input, Output>) {
  return { kind: 'command' as const, ...details }
}

export function query<Input extends z.ZodType, Output extends z.ZodType>(details: Details<Input, Output>) {
  return { kind: 'query' as const, ...details }
}

export function contract<Name extends string, Operations extends Record<string, Operation>>(
  module: Name,
  operations: Operations,
): Contract<Name, Operations> {
  return { module, operations }
}

export function announcement<Fact extends z.ZodType>(name: string, fact: Fact): Announcement<Fact> {
  return { name, fact }
}
