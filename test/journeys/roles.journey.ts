/** Every role's first page and every menu entry of that role (screens 2). */
import type { Page } from '@playwright/test'
import { expectAccessible, expectChinese, unseenGlyphs } from './sight.ts'
import { enter, expect, look, test } from './walk.ts'

/** One account of each role, where that role has its work. */
const accounts = [
  '150430-county-clerk',
  '150430-data-officer',
  '150430-county-elderly',
  '150430-home-1-director',
  '150430-home-1-carer',
  '371522-county-clerk',
  '371522-county-leader',
  '371522-finance',
  '371522-medical-insurance',
  '371522-township-1-clerk',
  '371522-township-1-leader',
  '371522-village-1-aide',
  '371522-provider-1',
  '371522-carer-1',
  '371522-auditor',
  'city-supervisor',
  'province-supervisor',
  'admin',
  'security-admin',
]

test('the sign-in page offers the demonstration accounts, and one click is in', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: '供养' })).toBeVisible()
  await expect(page.getByText('演示数据：人员、身份证号、电话均为虚构')).toBeVisible()
  await expectChinese(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: '以县级救助经办身份进入莘县' }).click()
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible()
})

test('Chinese characters are drawn, rare ones of names too', async ({ page }) => {
  await page.goto('/')
  expect(await unseenGlyphs(page)).toEqual([])
})

test('a character that no font has would be noticed', async ({ page }) => {
  await page.goto('/')
  expect(await unseenGlyphs(page, '供\u{10ffff}')).toEqual(['\u{10ffff}'])
})

for (const account of accounts)
  test(`${account} opens the first page and every entry of the menu`, async ({ page }) => {
    await enter(page, account)
    await look(page, `${account} first`)
    for (const section of await linksOf(page, '主菜单')) {
      await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: section, exact: true }).click()
      await look(page, `${account} ${section}`)
      // The section opened on its first page.
      for (const title of (await linksOf(page, `${section}的页面`)).slice(1)) {
        const side = page.getByRole('navigation', { name: `${section}的页面` })
        await side.getByRole('link', { name: title, exact: true }).click()
        await expect(side.getByRole('link', { name: title, exact: true })).toHaveAttribute('aria-current', 'page')
        await look(page, `${account} ${section} ${title}`)
      }
    }
  })

async function linksOf(page: Page, menu: string): Promise<string[]> {
  return await page.getByRole('navigation', { name: menu, exact: true }).getByRole('link').allInnerTexts()
}
