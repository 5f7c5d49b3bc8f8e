/** Rows behind recognition: a case locked for a deed, its state, and the one way in which a deed is written. */
import { sql } from 'kysely'
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Term } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { dueOf, type Pause, Pauses } from './clock.ts'
import { Facts } from './facts.ts'
import { legacySaid } from './legacy.ts'
import type { LegacyRules } from './rules.ts'
import { after } from './steps-after.ts'
import { type CaseState, type Deed, objectionsTo } from './steps.ts'
import type { DeedKind } from './words.ts'

export const db = tablesOf<'recognition', 'access' | 'persons'>()
const own = tablesOf<'recognition'>()

const notFound = () => refuse('not_found', 'case', '没有找到这件认定案件，或不在您的辖区')

function oneCase(context: Context, caseId: string) {
  return db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', caseId)
}

export async function caseOf(context: Context, caseId: string) {
  const found = await oneCase(context, caseId).executeTakeFirst()
  if (found?.personId) context.concerns(found.personId)
  return found ?? notFound()
}
export type Case = Awaited<ReturnType<typeof caseOf>>

/** Locked until the transaction ends, so that two deeds in one case come one after the other. */
export async function lockCase(context: Context, caseId: string): Promise<Case> {
  return (await oneCase(context, caseId).forUpdate().executeTakeFirst()) ?? notFound()
}

/** In one order, so that two who choose overlapping cases do not wait for each other in a ring. */
export async function lockCases(context: Context, caseIds: readonly string[]): Promise<Case[]> {
  const wanted = [...new Set(caseIds)]
  const found = await db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', 'in', wanted)
    .orderBy('id')
    .forUpdate()
    .execute()
  return found.length === wanted.length ? found : notFound()
}

export const factsOf = (row: Pick<Case, 'facts'>): Facts => Facts.parse(row.facts)

export async function legacyOf(context: Context, row: Pick<Case, 'legacyCategory' | 'legacyOn' | 'nearRelative'>) {
  const rules = (await context.policyOn(context.today)).find<LegacyRules>('recognition.legacy_rules')
  const said = rules && legacySaid(row.legacyCategory, row.legacyOn, rules.value, row.nearRelative !== '')
  return rules && said ? { ...said, citations: rules.citations } : undefined
}

/** What the pure life of a case is told of a row; `direct` is worked out only where a deed asks for it. */
export async function stateOf(context: Context, row: Case, posted: Posted | undefined): Promise<CaseState> {
  const direct = row.step === 'survey' && (await legacyOf(context, row))?.path === 'direct'
  return {
    step: row.step,
    round: row.round,
    complete: row.acceptedOn !== null || row.insisted !== '',
    surveyedRound: row.surveyedRound,
    submittedRound: row.submittedRound,
    opinionRound: row.opinionRound,
    objectedRound: row.objectedRound,
    postedRound: posted ? row.round : 0,
    noticeEndsOn: posted?.endsOn ?? null,
    returnedNoticeEndsOn: (await returnedNotice(context, row))?.endsOn ?? null,
    paused: row.pausedReason !== '',
    batched: row.batchId !== null,
    sampled: row.sampled,
    nearRelative: row.nearRelative !== '',
    checked: row.checked,
    proposed: row.proposed,
    direct,
    decision: row.decision,
    ending: row.ending,
  }
}

const Noticed = z.object({ endsOn: PlainDate })

/** The notice of the round that the county sent back, while nobody has objected to it. */
export async function returnedNotice(
  context: Context,
  row: Pick<Case, 'id' | 'step' | 'round' | 'objectedRound'>,
): Promise<{ from: PlainDate; endsOn: PlainDate } | undefined> {
  const before = row.round - 1
  if (before === 0 || row.objectedRound === before || (row.step !== 'survey' && row.step !== 'opinion'))
    return undefined
  const posted = lastOf(await deedsOf(context, [row.id], ['posted']), 'posted', before)
  const said = Noticed.safeParse(posted?.said).data
  return posted && said ? { from: posted.onDay, endsOn: said.endsOn } : undefined
}

export interface Posted {
  id: string
  number: string
  place: string
  postedOn: PlainDate
  endsOn: PlainDate
}

/** The poster of the case's present round; a new round has none until it is posted again. */
export async function posterOf(context: Context, row: Pick<Case, 'publicityId'>): Promise<Posted | undefined> {
  if (row.publicityId === null) return undefined
  return db(context)
    .selectFrom('recognition.publicity')
    .select(['id', 'number', 'place', 'postedOn', 'endsOn'])
    .where('countyCode', '=', context.county)
    .where('id', '=', row.publicityId)
    .executeTakeFirst()
}

/** Refuses what the life of a case does not allow; answers the state after the deed. */
export async function stepped(context: Context, row: Case, deed: Deed): Promise<CaseState> {
  const state = await stateOf(context, row, await posterOf(context, row))
  requireNone(withClauses(objectionsTo(state, deed, context.today), await context.policyOn(context.today)))
  return after(state, deed)
}

