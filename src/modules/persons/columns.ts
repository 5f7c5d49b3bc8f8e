/** Recognises a list by its headings and says which column holds which field. */
import { Field, fieldTitle, ownTemplate, ownTemplateTitle } from './fields.ts'
import { knownButNotTaken, otherHeadings } from './headings.ts'
import { halfWidth, type Table, valueAt, withoutBlanks } from './table.ts'

export type Format = 'person_file' | 'family_file' | 'change_list' | 'own_template' | 'other_list' | 'unknown'

export const formatTitle: Record<Format, string> = {
  person_file: '“特困人员人员查询”导出表',
  family_file: '“特困人员家庭查询”导出表',
  change_list: '月度变更名单',
  own_template: `“${ownTemplateTitle}”`,
  other_list: '人员名单',
  unknown: '未认出的表',
}

/** `skip`: the clerk has said that this column is not wanted. */
export type Choice = Field | 'skip'

export interface Column {
  index: number
  heading: string
  field: Field | undefined
  /** Known although nothing is taken from it (a computed column, or one that was told to be skipped). */
  known: boolean
}

/** Where the data of a table is: what checkRows needs. */
export interface Layout {
  format: Format
  /** Index of the first row of data, counted from 0. */
  firstRow: number
  fields: ReadonlyMap<Field, number>
}

export interface Recognition extends Layout {
  columns: readonly Column[]
  unrecognised: readonly string[]
  /** Ready for the screen. */
  sentence: string
}

/** What a county's clerks chose before, by tidied heading; stored as it is. */
export type Remembered = Readonly<Record<string, Choice>>

const punctuation = /[*:;,.、。·/\\|\-_—'"“”?!<>《》]/g

/** Line breaks, width, stars and the brackets themselves do not distinguish headings. */
export const tidyHeading = (text: string): string =>
  withoutBlanks(halfWidth(text))
    .replace(punctuation, '')
    .replace(/[()[\]【】〔〕]/g, '')
    .toLowerCase()

/** The same without what stands in brackets: units, 必填, hints. */
const bareHeading = (text: string): string => tidyHeading(halfWidth(text).replace(/[([【〔][^)\]】〕]*[)\]】〕]/g, ''))

const byHeading = new Map<string, Field>()
for (const field of Field.options) {
  const others = (otherHeadings[field] ?? '').split(' ').filter((heading) => heading !== '')
  for (const heading of [fieldTitle[field], ...others]) byHeading.set(tidyHeading(heading), field)
}
const notTaken = new Set(knownButNotTaken.map(tidyHeading))

function choiceFor(heading: string, remembered: Remembered): Choice | undefined {
  for (const key of [tidyHeading(heading), bareHeading(heading)]) {
    if (key === '') continue
    const own = Object.hasOwn(remembered, key) ? remembered[key] : undefined
    const choice = own ?? byHeading.get(key) ?? (notTaken.has(key) ? 'skip' : undefined)
    if (choice) return choice
  }
  return undefined
}

const disability = new Set<Field | undefined>(['hasDisability', 'disabilityCard', 'disabilityKind'])

/** 类别 and 等级 alone say nothing; right of a 残疾 column they are the card's (the person file), elsewhere 等级 is the level. */
function choiceByNeighbours(heading: string, before: readonly Column[]): Choice | undefined {
  const key = bareHeading(heading)
  const afterDisability = before.slice(-3).some((column) => disability.has(column.field))
  if (key === '类别') return afterDisability ? 'disabilityKind' : undefined
  if (key === '等级') return afterDisability ? 'disabilityGrade' : 'selfCareLevel'
  return undefined
}

function columnsOf(headings: readonly string[], remembered: Remembered): Column[] {
  const columns: Column[] = []
  const used = new Set<Field>()
  for (const [index, heading] of headings.entries()) {
    if (withoutBlanks(heading) === '') continue
    const choice = choiceFor(heading, remembered) ?? choiceByNeighbours(heading, columns)
    const field = choice === 'skip' || choice === undefined || used.has(choice) ? undefined : choice
    if (field) used.add(field)
    columns.push({ index, heading: withoutBlanks(heading), field, known: field !== undefined || choice === 'skip' })
  }
  return columns
}

const textAt = (table: Table, row: number, column: number): string => String(valueAt(table, row, column) ?? '')

