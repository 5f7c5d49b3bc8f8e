/** Reading and filling a text with fields. A field is looked up by name, never carried out; what it holds is not read again. Pure. */
import type { LetterField, LetterKind, LetterLine, LetterText, LetterValues } from '#kernel/letter.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import { type Reason, refuse } from '#kernel/refusal.ts'
import type { Term } from '#kernel/working-days.ts'

export type Piece = { text: string } | { field: string }

/** Undefined where braces do not pair. */
export function piecesOf(paragraph: string): Piece[] | undefined {
  const pieces: Piece[] = []
  let at = 0
  while (at < paragraph.length) {
    const start = paragraph.indexOf('{{', at)
    const text = start < 0 ? paragraph.slice(at) : paragraph.slice(at, start)
    if (text.includes('}}')) return undefined
    if (text) pieces.push({ text })
    if (start < 0) break
    const end = paragraph.indexOf('}}', start + 2)
    const field = paragraph.slice(start + 2, end).trim()
    if (end < 0 || field === '' || /[{}]/.test(field)) return undefined
    pieces.push({ field })
    at = end + 2
  }
  return pieces
}

export const fieldsIn = (text: LetterText): string[] =>
  [text.title, ...text.paragraphs].flatMap((each) =>
    (piecesOf(each) ?? []).flatMap((piece) => ('field' in piece ? [piece.field] : [])),
  )

/** As typed: a line is a paragraph, an empty line is none. */
export const paragraphsOf = (body: string): string[] =>
  body
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)

/** Every reason at once why a text cannot be taken; `clauses` says what a required field rests on. */
export function objectionsToText(
  { fields }: Pick<LetterKind, 'fields'>,
  text: LetterText,
  clauses: (key: string) => Citation[],
): Reason[] {
  const lines = [text.title, ...text.paragraphs].map((line, index) => ({
    line,
    where: index === 0 ? '标题' : `第${index}段`,
  }))
  return [
    ...(text.title.trim() === '' ? [{ code: 'title', message: '标题没有填写。请填写标题' }] : []),
    ...(text.paragraphs.length === 0 ? [{ code: 'body', message: '正文是空的。请填写正文' }] : []),
    ...lines.flatMap(({ line, where }) => faultsOf(line, where, fields)),
    ...fields.flatMap((field) => missingFrom(field, text, clauses)),
  ]
}

function faultsOf(line: string, where: string, fields: readonly LetterField[]): Reason[] {
  const code = where === '标题' ? 'title' : 'body'
  if (/｛｛|｝｝/.test(line))
    return [{ code, message: `${where}用了全角的大括号“｛｛”。字段要写在半角的“{{”和“}}”中间，请改正` }]
  const pieces = piecesOf(line)
  if (!pieces)
    return [
      { code, message: `${where}的大括号没有成对：“${short(line)}”。字段应写成“{{字段名}}”，请补全或删去多余的括号` },
    ]
  return pieces.flatMap((piece) => {
    if (!('field' in piece)) return []
    const known = fields.find(({ name }) => name === piece.field)
    if (!known) return [{ code, message: `${where}的“{{${piece.field}}}”不是这份文书的字段。请从字段表中选用，或删去` }]
    if ((known.kind ?? 'text') === 'text') return []
    if (where === '标题') return [{ code, message: `标题中不能用“{{${piece.field}}}”，它会印成几段。请从标题中删去` }]
    return pieces.length === 1
      ? []
      : [{ code, message: `${where}的“{{${piece.field}}}”会印成几段，应单独成段。请把它和前后的文字分开` }]
  })
}

const short = (line: string): string => (line.length > 24 ? `${line.slice(0, 24)}…` : line)

function missingFrom(field: LetterField, text: LetterText, clauses: (key: string) => Citation[]): Reason[] {
  const times = fieldsIn(text).filter((name) => name === field.name).length
  if (field.kind === 'table' && times > 1)
    return [{ code: 'body', message: `“{{${field.name}}}”只能用一次。请删去多余的` }]
  if (!field.required || times > 0) return []
  const citations = clauses(field.required.key)
  return [
    {
      code: 'body',
      message: `缺少“{{${field.name}}}”：${field.required.why}。请把它加回正文`,
      ...(citations.length > 0 ? { citations } : {}),
    },
  ]
}

export interface Filled {
  title: string
  /** Of a letter, all; of a form, what stands over its frame. */
  above: LetterLine[]
  /** Under the frame of a form. */
  below: LetterLine[]
}

