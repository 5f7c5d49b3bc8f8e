/** Filters, order and page as the text behind '?' and back. Pure; several values of one filter are joined by ','. */

export type AddressState = Readonly<Record<string, string>>

export const readAddress = (search: string): AddressState => Object.fromEntries(new URLSearchParams(search))

/** '?area=…&month=…' with changes; '' when nothing is left. Order of keys is kept, so equal views have equal addresses. */
export function addressWith(search: string, changes: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams(search)
  for (const [key, value] of Object.entries(changes)) {
    if (value) params.set(key, value)
    else params.delete(key)
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}

/** What goes along from page to page: county, area and month (screens 3.2, 3.3). */
const travelling = ['county', 'area', 'month']

/** A link that keeps county, area and month unless it names its own. */
export function travellingHref(to: string, search: string): string {
  const [path = '', own = ''] = to.split('?')
  const here = readAddress(search)
  const mine = readAddress(own)
  const taken = travelling.filter((key) => here[key] && mine[key] === undefined)
  return path + addressWith(own, Object.fromEntries(taken.map((key) => [key, here[key]])))
}

export const valuesOf = (text: string | undefined): string[] => (text ? text.split(',').filter(Boolean) : [])

export interface TableQuery {
  /** From 1. */
  page: number
  pageSize: number
  sort: { by: string; order: 'asc' | 'desc' } | undefined
  /** Only filters that are set. */
  filters: Record<string, string>
}

export const pageSizes = [20, 50, 100, 200] as const

/** The query of one table out of the address: ?page=2&size=50&sort=-amount&level=unable. */
export function tableQueryOf(state: AddressState, filterNames: readonly string[]): TableQuery {
  const page = Number(state['page'])
  const size = pageSizes.find((each) => String(each) === state['size'])
  const sort = state['sort']
  return {
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    pageSize: size ?? 50,
    sort: sort ? { by: sort.replace(/^-/, ''), order: sort.startsWith('-') ? 'desc' : 'asc' } : undefined,
    filters: Object.fromEntries(
      filterNames.flatMap((name) => {
        const value = state[name]
        return value ? [[name, value]] : []
      }),
    ),
  }
}

/** The other way; a changed filter or order begins again at page 1. */
export function addressOfQuery(query: TableQuery, filterNames: readonly string[]): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(filterNames.map((name) => [name, query.filters[name]])),
    page: query.page > 1 ? String(query.page) : undefined,
    size: query.pageSize === 50 ? undefined : String(query.pageSize),
    sort: query.sort ? `${query.sort.order === 'desc' ? '-' : ''}${query.sort.by}` : undefined,
  }
}
