/** 移交包: a zip with everything of one file, readable without this program, each part under its hash. */
import { dayOf, instant, momentText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import type { ArchiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import type { TableValue } from '#platform/documents/table.ts'
import { writeZipFrom, type ZipPart, type ZipSource } from '#platform/documents/write-zip.ts'
import { giveFile, storedFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { lifeOf } from '#platform/life.ts'
import type { ArchiveFile, TimelineItem } from '#platform/module.ts'
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
  const files = await filesOf(context, file.personId)
  requireRoom([...documents.map(({ fileSize }) => fileSize ?? 0), ...files.map(({ size }) => size)])
  const foot = footOf(context)
  const data = await dataOf(context, file.personId)
  const parts: ZipPart[] = [
    { name: '档案摘要.pdf', bytes: await statutoryPaper({ ...foot, layout: await summary(context, file, about) }) },
    { name: '卷内目录.pdf', bytes: await statutoryPaper({ ...foot, layout: catalogue(file, about) }) },
    ...table('数据/材料', documentColumns, documents.map(documentRow)),
    ...table('数据/经历', timelineColumns, (await lifeOf(context, file.personId)).toReversed().map(timelineRow)),
    ...data.flatMap(({ name, columns, rows }) => table(`数据/${name}`, columns, rows)),
  ]
  const whole = [readMe({ file, receiver, tables: data.map(({ name }) => name) }), ...parts]
    .map(madeHere)
    .concat(scans(context, documents), files)
  const bytes = await writeZipFrom([...manifest(whole).map(madeHere), ...whole], dayOf(context.now))
  const name = `移交包${file.fileNo ?? ''}${file.name}.zip`
  const { fileId } = await giveFile(context, { name, mediaType: 'application/zip', bytes })
  return { fileId, sha256: sha256(bytes), files: whole.length }
}

/** With the hash that the manifest says of it. */
interface Hashed extends ZipSource {
  sha256: string
}

const madeHere = ({ name, bytes }: ZipPart): Hashed => ({
  name,
  size: bytes.length,
  sha256: sha256(bytes),
  bytes: () => Promise.resolve(bytes),
})

function requireRoom(sizes: readonly number[]): void {
  const size = sizes.reduce((sum, each) => sum + each, 0)
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

/** All that the modules hold of him, whatever the wall of whoever hands it over: the file goes as a whole or not at all. */
async function dataOf(context: Context, personId: string): Promise<ArchiveTable[]> {
  const tables: ArchiveTable[] = []
  await inCounty(context, async () => {
    for (const module of context.modules) tables.push(...((await module.archive?.(context, personId)) ?? []))
  })
  return tables
}

const inCounty = <T>(context: Context, run: () => Promise<T>): Promise<T> =>
  context.within({ kind: 'county', counties: [context.county], ids: [] }, run)

/** The same rows twice: for people and for programs. */
function table(name: string, columns: readonly string[], rows: ArchiveTable['rows']): ZipPart[] {
  const objects = rows.map((row) =>
    Object.fromEntries(columns.map((column, index) => [column, plainValue(row[index] ?? null)])),
  )
  return [
    { name: `${name}.csv`, bytes: writeCsv([columns, ...rows]) },
    { name: `${name}.json`, bytes: text(`${JSON.stringify(objects, null, 2)}\n`) },
  ]
}

/** As in the table beside it: 1234.50. */
const plainValue = (value: TableValue) => (typeof value === 'bigint' ? yuanText(value).replaceAll(',', '') : value)

/** Read one by one as their turn comes, each held against the hash under which it was filed. */
function scans(context: Context, documents: readonly StoredDocument[]): Hashed[] {
  return documents.flatMap((document, index): Hashed[] => {
    const { fileId, fileSize, sha256: hash, title } = document
    if (fileId === null || fileSize === null) return []
    const bytes = async () => asFiled(await (await storedFile(context, fileId)).bytes(), hash, `“${title}”的扫描件`)
    return [{ name: scanName(document, index), size: fileSize, sha256: hash, bytes }]
  })
}

function asFiled(read: Uint8Array, hash: string, what: string): Uint8Array {
  if (sha256(read) !== hash) refuse('refused', 'scan_changed', `${what}与登记的校验码不符，不能移交。请核查存储后更换`)
  return read
}

/** What the modules keep of him as files beside the papers, such as his photographs. */
async function filesOf(context: Context, personId: string): Promise<Hashed[]> {
  const found = await inCounty(context, async () => {
    const files: ArchiveFile[] = []
    for (const module of context.modules) files.push(...((await module.archiveFiles?.(context, personId)) ?? []))
    return Promise.all(files.map(async (file) => ({ ...file, stored: await storedFile(context, file.fileId) })))
  })
  return found.map(({ folder, title, stored }, index) => {
    const { name, size, sha256: hash } = stored
    const bytes = async () => asFiled(await stored.bytes(), hash, `“${title}”`)
    return {
      name: `${folder}/${String(index + 1).padStart(3, '0')} ${title}${endingOf(name)}`,
      size,
      sha256: hash,
      bytes,
    }
  })
}

const endingOf = (fileName: string): string => /\.[A-Za-z0-9]{1,5}$/.exec(fileName)?.[0].toLowerCase() ?? ''

/** Numbers keep the order and make every name its own; no sign that a file system refuses. */
function scanName({ title, fileName, class: sort }: StoredDocument, index: number): string {
  const plain = title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim()
  return `材料/${classText[sort]}/${String(index + 1).padStart(3, '0')} ${plain}${endingOf(fileName)}`
}

function manifest(lines: readonly Hashed[]): ZipPart[] {
  const rows = lines.map(({ name, size, sha256: hash }) => [name, size, hash])
  return [
    ...table('清单', ['文件', '字节', 'SHA-256'], rows),
    // As `sha256sum -c` reads it.
    { name: 'SHA256SUMS', bytes: text(lines.map(({ name, sha256: hash }) => `${hash}  ${name}\n`).join('')) },
  ]
}

interface ReadMe {
  file: FileOf
  receiver: string
  tables: readonly string[]
}

const readMe = ({ file, receiver, tables }: ReadMe): ZipPart => ({
  name: '说明.txt',
  bytes: text(
    [
      `特困人员档案移交包：${file.fileNo ?? ''} ${file.name}`,
      `接收单位：${receiver}`,
      '',
      '本包不需要任何专用软件即可阅读：',
      '· “档案摘要.pdf”“卷内目录.pdf”为PDF/A，可直接打开和打印；',
      '· “数据”中每张表有CSV（可用Excel、WPS或记事本打开）和JSON（供程序读取）两份，内容相同，没有内容的表只有表头；',
      '· “材料”按类别存放扫描件，编号与“数据/材料”中的次序一致，含被更换的旧件；',
      '· “照片”存放本人的照片，最近的在前；',
      '· “清单”列出每个文件的大小和SHA-256校验码；在本文件夹内运行 sha256sum -c SHA256SUMS 可逐件核对。',
      '',
      `“数据”中的表：材料、经历、${tables.join('、')}。`,
      '日期写作年-月-日，时间为北京时间；金额以元为单位，写到分。',
      'CSV中以等号、加号、减号或@开头的文字前加了单引号（’），以免被当作公式；JSON中为原文。',
      '身份证号、电话、银行账号只列遮盖后的号码，完整号码见“材料”中的证件复印件等原件。',
      '',
      '移交清单上的校验码是整个移交包的SHA-256。',
      '',
    ].join('\r\n'),
  ),
})

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
