/** Splits XML into tags and text, piece by piece. No document type, no entities of its own: nothing can grow or be fetched. */
import { damaged } from './zip.ts'

export type XmlToken =
  | { kind: 'open'; name: string; attributes: string; closed: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string }

/** A cell holds 32,767 characters at most (ECMA-376); with every one of them escaped this is still more than enough. */
const longestToken = 1_000_000

export class XmlSplitter {
  readonly #decoder = new TextDecoder('utf-8')
  #rest = ''

  push(piece: Uint8Array): XmlToken[] {
    const tokens: XmlToken[] = []
    this.#rest += this.#decoder.decode(piece, { stream: true })
    let at = 0
    for (;;) {
      const end = this.#tokenEnd(at)
      if (end < 0) break
      const token = tokenOf(this.#rest.slice(at, end))
      if (token) tokens.push(token)
      at = end
    }
    this.#rest = this.#rest.slice(at)
    if (this.#rest.length > longestToken) damaged('单元格内容过长')
    return tokens
  }

  end(): void {
    if (this.#rest.trim() !== '') damaged('表格内容不完整')
  }

  #tokenEnd(at: number): number {
    const rest = this.#rest
    if (rest[at] !== '<') return rest.indexOf('<', at)
    if (rest.startsWith('<!--', at)) return after(rest, '-->', at)
    if (rest.startsWith('<![CDATA[', at)) return after(rest, ']]>', at)
    if (rest.startsWith('<!D', at)) damaged('含有不允许的声明')
    // A comment or CDATA section may be cut in two; wait for the rest of its sign.
    if (rest[at + 1] === '!' && rest.length - at < 9) return -1
    return tagEnd(rest, at)
  }
}

const after = (text: string, sign: string, at: number): number => {
  const found = text.indexOf(sign, at)
  return found < 0 ? -1 : found + sign.length
}

/** '>' may stand inside a quoted value. */
function tagEnd(text: string, at: number): number {
  let end = text.indexOf('>', at)
  while (end >= 0 && openQuote(text, at, end)) end = text.indexOf('>', end + 1)
  return end < 0 ? -1 : end + 1
}

function openQuote(text: string, from: number, to: number): boolean {
  let quote = ''
  for (let at = from; at < to; at += 1) {
    const sign = text[at]
    if (quote ? sign === quote : sign === '"' || sign === "'") quote = quote ? '' : (sign ?? '')
  }
  return quote !== ''
}

function tokenOf(raw: string): XmlToken | undefined {
  if (raw[0] !== '<') return { kind: 'text', text: unescape(raw) }
  if (raw.startsWith('<![CDATA[')) return { kind: 'text', text: raw.slice(9, -3) }
  if (raw[1] === '?' || raw[1] === '!') return undefined
  if (raw[1] === '/') return { kind: 'close', name: localName(raw.slice(2, -1).trim()) }
  const closed = raw.endsWith('/>')
  const inner = raw.slice(1, closed ? -2 : -1)
  const space = inner.search(/\s/)
  const name = space < 0 ? inner : inner.slice(0, space)
  return { kind: 'open', name: localName(name), attributes: space < 0 ? '' : inner.slice(space), closed }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** The value of one attribute, by its local name ('r:id' and 'id' are asked for as written). */
export function attribute(attributes: string, name: string): string | undefined {
  const match = attributePattern(name).exec(attributes)
  return match ? unescape(match[1] ?? match[2] ?? '') : undefined
}

const patterns = new Map<string, RegExp>()
function attributePattern(name: string): RegExp {
  const known = patterns.get(name)
  if (known) return known
  const made = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  patterns.set(name, made)
  return made
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescape(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+);/g, (whole, code: string) => {
    if (code[0] !== '#') return named[code] ?? whole
    const point = code[1] === 'x' ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd'
  })
}

/** All tokens of a part that is small enough to be read at once. */
export function xmlTokens(bytes: Uint8Array): XmlToken[] {
  const splitter = new XmlSplitter()
  const tokens = splitter.push(bytes)
  splitter.end()
  return tokens
}
