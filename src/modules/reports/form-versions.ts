/** 附件3 as a township changed it: its own questions, what it left out, from which round on. */
import * as z from 'zod'
import type { PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { reports } from './contract.ts'
import { db } from './counting.ts'
import { type Adapted, fieldsOf, formOf, type FoundForm } from './form-layout.ts'
import type { Round } from './form-persons.ts'

const Added = z.array(z.object({ field: z.string(), title: z.string(), choices: z.array(z.string()) }))

export const formVersions = part(reports, {
  async formVersion(context, { townshipId }) {
    const { form, value } = await requireForm(context, context.today)
    const last = await latestVersion(context, form.form, townshipId)
    const adapted = last && adaptedOf(last)
    return {
      title: form.title,
      version: adapted?.version ?? form.version,
      mayChange: form.township_may_change,
      fields: fieldsOf(form, undefined),
      hidden: [...(adapted?.hidden ?? [])],
      added: adapted?.added ?? [],
      reason: last?.reason ?? '',
      changedAt: last?.at ?? null,
      citations: value.citations,
    }
  },

  async adaptForm(context, { townshipId, hidden, added, reason }) {
    const { form, value } = await requireForm(context, context.today)
    const locked = hidden.filter((field) => form.core_fields_locked.includes(field))
    const title = (field: string) => form.columns.find((column) => column.field === field)?.title ?? field
    if (!form.township_may_change)
      refuse('refused', 'not_changeable', '本表不许乡镇修改；应按原表填写。如需修改请报县级')
    requireNone(
      locked.map((field) => ({
        code: field,
        message: `“${title(field)}”是核心栏目；本系统的理解：乡镇可以修改本表，核心栏目不变，以便全县汇总。请保留这一栏`,
        citations: value.citations,
      })),
    )
    const last = await latestVersion(context, form.form, townshipId)
    const version = (last?.version ?? form.version) + 1
    await db(context)
      .insertInto('reports.formVersion')
      .values({
        countyCode: context.county,
        id: context.newId(),
        form: form.form,
        townshipId,
        version,
        hidden,
        added: JSON.stringify(added),
        reason,
        accountId: context.actor.accountId,
        at: context.now,
        entryId: context.entryId,
      })
      .execute()
    context.because(reason)
    return { version }
  },
})

const adaptedOf = (kept: { version: number; hidden: string[]; added: unknown }) => ({
  version: kept.version,
  hidden: kept.hidden,
  added: Added.parse(kept.added),
})

export async function requireForm(context: Context, day: PlainDate): Promise<FoundForm> {
  const found = formOf(await context.policyOn(day))
  return (
    found ??
    refuse('refused', 'no_form', '本地规定没有分散供养人员的评估表；应有在用的表式。请县级先在政策依据中登记表式')
  )
}

export function latestVersion(context: Context, form: string, townshipId: string) {
  return db(context)
    .selectFrom('reports.formVersion')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('form', '=', form)
    .where('townshipId', '=', townshipId)
    .orderBy('version', 'desc')
    .executeTakeFirst()
}

/** A round keeps the version of the form with which it began. */
export async function adaptedFor(context: Context, round: Round): Promise<Adapted | undefined> {
  const found = await db(context)
    .selectFrom('reports.formVersion')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('form', '=', round.form)
    .where('townshipId', '=', round.townshipId)
    .where('version', '=', round.formVersion)
    .executeTakeFirst()
  return found && adaptedOf(found)
}
