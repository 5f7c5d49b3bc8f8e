/** The agreement as a Word file: the same data as the printed one, for the county's own template or the default one. */
import { readFile } from 'node:fs/promises'
import type { AgreementPaper, PaperText } from './paper.ts'
import { fillWord, type WordData } from './word.ts'

/** A line to be filled in by hand. */
const blank = '＿＿＿＿＿＿'

export async function agreementWord(agreement: AgreementPaper, template?: Uint8Array): Promise<Uint8Array> {
  const file = template ?? (await readFile(new URL('./templates/agreement.docx', import.meta.url)))
  return fillWord(file, agreementTags(agreement))
}

/** The names that a county may use in its template. */
export function agreementTags(agreement: AgreementPaper): WordData {
  const care = agreement.articles
    .flatMap((article) => article.table?.rows ?? [])
    .map(([level = '', content = '', times = '']) => ({ 等级: level, 服务内容: content, 次数: times }))
  return {
    标题: agreement.title,
    编号: agreement.number,
    各方: agreement.parties.map((party) => ({
      称谓: party.role,
      名称: party.name,
      项目: party.fields.map((field) => ({ 项: field.label, 值: field.text ?? blank })),
      签署方式: party.signs === 'seal' ? '（盖章）法定代表人或授权代表' : '签名或捺印',
      代签: party.guardian ? `监护人代签（关系：${party.guardian.relation ?? blank}）：` : '',
    })),
    // One line: what stands after a line break in the paragraph of a loop's tag would be repeated with each of its entries.
    前言: agreement.preamble.map(plainText).join(''),
    条款: agreement.articles.map((article, index) => ({
      条次: `第${chineseNumber(index + 1)}条`,
      条名: article.title,
      段落: article.paragraphs.map((paragraph) => ({ 文字: plainText(paragraph) })),
    })),
    服务: care,
    // Nothing is printed of an empty table, its heading included.
    服务表: care.length === 0 ? [] : [{ 服务: care }],
    监督举报电话: agreement.hotline,
    份数: agreement.copies ?? blank,
  }
}

const plainText = (text: PaperText): string =>
  typeof text === 'string' ? text : text.map((part) => part ?? blank).join('')

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 to 99; no agreement has more articles. */
export function chineseNumber(number: number): string {
  const tens = Math.floor(number / 10)
  const head = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`
  return `${head}${digits[number % 10]}`
}
