/** The papers of a file: 卷内目录 with 备考表, 移交清单, and the summary that goes into the package. */
import { dateText, dayOf } from '#kernel/calendar.ts'
import type { LetterKind } from '#kernel/letter.ts'
import { citationText } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { type PaperFoot, statutoryPaper } from '#platform/documents/paper.ts'
import type { TableLayout } from '#platform/documents/table.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { formWords } from '#modules/documents/index.ts'
import { endReasonText } from '#modules/persons/words.ts'
import { current, neededBy, type Rules, rulesOf, termOf } from './assessing.ts'
import { missingOf } from './closing-rules.ts'
import { archives } from './contract.ts'
import { catalogueKind, handoverKind } from './letter-kinds.ts'
import { db, documentsOf, type FileOf, fileOf, lockedFile, type StoredDocument, townshipNames } from './stored.ts'
import { classText, placeText } from './words.ts'

export const printing = part(archives, {
  async print(context, { personId, paper }) {
    const file = await fileOf(context, personId)
    const about = await aboutFile(context, file)
    const stored = paper === 'handover' ? await lockedFile(context, personId) : undefined
    if (stored && stored.receiver === '')
      refuse('refused', 'not_offered', '还没有移交，没有移交清单可打印。请先点“移交”')
    const layout = stored
      ? await handoverList(context, file, { about, ...stored })
      : await catalogue(context, file, about)
    const bytes = await statutoryPaper({ ...footOf(context), layout })
    const name = `${layout.title}${file.fileNo ?? ''}${file.name}.pdf`
    const { ticket } = await giveFile(context, { name, mediaType: 'application/pdf', bytes })
    return { ticket, name }
  },
})

export interface AboutFile {
  rules: Rules
  papers: readonly StoredDocument[]
  replaced: number
  township: string
}

export async function aboutFile(context: Context, file: FileOf): Promise<AboutFile> {
  const all = await documentsOf(context, [file.personId])
  const papers = current(all)
  const township = (await townshipNames(context)).get(file.townshipId ?? '') ?? ''
  return {
    rules: rulesOf(await context.policyOn(context.today)),
    papers,
    replaced: all.length - papers.length,
    township,
  }
}

export const footOf = (context: Context): PaperFoot => ({
  printedAt: context.now,
  printedBy: context.actor.name,
  ...(context.demo ? { demonstration: true } : {}),
})

const above = (file: FileOf, { township }: AboutFile) => [
  `档案号：${file.fileNo ?? '—'}　　姓名：${file.name}　　责任乡镇（街道）：${township}`,
]

/** Title and the words round the table are the county's, where it has its own. */
export async function worded(
  context: Context,
  layout: Omit<TableLayout, 'title' | 'above' | 'notes'>,
  { kind, ...given }: { kind: LetterKind } & Parameters<typeof formWords>[2],
): Promise<TableLayout> {
  const { title, above, below } = await formWords(context, kind, given)
  return { ...layout, title, above, notes: below }
}

const whose = (file: FileOf, { township }: AboutFile) => ({
  档案号: file.fileNo ?? '—',
  姓名: file.name ?? '',
  乡镇: township,
})

export async function catalogue(context: Context, file: FileOf, about: AboutFile): Promise<TableLayout> {
  const { papers, rules, replaced } = about
  const missing = missingOf(neededBy(rules, file), papers)
  const values = {
    ...whose(file, about),
    材料件数: String(papers.length),
    扫描件数: String(papers.filter(({ fileId }) => fileId).length),
    更换件数: String(replaced),
    齐缺情况:
      missing.length === 0
        ? '应有材料齐全。'
        : `缺${missing.length}项：${missing.map(({ title }) => title).join('、')}。`,
  }
  return worded(context, catalogueTable(about), { kind: catalogueKind, on: context.today, values })
}

