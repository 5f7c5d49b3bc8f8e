/** Routes from the list of pages; a page one may not open says so instead of not being there (screens 5.18). */
import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router'
import { type ComponentType, type ReactNode, Suspense } from 'react'
import { inMenu, lazyView, type Page, pagesFor } from '#ui/page-list.ts'
import { NoSuchPage, NotForYou } from '#ui/answer-page.tsx'
import { Failed, Loading } from '#ui/states.tsx'
import { PageBody } from '#ui/page.tsx'
import { Frame } from './frame.tsx'

const AccountPage = lazyView(() => import('./account-page.tsx'), 'AccountPage')

export function consoleRouter(pages: readonly Page[], operations: readonly string[]) {
  const allowed = pagesFor(pages, operations)
  const root = createRootRoute({ component: Frame, notFoundComponent: Missing })
  const routes = pages.map((page) =>
    createRoute({
      getParentRoute: () => root,
      path: page.path,
      component: allowed.includes(page) ? within(page.view) : forbidden(page),
    }),
  )
  const account = createRoute({ getParentRoute: () => root, path: '/account', component: within(AccountPage) })
  const home = createRoute({ getParentRoute: () => root, path: '/', component: firstOf(allowed) })
  const ownHome = allowed.some((page) => page.path === '/')
  const others = routes.filter((_, index) => ownHome || pages[index]?.path !== '/')
  return createRouter({
    routeTree: root.addChildren([...others, account, ...(ownHome ? [] : [home])]),
    defaultErrorComponent: Broken,
    scrollRestoration: true,
    // The address carries plain words, not JSON: ?month=2023-08&level=unable.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(Object.entries(search).map(([key, value]) => [key, String(value)])).toString()
      return text ? `?${text}` : ''
    },
  })
}

type Shown = () => ReactNode

function within(View: ComponentType): Shown {
  return function Within() {
    return (
      <Suspense
        fallback={
          <div className="gy-page">
            <Loading lines={12} />
          </div>
        }
      >
        <View />
      </Suspense>
    )
  }
}

function forbidden(page: Page): Shown {
  return function Forbidden() {
    return (
      <PageBody title={page.title}>
        <NotForYou act={page.title} />
      </PageBody>
    )
  }
}

/** The first page a role may open; one's own account when there is none. */
function firstOf(allowed: readonly Page[]): Shown {
  const to = allowed.find(inMenu)?.path ?? '/account'
  return function First() {
    return <Navigate to={to} replace search={true} />
  }
}

function Missing() {
  return (
    <PageBody title="没有这个页面">
      <NoSuchPage />
    </PageBody>
  )
}

function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <PageBody title="这一页没有打开">
      <Failed error={error} onRetry={reset} />
    </PageBody>
  )
}
