/** 自理能力评估: asked for, entered as on the paper, looked over, decided; the level stands on the person's page. */
import { enter, expect, look, test } from './walk.ts'

test('an assessment goes from the request to a level on the page of the person, by three hands', async ({ page }) => {
  await enter(page, '371522-township-9-clerk', '/assessments')
  const name = await page.locator('tr.ant-table-row').first().getByRole('link').first().innerText()
  await page.getByRole('button', { name: '申请评估' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: '人员' }).click()
  await page.keyboard.type(name)
  await page.locator('.ant-select-item-option').first().click()
  await dialog.getByLabel('情况').fill('本月起不能自己洗澡和如厕')
  await dialog.getByRole('button', { name: '申请评估' }).click()
  await expect(dialog).toHaveCount(0)

  await page.goto('/assessments?tab=open&status=requested')
  await page.getByRole('row').filter({ hasText: name }).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name: `自理能力评估 ${name}` })).toBeVisible()
  await page.getByRole('row', { name: '自主吃饭' }).focus()
  for (const key of ['y', 'y', 'y', 'n', 'y', 'n']) await page.keyboard.press(key)
  await expect(page.locator('.gy-conclusion')).toContainText('2项不能达到 → 部分丧失生活自理能力，本县称半失能')
  await page.getByLabel('评估人1姓名').fill('郝示例')
  await page.getByLabel('评估人2姓名').fill('段样本')
  await look(page, 'the form of an assessment')
  await page.getByRole('button', { name: '提交评估' }).click()
  await expect(page.getByRole('region', { name: '评估结果' })).toContainText('不能达到2项')
  const address = page.url()

  await enter(page, '371522-township-9-leader', address)
  await page.getByRole('button', { name: '初审' }).click()
  await page.getByRole('button', { name: '提出初审意见' }).click()
  await expect(page.getByText('待审定').first()).toBeVisible()

  await enter(page, '371522-county-leader', address)
  await page.getByRole('button', { name: '县审定' }).click()
  await expect(page.getByRole('dialog')).toContainText(`审定${name}为半失能，自`)
  await page
    .getByRole('button', { name: '审 定' })
    .or(page.getByRole('button', { name: '审定', exact: true }))
    .click()
  await expect(page.getByRole('region', { name: '审定' })).toContainText('半失能')

  await page.getByRole('link', { name }).first().click()
  await page.getByRole('button', { name: '能力评估' }).click()
  await expect(page.getByRole('region', { name: '能力评估' })).toContainText('自理能力评估')
  await look(page, 'the level on the page of the person')
})
