/** A public notice on the wall, made the same way by every module that hangs one: from when until when, who, and to whom one objects. Pure. */
import type { LetterField, LetterKind } from './letter.ts'

export interface PosterWords {
  key: string
  name: string
  /** The key whose clause asks for the notice. */
  required: string
  numbered: Pick<LetterField, 'about' | 'example'>
  /** What stands in the list, and what does not. */
  list: string
  title: string
}

export function posterKind({ key, name, required: asked, numbered, list, title }: PosterWords): LetterKind {
  const required = { key: asked, why: '公示应写明名单、起止日期和向谁反映' }
  return {
    key,
    name,
    sort: 'poster',
    fields: [
      { name: '编号', ...numbered },
      { name: '公示起日', about: '张贴的日期', example: '2023年8月28日', required },
      { name: '公示止日', about: '公示期满的日期', example: '2023年9月4日', required },
      { name: '张贴地点', about: '贴在哪里', example: '××村村务公开栏' },
      { name: '名单', about: list, kind: 'table', example: '（名单）', required },
      { name: '乡镇', about: '有异议向谁反映', example: '××镇', required },
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
        '监督电话：{{监督电话}}',
      ],
    },
  }
}
