/** Reads what a bank sends back: CSV or XLSX, found by its headings. */
import { PlainDate } from '#kernel/calendar.ts'
import { fenOfYuan } from '#kernel/money.ts'
import { largestFile } from '#kernel/file-limit.ts'
import { refuse } from '#kernel/refusal.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'

export interface ReturnRow {
  rowNo: number
  lineNo: number | null
  accountTail: string
  /** As the bank wrote it; empty where it wrote none or masked it. */
  holder: string
  /** The month that the line itself names: a file of another month fits line by line. */
  month: string | null
  amountFen: bigint | null
  result: 'success' | 'failure' | null
  reason: string
  paidOn: PlainDate | null
}

const limits = { maxRows: 50_000, maxColumns: 60, maxBytes: largestFile }

const headings = {
  lineNo: /^(序号|行号|笔号|明细序号|流水序号)$/,
  holder: /(户名|姓名|(账户|帐户|收款人|收款方)名称|^收款(人|方)$)/,
  account: /(账号|帐号|账户|卡号)/,
  amount: /(金额|发生额)/,
  result: /(结果|状态|处理情况|成功标志)/,
  remark: /(用途|摘要)/,
  reason: /(原因|附言|失败说明|返回信息|备注)/,
  paidOn: /(日期|时间)/,
} as const
/** Who pays is on every line the same: ourselves. */
const ofPayer = /^(付款(人|方|账|帐|户)|付方)/
type Field = keyof typeof headings

export async function readReturn(name: string, bytes: Uint8Array): Promise<ReturnRow[]> {
  const rows = await textRows(name, bytes)
  const at = rows.findIndex((row) => columnsOf(row).amount !== undefined && columnsOf(row).result !== undefined)
  const head = rows[at]
  if (!head)
    return refuse(
      'invalid',
      'return_heading',
      '回盘文件里没有找到“金额”和“结果”两列。请用银行给的原文件，或按“序号、账号、金额、结果、原因、日期”整理',
    )
  const columns = columnsOf(head)
  return rows
    .slice(at + 1)
    .flatMap((row, index) => (row.some((cell) => cell.trim()) ? [rowOf(row, columns, at + index + 2)] : []))
    .filter(({ amountFen, result }) => amountFen !== null || result !== null)
}

async function textRows(name: string, bytes: Uint8Array): Promise<string[][]> {
  if (!/\.xlsx$/i.test(name)) return readCsv(bytes, limits).rows
  const [sheet] = await readSheet(bytes, limits)
  return (sheet?.rows ?? []).map((row) => row.map((cell) => String(cell.value ?? '')))
}

function columnsOf(head: readonly string[]): Partial<Record<Field, number>> {
  const found: Partial<Record<Field, number>> = {}
  for (const [index, cell] of head.entries()) {
    const title = cell.replaceAll(/\s|（.*?）|\(.*?\)/g, '')
    if (ofPayer.test(title)) continue
    for (const [field, words] of entries(headings)) {
      if (found[field] === undefined && words.test(title)) {
        found[field] = index
        break
      }
    }
  }
  return found
}

const fields: readonly Field[] = ['lineNo', 'holder', 'account', 'amount', 'result', 'remark', 'reason', 'paidOn']
const entries = (table: typeof headings): [Field, RegExp][] => fields.map((field) => [field, table[field]])

function rowOf(row: readonly string[], columns: Partial<Record<Field, number>>, rowNo: number): ReturnRow {
  const cell = (field: Field) => {
    const at = columns[field]
    return at === undefined ? '' : (row[at] ?? '').trim()
  }
  const line = /^\d{1,7}$/.exec(cell('lineNo'))
  return {
    rowNo,
    lineNo: line ? Number(line[0]) : null,
    accountTail: cell('account').replaceAll(/\D/g, '').slice(-4),
    holder: holderOf(cell('holder')),
    month: monthIn(cell('remark')),
    amountFen: amountOf(cell('amount')),
    result: resultOf(cell('result')),
    reason: cell('reason').slice(0, 200),
    paidOn: dayOf(cell('paidOn')),
  }
}

/** A name that the bank masked, or whose rare character it could not write, says nothing. */
function holderOf(text: string): string {
  const plain = plainName(text)
  return /[*?□\u{fffd}]/u.test(plain) ? '' : plain
}

export const plainName = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '')

function monthIn(text: string): string | null {
  const [, year = '', month = ''] = /(\d{4})年(\d{1,2})月/.exec(text) ?? []
  return year ? `${year}-${month.padStart(2, '0')}` : null
}

function amountOf(text: string): bigint | null {
  const plain = text.replaceAll(/[,，¥￥元\s]/g, '')
  return /^\d+(\.\d{1,2})?$/.test(plain) ? fenOfYuan(plain) : null
}

function resultOf(text: string): 'success' | 'failure' | null {
  if (/(失败|退|不成功|错|拒|未)/.test(text) || /^(N|F|否|1)$/i.test(text)) return 'failure'
  return /(成功|已入账|已付)/.test(text) || /^(Y|S|是|0|0000)$/i.test(text) ? 'success' : null
}

function dayOf(text: string): PlainDate | null {
  const parts = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})/.exec(text)
  if (!parts) return null
  const [, year = '', month = '', day = ''] = parts
  return PlainDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`).data ?? null
}
