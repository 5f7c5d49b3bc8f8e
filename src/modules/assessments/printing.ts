/** Papers of assessments: the form by village, empty or filled, and the notice of the result as PDF and as Word. */
import { sql } from 'kysely'
import { ageOn, dateText, dayOf, monthText, plainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { type Citation, citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { sexText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { type AssessmentPaper, assessmentPaper, type AssessmentSheet } from '#platform/documents/assessment-paper.ts'
import { letterWord } from '#platform/documents/letter-word.ts'
import { type LetterPaper, letterPaper } from '#platform/documents/paper.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { effectOf, personAround } from './around.ts'
import { assessments } from './contract.ts'
import { decisionOf, resultsOf } from './reading.ts'
import type { FormShown } from './shapes.ts'
import { sheetOf } from './sheet.ts'
import { assessmentOf, db, type Stored } from './stored.ts'
import { numberText, signText, unitText, whyText } from './words.ts'

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const most = 200

export const printing = part(assessments, {
  async printForms(context, { ids, villageId }) {
    const found = await inPaperOrder(context, { ids, villageId })
    if (found.length === 0) return refuse('refused', 'nobody', '没有可以打印的评估表。请先把人员列入计划，或选择评估。')
    const bureau = await bureauOf(context)
    // One layout for the whole bundle: with GB/T 42195 as soon as one of them asks for it.
    const form = found.some((each) => each.form === 'gbt_42195') ? ('gbt_42195' as const) : ('six_items' as const)
    const sheet = await sheetOf(context, form, context.today)
    const sheets: AssessmentSheet[] = []
    for (const assessment of found) sheets.push(await sheetOfOne(context, assessment, sheet))
    const title = '特困人员生活自理能力评估表'
    const bytes = await assessmentPaper({ ...formOf(sheet, bureau.name), title, sheets, ...footOf(context) })
    const name = `自理能力评估表${sheets.length === 1 ? `${sheets[0]?.number}${sheets[0]?.person}` : `${sheets.length}人`}.pdf`
    const { ticket } = await giveFile(context, { name, mediaType: 'application/pdf', bytes })
    return { ticket, name, persons: sheets.length }
  },

  async printNotice(context, { assessmentId, format }) {
    const assessment = await assessmentOf(context, assessmentId)
    const letter = await noticeOf(context, assessment)
    const bytes = format === 'pdf' ? await letterPaper(letter) : await letterWord(letter)
    const name = `${letter.title}${letter.number}.${format === 'pdf' ? 'pdf' : 'docx'}`
    const mediaType = format === 'pdf' ? 'application/pdf' : wordType
    const { ticket } = await giveFile(context, { name, mediaType, bytes })
    return { ticket, name }
  },
})

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

function formOf(
  sheet: FormShown,
  heading: string,
): Omit<AssessmentPaper, 'sheets' | 'title' | 'printedAt' | 'printedBy'> {
  const { items, bands, lawWords, ability } = sheet
  const band = (level: 'able' | 'partly_able' | 'unable') =>
    `${bands[level].not_met_from === bands[level].not_met_to ? bands[level].not_met_from : `${bands[level].not_met_from}—${bands[level].not_met_to}`}项不能达到，为${lawWords[level]}`
  return {
    heading,
    items,
    rules: [
      `1．由两人一起入户，看本人实际怎样做，不只凭询问。两名评估人与服务机构、敬老院和本人亲属没有关系。`,
      `2．每项只选“达到”或“不能达到”。要人帮助才能完成的，为不能达到。`,
      `3．${band('able')}；${band('partly_able')}；${band('unable')}。`,
    ],
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

async function noticeOf(context: Context, assessment: Stored): Promise<LetterPaper> {
  const decision = await decisionOf(context, assessment)
  if (!decision) return refuse('refused', 'not_decided', '还没有审定，没有可打印的告知书。请先由县级民政部门审定。')
  const person = await personAround(context, assessment.personId)
  const sheet = await sheetOf(context, assessment.form, assessment.assessedOn ?? decision.decidedOn)
  const bureau = await bureauOf(context)
  const [result] = await resultsOf(context, assessment)
  const effect = await effectOf(context, decision.decidedOn)
  const month = monthText(plainMonth(decision.effectiveMonth))
  const before = decision.levelBefore ? `原登记为${sheet.ownWords[decision.levelBefore]}，` : ''
  const fee = effect.fees[decision.level]
  const money =
    fee === null
      ? ''
      : `照料护理标准为每月${yuanText(fee)}元${person.mode === 'dispersed' ? '，支付给提供照料服务的机构' : ''}。`
  const final = assessment.disputesId !== null
  return {
    heading: bureau.name,
    title: '自理能力评估结果告知书',
    number: decision.number,
    to: person.name,
    facts: [
      `${dateText(assessment.assessedOn ?? decision.decidedOn)}，${(result?.assessors ?? []).map(({ name }) => name).join('、')}两人对您的生活自理能力进行了评估。${(result?.reasoning ?? []).slice(0, 2).join('')}`,
    ],
    reasons: reasonsOf(sheet.citations, effect.citations),
    decision: [
      `经审定，您的生活自理能力为${sheet.lawWords[decision.level]}（${sheet.ownWords[decision.level]}），${before}自${month}起执行。${money}`,
      ...(decision.reason ? [`审定与按指标算出的等级不同，理由：${decision.reason}。`] : []),
    ],
    appeal: [
      `${final ? '本次为二次评估，结果为最终评估结果。' : '对评估结果有异议的，可以向乡镇（街道）或县级民政部门提出，由另外两人重新评估一次。'}对本审定不服的，可以自收到本告知书之日起六十日内申请行政复议，或者六个月内向人民法院提起行政诉讼。`,
    ],
    contact: bureau.hotline,
    issuedOn: dayOf(context.now) < decision.decidedOn ? decision.decidedOn : dayOf(context.now),
    receipt: true,
    ...footOf(context),
  }
}

/** Law only: a default of this system is no reason to a citizen. */
function reasonsOf(items: readonly Citation[], effect: readonly Citation[]): LetterPaper['reasons'] {
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
