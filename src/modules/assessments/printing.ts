/** Papers of assessments as PDF and Word: the form by village, empty or filled, and the notice of the result. */
import { sql } from 'kysely'
import { ageOn, dateText, monthText, plainMonth } from '#kernel/calendar.ts'
import { type LetterReason, type LetterValues, linesOf, reasonLines } from '#kernel/letter.ts'
import { yuanText } from '#kernel/money.ts'
import { type Citation, citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { formWords, type Format, givePaper, printLetter } from '#modules/documents/index.ts'
import { appealLines } from '#modules/documents/rules.ts'
import { sexText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { type AssessmentPaper, assessmentPaper, type AssessmentSheet } from '#platform/documents/assessment-paper.ts'
import { assessmentWord } from '#platform/documents/assessment-word.ts'
import { part } from '#platform/module.ts'
import { effectOf, personAround } from './around.ts'
import { assessments } from './contract.ts'
import { formKind, levelKind } from './letter-kinds.ts'
import { decisionOf, resultsOf } from './reading.ts'
import type { FormShown } from './shapes.ts'
import { sheetOf } from './sheet.ts'
import { assessmentOf, db, type Stored } from './stored.ts'
import { numberText, signText, unitText, whyText } from './words.ts'

const most = 200

export const printing = part(assessments, {
  async printForms(context, { ids, villageId, blank, format }) {
    const found = blank ? [] : await inPaperOrder(context, { ids, villageId })
    if (found.length === 0 && !blank)
      return refuse('refused', 'nobody', '没有可以打印的评估表。请先把人员列入计划，或选择评估。')
    // One layout for the whole bundle: with GB/T 42195 as soon as one of them asks for it.
    const form = found.some((each) => each.form === 'gbt_42195') ? ('gbt_42195' as const) : ('six_items' as const)
    const sheet = await sheetOf(context, form, context.today)
    const sheets: AssessmentSheet[] = blank ? [emptySheet] : []
    for (const assessment of found) sheets.push(await sheetOfOne(context, assessment, sheet))
    const paper = { ...(await formOf(context, sheet)), sheets, ...footOf(context) }
    const bytes = format === 'word' ? assessmentWord(paper) : await assessmentPaper(paper)
    const [only] = sheets
    const whose = blank ? '（空表）' : sheets.length === 1 ? `${only?.number}${only?.person}` : `${sheets.length}人`
    return { ...(await givePaper(context, { name: `自理能力评估表${whose}`, bytes, format })), persons: found.length }
  },

  async printNotice(context, { assessmentId, format }) {
    const assessment = await assessmentOf(context, assessmentId)
    const { title, number, bytes } = await noticeOf(context, assessment, format)
    return givePaper(context, { name: `${title}${number}`, bytes, format })
  },
})

/** For a home whose assessment is not on the list yet: everything is written by hand. */
const emptySheet: AssessmentSheet = {
  number: '',
  person: '',
  about: '',
  idMasked: '',
  place: '',
  reason: '',
  due: '',
  met: {},
  notes: {},
  scores: {},
  signs: [],
  assessors: [],
  assessedOn: '',
  result: '',
  review: '',
  decision: '',
}

const footOf = (context: Context) => ({
  printedAt: context.now,
  printedBy: context.actor.name,
  demonstration: context.demo,
})

/** By village and number, the order in which the bundle is carried round and keyed in again. */
async function inPaperOrder(
  context: Context,
  { ids, villageId }: { ids: readonly string[]; villageId: string | null },
): Promise<Stored[]> {
  const found = await db(context)
    .selectFrom('assessments.assessment as assessment')
    .leftJoin('access.areaView as township', 'township.id', 'assessment.townshipId')
    .leftJoin('access.areaView as village', 'village.id', 'assessment.villageId')
    .selectAll('assessment')
    .where('assessment.countyCode', '=', context.county)
    .where('assessment.status', '<>', 'withdrawn')
    .$if(villageId !== null, (query) =>
      query.where('assessment.villageId', '=', villageId ?? '').where('assessment.status', '=', 'requested'),
    )
    .$if(villageId === null, (query) =>
      ids.length > 0 ? query.where('assessment.id', 'in', [...ids]) : query.where(sql<boolean>`false`),
    )
    .orderBy('township.sortOrder')
    .orderBy('village.sortOrder')
    .orderBy('assessment.year')
    .orderBy('assessment.no')
    .limit(most)
    .execute()
  for (const { personId } of found) context.concerns(personId)
  return found
}

type FormPaper = Omit<AssessmentPaper, 'sheets' | 'printedAt' | 'printedBy'>

async function formOf(context: Context, sheet: FormShown): Promise<FormPaper> {
  const { items, bands, lawWords, ability } = sheet
  const band = (level: 'able' | 'partly_able' | 'unable') =>
    `${bands[level].not_met_from === bands[level].not_met_to ? bands[level].not_met_from : `${bands[level].not_met_from}—${bands[level].not_met_to}`}项不能达到，为${lawWords[level]}`
  const appeal = appealLines(await context.policyOn(context.today), { paper: '审定结果', to: '本级人民政府' })
  const words = await formWords(context, formKind, {
    on: context.today,
    values: { 判定标准: `${band('able')}；${band('partly_able')}；${band('unable')}`, 权利告知: linesOf(appeal) },
  })
  return {
    title: words.title,
    heading: (await bureauOf(context)).name,
    items,
    rules: [...words.above, ...words.below],
    basis: [...new Set([...sheet.citations, ...(ability?.citations ?? [])].map(citationText))].join('；'),
    ...(ability && {
      ability: {
        title: `${ability.title}（GB/T 42195—2022）`,
        groups: ability.groups,
        maximum: ability.maximum,
        levels: ability.levels
          .map(
            ({ level, title, from_score: from, to_score: to }) =>
              `${level}级${title}${from === to ? from : `${from}—${to}`}分`,
          )
          .join('；'),
        scale: ability.scale.map(({ points, text }) => `${points}分${text}`).join('；'),
        signs: ability.changes.flatMap(({ signs }) => signs.map((code) => ({ code, text: signText(code) }))),
      },
    }),
  }
}

async function sheetOfOne(context: Context, assessment: Stored, sheet: FormShown): Promise<AssessmentSheet> {
  const person = await personAround(context, assessment.personId)
  const [result] = await resultsOf(context, assessment)
  const current = result?.edition === assessment.edition ? result : undefined
  const decision = await decisionOf(context, assessment)
  const { year, no, dueOn, plannedOn } = assessment
  const level = person.level ? `，现为${sheet.ownWords[person.level]}` : ''
  const mode = person.mode ? `，${supportModeText[person.mode]}` : ''
  return {
    number: numberText(year, no),
    person: person.name,
    about: `${sexText[person.sex]}，${ageOn(person.bornOn, context.today)}岁${mode}${level}`,
    idMasked: person.idMasked,
    place: person.residence,
    reason: whyText[assessment.reason],
    due: plannedOn ? `计划${dateText(plannedOn)}` : `应于${dateText(dueOn)}前完成`,
    met: current?.met ?? {},
    notes: current?.notes ?? {},
    scores: current?.scores ?? {},
    signs: current?.signs ?? [],
    assessors: (current?.assessors ?? []).map(({ name, unit, unitName }) => ({
      name,
      unit: unitName || unitText[unit],
    })),
    assessedOn: current ? dateText(current.assessedOn) : '',
    result: current
      ? `${current.notMet}项 → ${sheet.lawWords[current.level]}（本县称${sheet.ownWords[current.level]}）`
      : '',
    review: assessment.proposedLevel ? `拟定为${sheet.ownWords[assessment.proposedLevel]}。` : '',
    decision: decision
      ? `审定为${sheet.ownWords[decision.level]}，自${monthText(plainMonth(decision.effectiveMonth))}起。`
      : '',
  }
}

async function noticeOf(context: Context, assessment: Stored, format: Format) {
  const decision = await decisionOf(context, assessment)
  if (!decision) return refuse('refused', 'not_decided', '还没有审定，没有可打印的告知书。请先由县级民政部门审定。')
  const person = await personAround(context, assessment.personId)
  const bureau = await bureauOf(context)
  const { number, decidedOn } = decision
  const printed = await printLetter(context, levelKind, {
    format,
    given: {
      subjectId: assessment.id,
      townshipId: assessment.townshipId,
      issue: `${number} ${decidedOn} ${person.name}`,
      on: decidedOn,
      heading: bureau.name,
      number,
      to: person.name,
      contact: bureau.hotline,
      issuedOn: decidedOn,
      values: await noticeValues(context, assessment, { decision, person }),
    },
  })
  return { ...printed, number }
}

interface Around {
  decision: NonNullable<Awaited<ReturnType<typeof decisionOf>>>
  person: Awaited<ReturnType<typeof personAround>>
}

async function noticeValues(context: Context, assessment: Stored, { decision, person }: Around): Promise<LetterValues> {
  const assessedOn = assessment.assessedOn ?? decision.decidedOn
  const sheet = await sheetOf(context, assessment.form, assessedOn)
  const [result] = await resultsOf(context, assessment)
  const effect = await effectOf(context, decision.decidedOn)
  const fee = effect.fees[decision.level]
  const policy = await context.policyOn(decision.decidedOn)
  return {
    评估日期: dateText(assessedOn),
    评估人: (result?.assessors ?? [])
      .map(({ name, unit, unitName }) => `${name}（${unitName || unitText[unit]}）`)
      .join('、'),
    评估情况: (result?.reasoning ?? []).slice(0, 2).join(''),
    理由和依据: reasonLines(reasonsOf(sheet.citations, effect.citations)),
    能力档次: sheet.lawWords[decision.level],
    本县等级: sheet.ownWords[decision.level],
    原等级: decision.levelBefore ? `原登记为${sheet.ownWords[decision.levelBefore]}，` : '',
    执行月份: monthText(plainMonth(decision.effectiveMonth)),
    费用说明:
      fee === null
        ? ''
        : `照料护理标准为每月${yuanText(fee)}元${person.mode === 'dispersed' ? '，支付给提供照料服务的机构' : ''}。`,
    不同理由: decision.reason,
    异议办法:
      assessment.disputesId !== null
        ? '本次为二次评估，结果为最终评估结果。'
        : '对评估结果有异议的，可以向乡镇（街道）或县级民政部门提出，由另外两人重新评估一次。',
    权利告知: linesOf(appealLines(policy, { paper: '本告知书', to: '本级人民政府' })),
  }
}

/** Law only: a default of this system is no reason to a citizen. */
function reasonsOf(items: readonly Citation[], effect: readonly Citation[]): LetterReason[] {
  const clauses = (citations: readonly Citation[]) =>
    [...new Set(citations.filter(({ document }) => document !== '').map(citationText))].join('、')
  const [levels, months] = [clauses(items), clauses(effect.slice(0, 1))]
  return [
    ...(levels ? [{ text: '六项指标和能力档次', clause: levels }] : []),
    ...(months ? [{ text: '等级的生效月份', clause: months }] : []),
  ]
}

async function bureauOf(context: Context): Promise<{ name: string; hotline: string }> {
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .orderBy('sortOrder')
    .limit(1)
    .executeTakeFirst()
  return bureau ?? { name: '县级民政部门', hotline: '' }
}
