/** Recognises a department's list by its headings. */
import type { StreamedCell, StreamedRow } from '#platform/documents/stream-rows.ts'
import { Field, fieldTitle, type Choice } from './fields.ts'

/** As departments head the same things; words between blanks. */
const otherHeadings: Record<Field, string> = {
  name: '对象姓名 人员姓名 本人姓名 死者姓名 逝者姓名 参保人姓名 成员姓名 残疾人姓名 持证人姓名 户主姓名 受助人姓名 儿童姓名',
  idNumber:
    '身份证 身份证号码 公民身份号码 证件号码 证件号 居民身份证号 居民身份证号码 身份证件号码 身份号码 公民身份证号 死者身份证号 逝者身份证号 社会保障号码 社会保障号',
  bornOn: '出生年月 出生年月日 生日 出生时间',
  sex: '',
  township: '乡镇 街道 镇街 镇办 乡镇街道 所属乡镇 所在乡镇 户籍乡镇 苏木乡镇 乡镇苏木街道 所属街道 街道乡镇',
  village: '村 村居 社区 村社区 行政村 所属村 所在村 村居委会 村委会 嘎查村 嘎查 户籍村 村名 所属村社区',
  address: '地址 家庭住址 户籍地址 户籍地 现住址 居住地址 户口所在地 家庭地址 详细地址 户籍所在地',
  fromMonth:
    '享受月份 起始月份 开始月份 享受起始月份 救助起始月 起发月份 起始时间 开始享受月份 纳入月份 享受开始月份 待遇起始月',
  toMonth: '终止月份 截止月份 停发月份 享受终止月份 享受截止月 停止月份 终止时间 待遇终止月 最后发放月',
  amount: '金额 发放金额 补贴金额 保障金额 月发放金额 月保障金 救助金额 补贴标准 发放标准 待遇金额 月标准 月补贴',
  happenedOn: '死亡日期 死亡时间 火化日期 火化时间 去世日期 注销日期 死亡年月日 去世时间',
}

const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s*:：,，.、。·/／\\|\-_—'"()（）[\]【】〔〕]/g, '')
    .toLowerCase()
const bare = (text: string): string => tidy(text.normalize('NFKC').replace(/[([【〔][^)\]】〕]*[)\]】〕]/g, ''))

const byHeading = new Map<string, Field>()
for (const field of Field.options)
  for (const heading of [fieldTitle[field], ...otherHeadings[field].split(' ')])
    if (heading !== '') byHeading.set(tidy(heading), field)

export interface ListColumn {
  index: number
  heading: string
  field: Field | null
}

export interface Layout {
  columns: ListColumn[]
  /** Number of the heading row; data stands below. */
  headRow: number
  at: ReadonlyMap<Field, number>
}

export type Chosen = Readonly<Record<string, Choice>>

const rowsSearched = 20
const textOf = (cell: StreamedCell | undefined): string => String(cell ?? '').trim()

/** The row among the first twenty that holds most known headings, else most cells; what a clerk has chosen before goes first. */
export function recognise(rows: readonly StreamedRow[], chosen: Chosen): Layout | undefined {
  const found = rows.slice(0, rowsSearched).map((row) => layoutOf(row, chosen))
  const best = found.toSorted(
    (one, other) => other.at.size - one.at.size || other.columns.length - one.columns.length,
  )[0]
  return best && best.columns.length > 0 ? best : undefined
}

function layoutOf({ rowNo, cells }: StreamedRow, chosen: Chosen): Layout {
  const at = new Map<Field, number>()
  const columns = cells.map((cell, index) => {
    const heading = textOf(cell)
    const field = fieldFor(heading, chosen)
    if (!field || at.has(field)) return { index, heading, field: null }
    at.set(field, index)
    return { index, heading, field }
  })
  return { columns: columns.filter(({ heading }) => heading !== ''), headRow: rowNo, at }
}

function fieldFor(heading: string, chosen: Chosen): Field | undefined {
  const key = tidy(heading)
  if (key === '') return undefined
  const choice = Object.hasOwn(chosen, key) ? chosen[key] : undefined
  if (choice) return choice === 'skip' ? undefined : choice
  return byHeading.get(key) ?? byHeading.get(bare(heading))
}

/** What is missing for any matching at all, in words; undefined when it can begin. */
export function lacking({ at }: Pick<Layout, 'at'>): string | undefined {
  if (at.has('idNumber'))
    return at.has('name') ? undefined : '没有认出“姓名”列。只有身份证号时不能核对是不是同一人，请指定姓名列。'
  if (!at.has('name')) return '没有认出“姓名”和“身份证号”列。表头应在前20行内，请指定这两列，或核对文件。'
  if (at.has('bornOn') || at.has('village') || at.has('address')) return undefined
  return '只认出“姓名”。没有身份证号时，还要有出生日期或村（居）才能比对，请指定列，或向对方要求补充。'
}

/** To be remembered, so that the next file of this shape needs no choosing. */
export const rememberedOf = (
  columns: readonly ListColumn[],
  chosen: readonly { index: number; choice: Choice }[],
): Chosen =>
  Object.fromEntries(
    chosen.flatMap(({ index, choice }) => {
      const column = columns.find((each) => each.index === index)
      return column ? [[tidy(column.heading), choice]] : []
    }),
  )
