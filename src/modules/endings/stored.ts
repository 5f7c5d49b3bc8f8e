/** Rows of a change, the acts behind it, and how one step is written. */
import { sql } from 'kysely'
import { addDays, PlainDate } from '#kernel/calendar.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { askedOn } from './asked.ts'
import { type Act, hearingIn, type State, take } from './rules.ts'
import { Wanted } from './change-shapes.ts'
import type { ActKind, Step } from './words.ts'

export const db = tablesOf<'endings', 'access' | 'persons'>()

/** Locked until the transaction ends: two who take the same step come one after the other, and the second is told. */
export async function lockChange(context: Context, changeId: string) {
  const row = await db(context)
    .selectFrom('endings.change')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', changeId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'change', '没有找到这件变更。可能不在您的辖区内，请核对后再试。')
  context.concerns(row.personId)
  return row
}
export type Change = Awaited<ReturnType<typeof lockChange>>

export const wantedOf = ({ wanted }: Pick<Change, 'wanted'>): Wanted => Wanted.parse(wanted)

/** A transfer is taken on before its first day, or goes back: nobody signs it backwards. */
export function handOverDue(row: Pick<Change, 'kind' | 'step' | 'wanted'>): PlainDate | null {
  const { from } = wantedOf(row)
  return row.kind === 'transfer' && row.step === 'accept' && from ? addDays(from, -1) : null
}

export function actsOf(context: Context, changeId: string) {
  return db(context)
    .selectFrom('endings.act')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('changeId', '=', changeId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}
export type StoredAct = Awaited<ReturnType<typeof actsOf>>[number]

const handing: readonly ActKind[] = ['opened', 'verified', 'heard', 'answered', 'accepted']

/** Not steps of the way: another may be taken with an earlier day. */
const beside: readonly ActKind[] = [
  'recomputed',
  'correction_proposed',
  'correction_refused',
  'not_delivered',
  'delivery_due',
]

const untilOf = (details: unknown): PlainDate | null => {
  const until = PlainDate.safeParse(fieldsOf(details)['until'])
  return until.success ? until.data : null
}

/** Texts by name out of a stored object. */
export const fieldsOf = (value: unknown): Record<string, string> =>
  typeof value !== 'object' || value === null
    ? {}
    : Object.fromEntries(
        Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
      )

/** How far a change has come, out of its acts; the row only repeats it for lists. */
export function stateOf(row: Change, acts: readonly StoredAct[]): State {
  const verified = acts.findLast(({ kind }) => kind === 'verified')
  const notice = acts.findLast(({ kind }) => kind === 'published' || kind === 'answered')
  // The holiday table moved the end of the notice that hangs.
  const moved = acts.slice(notice ? acts.indexOf(notice) : acts.length).findLast(({ details }) => untilOf(details))
  return {
    kind: row.kind,
    reason: row.reason,
    step: row.step,
    openedBy: row.openedBy,
    hands: acts.filter(({ kind }) => handing.includes(kind)).map(({ byAccount }) => byAccount),
    verifiedBy: verified?.byAccount ?? null,
    heard: acts.some(({ kind }) => kind === 'heard'),
    publicUntil: notice?.kind === 'published' ? untilOf(moved?.details) : null,
    round: row.publicityRound,
    delivered: acts.some(({ kind }) => kind === 'delivered'),
    correctionBy: acts.findLast(({ kind }) => kind === 'correction_proposed')?.byAccount ?? null,
    lastOn: acts
      .filter(({ kind }) => !beside.includes(kind))
      .reduce((last, { onDay }) => (onDay > last ? onDay : last), acts[0]?.onDay ?? row.stepFromOn),
  }
}

export interface Deed {
  as: ActKind
  on: PlainDate
  words?: string
  details?: Record<string, string>
  proof?: string
  fileId?: string | null
}

export async function writeAct(context: Context, row: Pick<Change, 'id' | 'personId'>, deed: Deed): Promise<void> {
  const { as, on, words = '', details = {}, proof = '', fileId = null } = deed
  const file = fileId ? await claimFile(context, fileId, 'endings') : null
  await db(context)
    .insertInto('endings.act')
    .values({
      countyCode: context.county,
      id: context.newId(),
      changeId: row.id,
      personId: row.personId,
      kind: as,
      onDay: on,
      words,
      details: JSON.stringify(details),
      proof,
      fileId: file?.fileId ?? null,
      byAccount: context.actor.accountId,
      byName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

export interface Moved {
  row: Change
  state: State
}

interface Term {
  due: PlainDate | null
  estimated: boolean
}

/** One step: checked against everything before it, then written with what was done. */
export async function takeStep(
  context: Context,
  row: Change,
  { act, deed, term = { due: null, estimated: false }, also = {} }: { act: Act; deed: Deed; term?: Term; also?: Kept },
): Promise<Moved> {
  const asked = await askedOn(context, context.today)
  const state = stateOf(row, await actsOf(context, row.id))
  const hand = { by: context.actor.accountId, on: deed.on, today: context.today }
  const taken = take(state, act, hand, asked)
  if ('reasons' in taken) throw new Refusal('refused', taken.reasons)
  await writeAct(context, row, deed)
  const note = row.hearingNote === '' && hearingIn(row.kind, row.reason, asked) === 'exempt' ? asked.exemptNote : ''
  if (note && act.kind === 'verify' && act.so)
    await writeAct(context, row, { as: 'hearing_exempt', on: deed.on, words: note })
  await keep(context, row.id, {
    step: taken.state.step,
    stepFromOn: deed.on,
    stepDueOn: term.due,
    dueEstimated: term.estimated,
    publicityRound: taken.state.round,
    ...(note ? { hearingNote: note } : {}),
    ...also,
  })
  return { row, state: taken.state }
}

interface Kept {
  step?: Step
  stepFromOn?: PlainDate
  stepDueOn?: PlainDate | null
  dueEstimated?: boolean
  publicityRound?: number
  hearingNote?: string
  decisionNo?: string
  decidedOn?: PlainDate
  fromOn?: PlainDate | null
}

export async function keep(context: Context, changeId: string, kept: Kept): Promise<void> {
  await db(context)
    .updateTable('endings.change')
    .set((eb) => ({ ...kept, version: eb('version', '+', 1), changedAt: context.now }))
    .where('countyCode', '=', context.county)
    .where('id', '=', changeId)
    .execute()
}

/** BG-2026-0001: through the county and the year, whoever opens it; nobody sees all of them but the county. */
export async function nextNumber(context: Context, table: 'change' | 'death'): Promise<string> {
  const year = context.today.slice(0, 4)
  const prefix = `${table === 'change' ? 'BG' : 'SW'}-${year}-`
  return context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`endings ${prefix} ${context.county}`}, 0))`.execute(
      context.transaction,
    )
    const { rows } = await sql<{ last: number }>`select coalesce(max(substring(number from 9)::int), 0) as last
      from ${sql.raw(`endings.${table}`)} where county_code = ${context.county} and number like ${`${prefix}%`}`.execute(
      context.transaction,
    )
    return `${prefix}${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`
  })
}

export const inCounty = <T>(context: Context, run: () => Promise<T>): Promise<T> =>
  context.within({ kind: 'county', counties: [context.county], ids: [] }, run)
