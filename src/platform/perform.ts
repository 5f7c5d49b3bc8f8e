/** The one door. HTTP, command line and jobs all pass here, so permission, record and replay cannot be forgotten. */
import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql, type Kysely, type Transaction } from 'kysely'
import type { Instant } from '#kernel/calendar.ts'
import type { Operation } from '#kernel/contract.ts'
import { countyOf, may, type Actor, type Scope } from '#kernel/permission.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { withoutSecrets } from '#kernel/secret.ts'
import { holdBack, keptPlan } from './database/connect.ts'
import { unwritableIn, unwritableText } from '#kernel/unwritable.ts'
import { asRefusal, isPassing } from './database/faults.ts'
import { unlessAbandoned } from './database/abandon.ts'
import { underway } from './database/evidence-plugin.ts'
import { scopeLiteral } from './database/scope.ts'
import type { Context } from './context.ts'
import type { Module } from './module.ts'
import { inWireForm } from './wire.ts'
import { contextFor } from './request-context.ts'
import { recordDone, recordRefused, type Noted } from './record/keep.ts'

export interface Request {
  operation: string
  input: unknown
  actor: Actor | undefined
  /** Made by the caller; the same id again gets the first answer. */
  requestId: string
  version?: number
  /** 'browser', 'program', 'worker': shown in the record. */
  client?: string
  /** Whoever asked has gone away. A query is then given up; a command is finished, so that it is done once whole. */
  signal?: AbortSignal
  /** Told after commit when the request opened or ended a session. */
  session?(token: string | null): void
}

/** The parts a program puts together: which modules, which database, what time it is, where policy comes from. */
export interface Installation {
  modules: readonly Module[]
  kysely: Kysely<unknown>
  now(): Instant
  policyOn: Context['policyOn'] extends (...args: infer Rest) => infer Answer
    ? (context: Context, ...args: Rest) => Answer
    : never
  secrets: Context['secrets']
  files: Context['files']
  demo: boolean
  /** Why nothing may be written at the moment, such as a full disk; undefined when it may. */
  writesRefused?(): string | undefined
  /** Told after commit, for screens that listen. */
  committed?(event: { county: string; operation: string; entryId: string }): void
}

export const nobody: Actor = {
  accountId: '',
  name: '',
  role: '',
  organisationId: null,
  scope: { kind: 'none', counties: ['000000'], ids: [] },
  operations: new Set(),
}

const attempts = 3

/** A refusal whose writes stay: a wrong password counts, although it is refused. */
export class KeptRefusal extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

export async function perform(installation: Installation, request: Request): Promise<unknown> {
  const { operation, run } = find(installation.modules, request)
  const actor = request.actor ?? nobody
  const county = countyOf(actor) ?? '000000'
  const entryId = newId()
  try {
    if (!operation.open && !request.actor) refuse('unauthenticated', 'sign_in', '请先登录')
    if (!operation.open && !may(actor, request.operation)) {
      if (actor.heldBack) throw new Refusal('forbidden', [actor.heldBack])
      refuse('forbidden', 'not_permitted', `您没有“${operation.title}”的权限。请由有此权限的同事办理。`)
    }
    const stop = operation.kind === 'command' ? installation.writesRefused?.() : undefined
    if (stop) refuse('unavailable', 'writes_refused', stop)
    const input = parsed(operation, request)
    const job = { installation, request, operation, run, actor, county, entryId, input }
    return await performPatiently(job)
  } catch (error) {
    const refusal = asRefusal(error, installation.modules)
    if (operation.kind === 'command' && refusal instanceof Refusal && refusal.kind !== 'unauthenticated')
      await recordRefused(installation, { request, operation, actor, county, entryId, refusal }).catch(() => {})
    throw refusal
  }
}

interface Job {
  installation: Installation
  request: Request
  operation: Operation
  run: (context: Context, input: never) => Promise<unknown>
  actor: Actor
  county: string
  entryId: string
  input: unknown
}

/** Deadlocks and serialisation failures pass: tried three times in all. */
async function performPatiently(job: Job, attempt = 1): Promise<unknown> {
  try {
    return await performOnce(job)
  } catch (error) {
    if (attempt === attempts || !isPassing(error)) throw error
    return performPatiently(job, attempt + 1)
  }
}

async function performOnce(job: Job): Promise<unknown> {
  const { installation, request, operation, run, actor, county, entryId, input } = job
  const noted: Noted = {
    persons: new Set(),
    tables: new Set(),
    filter: undefined,
    count: undefined,
    purpose: undefined,
    widened: false,
  }
  // Sent with COMMIT and not waited for one by one; where one fails, COMMIT has rolled back and its error is ours.
  const closing: Promise<unknown>[] = []
  const send = (statement: Promise<unknown>) => {
    statement.catch(() => {})
    closing.push(statement)
  }
  const signal = operation.kind === 'query' ? request.signal : undefined
  const output = await underway
    .run({ tables: noted.tables, keepsPlans: operation.look === true }, () =>
      beginning(installation, operation).execute(async (transaction) => {
        signal?.throwIfAborted()
        await enter(transaction, actor.scope)
        const now = installation.now()
        if (operation.kind === 'command') {
          const earlier = await claim(transaction, { county, request, actor, now })
          if (earlier) return answerAgain(operation, earlier)
        }
        const reads = operation.kind === 'query'
        const context = contextFor({ installation, transaction, actor, county, entryId, now, noted, newId, reads })
        const work = () => run(context, input as never)
        const answer = await unlessAbandoned(signal, underway.getStore()?.client, work).catch(keptRefusal)
        if (answer instanceof KeptRefusal) return answer
        await recordDone(context, { request, operation, input, noted }, send)
        if (operation.kind === 'command') send(keepAnswer(county, request, withoutSecrets(operation.output, answer)))
        return answer
      }),
    )
    .catch(async (error: unknown) => {
      await Promise.all(closing)
      throw error
    })
  await Promise.all(closing)
  if (output instanceof KeptRefusal) throw output.refusal
  if (noted.session !== undefined) request.session?.(noted.session)
  if (operation.kind === 'command') installation.committed?.({ county, operation: request.operation, entryId })
  return output
}

