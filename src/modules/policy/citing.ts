/** Reading '莘政办发〔2023〕6号 四、工作内容（三）' as a document and a clause. */
import type { Citation } from '#kernel/policy.ts'
import { addFault, type Path, type YamlFile } from './yaml-file.ts'

interface Cited {
  cite?: string | string[] | undefined
  quote?: string | string[] | undefined
  position?: string | undefined
}

const listOf = (words: string | string[] | undefined): string[] =>
  words === undefined ? [] : Array.isArray(words) ? words : [words]

/** Document names may hold blanks (GB 38600-2019), so the longest registered name that fits is meant. */
export function splitCitation(text: string, documents: ReadonlySet<string>): Citation | undefined {
  let document: string | undefined
  for (const name of documents) {
    if (text.startsWith(`${name} `) && name.length > (document?.length ?? 0)) document = name
  }
  const clause = document === undefined ? '' : text.slice(document.length + 1).trim()
  return document === undefined || clause === '' ? undefined : { document, clause }
}

/** The citations of an entry; a single quote stands under every clause named, several quotes under one clause each. */
export function citationsOf(entry: Cited, documents: ReadonlySet<string>, yaml: YamlFile, path: Path): Citation[] {
  const cites = listOf(entry.cite)
  const quotes = listOf(entry.quote)
  if (cites.length === 0) return [{ document: '', clause: '', ...(entry.position ? { position: entry.position } : {}) }]
  if (quotes.length > 1 && quotes.length !== cites.length) {
    addFault(yaml, [...path, 'quote'], `与cite同样多（${cites.length}条）`, `${quotes.length}条`)
  }
  return cites.flatMap((text, index) => {
    const citation = splitCitation(text, documents)
    if (!citation) addFault(yaml, [...path, 'cite'], '已登记的文件名、空格、条款', text)
    const quote = quotes.length > 1 ? quotes[index] : cites.length === 1 || index === 0 ? quotes[0] : undefined
    return citation ? [{ ...citation, ...(quote ? { quote } : {}) }] : []
  })
}
