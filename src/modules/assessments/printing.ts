/** Papers of assessments as PDF and Word: the form by village, empty or filled, and the notice of the result. */
import { sql } from 'kysely'
import { ageOn, dateText, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { type LetterValues, linesOf } from '#kernel/letter.ts'
import { citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { footOf, formWords, type FormWords, type Format, givePaper, ownForm } from '#modules/documents/index.ts'
import { appealLines } from '#modules/documents/rules.ts'
import { sexText } from '#modules/persons/words.ts'
import type { Context } from '#platform/context.ts'
import { sheetFrame } from '#platform/documents/assessment-frame.ts'
import { type AssessmentPaper, assessmentPaper, type AssessmentSheet } from '#platform/documents/assessment-paper.ts'
import { assessmentWord } from '#platform/documents/assessment-word.ts'
import { tagsOfWords } from '#platform/documents/frame-word.ts'
import { part } from '#platform/module.ts'
import { personAround } from './around.ts'
import { assessments } from './contract.ts'
import { formKind } from './letter-kinds.ts'
import { bureauOf, noticeOf } from './notice.ts'
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
    const made = blank ? [await emptySheetOf(context, sheet)] : []
    for (const assessment of found) made.push(await sheetOfOne(context, assessment, sheet))
    const bytes = await bundleOf(context, { paper: await formOf(context, sheet), made }, format)
    const sheets = made.map((each) => each.sheet)
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

interface MadeSheet {
  sheet: AssessmentSheet
  words: FormWords
}

/** Word by the county's own file, where the words of the bundle have one; else both by this system. */
async function bundleOf(
  context: Context,
  { paper, made }: { paper: FormPaper; made: readonly MadeSheet[] },
  format: Format,
): Promise<Uint8Array> {
  const whole = { ...paper, sheets: made.map(({ sheet }) => sheet), ...footOf(context) }
  if (format === 'pdf') return assessmentPaper(whole)
  const editions = new Set(made.map(({ words }) => words.editionId))
  const [first] = made
  // Sheets of several editions keep their words each, in the layout of today.
  const words = editions.size === 1 ? first?.words : await wordsOn(context, { on: context.today, values: {} })
  const all = made.map(({ sheet, words: own }) => ({ ...sheetFrame(paper, sheet), ...tagsOfWords(own) }))
  const frame = { 制表单位: paper.heading, 依据: paper.basis, 人: all }
  return (words && (await ownForm(context, words, frame))) ?? assessmentWord(whole)
}

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
  const { items, ability } = sheet
  return {
    heading: (await bureauOf(context)).name,
    items,
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

const wordsOn = (context: Context, given: Parameters<typeof formWords>[2]) => formWords(context, formKind, given)

/** How the level follows from the items and where it is contested, by the law of the day. */
async function valuesOn(context: Context, on: PlainDate, { bands, lawWords }: FormShown): Promise<LetterValues> {
  const band = (level: 'able' | 'partly_able' | 'unable') =>
    `${bands[level].not_met_from === bands[level].not_met_to ? bands[level].not_met_from : `${bands[level].not_met_from}—${bands[level].not_met_to}`}项不能达到，为${lawWords[level]}`
  const appeal = appealLines(await context.policyOn(on), { paper: '审定结果', to: '本级人民政府' })
  return { 判定标准: `${band('able')}；${band('partly_able')}；${band('unable')}`, 权利告知: linesOf(appeal) }
}

const roundOf = ({ title, above, below }: FormWords) => ({ title, rules: [...above, ...below] })

/** For a home whose assessment is not on the list yet: everything is written by hand. */
async function emptySheetOf(context: Context, sheet: FormShown): Promise<MadeSheet> {
  const on = context.today
  const words = await wordsOn(context, { on, values: await valuesOn(context, on, sheet) })
  return { words, sheet: { ...emptySheet, ...roundOf(words) } }
}

const emptySheet: Omit<AssessmentSheet, 'title' | 'rules'> = {
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

async function sheetOfOne(context: Context, assessment: Stored, today: FormShown): Promise<MadeSheet> {
  const [result] = await resultsOf(context, assessment)
  const current = result?.edition === assessment.edition ? result : undefined
  const decision = await decisionOf(context, assessment)
  const words = await wordsOfOne(context, assessment, { current, today })
  const filled = current ? resultPart(current, today) : {}
  return {
    words,
    sheet: {
      ...emptySheet,
      ...roundOf(words),
      ...(await headPart(context, assessment, today)),
      ...filled,
      review: assessment.proposedLevel ? `拟定为${today.ownWords[assessment.proposedLevel]}。` : '',
      decision: decision
        ? `审定为${today.ownWords[decision.level]}，自${monthText(plainMonth(decision.effectiveMonth))}起。`
        : '',
    },
  }
}

type Result = Awaited<ReturnType<typeof resultsOf>>[number]

/** What was told when it was filled in is told again; a sheet still to be filled follows today's text. */
async function wordsOfOne(
  context: Context,
  { id, form, year, no, edition, townshipId }: Stored,
  { current, today }: { current: Result | undefined; today: FormShown },
): Promise<FormWords> {
  if (!current) return wordsOn(context, { on: context.today, values: await valuesOn(context, context.today, today) })
  const on = current.assessedOn
  const kept = { subjectId: id, townshipId, issue: `${numberText(year, no)} ${edition} ${on}` }
  return wordsOn(context, { on, values: await valuesOn(context, on, await sheetOf(context, form, on)), kept })
}

async function headPart(context: Context, { personId, year, no, dueOn, plannedOn, reason }: Stored, sheet: FormShown) {
  const person = await personAround(context, personId)
  const level = person.level ? `，现为${sheet.ownWords[person.level]}` : ''
  const mode = person.mode ? `，${supportModeText[person.mode]}` : ''
  return {
    number: numberText(year, no),
    person: person.name,
    about: `${sexText[person.sex]}，${ageOn(person.bornOn, context.today)}岁${mode}${level}`,
    idMasked: person.idMasked,
    place: person.residence,
    reason: whyText[reason],
    due: plannedOn ? `计划${dateText(plannedOn)}` : `应于${dateText(dueOn)}前完成`,
  }
}

const resultPart = ({ met, notes, scores, signs, assessors, assessedOn, notMet, level }: Result, sheet: FormShown) => ({
  met,
  notes,
  scores,
  signs,
  assessors: assessors.map(({ name, unit, unitName }) => ({ name, unit: unitName || unitText[unit] })),
  assessedOn: dateText(assessedOn),
  result: `${notMet}项 → ${sheet.lawWords[level]}（本县称${sheet.ownWords[level]}）`,
})
