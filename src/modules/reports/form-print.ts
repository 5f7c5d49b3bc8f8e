/** 附件3 in the printed layout: one row for each person, filled or blank. */
import * as z from 'zod'
import type { Context } from '#platform/context.ts'
import { writeSheet, type SheetLayout } from '#platform/documents/sheet.ts'
import { giveFile } from '#platform/file-rows.ts'
import { db } from './counting.ts'
import { type Adapted, answerText, fieldsOf, type FoundForm } from './form-layout.ts'
import { observerTitles, type FormField } from './form-operations.ts'
import {
  carersOf,
  formsOf,
  type FormRow,
  infringedPlace,
  maySeeInfringement,
  personsOf,
  prefilledOf,
  type Round,
} from './form-persons.ts'
import { paperOf } from './print.ts'

export interface Printing {
  round: Round
  found: FoundForm
  adapted: Adapted | undefined
  blank: boolean
  format: 'xlsx' | 'pdf'
}

const Texts = z.record(z.string(), z.string())

export interface FilledRow {
  personId: string
  values: Record<string, string>
}

/** All dispersed persons of the township, with what was answered of each. */
export async function filledRows(
  context: Context,
  county: string,
  { round, fields, forms }: { round: Round; fields: readonly FormField[]; forms: readonly FormRow[] },
): Promise<FilledRow[]> {
  const persons = await personsOf(context, county, round)
  const day = round.evaluatedOn
  const carers = await carersOf(context, county, { personIds: persons.map(({ personId }) => personId), day })
  const byPerson = new Map(forms.map((form) => [form.personId, form]))
  const level = fields.find(({ field }) => field === 'level')
  return persons.map((person, index) => {
    const levelTitle = level ? answerText(level, person.level) : person.level
    const carer = carers.get(person.personId)
    const prefilled = prefilledOf(person, { no: index + 1, day, carer, levelTitle })
    const form = byPerson.get(person.personId)
    const answers = form ? { ...Texts.parse(form.answers), ...infringedIn(context, county, form) } : {}
    const shown = Object.fromEntries(
      fields.map((field) => [field.field, answerText(field, { ...prefilled, ...answers }[field.field] ?? '')]),
    )
    return { personId: person.personId, values: shown }
  })
}

function infringedIn(context: Context, county: string, form: FormRow): Record<string, string> {
  if (!form.infringed || !maySeeInfringement(context)) return {}
  return { infringed: context.secrets.open(infringedPlace(county, form.id), form.infringed) }
}

const widths: Readonly<Record<string, number>> = { no: 6, village: 12, name: 10, sex: 6, age: 6, remark: 12 }

export function formSheet(
  title: string,
  unit: string,
  { fields, rows, notes }: { fields: readonly FormField[]; rows: readonly FilledRow[]; notes: readonly string[] },
): SheetLayout {
  return {
    name: unit || title,
    title,
    above: [`填报单位：${unit}`],
    columns: fields.map(({ field }) => ({ width: widths[field] ?? 9, align: 'center' })),
    head: [fields.map((field) => ({ text: field.title }))],
    rows: rows.map(({ values }) => fields.map(({ field, type }) => cellOf(values[field] ?? '', type))),
    notes: notes.map((note, index) => `${index === 0 ? '注：' : ''}${index + 1}.${note}`),
    signatures: Object.values(observerTitles),
    paper: 'landscape',
  }
}

const cellOf = (text: string, type: string): string | number =>
  (type === 'integer' || type === 'serial') && /^\d+$/.test(text) ? Number(text) : text

export async function giveRound(context: Context, { round, found, adapted, blank, format }: Printing) {
  const fields = fieldsOf(found.form, adapted)
  const forms = blank ? [] : await formsOf(context, context.county, [round.id])
  const rows = await filledRows(context, context.county, { round, fields, forms })
  for (const { personId } of rows) context.concerns(personId)
  const township = await db(context)
    .selectFrom('access.areaView')
    .select('name')
    .where('id', '=', round.townshipId)
    .executeTakeFirst()
  const notes = Object.values(found.form.footnotes)
  const layout = formSheet(found.form.title, township?.name ?? '', { fields, rows, notes })
  const name = `${township?.name ?? ''}${found.form.title}${round.month}第${round.number}轮.${format}`
  if (format === 'pdf')
    return giveFile(context, { name, mediaType: 'application/pdf', bytes: await paperOf(context, layout) })
  const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return giveFile(context, { name, mediaType, bytes: await writeSheet(layout) })
}
