/** A public notice on the wall, made the same way by every module that hangs one: from when until when, who, and to whom one objects. Pure. */
import { framed, type LetterField, type LetterFrame, type LetterKind, rowsName } from './letter.ts'

export interface PosterWords {
  key: string
  name: string
  /** The key whose clause asks for the notice. */
  required: string
  numbered: Pick<LetterField, 'about' | 'example'>
  /** What stands in the list, and what does not. */
  list: string
  title: string
  /** Heads of the list and one line of it; what is said is the same for every name in the example. */
  columns: readonly [string, string, string, string, string]
  line: readonly [string, string]
}

/** 公示榜 (screens 7.5). */
export const rowsOnPoster = 22

/** One line more than a page holds: a file that runs on into the margin is found out before anybody hangs it. */
export function posterFrame(columns: PosterWords['columns'], line: PosterWords['line']): LetterFrame {
  const rows = Array.from({ length: rowsOnPoster + 1 }, (_, index) => [
    String(index + 1),
    `示例${numerals[index] ?? ''}`,
    `××村${index + 1}组`,
    ...line,
  ])
  const page = (some: string[][], last: boolean) => ({
    [rowsName]: framed(columns, some),
    // Unlike every other example: one must not be taken for another that is missing.
    落款: last ? [{ 单位: '示例街道办事处', 日期: '2023年8月27日' }] : [],
  })
  const example = { 页: [page(rows.slice(0, rowsOnPoster), false), page(rows.slice(rowsOnPoster), true)] }
  return { example, widths: [1.2, 2.2, 3.4, 2.4, 2.6] }
}

const numerals = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天']

export function posterKind(words: PosterWords): LetterKind {
  const { key, name, required: asked, numbered, list, title, columns, line } = words
  const required = { key: asked, why: '公示应写明名单、起止日期和向谁反映' }
  return {
    key,
    name,
    sort: 'poster',
    frame: posterFrame(columns, line),
    fields: [
      { name: '编号', ...numbered },
      { name: '公示起日', about: '张贴的日期', example: '2023年8月28日', required },
      { name: '公示止日', about: '公示期满的日期', example: '2023年9月4日', required },
      { name: '张贴地点', about: '贴在哪里', example: '××村村务公开栏' },
      { name: '名单', about: list, kind: 'table', example: '（名单）', required },
      { name: '乡镇', about: '有异议向谁反映', example: '××镇', required },
      { name: '受理地点', about: '有异议到哪里反映；没有的，这一段不印', example: '××镇人民政府民政服务窗口' },
      { name: '依据', about: '公示所依据的文件和条款；没有的，这一段不印', example: '民发〔2021〕43号 第十五条' },
      { name: '监督电话', about: '县级民政部门监督电话；没有的，这一段不印', example: '0000-0000000' },
    ],
    text: {
      title,
      paragraphs: [
        '编号：{{编号}}',
        '公示期：{{公示起日}}起，到{{公示止日}}24时止',
        '张贴地点：{{张贴地点}}',
        '{{名单}}',
        '对公示内容有异议的，请在公示期内向{{乡镇}}反映，可以不留姓名。',
        '受理地点：{{受理地点}}',
        '监督电话：{{监督电话}}',
        '依据：{{依据}}',
      ],
    },
  }
}
