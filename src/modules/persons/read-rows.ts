/** Reads each row of a list by itself: cells, words, days, places. */
import { tidyIdentityNumber } from '#kernel/identity-number.ts'
import { lookupNumber, readBirth, readIdentity, readSexOf } from './check-identity.ts'
import { readPlaces } from './check-places.ts'
import { readName, readValues } from './check-values.ts'
import { type Field, fieldTitle } from './fields.ts'
import type { Draft } from './import-faults.ts'
import type { Source } from './repairs.ts'
import { draftOf, isBlank, note, type RowReader } from './row-reader.ts'
import type { Surroundings } from './surroundings.ts'
import type { CellValue } from './table.ts'

const footer = /^(?:合计|总计|小计|共计|制表|填表|审核|负责人|经办人|单位负责人|注[:：]|说明[:：]|备注[:：])/

/** Empty lines, totals and the lines for signatures under the table hold no person. */
function holdsPerson(source: Source, index: number): boolean {
  const cells: readonly CellValue[] = source.table.rows[index] ?? []
  const first = cells.find((cell) => !isBlank(cell))
  if (first === undefined) return false
  const name = source.layout.fields.get('name')
  const text = String(first).replace(/\s/g, '')
  const named = name !== undefined && !isBlank(cells[name] ?? null) && cells[name] !== first
  if (footer.test(text) && !named) return false
  return [...source.layout.fields.values()].some((column) => !isBlank(cells[column] ?? null))
}

function noteMissing(reader: RowReader): void {
  if (!reader.values.name && !reader.faults.some((fault) => fault.field === 'name')) {
    note(reader, 'name', { code: 'name_missing', message: '没有姓名。请补录。', severity: 'error' })
  }
  if (reader.values.idNumber || reader.faults.some((fault) => fault.field === 'idNumber' && fault.severity === 'error'))
    return
  const message = '没有身份证号。请补录；确无身份证号的，写明理由后保留。'
  note(reader, 'idNumber', { code: 'id_missing', message, severity: 'error' })
}

const before = (reader: RowReader, earlier: Field, later: Field): void => {
  const first = reader.values[earlier]
  const second = reader.values[later]
  if (!first || !second) return
  const length = Math.min(first.length, second.length)
  if (first.slice(0, length) <= second.slice(0, length)) return
  const message = `${fieldTitle[later]}${second}早于${fieldTitle[earlier]}${first}。请核对是否录错。`
  note(reader, later, { code: 'dates_order', message, severity: 'error' })
}

function checkOrder(reader: RowReader, { today }: Surroundings): void {
  before(reader, 'bornOn', 'decidedOn')
  before(reader, 'bornOn', 'firstMonth')
  before(reader, 'decidedOn', 'firstMonth')
  before(reader, 'firstMonth', 'lastPaidMonth')
  before(reader, 'decidedOn', 'exitedOn')
  for (const field of ['decidedOn', 'exitedOn'] as const) {
    const day = reader.values[field]
    if (!day || day <= today) continue
    note(reader, field, {
      code: 'date_future',
      message: `${fieldTitle[field]}${day}晚于今天。请核对是否录错。`,
      severity: 'error',
    })
  }
}

function readRow(source: Source, index: number, surroundings: Surroundings): Draft {
  const reader: RowReader = { source, index, faults: [], written: {}, values: {} }
  readName(reader, 'name')
  const number = readIdentity(reader, 'idNumber')
  const { fields } = source.layout
  if (fields.get('householderIdNumber') !== fields.get('idNumber')) readIdentity(reader, 'householderIdNumber')
  readIdentity(reader, 'carerIdNumber')
  readBirth(reader, number, surroundings.today)
  readSexOf(reader, number)
  readValues(reader, surroundings)
  const places = readPlaces(reader, surroundings)
  noteMissing(reader)
  checkOrder(reader, surroundings)
  return draftOf(reader, { ...places, key: lookupNumber(number) ?? number })
}

const dataRows = (source: Source): number[] => {
  const rows: number[] = []
  for (let index = source.layout.firstRow; index < source.table.rows.length; index += 1) {
    if (holdsPerson(source, index)) rows.push(index)
  }
  return rows
}

export const readRows = (source: Source, surroundings: Surroundings): Draft[] =>
  dataRows(source).map((index) => readRow(source, index, surroundings))

/** The 18-digit numbers to look up before checking; 15-digit ones as what they became. */
export function identityNumbersOf(source: Source): string[] {
  const column = source.layout.fields.get('idNumber')
  const numbers = new Set<string>()
  const cells = column === undefined ? [] : dataRows(source).map((index) => source.table.rows[index]?.[column] ?? null)
  for (const text of [...cells, ...source.repairs.cells.values()]) {
    const number = lookupNumber(tidyIdentityNumber(String(text ?? '')))
    if (number) numbers.add(number)
  }
  return [...numbers]
}

const digits = (text: string): string => text.replace(/\D/g, '')

/** The account numbers to look up before checking (F-08). */
export function accountNumbersOf(drafts: readonly Draft[]): string[] {
  const accounts = drafts.map((draft) => digits(draft.values.accountNumber ?? draft.values.cardAccount ?? ''))
  return [...new Set(accounts.filter((account) => account !== ''))]
}
