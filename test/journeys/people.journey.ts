/** One person: capacity, guardian, consent; and a bed in a home by that consent. */
import type { Page } from '@playwright/test'
import * as z from 'zod'
import { addDays, dayOf, instant } from '#kernel/calendar.ts'
import { call, enter, expect, look, test } from './walk.ts'

const Opened = z.object({ changeId: z.uuid() })
const today = dayOf(instant(new Date().toISOString()))

/** The first of the list, opened from it, so that the neighbours are known. */
async function openFirst(page: Page, address: string): Promise<string> {
  await page.goto(address)
  const first = page.locator('tr.ant-table-row').first().getByRole('link').first()
  const name = await first.innerText()
  await first.click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  return name
}

const dialog = (page: Page) => page.getByRole('dialog')

test('capacity, guardian and consent of a person are entered; a refusal stands at its field; neighbours are one key away', async ({
  page,
}) => {
  await enter(page, '371522-county-clerk', '/persons')
  const name = await openFirst(page, '/persons')
  await page.keyboard.press('j')
  await expect(page.getByRole('button', { name: '‹ 上一位' })).toBeEnabled()
  await page.keyboard.press('k')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  await page.getByRole('button', { name: '监护与同意' }).click()
  await page.getByRole('button', { name: '登记同意' }).click()
  await dialog(page).getByRole('combobox', { name: '同意的事项' }).click()
  await page.getByTitle('照片使用', { exact: true }).click()
  await dialog(page).getByRole('radio', { name: '监护人' }).check()
  await dialog(page).getByRole('textbox', { name: '自哪一天起' }).fill(addDays(today, -5))
  await dialog(page).getByLabel('纸质依据').fill('同意书，1盒2页')
  await dialog(page).getByRole('button', { name: '登记同意' }).click()
  await expect(dialog(page).locator('.gy-field').filter({ hasText: '由谁同意' })).toContainText('须由本人同意')
  await look(page, 'consent refused')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: '登记民事行为能力' }).click()
  await dialog(page).getByRole('radio', { name: '无民事行为能力' }).check()
  await dialog(page).getByLabel('认定依据').fill('（2026）虚构民特1号判决书')
  await dialog(page).getByRole('textbox', { name: '自哪一天起' }).fill(addDays(today, -6))
  await dialog(page).getByLabel('纸质依据').fill('判决书复印件，1盒1页')
  await dialog(page).getByRole('button', { name: '登记民事行为能力' }).click()
  await expect(dialog(page)).toHaveCount(0)
  const panel = page.getByRole('region', { name: '监护与同意' })
  await expect(panel).toContainText('但还没有监护人')

  await page.getByRole('button', { name: '登记监护人' }).click()
  await dialog(page).getByLabel('姓名').fill('孙虚构')
  await dialog(page).getByLabel('与本人关系').fill('弟弟')
  await dialog(page).getByLabel('监护依据').fill('（2026）虚构民特2号判决书，1盒3页')
  await dialog(page).getByRole('checkbox', { name: '签署' }).check()
  await dialog(page).getByRole('textbox', { name: '自哪一天起' }).fill(addDays(today, -6))
  await dialog(page).getByRole('button', { name: '登记监护人' }).click()
  await expect(panel.getByRole('row').filter({ hasText: '孙虚构' })).toBeVisible()

  // The draft of the refused consent is still there.
  await page.getByRole('button', { name: '登记同意' }).click()
  await dialog(page).getByRole('button', { name: '继续填写' }).click()
  await expect(dialog(page).getByLabel('纸质依据')).toHaveValue('同意书，1盒2页')
  await dialog(page).getByRole('button', { name: '登记同意' }).click()
  const given = panel.getByRole('row').filter({ hasText: '照片使用' })
  await expect(given).toContainText('监护人')
  await look(page, 'guardian and consent')
  await given.getByRole('button', { name: '撤回' }).click()
  await dialog(page).getByRole('textbox', { name: '撤回日' }).fill(addDays(today, -2))
  await dialog(page).getByRole('button', { name: '撤回同意' }).click()
  await expect(given).toContainText(`${addDays(today, -2)}撤回`)
})

