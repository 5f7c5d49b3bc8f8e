/** Names, words, days, months, phones and accounts of one row. */
import { maskedAccount } from '#kernel/identity-number.ts'
import { noteForm } from './check-identity.ts'
import { type Field, fieldTitle } from './fields.ts'
import { cellOf, codeOf, isBlank, note, peek, type RowReader, textOf } from './row-reader.ts'
import type { Surroundings } from './surroundings.ts'
import { halfWidth, withoutBlanks } from './table.ts'
import { readDay, readMonth } from './written-dates.ts'
import { faultOfName, readChangeKind, readHouseholdClass, readLevel, readMode, tidyName } from './written-words.ts'

export const nameFaults = {
  lost: { code: 'name_lost', message: '里有未能显示的字（问号、方框或自造字）。请按身份证补正。' },
  strange: { code: 'name_strange', message: '里有空格或数字，请核对。' },
  length: { code: 'name_strange', message: '应为2至40个字，请核对。' },
} as const

export function readName(reader: RowReader, field: Field): string {
  const text = textOf(reader, field)
  const name = tidyName(text)
  if (name === '') return ''
  reader.values[field] = name
  const raw = reader.written[field] ?? ''
  if (withoutBlanks(raw) !== raw) {
    note(reader, field, {
      code: 'blanks',
      message: `${fieldTitle[field]}“${text}”里有空格或看不见的字符，已去掉。`,
      severity: 'info',
    })
  }
  const fault = faultOfName(name)
  if (!fault) return name
  const { code, message } = nameFaults[fault]
  note(reader, field, {
    code,
    message: `${fieldTitle[field]}${message}`,
    severity: field === 'name' ? 'error' : 'warning',
  })
  return name
}

interface WordReader {
  field: Field
  read: (text: string, surroundings: Surroundings) => string | undefined
  expected: string
}

const wordReaders: readonly WordReader[] = [
  {
    field: 'selfCareLevel',
    read: (text, { levelWords }) => readLevel(text, levelWords),
    expected: '能自理、部分自理、不能自理（或自理、半失能、失能）',
  },
  { field: 'supportMode', read: readMode, expected: '分散供养、集中供养' },
  { field: 'householdClass', read: readHouseholdClass, expected: '城市、农村' },
  { field: 'changeKind', read: readChangeKind, expected: '新增、退出、变更' },
]

function readWords(reader: RowReader, surroundings: Surroundings): void {
  for (const { field, read, expected } of wordReaders) {
    const text = codeOf(reader, field)
    if (text === '') continue
    const value = read(text, surroundings)
    if (value) reader.values[field] = value
    else {
      const message = `${fieldTitle[field]}“${text}”认不出，应为：${expected}。`
      note(reader, field, { code: 'word_unknown', message, severity: 'error' })
    }
  }
}

/** 转集中 and 死亡 say more than that something changes. */
function readMeaning(reader: RowReader): void {
  const word = reader.written.changeKind ?? ''
  if (/转(?:为)?集中/.test(word)) reader.values.supportMode ??= 'centralised'
  if (/转(?:为)?分散/.test(word)) reader.values.supportMode ??= 'dispersed'
  if (/死亡|去世/.test(word)) reader.values.exitReason ??= '死亡'
}

function readDayField(reader: RowReader, field: Field): void {
  const cell = cellOf(reader, field)
  if (isBlank(cell.value)) return
  reader.written[field] = String(cell.value)
  const read = readDay(cell.value, cell.date)
  if (read.kind === 'day') {
    reader.values[field] = read.day
    if (read.how !== 'plain') noteForm(reader, field, read)
    return
  }
  const message = `${fieldTitle[field]}“${reader.written[field] ?? ''}”不是完整的日期，应写成2023-09-11的样子。`
  note(reader, field, { code: 'date_unreadable', message, severity: 'error' })
}

