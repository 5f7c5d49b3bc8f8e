/** 制度衔接 after an end: nobody is left between two schemes without somebody having looked (民发〔2021〕43号 第二十七条). */
import { addDays, firstDay, monthOf, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part, type WorkItem } from '#platform/module.ts'
import { askedOn } from './asked.ts'
import { endings } from './contract.ts'
import type { Linkage } from './linkage-contract.ts'
import { mayGoOn, objectionsToLinking } from './linkage-rules.ts'
import { carryWithEnding } from '#modules/overlaps/index.ts'
import { hearingIn } from './rules.ts'
import { type Change, db, lockChange } from './stored.ts'
import { linkageText } from './words.ts'

const mostLines = 50

const rowsOf = (context: Context, changeId: string) =>
  db(context)
    .selectFrom('endings.linkage')
    .select(['id', 'result', 'startsMonth', 'onDay', 'words', 'proof', 'byName', 'at'])
    .where('countyCode', '=', context.county)
    .where('changeId', '=', changeId)
    .orderBy('at')
    .orderBy('id')
    .execute()

const monthIn = (text: string | null) => (text === null ? null : plainMonth(text))

async function lawOf(context: Context) {
  return (await context.policyOn(context.today)).find<string[]>('exit.linkage_to')?.citations ?? []
}

/** Whoever is dead or declared so needs no other relief; whoever is ended otherwise is asked about it. */
async function asksFor(context: Context, row: Change): Promise<boolean> {
  const decided = row.kind === 'end' && (row.step === 'deliver' || row.step === 'done') && row.fromOn !== null
  return decided && hearingIn('end', row.reason, await askedOn(context, context.today)) !== 'exempt'
}

export async function linkageOf(context: Context, row: Change): Promise<Linkage | null> {
  if (!row.fromOn || !(await asksFor(context, row))) return null
  const found = await rowsOf(context, row.id)
  const rows = found.map(({ startsMonth, onDay, ...each }) => ({
    ...each,
    on: onDay,
    startsMonth: monthIn(startsMonth),
  }))
  return {
    fromMonth: monthOf(row.fromOn),
    due: addDays(row.fromOn, -1),
    state: rows.length > 0 ? 'settled' : 'open',
    more: mayGoOn(rows),
    rows,
    citations: await lawOf(context),
  }
}

export const linking = part(endings, {
  async link(context, { changeId, result, startsMonth, on, words, proof }) {
    const row = await lockChange(context, changeId)
    if (!row.fromOn || !row.decidedOn || !(await asksFor(context, row)))
      return refuse('refused', 'no_linkage', '只有已决定终止供养的，才登记制度衔接。请先办完终止的决定')
    const found = await rowsOf(context, changeId)
    const before = found.map((each) => ({ result: each.result, startsMonth: monthIn(each.startsMonth) }))
    const fromMonth = monthOf(row.fromOn)
    const base = { fromMonth, decidedOn: row.decidedOn, today: context.today, before }
    requireNone(objectionsToLinking({ result, startsMonth, on, proof }, base))
    const id = context.newId()
    await db(context)
      .insertInto('endings.linkage')
      .values({
        countyCode: context.county,
        id,
        changeId,
        personId: row.personId,
        result,
        fromMonth,
        startsMonth,
        onDay: on,
        words,
        proof,
        byAccount: context.actor.accountId,
        byName: context.actor.name,
        at: context.now,
        entryId: context.entryId,
      })
      .execute()
    await carryWithEnding(context, changeId, words, proof || linkageText[result])
    return { linkageId: id }
  },
})

/** Open until somebody has written what became of him; wanted by the last day of support (AH-4.3g: no month without any income). */
export async function linkageWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'endings.link')) return []
  const asked = await askedOn(context, context.today)
  const exempt = asked.exempt?.value ?? []
  const rows = await db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .select(['change.id', 'change.number', 'change.fromOn', 'change.townshipId', 'person.name'])
    .where('change.countyCode', '=', context.county)
    .where('change.kind', '=', 'end')
    .where('change.step', 'in', ['deliver', 'done'])
    .where('change.fromOn', 'is not', null)
    .where('person.diedOn', 'is', null)
    .$if(exempt.length > 0, (query) => query.where('change.reason', 'not in', [...exempt]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('endings.linkage as linkage')
            .select('linkage.id')
            .whereRef('linkage.countyCode', '=', 'change.countyCode')
            .whereRef('linkage.changeId', '=', 'change.id'),
        ),
      ),
    )
    .orderBy('change.fromOn')
    .limit(mostLines)
    .execute()
  const citations = await lawOf(context)
  return rows.map(({ id, number, fromOn, townshipId, name }) => ({
    kind: 'endings.link',
    title: '终止后制度衔接：转低保或临时救助',
    object: `${number} ${name}`,
    to: `/changes/${id}`,
    weight: 'care',
    dueOn: lastDay(fromOn, context.today),
    township: townshipId,
    citations,
    count: 1,
  }))
}

const lastDay = (fromOn: PlainDate | null, otherwise: PlainDate): PlainDate =>
  addDays(fromOn ?? firstDay(monthOf(otherwise)), -1)
