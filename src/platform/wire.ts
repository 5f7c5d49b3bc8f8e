/**
 * A value as it travels: fen become whole JSON numbers (checked to 2^53), undefined members fall away. What holds no fen is
 * answered as it is: a page of a list has a thousand members, and none of them changes.
 */
export function inWireForm(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw new RangeError('amount too large for the wire')
    return number
  }
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.some(changes) ? value.map(inWireForm) : value
  if (Object.getPrototypeOf(value) !== Object.prototype || !changes(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inWireForm(member)]))
}

function changes(value: unknown): boolean {
  if (typeof value === 'bigint') return true
  if (value === null || typeof value !== 'object') return false
  if (Array.isArray(value)) return value.some(changes)
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  for (const key in value) if (changes((value as Record<string, unknown>)[key])) return true
  return false
}
