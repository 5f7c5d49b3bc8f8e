/** 销毁清单 on paper and as a spreadsheet: every file, every hash, who proposed, approved, carried out and watched. */
import { dateText, dayOf } from '#kernel/calendar.ts'
import { citationText } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import { writeBook } from '#platform/documents/sheet.ts'
import type { Signature, TableLayout } from '#platform/documents/table.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { rulesOf } from './assessing.ts'
import { archives } from './contract.ts'
import { closersOf, itemsOf, listOf, type StoredItem, type StoredList } from './destruction-stored.ts'
import { destructionKind } from './letter-kinds.ts'
import { footOf, worded } from './papers.ts'
import { db } from './stored.ts'
import { classText, destroyedWith, itemTitle, listStatusText, notDestroyed, PaperWay, paperWayText } from './words.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const destructionPrinting = part(archives, {
  async printDestruction(context, { listId, format }) {
    const list = await listOf(context, listId)
    const items = (await itemsOf(context, listId)).filter(({ offWords }) => offWords === '')
    for (const { personId } of items) context.concerns(personId)
    const hashes = await hashesOf(context, listId)
    const layout = await listLayout(context, list, items)
    const bytes =
      format === 'pdf'
        ? await statutoryPaper({ ...footOf(context), layout: withHashes(layout, hashes) })
        : await writeBook([
            { ...layout, name: '销毁清单' },
            { ...hashLayout(list, hashes), name: '校验码' },
          ])
    const name = `销毁清单${list.number}.${format}`
    const mediaType = format === 'pdf' ? 'application/pdf' : sheetType
    const { ticket } = await giveFile(context, { name, mediaType, bytes })
    return { ticket, name }
  },
})

async function listLayout(context: Context, list: StoredList, items: readonly StoredItem[]): Promise<TableLayout> {
  const { retention } = rulesOf(await context.policyOn(context.today))
  const values = {
    清单号: list.number,
    状态: listStatusText[list.status],
    件数: String(items.length),
    销毁理由: list.ground,
    保管年限: String(retention.value.years),
    保管依据: retention.citations.map(citationText).join('；') || '本系统默认',
    销毁情况: doneText(list),
    一并销毁: destroyedWith,
    不在其内: notDestroyed,
  }
  const closers = await closersOf(
    context,
    items.map(({ personId }) => personId),
  )
  const table = { ...listTable(items, closers), signatures: signaturesOf(list) }
  return worded(context, table, { kind: destructionKind, on: dayOf(list.proposedAt), values })
}

function listTable(items: readonly StoredItem[], closers: ReadonlyMap<string, string>) {
  const sum = (of: 'papers' | 'scans') => items.reduce((all, item) => all + item[of], 0)
  return {
    paper: 'portrait' as const,
    columns: [
      { width: 6, align: 'center' as const },
      { width: 16 },
      { width: 11 },
      { width: 13 },
      { width: 13 },
      { width: 11 },
      { width: 7, align: 'center' as const, format: 'integer' as const },
      { width: 8, align: 'center' as const, format: 'integer' as const },
      { width: 14 },
    ],
    head: [
      ['序号', '档案号', '姓名', '服务终止日', '保管至', '归档人', '材料', '电子件', '纸质位置'].map((text) => ({
        text,
      })),
    ],
    rows: items.map((item, index) => [
      index + 1,
      item.fileNo,
      item.name,
      item.serviceEndOn,
      item.keepThroughOn,
      closers.get(item.personId) ?? '—',
      item.papers,
      item.scans,
      item.place || '无纸质',
    ]),
    total: [
      { value: '合计', columns: 6 },
      { value: sum('papers') },
      { value: sum('scans') },
      { value: `${items.length}件` },
    ],
  }
}

function doneText({ status, destroyOn, destroyedOn, place, way }: StoredList): string {
  if (destroyedOn === null)
    return status === 'approved' && destroyOn !== null ? `批准于${dateText(destroyOn)}或以后销毁，还没有执行` : ''
  const known = PaperWay.safeParse(way)
  return `${dateText(destroyedOn)}，${place}，纸质材料${known.success ? paperWayText[known.data] : '—'}，电子件连同密钥删除`
}

function signaturesOf(list: StoredList): Signature[] {
  const proposed = { title: '提出人', name: list.proposedName, on: dayOf(list.proposedAt), words: '' }
  const decided =
    list.decidedAt === null || list.status === 'returned'
      ? '批准人'
      : { title: '批准人', name: list.decidedName, on: dayOf(list.decidedAt), words: '同意销毁' }
  const watched = (title: string, name: string): Signature =>
    list.destroyedOn === null || name === '' ? title : { title, name, on: list.destroyedOn, words: '' }
  return [
    proposed,
    decided,
    watched('执行人', list.carriedName),
    watched('监销人', list.firstWitness),
    watched('监销人', list.secondWitness),
  ]
}

interface HashRow {
  fileNo: string
  class: 'basic' | 'health' | 'other'
  item: string
  filedOn: string
  sha256: string
}

async function hashesOf(context: Context, listId: string): Promise<HashRow[]> {
  const rows = await db(context)
    .selectFrom('archives.destroyedPaper as paper')
    .innerJoin('archives.destructionItem as item', (join) =>
      join
        .onRef('item.countyCode', '=', 'paper.countyCode')
        .onRef('item.listId', '=', 'paper.listId')
        .onRef('item.personId', '=', 'paper.personId'),
    )
    .select(['item.fileNo', 'paper.class', 'paper.item', 'paper.filedOn', 'paper.sha256'])
    .where('paper.countyCode', '=', context.county)
    .where('paper.listId', '=', listId)
    .orderBy('item.fileNo')
    .orderBy('paper.filedOn')
    .orderBy('paper.id')
    .execute()
  return rows.flatMap(({ class: sort, ...row }) =>
    sort === 'basic' || sort === 'health' || sort === 'other' ? [{ ...row, class: sort }] : [],
  )
}

const hashRow = ({ fileNo, class: sort, item, filedOn, sha256 }: HashRow) => [
  fileNo,
  classText[sort],
  itemTitle(item),
  filedOn,
  sha256 || '只有纸质',
]

const hashLayout = (list: StoredList, hashes: readonly HashRow[]): TableLayout => ({
  title: '已销毁材料的校验码',
  paper: 'portrait',
  above: [`清单号：${list.number}`],
  columns: [{ width: 16 }, { width: 12 }, { width: 20 }, { width: 14 }, { width: 66 }],
  head: [['档案号', '类别', '材料', '入档日', '校验码SHA-256'].map((text) => ({ text }))],
  rows: hashes.map(hashRow),
})

/** On paper the hashes stand below the list: one sheet, one signature. */
const withHashes = (layout: TableLayout, hashes: readonly HashRow[]): TableLayout => ({
  ...layout,
  notes: [
    ...(layout.notes ?? []),
    ...(hashes.length > 0 ? ['已销毁材料的校验码（SHA-256）：'] : []),
    ...hashes.map((each) =>
      hashRow(each)
        .slice(0, 4)
        .concat(each.sha256 || '只有纸质')
        .join('　'),
    ),
  ],
})
