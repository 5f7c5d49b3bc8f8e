/** Rounds of evaluation by township, the township's own version of the form, and its export in the printed layout. */
import * as z from 'zod'
import { ageOn, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { coverageOf } from '#modules/evaluations/rules.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { reports } from './contract.ts'
import { db } from './counting.ts'
import { type Adapted, type FoundForm, formOf } from './form-layout.ts'
import { findRound, formsOf, personsOf, type Round } from './form-persons.ts'
import { giveRound } from './form-print.ts'

const Added = z.array(z.object({ field: z.string(), title: z.string(), choices: z.array(z.string()) }))

export const formRounds = part(reports, {
  async openRound(context, { townshipId, evaluatedOn, dueOn }) {
    if (dueOn < evaluatedOn) refuse('invalid', 'dueOn', '完成日早于评估日；应不早于评估日。请改完成日')
    const { form } = await requireForm(context, evaluatedOn)
    const month = monthOf(evaluatedOn)
    const last = await db(context)
      .selectFrom('reports.round')
      .select('number')
      .where('countyCode', '=', context.county)
      .where('form', '=', form.form)
      .where('townshipId', '=', townshipId)
      .where('month', '=', month)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    const adapted = await latestVersion(context, form.form, townshipId)
    const round = {
      countyCode: context.county,
      id: context.newId(),
      form: form.form,
      townshipId,
      month,
      number: (last?.number ?? 0) + 1,
      formVersion: adapted?.version ?? form.version,
      evaluatedOn,
      dueOn,
      accountId: context.actor.accountId,
      openedAt: context.now,
    }
    await db(context).insertInto('reports.round').values(round).execute()
    const persons = await personsOf(context, context.county, round)
    return { roundId: round.id, number: round.number, persons: persons.length }
  },

  async rounds(context, { townshipId, month }) {
    const rounds = await db(context)
      .selectFrom('reports.round as round')
      .innerJoin('access.areaView as township', 'township.id', 'round.townshipId')
      .selectAll('round')
      .select('township.name as township')
      .where('round.countyCode', '=', context.county)
      .$if(townshipId !== undefined, (query) => query.where('round.townshipId', '=', townshipId ?? ''))
      .$if(month !== undefined, (query) => query.where('round.month', '=', month ?? ''))
      .orderBy('round.openedAt', 'desc')
      .limit(200)
      .execute()
    const forms = Map.groupBy(
      await formsOf(
        context,
        context.county,
        rounds.map(({ id }) => id),
      ),
      ({ roundId }) => roundId,
    )
    return Promise.all(
      rounds.map(async (round) => {
        const persons = (await personsOf(context, context.county, round)).length
        const done = forms.get(round.id)?.length ?? 0
        const { percentText } = coverageOf(done, persons)
        const { id, township, number, evaluatedOn, dueOn } = round
        const month_ = reports.operations.rounds.output.element.shape.month.parse(round.month)
        return {
          id,
          townshipId: round.townshipId,
          township,
          month: month_,
          number,
          evaluatedOn,
          dueOn,
          done,
          persons,
          percentText,
        }
      }),
    )
  },

  async round(context, input) {
    const { roundId, open, page, pageSize } = input
    const round = await findRound(context, roundId)
    const forms = new Map((await formsOf(context, context.county, [roundId])).map((form) => [form.personId, form]))
    const persons = (await personsOf(context, context.county, round)).filter(
      ({ personId }) => open === undefined || forms.has(personId) !== open,
    )
    const rows = persons.slice((page - 1) * pageSize, page * pageSize).map((person) => {
      const form = forms.get(person.personId)
      context.concerns(person.personId)
      return {
        personId: person.personId,
        name: person.name,
        sex: person.sex === 'male' ? '男' : '女',
        age: ageOn(person.bornOn, round.evaluatedOn),
        village: person.village,
        level: person.level,
        evaluatedOn: form?.evaluatedOn ?? null,
        result: form ? (z.record(z.string(), z.string()).parse(form.answers)['result'] ?? null) : null,
      }
    })
    context.shows(input, persons.length)
    return { rows, total: persons.length, at: context.now }
  },

  async exportRound(context, { roundId, blank, format }) {
    const round = await findRound(context, roundId)
    const found = await requireForm(context, round.evaluatedOn)
    return giveRound(context, { round, found, adapted: await adaptedFor(context, round), blank, format })
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

export async function requireForm(context: Context, day: PlainDate): Promise<FoundForm> {
  const found = formOf(await context.policyOn(day))
  return (
    found ??
    refuse('refused', 'no_form', '本地规定没有分散供养人员的评估表；应有在用的表式。请县级先在政策依据中登记表式')
  )
}

function latestVersion(context: Context, form: string, townshipId: string) {
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
  return found && { version: found.version, hidden: found.hidden, added: Added.parse(found.added) }
}
