/** A list that ended agreements is undone: they go on as they stood, or the person would be supported and served by nobody. */
import type { Instant } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { effectIn } from './rules.ts'
import { takeEffect } from './signing-use.ts'
import { type Agreement, db, updateAgreement } from './tables.ts'

interface TakenBack {
  personIds: readonly string[]
  /** Who was worked on since is left out of an undo; so what ended at that moment was ended by the list. */
  publishedAt: Instant
}

export async function goOn(context: Context, { personIds, publishedAt }: TakenBack): Promise<void> {
  const ended = await db(context)
    .selectFrom('agreements.agreement')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', 'in', [...personIds])
    .where('status', '=', 'terminated')
    .where('changedAt', '=', publishedAt)
    .forUpdate()
    .execute()
  for (const agreement of ended) await reopen(context, agreement)
}

async function reopen(context: Context, agreement: Agreement): Promise<void> {
  const { id, personId, signedOn, filedOn } = agreement
  context.concerns(personId)
  const status = statusBefore(agreement)
  await updateAgreement(context, [id]).set({ status, endedOn: null, endReason: null, takesOver: '' }).execute()
  if (!signedOn) return
  const done = effectIn(await context.policyOn(signedOn)).value === 'filing' ? filedOn : signedOn
  if (done) await takeEffect(context, [agreement], done)
}

/** A draft that was under review is submitted once more: its row no longer says so. */
function statusBefore({ filedOn, signedOn, reviewedOn }: Agreement) {
  if (filedOn) return 'filed'
  if (signedOn) return 'signed'
  return reviewedOn ? 'signing' : 'draft'
}
