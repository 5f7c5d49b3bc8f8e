/** Assessments as lists and one page. */
import { sql } from 'kysely'
import { ageOn } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { storedFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { effectOf, eventsOf, levelsOf, personAround } from './around.ts'
import { assessments } from './contract.ts'
import { endOfYear } from './due.ts'
import type { AssessorRule } from './independence.ts'
import { answerOf, rowsOf, type Wanted } from './rows.ts'
import type { ResultShown } from './shapes.ts'
import { sheetOf } from './sheet.ts'
import { fallingOf, hearingShown, objectionsUnheard } from './hearing.ts'
import { objectionsToDeed } from './steps.ts'
import { assessmentOf, db, handsOf, secondOf, type Stored } from './stored.ts'
import { type Deed, numberText } from './words.ts'

const most = 1000

export const reading = part(assessments, {
  async list(context, input) {
    const { page, pageSize, ...wanted } = input
    const rows = await rowsOf(context, wanted)
      .orderBy('assessment.dueOn')
      .orderBy('assessment.year', 'desc')
      .orderBy('assessment.no', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const counted = await rowsOf(context, wanted)
      .clearSelect()
      .select('assessment.id')
      .limit(most + 1)
      .execute()
    context.shows(wanted, rows.length)
    return {
      rows: await answerOf(context, rows),
      total: counted.length,
      at: context.now,
      counts: await countsOf(context, wanted),
    }
  },

  async get(context, { assessmentId }) {
    const stored = await assessmentOf(context, assessmentId)
    const [row] = await answerOf(context, await rowsOf(context, { assessmentId }).execute())
    if (!row) return refuse('not_found', 'assessment', '没有找到这次评估，或不在您的辖区。')
    const person = await personAround(context, stored.personId)
    const policy = await context.policyOn(stored.requestedOn)
    const decider = (await context.policyOn(context.today)).value<AssessorRule>('assessment.assessor')
    return {
      ...row,
      version: stored.version,
      edition: stored.edition,
      sex: person.sex,
      age: ageOn(person.bornOn, context.today),
      mode: person.mode,
      organisation: person.organisation ?? '',
      askedBy: stored.askedBy,
      asker: stored.asker,
      words: stored.words,
      dueEstimated: stored.dueEstimated,
      proposedLevel: stored.proposedLevel,
      toldOn: stored.toldOn,
      sheet: await sheetOf(context, stored.form, stored.assessedOn ?? context.today),
      results: await resultsOf(context, stored),
      decision: await decisionOf(context, stored),
      steps: await stepsOf(context, stored),
      levels: await levelsOf(context, stored.personId),
      events: await eventsOf(context, stored.personId),
      effect: await effectOf(context, stored.decidedOn ?? context.today),
      termCitations: stored.plannedOn
        ? (policy.find('assessment.yearly_review')?.citations ?? [])
        : policy.value('assessment.change_term').citations,
      deciderCitations: decider.citations,
      hearing: await hearingShown(context, stored),
      objections: await objectionsOf(context, stored, decider.citations),
      ...(await disputesOf(context, stored)),
      next: await nextOf(context, stored),
    }
  },

  async ofPerson(context, { personId }) {
    await personAround(context, personId)
    context.concerns(personId)
    const rows = await answerOf(
      context,
      await rowsOf(context, { personId }).orderBy('assessment.requestedOn', 'desc').limit(50).execute(),
    )
    const open = rows.some(({ status }) => ['requested', 'assessed', 'reviewed'].includes(status))
    const year = context.today.slice(0, 4)
    const done = rows.some(({ assessedOn }) => assessedOn?.startsWith(year))
    return {
      rows,
      levels: await levelsOf(context, personId),
      nextDueOn: open || done ? null : endOfYear(context),
    }
  },
})

async function countsOf(context: Context, { townshipId = null, villageId = null }: Wanted) {
  const { rows } = await sql<{
    waiting: number
    overdue: number
    toReview: number
    toDecide: number
    disputed: number
  }>`
    select (count(*) filter (where status = 'requested'))::int as waiting,
      (count(*) filter (where status in ('requested', 'assessed', 'reviewed') and due_on < ${context.today}))::int as overdue,
      (count(*) filter (where status = 'assessed'))::int as to_review,
      (count(*) filter (where status = 'reviewed'))::int as to_decide,
      (count(*) filter (where status = 'disputed'))::int as disputed
    from assessments.assessment
    where county_code = ${context.county} and status in ('requested', 'assessed', 'reviewed', 'disputed')
      and (${townshipId}::uuid is null or township_id = ${townshipId}) and (${villageId}::uuid is null or village_id = ${villageId})`.execute(
    context.transaction,
  )
  return rows[0] ?? { waiting: 0, overdue: 0, toReview: 0, toDecide: 0, disputed: 0 }
}

const asBooleans = (value: unknown): Record<string, boolean> =>
  Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([key, each]) => (typeof each === 'boolean' ? [[key, each]] : [])),
  )
