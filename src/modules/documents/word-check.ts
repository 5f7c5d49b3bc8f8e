/** A Word file from a county: only words and layout, no program, nothing fetched from elsewhere, and only fields there are. */
import { layoutTags, letterWord } from '#platform/documents/letter-word.ts'
import { wordTags } from '#platform/documents/word.ts'
import { openZip, type ZipArchive } from '#platform/documents/zip.ts'
import type { LetterKind } from '#kernel/letter.ts'
import { type Citation } from '#kernel/policy.ts'
import { type Reason, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { samplePaper } from './samples.ts'
import { examplesOf } from './rules.ts'

const mostPart = 20 * 1024 * 1024
const program = /vbaProject|\.bin$|\/activeX\/|\/embeddings\/|\/customUI/i

/** Reasons against the file as such; an empty list says that it may be opened by anybody. */
export function objectionsToFile(zip: ZipArchive): Reason[] {
  const names = [...zip.entries.keys()]
  const text = (name: string) => {
    const entry = zip.entries.get(name)
    return entry ? new TextDecoder().decode(zip.read(entry, mostPart)) : ''
  }
  const types = text('[Content_Types].xml')
  const linked = names.some((name) => name.endsWith('.rels') && /TargetMode\s*=\s*["']External/i.test(text(name)))
  const fetching = names.some((name) => /^word\/[^/]+\.xml$/.test(name) && fetches(text(name)))
  return [
    ...(names.some((name) => program.test(name)) || /macroEnabled/i.test(types)
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
            message: 'Word文件里有从别处取内容的域（如INCLUDETEXT、DDE），不能用作模板。请按Ctrl+Shift+F9转为文字',
          },
        ]
      : []),
  ]
}

const fetches = (xml: string): boolean =>
  /<w:altChunk\b/.test(xml) ||
  [...xml.matchAll(/<w:instrText[^>]*>([^<]*)<|w:instr="([^"]*)"/g)].some(([, long = '', brief = '']) =>
    /^\s*(INCLUDE|DDE|LINK|IMPORT|DATABASE|MACROBUTTON|HYPERLINK)/i.test(long || brief),
  )

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

export const ownWords = (names: readonly string[]): boolean => !names.includes('正文')

/** Filled once with the examples: a name without data is found now, not when a letter is due. */
export async function checkedWord(
  context: Context,
  { kind, fileId, clauses }: { kind: LetterKind; fileId: string; clauses: (key: string) => Citation[] },
): Promise<Uint8Array> {
  const bytes = await (await claimFile(context, fileId, 'documents.edition')).bytes()
  requireNone(objectionsToFile(openZip(bytes)))
  const names = (await wordTags(bytes)).map(({ name }) => name)
  const lists = kind.fields.filter((field) => (field.kind ?? 'text') !== 'text').map(({ name }) => name)
  const plain = (await wordTags(bytes)).filter(({ name, opens }) => !opens && [...lists, '正文'].includes(name))
  requireNone([
    ...plain.map(({ name }) => ({
      code: 'fileId',
      message: `“{{${name}}}”会印成几段，在Word里应写成“{{#${name}}}{{文字}}{{/${name}}}”。请改正后重新上传`,
    })),
    ...objectionsToTags(kind, names, clauses),
  ])
  const values = examplesOf(kind)
  await letterWord(samplePaper(context, kind, kind.text), { template: bytes, values })
  return bytes
}

export const wordTagNames = (kind: LetterKind): string[] => [...layoutTags, ...kind.fields.map(({ name }) => name)]
