/** A letter (告知书, 决定书) as a Word file: the same data as the printed one, for the county's own template or the default one. */
import { readFile } from 'node:fs/promises'
import { dateText } from '#kernel/calendar.ts'
import type { LetterPaper } from './paper.ts'
import { fillWord, type WordData } from './word.ts'

export async function letterWord(letter: LetterPaper, template?: Uint8Array): Promise<Uint8Array> {
  const file = template ?? (await readFile(new URL('./templates/letter.docx', import.meta.url)))
  return fillWord(file, letterTags(letter))
}

/** The names that a county may use in its template. */
export function letterTags(letter: LetterPaper): WordData {
  const reasons = letter.reasons.flatMap(({ text, clause, words }, index) => [
    `${index + 1}．${text}（依据：${clause}）`,
    ...(words ? [`“${words}”`] : []),
  ])
  const lines = [
    ...letter.facts,
    ...(reasons.length > 0 ? ['理由和依据如下：', ...reasons] : []),
    ...letter.decision,
    ...letter.appeal,
  ]
  return {
    单位: letter.heading,
    标题: letter.title,
    编号: letter.number,
    受送达人: letter.to,
    正文: lines.map((text) => ({ 文字: text })),
    联系方式: letter.contact,
    日期: dateText(letter.issuedOn),
  }
}