/** One heading line, or two where a group (残疾情况) stands over its columns. */
function headingsAt(table: Table, row: number, lines: 1 | 2): string[] {
  const width = Math.max(table.rows[row]?.length ?? 0, lines === 2 ? (table.rows[row + 1]?.length ?? 0) : 0)
  return Array.from({ length: width }, (_, column) => {
    const lower = lines === 2 ? textAt(table, row + 1, column) : ''
    return withoutBlanks(lower) === '' ? textAt(table, row, column) : lower
  })
}

interface Candidate {
  columns: Column[]
  firstRow: number
  score: number
}

const rowsSearched = 10

function bestHeader(table: Table, remembered: Remembered): Candidate | undefined {
  let best: Candidate | undefined
  for (let row = 0; row < Math.min(rowsSearched, table.rows.length); row += 1) {
    for (const lines of [1, 2] as const) {
      if (row + lines > rowsSearched) continue
      const columns = columnsOf(headingsAt(table, row, lines), remembered)
      const score = columns.filter((column) => column.known).length
      if (score > (best?.score ?? 0)) best = { columns, firstRow: row + lines, score }
    }
  }
  return best
}

function formatOf(fields: ReadonlyMap<Field, number>, columns: readonly Column[]): Format {
  const has = (...names: Field[]) => names.some((name) => fields.has(name))
  const headings = new Set(columns.map((column) => tidyHeading(column.heading)))
  const ours = ownTemplate.filter((field) => headings.has(tidyHeading(fieldTitle[field]))).length
  if (ours >= ownTemplate.length - 3) return 'own_template'
  if (headings.has('成员姓名') || headings.has('家庭人口') || headings.has('特困人员数')) return 'family_file'
  if (has('changeKind', 'decisionNumber', 'decidedOn', 'exitReason', 'lastPaidMonth', 'effectiveMonth'))
    return 'change_list'
  if (has('relation', 'householderIdNumber') && has('selfCareLevel', 'supportMode')) return 'person_file'
  return 'other_list'
}

/** A family file without member columns speaks of the householder himself. */
function fieldsOf(columns: readonly Column[]): Map<Field, number> {
  const fields = new Map<Field, number>()
  for (const column of columns) if (column.field) fields.set(column.field, column.index)
  const pairs = [
    ['name', 'householderName'],
    ['idNumber', 'householderIdNumber'],
  ] as const
  const noMember = pairs.every(([own]) => !fields.has(own))
  for (const [own, householder] of pairs) {
    const index = fields.get(householder)
    if (noMember && index !== undefined) fields.set(own, index)
  }
  return fields
}

function recognitionOf(columns: readonly Column[], firstRow: number): Recognition {
  const fields = fieldsOf(columns)
  const unrecognised = columns.filter((column) => !column.known).map((column) => column.heading)
  const format = formatOf(fields, columns)
  const named = unrecognised.length === 0 ? '' : `；未识别：${unrecognised.map((heading) => `“${heading}”`).join('、')}`
  const counts = `${columns.length}列，识别${columns.length - unrecognised.length}列`
  return {
    format,
    firstRow,
    fields,
    columns,
    unrecognised,
    sentence: `这是${formatTitle[format]}，${counts}${named}。`,
  }
}

const notRecognised: Recognition = {
  format: 'unknown',
  firstRow: 0,
  fields: new Map(),
  columns: [],
  unrecognised: [],
  sentence: '没有认出表头。表头应在前10行内，至少有“姓名”和“身份证号”两列。请核对文件，或下载本系统的模板填写。',
}

/** Names the format, the columns and what was not recognised; `remembered` wins over what is built in. */
export function recogniseTable(table: Table, remembered: Remembered = {}): Recognition {
  const best = bestHeader(table, remembered)
  if (!best) return notRecognised
  const recognition = recognitionOf(best.columns, best.firstRow)
  const enough = recognition.fields.has('name') && recognition.fields.size >= 2
  return enough ? recognition : notRecognised
}

/** The clerk points a column to a field, or skips it; a field moves from the column it had. */
export function chooseColumn(recognition: Recognition, index: number, choice: Choice): Recognition {
  const columns = recognition.columns.map((column) => {
    if (column.index === index) return { ...column, field: choice === 'skip' ? undefined : choice, known: true }
    return column.field === choice ? { ...column, field: undefined, known: false } : column
  })
  return recognitionOf(columns, recognition.firstRow)
}

/** What to store so that the next file of the same shape needs no choosing. */
export function rememberedOf(recognition: Recognition): Record<string, Choice> {
  const known = recognition.columns.filter((column) => column.known)
  return Object.fromEntries(known.map((column) => [tidyHeading(column.heading), column.field ?? 'skip']))
}