/** The clause behind a guard, where the policy has one. */
const clauseOf: Readonly<Record<string, string>> = {
  notice_runs: 'recognition.publicity_term',
  notice_over: 'recognition.publicity_term',
  not_posted: 'recognition.publicity_term',
  no_opinion: 'recognition.township_review_term',
  not_surveyed: 'recognition.survey_methods',
  objected: 'recognition.objection_term',
  not_batched: 'recognition.county_random_check',
  not_checked: 'recognition.county_random_check',
  not_sampled: 'recognition.county_random_check',
  incomplete: 'recognition.materials',
  not_direct: 'recognition.legacy_rules',
}

export const withClauses = (reasons: readonly Reason[], policy: PolicyInForce): Reason[] =>
  reasons.map((each) => {
    const key = clauseOf[each.code]
    const citations = key ? policy.find(key)?.citations : undefined
    return citations ? { ...each, citations } : each
  })

export interface TermStart {
  key: string
  from: PlainDate
  pauses?: readonly Pause[]
}

/** The columns of a term that begins; without one the step waits for no day. */
export async function termColumns(context: Context, start: TermStart | undefined) {
  if (!start) return { termKey: null, stepFromOn: context.today, stepDueOn: null, estimated: false, pauses: '[]' }
  const { value } = (await context.policyOn(start.from)).value<Term>(start.key)
  const pauses = start.pauses ?? []
  const end = dueOf(await context.workingCalendar(), start.from, value, pauses)
  return {
    termKey: start.key,
    stepFromOn: start.from,
    stepDueOn: end?.due ?? null,
    estimated: end?.estimated ?? false,
    pauses: JSON.stringify(pauses),
  }
}

/** A term that a county may set and no document does: without it the step has its first day only. */
export async function ownTermColumns(context: Context, { key, from }: TermStart) {
  const set = (await context.policyOn(from)).find<Term>(key)
  return set ? termColumns(context, { key, from }) : { ...(await termColumns(context, undefined)), stepFromOn: from }
}

export const pausesOf = (row: Pick<Case, 'pauses'>) => Pauses.parse(row.pauses)

/** Only the columns a deed names change; version and time always do. */
export function updateCase(context: Context, caseId: string) {
  return own(context)
    .updateTable('recognition.application')
    .set((row) => ({ version: row('version', '+', 1), changedAt: context.now }))
    .where('countyCode', '=', context.county)
    .where('id', '=', caseId)
}

interface Kept {
  kind: DeedKind
  on: PlainDate
  said?: unknown
  note?: string
  /** When the deed itself begins a new round. */
  round?: number
}

export async function keepDeed(
  context: Context,
  row: Pick<Case, 'id' | 'townshipId' | 'villageId' | 'round'>,
  { kind, on, said = {}, note = '', round = row.round }: Kept,
): Promise<string> {
  const id = context.newId()
  await own(context)
    .insertInto('recognition.deed')
    .values({
      countyCode: context.county,
      id,
      caseId: row.id,
      townshipId: row.townshipId,
      villageId: row.villageId,
      kind,
      round,
      onDay: on,
      said: JSON.stringify(said),
      note,
      accountId: context.actor.accountId,
      account: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
  return id
}

export async function deedsOf(context: Context, caseIds: readonly string[], kinds?: readonly DeedKind[]) {
  return db(context)
    .selectFrom('recognition.deed')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('caseId', 'in', caseIds.length > 0 ? [...caseIds] : [context.newId()])
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', [...(kinds ?? [])]))
    .orderBy('at')
    .orderBy('id')
    .execute()
}
export type StoredDeed = Awaited<ReturnType<typeof deedsOf>>[number]

export const lastOf = (deeds: readonly StoredDeed[], kind: DeedKind, round?: number): StoredDeed | undefined =>
  deeds.findLast((deed) => deed.kind === kind && (round === undefined || deed.round === round))

/** RD-2026-0001: in order and without gaps, under the lock of its row. */
export async function nextNumber(context: Context, name: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into recognition.series (county_code, name, last) values (${context.county}, ${name}, 1)
    on conflict (county_code, name) do update set last = recognition.series.last + 1 returning last`.execute(
    context.transaction,
  )
  return rows[0]?.last ?? 1
}

export const padded = (number: number): string => String(number).padStart(4, '0')

/** Whoever made a thing does not decide on it: by account, whatever role it has now. */
export function requireOther(
  context: Context,
  deeds: readonly StoredDeed[],
  rules: Readonly<Partial<Record<DeedKind, string>>>,
) {
  const mine = deeds.filter((deed) => deed.accountId === context.actor.accountId)
  requireNone(
    Object.entries(rules).flatMap(([kind, message]) =>
      mine.some((deed) => deed.kind === kind) ? [{ code: `other_person_${kind}`, message }] : [],
    ),
  )
}

export async function bureauOf(context: Context): Promise<{ name: string; hotline: string }> {
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .where(sql<boolean>`'civil_affairs' = any (functions)`)
    .where('toOn', 'is', null)
    .executeTakeFirst()
  return bureau ?? { name: '县级民政部门', hotline: '' }
}

export async function areaNames(context: Context): Promise<Map<string, string>> {
  const rows = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
