/** A user at the counter: signs in with a demonstration account, goes through menus, and sees no fault on the way. */
import { type BrowserContext, expect, type Page, test as base } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { expectAccessible, expectPage } from './sight.ts'

export { expect } from '@playwright/test'

interface Parts {
  /** What the browser complained about; a walk ends with none. Its own line for an answered 4xx is not ours. */
  complaints: string[]
}

const ownLine = /Failed to load resource: the server responded with a status of 4\d\d|net::ERR_INTERNET_DISCONNECTED/

export const test = base.extend<Parts>({
  // Read here and not in the configuration: the server is started after that is read.
  // oxlint-disable-next-line no-empty-pattern
  baseURL: async ({}, use) => use(process.env['GONGYANG_URL']),
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = []
      context.on('page', (page) => listen(page, complaints))
      await use(complaints)
      expect(complaints, 'complaints of the browser').toEqual([])
    },
    { auto: true },
  ],
})

function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`${page.url()} ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !ownLine.test(message.text())) complaints.push(`${page.url()} ${message.text()}`)
  })
}

/** After the clock was moved every session is over. */
export const forgetSessions = (): void => sessions.clear()

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>
/** Entering is limited per minute, so an account's session serves all walks. */
const sessions = new Map<string, Cookies>()

/** As that account, on that page. */
export async function enter(page: Page, account: string, address = '/'): Promise<void> {
  const context = page.context()
  const url = process.env['GONGYANG_URL'] ?? ''
  await context.clearCookies()
  const known = sessions.get(account)
  if (known) await context.addCookies(known)
  else {
    const answer = await context.request.post(`${url}/api/access.enterDemo`, { data: { account } })
    expect(answer.status(), `entering as ${account}`).toBe(200)
    sessions.set(account, await context.cookies())
  }
  await page.addInitScript(() => localStorage.setItem('gongyang.was-here', 'true'))
  await page.goto(address)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** Asks the server as the account that is signed in on the page, as any program may. */
export async function call(page: Page, operation: string, input: unknown = {}): Promise<unknown> {
  const answer = await page.context().request.post(`/api/${operation}`, { data: input })
  const said: unknown = await answer.json()
  expect(answer.status(), `${operation}: ${JSON.stringify(said)}`).toBe(200)
  return said
}

/** By heading: the kinds of element that were looked at for accessibility on that page. */
const looked = new Map<string, Set<string>>()

/** Looks at the page as a whole; the slow part, accessibility, only where a role sees what none saw before on that page. */
export async function look(page: Page, name: string): Promise<void> {
  await expectPage(page)
  if (process.env['PICTURES']) await picture(page, name)
  const heading = await page.getByRole('heading', { level: 1 }).innerText()
  const known = looked.get(heading) ?? new Set()
  looked.set(heading, known)
  const kinds = await kindsOn(page)
  if (kinds.every((kind) => known.has(kind))) return
  for (const kind of kinds) known.add(kind)
  await expectAccessible(page)
}

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync('test-results/screens', { recursive: true })
  await page.screenshot({ path: `test-results/screens/${name.replace(/[/\s]/g, '_')}.png` })
}

/** What faults of accessibility depend on: which elements there are, in which dress, in which place. */
async function kindsOn(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const kind = (element: Element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`
    const all = [...document.querySelectorAll('main *')]
    return [...new Set(all.map((each) => `${each.parentElement ? kind(each.parentElement) : ''} ${kind(each)}`))]
  })
}
