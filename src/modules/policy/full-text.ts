/** A registered document to be read as a whole, with the clause that is cited and the words relied on told apart. Pure. */
import { clauseLines, headingOf } from './clauses.ts'

export interface Paragraph {
  heading: boolean
  /** Stands in the clause that is cited. */
  cited: boolean
  /** The words relied on are parts of their own. */
  parts: { text: string; quoted: boolean }[]
}

/** The text as it reads, without the marks of its layout. */
const asRead = (line: string): string =>
  line
    .replace(/^#+\s*/, '')
    .replaceAll('**', '')
    .trim()

const layout = /[#*\s\u3000\u00a0]/

export function paragraphsOf(text: string, { clause, quote }: { clause: string; quote: string }): Paragraph[] {
  const lines = text.split('\n')
  const cited = clause ? clauseLines(lines, clause) : undefined
  const marks = cited ? quotedIn(lines, cited, quote) : new Map<number, Span>()
  return lines.flatMap((line, index) => {
    const read = asRead(line)
    if (read === '') return []
    // A numbered sentence begins like a heading and is none.
    const heading = line.startsWith('#') || (headingOf(line) !== undefined && read.length <= 30)
    const within = cited !== undefined && index >= cited.from && index < cited.to
    return [{ heading, cited: within, parts: partsOf(read, marks.get(index)) }]
  })
}

interface Span {
  from: number
  to: number
}

/** The quotation may run over the line breaks of the registered text, so it is looked for in the words without layout. */
function quotedIn(lines: readonly string[], cited: Span, quote: string): Map<number, Span> {
  const places: { line: number; at: number }[] = []
  let words = ''
  for (let line = cited.from; line < cited.to; line += 1) {
    for (const [at, character] of asRead(lines[line] ?? '')
      .split('')
      .entries()) {
      if (layout.test(character)) continue
      words += character
      places.push({ line, at })
    }
  }
  const wanted = quote
    .split('')
    .filter((character) => !layout.test(character))
    .join('')
  const begin = wanted ? words.indexOf(wanted) : -1
  const marks = new Map<number, Span>()
  if (begin < 0) return marks
  for (const { line, at } of places.slice(begin, begin + wanted.length)) {
    marks.set(line, { from: marks.get(line)?.from ?? at, to: at + 1 })
  }
  return marks
}

function partsOf(read: string, mark: Span | undefined): Paragraph['parts'] {
  if (!mark) return [{ text: read, quoted: false }]
  const parts = [
    { text: read.slice(0, mark.from), quoted: false },
    { text: read.slice(mark.from, mark.to), quoted: true },
    { text: read.slice(mark.to), quoted: false },
  ]
  return parts.filter(({ text }) => text !== '')
}
