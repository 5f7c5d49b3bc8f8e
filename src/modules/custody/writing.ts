/** How a slip and an entry are written. The number and the balance of an entry are the database's. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { type Account, db, ofAccount } from './stored.ts'
import type { Direction, EntryKind, Receiver } from './words.ts'

interface NewSlip {
  kind: EntryKind
  direction: Direction
  amountFen: bigint
  onDay: PlainDate
  purpose: string
  voucher?: string
  receiver: Receiver
  receiverName?: string
  consentId?: string | null
  signedAs?: 'signature' | 'thumb' | null
  taker?: string
  proof?: string
  inventory?: string
  correctsId?: string
  fileId?: string | null
}

const blank = {
  voucher: '',
  receiverName: '',
  consentId: null,
  signedAs: null,
  taker: '',
  proof: '',
  inventory: '',
  correctsId: null,
  fileId: null,
}

export async function writeSlip(context: Context, account: Account, slip: NewSlip): Promise<string> {
  const id = context.newId()
  await db(context)
    .insertInto('custody.slip')
    .values({
      ...blank,
      ...ofAccount(account),
      ...slip,
      id,
      madeBy: context.actor.accountId,
      madeName: context.actor.name,
      madeAt: context.now,
    })
    .execute()
  return id
}

const slipsOf = (context: Context) =>
  db(context).selectFrom('custody.slip').selectAll().where('countyCode', '=', context.county)
export type Slip = Awaited<ReturnType<ReturnType<typeof slipsOf>['executeTakeFirstOrThrow']>>

export const waitingSlips = (context: Context) => slipsOf(context).where('state', '=', 'waiting')
export const slipsOfAccount = (context: Context, accountId: string) =>
  slipsOf(context).where('accountId', '=', accountId).orderBy('madeAt', 'desc').orderBy('id', 'desc').execute()

/** Booked: made by whoever entered the slip, checked by whoever agrees. */
export async function writeEntry(context: Context, account: Account, slip: Slip): Promise<void> {
  await db(context)
    .insertInto('custody.entry')
    .values({
      ...ofAccount(account),
      kind: slip.kind,
      direction: slip.direction,
      amountFen: slip.amountFen,
      onDay: slip.onDay,
      purpose: slip.purpose,
      voucher: slip.voucher,
      receiver: slip.receiver,
      receiverName: slip.receiverName,
      consentId: slip.consentId,
      signedAs: slip.signedAs,
      taker: slip.taker,
      proof: slip.proof,
      fileId: slip.fileId,
      correctsId: slip.correctsId,
      madeBy: slip.madeBy,
      madeName: slip.madeName,
      id: context.newId(),
      slipId: slip.id,
      checkedBy: context.actor.accountId,
      checkedName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}
