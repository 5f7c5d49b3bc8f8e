/** A file is closed by one and confirmed by another, kept for its years, held while something is open, and handed over. */
import { dateText, dayOf, type PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { checksOf, rulesOf, termOf } from './assessing.ts'
import { objectionsToClosing } from './closing-rules.ts'
import { archives } from './contract.ts'
import { makePackage } from './package.ts'
import { db, documentsOf, type FileOf, fileOf, lockedFile, signedBy, takeStep } from './stored.ts'

export const closing = part(archives, {
  async propose(context, { personId, reason }) {
    const file = await lockedFile(context, personId)
    await requireReady(context, await fileOf(context, personId), reason)
    const { accountId } = context.actor
    await takeStep(context, file, { kind: 'propose', words: reason, set: { proposedBy: accountId } })
    return {}
  },

  async giveBack(context, { personId, words }) {
    const file = await lockedFile(context, personId)
    await takeStep(context, file, { kind: 'return', words, set: { proposedBy: null } })
    return {}
  },

  async confirm(context, { personId }) {
    const locked = await lockedFile(context, personId)
    const file = await fileOf(context, personId)
    // What came in between counts: a payment that came back, a support that was taken up again.
    await requireReady(context, file, '提请时已说明')
    const term = termOf(rulesOf(await context.policyOn(context.today)), file)
    if (!term) return refuse('refused', 'in_use', '此人还在供养，档案在用，不能归档')
    await takeStep(context, locked, {
      kind: 'confirm',
      words: `保管至${dateText(term.keepThrough)}，${dateText(term.destroyFrom)}起可以销毁`,
      set: { confirmedBy: context.actor.accountId, serviceEndOn: file.endedOn, keepThroughOn: term.keepThrough },
    })
    return term
  },

  async hold(context, { personId, kind, reason }) {
    const { status } = await fileOf(context, personId)
    if (status === 'destroyed') refuse('refused', 'destroyed', '档案已依法销毁，没有可以暂缓的。经过见销毁清单')
    if (status === 'handed')
      refuse('refused', 'handed', '档案已移交，由接收单位保管，这里的暂缓管不到。请书面告知接收单位暂缓销毁')
    const row = signedBy(context)
    await db(context)
      .insertInto('archives.hold')
      .values({ ...row, personId, kind, reason })
      .execute()
    return { holdId: row.id }
  },

  async release(context, { holdId, reason }) {
    const hold = await db(context)
      .selectFrom('archives.hold')
      .select(['id', 'personId'])
      .where('countyCode', '=', context.county)
      .where('id', '=', holdId)
      .executeTakeFirst()
    if (!hold)
      return refuse('not_found', 'hold', '没有找到这项暂缓，或不在您的辖区。投诉、更正申请的暂缓答复后自动解除')
    context.concerns(hold.personId)
    const { id: _, ...row } = signedBy(context)
    await db(context)
      .insertInto('archives.release')
      .values({ ...row, holdId, personId: hold.personId, reason })
      .execute()
    return {}
  },

  async offer(context, { personId, receiver }) {
    const locked = await lockedFile(context, personId)
    const file = await fileOf(context, personId)
    // Something may have come up in the years since it was closed; after the hand-over it would be missing from the file.
    await requireReady(context, file, '归档时已说明')
    const made = await makePackage(context, file, receiver)
    const { accountId } = context.actor
    const set = { offeredBy: accountId, receiver, packageFileId: made.fileId, packageSha256: made.sha256 }
    const words = `移交给${receiver}，共${made.files}个文件，校验码${made.sha256.slice(0, 16)}`
    await takeStep(context, locked, { kind: 'offer', words, fileId: made.fileId, set })
    return { sha256: made.sha256, files: made.files }
  },

  async withdraw(context, { personId, words }) {
    const file = await lockedFile(context, personId)
    const set = { offeredBy: null, receiver: '', packageFileId: null, packageSha256: '' }
    await takeStep(context, file, { kind: 'withdraw', words, set })
    return {}
  },

  async receive(context, { personId, signer, receivedOn, receiptNo, fileId }) {
    const file = await lockedFile(context, personId)
    if (receivedOn > context.today) refuse('invalid', 'receivedOn', '签收日期晚于今天。请核对是否录错')
    const offeredOn = await lastOffer(context, personId)
    if (offeredOn !== null && receivedOn < offeredOn)
      refuse('invalid', 'receivedOn', `签收日期早于移交的${dateText(offeredOn)}。请核对是否录错`)
    if (fileId) await claimFile(context, fileId, 'archives')
    const words = `${file.receiver} ${signer}于${dateText(receivedOn)}签收，回执${receiptNo}`
    await takeStep(context, file, { kind: 'receive', words, fileId, set: { receivedBy: context.actor.accountId } })
    return {}
  },

  async openPackage(context, { personId }) {
    await fileOf(context, personId)
    const { packageFileId } = await lockedFile(context, personId)
    if (!packageFileId) return refuse('refused', 'no_package', '还没有移交，没有移交包。请先点“移交”')
    context.because('身份证号、电话、银行账号：下载移交包，移交档案')
    return { ticket: await ticketFor(context, packageFileId), name: (await storedFile(context, packageFileId)).name }
  },

  async openReceipt(context, { personId, fileId }) {
    await fileOf(context, personId)
    const step = await db(context)
      .selectFrom('archives.step')
      .select('fileId')
      .where('countyCode', '=', context.county)
      .where('personId', '=', personId)
      // The package is a file of a step too, and is not everybody's who may see the receipt.
      .where('kind', '=', 'receive')
      .where('fileId', '=', fileId)
      .executeTakeFirst()
    if (!step) return refuse('not_found', 'file', '没有找到这份回执')
    return { ticket: await ticketFor(context, fileId), name: (await storedFile(context, fileId)).name }
  },
})

async function lastOffer(context: Context, personId: string): Promise<PlainDate | null> {
  const step = await db(context)
    .selectFrom('archives.step')
    .select('at')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', 'offer')
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  return step ? dayOf(step.at) : null
}

async function requireReady(context: Context, file: FileOf, reason: string): Promise<void> {
  const rules = rulesOf(await context.policyOn(context.today))
  const documents = await documentsOf(context, [file.personId])
  const checks = await checksOf(context, file, { rules, documents })
  requireNone(objectionsToClosing({ endedOn: file.endedOn, today: context.today, checks, reason }))
}
