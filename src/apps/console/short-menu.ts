/** Whose menu is a few pages by name instead of sections (screens 2, R8): what else he may open is reached from them. */
import type { Page } from '#ui/page-list.ts'

interface Entry {
  path: string
  title: string
}

const short: Readonly<Record<string, readonly Entry[]>> = {
  'village-aide': [
    { path: '/', title: '我的待办' },
    { path: '/persons', title: '本村人员' },
    { path: '/report', title: '报告情况' },
  ],
}

export const hasShortMenu = (role: string): boolean => short[role] !== undefined

/** Undefined for everybody whose menu is by section. */
export function shortMenu(role: string, pages: readonly Page[]): Entry[] | undefined {
  return short[role]?.filter(({ path }) => pages.some((page) => page.path === path))
}
