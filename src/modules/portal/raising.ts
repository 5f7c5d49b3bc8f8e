/** Something raised by a person, a guardian or, in his words, by a helper: a number, a clock, and the right desk. */
import { randomInt } from 'node:crypto'
import type { PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { endOfTerm, type Term } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { countyScope, type Own } from './known.ts'
import { type Confirmed, prefixOf, type Present, type RequestKind, type Topic } from './words.ts'

const db = tablesOf<'portal', 'access'>()

interface Terms {
  take: Term
  answer: Term
}

export interface Raised {
  kind: RequestKind
  own: Own
  raisedBy: Present
  raiserName: string
  /** Of a complaint by a guardian, who alone reads its answer. */
  guardianId: string | null
  topic?: Topic
  entryWords?: string
  wrong?: string
  wanted?: string
  words?: string
  accused?: string
  accusedUnitId?: string | null
  help?: { helpId: string; confirmedHow: Confirmed; confirmedWords: string }
}

/** Written under the county's scope: whoever helped to write a complaint down is not left looking at it. */
export async function raise(context: Context, raised: Raised): Promise<{ number: string }> {
  const accused = await accusedOf(context, raised)
  const due = await dueDays(context, raised.kind)
  return context.within(countyScope(context.county), async () => {
    const { kind, own, guardianId, help, raisedBy, raiserName } = raised
    const number = kind === 'complaint' ? await freeNumber(context) : await nextNumber(context, kind)
    const row = {
      countyCode: context.county,
      id: context.newId(),
      number,
      kind,
      personId: own.id,
      townshipId: own.townshipId,
      readerId: kind === 'complaint' && guardianId ? guardianId : own.id,
      raisedBy,
      raiserName,
      raisedAt: context.now,
      helpId: help?.helpId ?? null,
      confirmedHow: help?.confirmedHow ?? null,
      confirmedWords: help?.confirmedWords ?? '',
      topic: raised.topic ?? '',
      entryWords: raised.entryWords ?? '',
      wrong: raised.wrong ?? '',
      wanted: raised.wanted ?? '',
      words: raised.words ?? '',
      ...accused,
      ...due,
    }
    await db(context).insertInto('portal.request').values(row).execute()
    await noteStep(context, row, { step: 'raised', words: '' })
    return { number }
  })
}

interface OfRequest {
  id: string
  kind: RequestKind
  personId: string
  townshipId: string
}

export async function noteStep(
  context: Context,
  request: OfRequest,
  { step, words }: { step: 'raised' | 'assigned' | 'answered' | 'refused' | 'recomputed' | 'passed'; words: string },
): Promise<void> {
  await db(context)
    .insertInto('portal.requestStep')
    .values({
      countyCode: context.county,
      id: context.newId(),
      requestId: request.id,
      kind: request.kind,
      personId: request.personId,
      townshipId: request.townshipId,
      step,
      words,
      byId: context.actor.accountId,
      byName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

async function accusedOf(context: Context, { accused = '', accusedUnitId = null }: Raised) {
  if (!accusedUnitId) return { accused, accusedUnitId: null }
  const unit = await db(context)
    .selectFrom('access.organisationView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('id', '=', accusedUnitId)
    .executeTakeFirst()
  if (!unit) return refuse('invalid', 'accusedUnitId', '没有找到这个单位，请重新选择，或者写明反映谁')
  return { accused: [unit.name, accused].filter(Boolean).join('，'), accusedUnitId }
}

/** No document sets these terms; the county's own or this system's, and it is said which. */
export async function termsOf(context: Context, kind: RequestKind, day: PlainDate): Promise<PolicyValue<Terms>> {
  const policy = await context.policyOn(day)
  return policy.value<Terms>(kind === 'complaint' ? 'complaint.terms' : 'correction.terms')
}

export const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other)

async function dueDays(context: Context, kind: RequestKind) {
  const terms = await termsOf(context, kind, context.today)
  const calendar = await context.workingCalendar()
  const end = (term: Term) => endOfTerm(calendar, context.today, term).due
  return {
    takeDueOn: end(terms.value.take),
    dueOn: end(terms.value.answer),
    citations: JSON.stringify(terms.citations),
  }
}

/** Not one after the other: a gap in what a unit sees would tell it that somebody complained of it (AH-4.4b). */
async function freeNumber(context: Context): Promise<string> {
  const taken = await db(context)
    .selectFrom('portal.request')
    .select('number')
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'complaint')
    .execute()
  const known = new Set(taken.map(({ number }) => number))
  const wanted = () => `${prefixOf.complaint}-${context.today.slice(0, 4)}-${String(randomInt(1000, 1_000_000))}`
  let number = wanted()
  while (known.has(number)) number = wanted()
  return number
}

async function nextNumber(context: Context, kind: RequestKind): Promise<string> {
  const name = `${prefixOf[kind]}-${context.today.slice(0, 4)}`
  const { last } = await db(context)
    .insertInto('portal.series')
    .values({ countyCode: context.county, name, last: 1 })
    .onConflict((conflict) =>
      conflict.columns(['countyCode', 'name']).doUpdateSet((eb) => ({ last: eb('portal.series.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return `${name}-${String(last).padStart(4, '0')}`
}
