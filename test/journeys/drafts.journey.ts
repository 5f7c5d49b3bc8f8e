/** What was typed into a form of several steps is offered again after the page was lost (screens 1.6, 5.3). */
import { enter, expect, test } from './walk.ts'

test('an application begun before the page was lost is taken up again at its first step, without the number', async ({
  page,
}) => {
  await enter(page, '371522-township-3-clerk', '/cases/new')
  await page.getByRole('radio', { name: '委托他人' }).check()
  await page.getByLabel(/代办人姓名/).fill('钱样本')
  await page.getByRole('button', { name: '下一步：身份' }).click()
  await page.getByLabel('姓名').fill('石示例')
  await page.getByLabel('身份证号').fill('371580195203049911')
  await page.getByRole('button', { name: '上一步' }).click()
  await expect(page.getByText(/^草稿已保存/)).toBeVisible()
  await page.reload()
  await expect(page.getByText(/您有.*的草稿/)).toBeVisible()
  await page.getByRole('button', { name: '继续填写' }).click()
  await expect(page.getByLabel(/代办人姓名/)).toHaveValue('钱样本')
  await page.getByRole('button', { name: '下一步：身份' }).click()
  await expect(page.getByLabel('姓名')).toHaveValue('石示例')
  await expect(page.getByLabel('身份证号')).toHaveValue('')
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('371580195203049911')
})
