/** A text as it will be printed, filled with the examples while one writes. */
import type { LetterField, LetterKind, LetterText } from '#kernel/letter.ts'
import type { LetterShown } from '../contract.ts'
import { differences, examplesOf, fill, objectionsToText } from '../rules.ts'

/** What the rules need of a letter, from what the server showed of it. */
export const kindOf = ({ key, name, sort, fields, standard }: LetterShown): LetterKind => ({
  key,
  name,
  sort,
  text: standard,
  fields: fields.map(
    ({ name: field, about, kind, example, required }): LetterField => ({
      name: field,
      about,
      kind,
      example: kind === 'text' ? example.join('') : example,
      ...(required ? { required: { key: field, why: required } } : {}),
    }),
  ),
})

interface Props {
  letter: LetterShown
  text: LetterText
}

export function Preview({ letter, text }: Props) {
  const kind = kindOf(letter)
  const wrong = objectionsToText(kind, text, () => []).some(({ message }) => /大括号|不是这份文书的字段/.test(message))
  if (wrong) return <p className="gy-help">改正大括号和字段名称后，这里显示样子。</p>
  const { title, above, below } = fill(kind, text, examplesOf(kind))
  const lines = (of: typeof above) =>
    // Lines have no identity of their own, and are never moved.
    of.map(({ text: line, small }, index) => (
      <p key={`${index} ${line}`} className={small ? 'gy-sheet-small' : ''}>
        {line}
      </p>
    ))
  return (
    <div className="gy-sheet" data-sort={letter.sort}>
      {letter.sort === 'letter' && <p className="gy-sheet-head">××县民政局</p>}
      <h3>{title}</h3>
      {letter.sort === 'letter' && (
        <>
          <p className="gy-sheet-right">××救告〔20××〕1号</p>
          <p className="gy-sheet-flat">张示例：</p>
        </>
      )}
      {lines(above)}
      {letter.sort !== 'letter' && (
        <div className="gy-sheet-frame">{letter.sort === 'poster' ? '名单' : '表格'}（由系统印出）</div>
      )}
      {lines(below)}
      {letter.sort === 'letter' && (
        <>
          <p>联系方式：0000-0000000</p>
          <p className="gy-sheet-right">
            ××县民政局
            <br />
            （盖章）
            <br />
            ××××年×月×日
          </p>
        </>
      )}
    </div>
  )
}

const signs = { same: '', added: '增', left_out: '删' } as const

/** Against the words of this system: sign and word, not colour alone. */
export function Differences({ letter, text }: Props) {
  const before = [letter.standard.title, ...letter.standard.paragraphs]
  const found = differences(before, [text.title, ...text.paragraphs])
  if (found.every(({ kind }) => kind === 'same')) return <p className="gy-help">与系统文字相同。</p>
  return (
    <ul className="gy-diff" aria-label="与系统文字的差别">
      {found.map(({ text: line, kind }, index) => (
        <li key={`${index} ${kind}`} data-kind={kind}>
          <span className="gy-diff-sign">{signs[kind]}</span>
          {kind === 'left_out' ? <del>{line}</del> : kind === 'added' ? <ins>{line}</ins> : line}
        </li>
      ))}
    </ul>
  )
}
