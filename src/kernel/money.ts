/** Money in whole fen (分). On the wire a JSON integer, in code bigint; never a float. */
import * as z from 'zod'

/** Whole fen, any sign. */
export const Fen = z.codec(z.int(), z.bigint(), { decode: (wire) => BigInt(wire), encode: (fen) => Number(fen) })

/** A ratio of whole numbers, such as 13 of 10 or a factor of 95 of 100. */
export interface Ratio {
  times: number
  of: number
}

/** '189.00' or '1,234.5' in yuan to fen; throws on more than two decimals. */
export function fenOfYuan(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '').trim())
  if (!match) throw new RangeError(`不是金额：${text}`)
  const fen = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0') || '0')
  return match[1] ? -fen : fen
}

/** '1234.00', as packs write money. */
export function yuanOf(fen: bigint): string {
  const size = fen < 0n ? -fen : fen
  return `${fen < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}

/** '1,234.00', as screens and papers show it. */
export function yuanText(fen: bigint): string {
  const [whole = '0', cents = '00'] = yuanOf(fen).split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${cents}`
}

/** Divides and rounds half away from zero (四舍五入): the one place in which money is rounded. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError('divisor must be positive')
  const size = dividend < 0n ? -dividend : dividend
  const rounded = (size * 2n + divisor) / (divisor * 2n)
  return dividend < 0n ? -rounded : rounded
}

export function divideUp(dividend: bigint, divisor: bigint): bigint {
  const whole = dividend / divisor
  return dividend % divisor > 0n ? whole + 1n : whole
}

export const sumOf = (amounts: Iterable<bigint>): bigint => {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/** 叁仟柒佰陆拾捌元整, as vouchers ask for (票据法实施办法 附件一 正确填写票据和结算凭证的基本规定). */
export function capitalAmount(fen: bigint): string {
  const size = fen < 0n ? -fen : fen
  const yuan = size / 100n
  const jiao = Number((size / 10n) % 10n)
  const cent = Number(size % 10n)
  const head = yuan > 0n || (jiao === 0 && cent === 0) ? `${capitalInteger(yuan)}元` : ''
  const zero = yuan > 0n && jiao === 0 && cent > 0 ? '零' : ''
  const tail = `${jiao ? `${digits[jiao]}角` : zero}${cent ? `${digits[cent]}分` : ''}`
  return `${fen < 0n ? '负' : ''}${head}${tail || '整'}`
}

function capitalInteger(value: bigint): string {
  if (value === 0n) return '零'
  let text = ''
  let pendingZero = false
  const padded = String(value)
  const width = Math.ceil(padded.length / 4) * 4
  const figures = padded.padStart(width, '0')
  for (let group = 0; group < width / 4; group += 1) {
    const four = figures.slice(group * 4, group * 4 + 4)
    if (four === '0000') {
      pendingZero = text !== ''
      continue
    }
    text += `${capitalFour(four, text !== '', pendingZero)}${groups[width / 4 - 1 - group] ?? ''}`
    pendingZero = false
  }
  return text
}

function capitalFour(four: string, hasHead: boolean, zeroBefore: boolean): string {
  let text = ''
  let zero = zeroBefore || (hasHead && four[0] === '0')
  for (const [place, figure] of [...four].entries()) {
    if (figure === '0') {
      if (text) zero = true
      continue
    }
    text += `${zero ? '零' : ''}${digits[Number(figure)]}${places[3 - place]}`
    zero = false
  }
  return text
}
