/** Letters that this program printed go into the file as they were issued: nobody scans what is here already. */
import { refuse, requireNone } from '#kernel/refusal.ts'
import { issuedLetter } from '#modules/documents/index.ts'
import { giveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { part } from '#platform/module.ts'
import { classOf, rulesOf } from './assessing.ts'
import { objectionsToClass } from './closing-rules.ts'
import { archives } from './contract.ts'
import { requireSomewhere, requireTaking } from './filing.ts'
import { db, signedBy } from './stored.ts'
import { unfiledLetters } from './unfiled.ts'

export const issuedFiling = part(archives, {
  async fileIssued(context, { personId, issuedId, class: chosen, ...place }) {
    await requireTaking(context, personId)
    const found = (await unfiledLetters(context, personId)).find(({ id }) => id === issuedId)
    if (!found) return refuse('not_found', 'issued', '没有找到这份文书，或刚被归入档案。请刷新后查看')
    requireSomewhere({ ...place, fileId: issuedId })
    const { title, number, issuedOn, bytes } = await issuedLetter(context, issuedId)
    const rules = rulesOf(await context.policyOn(context.today))
    const sort = chosen ?? classOf(rules, found.item)
    requireNone(objectionsToClass(rules.classes, { class: sort, item: found.item }))
    const fileName = `${title}${number}.pdf`
    const { fileId } = await giveFile(context, { name: fileName, mediaType: 'application/pdf', bytes })
    const row = signedBy(context)
    const scan = { fileId, fileName, mediaType: 'application/pdf', fileSize: bytes.length, sha256: sha256(bytes) }
    const what = { class: sort, item: found.item, title: found.title, datedOn: issuedOn }
    await db(context)
      .insertInto('archives.document')
      .values({ ...row, ...place, ...scan, ...what, personId, issuedId, replacesId: null })
      .execute()
    return { documentId: row.id }
  },
})
