/** The county's own words for a letter: written with a live preview, refused without what law asks, put in force by another. */
import { enter, expect, look, test } from './walk.ts'

const standard = /每份|申请材料已齐/

test('a clerk rewrites the acceptance letter, and another puts it in force', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/templates')
  await expect(page.getByRole('link', { name: '不予认定告知书' })).toBeVisible()
  await look(page, 'templates')
  await page.getByRole('link', { name: '受理通知书' }).click()
  await expect(page.getByText(standard)).toBeVisible()
  await look(page, 'templates letter')
  await page.getByRole('button', { name: '修改文字' }).click()

  const form = page.getByRole('form', { name: '送审' })
  await form.getByLabel('正文').fill('本县已受理{{申请人}}的申请。')
  await expect(page.getByText('缺少“{{审核期限}}”').first()).toBeVisible()
  await expect(page.getByText('本县已受理张示例的申请。').first()).toBeVisible()
  await form.getByLabel('正文').fill('本县已受理{{申请人}}的申请，{{审核期限}}内提出初审意见。')
  await expect(page.getByText('缺少“{{审核期限}}”')).toHaveCount(0)
  await form.getByLabel('为什么改').fill('按县里统一文本')
  await look(page, 'templates edit')
  const sample = page.waitForEvent('download')
  await page.getByRole('button', { name: 'PDF样张' }).click()
  expect((await sample).suggestedFilename()).toBe('受理通知书（样张）.pdf')
  await form.getByRole('button', { name: '送审' }).click()
  await expect(
    page.getByRole('heading', { name: '第1版待采用 ' }).or(page.getByText('第1版待采用')).first(),
  ).toBeVisible()
  await expect(
    page.getByText('本人修改，须由另一人采用').or(page.getByText('等县级救助负责人采用')).first(),
  ).toBeVisible()

  await enter(page, '371522-county-leader', '/templates/recognition/acceptance')
  await look(page, 'templates waiting')
  await page.getByRole('button', { name: '采用', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '采用', exact: true }).click()
  await expect(page.getByText('在用：本县第1版')).toBeVisible()
  await look(page, 'templates in use')
})
