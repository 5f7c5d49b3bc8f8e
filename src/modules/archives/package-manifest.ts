/** What a package says of itself: 说明.txt for people, 清单 of every file, SHA256SUMS for a program that every system has. */
import { yuanText } from '#kernel/money.ts'
import type { ArchiveTable } from '#platform/archive-table.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import type { TableValue } from '#platform/documents/table.ts'
import type { ZipPart, ZipSource } from '#platform/documents/write-zip.ts'
import type { FileOf } from './stored.ts'

/** With the hash and the format that the manifest says of it. */
export interface Listed extends ZipSource {
  sha256: string
  format: string
}

export const ourPdf = 'PDF/A-2b'
const formats: Readonly<Record<string, string>> = {
  csv: 'CSV（UTF-8）',
  json: 'JSON（UTF-8）',
  txt: '纯文本（UTF-8）',
  jpg: 'JPEG',
  jpeg: 'JPEG',
}

/** Of what was filed nothing is promised beyond its kind. */
export function formatOf(name: string): string {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return formats[ending] ?? ending.toUpperCase()
}

export function manifest(lines: readonly Listed[]): ZipPart[] {
  const rows = lines.map(({ name, size, format, sha256 }) => [name, size, format, sha256])
  return [
    ...table('清单', ['文件', '字节', '格式', 'SHA-256'], rows),
    // As `sha256sum -c` reads it.
    { name: 'SHA256SUMS', bytes: text(lines.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')) },
  ]
}

/** The same rows twice: for people and for programs. */
export function table(name: string, columns: readonly string[], rows: ArchiveTable['rows']): ZipPart[] {
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

interface ReadMe {
  file: Pick<FileOf, 'fileNo' | 'name'>
  receiver: string
  tables: readonly string[]
  scans: number
}

export const readMe = ({ file, receiver, tables, scans }: ReadMe): ZipPart => ({
  name: '说明.txt',
  bytes: text(
    [
      `特困人员档案移交包：${file.fileNo ?? ''} ${file.name}`,
      `接收单位：${receiver}`,
      '',
      '一、内容（不需要任何专用软件即可阅读）',
      `· “档案摘要.pdf”“卷内目录.pdf”由系统制作，为PDF/A-2b，可直接打开和打印；`,
      '· “数据”中每张表有CSV（可用Excel、WPS或记事本打开）和JSON（供程序读取）两份，内容相同，没有内容的表只有表头；',
      scans === 0
        ? '· 本卷没有扫描件，材料只有纸质；'
        : `· “材料”按类别存放${scans}件扫描件，格式保持入档时原样（见“清单”的“格式”），编号与“数据/材料”“数据/附件”中的次序一致，含被更换的旧件和各环节的签署页、证明；`,
      '· “清单”列出每个文件的大小、格式和SHA-256校验码。只有“格式”写明PDF/A-2b的是PDF/A。',
      '',
      `“数据”中的表：材料、附件、经历、${tables.join('、')}。`,
      '日期写作年-月-日，时间为北京时间；金额以元为单位，写到分。',
      'CSV中以等号、加号、减号或@开头的文字前加了单引号（’），以免被当作公式；JSON中为原文。',
      '',
      '二、个人信息',
      '“数据”中的身份证号、电话和收款账号是完整号码，供接收单位接管档案使用，请按个人信息保护法妥善保管；',
      '“发放（按月）”中的账号，以及PDF上的身份证号，只列遮盖后的号码，完整号码见“数据/身份”和“数据/收款账户”。',
      '制作本包已记入系统的操作留痕，用途为“移交档案”。',
      '',
      '三、怎样核对',
      '· Linux、macOS：在解压后的文件夹内运行 sha256sum -c SHA256SUMS，逐件显示OK即为完整未改；',
      '· Windows：在该文件夹内打开PowerShell，运行 Get-FileHash -Algorithm SHA256 文件名，与“清单”中的校验码对照。',
      '移交清单上的校验码是整个移交包（压缩文件本身）的SHA-256。',
      '',
    ].join('\r\n'),
  ),
})

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
