/** Test data: lists as townships send them, and the surroundings of an invented county. */
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { checkCharacter } from '#kernel/identity-number.ts'
import { areaFinder, type KnownArea } from './area-names.ts'
import { checkRows } from './check-rows.ts'
import { recogniseTable } from './columns.ts'
import type { CheckedRow } from './import-faults.ts'
import type { PersonHere, Surroundings } from './surroundings.ts'
import type { CellValue, Table } from './table.ts'

export const givenTable = (rows: readonly (readonly CellValue[])[], flags?: Table['flags']): Table => ({
  name: '第1张表',
  rows,
  ...(flags ? { flags } : {}),
})

export const givenTownships: readonly KnownArea[] = [
  { id: 't1', name: '示例镇' },
  { id: 't2', name: '样本乡' },
  { id: 't3', name: '旧塘乡', successorId: 't1' },
]
export const givenVillages: readonly KnownArea[] = [
  { id: 'v1', name: '河东村', parentId: 't1' },
  { id: 'v2', name: '青石岭村', parentId: 't1' },
  { id: 'v3', name: '柳树屯村', parentId: 't2', aliases: ['柳屯'] },
  { id: 'v4', name: '新华社区', parentId: 't1' },
  { id: 'v5', name: '新华村', parentId: 't2' },
]

export const givenSurroundings = (more: Partial<Surroundings> = {}): Surroundings => ({
  today: plainDate('2023-09-01'),
  countyName: '示例县',
  findTownship: areaFinder(givenTownships),
  findVillage: areaFinder(givenVillages),
  people: new Map(),
  ...more,
})

/** A valid number of an invented county code; `order` odd for men. */
export function givenNumber(bornOn = '1956-03-12', order = 1): string {
  const first17 = `990180${bornOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}

export const givenHere = (more: Partial<PersonHere> = {}): PersonHere => ({
  where: 'here',
  personId: 'p1',
  name: '张示例',
  township: '示例镇',
  since: plainMonth('2021-06'),
  values: {},
  ...more,
})

/** Headings and one line: what the check says of it. */
export function checkOne(line: Readonly<Record<string, CellValue>>, surroundings = givenSurroundings()): CheckedRow {
  const table = givenTable([Object.keys(line), Object.values(line)])
  const [row] = checkRows(table, recogniseTable(table), surroundings)
  if (!row) throw new Error('no row was read')
  return row
}

export const goodLine: Readonly<Record<string, CellValue>> = {
  姓名: '张示例',
  身份证号: givenNumber(),
  性别: '男',
  出生日期: '1956-03-12',
  乡镇: '示例镇',
  村: '河东村',
  生活自理能力: '部分自理',
  供养方式: '分散供养',
}

export const messagesOf = (row: CheckedRow): string[] => row.faults.map((fault) => fault.message)
export const codesOf = (row: CheckedRow): string[] => row.faults.map((fault) => fault.code)
