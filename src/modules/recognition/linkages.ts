/** 制度衔接: a benefit that support takes the place of ends with the month of confirmation, support begins with the next. */
import * as z from 'zod'
import { addMonths, dateText, monthOf, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { Citation } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import type { Linkage } from './after-contract.ts'
import { recognition } from './contract.ts'
import type { Exclusion } from './reasoning.ts'
import { type Case, db, factsOf, keepDeed, lockCase } from './stored.ts'
import { ListedIn } from './shapes.ts'
import { Benefit, benefitText } from './words.ts'

const nameOf = (benefit: string): string => {
  const known = Benefit.safeParse(benefit)
  return known.success ? benefitText[known.data] : benefit
}

interface Confirmed {
  personId: string
  from: PlainDate
}

/** Opens one item for each benefit he draws that ends with support; answers what is said to the leader. */
export async function openLinkages(context: Context, row: Case, { personId, from }: Confirmed): Promise<string[]> {
  const rule = (await context.policyOn(context.today)).find<Exclusion[]>('eligibility.exclusions')
  // Where no rule says what becomes of a benefit it is still drawn: somebody must judge it before support is paid beside it.
  const listed = z
    .array(ListedIn)
    .parse(row.listed)
    .flatMap(({ kind }) => Benefit.safeParse(kind).data ?? [])
  const ending = [...new Set([...factsOf(row).benefits, ...listed])]
  const ruled = (benefit: string) =>
    rule?.value.some((each) => each.benefit === benefit && each.wins === 'support') ?? false
  const newFrom = monthOf(from)
  const oldThrough = addMonths(newFrom, -1)
  for (const benefit of ending)
    await db(context)
      .insertInto('recognition.linkage')
      .values({
        countyCode: context.county,
        id: context.newId(),
        caseId: row.id,
        personId,
        townshipId: row.townshipId,
        villageId: row.villageId,
        benefit,
        oldThrough,
        newFrom,
        citations: JSON.stringify(ruled(benefit) ? (rule?.citations ?? []) : []),
      })
      .execute()
  return ending.map((benefit) =>
    ruled(benefit)
      ? `已生成衔接事项：${benefitText[benefit]}付到${monthText(oldThrough)}，供养自${monthText(newFrom)}起。`
      : `${benefitText[benefit]}没有规定由特困供养代替，已生成衔接事项，请核实判定由哪一项继续。`,
  )
}

export async function linkagesOf(context: Context, caseId: string): Promise<Linkage[]> {
  const found = await db(context)
    .selectFrom('recognition.linkage')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('caseId', '=', caseId)
    .orderBy('benefit')
    .execute()
  return found.map((each) => ({
    id: each.id,
    benefit: nameOf(each.benefit),
    oldThrough: plainMonth(each.oldThrough),
    newFrom: plainMonth(each.newFrom),
    citations: z.array(Citation).parse(each.citations),
    carriedOn: each.carriedOn,
    carriedBy: each.carriedBy,
    paper: each.paper,
    words: each.words,
  }))
}

export const linking = part(recognition, {
  async carryLinkage(context, { linkageId, carriedOn, paper, words }) {
    const found = await db(context)
      .selectFrom('recognition.linkage')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('id', '=', linkageId)
      .forUpdate()
      .executeTakeFirst()
    if (!found) return refuse('not_found', 'linkage', '没有找到这项制度衔接，或不在您的辖区')
    if (found.carriedOn !== null)
      refuse(
        'conflict',
        'carried',
        `${found.carriedBy}已于${dateText(found.carriedOn)}登记办结，不能重复登记。请刷新后查看。`,
      )
    const row = await lockCase(context, found.caseId)
    if (carriedOn > context.today || (row.decidedOn !== null && carriedOn < row.decidedOn))
      refuse('refused', 'carriedOn', '办结日期应在确认日至今天之间。请核对是否录错。')
    await db(context)
      .updateTable('recognition.linkage')
      .set({ carriedOn, paper, words, carriedBy: context.actor.name })
      .where('countyCode', '=', context.county)
      .where('id', '=', linkageId)
      .execute()
    const said = { benefit: nameOf(found.benefit), through: monthText(plainMonth(found.oldThrough)) }
    await keepDeed(context, row, {
      kind: 'linked',
      on: carriedOn,
      said,
      note: [words, paper].filter(Boolean).join('；'),
    })
    context.concerns(found.personId)
    return { linkageId }
  },
})
