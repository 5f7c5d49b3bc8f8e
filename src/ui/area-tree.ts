/** Areas of one's scope as a tree in statutory order, and how one is found by name or pinyin initials. Pure. */

export interface AreaNode {
  code: string
  name: string
  /** Pinyin initials, as the server stores them: 'ygz'. */
  initials?: string | undefined
  /** '2022年并入××镇' for areas of past days. */
  note?: string | undefined
  count?: number | undefined
  children?: AreaNode[] | undefined
}

export const areaText = (area: AreaNode): string =>
  `${area.name}${area.note ? `（${area.note}）` : ''}${area.count === undefined ? '' : ` ${area.count}人`}`

export function areaFits(area: AreaNode, words: string): boolean {
  const wanted = words.trim().toLowerCase()
  return area.name.includes(wanted) || (area.initials ?? '').toLowerCase().startsWith(wanted)
}

/** The way from the top to an area, itself last; empty when it is not in the tree. */
export function wayTo(areas: readonly AreaNode[], code: string): AreaNode[] {
  for (const area of areas) {
    if (area.code === code) return [area]
    const below = wayTo(area.children ?? [], code)
    if (below.length > 0) return [area, ...below]
  }
  return []
}
