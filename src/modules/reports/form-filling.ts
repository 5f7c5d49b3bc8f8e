/** One person's form: shown prefilled, checked for consistency, kept edition by edition. */
import * as z from 'zod'
import type { PolicyValue } from '#kernel/policy.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { cluesIn, objectionsToForm, redFlags } from '#modules/evaluations/rules.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { reports } from './contract.ts'
import { db } from './counting.ts'
import { answerText, type EvaluationLayout, fieldsOf } from './form-layout.ts'
import {
  carersOf,
  findRound,
  formsOf,
  infringedPlace,
  maySeeInfringement,
  personsOf,
  prefilledOf,
  type Round,
} from './form-persons.ts'
import { adaptedFor, requireForm } from './form-versions.ts'
import { Observer, type FormField } from './form-operations.ts'

const Texts = z.record(z.string(), z.string())

/** Default of this system: from this age on a carer's own strength is worth a look (AH-A3c). */
const carerAgeWarning = 70

export const formFilling = part(reports, {
  async form(context, { roundId, personId }) {
    const round = await findRound(context, roundId)
    const { form, value } = await requireForm(context, round.evaluatedOn)
    const all = fieldsOf(form, await adaptedFor(context, round))
    const prefilled = await prefilledFor(context, { round, personId, fields: all })
    const fields = askedToo(all, prefilled)
    const kept = (await formsOf(context, context.county, [roundId])).find((each) => each.personId === personId)
    const answers = kept ? openAnswers(context, kept) : {}
    context.concerns(personId)
    return {
      title: form.title,
      township: await townshipName(context, round.townshipId),
      edition: kept?.edition ?? 0,
      fields,
      prefilled,
      answers,
      observers: kept ? z.array(Observer).parse(kept.observers) : [],
      hints: objectionsToForm(asRule(form, value), answers),
      warnings: warningsOf({ ...prefilled, ...(answers[carerAge] ? { [carerAge]: answers[carerAge] } : {}) }),
      footnotes: Object.entries(form.footnotes).map(([no, text]) => `${no}. ${text}`),
      citations: value.citations,
    }
  },

  async saveForm(context, { roundId, personId, answers, infringed, observers }) {
    const round = await findRound(context, roundId)
    if (round.closedAt) refuse('refused', 'closed', '这一轮评估已经结束；应在结束前填写。请在下一轮填写')
    const { form, value } = await requireForm(context, round.evaluatedOn)
    const all = fieldsOf(form, await adaptedFor(context, round))
    const prefilled = await prefilledFor(context, { round, personId, fields: all })
    const fields = askedToo(all, prefilled)
    const own = withinForm(fields, answers)
    const whole = { ...own, infringed }
    requireNone([
      ...oddAge(own),
      ...lacking(fields, whole),
      ...objectionsToForm({ ...asRule(form, value), force: 'must' }, whole),
    ])
    const kept = (await formsOf(context, context.county, [roundId])).find((each) => each.personId === personId)
    const id = context.newId()
    const edition = (kept?.edition ?? 0) + 1
    await db(context)
      .insertInto('reports.form')
      .values({
        countyCode: context.county,
        id,
        roundId,
        personId,
        townshipId: round.townshipId,
        edition,
        evaluatedOn: round.evaluatedOn,
        prefilled: JSON.stringify(prefilled),
        answers: JSON.stringify(own),
        infringed: context.secrets.seal(infringedPlace(context.county, id), infringed),
        observers,
        accountId: context.actor.accountId,
        at: context.now,
        entryId: context.entryId,
      })
      .execute()
    context.concerns(personId)
    const clues = [...redFlags(asRule(form, value).value, whole), ...cluesIn(asRule(form, value).value, whole, false)]
    const title = (field: string) => fields.find((each) => each.field === field)?.title ?? field
    return { formId: id, edition, clues: [...new Set(clues)].map(title) }
  },
})

interface Asked {
  round: Round
  personId: string
  fields: readonly FormField[]
}

async function prefilledFor(context: Context, { round, personId, fields }: Asked): Promise<Record<string, string>> {
  const persons = await personsOf(context, context.county, round)
  const no = persons.findIndex((person) => person.personId === personId) + 1
  const person = persons[no - 1]
  if (!person)
    return refuse(
      'not_found',
      'person',
      '这个人在评估日不是本乡镇的分散供养人员；评估表只填分散供养人员。请核对人员和日期',
    )
  const day = round.evaluatedOn
  const carers = await carersOf(context, context.county, { personIds: [personId], day })
  const level = fields.find(({ field }) => field === 'level')
  const levelTitle = level ? answerText(level, person.level) : person.level
  return prefilledOf(person, { no, day, carer: carers.get(personId), levelTitle })
}

const asRule = (form: EvaluationLayout, value: PolicyValue) => ({
  force: value.force,
  citations: value.citations,
  value: {
    columns: form.columns.map(({ field, title, type, scale, clue_when }) => ({
      field,
      title,
      type,
      ...(scale && { scale }),
      ...(clue_when && { clue_when }),
    })),
    consistency: form.consistency.map(({ when, result_not, result_in }) => ({
      when,
      ...(result_not && { result_not }),
      ...(result_in && { result_in }),
    })),
    red_flags: form.red_flags,
  },
})

const carerAge = 'carer_age'

/** A carer is on file whose age is not: it is asked for, on screen as on paper. */
const askedToo = (fields: readonly FormField[], prefilled: Record<string, string>): FormField[] =>
  fields.map((field) =>
    field.field === carerAge && prefilled['carer_name'] && !prefilled[carerAge]
      ? { ...field, prefilled: false }
      : field,
  )

function oddAge(answers: Record<string, string>) {
  const text = answers[carerAge]
  if (!text || (/^\d{1,3}$/.test(text) && Number(text) <= 130)) return []
  return [{ code: carerAge, message: `监护人或护理人年龄填了“${text}”；应为整岁数。请改正，不知道的留空` }]
}

/** Only what the form asks, and nothing that the file already says. */
function withinForm(fields: readonly FormField[], answers: Record<string, string>): Record<string, string> {
  const asked = new Set(
    fields.filter(({ prefilled, field }) => !prefilled && field !== 'infringed').map(({ field }) => field),
  )
  return Object.fromEntries(Object.entries(answers).filter(([field]) => asked.has(field)))
}

function lacking(fields: readonly FormField[], answers: Record<string, string>) {
  return fields
    .filter(({ field, choices, prefilled }) => !prefilled && choices.length > 0 && !answers[field])
    .map(({ field, title }) => ({ code: field, message: `“${title}”没有选；应选一项。请补选后再保存` }))
}

function openAnswers(context: Context, kept: { id: string; answers: unknown; infringed: Buffer | null }) {
  const answers = Texts.parse(kept.answers)
  if (!kept.infringed || !maySeeInfringement(context)) return answers
  return { ...answers, infringed: context.secrets.open(infringedPlace(context.county, kept.id), kept.infringed) }
}

function warningsOf(prefilled: Record<string, string>): string[] {
  const age = Number(prefilled['carer_age'] || 0)
  if (!prefilled['carer_name']) return ['一人一档没有监护人或护理人，请核实后在档案中登记。']
  return age > carerAgeWarning ? [`监护人或护理人${age}岁，超过${carerAgeWarning}岁，请核实照料能力。`] : []
}

export async function townshipName(context: Context, townshipId: string): Promise<string> {
  const found = await db(context)
    .selectFrom('access.areaView')
    .select('name')
    .where('id', '=', townshipId)
    .executeTakeFirst()
  return found?.name ?? ''
}
