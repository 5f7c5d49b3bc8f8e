/** The register of letters, and one of them with its fields, its words and its editions. */
import type { LetterKind } from '#kernel/letter.ts'
import type { Context } from '#platform/context.ts'
import { storedFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { documents, type Edition, type Sort } from './contract.ts'
import { clausesIn } from './editing.ts'
import { db, editionsOf, inForceOn, kindOf, kindsOf, stateOf, type StoredEdition, textOf } from './stored.ts'

const parts: Readonly<Record<string, string>> = {
  recognition: '认定办理',
  assessments: '能力评估',
  endings: '变更、终止和死亡',
  archives: '档案',
}
const partOf = (key: string): string => parts[key.split('.')[0] ?? ''] ?? '其他'

/** Printed by this system whatever the text says. */
const fixedParts: Record<Sort, string[]> = {
  letter: [
    '发文单位',
    '编号',
    '受送达人',
    '联系方式',
    '落款（单位、盖章处、日期）',
    '送达回证（第二页）',
    '页脚（页码、打印时间和打印人）',
  ],
  poster: ['名单表（每页22行，没有身份证号）', '落款（单位、日期）', '页脚（页码、打印时间和打印人）'],
  form: ['表格的项目和顺序（与登记页面一致）', '签名栏', '页脚（页码、打印时间和打印人）'],
}

export const reading = part(documents, {
  async letters(context) {
    const all = Map.groupBy(await editionsOf(context), ({ letter }) => letter)
    const rows = kindsOf(context).map(({ key, name, sort }) => {
      const editions = all.get(key) ?? []
      const used = inForceOn(editions, context.today)
      const own = used && textOf(used) ? used : undefined
      return {
        key,
        name,
        sort,
        part: partOf(key),
        edition: own?.edition ?? null,
        from: own?.adoptedFrom ?? null,
        ownWord: Boolean(own?.fileId),
        waiting: editions.filter(({ adopted }) => adopted === null).length,
      }
    })
    context.shows({}, rows.length)
    return { rows, waiting: rows.reduce((sum, row) => sum + row.waiting, 0) }
  },

  async letter(context, { letter }) {
    const kind = kindOf(context, letter)
    const rows = await editionsOf(context, letter)
    const used = inForceOn(rows, context.today)
    const editions: Edition[] = []
    for (const row of rows) editions.push(await shown(context, row, rows))
    const standard = { title: kind.text.title, paragraphs: [...kind.text.paragraphs] }
    const own = used && textOf(used)
    return {
      key: kind.key,
      name: kind.name,
      sort: kind.sort,
      fields: await fieldsOf(context, kind),
      fixed: fixedParts[kind.sort],
      standard,
      current: own ? { title: own.title, paragraphs: [...own.paragraphs] } : standard,
      editions,
    }
  },
})

async function fieldsOf(context: Context, kind: LetterKind) {
  const clauses = clausesIn(await context.policyOn(context.today))
  return kind.fields.map(({ name, about, kind: shape = 'text' as const, example, required }) => ({
    name,
    about,
    kind: shape,
    example: typeof example === 'string' ? [example] : [...example],
    required: required?.why ?? '',
    citations: required ? clauses(required.key) : [],
  }))
}

async function shown(context: Context, row: StoredEdition, rows: readonly StoredEdition[]): Promise<Edition> {
  const text = textOf(row)
  const { printed } = await db(context)
    .selectFrom('documents.issued')
    .select((select) => select.fn.countAll<string>().as('printed'))
    .where('countyCode', '=', context.county)
    .where('editionId', '=', row.id)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    edition: row.edition,
    text: text ? { title: text.title, paragraphs: [...text.paragraphs] } : null,
    fileName: row.fileId ? (await storedFile(context, row.fileId)).name : null,
    from: row.adoptedFrom ?? row.fromOn,
    note: row.note,
    maker: row.maker,
    madeAt: row.madeAt,
    mine: row.madeBy === context.actor.accountId,
    state: stateOf(row, rows, context.today),
    decider: row.decider ?? '',
    decidedAt: row.decidedAt,
    reason: row.reason ?? '',
    printed: Number(printed),
  }
}
