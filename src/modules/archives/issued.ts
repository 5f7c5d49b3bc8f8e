/** Letters that this program printed go into the file as they were issued: nobody scans what is here already. */
import { refuse } from '#kernel/refusal.ts'
import { issuedLetter } from '#modules/documents/index.ts'
import type { Context } from '#platform/context.ts'
import { giveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { part } from '#platform/module.ts'
import { type Rules, rulesOf } from './assessing.ts'
import { archives } from './contract.ts'
import { requireSomewhere, requireTaking } from './filing.ts'
import { db, signedBy } from './stored.ts'
import { DocumentClass, type DocumentItem, itemTitle } from './words.ts'

/** What a letter stands for among the papers that a file must hold. */
const items: Readonly<Record<string, DocumentItem>> = {
  'recognition.confirmation': 'confirmation_decision_copy',
  'endings.end': 'termination_papers_copy',
}
const itemOf = (letter: string): DocumentItem => items[letter] ?? 'other'
const classOf = ({ classes }: Rules, item: string): DocumentClass =>
  DocumentClass.options.find((each) => classes[each]?.contents.includes(item)) ?? 'other'

export const issuedFiling = part(archives, {
  async fileIssued(context, { personId, issuedId, ...place }) {
    await requireTaking(context, personId)
    const found = (await unfiledLetters(context, personId)).find(({ id }) => id === issuedId)
    if (!found) return refuse('not_found', 'issued', '没有找到这份文书，或刚被归入档案。请刷新后查看')
    requireSomewhere({ ...place, fileId: issuedId })
    const { title, number, issuedOn, bytes } = await issuedLetter(context, issuedId)
    const rules = rulesOf(await context.policyOn(context.today))
    const fileName = `${title}${number}.pdf`
    const { fileId } = await giveFile(context, { name: fileName, mediaType: 'application/pdf', bytes })
    const row = signedBy(context)
    const scan = { fileId, fileName, mediaType: 'application/pdf', fileSize: bytes.length, sha256: sha256(bytes) }
    const what = { class: classOf(rules, found.item), item: found.item, title: found.title, datedOn: issuedOn }
    await db(context)
      .insertInto('archives.document')
      .values({ ...row, ...place, ...scan, ...what, personId, issuedId, replacesId: null })
      .execute()
    return { documentId: row.id }
  },
})

/** Printed to him and not yet among his papers, the latest first. */
export async function unfiledLetters(context: Context, personId: string) {
  const rows = await db(context)
    .selectFrom('archives.issuedView')
    .select(['id', 'letter', 'title', 'number', 'issuedOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('filed', '=', false)
    .orderBy('issuedOn', 'desc')
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.flatMap(({ id, letter, title, number, issuedOn }) => {
    if (id === null || letter === null) return []
    const item = itemOf(letter)
    return [{ id, item, itemTitle: itemTitle(item), title: `${title ?? ''}${number ?? ''}`.slice(0, 100), issuedOn }]
  })
}
