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

/** What a frame holds, by name: one text, or the entries of a list, each with names of its own. */
export interface FrameData {
  readonly [name: string]: string | readonly FrameData[]
}

/** What a county's own Word file of a poster or form takes up between its words. */
export interface LetterFrame {
  /** Filled with examples; every name in it has to be seen in the file, or the paper would lack it. */
  example: FrameData
  /** Names that a county may leave out. */
  optional?: readonly string[]
  /** Of the table in the Word file that a county begins with, and how its page lies. */
  widths?: readonly number[]
  landscape?: boolean
  /** The Word file that a county begins with, where it is more than a title, a table and words around it. */
  begin?: (title: string) => Uint8Array
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
  /** Without it a form is laid out by this system alone. */
  frame?: LetterFrame
  /** What prescribes the layout of a form, so that a county changes its words only. */
  prescribed?: string
}

/** The rows of a table as examples: one entry for each line, by the heads of its columns. */
export const framed = (columns: readonly string[], rows: readonly (readonly string[])[]): FrameData[] =>
  rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? ''])))

/** The list that holds the rows of a poster or of a form's table. */
export const rowsName = '行'

/** The heads of a form's table, as its kind says them. */
export function columnsOf({ frame }: Pick<LetterKind, 'frame'>): readonly string[] {
  const pages = frame?.example['页']
  const within = typeof pages === 'object' ? pages[0] : frame?.example
  const rows = within?.[rowsName]
  return typeof rows === 'object' ? Object.keys(rows[0] ?? {}) : []
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
