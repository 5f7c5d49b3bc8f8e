/** 年度核查: a plan, its list on paper, the page keyed back by Enter, and the coverage that adds up. */
import { enter, expect, look, test } from './walk.ts'

test('a round is planned for one township, printed, keyed back by Enter alone, and counted', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/verification')
  await page.getByRole('button', { name: '制定核查方案' }).click()
  await page.getByRole('radio', { name: '重新核查' }).check()
  await page.getByRole('textbox', { name: '名称' }).fill('莘亭街道重新核查')
  const day = await page.getByRole('textbox', { name: '自哪一天起' }).inputValue()
  await page.getByRole('textbox', { name: '至哪一天' }).fill(day)
  await page.getByRole('checkbox').first().check()
  await look(page, 'a plan of verification')
  await page.getByRole('button', { name: '制定方案' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '莘亭街道重新核查' })).toBeVisible()
  const before = await page.locator('strong').filter({ hasText: ' / ' }).first().innerText()
  const [, all = ''] = /^0 \/ (\d+)，剩\d+人$/.exec(before) ?? []
  expect(Number(all)).toBeGreaterThan(0)
  await look(page, 'the coverage of a round')
  const code = await page
    .locator('.gy-digits')
    .filter({ hasText: /^\d{3}-\d{4}-\d{2}-\d$/ })
    .first()
    .innerText()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '打印核查名单' }).first().click()
  await page.getByText('PDF（A4，大字，签名栏）').click()
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/)

  await enter(page, '371522-township-1-clerk', '/verification')
  await page.getByRole('searchbox', { name: '校验码' }).fill(code)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table', { name: '核查名单' })).toBeVisible()
  const rows = page.locator('tr[data-cell]')
  const many = await rows.count()
  expect(many).toBeGreaterThan(1)
  await expect(rows.first()).toBeFocused()
  await look(page, 'a page keyed back')
  await page.keyboard.press('3')
  await page.keyboard.type('今年起不能自己洗澡')
  await page.keyboard.press('Enter')
  for (let left = many - 1; left > 0; left -= 1) await page.keyboard.press('Enter')
  await expect(rows).toHaveCount(0)
  await expect(page.getByText('✓')).toHaveCount(many - 1)
  await page.getByRole('button', { name: '申请评估' }).click()
  await expect(page.getByText(/已申请评估PG-/)).toBeVisible()

  await page.getByRole('link', { name: '莘亭街道重新核查' }).click()
  await expect(page.locator('strong').filter({ hasText: ' / ' }).first()).toHaveText(
    `${many} / ${all}，剩${Number(all) - many}人`,
  )
})
