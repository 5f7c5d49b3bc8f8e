/** What a document leaves to the county and the county has not set yet (JL-2b): `none` in a value, `to_set_by` the county. Pure. */
type Entry = Readonly<Record<string, unknown>>

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null

/** The document gives no number or table and names the county, or nobody, to set it. */
export function leftToCounty(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(leftToCounty)
  if (!isEntry(value)) return false
  const by = value['to_set_by']
  if (by !== undefined && by !== 'county') return false
  return Object.values(value).some((each) => each === 'none' || leftToCounty(each))
}
