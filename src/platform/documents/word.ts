/** Fills a county's own Word template (.docx). A tag without data is refused: a blank in an agreement is worse than no agreement. */
import {
  createDefaultPlugins,
  type Tag,
  type TemplateContext,
  type TemplateData,
  TemplateExtension,
  TemplateHandler,
  xml,
} from 'easy-template-x'
import { largestFile, largestFileText } from '#kernel/file-limit.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { WholeParagraphs } from './word-loops.ts'
import { openZip } from './zip.ts'

export type WordValue = string | number | readonly WordData[]
export interface WordData {
  readonly [tag: string]: WordValue
}

const mostUnpacked = 60 * 1024 * 1024
/** {{名称}} is a text; {{#各方}}…{{/各方}} repeats for every entry of a list. */
const delimiters = { tagStart: '{{', tagEnd: '}}', containerTagOpen: '#', containerTagClose: '/' }

/** `head`: a line above all that the template holds, whichever names it uses. */
export async function fillWord(template: Uint8Array, data: WordData, head = ''): Promise<Uint8Array> {
  if (template.length > largestFile)
    refuse('too_large', 'template_too_large', `Word模板过大，应${largestFileText}。请删去模板中的图片。`)
  // The engine unpacks whatever it is given; so it is measured first.
  const zip = openZip(template)
  if (!zip.entries.has('word/document.xml')) notWord('缺少正文')
  for (const entry of zip.entries.values()) zip.read(entry, mostUnpacked)
  const handler = new TemplateHandler({
    delimiters,
    plugins: [...createDefaultPlugins().filter(({ contentType }) => contentType !== 'loop'), new WholeParagraphs()],
    extensions: head ? { afterCompilation: [new HeadLine(head)] } : {},
  })
  const file = Buffer.from(template)
  const missing = missingTags(await tagsOf(handler, file), data)
  if (missing.length > 0) {
    const names = missing.map((name) => `“${name}”`).join('、')
    throw new Refusal('invalid', [
      {
        code: 'word_tag_missing',
        message: `Word模板中的${names}没有数据。请补全数据，或在“文书模板”中改正模板里的名称。`,
      },
    ])
  }
  const filled = await handler.process(file, plain(data))
  return new Uint8Array(filled)
}

class HeadLine extends TemplateExtension {
  readonly #text: string

  constructor(text: string) {
    super()
    this.#text = text
  }

  override async execute(_data: unknown, { docx, currentPart }: TemplateContext): Promise<void> {
    if (currentPart !== docx.mainDocument) return
    const root = await docx.mainDocument.xmlRoot()
    const body = xml.query.findChild(root, ({ nodeName }) => nodeName === 'w:body')
    if (!body) return notWord('缺少正文')
    const { generalNode, textNode } = xml.create
    const node = (name: string, ...childNodes: Parameters<typeof xml.modify.insertChild>[1][]) =>
      generalNode(name, { childNodes })
    const properties = node('w:pPr', generalNode('w:jc', { attributes: { 'w:val': 'center' } }))
    const line = node('w:p', properties, node('w:r', node('w:t', textNode(this.#text))))
    // The line stands on the page that it speaks of, also where that begins a new one.
    const first = xml.query.findChild(body, ({ nodeName }) => nodeName === 'w:p')
    const begins = first && xml.query.findChild(first, ({ nodeName }) => nodeName === 'w:pPr')
    if (begins) xml.modify.removeChildren(begins, ({ nodeName }) => nodeName === 'w:pageBreakBefore')
    xml.modify.insertChild(body, line, 0)
  }
}

const notWord = (detail: string): never =>
  refuse(
    'invalid',
    'word_template_damaged',
    `Word模板不能使用：不是有效的.docx文件，或标签没有配对（${detail}）。请改正模板后重新上传。`,
  )

export interface WordTag {
  name: string
  /** Begins a loop. */
  opens: boolean
  /** The loop it stands in; '' in none. */
  within: string
}

/** The names a template uses, in order. */
export async function wordTags(template: Uint8Array): Promise<WordTag[]> {
  const tags = await tagsOf(new TemplateHandler({ delimiters }), Buffer.from(template))
  const open: string[] = []
  return tags.flatMap(({ name: given, disposition }) => {
    if (disposition === 'Close') {
      open.pop()
      return []
    }
    const tag = { name: given.trim(), opens: disposition === 'Open', within: open.at(-1) ?? '' }
    if (tag.opens) open.push(tag.name)
    return [tag]
  })
}

async function tagsOf(handler: TemplateHandler, file: Buffer): Promise<Tag[]> {
  try {
    return await handler.parseTags(file)
  } catch (error) {
    const detail = error instanceof Error ? error.message : ''
    return notWord(detail)
  }
}

/** Follows the loops: inside {{#各方}} a name is looked for in every entry, then outside it. */
function missingTags(tags: readonly Tag[], data: WordData): string[] {
  const missing = new Set<string>()
  let scopes: { name: string; inside: readonly WordData[] }[] = [{ name: '', inside: [data] }]
  for (const tag of tags) {
    const name = tag.name.trim()
    if (tag.disposition === 'Close') {
      scopes = scopes.slice(0, -1)
      continue
    }
    const values = valuesOf(name, scopes)
    if (values === undefined) missing.add(name)
    if (tag.disposition !== 'Open') continue
    const lists = (values ?? []).flatMap((value) => (isList(value) ? value : []))
    if (values?.some((value) => !isList(value))) missing.add(name)
    scopes = [...scopes, { name, inside: lists }]
  }
  return [...missing]
}

/** undefined if anywhere there is no value; an empty list asks for nothing. */
function valuesOf(name: string, scopes: readonly { inside: readonly WordData[] }[]): WordValue[] | undefined {
  const inner = scopes.at(-1)?.inside ?? []
  const values = inner.map((entry) => own(entry, name) ?? outerValue(name, scopes))
  return values.includes(undefined) ? undefined : values.filter((value) => value !== undefined)
}

function outerValue(name: string, scopes: readonly { inside: readonly WordData[] }[]): WordValue | undefined {
  const found = scopes
    .slice(0, -1)
    .toReversed()
    .map((scope) => scope.inside.map((entry) => own(entry, name)).find((value) => value !== undefined))
  return found.find((value) => value !== undefined)
}

/** {{constructor}} names no field of ours, though every object has one. */
const own = (entry: WordData, name: string): WordValue | undefined =>
  Object.hasOwn(entry, name) ? entry[name] : undefined

const isList = (value: WordValue): value is readonly WordData[] => typeof value === 'object'

/** Only text, numbers and lists reach the engine, so that data can carry neither images nor raw XML. */
function plain(data: WordData): TemplateData {
  const entries = Object.entries(data).map(([name, value]): [string, string | number | TemplateData[]] => {
    return [name, isList(value) ? value.map(plain) : value]
  })
  return Object.fromEntries(entries)
}
