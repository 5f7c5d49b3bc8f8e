/** Papers go into the file, are replaced and never deleted, and are laid beside their scans. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { storedFile, ticketFor } from '#platform/file-rows.ts'
import { part, type RegisterDeed } from '#platform/module.ts'
import { rulesOf } from './assessing.ts'
import { objectionsToClass, objectionsToSettling, takesPapers } from './closing-rules.ts'
import { archives } from './contract.ts'
import { db, documentOf, fileOf, scanOf, signedBy, type StoredDocument } from './stored.ts'
import { itemTitle, type Settlement } from './words.ts'

export const filing = part(archives, {
  async addDocument(context, { personId, fileId, title, ...paper }) {
    await requireTaking(context, personId)
    requireSomewhere({ ...paper, fileId })
    requireNoPortrait(paper.item, fileId)
    await requireOwnTime(context, personId, paper.datedOn)
    const { classes } = rulesOf(await context.policyOn(context.today))
    requireNone(objectionsToClass(classes, paper))
    const row = signedBy(context)
    await db(context)
      .insertInto('archives.document')
      .values({
        ...row,
        ...paper,
        personId,
        title: title || itemTitle(paper.item),
        ...(await scanOf(context, fileId, personId)),
        replacesId: null,
      })
      .execute()
    return { documentId: row.id }
  },

  async replaceDocument(context, { documentId, fileId, title, reason, ...paper }) {
    const before = await documentOf(context, documentId)
    await requireTaking(context, before.personId)
    if (before.replaced) refuse('conflict', 'replaced', '这份材料刚被更换。请刷新后在新的一份上办理')
    requireSomewhere({ ...paper, fileId: fileId ?? before.fileId })
    requireNoPortrait(before.item, fileId)
    await requireOwnTime(context, before.personId, paper.datedOn)
    const row = signedBy(context)
    const scan = fileId === null ? scanBefore(before) : await scanOf(context, fileId, before.personId)
    const { personId, class: sort, item } = before
    const replaced = { personId, class: sort, item, title: title || before.title, replacesId: documentId, reason }
    await db(context)
      .insertInto('archives.document')
      .values({ ...row, ...paper, ...replaced, ...scan })
      .execute()
    if (before.same === false) await settle(context, before, { kind: 'scanned_again', words: `已更换：${reason}` })
    return { documentId: row.id }
  },

  async compare(context, { documentId, same, note }) {
    const document = await documentOf(context, documentId)
    await requireTaking(context, document.personId)
    if (document.replaced) refuse('conflict', 'replaced', '这份材料已被更换。请在新的一份上比对')
    if (document.fileId === null || document.box === '')
      refuse('refused', 'nothing_beside', '纸质和扫描件都有，才能比对。请先补登纸质位置或上传扫描件')
    if (document.same === false)
      refuse('refused', 'open_difference', '这份材料的差异还没有处理。请先点“处理差异”，写明怎样处理')
    if (!same && Array.from(note).length < 4) refuse('invalid', 'note', '请写明哪里不一致，至少4个字')
    await db(context)
      .insertInto('archives.comparison')
      .values({ ...signedBy(context), documentId, personId: document.personId, same, note })
      .execute()
    return {}
  },

  async settleDifference(context, { documentId, kind, words }) {
    const document = await documentOf(context, documentId)
    await requireTaking(context, document.personId)
    if (document.replaced) refuse('conflict', 'replaced', '这份材料已被更换，差异随之处理。请刷新后查看')
    if (document.same !== false) refuse('refused', 'no_difference', '这份材料没有未处理的差异。请刷新后查看')
    const rules = rulesOf(await context.policyOn(context.today))
    requireNone(objectionsToSettling(kind, rules.basis))
    await settle(context, document, { kind, words })
    return {}
  },

  async openDocument(context, { documentId }) {
    const document = await documentOf(context, documentId)
    if (document.fileId === null) return refuse('not_found', 'no_scan', '这份材料只有纸质，没有扫描件')
    const { name, mediaType } = await storedFile(context, document.fileId)
    context.because(`查看材料：${document.title}`)
    return { ticket: await ticketFor(context, document.fileId), name, mediaType }
  },
})

/** His photograph is filed with him, where consent to it is asked for; here only the place of one on paper. */
function requireNoPortrait(item: string, fileId: string | null): void {
  if (item === 'photo' && fileId !== null)
    refuse(
      'refused',
      'photo',
      '照片的扫描件在此人页面的“身份与家庭”登记，须有“照片使用”的同意。这里只登记纸质照片的盒、夹、页',
    )
}

/** The difference is over; who found it and who settled it both stay. */
async function settle(
  context: Context,
  { id: documentId, comparisonId, personId }: StoredDocument,
  how: { kind: Settlement; words: string },
): Promise<void> {
  if (comparisonId === null) return
  await db(context)
    .insertInto('archives.resolution')
    .values({ ...signedBy(context), comparisonId, documentId, personId, ...how })
    .execute()
}

const scanBefore = ({ fileId, fileName, mediaType, fileSize, sha256 }: StoredDocument) => ({
  fileId,
  fileName,
  mediaType,
  fileSize,
  sha256,
})

export async function requireTaking(context: Context, personId: string): Promise<void> {
  const { status } = await fileOf(context, personId)
  if (status === 'destroyed') refuse('refused', 'destroyed', '档案已依法销毁，材料不能再变动')
  if (status !== null && !takesPapers(status))
    refuse('refused', 'sealed', '档案正在移交或已移交，材料不能再变动。确需补充的，请先撤回移交')
}

export function requireSomewhere({
  fileId,
  box,
  folder,
  page,
}: { fileId: string | null } & Record<'box' | 'folder' | 'page', string>) {
  if (box === '' && (folder !== '' || page !== '')) refuse('invalid', 'box', '填了夹号或页号，还要填盒号')
  if (fileId === null && box === '') refuse('invalid', 'box', '请填写纸质材料在哪一盒，或上传扫描件')
}

/** A paper about him is no older than he is, and none is of a day to come. */
async function requireOwnTime(context: Context, personId: string, datedOn: PlainDate | null): Promise<void> {
  if (datedOn === null) return
  const { today } = context
  if (datedOn > today)
    refuse('invalid', 'datedOn', `材料日期${dateText(datedOn)}晚于今天${dateText(today)}。请核对是否录错`)
  const person = await db(context)
    .selectFrom('persons.personView')
    .select('bornOn')
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (person && datedOn < person.bornOn)
    refuse(
      'invalid',
      'datedOn',
      `材料日期${dateText(datedOn)}早于此人出生的${dateText(person.bornOn)}。请核对日期；祖辈的旧材料日期可以不填`,
    )
}

/** The file is in another's hands: what is written here now is not in it, and somebody has to take it there. */
export async function objectionsOfHanded(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind !== 'correct' && deed.kind !== 'change') return []
  const file = await db(context)
    .selectFrom('archives.file')
    .select(['status', 'receiver'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', deed.personId)
    .where('status', 'in', ['offered', 'handed'])
    .executeTakeFirst()
  if (!file) return []
  const state = file.status === 'handed' ? '档案已移交' : '档案正在移交'
  const message = `${state}${file.receiver}，移交包里没有这次改动，须补充移交：请把这次改动书面告知接收单位。`
  return [{ code: 'handed', message, warning: true }]
}