test('cards of those chosen are made ready to print, and the counts open their rows', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/persons')
  for (const row of [1, 2]) await page.getByRole('checkbox', { name: `选择第${row}行` }).check()
  await page.getByRole('button', { name: '打印人员卡片' }).click()
  await expect(page.locator('.gy-card')).toHaveCount(2)
  await look(page, 'cards')
  await page.goto('/persons/statistics')
  await look(page, 'statistics')
  const all = page.getByRole('row').last().getByRole('link').last()
  const count = await all.innerText()
  await all.click()
  await expect(page.getByText(`共${count}条`)).toBeVisible()
})

test('nobody is admitted without a written wish; with it the bed is taken, and an entry in error is withdrawn', async ({
  page,
}) => {
  await enter(page, '150430-county-clerk', '/persons')
  const name = await openFirst(page, '/persons?mode=dispersed&status=active')
  const personId = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  const admit = async () => {
    await page.goto('/homes')
    await page
      .getByRole('link', { name: /敬老院/ })
      .first()
      .click()
    await page.getByRole('button', { name: '办理入住' }).click()
    await dialog(page).getByRole('combobox', { name: '人员' }).fill(name)
    await page.locator('.ant-select-item-option').first().click()
    await dialog(page).getByRole('textbox', { name: '入住日' }).fill(addDays(today, -2))
    await dialog(page).getByRole('radio', { name: '愿意', exact: true }).check()
    await dialog(page).getByLabel('原因').fill('本人申请集中供养')
    await dialog(page).getByRole('button', { name: '办理入住' }).click()
  }
  await admit()
  await expect(dialog(page)).toContainText('请先在一人一档登记“入住意愿”')
  await expect(dialog(page)).toContainText('应先有核实属实的“分散转集中”')
  await look(page, 'admission refused')

  await page.goto(`/persons/${personId}?panel=guardians`)
  await page.getByRole('button', { name: '登记同意' }).click()
  await dialog(page).getByRole('combobox', { name: '同意的事项' }).click()
  await page.getByTitle('入住意愿', { exact: true }).click()
  await dialog(page).getByRole('textbox', { name: '自哪一天起' }).fill(addDays(today, -12))
  await dialog(page).getByLabel('纸质依据').fill('入住意愿书')
  await dialog(page).getByRole('button', { name: '登记同意' }).click()
  await expect(dialog(page)).toHaveCount(0)

  // What one clerk may not do alone: the change is proposed, and verified on the spot.
  const facts = '本人要求集中供养，家中无人照应'
  const { changeId } = Opened.parse(await call(page, 'endings.open', { personId, kind: 'to_home', facts }))
  const verified = { by: '王演示、陈假设', so: true, words: '入户核实，情况属实' }
  await call(page, 'endings.verify', { changeId, on: today, ...verified })

  await admit()
  await expect(page.getByText('已办理入住')).toBeVisible()
  await page.goto(`/persons/${personId}`)
  await expect(page.getByText('集中供养').first()).toBeVisible()

  await page.goto('/homes')
  await page
    .getByRole('link', { name: /敬老院/ })
    .first()
    .click()
  const residents = page.getByRole('region', { name: '入住人员' })
  const row = residents
    .getByRole('row')
    .filter({ hasText: name })
    .filter({ hasText: addDays(today, -2) })
  const pages = residents.locator('.ant-pagination-item')
  await expect(pages.first()).toBeVisible()
  for (let at = 0; at < (await pages.count()) && (await row.count()) === 0; at += 1) await pages.nth(at).click()
  await row.getByRole('button', { name: '撤销登记' }).click()
  await dialog(page).getByLabel('原因').fill('选错了人')
  await dialog(page).getByRole('button', { name: '撤销入住登记' }).click()
  await expect(page.getByText('已撤销')).toBeVisible()
})
