/** Writing an edition, putting it in force by a second person, samples of it. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { LetterKind, LetterText } from '#kernel/letter.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { giveFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { documents } from './contract.ts'
import { objectionsToText, paragraphsOf, takesWord } from './rules.ts'
import { sampleOf, templateOf } from './samples.ts'
import { db, editionsOf, inForceOn, kindOf, ownLayout, requireCounty, textOf } from './stored.ts'
import { checkedWord } from './word-check.ts'

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const fileTypes = { pdf: 'application/pdf', word: wordType } as const
const endings = { pdf: 'pdf', word: 'docx' } as const

export const clausesIn =
  (policy: PolicyInForce) =>
  (key: string): Citation[] =>
    policy.find(key)?.citations ?? []

export const editing = part(documents, {
  async propose(context, { letter, title, body, from, note, fileId }) {
    requireCounty(context)
    const kind = kindOf(context, letter)
    const text = { title, paragraphs: paragraphsOf(body) }
    const clauses = clausesIn(await context.policyOn(from))
    requireNone([...objectionsToText(kind, text, clauses), ...objectionsToDay(from, context.today)])
    if (fileId !== null) {
      requireOwnLayout(kind)
      await checkedWord(context, { kind, text, fileId, clauses })
    }
    return keep(context, { letter, from, note, text, fileId })
  },

  async proposeStandard(context, { letter, from, note }) {
    requireCounty(context)
    kindOf(context, letter)
    requireNone(objectionsToDay(from, context.today))
    const rows = await editionsOf(context, letter)
    const own = rows.find((row) => row.adopted === true)
    if (!own || textOf(own) === undefined) refuse('refused', 'letter', '这份文书用的就是系统文字，不需要恢复')
    return keep(context, { letter, from, note, text: undefined, fileId: null })
  },

  async adopt(context, { id }) {
    const row = await waiting(context, id)
    const kind = kindOf(context, row.letter)
    // What was right when it was written may have lost a field since.
    const text = textOf(row)
    const from = row.fromOn > context.today ? row.fromOn : context.today
    if (text) requireNone(objectionsToText(kind, text, clausesIn(await context.policyOn(from))))
    await decide(context, { row, adopted: true, from, reason: '' })
    return { from, sentence: `已采用“${kind.name}”第${row.edition}版，落款日期在${dateText(from)}以后的按新版打印` }
  },

  async reject(context, { id, reason }) {
    const row = await waiting(context, id)
    await decide(context, { row, adopted: false, from: row.fromOn, reason })
    return {}
  },

  async sample(context, { letter, title, body, format, fileId, editionId }) {
    const kind = kindOf(context, letter)
    const text = { title, paragraphs: paragraphsOf(body) }
    const clauses = clausesIn(await context.policyOn(context.today))
    requireNone(objectionsToText(kind, text, clauses))
    if (fileId !== null) requireOwnLayout(kind)
    const uploaded =
      fileId && format === 'word' ? await checkedWord(context, { kind, text, fileId, clauses }) : undefined
    const own = uploaded ?? (editionId ? await ownLayout(context, editionId) : undefined)
    const bytes = await sampleOf(context, { kind, text, own }, format)
    return given(context, { name: `${kind.name}（样张）`, bytes, format })
  },

  async wordTemplate(context, { letter }) {
    const kind = kindOf(context, letter)
    requireOwnLayout(kind)
    const row = inForceOn(await editionsOf(context, letter), context.today)
    const bytes = templateOf(kind, (row && textOf(row)) ?? kind.text)
    return given(context, { name: `${kind.name}（模板）`, bytes, format: 'word' })
  },

  async openWord(context, { id }) {
    const found = await db(context)
      .selectFrom('documents.edition')
      .select('fileId')
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .executeTakeFirst()
    const fileId = found?.fileId ?? refuse('not_found', 'file', '这一版没有上传Word模板，按系统版式打印')
    return { ticket: await ticketFor(context, fileId), name: (await storedFile(context, fileId)).name }
  },
})

const objectionsToDay = (from: PlainDate, today: PlainDate) =>
  from < today ? [{ code: 'from', message: '启用日早于今天。已经打印的文书不变，请填今天或以后的日期' }] : []

function requireOwnLayout(kind: LetterKind): void {
  if (!takesWord(kind))
    refuse(
      'refused',
      'fileId',
      `“${kind.name}”的版式由系统固定，只能改标题和表外文字${kind.prescribed ? `：${kind.prescribed}` : ''}。请不要上传Word模板`,
    )
}

interface NewEdition {
  letter: string
  from: PlainDate
  note: string
  text: LetterText | undefined
  fileId: string | null
}

async function keep(context: Context, { letter, from, note, text, fileId }: NewEdition) {
  const last = (await editionsOf(context, letter))[0]?.edition ?? 0
  const id = context.newId()
  await db(context)
    .insertInto('documents.edition')
    .values({
      countyCode: context.county,
      id,
      letter,
      edition: last + 1,
      title: text?.title ?? '',
      paragraphs: text ? JSON.stringify(text.paragraphs) : null,
      fileId,
      fromOn: from,
      note,
      madeBy: context.actor.accountId,
      maker: context.actor.name,
      madeAt: context.now,
      entryId: context.entryId,
    })
    .execute()
  return { id, edition: last + 1 }
}

async function waiting(context: Context, id: string) {
  requireCounty(context)
  const row = (await editionsOf(context)).find((each) => each.id === id)
  if (!row) return refuse('not_found', 'edition', '没有找到这一版文书模板。请刷新后查看')
  if (row.adopted !== null) return refuse('conflict', 'edition', '这一版已经有人决定过。请刷新后查看')
  if (row.madeBy === context.actor.accountId)
    return refuse('refused', 'edition', '文书模板由一人修改、另一人采用。请由另一位有权限的同事办理')
  return row
}

interface Deciding {
  row: Awaited<ReturnType<typeof waiting>>
  adopted: boolean
  from: PlainDate
  reason: string
}

async function decide(context: Context, { row, adopted, from, reason }: Deciding): Promise<void> {
  await db(context)
    .insertInto('documents.decision')
    .values({
      countyCode: context.county,
      editionId: row.id,
      madeBy: row.madeBy,
      adopted,
      fromOn: from,
      decidedBy: context.actor.accountId,
      decider: context.actor.name,
      decidedAt: context.now,
      reason,
      entryId: context.entryId,
    })
    .execute()
}

async function given(context: Context, file: { name: string; bytes: Uint8Array; format: 'pdf' | 'word' }) {
  const name = `${file.name}.${endings[file.format]}`
  const { ticket } = await giveFile(context, { name, mediaType: fileTypes[file.format], bytes: file.bytes })
  return { ticket, name }
}
