/** A value as it travels: fen become whole JSON numbers (checked to 2^53), undefined members fall away. */
export function inWireForm(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw new RangeError('amount too large for the wire')
    return number
  }
  if (Array.isArray(value)) return value.map(inWireForm)
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inWireForm(member)]))
  return value
}
