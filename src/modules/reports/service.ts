/** Use cases of the statutory tables. */
import { implement } from '#platform/module.ts'
import { checking } from './checking.ts'
import { reports } from './contract.ts'
import { formFilling } from './form-filling.ts'
import { formRounds } from './form-rounds.ts'
import { formOf, formTable, isForm } from './form-table.ts'
import { titleFor } from './layout.ts'
import { countyAsked, findLayout, makeFor, policyFor } from './making.ts'
import { opening } from './opening.ts'
import { giveTable } from './print.ts'
import { statusOf } from './status.ts'
import { submissions } from './submissions.ts'

export const reportsService = implement(reports, {
  ...opening,
  ...checking,
  ...submissions,
  ...formRounds,
  ...formFilling,

  async tables(context, { county: asked, month }) {
    const county = countyAsked(context, asked)
    const policy = await policyFor(context, month, county)
    const kept = Object.entries(policy.find<Record<string, string>>('reports.tables')?.value ?? {})
    const tables = kept.map(([id, every]) => ({ ...findLayout(policy, id), every }))
    const form = formOf(policy)
    return [
      ...(await Promise.all(
        tables.map(async ({ name, layout, every }) => ({
          table: name,
          title: titleFor(layout, month),
          kind: 'table' as const,
          every,
          status: await statusOf(context, { county, table: name, month }),
        })),
      )),
      ...(form
        ? [
            {
              table: form.id,
              title: form.form.title,
              kind: 'form' as const,
              every: 'round',
              status: await statusOf(context, { county, table: form.id, month }),
            },
          ]
        : []),
    ]
  },

  async table(context, asked) {
    const county = countyAsked(context, asked.county)
    const policy = await policyFor(context, asked.month, county)
    const answer = isForm(policy, asked.table)
      ? await formTable(context, { ...asked, county })
      : (await makeFor(context, asked)).answer
    context.shows(asked, answer.rows.length)
    return answer
  },

  async export(context, { format, ...asked }) {
    const county = countyAsked(context, asked.county)
    const policy = await policyFor(context, asked.month, county)
    const answer = isForm(policy, asked.table)
      ? await formTable(context, { ...asked, county })
      : (await makeFor(context, asked)).answer
    context.shows(asked, answer.rows.length)
    return giveTable(context, answer, format)
  },
})
