/** Writes the default Word templates into src/platform/documents/templates. Run by hand after a change: node scripts/make-word-templates.ts */
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

// The zip writer that the Word engine brings along; no dependency of its own is needed for this.
const JSZip: { new (): Zip } = createRequire(createRequire(import.meta.url).resolve('easy-template-x'))('jszip')
interface Zip {
  file(path: string, text: string, options: { date: Date }): void
  generateAsync(options: { type: 'uint8array'; compression: 'DEFLATE' }): Promise<Uint8Array>
}

const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const r = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

// 仿宋 for text and 小标宋 for the title, as official documents have them (GB/T 9704); the office's own machines have the faces.
const faces = { text: '仿宋_GB2312', title: '方正小标宋简体', head: '黑体' }

interface Style {
  face?: string
  size?: number
  align?: 'left' | 'center' | 'right'
  indent?: boolean
  keep?: boolean
}

/** Sizes are half points: 32 is 三号 (16 pt). */
function paragraph(
  text: string,
  { face = faces.text, size = 28, align = 'left', indent = false, keep = false }: Style = {},
) {
  const fonts = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${face}"/>`
  const run = `<w:rPr>${fonts}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`
  const place = `<w:spacing w:line="${Math.max(440, size * 14 + 60)}" w:lineRule="exact"/>`
  const first = indent ? '<w:ind w:firstLineChars="200" w:firstLine="560"/>' : ''
  const properties = `<w:pPr>${keep ? '<w:keepNext/>' : ''}${place}${first}<w:jc w:val="${align}"/></w:pPr>`
  return `<w:p>${properties}<w:r>${run}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}

function table(widths: number[], rows: string[][], style: Style = {}): string {
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  const borders = sides.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join('')
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')
  const lines = rows.map((cells, index) => {
    const head = index === 0 && rows.length > 1 ? '<w:tblHeader/>' : ''
    const inner = cells.map((cell, column) => tableCell(cell, widths[column] ?? 0, style)).join('')
    return `<w:tr><w:trPr><w:cantSplit/>${head}</w:trPr>${inner}</w:tr>`
  })
  return `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${lines.join('')}</w:tbl>`
}

function tableCell(text: string, width: number, style: Style): string {
  const lines = text.split('\n').map((line) => paragraph(line, { size: 24, ...style }))
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${lines.join('')}</w:tc>`
}

const article = (text: string) => paragraph(text, { face: faces.head, keep: true, indent: true })
const plain = (text: string) => paragraph(text, { indent: true })

const agreement = [
  paragraph('{{标题}}', { face: faces.title, size: 44, align: 'center' }),
  // A loop begins at the end of the paragraph before it: only so does the engine repeat whole paragraphs and leave none empty.
  paragraph('编号：{{编号}}{{#各方}}', { align: 'right' }),
  paragraph('{{称谓}}：{{名称}}{{#项目}}', { face: faces.head }),
  plain('{{项}}：{{值}}{{/项目}}{{/各方}}'),
  plain('{{前言}}{{#条款}}'),
  article('{{条次}}　{{条名}}{{#段落}}'),
  plain('{{文字}}{{/段落}}{{/条款}}{{#服务表}}'),
  paragraph('服务内容表', { face: faces.head, align: 'center', keep: true }),
  table(
    [1500, 5400, 1944],
    [
      ['等级', '服务内容', '次数'],
      ['{{#服务}}{{等级}}', '{{服务内容}}', '{{次数}}{{/服务}}'],
    ],
  ),
  plain('{{/服务表}}监督举报电话：{{监督举报电话}}。'),
  plain('本协议一式{{份数}}份，各方各执一份，具有同等效力。'),
  table(
    [4422, 4422],
    [['{{#各方}}{{称谓}}：{{名称}}\n{{签署方式}}：\n{{代签}}', '\n日期：　　　年　　月　　日{{/各方}}']],
  ),
  paragraph('（各页加盖骑缝章）', { size: 21, align: 'center' }),
].join('')

/** 告知书 and 决定书, with the words a letter on paper has (GB/T 9704). */
const letter = [
  paragraph('{{单位}}', { face: faces.head, size: 32, align: 'center' }),
  paragraph('{{标题}}', { face: faces.title, size: 44, align: 'center' }),
  paragraph('{{编号}}', { align: 'right' }),
  paragraph('{{受送达人}}：{{#正文}}'),
  plain('{{文字}}{{/正文}}'),
  plain('联系方式：{{联系方式}}'),
  paragraph('{{单位}}', { align: 'right' }),
  paragraph('（盖章）', { align: 'right' }),
  paragraph('{{日期}}', { align: 'right' }),
].join('')

const footer = `<w:ftr xmlns:w="${w}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>${[
  '第',
  'PAGE',
  '页 共',
  'NUMPAGES',
  '页',
]
  .map((part) =>
    /^[A-Z]+$/.test(part)
      ? `<w:fldSimple w:instr="${part}"><w:r><w:t>1</w:t></w:r></w:fldSimple>`
      : `<w:r><w:t xml:space="preserve">${part}</w:t></w:r>`,
  )
  .join('')}</w:p></w:ftr>`

// Margins 37/26/28/26 mm in twentieths of a point.
const page = `<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1588" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>`

const partsOf = (body: string): Record<string, string> => ({
  '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="${type}.footer+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${r}/officeDocument" Target="word/document.xml"/></Relationships>`,
  'word/_rels/document.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${r}/footer" Target="footer1.xml"/></Relationships>`,
  'word/footer1.xml': footer,
  'word/document.xml': `<w:document xmlns:w="${w}" xmlns:r="${r}"><w:body>${body}${page}</w:body></w:document>`,
})

async function write(name: string, body: string): Promise<void> {
  const zip = new JSZip()
  for (const [path, text] of Object.entries(partsOf(body))) {
    // A fixed day, so that the file changes only when its content does.
    zip.file(path, declaration + text, { date: new Date('2023-01-01T00:00:00Z') })
  }
  const bytes = await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' })
  await writeFile(new URL(`../src/platform/documents/templates/${name}.docx`, import.meta.url), bytes)
}

await write('agreement', agreement)
await write('letter', letter)
