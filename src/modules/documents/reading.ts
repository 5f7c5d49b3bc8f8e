/** The register of letters, and one of them with its fields, its words and its editions. */
import type { LetterKind } from '#kernel/letter.ts'
import type { Context } from '#platform/context.ts'
import { layoutTags } from '#platform/documents/letter-word.ts'
import { storedFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { documents, type Edition, type LetterShown, type Sort } from './contract.ts'
import { clausesIn } from './editing.ts'
import { namesIn } from './frame-check.ts'
import { takesWord } from './rules.ts'
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

const fixedOf = ({ sort, prescribed }: LetterKind): string[] =>
  prescribed ? [...fixedParts[sort], prescribed] : fixedParts[sort]

const layoutNames: Readonly<Record<(typeof layoutTags)[number], string>> = {
  单位: '发文单位',
  标题: '标题',
  编号: '文书编号',
  受送达人: '写给谁',
  正文: '正文各段，每段一个“文字”',
  联系方式: '联系方式',
  日期: '落款日期',
}
const frameAbout: Readonly<Record<string, string>> = {
  页: '每页22行，每页从新的一页开始',
  行: '每行一条；开头写在第一格，结尾写在同一行的最后一格',
  落款: '只印在最后一页',
  签署: '签名栏，每栏一项',
  人: '每人一份',
}

/** Beside the fields: what the file takes up of the layout, list by list, each with what stands in its entries. */
function wordNamesOf(kind: LetterKind): LetterShown['wordNames'] {
  const loop = (name: string) => `{{#${name}}}…{{/${name}}}`
  if (kind.sort === 'letter')
    return layoutTags.map((name) => ({
      name: name === '正文' ? '{{#正文}}{{文字}}{{/正文}}' : `{{${name}}}`,
      about: layoutNames[name],
      depth: 0,
    }))
  const names = namesIn(kind.frame?.example ?? {})
  const depthOf = (within: string): number =>
    within === '' ? 0 : 1 + depthOf(names.find(({ name, list }) => list && name === within)?.within ?? '')
  return [
    { name: '{{标题}}', about: '标题', depth: 0 },
    { name: '{{#上文}}{{文字}}{{/上文}}', about: '表格以上的各段文字', depth: 0 },
    ...names.map(({ name, within, list, example }) => ({
      name: list ? loop(name) : `{{${name}}}`,
      about: list ? (frameAbout[name] ?? '一组') : example.find(Boolean) ? `例：${example.find(Boolean)}` : '',
      depth: depthOf(within),
    })),
    { name: '{{#下文}}{{文字}}{{/下文}}', about: '表格以下的各段文字', depth: 0 },
  ]
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
      fixed: fixedOf(kind),
      takesWord: takesWord(kind),
      wordNames: takesWord(kind) ? wordNamesOf(kind) : [],
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
