/** Checks of number, birth date and sex against each other (GB 11643; F-02). */
import { ageOn, type PlainDate } from '#kernel/calendar.ts'
import { birthDateOf, faultOfIdentityNumber, lengthened, sexOf, tidyIdentityNumber } from '#kernel/identity-number.ts'
import { type Field, fieldTitle } from './fields.ts'
import type { FaultCode } from './import-faults.ts'
import { cellOf, codeOf, isBlank, note, peek, type RowReader } from './row-reader.ts'
import { readDay } from './written-dates.ts'
import { readSex, sexText } from './written-words.ts'

function codeOfFault(number: string): FaultCode {
  if (/^\d{15}$/.test(number)) return 'id_15'
  if (number.length !== 18) return 'id_length'
  if (!/^\d{17}[\dX]$/.test(number)) return 'id_characters'
  return birthDateOf(number) ? 'id_check' : 'id_date'
}

/** A spreadsheet keeps 15 figures of a number; the last three of an 18-digit one are lost for good. */
function lostFigures(reader: RowReader, field: Field): boolean {
  const value = peek(reader, field)
  const lost =
    typeof value === 'number'
      ? value > 999_999_999_999_999
      : typeof value === 'string' && /^\d\.\d+E\+\d+$/i.test(value.trim())
  if (!lost) return false
  reader.written[field] = String(value)
  const message = `${fieldTitle[field]}在表格里是数字格式，只保存了前15位，后面的已丢失。请把该列改为文本格式后重新填写。`
  note(reader, field, { code: 'id_as_number', message, severity: 'error' })
  return true
}

function note15(reader: RowReader, field: Field, number: string): void {
  const longer = lengthened(number)
  const fault = faultOfIdentityNumber(longer)
  const message = `${fieldTitle[field]}为15位旧号，可以换算为18位：${longer}。`
  if (fault) note(reader, field, { code: 'id_date', message: `${fault}。请核对是否录错。`, severity: 'error' })
  else note(reader, field, { code: 'id_15', message, severity: 'error', proposal: { value: longer, title: '采用' } })
}

/** The number tidied; what is wrong with it is noted. Empty when there is none or it cannot be read. */
export function readIdentity(reader: RowReader, field: Field): string {
  const before = reader.faults.length
  const number = readNumber(reader, field)
  // A householder's or carer's wrong number is no reason to leave the person himself out.
  for (const fault of field === 'idNumber' ? [] : reader.faults.slice(before)) {
    if (fault.severity === 'error') fault.severity = 'warning'
  }
  return number
}

function readNumber(reader: RowReader, field: Field): string {
  if (lostFigures(reader, field)) return ''
  const number = tidyIdentityNumber(codeOf(reader, field))
  if (number === '') return ''
  reader.values[field] = number
  const fault = faultOfIdentityNumber(number)
  if (!fault) return number
  const code = codeOfFault(number)
  if (code === 'id_15') note15(reader, field, number)
  else {
    const hint = code === 'id_check' ? '' : '。请核对是否录错'
    note(reader, field, { code, message: `${fault}${hint}。`, severity: 'error' })
  }
  return number
}

/** The 18-digit form by which a person is looked up; undefined when the number cannot be one. */
export function lookupNumber(number: string): string | undefined {
  const full = /^\d{15}$/.test(number) ? lengthened(number) : number
  return faultOfIdentityNumber(full) === undefined ? full : undefined
}

const mostAge = 120

function noteBirth(reader: RowReader, day: PlainDate, today: PlainDate): void {
  if (day > today) {
    note(reader, 'bornOn', {
      code: 'born_future',
      message: `出生日期${day}晚于今天。请核对是否录错。`,
      severity: 'error',
    })
  } else if (ageOn(day, today) > mostAge) {
    const message = `按出生日期${day}已满${ageOn(day, today)}周岁。请核对本人是否在世、日期是否录错。`
    note(reader, 'bornOn', { code: 'born_long_ago', message, severity: 'error' })
  }
}

function noteMonthOnly(reader: RowReader, month: string, byNumber: PlainDate | undefined): void {
  const message = `出生日期“${reader.written.bornOn ?? ''}”只有年和月，没有日。请补全。`
  const agrees = byNumber?.startsWith(month)
  const proposal = agrees && byNumber ? { proposal: { value: byNumber, title: `改为${byNumber}` } } : {}
  note(reader, 'bornOn', { code: 'date_month_only', message, severity: 'error', ...proposal })
}

function noteUnreadable(reader: RowReader, byNumber: PlainDate | undefined): void {
  const message = `出生日期“${reader.written.bornOn ?? ''}”不是完整的日期，应写成1956-03-12的样子。`
  const proposal = byNumber ? { proposal: { value: byNumber, title: `改为${byNumber}` } } : {}
  note(reader, 'bornOn', { code: 'date_unreadable', message, severity: 'error', ...proposal })
}

/** Without a birth date of its own the row has the number's. */
export function readBirth(reader: RowReader, number: string, today: PlainDate): void {
  const byNumber = number.length === 18 ? birthDateOf(number) : undefined
  const cell = cellOf(reader, 'bornOn')
  if (isBlank(cell.value)) {
    if (!byNumber) return
    reader.values.bornOn = byNumber
    return noteBirth(reader, byNumber, today)
  }
  reader.written.bornOn = String(cell.value)
  const read = readDay(cell.value, cell.date)
  if (read.kind === 'month') return noteMonthOnly(reader, read.month, byNumber)
  if (read.kind === 'unreadable') return noteUnreadable(reader, byNumber)
  reader.values.bornOn = read.day
  if (read.how !== 'plain') noteForm(reader, 'bornOn', read)
  noteBirth(reader, read.day, today)
  if (!byNumber || byNumber === read.day) return
  const message = `出生日期${read.day}与身份证号中的${byNumber}不一致。`
  const proposal = { value: byNumber, title: `改为${byNumber}` }
  note(reader, 'bornOn', { code: 'born_differs', message, severity: 'error', proposal })
}

export function noteForm(
  reader: RowReader,
  field: Field,
  read: { day: string; how: 'text' | 'serial' | 'plain' },
): void {
  const written = reader.written[field] ?? ''
  const kind = read.how === 'serial' ? '是表格的日期序号' : '不是日期格式'
  const message = `${fieldTitle[field]}“${written}”${kind}，按${read.day}读取。`
  note(reader, field, { code: read.how === 'serial' ? 'date_serial' : 'date_text', message, severity: 'info' })
}

export function readSexOf(reader: RowReader, number: string): void {
  const text = codeOf(reader, 'sex')
  const byNumber = number.length === 18 && /^\d{17}/.test(number) ? sexOf(number) : undefined
  const sex = text === '' ? byNumber : readSex(text)
  if (sex) reader.values.sex = sex
  if (text !== '' && !sex) {
    const message = `性别“${text}”认不出，应为：男、女。`
    const proposal = byNumber ? { proposal: { value: sexText[byNumber], title: `改为${sexText[byNumber]}` } } : {}
    note(reader, 'sex', { code: 'word_unknown', message, severity: 'error', ...proposal })
  }
  if (!sex || !byNumber || sex === byNumber) return
  const title = sexText[byNumber]
  const message = `性别“${text}”与身份证号不一致（应为${title}）。`
  note(reader, 'sex', {
    code: 'sex_differs',
    message,
    severity: 'error',
    proposal: { value: title, title: `改为${title}` },
  })
}