/** A paragraph whose fields are all empty is not printed: '监督电话：' without a number says nothing. */
export function fill({ fields }: Pick<LetterKind, 'fields'>, text: LetterText, values: LetterValues): Filled {
  const table = fields.find(({ kind }) => kind === 'table')?.name
  const at = text.paragraphs.findIndex((each) => table !== undefined && soleField(each) === table)
  const [over, under] = at < 0 ? [text.paragraphs, []] : [text.paragraphs.slice(0, at), text.paragraphs.slice(at + 1)]
  return {
    title: inline(text.title, values),
    above: over.flatMap((each) => linesFor(each, values)),
    below: under.flatMap((each) => linesFor(each, values)),
  }
}

function soleField(paragraph: string): string | undefined {
  const [only, ...more] = piecesOf(paragraph) ?? []
  return only && 'field' in only && more.length === 0 ? only.field : undefined
}

function linesFor(paragraph: string, values: LetterValues): LetterLine[] {
  const sole = soleField(paragraph)
  const block = sole === undefined ? undefined : valueOf(sole, values)
  if (block !== undefined && typeof block !== 'string') return [...block]
  const fields = (piecesOf(paragraph) ?? []).flatMap((piece) => ('field' in piece ? [piece.field] : []))
  if (fields.length > 0 && fields.every((name) => valueOf(name, values) === '')) return []
  return [{ text: inline(paragraph, values) }]
}

const inline = (paragraph: string, values: LetterValues): string =>
  (piecesOf(paragraph) ?? [{ text: paragraph }])
    .map((piece) => ('text' in piece ? piece.text : flat(valueOf(piece.field, values))))
    .join('')

const flat = (value: LetterValues[string]): string =>
  typeof value === 'string' ? value : value.map(({ text }) => text).join('')

const valueOf = (name: string, values: LetterValues): LetterValues[string] =>
  (Object.hasOwn(values, name) ? values[name] : undefined) ??
  refuse('refused', 'template_field', `文书模板中的“{{${name}}}”已没有数据。请在“文书模板”中改用现有字段后再打印。`)

export const examplesOf = ({ fields }: Pick<LetterKind, 'fields'>): LetterValues =>
  Object.fromEntries(
    fields.map(({ name, example }) => [
      name,
      typeof example === 'string'
        ? example
        : example.map((text) => ({ text, ...(/^“.+”$/.test(text) && { small: true }) })),
    ]),
  )

/** Whether a county may lay it out in a Word file of its own. */
export const takesWord = ({ sort, frame }: Pick<LetterKind, 'sort' | 'frame'>): boolean =>
  sort === 'letter' || frame !== undefined

export interface Difference {
  text: string
  kind: 'same' | 'added' | 'left_out'
}

/** The county's paragraphs against those of this system, in order (longest common part). */
export function differences(before: readonly string[], after: readonly string[]): Difference[] {
  const common = commonLengths(before, after)
  const found: Difference[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [old, own] = [before[i], after[j]]
    if (old !== undefined && old === own) {
      found.push({ text: old, kind: 'same' })
      i += 1
      j += 1
    } else if (own === undefined || (old !== undefined && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1))) {
      found.push({ text: old ?? '', kind: 'left_out' })
      i += 1
    } else {
      found.push({ text: own, kind: 'added' })
      j += 1
    }
  }
  return found
}

const lengthAt = (common: readonly (readonly number[])[], i: number, j: number): number => common[i]?.[j] ?? 0

function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const common = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0))
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = common[i]
      if (!row) continue
      row[j] =
        before[i] === after[j]
          ? lengthAt(common, i + 1, j + 1) + 1
          : Math.max(lengthAt(common, i + 1, j), lengthAt(common, i, j + 1))
    }
  return common
}

/** 权利告知: where and until when a decision can be contested, with the terms that the law sets on its day. */
export function appealLines(policy: PolicyInForce, { paper, to }: { paper: string; to: string }): string[] {
  const reconsideration = policy.find<Term>('appeal.reconsideration_term')
  const litigation = policy.find<Term>('appeal.litigation_term')
  const basis = (value: NonNullable<typeof litigation>) =>
    `（依据：${[...new Set(value.citations.map(citationText))].join('；')}）`
  const ways = [
    ...(reconsideration
      ? [`自收到${paper}之日起${reconsideration.value.count}日内向${to}申请行政复议${basis(reconsideration)}`]
      : []),
    ...(litigation
      ? [`自收到${paper}之日起${litigation.value.count}个月内依法向人民法院提起行政诉讼${basis(litigation)}`]
      : []),
  ]
  return ways.length > 0
    ? [`对本决定不服的，可以${ways.join('，也可以')}。`]
    : ['对本决定不服的，可以依法申请行政复议或者提起行政诉讼。']
}
