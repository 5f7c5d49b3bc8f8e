/** 入户调查 and the township's first opinion: two at the door, one who sends it on, another who signs. */
import * as z from 'zod'
import { accountsInRoles } from '#modules/access/index.ts'
import { dateText } from '#kernel/calendar.ts'
import { differentNames, namesInBoth, sameName } from '#kernel/names.ts'
import { type PolicyInForce, type PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { recognition } from './contract.ts'
import { Facts } from './facts.ts'
import { reasoningOf } from './reasoning.ts'
import {
  type Case,
  deedsOf,
  factsOf,
  keepDeed,
  lastOf,
  lockCase,
  ownTermColumns,
  requireOther,
  stepped,
  updateCase,
} from './stored.ts'
import { postingTerm } from './term-keys.ts'
import { lookUpLists } from './listed.ts'
import { ListedIn } from './shapes.ts'
import { livingItems, Survey } from './survey-shape.ts'
import { opinionText, type Proposal } from './words.ts'

export const StoredSurvey = Survey.omit({ caseId: true, facts: true })
const surveyorsAtLeast = 2

export const surveying = part(recognition, {
  async survey(context, given) {
    const row = await lockCase(context, given.caseId)
    const state = await stepped(context, row, { kind: 'survey' })
    const policy = await context.policyOn(given.surveyedOn)
    requireNone([...objectionsToSurvey(context, row, given, policy), ...(await ofThisRound(context, row, given))])
    for (const fileId of given.fileIds) await claimFile(context, fileId, 'recognition', given.caseId)
    const { caseId, facts, ...said } = given
    const stated = z.encode(Facts, facts)
    await keepDeed(context, row, { kind: 'surveyed', on: given.surveyedOn, said: { ...said, facts: stated } })
    await lookUpLists(context, row)
    await updateCase(context, caseId)
      .set({
        surveyedRound: state.surveyedRound,
        unsuitable: !given.dispersedSuits,
        facts: JSON.stringify(stated),
        ...handler(context),
      })
      .execute()
    return { caseId, step: state.step, warnings: warningsOf(given, policy) }
  },

  async submit(context, { caseId, fits, note }) {
    const row = await lockCase(context, caseId)
    const state = await stepped(context, row, { kind: 'submit' })
    const { proposal } = reasoningOf(applicantOf(row), factsOf(row), await context.policyOn(context.today))
    requireNone([...(await livingStateObjections(context, row)), ...departure(proposal, fits, note)])
    await keepDeed(context, row, { kind: 'submitted', on: context.today, said: { fits, proposal }, note })
    await updateCase(context, caseId)
      .set({ step: 'opinion', submittedRound: state.submittedRound, ...handler(context) })
      .execute()
    return { caseId, step: 'opinion' as const, warnings: [] }
  },

  async opine(context, { caseId, fits, reason, version }) {
    const row = await lockCase(context, caseId)
    requireSeen(row, version)
    const state = await stepped(context, row, { kind: 'opine' })
    requireOther(context, await deedsOf(context, [caseId], ['surveyed', 'submitted']), {
      surveyed: '您登记了入户调查，不能签署初审意见。请由另一人签署。',
      submitted: '您把本案送审，不能签署初审意见。请由另一人签署。',
    })
    const { proposal } = reasoningOf(applicantOf(row), factsOf(row), await context.policyOn(context.today))
    requireNone(departure(proposal, fits, reason))
    const inTime = row.stepDueOn === null || context.today <= row.stepDueOn
    await keepDeed(context, row, { kind: 'opined', on: context.today, said: { fits, proposal, inTime }, note: reason })
    await updateCase(context, caseId)
      .set({
        step: 'publicity',
        opinionRound: state.opinionRound,
        opinionFits: fits,
        publicityId: null,
        ...handler(context),
        ...(await ownTermColumns(context, { key: postingTerm, from: context.today })),
      })
      .execute()
    return { caseId, step: 'publicity' as const, warnings: [] }
  },
})

export const handler = (context: Context) => ({ handler: context.actor.accountId, handlerName: context.actor.name })

export const applicantOf = ({
  bornOn,
  householdClass,
  listed,
}: Pick<Case, 'bornOn' | 'householdClass' | 'listed'>) => ({
  bornOn,
  householdClass,
  listed: z.array(ListedIn).parse(listed),
})

/** Whoever decides otherwise than the rules say, says why; the next one reads it. */
export function departure(proposal: Proposal, fits: boolean, reason: string): Reason[] {
  if (reason.length >= 4 || proposal === (fits ? 'fits' : 'not_fits')) return []
  const said =
    proposal === 'open' ? '按规则须人工判断' : `与系统建议不同（建议${proposal === 'fits' ? '符合' : '不符合'}）`
  return [{ code: 'reason', message: `您的意见“${opinionText(fits)}”${said}，应写明理由，至少4个字。` }]
}

/** Two look at one page; the second who signs is told what the first did. */
export function requireSeen(row: Case, version: number | undefined): void {
  if (version === undefined || version === row.version) return
  requireNone([
    {
      code: 'changed_meanwhile',
      message: `${row.handlerName}刚办理了这件案件，您看到的内容已经变化，您的意见未保存。请刷新后核对再办。`,
    },
  ])
}

function objectionsToSurvey(context: Context, row: Case, given: Survey, policy: PolicyInForce): Reason[] {
  const found: Reason[] = itemFaults(given, policy)
  if (differentNames(given.surveyors) < surveyorsAtLeast)
    found.push({ code: 'surveyors', message: '调查人须两人以上，且不能是同一人。' })
  const self = given.surveyors.findIndex((name) => sameName(name, row.name))
  if (self >= 0) found.push({ code: `surveyors.${self}`, message: '申请人不能是自己的调查人。' })
  if (given.surveyedOn > context.today)
    found.push({ code: 'surveyedOn', message: `调查日期${dateText(given.surveyedOn)}晚于今天。请核对是否录错。` })
  if (row.acceptedOn && given.surveyedOn < row.acceptedOn)
    found.push({ code: 'surveyedOn', message: `调查日期早于受理日期${dateText(row.acceptedOn)}。请核对是否录错。` })
  if (!given.seen && given.seenHow === '')
    found.push({ code: 'seenHow', message: '没有见到本人的，应写明原因和怎样核实。' })
  const methods = policy.find<string[]>('recognition.survey_methods')
  if (methods?.value.includes('neighbours') && given.neighbours === '')
    found.push({ ...reasonBy(methods, 'neighbours', '还没有填写邻里访问的情况。请写明访问了谁、怎么说。') })
  return [...found, ...livingObjections(given, policy.find<string[]>('recognition.survey_must_include'))]
}

/** The level is counted from these: only items that the rule has, each once. */
function itemFaults({ cannot }: Pick<Survey, 'cannot'>, policy: PolicyInForce): Reason[] {
  const items = policy.find<string[]>('assessment.items')?.value ?? []
  const given = cannot ?? []
  const wrong = given.some((code) => !items.includes(code)) || new Set(given).size < given.length
  return wrong
    ? [{ code: 'cannot', message: '自理情况里有规定以外的项目，或者同一项填了两次。请按列出的项目逐项填写。' }]
    : []
}

function livingObjections({ living }: Pick<Survey, 'living'>, must: PolicyValue<string[]> | undefined): Reason[] {
  if (!must?.value.includes('living_state_assessment')) return []
  const items = Object.keys(livingItems).filter((item) => !(item in living))
  return items.length === 0
    ? []
    : [reasonBy(must, 'living', '生活状态评估未填全，不能登记入户调查、提出初审意见。请按三项逐项评估。')]
}

/** Once more before the opinion: the rule may have come into force since the visit (AH-2.1.3a). */
async function livingStateObjections(context: Context, row: Case): Promise<Reason[]> {
  const survey = StoredSurvey.safeParse(lastOf(await deedsOf(context, [row.id], ['surveyed']), 'surveyed')?.said)
  const must = (await context.policyOn(context.today)).find<string[]>('recognition.survey_must_include')
  return survey.success ? livingObjections(survey.data, must) : []
}

/** What sent the case round again stands before the new visit, and after an objection others make it (第十五条). */
async function ofThisRound(context: Context, row: Case, given: Survey): Promise<Reason[]> {
  if (row.round === 1) return []
  const deeds = await deedsOf(context, [row.id], ['returned', 'objected'])
  const since = deeds.findLast(({ round }) => round === row.round - 1)
  const early = since !== undefined && given.surveyedOn < since.onDay
  return [
    ...(await firstSurveyors(context, row, given)),
    ...(early
      ? [
          {
            code: 'surveyedOn',
            message: `调查日期早于${since.kind === 'objected' ? '收到异议' : '退回'}的${dateText(since.onDay)}，重新调查应在此后进行。请核对是否录错。`,
          },
        ]
      : []),
  ]
}

/** After an objection others look again: neither the persons of the first visit nor, where the office has another clerk, who entered it. */
async function firstSurveyors(context: Context, row: Case, given: Survey): Promise<Reason[]> {
  if (row.objectedRound === 0 || row.objectedRound !== row.round - 1) return []
  const earlier = (await deedsOf(context, [row.id], ['surveyed'])).filter(({ round }) => round < row.round)
  const own = earlier.some(({ accountId }) => accountId === context.actor.accountId)
  if (own && (await hasColleague(context)))
    return [
      {
        code: 'surveyors',
        message: '您登记过异议前的调查，重新调查应由其他经办人员进行和登记。请换人办理。',
      },
    ]
  const before = earlier.flatMap(({ said }) => StoredSurvey.safeParse(said).data?.surveyors ?? [])
  const again = namesInBoth(given.surveyors, before)
  if (again.length === 0) return []
  const first = given.surveyors.findIndex((name) => namesInBoth([name], before).length > 0)
  return [
    { code: `surveyors.${first}`, message: `${again.join('、')}参加过异议前的调查，重新调查应由其他人进行。请换人。` },
  ]
}

/** Another account that could enter the visit: without one the case could never go on. */
async function hasColleague(context: Context): Promise<boolean> {
  const { actor } = context
  const clerks = await accountsInRoles(context, ['township-clerk'])
  return clerks.some(({ id, organisationId }) => id !== actor.accountId && organisationId === actor.organisationId)
}

function warningsOf({ dispersedSuits }: Survey, policy: PolicyInForce): string[] {
  const home = policy.find('recognition.unsuitable_for_dispersed')
  return home && !dispersedSuits ? ['调查认为不适合分散供养：确认后应及时安排到敬老院，须征得本人或监护人同意。'] : []
}
