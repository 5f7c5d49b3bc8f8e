/** What stands in a Word file, read as Word reads it: fields joined over their runs, values with their entities, text that shows on paper. */
import { refuse } from '#kernel/refusal.ts'
import { attribute, type XmlToken, xmlTokens } from '#platform/documents/xml.ts'
import type { ZipArchive } from '#platform/documents/zip.ts'

const mostPart = 20 * 1024 * 1024

export function tokensOf(zip: ZipArchive, name: string): XmlToken[] {
  const entry = zip.entries.get(name)
  if (!entry) return []
  const bytes = zip.read(entry, mostPart)
  // UTF-16: what we could not read, Word would.
  if (bytes[0] === 0xfe || bytes[0] === 0xff || bytes.subarray(0, 64).includes(0))
    refuse('invalid', 'fileId', `Word文件里的“${name}”不是UTF-8编码，不能核对。请用Word或WPS另存为.docx后再上传`)
  return xmlTokens(bytes)
}

const value = (attributes: string, name: string): string | undefined =>
  attribute(attributes, `w:${name}`) ?? attribute(attributes, name)

/** Targets outside the file: pictures, templates, links. */
export const goesOutside = (tokens: readonly XmlToken[]): boolean =>
  tokens.some(
    (token) => token.kind === 'open' && attribute(token.attributes, 'TargetMode')?.trim().toLowerCase() === 'external',
  )

/** Field codes, each whole: Word joins them over as many runs as they are cut into, and one may stand within another. */
export function fieldCodes(tokens: readonly XmlToken[]): string[] {
  const codes: string[] = []
  const open: string[] = []
  let inCode = false
  for (const token of tokens) {
    if (token.kind === 'text') {
      if (inCode && open.length > 0) open[open.length - 1] += token.text
      else if (inCode) codes.push(token.text)
      continue
    }
    if (token.name === 'instrText' || token.name === 'delInstrText') inCode = token.kind === 'open' && !token.closed
    if (token.kind !== 'open') continue
    if (token.name === 'fldSimple') codes.push(value(token.attributes, 'instr') ?? '')
    if (token.name !== 'fldChar') continue
    const type = value(token.attributes, 'fldCharType')
    if (type === 'begin') open.push('')
    if (type === 'end') codes.push(open.pop() ?? '')
  }
  return [...codes, ...open]
}

const isOff = (attributes: string): boolean => ['0', 'false', 'off'].includes(value(attributes, 'val') ?? '')
const smallestShown = 10

/** A run that is there and that nobody sees: hidden, white, or too small to read. */
function hides({ name, attributes }: Extract<XmlToken, { kind: 'open' }>): boolean {
  if (name === 'vanish' || name === 'webHidden' || name === 'specVanish') return !isOff(attributes)
  if (name === 'color') return /^(f[a-f]){3}$/i.test(value(attributes, 'val') ?? '')
  return name === 'sz' && Number(value(attributes, 'val') ?? 99) < smallestShown
}

/** The words of the body that show on paper, without blanks. */
export function shownText(zip: ZipArchive): string {
  let [text, run, hidden, gone, inText] = ['', '', false, 0, false]
  for (const token of tokensOf(zip, 'word/document.xml')) {
    if (token.kind === 'text') {
      if (inText) run += token.text
      continue
    }
    const opens = token.kind === 'open' && !token.closed
    if (token.name === 'del' || token.name === 'moveFrom') gone += opens ? 1 : token.kind === 'close' ? -1 : 0
    if (token.name === 't') inText = opens
    if (token.name === 'r' && opens) [run, hidden] = ['', false]
    if (token.kind === 'open' && hides(token)) hidden = true
    if (token.name === 'r' && token.kind === 'close') {
      if (!hidden && gone === 0) text += run
      run = ''
    }
  }
  return text.replaceAll(/\s/g, '')
}
