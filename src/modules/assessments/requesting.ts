/** A request comes in, a year's assessments are planned by village, a request is taken back. */
import { entryLimitsOn } from '#kernel/entry-limits.ts'
import { lastDay, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { refuse, requireNone, type Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { assessments } from './contract.ts'
import { duePersonsOfVillage } from './due.ts'
import { objectionsToPlannedDay, objectionsToRequestDay } from './request-days.ts'
import { objectionsToDeed } from './steps.ts'
import { change, db, handsOf, keepStep, lockedAssessment, termFrom, writeRequest } from './stored.ts'
import { type FormKind, numberText } from './words.ts'

export const requesting = part(assessments, {
  async request(context, input) {
    const { requestedOn, paperReference, ...asked } = input
    requireNone(
      objectionsToRequestDay(
        { on: requestedOn, paper: paperReference, today: context.today },
        await entryLimitsOn(context),
      ),
    )
    const person = await requirePerson(context, input.personId)
    requireNone(await objectionsToRequest(context, person))
    requireOwnAsking(context, input.askedBy)
    const words = paperReference ? `${asked.words}（纸质申请：${paperReference}）` : asked.words
    const due = await termFrom(context, requestedOn)
    return writeRequest(context, { ...asked, words, requestedOn, due }, person)
  },

  async plan(context, { personIds, villageId, plannedOn, form, reason }) {
    requireNone(objectionsToPlannedDay(plannedOn, reason, context.today))
    if (reason) context.because(reason)
    const ids = villageId ? await duePersonsOfVillage(context, villageId) : personIds
    if (ids.length === 0) refuse('refused', 'nobody', '没有需要列入计划的人。该村今年到期的都已评估或已列入计划。')
    let made = 0
    for (const personId of ids) if (await planOne(context, { personId, plannedOn, form })) made += 1
    return { made, skipped: ids.length - made }
  },

  async withdraw(context, { assessmentId, version, words }) {
    const assessment = await lockedAssessment(context, assessmentId, version)
    if (assessment.status !== 'requested' && assessment.status !== 'withdrawn')
      refuse('refused', 'status', '评估结果已经提交，不能撤回申请。结果有误的，请初审人退回重评。')
    requireNone(objectionsToDeed(await handsOf(context, assessment), 'withdraw', context.actor))
    return closeRequest(context, assessment, words)
  },
})

type Closing = Parameters<typeof change>[1] & Parameters<typeof keepStep>[1] & { disputesId: string | null }

/** A second assessment that is not held leaves the first decision as it was. */
export async function closeRequest(context: Context, assessment: Closing, words: string) {
  const changed = await change(context, assessment, { status: 'withdrawn' })
  await keepStep(context, assessment, 'withdraw', words)
  if (assessment.disputesId) await settle(context, assessment.disputesId, `争议撤回：${words}`)
  return changed
}

/** The dispute is over: by another decision, or because it was taken back. */
export async function settle(context: Context, assessmentId: string, words: string): Promise<void> {
  const first = await db(context)
    .selectFrom('assessments.assessment')
    .select(['id', 'version', 'status', 'personId', 'townshipId', 'organisationId'])
    .where('countyCode', '=', context.county)
    .where('id', '=', assessmentId)
    .forUpdate()
    .executeTakeFirst()
  if (first?.status !== 'disputed') return
  await change(context, first, { status: 'decided' })
  await keepStep(context, first, 'settle', words)
}

interface Planned {
  personId: string
  plannedOn: PlainDate
  form: FormKind
}

async function planOne(context: Context, { personId, plannedOn, form }: Planned): Promise<boolean> {
  const person = await requirePerson(context, personId)
  if ((await objectionsToRequest(context, person)).length > 0) return false
  const endOfYear = lastDay(plainMonth(`${context.today.slice(0, 4)}-12`))
  const due = { due: plannedOn > endOfYear ? plannedOn : endOfYear, estimated: false }
  await writeRequest(
    context,
    {
      personId,
      why: 'yearly',
      form,
      askedBy: context.actor.scope.kind === 'county' ? 'county' : 'township',
      asker: '',
      words: '列入年度评估计划',
      requestedOn: context.today,
      due,
      plannedOn,
    },
    person,
  )
  return true
}

/** A provider or a home asks in its own name only: it may ask, and never assess or decide. */
function requireOwnAsking(context: Context, askedBy: string): void {
  if (context.actor.scope.kind !== 'organisation' || askedBy === 'provider' || askedBy === 'home') return
  refuse(
    'refused',
    'askedBy',
    '您代表服务机构提出申请，申请人应选服务机构或敬老院。本人或亲属申请的，请由乡镇（街道）登记。',
  )
}

async function requirePerson(context: Context, personId: string) {
  const person = await db(context)
    .selectFrom('persons.personView')
    .select(['id', 'name', 'status', 'endedOn', 'townshipId', 'villageId', 'organisationId'])
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) return refuse('not_found', 'person', '没有找到此人。可能不在您的辖区内，请核对后再试。')
  const { townshipId, villageId, organisationId } = person
  return { person, townshipId, villageId, organisationId }
}

async function objectionsToRequest(
  context: Context,
  { person }: Awaited<ReturnType<typeof requirePerson>>,
): Promise<Reason[]> {
  if (person.status === 'ended' || person.status === 'archived')
    return [{ code: 'ended', message: `${person.name}已终止供养，不再评估。重新供养的，请先办理认定。` }]
  const open = await db(context)
    .selectFrom('assessments.assessment')
    .select(['id', 'year', 'no'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', person.id)
    .where('status', 'in', ['requested', 'assessed', 'reviewed'])
    .executeTakeFirst()
  if (!open) return []
  return [
    {
      code: 'under_way',
      message: `${person.name}已有正在办理的评估${numberText(open.year, open.no)}，不能重复申请。请在那次评估中办理。`,
      next: { title: '打开该评估', to: `/assessments/${open.id}` },
    },
  ]
}

interface Recognised {
  personId: string
  words: string
}

/** Whoever has just been recognised is assessed by two; until then the level of the recognition stands. */
export async function requestRecognised(context: Context, { personId, words }: Recognised): Promise<void> {
  const person = await requirePerson(context, personId)
  if ((await objectionsToRequest(context, person)).length > 0) return
  await writeRequest(
    context,
    {
      personId,
      why: 'recognition',
      form: 'six_items',
      askedBy: 'county',
      asker: '',
      words,
      requestedOn: context.today,
      due: await termFrom(context, context.today),
    },
    person,
  )
}