const beginning = ({ kysely }: Installation, operation: Operation) =>
  operation.snapshot ? kysely.transaction().setIsolationLevel('repeatable read') : kysely.transaction()

function keptRefusal(error: unknown): KeptRefusal {
  if (error instanceof KeptRefusal) return error
  throw error
}

/** For reading what comes before every request: who asks. */
export const contextOfNobody = (installation: Installation, transaction: Transaction<unknown>): Context =>
  contextFor({
    installation,
    transaction,
    actor: nobody,
    county: '000000',
    entryId: newId(),
    now: installation.now(),
    noted: {
      persons: new Set(),
      tables: new Set(),
      filter: undefined,
      count: undefined,
      purpose: undefined,
      widened: false,
    },
    newId,
    reads: true,
  })

/** Takes on the application's role under the actor's scope, for this transaction only. */
export async function enter(transaction: Transaction<unknown>, scope: Scope): Promise<void> {
  await sql`set local role gongyang_app`.execute(transaction)
  await sql.raw(`set local gongyang.scope = '${scopeLiteral(scope)}'`).execute(transaction)
}

function find(modules: readonly Module[], { operation: name, actor }: Request) {
  const [moduleName, operationName = ''] = name.split('.')
  const service = modules.find((module) => module.service.contract.module === moduleName)?.service
  const operation = service?.contract.operations[operationName]
  const run = service?.useCases[operationName]
  if (!operation || !run || (operation.internal && actor?.role !== 'system'))
    return refuse('not_found', 'unknown_operation', `没有“${name}”这项操作`)
  return { operation, run }
}

function parsed(operation: Operation, { input, version }: Request): unknown {
  const unwritable = unwritableIn(input)
  if (unwritable.length > 0)
    throw new Refusal(
      'invalid',
      unwritable.map(({ path, why }) => ({ code: path, message: unwritableText[why] })),
    )
  const current = operation.version ?? 1
  const present =
    version !== undefined && version < current && operation.upcast ? operation.upcast(input, version) : input
  const result = operation.input.safeParse(present)
  if (result.success) return result.data
  throw new Refusal(
    'invalid',
    result.error.issues.map((issue) => ({ code: issue.path.join('.'), message: issue.message })),
  )
}

/** The connection of the request under way, for statements that go straight to it. */
export function connectionUnderWay() {
  const client = underway.getStore()?.client
  if (!client) throw new Error('no connection under way')
  return client
}

/** Statements that do not wait for each other's answers, in one journey; the first that fails is the error. */
export async function together(context: Pick<Context, 'transaction'>, statements: readonly RawBuilder<unknown>[]) {
  const client = connectionUnderWay()
  holdBack(client)
  const compiled = statements.map((statement) => statement.compile(context.transaction))
  await Promise.all(compiled.map(({ sql: text, parameters }) => client.query(keptPlan(text, parameters))))
}

const keepAnswer = (county: string, { requestId }: Request, answer: unknown) =>
  connectionUnderWay().query({
    name: 'perform_keep_answer',
    text: 'update platform.request set answer = $1::jsonb where county_code = $2 and id = $3',
    values: [JSON.stringify(inWireForm(answer)), county, requestId],
  })

interface Claim {
  county: string
  request: Request
  actor: Actor
  now: Instant
}

/** The first to insert its id goes on; a later one waits here for the first to finish and gets its answer. */
async function claim(transaction: Transaction<unknown>, { county, request, actor, now }: Claim) {
  const inserted = await sql`/* kept */
    insert into platform.request (county_code, id, account_id, operation, at)
    values (${county}, ${request.requestId}, ${actor.accountId}, ${request.operation}, ${now})
    on conflict do nothing returning id`.execute(transaction)
  if (inserted.rows.length > 0) return undefined
  const found = await sql<{ accountId: string; operation: string; answer: unknown }>`
    select account_id, operation, answer from platform.request where county_code = ${county} and id = ${request.requestId}`.execute(
    transaction,
  )
  const earlier = found.rows[0]
  if (!earlier || earlier.accountId !== actor.accountId || earlier.operation !== request.operation)
    return refuse('conflict', 'request_id_used', '这次请求的编号已用于另一项操作，请刷新页面后重试')
  return earlier
}

function answerAgain(operation: Operation, earlier: { answer: unknown }): unknown {
  return operation.output.parse(earlier.answer)
}

/** UUIDv7: sorts by the moment of making. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
