/** Builds the context of one request. */
import { sql, type Transaction } from 'kysely'
import { dayOf, type Instant } from '#kernel/calendar.ts'
import type { Actor, Scope } from '#kernel/permission.ts'
import type { WorkingCalendar } from '#kernel/working-days.ts'
import type { Context } from './context.ts'
import { scopeLiteral } from './database/scope.ts'
import type { Installation } from './perform.ts'
import { countyScope, type Noted } from './record/keep.ts'
import { readCalendar } from './holidays.ts'
import { inWireForm } from './wire.ts'

interface Given {
  installation: Installation
  transaction: Transaction<unknown>
  actor: Actor
  county: string
  entryId: string
  now: Instant
  noted: Noted
  newId: () => string
  /** A query: nothing is stored. */
  reads: boolean
}

export function contextFor(given: Given): Context {
  const { installation, transaction, actor, county, noted, now } = given
  let calendar: Promise<WorkingCalendar> | undefined
  let scope = actor.scope
  const reading = { beside: 0 }
  const change = async (to: Scope) => {
    await sql.raw(`set local gongyang.scope = '${scopeLiteral(to)}'`).execute(transaction)
    scope = to
  }
  const context: Context = {
    transaction,
    actor,
    county,
    now,
    today: dayOf(now),
    entryId: given.entryId,
    newId: given.newId,
    concerns: (personId) => void noted.persons.add(personId),
    shows: (filter, count) => void Object.assign(noted, { filter, count }),
    because: (purpose) => void Object.assign(noted, { purpose }),
    opensSession: (token) => void Object.assign(noted, { session: token }),
    wrote: (table) => void noted.tables.add(table),
    policyOn: (day, place = county, trying) => {
      if (trying && !given.reads) throw new Error('drafts are tried in queries only')
      return installation.policyOn(context, day, place, trying)
    },
    workingCalendar: () => (calendar ??= readCalendar(transaction, county)),
    announce: (announcement, fact) => runReactions(context, announcement.name, announcement.fact.parse(fact)),
    later: (contract, name, input, options = {}) =>
      putOff(transaction, { county, operation: `${contract.module}.${name}`, input, ...options }),
    within: async (wider, run) => {
      if (reading.beside > 0) throw new Error('no other scope while others read beside it')
      const before = scope
      noted.widened = true
      await change(wider)
      const answer = await run()
      await change(before)
      return answer
    },
    alongside: (runs) => besideEachOther(reading, runs),
    secrets: installation.secrets,
    files: installation.files,
    modules: installation.modules,
    demo: installation.demo,
  }
  return context
}

/** All have ended before one's failure is told: none asks on when the transaction is over and the connection another's. */
async function besideEachOther<T>(reading: { beside: number }, runs: readonly (() => Promise<T>)[]): Promise<T[]> {
  reading.beside += 1
  const ends = await Promise.allSettled(runs.map(async (run) => run()))
  reading.beside -= 1
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}

/** Reactions run in the same transaction under the whole county: a death stops everything, whoever reported it. */
async function runReactions(context: Context, announcement: string, fact: unknown): Promise<void> {
  const reactions = context.modules.flatMap((module) => module.reactions ?? []).filter(({ to }) => to === announcement)
  if (reactions.length === 0) return
  await context.within(countyScope(context.county), async () => {
    for (const { react } of reactions) await react(context, fact)
  })
}

interface PutOff {
  county: string
  operation: string
  input: unknown
  at?: Instant
  key?: string
}

async function putOff(transaction: Transaction<unknown>, { county, operation, input, at, key }: PutOff): Promise<void> {
  const job = JSON.stringify({ county, input: inWireForm(input) })
  await sql`select platform.put_off(${operation}, ${job}::jsonb, ${at ?? null}::timestamptz, ${key ?? null})`.execute(
    transaction,
  )
}
