/** Word files made in code: running text, tables, page breaks, and the foot that every paper of ours has. */
import { dayOf } from '#kernel/calendar.ts'
import { footText, type PaperFoot, watermarkText } from './paper.ts'
import { writeZip } from './write-zip.ts'

export interface WordText {
  text: string
  /** In points. */
  size?: number
  /** 小标宋 for titles, 黑体 for headings, 仿宋 for letters, 宋体 for forms. */
  face?: '方正小标宋简体' | '黑体' | '仿宋_GB2312' | '宋体'
  align?: 'left' | 'center' | 'right' | 'both'
  /** First line in by two characters. */
  indent?: boolean
  /** Exact line height in points; without it a line is as high as its type. */
  pitch?: number
  before?: number
  after?: number
  /** Stays on the page of what follows. */
  keep?: boolean
  /** Begins a page, unless it stands at its head already. */
  newPage?: boolean
}

export interface WordCell extends Pick<WordText, 'text' | 'face' | 'align' | 'size' | 'pitch'> {
  columns?: number
  /** 'begin' opens a cell over several rows, 'go on' belongs to it. */
  over?: 'begin' | 'go on'
}

export interface WordTable {
  /** In any unit: they share the width of the page. */
  widths: readonly number[]
  rows: readonly (readonly WordCell[])[]
  /** So many rows stand again on every page. */
  headRows?: number
  size?: number
  /** In points; rows grow with their text unless `exact`. */
  rowHeight?: number
  exact?: boolean
  bare?: boolean
}

export type WordBlock = WordText | { table: WordTable } | 'new page'

export interface WordPage {
  landscape?: boolean
  /** Top, right, bottom, left in millimetres. */
  margins: readonly [number, number, number, number]
}

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const twips = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4)

export function writeWord(blocks: readonly WordBlock[], page: WordPage, foot?: PaperFoot): Uint8Array {
  const mark = foot ? watermarkText(foot) : ''
  const shown: readonly WordBlock[] = mark ? [{ text: markLine(mark), align: 'center', size: 10.5 }, ...blocks] : blocks
  const body = shown.map((block) => blockXml(block, page)).join('')
  const parts = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/footer" Target="footer1.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${main}" xmlns:r="${relations}"><w:body>${body}${sectionXml(page)}</w:body></w:document>`,
    'word/footer1.xml': `<w:ftr xmlns:w="${main}">${footXml(foot)}</w:ftr>`,
  }
  const named = Object.entries(parts).map(([name, xml]) => ({ name, bytes: Buffer.from(head + xml, 'utf8') }))
  return writeZip(named, foot ? dayOf(foot.printedAt) : '2020-01-01')
}

/** What the grey 演示 across a printed page says, at the head of a file that anybody may change. */
const markLine = (mark: string): string =>
  mark.includes('演示')
    ? `${mark}：本件由演示数据生成，人员均为虚构，不得用于实际办理。`
    : `${mark}：只供核对文字，不得送达。`

function blockXml(block: WordBlock, page: WordPage): string {
  if (block === 'new page') return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
  return 'table' in block ? tableXml(block.table, page) : paragraphXml(block)
}

export function paragraphXml({ text, ...style }: WordText): string {
  const {
    align = 'left',
    indent = false,
    size = 10.5,
    pitch,
    before = 0,
    after = 0,
    keep = false,
    newPage = false,
  } = style
  const line = pitch ? ` w:line="${pitch * 20}" w:lineRule="exact"` : ''
  const properties = [
    keep ? '<w:keepNext/>' : '',
    newPage ? '<w:pageBreakBefore/>' : '',
    `<w:spacing w:before="${before * 20}" w:after="${after * 20}"${line}/>`,
    indent ? `<w:ind w:firstLineChars="200" w:firstLine="${size * 40}"/>` : '',
    `<w:jc w:val="${align}"/>`,
  ].join('')
  return `<w:p><w:pPr>${properties}</w:pPr>${runXml(text, style)}</w:p>`
}

function runXml(text: string, { size = 10.5, face = '宋体' }: Pick<WordText, 'size' | 'face'>): string {
  const style = `<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${face}"/><w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/></w:rPr>`
  const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`)
  return `<w:r>${style}${lines.join('<w:br/>')}</w:r>`
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text stays text: no tag of a name is read as one, and what XML cannot hold at all is left out. */
export const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)

const paperOf = ({ landscape = false }: WordPage) => (landscape ? [16838, 11906] : [11906, 16838])

function tableXml(table: WordTable, page: WordPage): string {
  const { widths, rows, headRows = 0, size = 10.5, rowHeight, exact = false, bare = false } = table
  const [paper = 11906] = paperOf(page)
  const room = paper - twips(page.margins[1]) - twips(page.margins[3])
  const sum = widths.reduce((total, width) => total + width, 0)
  const places = widths.map((width) => Math.floor((room * width) / sum))
  const edge = bare ? 'w:val="nil"' : 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} ${edge}/>`)
  const lines = rows.map((row, index) => {
    const heading = index < headRows ? '<w:tblHeader/>' : ''
    const height = rowHeight ? `<w:trHeight w:val="${rowHeight * 20}" w:hRule="${exact ? 'exact' : 'atLeast'}"/>` : ''
    return `<w:tr><w:trPr><w:cantSplit/>${height}${heading}</w:trPr>${cellsXml(row, places, size)}</w:tr>`
  })
  return `<w:tbl><w:tblPr><w:tblW w:w="${room}" w:type="dxa"/><w:tblBorders>${borders.join('')}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${places.map((place) => `<w:gridCol w:w="${place}"/>`).join('')}</w:tblGrid>${lines.join('')}</w:tbl>`
}

function cellsXml(row: readonly WordCell[], places: readonly number[], size: number): string {
  let at = 0
  return row
    .map(({ columns = 1, over, ...cell }) => {
      const width = places.slice(at, at + columns).reduce((sum, place) => sum + place, 0)
      at += columns
      const properties = [
        `<w:tcW w:w="${width}" w:type="dxa"/>`,
        columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : '',
        over === 'begin' ? '<w:vMerge w:val="restart"/>' : over === 'go on' ? '<w:vMerge/>' : '',
        '<w:vAlign w:val="center"/>',
      ].join('')
      return `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraphXml({ size, ...cell })}</w:tc>`
    })
    .join('')
}

function sectionXml(page: WordPage): string {
  const [width, height] = paperOf(page)
  const [top, right, bottom, left] = page.margins.map(twips)
  return `<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="${width}" w:h="${height}"${page.landscape ? ' w:orient="landscape"' : ''}/><w:pgMar w:top="${top}" w:right="${right}" w:bottom="${bottom}" w:left="${left}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`
}

const counter = (code: string): string => `<w:fldSimple w:instr=" ${code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`

function footXml(foot: PaperFoot | undefined): string {
  const text = (words: string) => runXml(words, { size: 9 })
  const told = foot ? ` · ${footText(foot)}` : ''
  return `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${text('第')}${counter('PAGE')}${text('页 共')}${counter('NUMPAGES')}${text(`页${told}`)}</w:p>`
}
