/** The result of the two assessors is entered: checked, concluded by the rule, kept for good. */
import { dateText } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { sameName } from '#kernel/names.ts'
import { refuse, requireNone, type Reason } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { objectionsOfOthers } from '#modules/persons/index.ts'
import { consentHolds } from '#modules/persons/rules.ts'
import type { Context } from '#platform/context.ts'
import { claimFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { surroundingsOf } from './around.ts'
import { type Ability, conclude, concludeAbility } from './conclude.ts'
import { objectionsToBoth, objectionsToFields, objectionsToSigns } from './both-forms.ts'
import { assessments } from './contract.ts'
import { type AssessorRule, objectionsToAssessors, objectionsToSigning } from './independence.ts'
import { abilityPack, sheetOf } from './sheet.ts'
import { after, objectionsToDeed } from './steps.ts'
import { assessmentOf, change, db, handsOf, keepStep, lockedAssessment, type Stored } from './stored.ts'
import { AssessorUnit } from './words.ts'

type Input = InputOf<(typeof assessments)['operations']['submit']>

export const assessing = part(assessments, {
  async submit(context, input) {
    const assessment = await lockedAssessment(context, input.assessmentId, input.version)
    requireNone(objectionsToDeed(await handsOf(context, assessment), 'submit', context.actor))
    requireNone(objectionsToDay(context, assessment, input))
    const found = [
      ...(await objectionsToWho(context, assessment, input)),
      ...(await objectionsToForms(context, assessment, input)),
    ]
    requireNone(input.reason.length >= 4 ? found.filter(({ warning }) => !warning) : found)
    if (input.reason) context.because(input.reason)
    const result = await concluded(context, assessment, input)
    await claimPictures(context, assessment, input)
    await keepResult(context, assessment, input, result)
    await keepAssessors(context, assessment, input)
    await keepStep(context, assessment, 'submit', result.lines.join(''))
    return change(context, assessment, {
      status: after(assessment.status, 'submit') ?? assessment.status,
      assessedOn: input.assessedOn,
      assessedBy: context.actor.accountId,
      ruleLevel: result.level,
    })
  },

  async openFile(context, { assessmentId, fileId }) {
    const assessment = await assessmentOf(context, assessmentId)
    const kept = await db(context)
      .selectFrom('assessments.result')
      .select('fileIds')
      .where('countyCode', '=', context.county)
      .where('assessmentId', '=', assessment.id)
      .execute()
    if (!kept.some(({ fileIds }) => fileIds.includes(fileId)))
      refuse('not_found', 'file', '没有找到这份附件。请刷新后再打开。')
    const { name } = await storedFile(context, fileId)
    return { ticket: await ticketFor(context, fileId), name }
  },
})

function objectionsToDay(context: Context, { requestedOn }: Stored, { assessedOn }: Input): Reason[] {
  if (assessedOn > context.today)
    return [{ code: 'assessedOn', message: `评估日期${assessedOn}晚于今天。请核对是否录错。` }]
  if (assessedOn < requestedOn)
    return [{ code: 'assessedOn', message: `评估日期早于申请日${dateText(requestedOn)}。请核对是否录错。` }]
  return []
}

async function objectionsToWho(context: Context, assessment: Stored, input: Input): Promise<Reason[]> {
  const policy = await context.policyOn(context.today)
  const rules = {
    assessor: policy.value<AssessorRule>('assessment.assessor'),
    independentOf: policy.find<string[]>('assessment.assessor_independent_of'),
  }
  const around = await surroundingsOf(context, assessment)
  const names = input.assessors.map(({ name }) => name)
  return [
    ...objectionsToAssessors(input.assessors, around, rules),
    ...(await objectionsOfOthers(context, { kind: 'assess', personId: assessment.personId, names })),
    ...objectionsToSigning(input, around),
  ]
}

/** Each form has its own fields, and the second does not speak against the first. */
async function objectionsToForms(context: Context, { form }: Stored, input: Input): Promise<Reason[]> {
  const { assessedOn, met, notes, scores, signs } = input
  const { items, ability } = await sheetOf(context, form, assessedOn)
  const rows = ability?.groups.flatMap((group) => group.items) ?? []
  const unknown = [
    ...objectionsToFields([...Object.keys(met), ...Object.keys(notes)], items),
    ...objectionsToFields(Object.keys(scores), rows),
  ]
  if (!ability) return [...unknown, ...objectionsToSigns(signs, { level_changes: [] })]
  const pack = await abilityPack(context, assessedOn)
  return [...unknown, ...objectionsToSigns(signs, pack), ...objectionsToBoth({ items, rows, met, scores, signs })]
}

interface Result {
  notMet: number
  level: SelfCareLevel
  lines: string[]
  ability: Ability | undefined
}

/** Level and total are worked out here, never taken from the form. */
async function concluded(context: Context, { form }: Stored, input: Input): Promise<Result> {
  const sheet = await sheetOf(context, form, input.assessedOn)
  const { notMet, unanswered, level, lines } = conclude(sheet, input.met)
  if (!level)
    return refuse('invalid', 'met', `${unanswered.join('、')}没有填。六项都应填写“达到”或“不能达到”，请补填。`)
  if (form !== 'gbt_42195') return { notMet, level, lines, ability: undefined }
  const { ability, faults } = concludeAbility(await abilityPack(context, input.assessedOn), input.scores, input.signs)
  if (!ability) return refuse('invalid', 'scores', `${faults.join('、')}没有得分或得分超出范围。请按表补填或改正。`)
  return { notMet, level, lines, ability }
}

/** A picture shows the person: it needs his consent that holds on that day. */
async function claimPictures(context: Context, { personId }: Stored, { fileIds, assessedOn }: Input): Promise<void> {
  if (fileIds.length === 0) return
  const files = []
  for (const fileId of fileIds) files.push(await claimFile(context, fileId, 'assessments.result'))
  if (!files.some(({ mediaType }) => /^(image|video)\//.test(mediaType))) return
  const consents = await db(context)
    .selectFrom('persons.consentView')
    .select(['kind', 'receiver', 'fromOn', 'toOn', 'withdrawnOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', 'portrait')
    .execute()
  if (!consents.some((consent) => consentHolds(consent, assessedOn)))
    refuse(
      'refused',
      'portrait',
      '还没有登记本人（或监护人）同意使用照片。请先在一人一档“监护与同意”中登记，或不上传照片；评估表扫描件请存为PDF。',
    )
}

async function keepResult(context: Context, assessment: Stored, input: Input, result: Result): Promise<void> {
  const { ability } = result
  await db(context)
    .insertInto('assessments.result')
    .values({
      countyCode: context.county,
      id: context.newId(),
      assessmentId: assessment.id,
      edition: assessment.edition,
      personId: assessment.personId,
      townshipId: assessment.townshipId,
      organisationId: assessment.organisationId,
      assessedOn: input.assessedOn,
      met: JSON.stringify(input.met),
      notes: JSON.stringify(input.notes),
      notMet: result.notMet,
      level: result.level,
      reasoning: [...result.lines, ...(ability?.lines ?? [])],
      scores: ability ? JSON.stringify(input.scores) : null,
      signs: ability ? input.signs : [],
      score: ability?.score ?? null,
      abilityLevel: ability?.level ?? null,
      signedBy: input.signedBy,
      signer: input.signer,
      reason: input.reason,
      fileIds: input.fileIds,
      enteredBy: context.actor.accountId,
      enteredAt: context.now,
      entryId: context.entryId,
    })
    .execute()
}

async function keepAssessors(context: Context, assessment: Stored, { assessors }: Input): Promise<void> {
  // Units that may not assess were refused before.
  const units = AssessorUnit.exclude(['provider', 'home'])
  await db(context)
    .insertInto('assessments.assessor')
    .values(
      assessors.map(({ name, unit, unitName }, index) => ({
        countyCode: context.county,
        assessmentId: assessment.id,
        edition: assessment.edition,
        place: index + 1,
        personId: assessment.personId,
        townshipId: assessment.townshipId,
        organisationId: assessment.organisationId,
        name,
        unit: units.parse(unit),
        unitName,
        accountId: sameName(name, context.actor.name) ? context.actor.accountId : null,
        entryId: context.entryId,
      })),
    )
    .execute()
}
