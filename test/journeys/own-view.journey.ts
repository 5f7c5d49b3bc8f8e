/** 我的救助 on a telephone: a slip of paper opens it, with script and without; what one says reaches the township. */
import type { Page } from '@playwright/test'
import { enter, expect, test } from './walk.ts'
import { expectAccessible } from './sight.ts'

test.use({ viewport: { width: 390, height: 844 } })

async function signIn(page: Page, code: string): Promise<void> {
  await page.goto('/my')
  await page.getByLabel('所在的县').selectOption({ label: '莘县' })
  await page.getByLabel('档案号').fill('371522-000005')
  await page.getByLabel('查询码').fill(code)
  await page.getByRole('button', { name: '进入' }).click()
}

const fits = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

test('a person looks at his own support on a telephone and says what is wrong', async ({ page }) => {
  await signIn(page, 'AAAAA-AAAAA')
  await expect(page.getByRole('alert')).toContainText('档案号或查询码不对')
  await expectAccessible(page)
  await signIn(page, 'chaxn 34679')
  await expect(page.getByRole('heading', { level: 1, name: '您好' })).toBeVisible()
  await page.getByRole('link', { name: '我的待遇' }).click()
  await expect(page.getByRole('heading', { level: 2, name: '每个月有多少钱' })).toBeVisible()
  await expect(page.getByRole('button', { name: '读给我听' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: '换成大字' }).click()
  expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('24px')
  expect(await fits(page)).toBe(true)
  for (const part of ['钱付给了谁', '谁来照料我', '同意与撤回', '我的档案', '我要反映']) {
    await page.getByRole('navigation').getByRole('link', { name: part }).click()
    await expect(page.getByRole('heading', { level: 1, name: part })).toBeVisible()
    expect(await fits(page), part).toBe(true)
  }
  await expectAccessible(page)
  await page.getByLabel('哪一类').selectOption({ label: '姓名、性别、出生日期、身份证号' })
  await page.getByLabel('哪里不对').fill('出生日期写晚了一年')
  await page.getByLabel('应当是什么').fill('户口簿上早一年')
  await page.getByRole('button', { name: '送出更正申请' }).click()
  await expect(page.getByRole('status')).toContainText(/已经收到，编号GZ-\d{4}-\d{4}/)
  const number = /GZ-\d{4}-\d{4}/.exec((await page.getByRole('status').innerText()) ?? '')?.[0] ?? ''
  await page.getByRole('button', { name: /退出/ }).click()
  await page.goto('/my/file')
  await expect(page.getByLabel('查询码')).toBeVisible()

  await page.setViewportSize({ width: 1366, height: 768 })
  await enter(page, '371522-township-1-clerk', '/requests')
  await page.getByRole('link', { name: number }).click()
  await expect(page.getByText('出生日期写晚了一年')).toBeVisible()
})

test('without script it is the same, but for the voice', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  })
  const page = await context.newPage()
  await signIn(page, 'CHAXN-34679')
  await page.getByRole('link', { name: '谁来照料我' }).click()
  await expect(page.getByText('上门照料').first()).toBeVisible()
  await expect(page.getByRole('button', { name: '读给我听' })).toHaveCount(0)
  const paper = await context.request.get('/my/care/print')
  expect(paper.headers()['content-type']).toBe('application/pdf')
  await page.getByRole('link', { name: '我要反映' }).click()
  await page.getByLabel('要反映的事').fill('照料员来了就走，没有打扫')
  await page.getByRole('button', { name: '送出投诉' }).click()
  await expect(page.getByRole('status')).toContainText('已经收到，编号TS-')
  await context.close()
})
