/** Rows of a list of persons, for tests. */
import { givenIdNumber, givenName } from './given.ts'

export const headings = [
  '姓名',
  '身份证号',
  '乡镇',
  '村',
  '户籍类型',
  '生活自理能力',
  '供养方式',
  '银行账号',
  '银行账户名称',
  '最初享受月份',
]
export const changeHeadings = [
  ...headings,
  '变更类型',
  '变更月份',
  '认定决定书号',
  '认定日期',
  '终止原因',
  '最后发放月',
]
export type Cells = Partial<Record<string, string>>

let order = 2000
/** One good row of a list; `more` says what is other about it. */
export function line(more: Cells = {}): Cells {
  order += 1
  const name = givenName(order)
  return {
    姓名: name,
    身份证号: givenIdNumber(order),
    乡镇: '示例镇',
    村: '河东村',
    户籍类型: '农村',
    生活自理能力: '部分自理',
    供养方式: '分散供养',
    银行账号: `62000000000${order}000`,
    银行账户名称: name,
    最初享受月份: '2023-08',
    ...more,
  }
}
