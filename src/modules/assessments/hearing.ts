/** Before a level falls, and the money with it, the person is heard (exit.hearing_required, statute of 2026, art. 48). */
import { sql } from 'kysely'
import { dateText, monthOf, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy, refuse, requireNone } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { objectionsToRefused, requireHeard } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { personAround } from './around.ts'
import { assessments } from './contract.ts'
import { objectionsToDeed } from './steps.ts'
import { change, handsOf, keepStep, lockedAssessment, type Stored } from './stored.ts'
import { type Falling, mustBeHeard } from './rules.ts'
import { heardByText, heardSignedText } from './words.ts'

type Rule = PolicyValue<{ before: string[] }>

export const hearing = part(assessments, {
  async hear(context, { assessmentId, version, on, who, name, words, paper, mandate, signedAs, ...refused }) {
    const assessment = await lockedAssessment(context, assessmentId, version)
    requireNone(objectionsToDeed(await handsOf(context, assessment), 'hear', context.actor))
    if (on > context.today) refuse('refused', 'on', `${dateText(on)}还没有到，应登记已经听取的日期。请核对日期`)
    if (assessment.assessedOn && on < assessment.assessedOn)
      refuse('refused', 'on', `听取意见的日期早于评估日${dateText(assessment.assessedOn)}，先后颠倒。请核对日期`)
    await requireHeard(context, assessment.personId, { who, name, mandate, on })
    const { refusedWhy: why, witness } = refused
    if (signedAs === 'refused') requireNone(objectionsToRefused({ why, witness }, name))
    const signed = signedAs === 'refused' ? `拒绝签名：${why}，见证人${witness}` : heardSignedText[signedAs]
    const by = who === 'entrusted' ? `${heardByText[who]}${name}（委托书：${mandate}）` : `${heardByText[who]}${name}`
    await keepStep(context, assessment, 'hear', `${dateText(on)}听取${by}：“${words}”（${signed}；${paper}）`)
    return change(context, assessment, {})
  },
})

/** Whether somebody was heard since the result stands; what was said before another assessment does not count. */
export async function wasHeard(context: Context, { id }: Pick<Stored, 'id'>): Promise<boolean> {
  const { rows } = await sql<{ heard: boolean }>`
    select exists (select from assessments.step h where h.county_code = ${context.county} and h.assessment_id = ${id} and h.deed = 'hear'
      and not exists (select from assessments.step s where s.county_code = h.county_code and s.assessment_id = h.assessment_id
        and s.deed = 'return' and s.at > h.at)) as heard`.execute(context.transaction)
  return rows[0]?.heard ?? false
}

export async function fallingOf(context: Context, assessment: Stored, level: SelfCareLevel | null): Promise<Falling> {
  const { level: before } = await personAround(context, assessment.personId)
  return { before, level, heard: await wasHeard(context, assessment) }
}

export async function objectionsUnheard(context: Context, falling: Falling): Promise<Reason[]> {
  const rule: Rule | undefined = (await context.policyOn(context.today)).find('exit.hearing_required')
  if (!rule || !mustBeHeard(falling, rule.value.before) || falling.heard) return []
  const message = '审定后等级降低、费用减少，还没有听取本人意见，不能审定。请先登记听取意见'
  return [reasonBy(rule, 'not_heard', message)]
}

export async function hearingShown(context: Context, assessment: Stored) {
  const rule: Rule | undefined = (await context.policyOn(context.today)).find('exit.hearing_required')
  const falling = await fallingOf(context, assessment, assessment.proposedLevel ?? assessment.ruleLevel)
  const open = assessment.status === 'assessed' || assessment.status === 'reviewed'
  return {
    needed: open && rule !== undefined && mustBeHeard(falling, rule.value.before),
    heard: falling.heard,
    citations: rule?.citations ?? [],
  }
}

/** A decision is made on the day it is made, or on paper earlier in the same month: months that have begun keep their level. */
export function requireThisMonth(context: Context, decidedOn: PlainDate): void {
  const { today } = context
  if (monthOf(decidedOn) >= monthOf(today)) return
  refuse(
    'refused',
    'decidedOn',
    `审定日期${decidedOn}在以前的月份，等级会改动已经开始的月份。应在本月审定，下月起生效。请填写${dateText(today)}或本月内的日期`,
  )
}
