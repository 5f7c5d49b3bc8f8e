/** Rounds of evaluation by township, and their export in the printed layout. */
import * as z from 'zod'
import { ageOn, monthOf } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { coverageOf } from '#modules/evaluations/rules.ts'
import { part } from '#platform/module.ts'
import { reports } from './contract.ts'
import { db } from './counting.ts'
import { findRound, formsOf, personsOf } from './form-persons.ts'
import { giveRound } from './form-print.ts'
import { adaptedFor, latestVersion, requireForm } from './form-versions.ts'

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
})
