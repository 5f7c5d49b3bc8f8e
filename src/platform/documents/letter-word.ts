/** A letter (告知书, 决定书) as a Word file: the same words as the printed one, in the county's own layout or the default one. */
import { dateText } from '#kernel/calendar.ts'
import type { LetterLine, LetterValues } from '#kernel/letter.ts'
import { type LetterPaper, watermarkText } from './paper.ts'
import { fillWord, type WordData } from './word.ts'
import { type WordBlock, writeWord } from './word-blocks.ts'

const page = { margins: [37, 26, 28, 26] } as const
const pitch = 28

export async function letterWord(
  letter: LetterPaper,
  own?: { template: Uint8Array; values: LetterValues },
): Promise<Uint8Array> {
  if (!own) return writeWord(letterBlocks(letter, dateText(letter.issuedOn)), page, letter)
  const mark = watermarkText(letter)
  return fillWord(own.template, letterTags(letter, own.values), mark ? `${mark}：不得用于实际办理。` : '')
}

/** The default layout with the names of the fields in place of their values, for a county to make its own of. */
export const letterTemplate = (title: string, lines: readonly LetterLine[]): Uint8Array =>
  writeWord(
    letterBlocks(
      {
        heading: '{{单位}}',
        title,
        number: '{{编号}}',
        to: '{{受送达人}}',
        lines,
        contact: '{{联系方式}}',
        receipt: true,
      },
      '{{日期}}',
    ),
    page,
  )

type Words = Pick<LetterPaper, 'heading' | 'title' | 'number' | 'to' | 'lines' | 'contact' | 'receipt'>

function letterBlocks({ heading, title, number, to, lines, contact, receipt }: Words, date: string): WordBlock[] {
  const running = { face: '仿宋_GB2312', size: 16, pitch } as const
  const sealed = (text: string) => ({ ...running, text, align: 'right' as const, keep: true })
  return [
    { text: heading, face: '黑体', size: 16, align: 'center', after: 10 },
    { text: title, face: '方正小标宋简体', size: 22, align: 'center', pitch: 34, after: 12 },
    { ...running, text: number, align: 'right', after: 14 },
    { ...running, text: `${to}：` },
    ...lines.map(({ text, small }, index) => ({
      ...running,
      keep: index === lines.length - 1,
      text,
      size: small ? 14 : 16,
      indent: true,
      align: 'both' as const,
    })),
    { ...running, text: `联系方式：${contact}`, indent: true, keep: true },
    { ...running, text: '', keep: true },
    sealed(`${heading}　　`),
    sealed('（盖章）　　　　'),
    sealed(`${date}　　`),
    ...(receipt ? receiptBlocks(title, number, to) : []),
  ]
}

/** 送达回证 on a page of its own. */
function receiptBlocks(title: string, number: string, to: string): WordBlock[] {
  const rows: [string, string][] = [
    ['送达文书', `${title}\n${number}`],
    ['受送达人', to],
    ['送达方式', '□直接送达　□留置送达　□委托送达\n□邮寄送达　□其他：'],
    ['送达地点', '\n'],
    ['收到日期', '　　　　年　　月　　日　　时'],
    ['受送达人\n签名或盖章', '\n\n'],
    ['代收人签名\n与受送达人关系', '\n\n'],
    ['送达人签名', '\n'],
  ]
  return [
    'new page',
    { text: '送达回证', face: '方正小标宋简体', size: 22, align: 'center', pitch: 34, after: 12 },
    { table: { widths: [9, 19], size: 14, rows: rows.map((row) => row.map((text) => ({ text }))) } },
  ]
}

/** The names of the layout itself; those of the letter come to them. */
export function letterTags(letter: LetterPaper, values: LetterValues): WordData {
  const repeated = (lines: readonly LetterLine[]) => lines.map(({ text }) => ({ 文字: text }))
  return {
    ...Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : repeated(value)]),
    ),
    单位: letter.heading,
    标题: letter.title,
    编号: letter.number,
    受送达人: letter.to,
    正文: repeated(letter.lines),
    联系方式: letter.contact,
    日期: dateText(letter.issuedOn),
  }
}

export const layoutTags = ['单位', '标题', '编号', '受送达人', '正文', '联系方式', '日期'] as const
