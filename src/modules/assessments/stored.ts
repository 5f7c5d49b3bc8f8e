/** Rows of assessments: finding one, numbering a new one, keeping each step. */
import { sql } from 'kysely'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { endOfTerm, type Term, type TermEnd } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Hands } from './steps.ts'
import { type AskedBy, type Deed, type FormKind, numberText, type Why } from './words.ts'

export const db = tablesOf<'assessments', 'access' | 'persons' | 'providers'>()

const notFound = () => refuse('not_found', 'assessment', '没有找到这次评估，或不在您的辖区。请从“能力评估”列表打开。')

const oneOf = (context: Context, assessmentId: string) =>
  db(context)
    .selectFrom('assessments.assessment')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', assessmentId)

export async function assessmentOf(context: Context, assessmentId: string) {
  const found = (await oneOf(context, assessmentId).executeTakeFirst()) ?? notFound()
  context.concerns(found.personId)
  return found
}
export type Stored = Awaited<ReturnType<typeof assessmentOf>>

/** Locked until the transaction ends; whoever comes second with the state he saw before is told to look again. */
export async function lockedAssessment(context: Context, assessmentId: string, version: number): Promise<Stored> {
  const found = (await oneOf(context, assessmentId).forUpdate().executeTakeFirst()) ?? notFound()
  if (found.version !== version)
    refuse('conflict', 'changed_meanwhile', '这次评估刚被他人办理。请刷新后核对，再决定是否继续。')
  context.concerns(found.personId)
  return found
}

export async function change(
  context: Context,
  assessment: Pick<Stored, 'id' | 'version'>,
  set: Partial<Omit<Stored, 'id' | 'countyCode' | 'version'>>,
): Promise<{ version: number }> {
  const version = assessment.version + 1
  await db(context)
    .updateTable('assessments.assessment')
    .set({ ...set, version })
    .where('countyCode', '=', context.county)
    .where('id', '=', assessment.id)
    .execute()
  return { version }
}

type About = Pick<Stored, 'id' | 'personId' | 'townshipId' | 'organisationId'>

export async function keepStep(context: Context, about: About, deed: Deed, words: string): Promise<void> {
  await db(context)
    .insertInto('assessments.step')
    .values({
      countyCode: context.county,
      id: context.newId(),
      assessmentId: about.id,
      personId: about.personId,
      townshipId: about.townshipId,
      organisationId: about.organisationId,
      deed,
      words,
      byAccount: context.actor.accountId,
      byName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

export interface NewRow {
  personId: string
  why: Why
  form: FormKind
  askedBy: AskedBy
  asker: string
  words: string
  requestedOn: PlainDate
  due: TermEnd
  plannedOn?: PlainDate | null
  disputesId?: string | null
}

interface OfPerson {
  townshipId: string
  villageId: string | null
  organisationId: string | null
}

export async function writeRequest(
  context: Context,
  row: NewRow,
  place: OfPerson,
): Promise<{ assessmentId: string; number: string; dueOn: PlainDate }> {
  const id = context.newId()
  const year = Number(context.today.slice(0, 4))
  const no = await nextNo(context, year)
  const { personId, form, askedBy, asker, words, requestedOn, why, due, plannedOn = null, disputesId = null } = row
  const { townshipId, villageId, organisationId } = place
  await db(context)
    .insertInto('assessments.assessment')
    .values({
      personId,
      form,
      askedBy,
      asker,
      words,
      requestedOn,
      townshipId,
      villageId,
      organisationId,
      countyCode: context.county,
      id,
      year,
      no,
      reason: why,
      dueOn: due.due,
      dueEstimated: due.estimated,
      plannedOn,
      disputesId,
      requestedBy: context.actor.accountId,
      status: 'requested',
    })
    .execute()
  await keepStep(context, { id, personId, townshipId, organisationId }, 'request', words)
  context.concerns(personId)
  return { assessmentId: id, number: numberText(year, no), dueOn: due.due }
}

/** Numbers run through the year without gaps, so those who number wait for one another; numbers out of the actor's sight count. */
async function nextNo(context: Context, year: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`assessments ${context.county} ${year}`}, 0))`.execute(
    context.transaction,
  )
  const scope = { kind: 'county', counties: [context.county], ids: [] } as const
  const last = await context.within(scope, () =>
    db(context)
      .selectFrom('assessments.assessment')
      .select((eb) => eb.fn.max('no').as('no'))
      .where('countyCode', '=', context.county)
      .where('year', '=', year)
      .executeTakeFirst(),
  )
  return (last?.no ?? 0) + 1
}

/** 民发〔2021〕43号 第二十三条: so many working days from the report. */
export async function termFrom(context: Context, day: PlainDate): Promise<TermEnd> {
  const term = (await context.policyOn(day)).find<Term>('assessment.change_term')
  if (!term) return refuse('refused', 'requestedOn', `${dateText(day)}还没有评估期限的规定，不能起算。请核对日期`)
  return endOfTerm(await context.workingCalendar(), day, term.value)
}

export async function assessorsOf(context: Context, assessment: Pick<Stored, 'id' | 'edition'>) {
  return db(context)
    .selectFrom('assessments.assessor')
    .select(['name', 'unit', 'unitName', 'accountId'])
    .where('countyCode', '=', context.county)
    .where('assessmentId', '=', assessment.id)
    .where('edition', '=', assessment.edition)
    .orderBy('place')
    .execute()
}

/** The one that was held because this one is disputed. */
export async function secondOf(context: Context, assessmentId: string) {
  return db(context)
    .selectFrom('assessments.assessment')
    .select(['id', 'year', 'no', 'status'])
    .where('countyCode', '=', context.county)
    .where('disputesId', '=', assessmentId)
    .executeTakeFirst()
}

export async function handsOf(context: Context, assessment: Stored): Promise<Hands> {
  const second = await secondOf(context, assessment.id)
  return {
    status: assessment.status,
    assessedBy: assessment.assessedBy,
    reviewedBy: assessment.reviewedBy,
    assessors: await assessorsOf(context, assessment),
    second: assessment.disputesId !== null,
    settled: second !== undefined && second.status !== 'withdrawn' && second.status === 'decided',
  }
}
