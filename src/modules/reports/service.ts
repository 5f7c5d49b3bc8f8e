/** Use cases of the statutory tables. */
import type { PlainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { implement } from '#platform/module.ts'
import { checking } from './checking.ts'
import { reports } from './contract.ts'
import { figures } from './figures.ts'
import { formFilling } from './form-filling.ts'
import { formRounds } from './form-rounds.ts'
import { formVersions } from './form-versions.ts'
import { formOf, formTable, isForm } from './form-table.ts'
import { findKept, refuseUnsigned } from './kept.ts'
import { titleFor } from './layout.ts'
import { countyAsked, findLayout, makeFor, policyFor } from './making.ts'
import { opening } from './opening.ts'
import { type Format, giveTable } from './print.ts'
import { statusOf } from './status.ts'
import { submissions } from './submissions.ts'

export const reportsService = implement(reports, {
  ...opening,
  ...checking,
  ...submissions,
  ...formRounds,
  ...formFilling,
  ...formVersions,
  ...figures,

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

  async export(context, { format, edition, ...asked }) {
    const county = countyAsked(context, asked.county)
    if (edition !== undefined) return giveSigned(context, { ...asked, county, edition, format })
    const policy = await policyFor(context, asked.month, county)
    const answer = isForm(policy, asked.table)
      ? await formTable(context, { ...asked, county })
      : (await makeFor(context, asked)).answer
    context.shows(asked, answer.rows.length)
    return giveTable(context, answer, format)
  },
})

interface AskedSigned {
  table: string
  month: PlainMonth
  county: string
  edition: number
  format: Format
}

/** Whoever sees less than the county gets no table of the whole county. */
async function giveSigned(context: Context, { format, ...asked }: AskedSigned) {
  const { layout, answer } = await makeFor(context, asked)
  if (context.actor.scope.kind === 'townships') return refuseWhole()
  const kept = await findKept(context, { ...asked, table: answer.table })
  if (!kept) return refuseUnsigned()
  context.shows(asked, kept.rows.length)
  const { submission, columns, rows, totals } = kept
  return giveTable(context, { title: titleFor(layout, asked.month), columns, rows, totals }, format, submission)
}

const refuseWhole = (): never =>
  refuse('forbidden', 'scope', '签过字的是全县的表，不在您的工作范围内；本乡镇的数请导出本乡镇的表')
