/** Looked over, decided by the county, told, disputed once: each step by another hand. */
import { dateText, monthText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { decideLevel } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { effectOf, personAround } from './around.ts'
import { objectionsToDeparture } from './conclude.ts'
import { assessments } from './contract.ts'
import type { AssessorRule } from './independence.ts'
import { fallingOf, objectionsUnheard, requireThisMonth } from './hearing.ts'
import { settle } from './requesting.ts'
import { type LevelBands, objectionsToLevelChange } from './rules.ts'
import { sheetOf } from './sheet.ts'
import { after, objectionsToDeed } from './steps.ts'
import { change, db, handsOf, keepStep, lockedAssessment, type Stored, termFrom, writeRequest } from './stored.ts'
import { askedByText, numberText } from './words.ts'

export const deciding = part(assessments, {
  async review(context, { assessmentId, version, level, words }) {
    const assessment = await lockedAssessment(context, assessmentId, version)
    requireNone(await objections(context, assessment, 'review'))
    await keepStep(context, assessment, 'review', words)
    return change(context, assessment, {
      status: 'reviewed',
      reviewedBy: context.actor.accountId,
      proposedLevel: level,
    })
  },

  async sendBack(context, { assessmentId, version, words }) {
    const assessment = await lockedAssessment(context, assessmentId, version)
    requireNone(await objections(context, assessment, 'return'))
    await keepStep(context, assessment, 'return', words)
    return change(context, assessment, {
      status: 'requested',
      edition: assessment.edition + 1,
      assessedOn: null,
      assessedBy: null,
      ruleLevel: null,
      proposedLevel: null,
      reviewedBy: null,
    })
  },

  async decide(context, { assessmentId, version, level, decidedOn, reason }) {
    const assessment = await lockedAssessment(context, assessmentId, version)
    requireNone(await objections(context, assessment, 'decide'))
    requireDay(context, assessment, decidedOn)
    requireThisMonth(context, decidedOn)
    requireNone(await objectionsUnheard(context, await fallingOf(context, assessment, level)))
    const policy = await context.policyOn(context.today)
    const { ruleLevel } = assessment
    if (ruleLevel === null) return refuse('refused', 'status', '还没有评估结果，不能审定。请先提交评估。')
    requireNone(objectionsToDeparture(ruleLevel, level, reason, policy.value<LevelBands>('assessment.levels')))
    const decider = policy.find<{ by: string }>('assessment.change_decider')
    if (decider) requireNone(objectionsToLevelChange(sideOf(context), decider))
    const { month } = await effectOf(context, decidedOn)
    if (!month)
      return refuse(
        'refused',
        'effect',
        '规定的生效方式本版本不能计算。请县级民政部门在“政策”中核对“审定的等级从何时起生效”。',
      )
    const number = numberText(assessment.year, assessment.no)
    await keepDecision(context, assessment, { number, ruleLevel, level, decidedOn, reason, effectiveMonth: month })
    await decideLevel(context, {
      personId: assessment.personId,
      level,
      fromMonth: month,
      decidedOn,
      basis: `${number}　自理能力评估`,
    })
    const { ownWords } = await sheetOf(context, assessment.form, decidedOn)
    await keepStep(
      context,
      assessment,
      'decide',
      `审定为${ownWords[level]}，自${monthText(month)}起${reason ? `；理由：${reason}` : ''}`,
    )
    if (assessment.disputesId) await settle(context, assessment.disputesId, `二次评估${number}审定为${ownWords[level]}`)
    const changed = await change(context, assessment, {
      status: 'decided',
      level,
      decidedOn,
      decidedBy: context.actor.accountId,
      effectiveMonth: month,
    })
    return { ...changed, effectiveMonth: month }
  },

  async tell(context, { assessmentId, version, toldOn, words }) {
    const assessment = await lockedAssessment(context, assessmentId, version)
    requireNone(await objections(context, assessment, 'tell'))
    const { decidedOn } = assessment
    if (toldOn > context.today || (decidedOn !== null && toldOn < decidedOn))
      refuse('refused', 'toldOn', `告知日期${toldOn}应在审定之后、今天或以前。请核对是否录错。`)
    await keepStep(context, assessment, 'tell', words)
    return change(context, assessment, { toldOn })
  },

  async dispute(context, { assessmentId, version, askedBy, asker, words }) {
    const assessment = await lockedAssessment(context, assessmentId, version)
    requireNone(await objections(context, assessment, 'dispute'))
    if (askedBy === 'provider' || askedBy === 'home')
      refuse(
        'refused',
        'askedBy',
        '争议由本人、监护人、照料人或村（居）、乡镇提出；服务机构不能以等级的受益者提出争议。',
      )
    const due = await termFrom(context, context.today)
    await change(context, assessment, { status: after(assessment.status, 'dispute') ?? assessment.status })
    await keepStep(context, assessment, 'dispute', `${askedByText[askedBy]}${asker}：${words}`)
    const { personId, form, townshipId, villageId, organisationId } = assessment
    return writeRequest(
      context,
      {
        personId,
        why: 'dispute',
        form,
        askedBy,
        asker,
        words,
        requestedOn: context.today,
        due,
        disputesId: assessmentId,
      },
      { townshipId, villageId, organisationId },
    )
  },
})

interface Decision {
  number: string
  ruleLevel: SelfCareLevel
  level: SelfCareLevel
  effectiveMonth: PlainMonth
  decidedOn: PlainDate
  reason: string
}

async function keepDecision(context: Context, assessment: Stored, decision: Decision): Promise<void> {
  const { level: levelBefore } = await personAround(context, assessment.personId)
  await db(context)
    .insertInto('assessments.decision')
    .values({
      ...decision,
      countyCode: context.county,
      assessmentId: assessment.id,
      personId: assessment.personId,
      townshipId: assessment.townshipId,
      organisationId: assessment.organisationId,
      levelBefore,
      decidedBy: context.actor.accountId,
      decidedByName: context.actor.name,
      decidedAt: context.now,
      entryId: context.entryId,
    })
    .execute()
}

async function objections(context: Context, assessment: Stored, deed: Parameters<typeof objectionsToDeed>[1]) {
  const rule = (await context.policyOn(context.today)).value<AssessorRule>('assessment.assessor')
  return objectionsToDeed(await handsOf(context, assessment), deed, context.actor, rule.citations)
}

/** On which side of the service the actor stands: who is paid by the level never decides it (A-22). */
const sideOf = ({ actor }: Context): string =>
  actor.scope.kind === 'county' ? 'county' : actor.scope.kind === 'organisation' ? 'provider' : 'township'

function requireDay(context: Context, { assessedOn }: Stored, decidedOn: PlainDate): void {
  if (decidedOn > context.today) refuse('refused', 'decidedOn', `审定日期${decidedOn}晚于今天。请核对是否录错。`)
  if (assessedOn && decidedOn < assessedOn)
    refuse('refused', 'decidedOn', `审定日期早于评估日${dateText(assessedOn)}。请核对是否录错。`)
}