function readMonthField(reader: RowReader, field: Field): void {
  const cell = cellOf(reader, field)
  if (isBlank(cell.value)) return
  const text = String(cell.value)
  reader.written[field] = text
  const read = readMonth(cell.value, cell.date)
  if (read.kind === 'month') {
    reader.values[field] = read.month
    if (read.how !== 'plain') noteForm(reader, field, { day: read.month, how: read.how })
  } else if (read.kind === 'ambiguous') {
    const message = `${fieldTitle[field]}“${text}”是数字，可能是${read.january}，也可能是${read.october}（末位0丢失）。请写成${read.october}的样子。`
    note(reader, field, { code: 'date_ambiguous', message, severity: 'error' })
  } else {
    const message = `${fieldTitle[field]}“${text}”不是月份，应写成2023-08的样子。`
    note(reader, field, { code: 'date_unreadable', message, severity: 'error' })
  }
}

const mobile = /^1\d{10}$/
const landline = /^0\d{2,3}-?\d{7,8}(?:-\d{1,6})?$/

function readPhone(reader: RowReader, field: Field): void {
  const text = codeOf(reader, field)
  if (text === '') return
  const digits = text.replace(/^(?:\+?86-?)(?=1\d)/, '').replace(/^(1\d\d)-(\d{4})-(\d{4})$/, '$1$2$3')
  reader.values[field] = digits
  if (mobile.test(digits) || landline.test(digits)) return
  const message = `${fieldTitle[field]}应为11位手机号或带区号的座机，现为“${text}”。`
  note(reader, field, { code: 'phone_form', message, severity: 'warning' })
}

function readAccount(reader: RowReader, field: Field): void {
  const value = peek(reader, field)
  if (typeof value === 'number' && value > 999_999_999_999_999) {
    reader.written[field] = String(value)
    const message = `${fieldTitle[field]}在表格里是数字格式，只保存了前15位，后面的已丢失。请把该列改为文本格式后重新填写。`
    return note(reader, field, { code: 'id_as_number', message, severity: 'error' })
  }
  const account = codeOf(reader, field).replace(/[-'’]/g, '')
  if (account === '') return
  reader.values[field] = account
  if (/^\d{12,30}$/.test(account)) return
  const message = `${fieldTitle[field]}应为12至30位数字，现为${account.length}位（${maskedAccount(account)}）。请核对。`
  note(reader, field, { code: 'account_form', message, severity: 'error' })
}

const dayFields: readonly Field[] = ['decidedOn', 'exitedOn']
const monthFields: readonly Field[] = ['firstMonth', 'lastPaidMonth', 'effectiveMonth']
const codeFields: readonly Field[] = ['disabilityCard', 'certificateNumber', 'disabilityGrade']
const textFields: readonly Field[] = [
  'relation',
  'ethnicity',
  'marital',
  'hasDisability',
  'disabilityKind',
  'institution',
  'registeredAddress',
  'address',
  'bankName',
  'decisionNumber',
  'exitReason',
  'insurance',
  'remarks',
]

/** Everything but identity and places. */
export function readValues(reader: RowReader, surroundings: Surroundings): void {
  const { fields } = reader.source.layout
  // A family file without member columns: the householder is the person and has been read already.
  if (fields.get('householderName') !== fields.get('name')) readName(reader, 'householderName')
  for (const field of ['accountHolder', 'carerName'] as const) readName(reader, field)
  readWords(reader, surroundings)
  for (const field of dayFields) readDayField(reader, field)
  for (const field of monthFields) readMonthField(reader, field)
  for (const field of ['phone', 'carerPhone'] as const) readPhone(reader, field)
  for (const field of ['accountNumber', 'cardAccount'] as const) readAccount(reader, field)
  for (const field of codeFields) {
    const text = codeOf(reader, field)
    if (text !== '') reader.values[field] = text
  }
  for (const field of textFields) {
    const text = textOf(reader, field)
    if (text !== '') reader.values[field] = field === 'decisionNumber' ? halfWidth(text) : text
  }
  readMeaning(reader)
}
