/** 移交包: a zip with everything of one file, readable without this program, each part under its hash. */
import { dayOf, instant, momentText } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { ArchivePaper, ArchiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import type { TableValue } from '#platform/documents/table.ts'
import { writeZipFrom, type ZipPart } from '#platform/documents/write-zip.ts'
import { giveFile, storedFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { lifeOf } from '#platform/life.ts'
import type { TimelineItem } from '#platform/module.ts'
import { formatOf, type Listed, manifest, ourPdf, readMe, table } from './package-manifest.ts'
import { aboutFile, catalogue, footOf, summary } from './papers.ts'
import { documentsOf, type FileOf, type StoredDocument } from './stored.ts'
import { classText, itemTitle } from './words.ts'

/** A package that a county can copy to a disc, and a server can build at once. */
const largest = 256 * 1024 * 1024

export interface Package {
  fileId: string
  sha256: string
  files: number
}

export async function makePackage(context: Context, file: FileOf, receiver: string): Promise<Package> {
  const about = await aboutFile(context, file)
  const documents = await documentsOf(context, [file.personId])
  const foot = footOf(context)
  // As `reveal` does: the numbers in the data stand in full.
  context.because('身份证号、电话、银行账号：移交档案')
  const data = await dataOf(context, file.personId)
  const others = await otherPapers(context, file.personId, documents)
  requireRoom([...documents, ...others])
  const parts: ZipPart[] = [
    { name: '档案摘要.pdf', bytes: await statutoryPaper({ ...foot, layout: await summary(context, file, about) }) },
    { name: '卷内目录.pdf', bytes: await statutoryPaper({ ...foot, layout: await catalogue(context, file, about) }) },
    ...table('数据/材料', documentColumns, documents.map(documentRow)),
    ...table('数据/附件', paperColumns, others.map(paperRow)),
    ...table('数据/经历', timelineColumns, (await lifeOf(context, file.personId)).toReversed().map(timelineRow)),
    ...data.flatMap(({ name, columns, rows }) => table(`数据/${name}`, columns, rows)),
  ]
  const told = {
    file,
    receiver,
    tables: data.map(({ name }) => name),
    scans: documents.filter(({ fileId }) => fileId).length + others.length,
  }
  const whole = [readMe(told), ...parts].map(madeHere).concat(
    scans(context, documents),
    others.map((each, index) => scanned(context, { ...each, name: otherName(each, index) })),
  )
  const bytes = await writeZipFrom([...manifest(whole).map(madeHere), ...whole], dayOf(context.now))
  const name = `移交包${file.fileNo ?? ''}${file.name}.zip`
  const { fileId } = await giveFile(context, { name, mediaType: 'application/zip', bytes })
  return { fileId, sha256: sha256(bytes), files: whole.length }
}

const madeHere = ({ name, bytes }: ZipPart): Listed => ({
  name,
  size: bytes.length,
  sha256: sha256(bytes),
  format: name.endsWith('.pdf') ? ourPdf : formatOf(name),
  bytes: () => Promise.resolve(bytes),
})

function requireRoom(documents: readonly { fileSize: number | null }[]): void {
  const size = documents.reduce((sum, { fileSize }) => sum + (fileSize ?? 0), 0)
  if (size > largest)
    refuse('too_large', 'package', `扫描件共${Math.ceil(size / 1_048_576)}MB，一个移交包最多256MB。请换成较小的扫描件`)
}

const documentColumns = [
  '类别',
  '材料',
  '名称',
  '材料日期',
  '盒',
  '夹',
  '页',
  '扫描件',
  '校验码SHA-256',
  '已被更换',
  '登记人',
  '登记时间（北京时间）',
]

const documentRow = (each: StoredDocument, index: number): TableValue[] => [
  classText[each.class],
  itemTitle(each.item),
  each.title,
  each.datedOn,
  each.box,
  each.folder,
  each.page,
  each.fileId ? scanName(each, index) : '',
  each.sha256,
  each.replaced ? '是' : '否',
  each.byName,
  momentText(each.at),
]

const timelineColumns = ['日期', '登记时间（北京时间）', '事项', '来源', '已更正']
const sourceText = { paper: '纸质', import: '导入', phone: '手机', system: '系统' } as const

const timelineRow = (item: TimelineItem): TableValue[] => [
  item.at,
  item.enteredAt ? momentText(instant(item.enteredAt)) : '',
  item.text,
  item.source ? sourceText[item.source] : '',
  item.struckThrough ? '是' : '否',
]

const inCounty = <T>(context: Context, run: () => Promise<T>): Promise<T> =>
  context.within({ kind: 'county', counties: [context.county], ids: [] }, run)

/** All that the modules hold of him, whatever the wall of whoever hands it over: the file goes as a whole or not at all. */
async function dataOf(context: Context, personId: string): Promise<ArchiveTable[]> {
  const tables: ArchiveTable[] = []
  await inCounty(context, async () => {
    for (const module of context.modules) tables.push(...((await module.archive?.(context, personId)) ?? []))
  })
  return tables
}

/** Read one by one as their turn comes, each held against the hash under which it was filed. */
function scans(context: Context, documents: readonly StoredDocument[]): Listed[] {
  return documents.flatMap((document, index): Listed[] => {
    const { fileId, fileSize } = document
    if (fileId === null || fileSize === null) return []
    return [scanned(context, { ...document, fileId, fileSize, name: scanName(document, index) })]
  })
}

type Scanned = Pick<StoredDocument, 'title' | 'sha256'> & { fileId: string; fileSize: number; name: string }

function scanned(context: Context, { fileId, fileSize, sha256: hash, title, name }: Scanned): Listed {
  const bytes = async () => {
    const read = await (await storedFile(context, fileId)).bytes()
    if (sha256(read) !== hash)
      refuse('refused', 'scan_changed', `“${title}”的扫描件与登记的校验码不符，不能移交。请核查存储后更换扫描件`)
    return read
  }
  return { name, size: fileSize, sha256: hash, format: formatOf(name), bytes }
}

type OtherPaper = Awaited<ReturnType<typeof otherPapers>>[number]

/** What the other modules keep of him and nobody filed: signed pages, proofs, photographs, each once. */
async function otherPapers(context: Context, personId: string, documents: readonly StoredDocument[]) {
  const filed = new Set(documents.map(({ fileId }) => fileId))
  const found = new Map<string, ArchivePaper>()
  await inCounty(context, async () => {
    for (const module of context.modules)
      for (const paper of (await module.papers?.(context, personId)) ?? [])
        if (!filed.has(paper.fileId) && !found.has(paper.fileId)) found.set(paper.fileId, paper)
  })
  const papers = []
  for (const paper of found.values()) {
    const { name: fileName, size: fileSize, sha256: hash } = await storedFile(context, paper.fileId)
    papers.push({ ...paper, fileName, fileSize, sha256: hash })
  }
  return papers
}

const paperColumns = ['名称', '日期', '文件', '校验码SHA-256']
const paperRow = (each: OtherPaper, index: number): TableValue[] => [
  each.title,
  each.on,
  otherName(each, index),
  each.sha256,
]
const otherName = (paper: OtherPaper, index: number): string => namedScan('各环节附件', paper, index)

/** Numbers keep the order and make every name its own; no sign that a file system refuses. */
const scanName = (document: StoredDocument, index: number): string =>
  namedScan(classText[document.class], document, index)

function namedScan(folder: string, { title, fileName }: { title: string; fileName: string }, index: number): string {
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(fileName)?.[0].toLowerCase() ?? ''
  const plain = title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim()
  return `材料/${folder}/${String(index + 1).padStart(3, '0')} ${plain}${ending}`
}
