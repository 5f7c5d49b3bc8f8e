/** Resident identity numbers (GB 11643) and the unified social credit code (GB 32100): form, real date, check character. */
import { plainDate, PlainDate } from './calendar.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

/** The 18th character that belongs to the first 17 digits. */
export function checkCharacter(first17: string): string {
  let sum = 0
  for (const [index, weight] of weights.entries()) sum += weight * Number(first17[index])
  return checks[sum % 11] ?? ''
}

/** Full-width digits, blanks and lower-case x as people type them. */
export function tidyIdentityNumber(text: string): string {
  return text
    .replace(/[０-９Ｘｘ]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s'’‘-]/g, '')
    .toUpperCase()
}

/** What is wrong with a number, in words; undefined when nothing is. Takes it tidied. */
export function faultOfIdentityNumber(number: string): string | undefined {
  if (/^\d{15}$/.test(number)) return '身份证号为15位旧号，请换算为18位'
  if (number.length !== 18) return `身份证号应为18位，现为${number.length}位`
  if (!/^\d{17}[\dX]$/.test(number)) return '身份证号前17位应为数字，第18位为数字或X'
  if (!birthDateOf(number)) return `身份证号第7至14位“${number.slice(6, 14)}”不是真实的日期`
  const expected = checkCharacter(number)
  if (number[17] !== expected) return `身份证号第18位应为“${expected}”，现为“${number[17]}”。请核对是否录错`
  return undefined
}

export function birthDateOf(number: string): PlainDate | undefined {
  const text = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  return PlainDate.safeParse(text).success && text >= '1850-01-01' ? plainDate(text) : undefined
}

export const sexOf = (number: string): 'male' | 'female' => (Number(number[16]) % 2 === 1 ? 'male' : 'female')

/** A 15-digit number of before 1999-10 as the 18-digit one that replaced it. */
export function lengthened(number15: string): string {
  const first17 = `${number15.slice(0, 6)}19${number15.slice(6)}`
  return first17 + checkCharacter(first17)
}

/** 3715**********0000, as lists show it. */
export function maskedIdentityNumber(number: string): string {
  return number.length < 8 ? '＊'.repeat(number.length) : `${number.slice(0, 4)}**********${number.slice(-4)}`
}

/** 100****0001 */
export const maskedPhone = (phone: string): string =>
  phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** 尾号0001 */
export const maskedAccount = (account: string): string => `尾号${account.slice(-4)}`

const creditCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

export function faultOfCreditCode(code: string): string | undefined {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return '统一社会信用代码应为18位数字和大写字母（不含I、O、S、V、Z）'
  let sum = 0
  for (let index = 0; index < 17; index += 1) sum += creditCharacters.indexOf(code[index] ?? '') * (3 ** index % 31)
  const expected = creditCharacters[(31 - (sum % 31)) % 31]
  return code[17] === expected ? undefined : `信用代码第18位应为“${expected}”，现为“${code[17]}”`
}
