/** 销毁清单: from the choice of files to the day on which they are destroyed. */
import { dateText, dayOf } from '#kernel/calendar.ts'
import { type Reason, Refusal, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { archives } from './contract.ts'
import { type Candidate, candidates } from './destroyable.ts'
import { destroyFiles } from './destroying.ts'
import { objectionsToWitnesses } from './destruction-rules.ts'
import { itemsOf, keepStep, lockedList, requireListStep, takeListStep } from './destruction-stored.ts'
import { shredAll } from './shredding.ts'
import { db } from './stored.ts'
import { paperWayText } from './words.ts'

export const destruction = part(archives, {
  async proposeDestruction(context, { personIds, ground }) {
    const wanted = [...new Set(personIds)]
    const found = await candidates(context, { personIds: wanted })
    if (found.length < wanted.length)
      refuse('not_found', 'person', '所选档案有的没有找到，或不在您的辖区。请刷新后再选')
    requireReady(found)
    const listId = context.newId()
    const number = await nextNumber(context)
    const { accountId, name } = context.actor
    await db(context)
      .insertInto('archives.destructionList')
      .values({
        countyCode: context.county,
        id: listId,
        number,
        status: 'proposed',
        ground,
        version: 1,
        proposedBy: accountId,
        proposedName: name,
        proposedAt: context.now,
      })
      .execute()
    await db(context)
      .insertInto('archives.destructionItem')
      .values(found.map(({ row }) => itemOf(context, listId, row)))
      .execute()
    for (const { row } of found) context.concerns(row.personId)
    await keepStep(context, { listId, seq: 1, kind: 'propose', words: `${found.length}件：${ground}` })
    return { listId, number }
  },

  async approveDestruction(context, { listId, destroyOn, words }) {
    const list = await lockedList(context, listId)
    requireListStep(context, list, 'approve')
    if (destroyOn < context.today)
      refuse('invalid', 'destroyOn', `销毁日${dateText(destroyOn)}已过。请填今天或以后的日期`)
    await requireStillReady(context, listId)
    const { accountId: decidedBy, name: decidedName } = context.actor
    const set = { decidedBy, decidedName, decidedAt: context.now, destroyOn }
    await takeListStep(context, list, {
      kind: 'approve',
      words: `${dateText(destroyOn)}起销毁${words ? `。${words}` : ''}`,
      set,
    })
    return {}
  },

  async returnDestruction(context, { listId, words }) {
    const list = await lockedList(context, listId)
    const { accountId: decidedBy, name: decidedName } = context.actor
    await takeListStep(context, list, {
      kind: 'return',
      words,
      set: { decidedBy, decidedName, decidedAt: context.now },
    })
    return {}
  },

  async withdrawDestruction(context, { listId, words }) {
    await takeListStep(context, await lockedList(context, listId), { kind: 'withdraw', words })
    return {}
  },

  async removeFromDestruction(context, { listId, personId, words }) {
    const list = await lockedList(context, listId)
    requireListStep(context, list, 'remove')
    const live = (await itemsOf(context, listId)).filter((item) => item.live)
    const item = live.find((each) => each.personId === personId)
    if (!item) return refuse('not_found', 'item', '这件档案不在清单中，或已移出')
    if (live.length === 1) refuse('refused', 'last', '清单里只剩这一件。不销毁的，请撤回整份清单')
    await db(context)
      .updateTable('archives.destructionItem')
      .set({ live: false, offWords: words })
      .where('countyCode', '=', context.county)
      .where('listId', '=', listId)
      .where('personId', '=', personId)
      .execute()
    context.concerns(personId)
    await takeListStep(context, list, { kind: 'remove', words: `${item.fileNo} ${item.name}：${words}` })
    return {}
  },

  async carryOutDestruction(context, { listId, way, place, firstWitness, secondWitness }) {
    const list = await lockedList(context, listId)
    requireListStep(context, list, 'carry_out')
    const { accountId: carriedBy, name: carriedName } = context.actor
    requireNone(objectionsToWitnesses(firstWitness, secondWitness, carriedName))
    await requireStillReady(context, listId)
    const live = (await itemsOf(context, listId)).filter((item) => item.live)
    if (way === 'no_paper' && live.some((item) => item.place !== ''))
      refuse('invalid', 'way', '清单里有纸质材料。请选择纸质材料怎样销毁')
    const words = `${paperWayText[way]}，${place}；监销人${firstWitness}、${secondWitness}`
    const set = { destroyedOn: context.today, carriedBy, carriedName, place, way, firstWitness, secondWitness }
    await takeListStep(context, list, { kind: 'carry_out', words, set })
    const contents = await destroyFiles(context, list, live)
    await context.later(archives, 'shred', { listId }, { key: `archives.shred:${context.county}:${listId}` })
    return { files: live.length, contents }
  },

  resumeDestruction: (context, { listId }) => shredAll(context, listId),
  shred: (context, { listId }) => shredAll(context, listId),
})

const itemOf = (context: Context, listId: string, row: Candidate['row']) => ({
  countyCode: context.county,
  listId,
  personId: row.personId,
  fileNo: row.fileNo,
  name: row.name,
  serviceEndOn: row.endedOn,
  keepThroughOn: row.keepThrough,
  papers: row.papers,
  scans: row.scans,
  place: row.places,
})

/** All at once, each with whose file it is. */
function requireReady(found: readonly Candidate[]): void {
  const reasons = found.flatMap(({ row, reasons: own }) => own.map((reason) => ofFile(row, reason)))
  if (reasons.length > 0) throw new Refusal('refused', reasons)
}

const ofFile = ({ personId, fileNo, name }: Candidate['row'], reason: Reason): Reason => ({
  ...reason,
  message: `${fileNo} ${name}：${reason.message}`,
  next: { title: '打开档案', to: `/archives/${personId}` },
})

/** A hold, a support taken up again, a longer term of the county: what came in between counts. */
async function requireStillReady(context: Context, listId: string): Promise<void> {
  const live = (await itemsOf(context, listId)).filter((item) => item.live)
  const personIds = live.map(({ personId }) => personId)
  for (const personId of personIds) context.concerns(personId)
  const found = await candidates(context, { personIds, listId })
  requireReady(found)
}

async function nextNumber(context: Context): Promise<string> {
  const year = dayOf(context.now).slice(0, 4)
  const { count } = await db(context)
    .selectFrom('archives.destructionList')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('countyCode', '=', context.county)
    .where('number', 'like', `档销〔${year}〕%`)
    .executeTakeFirstOrThrow()
  return `档销〔${year}〕${Number(count) + 1}号`
}
