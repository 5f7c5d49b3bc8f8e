/** 县级审核与抽查: a batch frozen at its draw, its seed nobody's choice, each drawn case looked at (认定办法 第十六条). */
import { monthOf, plainMonth } from '#kernel/calendar.ts'
import { Refusal, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { headBefore } from '#platform/record/head-before.ts'
import { recognition } from './contract.ts'
import { drawnOrder, DrawSaid, letGoAsked, populationHash, rankOf, seedOf } from './draw.ts'
import { Facts, type Found, merged } from './facts.ts'
import { rowsOf } from './listing.ts'
import { randomCheckSize } from './rules.ts'
import {
  type Case,
  db,
  deedsOf,
  factsOf,
  keepDeed,
  lastOf,
  lockCase,
  lockCases,
  nextNumber,
  stepped,
  updateCase,
} from './stored.ts'
import * as z from 'zod'

interface CheckRule {
  percent: number
}
export const Checked = z.object({ agrees: z.boolean(), facts: z.string() })

export const batching = part(recognition, {
  async draw(context) {
    // Nobody chooses the month either: it is part of the seed.
    const month = monthOf(context.today)
    const ids = (await waiting(context)).map(({ id }) => id)
    if (ids.length === 0) refuse('refused', 'nothing', '没有等待编批的案件。乡镇公示期满无异议送县后，再抽取。')
    const rows = await lockCases(context, ids)
    const rule = (await context.policyOn(context.today)).value<CheckRule>('recognition.county_random_check')
    const head =
      (await headBefore(context, context.today)) ??
      refuse('conflict', 'no_head', '本县还没有留痕根值，抽取没有种子。请过几秒再抽。')
    const number = `SH-${month}-${await nextNumber(context, `batch-${month}`)}`
    const seed = seedOf({ head: head.root, batch: number, month })
    const order = drawnOrder(seed, ids)
    const size = randomCheckSize(ids.length, rule.value)
    const batchId = context.newId()
    await db(context)
      .insertInto('recognition.batch')
      .values({
        countyCode: context.county,
        id: batchId,
        number,
        month,
        caseIds: ids,
        populationHash: populationHash(ids),
        drawnOrder: order,
        sampleSize: size,
        percent: rule.value.percent,
        headSize: BigInt(head.size),
        headRoot: head.root,
        seed,
        drawnBy: context.actor.accountId,
        drawnByName: context.actor.name,
        drawnAt: context.now,
        entryId: context.entryId,
      })
      .execute()
    const sample = new Set(order.slice(0, size))
    for (const row of rows) {
      const sampled = sample.has(row.id)
      await stepped(context, row, { kind: 'draw', sampled })
      await keepDeed(context, row, { kind: 'drawn', on: context.today, said: { number, sampled } })
      await updateCase(context, row.id).set({ batchId, sampled }).execute()
    }
    return { batchId, number, population: ids.length, sample: size, seed }
  },

  async checkResult(context, { caseId, agrees, facts, found }) {
    const row = await lockCase(context, caseId)
    const state = await stepped(context, row, { kind: 'check' })
    const surveyed = await deedsOf(context, [caseId], ['surveyed'])
    if (surveyed.some(({ accountId }) => accountId === context.actor.accountId))
      requireNone([{ code: 'other_person', message: '您登记了入户调查，不能登记县级核查结果。请由另一人登记。' }])
    await keepDeed(context, row, {
      kind: 'checked',
      on: context.today,
      said: { agrees, facts, ...corrected(row, found) },
      note: facts,
    })
    await updateCase(context, caseId)
      .set({ checked: true, ...(agrees ? {} : columnsOf(row, found)) })
      .execute()
    return {
      caseId,
      step: state.step,
      warnings: agrees ? [] : ['核查结果不一致，请退回乡镇重新调查，或据此提出审核意见。'],
    }
  },

  async batches(context) {
    const cases = await waiting(context)
    const rule = (await context.policyOn(context.today)).value<CheckRule>('recognition.county_random_check')
    const kept = await batchesOf(context)
    const rows = kept.map((batch) => ({
      id: batch.id,
      number: batch.number,
      month: plainMonth(batch.month),
      cases: batch.caseIds.length,
      sample: batch.sampleSize,
      checked: Number(batch.checked ?? 0),
      open: Number(batch.open ?? 0),
      drawnBy: batch.drawnByName,
      drawnAt: batch.drawnAt,
    }))
    context.shows({}, cases.length)
    return {
      waiting: await rowsOf(context, cases),
      percent: rule.value.percent,
      sample: randomCheckSize(cases.length, rule.value),
      citations: rule.citations,
      rows,
    }
  },

  async batch(context, { batchId }) {
    const kept = await batchOf(context, batchId)
    const rule = (await context.policyOn(context.today)).value<CheckRule>('recognition.county_random_check')
    const cases = await db(context)
      .selectFrom('recognition.application')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('id', 'in', kept.caseIds)
      .execute()
    const shown = new Map((await rowsOf(context, cases)).map((row) => [row.id, row]))
    const sampled = new Map(cases.map((row) => [row.id, row.batchId === batchId && row.sampled]))
    const deeds = await deedsOf(context, kept.caseIds, ['checked', 'drawn'])
    const order = drawnOrder(kept.seed, kept.caseIds)
    const rows = order.flatMap((id, index) => {
      const row = shown.get(id)
      if (!row) return []
      const own = deeds.filter((deed) => deed.caseId === id)
      const check = Checked.safeParse(lastOf(own, 'checked')?.said).data
      const replaced = own.find(({ kind, said }) => kind === 'drawn' && DrawSaid.safeParse(said).data?.replaced)
      return [
        {
          case: row,
          place: index + 1,
          rank: rankOf(kept.seed, id),
          sampled: sampled.get(id) ?? false,
          agrees: check?.agrees ?? null,
          facts: check?.facts ?? '',
          replaced: replaced?.note ?? '',
          asked: shown.get(id)?.step === 'county' ? (letGoAsked(own)?.note ?? '') : '',
        },
      ]
    })
    context.shows({ batchId }, rows.length)
    return {
      id: kept.id,
      number: kept.number,
      month: plainMonth(kept.month),
      drawnBy: kept.drawnByName,
      drawnAt: kept.drawnAt,
      percent: kept.percent,
      headRoot: kept.headRoot,
      headSize: Number(kept.headSize),
      seed: kept.seed,
      populationHash: kept.populationHash,
      citations: rule.citations,
      rows,
      again: sameDraw(kept, order),
    }
  },
})

const factsWith = (row: Case, found: Found) => z.encode(Facts, merged(factsOf(row), found))
const corrected = (row: Case, found: Found | undefined) => (found ? { found: factsWith(row, found) } : {})
const columnsOf = (row: Case, found: Found | undefined) =>
  found ? { facts: JSON.stringify(factsWith(row, found)) } : {}

type Batch = Awaited<ReturnType<typeof batchOf>>

export async function batchOf(context: Context, batchId: string) {
  const found = await db(context)
    .selectFrom('recognition.batch')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', batchId)
    .executeTakeFirst()
  if (!found) throw new Refusal('not_found', [{ code: 'batch', message: '没有找到这个审核批次，或不在您的辖区' }])
  return found
}

/** 复算: seed from the published root, order from the seed, population from the cases. */
function sameDraw(batch: Batch, order: readonly string[]): boolean {
  const seed = seedOf({ head: batch.headRoot, batch: batch.number, month: plainMonth(batch.month) })
  const samePeople = populationHash(batch.caseIds) === batch.populationHash
  return samePeople && seed === batch.seed && order.join() === batch.drawnOrder.join()
}

function batchesOf(context: Context) {
  return db(context)
    .selectFrom('recognition.batch as batch')
    .select([
      'batch.id',
      'batch.number',
      'batch.month',
      'batch.caseIds',
      'batch.sampleSize',
      'batch.drawnByName',
      'batch.drawnAt',
    ])
    .select((eb) => [
      eb
        .selectFrom('recognition.application as own')
        .whereRef('own.countyCode', '=', 'batch.countyCode')
        .whereRef('own.batchId', '=', 'batch.id')
        .where('own.sampled', '=', true)
        .where('own.checked', '=', true)
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .as('checked'),
      eb
        .selectFrom('recognition.application as own')
        .whereRef('own.countyCode', '=', 'batch.countyCode')
        .whereRef('own.batchId', '=', 'batch.id')
        .where('own.step', '=', 'county')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .as('open'),
    ])
    .where('batch.countyCode', '=', context.county)
    .orderBy('batch.drawnAt', 'desc')
    .limit(60)
    .execute()
}

function waiting(context: Context) {
  return db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('step', '=', 'county')
    .where('batchId', 'is', null)
    .orderBy('number')
    .limit(500)
    .execute()
}
