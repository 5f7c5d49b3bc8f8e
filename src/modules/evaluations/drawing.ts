/** 抽样: once, from a seed nobody can choose; a redraw needs a reason, and both draws are kept. */
import { dayOf } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { refuse } from '#kernel/refusal.ts'
import { requireOpen } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { headBefore } from '#platform/record/head-before.ts'
import { evaluations } from './contract.ts'
import { daysLate, sampleSize, type SampleRule } from './score.ts'
import { drawSample, populationHash, seedOf } from './sample.ts'
import { alreadySent, policyOfMonth, requireTownship, rosterGroups, termsOf } from './stored.ts'

const db = tablesOf<'evaluations', 'rosters'>()
type Output<Name extends keyof typeof evaluations.operations> = OutputOf<(typeof evaluations.operations)[Name]>

export const drawing = part(evaluations, {
  async overview(context, { month, late, ...only }): Promise<Output<'overview'>> {
    const groups = await rosterGroups(context, month, only)
    const kept = await evaluationsOf(context, month)
    const { scoresDueOn } = await termsOf(context, month)
    const rows = groups.map((group) => {
      const found = kept.find(
        (each) => each.organisationId === group.organisationId && each.townshipId === group.townshipId,
      )
      const until = found?.sentAt ? dayOf(found.sentAt) : context.today
      return {
        evaluationId: found?.id ?? null,
        organisation: { id: group.organisationId, name: group.organisation },
        township: { id: group.townshipId, name: group.township },
        persons: group.persons,
        sampleSize: found?.sampleSize ?? null,
        filled: Number(found?.filled ?? 0),
        status: found?.status ?? ('none' as const),
        scoreTenths: found?.scoreTenths ?? null,
        sentAt: found?.sentAt ?? null,
        dueOn: scoresDueOn,
        daysLate: daysLate(scoresDueOn, until),
      }
    })
    const shown = late ? rows.filter((row) => row.status !== 'sent' && row.daysLate > 0) : rows
    context.shows({ month, late, ...only }, shown.length)
    return { rows: shown, total: shown.length, at: context.now }
  },

  async draw(context, { month, organisationId, townshipId, reason }) {
    requireTownship(context, townshipId)
    await requireOpen(context, month)
    const lines = await linesOf(context, { month, organisationId, townshipId })
    const [first] = lines
    if (!first)
      return refuse('refused', 'no_roster', '该机构这个月在本乡镇没有已锁定的名册，不能抽样。请等县里锁定名册')
    const before = await drawnBefore(context, { month, organisationId, townshipId })
    requireRedraw(before, reason)
    const rule = (await policyOfMonth(context, month)).value<SampleRule>('evaluation.sample').value
    const head = (await headBefore(context, context.today)) ?? noHead()
    const no = (before?.draws ?? 0) + 1
    const seed = seedOf({ head: head.root, month, provider: organisationId, township: townshipId, draw: no })
    const persons = lines.map(({ personId }) => personId)
    const sampled = drawSample(seed, persons, sampleSize(persons.length, rule))
    const evaluationId = before?.id ?? context.newId()
    await writeEvaluation(context, { evaluationId, month, organisationId, townshipId, before, sampled, persons })
    const drawId = context.newId()
    await db(context)
      .insertInto('evaluations.draw')
      .values({
        countyCode: context.county,
        id: drawId,
        evaluationId,
        townshipId,
        no,
        headSize: BigInt(head.size),
        headRoot: head.root,
        seed,
        rosterId: first.rosterId,
        population: persons.length,
        populationHash: populationHash(persons),
        personIds: sampled,
        reason,
        drawnBy: context.actor.accountId,
        drawnAt: context.now,
        entryId: context.entryId,
      })
      .execute()
    await writeSheets(context, { evaluationId, townshipId, drawId, sampled })
    if (reason) context.because(reason)
    for (const personId of sampled) context.concerns(personId)
    return { evaluationId, size: sampled.length, population: persons.length, seed }
  },
})

const noHead = () => refuse('conflict', 'no_head', '本县还没有留痕树根，抽样没有种子。请过几秒再抽')

interface Target {
  month: string
  organisationId: string
  townshipId: string
}

