/** An address of something that does not exist, or lies elsewhere: every page says so under its heading, and shows the way back. */
import type { Page } from '@playwright/test'
import { pages } from '#apps/console/pages.ts'
import { call, enter, expect, test } from './walk.ts'

const accounts = [
  '371522-county-clerk',
  '371522-county-leader',
  '371522-township-1-clerk',
  '371522-finance',
  '150430-home-1-director',
]
/** It asks nothing before a part is chosen, and then says the reason beside the parts. */
const asksLater = new Set(['/assist/$helpId'])
const nothing = '00000000-0000-4000-8000-000000000000'
const aboutOne = pages.filter(({ path }) => path.includes('$'))

test('a page about one thing that is not there has a heading, says what is so, and leads back', async ({ page }) => {
  const left = new Map(aboutOne.map((each) => [each.path, each]))
  for (const account of accounts) {
    await enter(page, account)
    const { operations } = (await call(page, 'access.me')) as { operations: string[] }
    for (const { path, needs } of left.values()) {
      if (!operations.includes(needs)) continue
      left.delete(path)
      for (const id of [nothing, '不是编号']) await visit(page, path, id)
    }
  }
  expect([...left.keys()], 'pages that none of the accounts may open').toEqual([])
})

/** Within the page that is open: to load it anew each time would take a minute. */
async function visit(page: Page, path: string, id: string): Promise<void> {
  await page.evaluate(
    (to) => {
      history.pushState({}, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    },
    path.replaceAll(/\$[A-Za-z]+/g, encodeURIComponent(id)),
  )
  await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible()
  if (asksLater.has(path)) return
  const said = page.getByRole('region', { name: '没有找到' })
  await expect(said, `${path} ${id}`).toBeVisible()
  await expect(said.getByRole('link').first(), path).toBeVisible()
}
