/** 补抽: a drawn case that cannot be visited is let go by two persons, and the next in order takes its place (认定办法 第十六条). */
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { batchOf } from './batching.ts'
import { recognition } from './contract.ts'
import { DrawSaid, letGoAsked } from './draw.ts'
import { type Case, deedsOf, keepDeed, lockCase, lockCases, stepped, updateCase } from './stored.ts'

const ofDraw = ['drawn', 'checked'] as const

export const drawingAnother = part(recognition, {
  async drawAnother(context, { caseId, reason }) {
    const row = await lockCase(context, caseId)
    const { step } = await stepped(context, row, { kind: 'replace' })
    if (letGoAsked(await deedsOf(context, [caseId], ofDraw)))
      refuse('refused', 'asked', '已申请补抽，等待县级救助负责人答复，不能重复申请。')
    await nextInOrder(context, row)
    await keepDeed(context, row, { kind: 'drawn', on: context.today, said: { asked: true }, note: reason })
    return { caseId, step, warnings: ['县级救助负责人同意后，按次序补抽1件。'] }
  },

  async agreeDrawAnother(context, { caseId, agrees, reason }) {
    const row = await lockCase(context, caseId)
    await stepped(context, row, { kind: 'replace' })
    const asked =
      letGoAsked(await deedsOf(context, [caseId], ofDraw)) ??
      refuse('refused', 'not_asked', '县级经办没有申请补抽，或者已经答复。请刷新后查看。')
    if (asked.accountId === context.actor.accountId) refuse('refused', 'other_person', '补抽由您申请，须由另一人同意。')
    if (!agrees) {
      await keepDeed(context, row, { kind: 'drawn', on: context.today, said: { kept: true }, note: reason })
      return { name: null }
    }
    const next = await nextInOrder(context, row)
    await stepped(context, next, { kind: 'drawAnother' })
    const note = `${asked.note}（${asked.account}申请；${context.actor.name}同意：${reason}）`
    await keepDeed(context, row, { kind: 'drawn', on: context.today, said: { replaced: true }, note })
    await updateCase(context, row.id).set({ sampled: false }).execute()
    await keepDeed(context, next, {
      kind: 'drawn',
      on: context.today,
      said: { sampled: true },
      note: `补抽：${row.number}无法核查`,
    })
    await updateCase(context, next.id).set({ sampled: true }).execute()
    return { name: next.name }
  },
})

/** Nobody chooses: the first of the batch that is not drawn, still with the county and was not let go before. */
async function nextInOrder(context: Context, row: Case): Promise<Case> {
  const batch = await batchOf(context, row.batchId ?? '')
  const byId = new Map((await lockCases(context, batch.drawnOrder)).map((each) => [each.id, each]))
  const deeds = await deedsOf(context, batch.drawnOrder, ['drawn'])
  const letGo = new Set(deeds.filter(({ said }) => DrawSaid.safeParse(said).data?.replaced).map(({ caseId }) => caseId))
  const next = batch.drawnOrder
    .map((id) => byId.get(id))
    .find((each) => each && !each.sampled && each.step === 'county' && each.batchId === batch.id && !letGo.has(each.id))
  return next ?? refuse('refused', 'none_left', '本批已没有可以补抽的案件。不能手工替换被抽中的对象，请设法完成核查。')
}