function linesOf(context: Context, { month, organisationId, townshipId }: Target) {
  return db(context)
    .selectFrom('rosters.lineView')
    .select(['personId', 'rosterId'])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('organisationId', '=', organisationId)
    .where('townshipId', '=', townshipId)
    .orderBy('personId')
    .execute()
}

interface Before {
  id: string
  status: 'drawn' | 'filling' | 'sent'
  draws: number
}

async function drawnBefore(context: Context, target: Target): Promise<Before | undefined> {
  const found = await db(context)
    .selectFrom('evaluations.evaluation')
    .select(['id', 'status'])
    .where('countyCode', '=', context.county)
    .where('month', '=', target.month)
    .where('organisationId', '=', target.organisationId)
    .where('townshipId', '=', target.townshipId)
    .executeTakeFirst()
  if (!found) return undefined
  const draws = await db(context)
    .selectFrom('evaluations.draw')
    .select((eb) => eb.fn.max('no').as('no'))
    .where('countyCode', '=', context.county)
    .where('evaluationId', '=', found.id)
    .executeTakeFirst()
  return { ...found, draws: draws?.no ?? 0 }
}

function requireRedraw(before: Before | undefined, reason: string): void {
  if (!before) return
  if (before.status === 'sent') alreadySent()
  if (reason.length < 4)
    refuse(
      'refused',
      'drawn',
      '本月已经抽样，样本不能随意更换。确需重新抽样的，请写明理由（至少4个字），两次抽样都会留存',
    )
}

interface Drawn extends Target {
  evaluationId: string
  before: Before | undefined
  sampled: readonly string[]
  persons: readonly string[]
}

async function writeEvaluation(context: Context, drawn: Drawn): Promise<void> {
  const { evaluationId, month, organisationId, townshipId, before, sampled, persons } = drawn
  const sizes = { sampleSize: sampled.length, population: persons.length }
  if (before) {
    await db(context)
      .updateTable('evaluations.evaluation')
      .set(sizes)
      .where('countyCode', '=', context.county)
      .where('id', '=', evaluationId)
      .execute()
    return
  }
  await db(context)
    .insertInto('evaluations.evaluation')
    .values({
      countyCode: context.county,
      id: evaluationId,
      month,
      organisationId,
      townshipId,
      status: 'drawn',
      ...sizes,
    })
    .execute()
}

interface Sampled {
  evaluationId: string
  townshipId: string
  drawId: string
  sampled: readonly string[]
}

/** Those drawn get a sheet; those a redraw leaves out keep what was filled, out of the sample. */
async function writeSheets(context: Context, { evaluationId, townshipId, drawId, sampled }: Sampled): Promise<void> {
  await db(context)
    .updateTable('evaluations.sheet')
    .set({ drawId: null })
    .where('countyCode', '=', context.county)
    .where('evaluationId', '=', evaluationId)
    .execute()
  await db(context)
    .insertInto('evaluations.sheet')
    .values(
      sampled.map((personId, index) => ({
        countyCode: context.county,
        evaluationId,
        personId,
        townshipId,
        place: index + 1,
        drawId,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['countyCode', 'evaluationId', 'personId'])
        .doUpdateSet((eb) => ({ drawId: eb.ref('excluded.drawId'), place: eb.ref('excluded.place') })),
    )
    .execute()
}

function evaluationsOf(context: Context, month: string) {
  return db(context)
    .selectFrom('evaluations.evaluationView as evaluation')
    .select((eb) => [
      'evaluation.id',
      'evaluation.organisationId',
      'evaluation.townshipId',
      'evaluation.status',
      'evaluation.sampleSize',
      'evaluation.scoreTenths',
      'evaluation.sentAt',
      eb
        .selectFrom('evaluations.sheet as sheet')
        .whereRef('sheet.countyCode', '=', 'evaluation.countyCode')
        .whereRef('sheet.evaluationId', '=', 'evaluation.id')
        .where('sheet.drawId', 'is not', null)
        .where('sheet.filledAt', 'is not', null)
        .select((inner) => inner.fn.countAll<number>().as('filled'))
        .as('filled'),
    ])
    .where('evaluation.countyCode', '=', context.county)
    .where('evaluation.month', '=', month)
    .execute()
}
