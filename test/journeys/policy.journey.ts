/** 政策依据: the clause behind a value, and a new standard by two persons. */
import { type Page } from '@playwright/test'
import { enter, expect, look, test } from './walk.ts'

const paper = '演示文〔2026〕1号（虚构）'

test('a value opens to the words of the clause it rests on', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/policy?topic=settlement')
  await page.getByRole('button', { name: '扣减条件', exact: true }).click()
  const detail = page.getByRole('complementary', { name: '详情' })
  await expect(detail).toContainText('莘政办发〔2023〕6号')
  await expect(detail.locator('mark').first()).toContainText('扣除第三方服务机构相关费用')
  await look(page, 'policy clause')
})

test('a standard that one registers is in force once another adopts it', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/policy/new')
  await registerPaper(page)
  await propose(page)
  await expect(page.getByText('本人登记，须由另一人采用')).toBeVisible()
  await look(page, 'policy proposals')

  await enter(page, '371522-county-leader', '/policy?tab=proposals')
  const row = page.getByRole('row').filter({ hasText: '待采用' })
  await row.getByRole('button', { name: '采用' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '采用', exact: true }).click()
  await expect(page.getByRole('row').filter({ hasText: '待采用' })).toHaveCount(0)
  await page.goto('/policy?day=2027-01-01&key=finding.hearing_term')
  await expect(page.getByRole('complementary', { name: '详情' })).toContainText('7个工作日')
})

async function registerPaper(page: Page) {
  const form = page.getByRole('form', { name: '登记文件' })
  await form.getByLabel('标题').fill('关于扣减前听取意见期限的规定（虚构）')
  await form.getByLabel('文号或简称').fill(paper)
  await form.getByLabel('发文机关').fill('演示发文机关（虚构）')
  await choose(page, form.getByLabel('状态'), '有效')
  await form.getByRole('textbox', { name: '印发日期' }).fill('2026-11-01')
  await form.getByRole('textbox', { name: '施行日期' }).fill('2026-11-01')
  await form.getByLabel('全文').fill('第一条 扣减服务费用前，应当听取服务机构意见，期限为七个工作日。')
  await form.getByRole('button', { name: '登记文件' }).click()
  await expect(page.getByText('文件已登记，可以在上面选用')).toBeVisible()
}

async function propose(page: Page) {
  await choose(page, page.getByLabel('文件').first(), '关于扣减前听取意见期限的规定')
  await page.getByRole('button', { name: '下一步：数值' }).click()
  await choose(page, page.getByLabel('事项'), '扣减前听取机构意见的期限')
  await page.getByLabel('数量').fill('7')
  await page.getByLabel('条款').first().fill('第一条')
  await page.getByLabel('条款原文').fill('期限为七个工作日')
  await page.getByRole('textbox', { name: '施行日' }).first().fill('2027-01-01')
  await page.getByRole('button', { name: '下一步：影响' }).click()
  await look(page, 'policy impact')
  await page.getByRole('button', { name: '下一步：送审' }).click()
  await page.getByRole('button', { name: '送审', exact: true }).click()
}

async function choose(page: Page, field: ReturnType<Page['getByLabel']>, words: string) {
  await field.click()
  if ((await field.getAttribute('readonly')) === null) await field.fill(words)
  await page.locator('.ant-select-item-option').filter({ hasText: words }).first().click()
}
