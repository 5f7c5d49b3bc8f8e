/** Top menu of at most seven sections, and the pages of one section at the left (screens 2, 3.1). */
import { useState } from 'react'
import { Link } from '#ui/link.tsx'
import { inMenu, type Page, type Section, sections } from '#ui/page-list.ts'
import { keep, kept } from '#ui/store.ts'
import * as z from 'zod'

/** 设置 stands in the account menu, but on top for who has little else: the system administrator. */
export function topSections(pages: readonly Page[]): Section[] {
  const present = sections.filter((section) => pages.some((page) => page.section === section && inMenu(page)))
  const business = present.filter((section) => section !== '设置' && section !== '我的待办')
  return business.length > 1 ? present.filter((section) => section !== '设置') : present
}

export function TopMenu({ pages, section }: { pages: readonly Page[]; section: Section | undefined }) {
  return (
    <nav className="gy-menu" aria-label="主菜单">
      <ul>
        {topSections(pages).map((each) => {
          const first = pages.find((page) => page.section === each && inMenu(page))
          return (
            <li key={each}>
              <Link to={first?.path ?? '/'} current={each === section}>
                {each}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** A page's own entry is current on everything that hangs below its address. */
export function ShortMenu({
  entries,
  path,
}: {
  entries: ReadonlyArray<{ path: string; title: string }>
  path: string
}) {
  const own = (to: string) => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`))
  return (
    <nav className="gy-menu" aria-label="主菜单">
      <ul>
        {entries.map((each) => (
          <li key={each.path}>
            <Link to={each.path} current={own(each.path)}>
              {each.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface SideProps {
  pages: readonly Page[]
  section: Section | undefined
  path: string | undefined
}

export function SideList({ pages, section, path }: SideProps) {
  const [folded, setFolded] = useState(() => kept('side.folded', z.boolean()) ?? false)
  const shown = pages.filter((page) => page.section === section && inMenu(page))
  if (shown.length < 2) return null
  const fold = (next: boolean) => {
    setFolded(next)
    keep('side.folded', next)
  }
  return (
    <nav className={folded ? 'gy-side gy-side-folded' : 'gy-side'} aria-label={`${section}的页面`}>
      {!folded && (
        <ul>
          {shown.map((page) => (
            <li key={page.path}>
              <Link to={page.path} current={page.path === path}>
                {page.title}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="gy-side-fold" aria-expanded={!folded} onClick={() => fold(!folded)}>
        {folded ? '›' : '‹ 收起'}
        {folded && <span className="gy-unseen">展开页面列表</span>}
      </button>
    </nav>
  )
}
