/** A county with a few people on file and lists of other departments about them; invented. */
import { writeCsv } from '#platform/documents/csv.ts'

export interface GivenLine {
  姓名?: string
  身份证号?: string
  出生日期?: string
  乡镇?: string
  村?: string
  享受起始月?: string
  月金额?: string
  死亡日期?: string
}

export function givenList(lines: readonly GivenLine[]): Uint8Array {
  const headings = ['姓名', '身份证号', '出生日期', '乡镇', '村', '享受起始月', '月金额', '死亡日期'] as const
  return writeCsv([headings, ...lines.map((line) => headings.map((heading) => line[heading] ?? ''))])
}
