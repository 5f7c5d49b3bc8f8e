/** What cases leave for each role to do today, and what is told to the leader because a term is close or over. */
import type { PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Term, WorkingCalendar } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import type { TimelineItem, WorkItem } from '#platform/module.ts'
import { afterwards, askedOfVillage } from './afterwards.ts'
import { leftUntil } from './clock.ts'
import { lainOf } from './listing.ts'
import { deedSentence } from './deed-text.ts'
import { letGoAsked } from './draw.ts'
import { type Case, db, deedsOf } from './stored.ts'
import { endingText, overSteps, type Step, stepText } from './words.ts'

/** Screens 5.11: close. */
const close = 3
const most = 5000

export async function work(context: Context): Promise<WorkItem[]> {
  const { actor } = context
  if (may(actor, 'recognition.helping')) return askedOfVillage(context)
  if (!may(actor, 'recognition.list')) return []
  return [...(await ofCases(context)), ...(await afterwards(context))]
}

async function ofCases(context: Context): Promise<WorkItem[]> {
  const rows = await db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where((eb) =>
      eb.or([
        eb('step', 'not in', [...overSteps]),
        eb.and([eb('decision', '=', 'refused'), eb('deliveredOn', 'is', null)]),
        eb.and([eb('step', '=', 'withdrawn'), eb('deliveredOn', 'is', null)]),
      ]),
    )
    .orderBy('stepDueOn')
    .limit(most)
    .execute()
  if (rows.length === 0) return []
  const policy = await context.policyOn(context.today)
  const calendar = await context.workingCalendar()
  const clauses = (key: string | null): Citation[] => (key === null ? [] : (policy.find<Term>(key)?.citations ?? []))
  const asked = await letGoAskedOf(context, rows)
  return rows.flatMap((row) => {
    const todo =
      endTodo(context, row) ??
      (asked.has(row.id) ? letGoTodo(row) : undefined) ??
      todoOf(context, row) ??
      escalated(context, row, calendar)
    if (!todo) return []
    return [
      {
        ...todo,
        title: `${todo.title}${ageText(context, row, { todo, calendar })}`,
        object: `${row.name} ${row.number}`,
        to: todo.to ?? `/cases/${row.id}`,
        // A notice that has hung its days is over, not late.
        dueOn:
          row.step === 'publicity' &&
          row.publicityId !== null &&
          row.stepDueOn !== null &&
          row.stepDueOn < context.today
            ? null
            : row.stepDueOn,
        weight: 'care' as const,
        township: row.townshipId,
        citations: clauses(row.termKey),
        count: 1,
      },
    ]
  })
}

/** 补抽: asked by the clerk, answered by a leader. */
async function letGoAskedOf(context: Context, rows: readonly Case[]): Promise<ReadonlySet<string>> {
  if (!may(context.actor, 'recognition.agreeDrawAnother')) return new Set()
  const drawn = rows.filter(({ step, sampled, checked }) => step === 'county' && sampled && !checked)
  const ids = drawn.map(({ id }) => id)
  const deeds = Map.groupBy(await deedsOf(context, ids, ['drawn', 'checked']), ({ caseId }) => caseId)
  return new Set(ids.filter((id) => letGoAsked(deeds.get(id) ?? []) !== undefined))
}

const letGoTodo = ({ batchId }: Case): Todo => ({
  title: '决定是否同意补抽',
  kind: 'recognition.letGo',
  to: `/cases/review/${batchId ?? ''}`,
})

/** 提请办结: asked by the clerk, answered by the leader who has the case. */
function endTodo(context: Context, row: Case): Todo | undefined {
  if (row.ending === null || !may(context.actor, 'recognition.answerEnd') || !ownLevel(context, row)) return undefined
  return {
    title: `核对并答复提请办结：${endingText[row.ending]}`,
    kind: 'recognition.answerEnd',
    waitsFor: row.handlerName,
  }
}

/** Where no term runs yet, the days it has lain stand in its place. */
function ageText({ today }: Context, row: Case, { todo, calendar }: { todo: Todo; calendar: WorkingCalendar }): string {
  if (row.stepDueOn !== null || row.pausedReason !== '' || !aged.has(todo.kind)) return ''
  const days = lainOf(row, { calendar, today })
  return days === 0 ? '' : `（${waitedSince(row)}已${days}个工作日）`
}
const aged: ReadonlySet<string> = new Set(['recognition.supplement', 'recognition.post'])

export const waitedSince = ({ step, toldOn }: Pick<Case, 'step' | 'toldOn'>): string =>
  step === 'publicity' ? '初审后' : toldOn === null ? '收到后' : '告知后'

interface Todo {
  title: string
  kind: string
  to?: string
  waitsFor?: string
}

type Doing = readonly [operation: string, todo: (row: Case, today: PlainDate) => Todo | undefined]

