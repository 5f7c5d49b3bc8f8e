/** A Word file from a county: only words and layout, no program, nothing fetched from elsewhere, and only fields there are. */
import { frameWord } from '#platform/documents/frame-word.ts'
import { letterWord } from '#platform/documents/letter-word.ts'
import { type WordTag, wordTags } from '#platform/documents/word.ts'
import type { XmlToken } from '#platform/documents/xml.ts'
import { openZip, type ZipArchive } from '#platform/documents/zip.ts'
import type { LetterKind, LetterLine, LetterText } from '#kernel/letter.ts'
import { type Citation } from '#kernel/policy.ts'
import { type Reason, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { objectionsToFrame, objectionsToFrameTags } from './frame-check.ts'
import { sampleFrame, samplePaper } from './samples.ts'
import { examplesOf } from './rules.ts'
import { fieldCodes, goesOutside, shownText, tokensOf } from './word-parts.ts'

const program = /vbaProject|\.bin$|\/activeX\/|\/embeddings\/|\/customUI/i

/** Reasons against the file as such; an empty list says that it may be opened by anybody. */
export function objectionsToFile(zip: ZipArchive): Reason[] {
  const names = [...zip.entries.keys()]
  const types = tokensOf(zip, '[Content_Types].xml')
  const macros = types.some((token) => token.kind === 'open' && /macroEnabled/i.test(token.attributes))
  const linked = names.some((name) => name.endsWith('.rels') && goesOutside(tokensOf(zip, name)))
  const fetching = names.some((name) => /^word\/.+\.xml$/.test(name) && fetches(tokensOf(zip, name)))
  return [
    ...(names.some((name) => program.test(name)) || macros
      ? [{ code: 'fileId', message: 'Word文件里有宏、控件或嵌入的文件，不能用作模板。请另存为不带宏的.docx后再上传' }]
      : []),
    ...(linked
      ? [
          {
            code: 'fileId',
            message: 'Word文件里有指向外部的链接、图片或模板，不能用作模板。请把图片粘贴进文件，删去超链接',
          },
        ]
      : []),
    ...(fetching
      ? [
          {
            code: 'fileId',
            message:
              'Word文件里有页码、日期以外的域（如INCLUDETEXT、DDE），可能从别处取内容，不能用作模板。请按Ctrl+Shift+F9转为文字',
          },
        ]
      : []),
  ]
}

/** Fields that say where in the letter one is, or when it was printed; every other is left out of a template. */
const harmless = /^\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION|DATE|TIME|CREATEDATE|SAVEDATE|PRINTDATE|SEQ|EQ|SYMBOL)\b/i

const fetches = (tokens: readonly XmlToken[]): boolean =>
  tokens.some((token) => token.kind === 'open' && ['altChunk', 'subDoc'].includes(token.name)) ||
  fieldCodes(tokens).some((code) => code.trim() !== '' && !harmless.test(code))

/** With {{#正文}} the text template leads; without it every required field must stand in the file itself. */
export function objectionsToTags(
  kind: LetterKind,
  names: readonly string[],
  clauses: (key: string) => Citation[],
): Reason[] {
  if (names.includes('正文')) return []
  return kind.fields
    .filter(({ required, name }) => required && !names.includes(name))
    .map(({ required, name }) => {
      const citations = clauses(required?.key ?? '')
      return {
        code: 'fileId',
        message: `Word文件里没有{{正文}}，也缺少“${name}”：${required?.why ?? ''}。请加上“{{#正文}}{{文字}}{{/正文}}”，或写上这个字段`,
        ...(citations.length > 0 ? { citations } : {}),
      }
    })
}

interface Asked {
  /** Paragraphs of the text template, where the file says {{#正文}}. */
  body: readonly LetterLine[]
  clauses: (key: string) => Citation[]
}

/** A name in the file is not enough: what the law wants said has to be seen on the paper. */
function objectionsToShown(kind: LetterKind, shown: string, { body, clauses }: Asked): Reason[] {
  const isShown = (text: string) => shown.includes(text.replaceAll(/\s/g, ''))
  const lost = body.find(({ text }) => !isShown(text))
  if (lost)
    return [
      {
        code: 'fileId',
        message: `用样例试填后，正文没有印出来：“${Array.from(lost.text).slice(0, 24).join('')}…”。{{#正文}}和{{/正文}}之间应有{{文字}}，不能是隐藏、白色或极小的字。请改正后重新上传`,
      },
    ]
  if (body.length > 0) return []
  return kind.fields
    .filter(({ required, example }) => required && ![example].flat().every(isShown))
    .map(({ name, required }) => {
      const citations = clauses(required?.key ?? '')
      return {
        code: 'fileId',
        message: `用样例试填后，“${name}”没有印出来：${required?.why ?? ''}。请不要用隐藏、白色或极小的字，改正后重新上传`,
        ...(citations.length > 0 ? { citations } : {}),
      }
    })
}

interface Checking {
  kind: LetterKind
  text: LetterText
  fileId: string
  clauses: (key: string) => Citation[]
}

/** Filled once with the examples: a name without data is found now, not when a letter is due. */
export async function checkedWord(context: Context, checking: Checking): Promise<Uint8Array> {
  const { kind, text, fileId, clauses } = checking
  const bytes = await (await claimFile(context, fileId, 'documents.edition')).bytes()
  requireNone(objectionsToFile(openZip(bytes)))
  const tags = await wordTags(bytes)
  if (kind.sort !== 'letter') {
    requireNone(objectionsToFrameTags(kind, tags))
    const sample = sampleFrame(context, kind, text)
    const shown = shownText(openZip(await frameWord(bytes, sample)))
    requireNone(objectionsToFrame(kind, shown, { words: sample.words, tags, clauses }))
    return bytes
  }
  const names = tags.map(({ name }) => name)
  const lists = kind.fields.filter((field) => (field.kind ?? 'text') !== 'text').map(({ name }) => name)
  requireNone([...objectionsToPlain(tags, [...lists, '正文']), ...objectionsToTags(kind, names, clauses)])
  const paper = samplePaper(context, kind, kind.text)
  const sample = openZip(await letterWord(paper, { template: bytes, values: examplesOf(kind) }))
  requireNone(objectionsToShown(kind, shownText(sample), { body: names.includes('正文') ? paper.lines : [], clauses }))
  return bytes
}

export const objectionsToPlain = (tags: readonly WordTag[], lists: readonly string[]): Reason[] =>
  tags
    .filter(({ name, opens }) => !opens && lists.includes(name))
    .map(({ name }) => ({
      code: 'fileId',
      message: `“{{${name}}}”会印成几段，在Word里应写成“{{#${name}}}{{文字}}{{/${name}}}”。请改正后重新上传`,
    }))
