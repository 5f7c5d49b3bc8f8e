import type { Scope } from '#kernel/permission.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const county = /^\d{6}$/

/**
 * The scope as one literal of SET LOCAL, '371522|townships|id,id': Citus carries SET LOCAL literals to its shards but not
 * set_config parameters (database.md §6 rule 11), so every part is checked before it is written into the statement.
 */
export function scopeLiteral(scope: Scope): string {
  // Who works over several counties keeps his record where nobody's county is.
  const own = scope.kind === 'counties' ? [...scope.counties, '000000'] : scope.counties
  const counties = own.map((each) => {
    if (!county.test(each)) throw new RangeError('not a county key')
    return each
  })
  const ids = scope.ids.map((each) => {
    if (!uuid.test(each)) throw new RangeError('not an id')
    return each
  })
  if (!/^[a-z]+$/.test(scope.kind)) throw new RangeError('not a kind of scope')
  return `${counties.join(',')}|${scope.kind}|${ids.join(',')}`
}
