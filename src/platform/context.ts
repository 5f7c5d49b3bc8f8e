/** What one request carries. There are no globals: clock, policy, transaction and actor all come from here. */
import type { Transaction } from 'kysely'
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import type { Announcement, Contract, InputOf } from '#kernel/contract.ts'
import type { Actor, Scope } from '#kernel/permission.ts'
import type { PolicyInForce, Trying } from '#kernel/policy.ts'
import type { WorkingCalendar } from '#kernel/working-days.ts'
import type * as z from 'zod'
import type { FileStore } from './files.ts'
import type { Module } from './module.ts'
import type { Secrets } from './secrets.ts'

export interface Context {
  /** One database transaction under the actor's scope. Use it through `tablesOf`, never by itself. */
  transaction: Transaction<unknown>
  actor: Actor
  /** The county in which the request works; '000000' outside any. First column of every key. */
  county: string
  now: Instant
  today: PlainDate
  /** Id of the entry that the record keeps of this request; every row of an evidence table carries it. */
  entryId: string
  /** UUIDv7, in order of making. */
  newId(): string
  /** Names a person whom the request concerns or looks at. The record lists them. */
  concerns(personId: string): void
  /** For a list: what was asked and how many rows were shown. */
  shows(filter: unknown, count: number): void
  /** A reason or purpose the actor gave for this act; kept with the entry. */
  because(purpose: string): void
  /** Signing in or out: the token goes into the caller's cookie once the transaction has committed, never into an answer. */
  opensSession(token: string | null): void
  /** Rows were written into an evidence table by raw SQL; writes through `tablesOf` are seen without it. */
  wrote(table: string): void
  /** With `trying` only in queries: a draft decides nothing, so nothing that stands on it is stored. */
  policyOn(day: PlainDate, county?: string, trying?: Trying): Promise<PolicyInForce>
  workingCalendar(): Promise<WorkingCalendar>
  announce<Fact extends z.ZodType>(announcement: Announcement<Fact>, fact: z.input<Fact>): Promise<void>
  /** Puts a command off: the worker performs it after this transaction commits, not before `at`. */
  later<C extends Contract, Name extends keyof C['operations'] & string>(
    contract: C,
    name: Name,
    input: z.input<C['operations'][Name]['input']>,
    options?: { at?: Instant; key?: string },
  ): Promise<void>
  /** Runs within the same transaction under another scope, such as a whole county for a reaction; then goes back. */
  within<T>(scope: Scope, run: () => Promise<T>): Promise<T>
  /**
   * Asks several things at once on the one connection: their statements travel together instead of waiting for each other's
   * answers. Only for reading, and nothing in it may change the scope: it would be the others' too.
   */
  alongside<T>(runs: readonly (() => Promise<T>)[]): Promise<T[]>
  secrets: Secrets
  files: FileStore
  /** All modules, for what is gathered from every one: work, timelines. */
  modules: readonly Module[]
  demo: boolean
}

export type { InputOf }
