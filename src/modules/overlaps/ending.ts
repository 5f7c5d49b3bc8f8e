/** A decision on a hit and the case of ending support that came of it. */
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'

const db = tablesOf<'overlap'>()

export async function endingOfHit(context: Context, hitId: string, decisionNo: number) {
  const found = await db(context)
    .selectFrom('overlap.ending')
    .select(['changeId', 'number', 'opened'])
    .where('countyCode', '=', context.county)
    .where('hitId', '=', hitId)
    .where('decisionNo', '=', decisionNo)
    .executeTakeFirst()
  return found ?? null
}

interface Case {
  hitId: string
  decisionNo: number
  changeId: string
  number: string
  opened: boolean
}

/** Kept by whoever opened the case. */
export async function noteEnding(context: Context, { hitId, decisionNo, ...found }: Case): Promise<void> {
  const { personId, townshipId } = await hitOf(context, hitId)
  await db(context)
    .insertInto('overlap.ending')
    .values({ countyCode: context.county, hitId, decisionNo, personId, townshipId, ...found, entryId: context.entryId })
    .execute()
}

const hitOf = (context: Context, hitId: string) =>
  db(context)
    .selectFrom('overlap.hit')
    .select(['personId', 'townshipId'])
    .where('countyCode', '=', context.county)
    .where('id', '=', hitId)
    .executeTakeFirstOrThrow()

/** Decisions that still stand and led to this case. */
export function hitsOfEnding(context: Context, changeId: string) {
  return db(context)
    .selectFrom('overlap.ending as ending')
    .innerJoin('overlap.hit as hit', (join) =>
      join
        .onRef('hit.countyCode', '=', 'ending.countyCode')
        .onRef('hit.id', '=', 'ending.hitId')
        .onRef('hit.decisions', '=', 'ending.decisionNo'),
    )
    .select(['hit.id as hitId', 'hit.kind', 'hit.month', 'hit.townshipId', 'ending.decisionNo', 'hit.personId'])
    .where('ending.countyCode', '=', context.county)
    .where('ending.changeId', '=', changeId)
    .orderBy('hit.month')
    .execute()
}

/** Cases that these hits, as last decided, had opened themselves. */
export function endingsOfHits(context: Context, hitIds: readonly string[]) {
  return db(context)
    .selectFrom('overlap.ending as ending')
    .innerJoin('overlap.hit as hit', (join) =>
      join
        .onRef('hit.countyCode', '=', 'ending.countyCode')
        .onRef('hit.id', '=', 'ending.hitId')
        .onRef('hit.decisions', '=', 'ending.decisionNo'),
    )
    .select(['ending.changeId', 'ending.number', 'ending.opened'])
    .where('ending.countyCode', '=', context.county)
    .where('ending.hitId', 'in', [...hitIds])
    .execute()
}

interface Carried {
  decisionNo: number
  words: string
  paper: string
}

interface OfPerson {
  id: string
  personId: string
  townshipId: string
}

export async function writeCarried(context: Context, hit: OfPerson, carried: Carried): Promise<void> {
  await db(context)
    .insertInto('overlap.carried')
    .values({
      countyCode: context.county,
      hitId: hit.id,
      personId: hit.personId,
      townshipId: hit.townshipId,
      ...carried,
      accountId: context.actor.accountId,
      accountName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

/** The linkage was written with the case: here it is carried out with it, once. */
export async function carryWithEnding(context: Context, changeId: string, words: string, paper: string): Promise<void> {
  for (const { hitId, decisionNo, personId, townshipId } of await hitsOfEnding(context, changeId)) {
    const done = await db(context)
      .selectFrom('overlap.carried')
      .select('at')
      .where('countyCode', '=', context.county)
      .where('hitId', '=', hitId)
      .where('decisionNo', '=', decisionNo)
      .executeTakeFirst()
    if (!done) await writeCarried(context, { id: hitId, personId, townshipId }, { decisionNo, words, paper })
  }
}