function catalogueTable({ papers, rules }: AboutFile): Omit<TableLayout, 'title' | 'above' | 'notes'> {
  return {
    paper: 'portrait',
    columns: [
      { width: 6, align: 'center' },
      { width: 15 },
      { width: 30 },
      { width: 14 },
      { width: 17 },
      { width: 9, align: 'center' },
      { width: 12, align: 'center' },
    ],
    head: [['序号', '类别', '材料', '材料日期', '盒-夹-页', '扫描件', '比对'].map((text) => ({ text }))],
    rows: papers.map((each, index) => [
      index + 1,
      rules.classes[each.class]?.label ?? classText[each.class],
      each.title,
      each.datedOn ?? '—',
      placeText(each) || '—',
      each.fileId ? '有' : '无',
      comparedText(each.same),
    ]),
    signatures: ['立卷人', '检查人', '日期'],
  }
}

const comparedText = (same: boolean | null): string => (same === null ? '未比对' : same ? '一致' : '不一致')

interface Handing {
  receiver: string
  packageSha256: string
}

/** What was handed over is said the same at every printing. */
async function handoverList(
  context: Context,
  file: FileOf,
  { about, receiver, packageSha256 }: Handing & { about: AboutFile },
): Promise<TableLayout> {
  const values = { ...whose(file, about), 接收单位: receiver, 校验码: packageSha256 }
  const kept = { subjectId: file.personId, townshipId: file.townshipId, issue: `移交 ${packageSha256.slice(0, 16)}` }
  return worded(context, handoverTable(about), { kind: handoverKind, on: context.today, values, kept })
}

function handoverTable(about: AboutFile): Omit<TableLayout, 'title' | 'above' | 'notes'> {
  return {
    paper: 'portrait',
    columns: [{ width: 6, align: 'center' }, { width: 31 }, { width: 14 }, { width: 18 }, { width: 34 }],
    head: [['序号', '材料', '材料日期', '盒-夹-页', '扫描件校验码（前16位）'].map((text) => ({ text }))],
    rows: about.papers.map((each, index) => [
      index + 1,
      each.title,
      each.datedOn ?? '—',
      placeText(each) || '—',
      each.sha256.slice(0, 16) || '只有纸质',
    ]),
    signatures: ['移交人', '接收人', '日期'],
  }
}

export async function summary(context: Context, file: FileOf, about: AboutFile): Promise<TableLayout> {
  const person = await db(context)
    .selectFrom('persons.personView')
    .select(['sex', 'bornOn', 'idMasked', 'residence', 'supportedFrom', 'decisionNo', 'decidedOn', 'certificateNo'])
    .where('countyCode', '=', context.county)
    .where('id', '=', file.personId)
    .executeTakeFirstOrThrow()
  const term = termOf(about.rules, file)
  const day = (value: typeof file.endedOn) => (value ? dateText(value) : '—')
  const rows = [
    ['姓名', file.name],
    ['性别、出生日期', `${person.sex === 'male' ? '男' : '女'}，${dateText(person.bornOn)}`],
    ['身份证号（遮盖，移交包的数据中为全号）', person.idMasked || '—'],
    ['居住地', person.residence || '—'],
    ['救助供养证号', person.certificateNo || '—'],
    ['供养方式', file.mode === 'centralised' ? '集中供养' : '分散供养'],
    ['认定决定', `${person.decisionNo || '—'}　${day(person.decidedOn)}`],
    ['供养起止', `${day(person.supportedFrom)}—${day(file.endedOn)}`],
    ['终止原因', file.endReason ? (endReasonText[file.endReason] ?? file.endReason) : '—'],
    [
      '保管期限',
      term ? `至${dateText(term.keepThrough)}，${dateText(term.destroyFrom)}起方可销毁` : '供养未终止，未起算',
    ],
    ['保管期限依据', about.rules.retention.citations.map(citationText).join('；') || '本系统默认'],
    ['卷内材料', `${about.papers.length}件，见“卷内目录”`],
  ]
  return {
    title: '特困人员档案摘要',
    paper: 'portrait',
    above: [...above(file, about), `制作日期：${dateText(dayOf(context.now))}`],
    columns: [{ width: 34 }, { width: 66 }],
    head: [[{ text: '项目' }, { text: '内容' }]],
    rows,
    signatures: ['制作人', '复核人'],
  }
}