const asNumbers = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([key, each]) => (typeof each === 'number' ? [[key, each]] : [])),
  )
const asTexts = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([key, each]) => (typeof each === 'string' ? [[key, each]] : [])),
  )

export async function resultsOf(
  context: Context,
  { id }: Pick<Stored, 'id'>,
): Promise<(typeof ResultShown)['_output'][]> {
  const kept = await db(context)
    .selectFrom('assessments.result')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('assessmentId', '=', id)
    .orderBy('edition', 'desc')
    .execute()
  const assessors = await db(context)
    .selectFrom('assessments.assessor')
    .select(['edition', 'name', 'unit', 'unitName'])
    .where('countyCode', '=', context.county)
    .where('assessmentId', '=', id)
    .orderBy('place')
    .execute()
  const shown = []
  for (const { met, notes, scores, fileIds, ...row } of kept) {
    const files = []
    for (const fileId of fileIds) files.push({ id: fileId, name: (await storedFile(context, fileId)).name })
    shown.push({
      ...row,
      met: asBooleans(met),
      notes: asTexts(notes),
      scores: scores === null ? null : asNumbers(scores),
      files,
      assessors: assessors.filter(({ edition }) => edition === row.edition),
    })
  }
  return shown
}

export async function decisionOf(context: Context, { id }: Pick<Stored, 'id'>) {
  const found = await db(context)
    .selectFrom('assessments.decision')
    .select([
      'number',
      'levelBefore',
      'ruleLevel',
      'level',
      'effectiveMonth',
      'reason',
      'decidedByName as by',
      'decidedOn',
    ])
    .where('countyCode', '=', context.county)
    .where('assessmentId', '=', id)
    .executeTakeFirst()
  return found ?? null
}

function stepsOf(context: Context, { id }: Stored) {
  return db(context)
    .selectFrom('assessments.step')
    .select(['deed', 'words', 'byName as by', 'at'])
    .where('countyCode', '=', context.county)
    .where('assessmentId', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

const deeds: readonly (readonly [Exclude<Deed, 'request' | 'settle' | 'recompute'>, string])[] = [
  ['submit', 'assessments.submit'],
  ['review', 'assessments.review'],
  ['hear', 'assessments.hear'],
  ['return', 'assessments.sendBack'],
  ['decide', 'assessments.decide'],
  ['tell', 'assessments.tell'],
  ['dispute', 'assessments.dispute'],
  ['withdraw', 'assessments.withdraw'],
]

/** For each step the actor's role may take: why not now; an empty list is a button. */
async function objectionsOf(context: Context, stored: Stored, citations: AssessorCitations) {
  const hands = await handsOf(context, stored)
  const falling = await fallingOf(context, stored, stored.proposedLevel)
  const unheard = stored.status === 'reviewed' ? await objectionsUnheard(context, falling) : []
  return deeds
    .filter(([, operation]) => may(context.actor, operation))
    .map(([deed]) => ({
      deed,
      reasons: [
        ...objectionsToDeed(hands, deed, context.actor, citations),
        ...(deed === 'decide' && falling.level === stored.ruleLevel ? unheard : []),
      ],
    }))
}
type AssessorCitations = Parameters<typeof objectionsToDeed>[3]

async function disputesOf(context: Context, stored: Stored) {
  const second = await secondOf(context, stored.id)
  const first = stored.disputesId
    ? await db(context)
        .selectFrom('assessments.assessment')
        .select(['id', 'year', 'no'])
        .where('countyCode', '=', context.county)
        .where('id', '=', stored.disputesId)
        .executeTakeFirst()
    : undefined
  return {
    disputes: first ? { id: first.id, number: numberText(first.year, first.no) } : null,
    disputedBy: second ? { id: second.id, number: numberText(second.year, second.no), status: second.status } : null,
  }
}

/** Paper lies in the order of village and number: the next sheet still to be keyed in. */
async function nextOf(context: Context, stored: Stored) {
  const found = await db(context)
    .selectFrom('assessments.assessment as assessment')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'assessment.countyCode').onRef('person.id', '=', 'assessment.personId'),
    )
    .leftJoin('access.areaView as village', 'village.id', 'assessment.villageId')
    .select(['assessment.id', 'person.name as person'])
    .where('assessment.countyCode', '=', context.county)
    .where('assessment.status', '=', 'requested')
    .where('assessment.townshipId', '=', stored.townshipId)
    .where('assessment.id', '<>', stored.id)
    .orderBy(sql`assessment.village_id is not distinct from ${stored.villageId}`, 'desc')
    .orderBy('village.sortOrder')
    .orderBy(sql`(assessment.year, assessment.no) > (${stored.year}::int, ${stored.no}::int)`, 'desc')
    .orderBy('assessment.year')
    .orderBy('assessment.no')
    .limit(1)
    .executeTakeFirst()
  return found ?? null
}