/** By step: who may do the next deed has it to do. */
const doings: Readonly<Partial<Record<Step, readonly Doing[]>>> = {
  acceptance: [
    [
      'recognition.supplement',
      ({ handed }) => ({
        title: handed ? '受理村（居）交来的申请' : '等待申请人补交材料',
        kind: 'recognition.supplement',
      }),
    ],
  ],
  survey: [
    [
      'recognition.survey',
      ({ id, surveyedRound, round }) =>
        surveyedRound === round
          ? { title: '把调查结果送乡镇负责人', kind: 'recognition.submit' }
          : {
              title: round > 1 ? '重新入户调查' : '入户调查',
              kind: 'recognition.survey',
              to: `/cases/${id}/survey`,
            },
    ],
  ],
  opinion: [['recognition.opine', () => ({ title: '签署初审意见', kind: 'recognition.opine' })]],
  publicity: [['recognition.post', publicityTodo]],
  county: [
    [
      'recognition.draw',
      ({ batchId, sampled, nearRelative, checked, proposed }) => {
        if (batchId === null) return { title: '编批并抽取核查对象', kind: 'recognition.draw', to: '/cases/review' }
        if ((sampled || nearRelative !== '') && !checked)
          return { title: '核查抽中的案件', kind: 'recognition.check', to: `/cases/review/${batchId}` }
        return proposed ? undefined : { title: '提出审核意见', kind: 'recognition.propose' }
      },
    ],
    [
      'recognition.decide',
      ({ proposed }) => (proposed ? { title: '决定认定', kind: 'recognition.decide' } : undefined),
    ],
  ],
  decided: [['recognition.deliver', () => ({ title: '送达不予认定告知书', kind: 'recognition.deliver' })]],
  withdrawn: [['recognition.deliver', () => ({ title: '送达撤回办结告知书', kind: 'recognition.deliver' })]],
}

function publicityTodo({ publicityId, stepDueOn }: Case, today: PlainDate): Todo | undefined {
  if (publicityId === null) return { title: '安排公示', kind: 'recognition.post', to: '/cases/publicity' }
  if (stepDueOn !== null && today > stepDueOn)
    return { title: '公示期满，送县级民政部门', kind: 'recognition.send', to: '/cases/publicity' }
  return undefined
}

function todoOf(context: Context, row: Case): Todo | undefined {
  if (row.ending !== null) return undefined
  if (row.pausedReason !== '')
    return may(context.actor, 'recognition.resume') && ownLevel(context, row)
      ? { title: '核实暂停事由是否消除', kind: 'recognition.resume' }
      : undefined
  for (const [operation, todo] of doings[row.step] ?? []) {
    const found = may(context.actor, operation) ? todo(row, context.today) : undefined
    if (found) return found
  }
  return undefined
}

const ownLevel = ({ actor }: Context, { step }: Case): boolean =>
  (step === 'county') === (actor.scope.kind === 'county')

/** The leader hears before a term runs out and after it has: of the township's stages in the township, of the county's in the county. */
function escalated(context: Context, row: Case, calendar: WorkingCalendar): Todo | undefined {
  const leads = may(context.actor, 'recognition.opine') || may(context.actor, 'recognition.decide')
  if (!leads) return undefined
  const hangs = row.step === 'publicity' && row.publicityId !== null
  if (hangs || (row.stepDueOn === null && ['acceptance', 'publicity'].includes(row.step)))
    return ownLevel(context, row) ? lyingStill(context, row, calendar) : undefined
  if (row.stepDueOn === null) return undefined
  const late = row.stepDueOn < context.today
  if (!ownLevel(context, row) && !late) return undefined
  const left = leftUntil(calendar, context.today, row.stepDueOn, 'working_day')
  if (left > close) return undefined
  const title = `${late ? '督办逾期' : '督办临期'}：${stepText[row.step]}`
  return { title, kind: late ? 'recognition.late' : 'recognition.close', waitsFor: row.handlerName }
}

/** No clause says how soon an application is taken in, a poster hung, or a case goes on after it; the leader hears when nothing happened for some days. */
function lyingStill({ today }: Context, row: Case, calendar: WorkingCalendar): Todo | undefined {
  // What was told to the applicant waits for him.
  if (row.step === 'acceptance' && row.toldOn !== null) return undefined
  const since = row.publicityId === null ? row.stepFromOn : row.stepDueOn
  if (since === null || since >= today || leftUntil(calendar, since, today, 'working_day') <= close) return undefined
  const what =
    row.step === 'acceptance' ? '收到申请未受理' : row.publicityId === null ? '初审后未安排公示' : '公示期满未送县'
  return { title: `督办：${what}`, kind: 'recognition.late', waitsFor: row.handlerName }
}

const told: ReadonlySet<string> = new Set([
  'accepted',
  'filed',
  'surveyed',
  'opined',
  'posted',
  'objected',
  'answered',
  'decided',
  'delivered',
  'withdrawn',
  'died',
])

export async function timeline(context: Context, personId: string): Promise<TimelineItem[]> {
  if (!may(context.actor, 'recognition.case')) return []
  const cases = await db(context)
    .selectFrom('recognition.application')
    .select(['id', 'number', 'receivedOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  if (cases.length === 0) return []
  const deeds = await deedsOf(
    context,
    cases.map(({ id }) => id),
  )
  return deeds
    .filter(({ kind }) => told.has(kind))
    .map((deed) => ({
      at: deed.onDay,
      enteredAt: deed.at,
      kind: 'recognition' as const,
      text: deedSentence(deed.kind, deed.said),
      to: `/cases/${deed.caseId}`,
      source: 'system' as const,
    }))
}
