/** Spreadsheets keep days as numbers and tell them from other numbers only by the cell's format. */
import { attribute, type XmlToken } from './xml.ts'

export interface Styles {
  /** By style number: does it show a day or a time? */
  dates: readonly boolean[]
}

export function readStyles(tokens: readonly XmlToken[]): Styles {
  const codes = new Map<number, string>()
  const dates: boolean[] = []
  let inCells = false
  for (const token of tokens) {
    if (token.kind === 'text') continue
    if (token.name === 'cellXfs') inCells = token.kind === 'open'
    if (token.kind !== 'open') continue
    if (token.name === 'numFmt') {
      codes.set(Number(attribute(token.attributes, 'numFmtId')), attribute(token.attributes, 'formatCode') ?? '')
    }
    if (token.name === 'xf' && inCells)
      dates.push(showsDate(Number(attribute(token.attributes, 'numFmtId') ?? 0), codes))
  }
  return { dates }
}

/** Built-in date formats (ECMA-376 18.8.30), those of Chinese editions (27–36, 50–58) among them. */
function showsDate(id: number, codes: ReadonlyMap<number, string>): boolean {
  const code = codes.get(id)
  if (code !== undefined) return /[ymdhs]/i.test(bare(code))
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

/** The format without its quoted words, colours and escaped signs; only the first of its sections. */
function bare(code: string): string {
  const plain = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').replace(/general|standard/gi, '')
  return plain.split(';')[0] ?? ''
}

const millisecondsInDay = 86_400_000
const lastSerial = 2_958_465

/** 45180 → '2023-09-11'; 0.5 → '12:00'; undefined where no day can be meant. */
export function textOfSerial(serial: number, from1904: boolean): string | undefined {
  if (serial < 0 || serial > lastSerial + 1) return undefined
  // Excel believes in a 29 February 1900, so days before it are counted from one day later.
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const minutes = Math.round((serial - Math.floor(serial)) * 1440)
  const moment = new Date(epoch + Math.floor(serial) * millisecondsInDay + minutes * 60_000).toISOString()
  if (serial < 1 && !from1904) return moment.slice(11, 16)
  return minutes === 0 ? moment.slice(0, 10) : `${moment.slice(0, 10)} ${moment.slice(11, 16)}`
}
