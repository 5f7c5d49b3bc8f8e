/** How a module's pages, search, notices and areas enter the console. */
import type { ComponentType } from 'react'
import type { AreaNode } from './area-tree.ts'
import { lazyPart } from './lazy.tsx'

/** In the order of the top menu; 设置 stands in the account menu. */
export const sections = ['我的待办', '人员', '月度工作', '机构', '监督', '资金', '报表与依据', '设置'] as const
export type Section = (typeof sections)[number]

export interface Page {
  /** '/persons', '/persons/$personId'. */
  path: string
  title: string
  section: Section
  /** Operation that one must be allowed to see the page: 'persons.list'. */
  needs: string
  order?: number
  /** False keeps it out of the menu; a path with '$' is never in it. */
  menu?: boolean
  view: ComponentType
  /** 怎么做 behind '?': at most ten lines, and the clauses the page rests on. */
  help?: { lines: string[] }
}

/** view: lazyView(() => import('./roster.tsx'), 'Roster') — each page is a file of its own for the browser. */
export function lazyView<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): ComponentType {
  return lazyPart(async () => (await load())[name])
}

export interface SearchHit {
  key: string
  /** '张示例 女 67岁 ××村 半失能 在册 尾号0001'. */
  text: string
  to: string
}

/** What the search box asks; one group of results (screens 3.4). */
export interface SearchSource {
  group: '人员' | '协议' | '机构' | '合同' | '问题' | '批次' | '政策条款'
  needs: string
  /** At most eight hits. `purpose` is given when a full identity number is looked for. */
  find: (words: string, purpose: string | undefined) => Promise<SearchHit[]>
  /** Where 查看全部 leads. */
  all?: (words: string) => string
}

export interface Notice {
  key: string
  text: string
  to?: string | undefined
  at: string
  unread: boolean
}

/** What the bell shows (screens 3.6). */
export interface NoticeSource {
  group: '需要您办' | '结果告知' | '系统消息'
  needs: string
  load: () => Promise<Notice[]>
  all?: string
}

/** The red bar for death, missing and abuse, until someone takes it on (screens 3.6). */
export interface EmergencySource {
  needs: string
  load: () => Promise<Array<{ key: string; text: string; to: string }>>
}

/** The areas in one's scope, for the switcher of the frame. */
export interface AreaSource {
  needs: string
  load: (county: string) => Promise<AreaNode[]>
}

/** Everything the console is put together from besides its pages. */
export interface FrameSources {
  search: SearchSource[]
  notices: NoticeSource[]
  emergencies: EmergencySource[]
  areas: AreaSource[]
}

export const inMenu = (page: Page): boolean => page.menu !== false && !page.path.includes('$')

/** Pages one may open, in menu order. */
export function pagesFor(pages: readonly Page[], operations: readonly string[]): Page[] {
  return pages
    .filter((page) => operations.includes(page.needs))
    .toSorted((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section) || (a.order ?? 50) - (b.order ?? 50))
}

/** The page that owns an address: the longest path that fits, so a detail page keeps its list's place in the menu. */
export function pageAt(pages: readonly Page[], pathname: string): Page | undefined {
  return pages
    .filter((page) => patternOf(page.path).test(pathname))
    .toSorted((a, b) => Number(a.path.includes('$')) - Number(b.path.includes('$')))[0]
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^{}()|[\]\\]/g, '\\$&').replace(/\$[A-Za-z]+/g, '[^/]+')}/?$`)
