/** A line that breaks, a hand that clicks twice, two clerks at once. */
import { type Page } from '@playwright/test'
import { call, enter, expect, test } from './walk.ts'

const county = '990101'

async function registeringDocument(page: Page, name: string) {
  await enter(page, `${county}-county-clerk`, '/policy/new')
  const form = page.getByRole('form', { name: '登记文件' })
  await form.getByLabel('标题').fill(`${name}的标题`)
  await form.getByLabel('文号或简称').fill(name)
  await form.getByLabel('发文机关').fill('演示发文机关（虚构）')
  await form.getByLabel('状态').click()
  await page.locator('.ant-select-item-option').filter({ hasText: '有效' }).first().click()
  await form.getByRole('textbox', { name: '印发日期' }).fill('2026-11-01')
  await form.getByRole('textbox', { name: '施行日期' }).fill('2026-11-01')
  return form
}

async function documentsNamed(page: Page, name: string): Promise<number> {
  const { rows } = (await call(page, 'policy.documents')) as { rows: Array<{ title: string }> }
  return rows.filter(({ title }) => title === `${name}的标题`).length
}

test('a command sent while the line is down keeps its input, says so, and goes through once when the line is back', async ({
  page,
  context,
}) => {
  const name = '断网时登记的文件（虚构）'
  const form = await registeringDocument(page, name)
  await context.setOffline(true)
  await form.getByRole('button', { name: '登记文件' }).click()
  await expect(page.getByText('网络断开，正在重试；内容已存在本机。')).toBeVisible()
  await expect(form.getByLabel('标题')).toHaveValue(`${name}的标题`)
  await context.setOffline(false)
  await expect(page.getByText('文件已登记，可以在上面选用')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('网络断开，正在重试；内容已存在本机。')).toHaveCount(0)
  expect(await documentsNamed(page, name)).toBe(1)
})

test('a double click on a command does it once', async ({ page }) => {
  const name = '双击登记的文件（虚构）'
  const form = await registeringDocument(page, name)
  await form.getByRole('button', { name: '登记文件' }).dblclick()
  await expect(page.getByText('文件已登记，可以在上面选用').first()).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(await documentsNamed(page, name)).toBe(1)
})

test('a page whose file is gone after an upgrade offers to load again, and then shows', async ({ page }) => {
  await enter(page, `${county}-county-clerk`, '/persons')
  const files = '**/assets/*.js'
  // What the server answers for a file of the release before.
  await page.route(files, (route) => route.fulfill({ status: 404, json: { kind: 'not_found', reasons: [] } }))
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '报表与依据' }).click()
  await expect(page.getByText('这部分页面没有取到')).toBeVisible()
  await page.unroute(files)
  await page.getByRole('button', { name: '重新载入' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '统计报表' })).toBeVisible()
})
