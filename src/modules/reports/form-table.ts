/** 附件3 asked like the other tables: all forms of a month, township by township. */
import { lastDay, type Instant, type PlainMonth } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { reports, Row } from './contract.ts'
import { db } from './counting.ts'
import { fieldsOf, formOf } from './form-layout.ts'
import type { FormField } from './form-operations.ts'
import { type FormRow, formsOf, type Round } from './form-persons.ts'
import { filledRows } from './form-print.ts'
import { policyFor } from './making.ts'
import { statusOf } from './status.ts'

export { formOf, isForm } from './form-layout.ts'

export async function formTable(
  context: Context,
  asked: { table: string; month: PlainMonth; county: string; knownAt?: Instant | undefined },
): Promise<OutputOf<typeof reports.operations.table>> {
  const { table, month, county, knownAt = context.now } = asked
  const found = formOf(await policyFor(context, month, county))
  if (!found) return refuse('not_found', 'table', '本地规定没有分散供养人员的评估表；请在报表目录中选择')
  const fields = fieldsOf(found.form, undefined)
  const rounds = await db(context)
    .selectFrom('reports.round')
    .selectAll()
    .where('countyCode', '=', county)
    .where('month', '=', month)
    .where('openedAt', '<=', knownAt)
    .orderBy('openedAt')
    .execute()
  const forms = Map.groupBy(
    await formsOf(
      context,
      county,
      rounds.map(({ id }) => id),
      knownAt,
    ),
    ({ roundId }) => roundId,
  )
  const rows = await rowsOf(context, county, { rounds, fields, forms })
  const day = lastDay(month)
  return {
    table,
    title: found.form.title,
    county,
    month,
    day,
    knownAt,
    columns: fields.map(({ no, field, title, type, restricted }) => ({ no, field, title, type, restricted })),
    rows,
    totals: null,
    besides: [],
    readings: [],
    footnotes: Object.entries(found.form.footnotes).map(([no, text]) => `${no}. ${text}`),
    citations: found.value.citations,
    status: await statusOf(context, { county, table, month }),
  }
}

interface Rounds {
  rounds: readonly Round[]
  fields: readonly FormField[]
  forms: ReadonlyMap<string, FormRow[]>
}

/** Only persons of whom a form was filled, round after round. */
async function rowsOf(context: Context, county: string, { rounds, fields, forms }: Rounds): Promise<Row[]> {
  const rows: Row[] = []
  for (const round of rounds) {
    const filled = forms.get(round.id) ?? []
    const done = new Set(filled.map(({ personId }) => personId))
    for (const row of await filledRows(context, county, { round, fields, forms: filled })) {
      if (!done.has(row.personId)) continue
      context.concerns(row.personId)
      const values = { ...row.values, no: rows.length + 1 }
      rows.push({
        key: row.personId,
        values,
        cells: fields.map(({ field }) => (field === 'no' ? values.no : (row.values[field] ?? ''))),
      })
    }
  }
  return rows
}
