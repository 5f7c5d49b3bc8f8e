/** Header, top menu, list at the left, strip, page (screens 3.1). */
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '#ui/me.tsx'
import { inMenu, type Page, pageAt, pagesFor } from '#ui/page-list.ts'
import { type Crumb, PlaceProvider } from '#ui/page.tsx'
import { neighbourOf } from '#ui/list-keys.ts'
import { useGo } from '#ui/link.tsx'
import { openBasis, pressNew, useShortcuts } from '#ui/shortcuts.ts'
import { print } from '#ui/print.ts'
import { useUpdates } from '#ui/updates.ts'
import { Header } from './header.tsx'
import { HelpDrawer } from './help-drawer.tsx'
import { IdleWarning } from './idle-warning.tsx'
import { ShortMenu, SideList, TopMenu } from './menu.tsx'
import { pages } from './pages.ts'
import { shortMenu } from './short-menu.ts'
import { Strip } from './strip.tsx'

export function Frame() {
  const me = useMe()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const [help, setHelp] = useState(false)
  const mine = pagesFor(pages, me.operations)
  const page = pageAt(mine, pathname)
  const few = shortMenu(me.role, mine)
  const place = placeOf(mine, page, pathname)
  useUpdates(true)
  useFrameKeys(() => setHelp(true))
  return (
    <>
      <a className="gy-skip" href="#main">
        跳到正文
      </a>
      <Header onHelp={() => setHelp(true)} />
      {few ? <ShortMenu entries={few} path={pathname} /> : <TopMenu pages={mine} section={page?.section} />}
      <Strip />
      <div className="gy-body">
        {!few && <SideList pages={mine} section={page?.section} path={place.list?.path} />}
        <main className="gy-main" id="main" tabIndex={-1}>
          <PlaceProvider value={place.crumbs}>
            <Outlet />
          </PlaceProvider>
        </main>
      </div>
      <HelpDrawer page={page ?? place.list} open={help} onClose={() => setHelp(false)} />
      <IdleWarning />
    </>
  )
}

/** A detail page stands under the list whose address begins its own. */
function placeOf(mine: readonly Page[], page: Page | undefined, pathname: string) {
  const list = mine
    .filter((each) => inMenu(each) && (pathname === each.path || pathname.startsWith(`${each.path}/`)))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
  const section: Crumb[] = page ? [{ title: page.section }] : []
  const crumbs = list ? [...section, { title: list.title, to: list.path }] : section
  return { list, crumbs }
}

function useFrameKeys(onHelp: () => void) {
  const me = useMe()
  const router = useRouter()
  const go = useGo()
  const walk = (step: 1 | -1) => {
    const to = neighbourOf(router.latestLocation, step)
    if (to) go(to)
  }
  useShortcuts({
    '/': () => document.getElementById('gy-search')?.focus(),
    '?': onHelp,
    n: pressNew,
    e: openBasis,
    p: () => print({ by: me.name, demo: me.demo, landscape: true }),
    '[': () => walk(-1),
    ']': () => walk(1),
  })
}
