/** What a module says of a letter it makes: its fields, its own words, and what no county may leave out. Pure. */

export interface LetterField {
  /** As it stands between the braces: '申请人'. */
  name: string
  /** In plain words, for who writes the county's text. */
  about: string
  /** 'lines' takes a paragraph of its own and becomes several; 'table' is the frame of a form. */
  kind?: 'text' | 'lines' | 'table'
  example: string | readonly string[]
  /** No text without it: the policy key whose clause asks for it, and what it asks for. */
  required?: { key: string; why: string }
}

export interface LetterText {
  title: string
  /** '{{申请人}}于{{申请日期}}提出申请。' */
  paragraphs: readonly string[]
}

export interface LetterKind {
  /** 'recognition.refusal' */
  key: string
  name: string
  /** A letter goes to a person, a poster to the wall; a form is filled in by hand. */
  sort: 'letter' | 'poster' | 'form'
  fields: readonly LetterField[]
  /** The words of this system, where a county has none of its own. */
  text: LetterText
}

/** `small`: the clause's own words, set smaller under the reason. */
export interface LetterLine {
  text: string
  small?: boolean
}

export type LetterValues = Readonly<Record<string, string | readonly LetterLine[]>>

export const linesOf = (texts: readonly string[]): LetterLine[] => texts.map((text) => ({ text }))

export interface LetterReason {
  text: string
  /** 《…》第几条 */
  clause: string
  /** The clause's own words. */
  words?: string
}

/** One by one, each with its clause and, where the clause is quoted, its words. */
export const reasonLines = (reasons: readonly LetterReason[]): LetterLine[] =>
  reasons.length === 0
    ? []
    : [
        { text: '理由和依据如下：' },
        ...reasons.flatMap(({ text, clause, words }, index) => [
          { text: `${index + 1}．${text}（依据：${clause}）` },
          ...(words ? [{ text: `“${words}”`, small: true }] : []),
        ]),
      ]
