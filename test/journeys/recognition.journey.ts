/** 莘县: an application is taken in and published; one whose notice is over is confirmed and stands on next month's roster. */
import type { Page } from '@playwright/test'
import * as z from 'zod'
import { addMonths, dayOf, instant, monthOf } from '#kernel/calendar.ts'
import { checkCharacter } from '#kernel/identity-number.ts'
import { call, enter, expect, look, test } from './walk.ts'

test.describe.configure({ mode: 'serial' })

const clerk = '371522-township-1-clerk'
const today = dayOf(instant(new Date().toISOString()))
const dialog = (page: Page) => page.getByRole('dialog')
/** Of a county code that was never given. */
const idNumber = `37158019520304991${checkCharacter('37158019520304991')}`
const name = '石示例'

const next = (page: Page, step: string) => page.getByRole('button', { name: `下一步：${step}` }).click()

async function choose(page: Page, label: string | RegExp, choice?: string) {
  await page.getByRole('combobox', { name: label }).click()
  const options = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
  await (choice ? options.filter({ hasText: choice }) : options).first().click()
}

test('the clerk takes in an application; a wrong number is said at once, a missing paper told with all others', async ({
  page,
}) => {
  await enter(page, clerk, '/cases')
  await page.getByRole('button', { name: '受理申请' }).click()
  await next(page, '身份')
  await page.getByLabel('姓名').fill(name)
  await page.getByLabel('身份证号').fill(`${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}`)
  await expect(page.getByText(/身份证号第18位应为/).first()).toBeVisible()
  await page.getByLabel('身份证号').fill(idNumber)
  await expect(page.getByRole('status').filter({ hasText: '岁' })).toContainText('没有在册、死亡、重复申请的记录')
  await page.getByRole('radio', { name: '完全民事行为能力人', exact: true }).check()
  await page.getByRole('radio', { name: '农村' }).check()
  await choose(page, /户籍所在/)
  await choose(page, '村（居）')
  await next(page, '三项条件')
  await page.getByRole('checkbox', { name: /收入已经查清/ }).check()
  await page.getByRole('spinbutton', { name: '居民基础养老金' }).fill('183')
  await page.getByRole('radio', { name: '符合规定' }).check()
  await page.getByRole('checkbox', { name: /没有法定义务人/ }).check()
  await page.getByRole('checkbox', { name: /都没有享受/ }).check()
  await look(page, 'application conditions')
  await next(page, '材料')
  for (const paper of ['身份证或户口簿', '承诺书', '经济状况核对授权书'])
    await page.getByRole('radiogroup', { name: paper }).getByRole('radio', { name: '已交' }).check()
  await next(page, '承诺与授权')
  await page.getByRole('checkbox', { name: /申请人已承诺/ }).check()
  await next(page, '受理结果')
  await expect(page.getByText(/缺1项，将一次性告知/)).toBeVisible()
  await look(page, 'application result')
  await page.getByRole('button', { name: '4. 材料' }).click()
  await page
    .getByRole('radiogroup', { name: /书面声明/ })
    .getByRole('radio', { name: '已交' })
    .check()
  for (const step of ['承诺与授权', '受理结果']) await next(page, step)
  await page.getByRole('button', { name: '受理申请' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${name} 认定案卷` })).toBeVisible()
  await expect(page.getByRole('list', { name: '时限' })).toContainText('第0／15个工作日')
  await look(page, 'case')
})

test('two survey the household, another signs the opinion, and the village reads it', async ({ page }) => {
  await enter(page, clerk, '/cases/visits')
  const line = page.getByRole('row').filter({ hasText: name })
  await line.getByRole('link', { name: '登记入户调查' }).click()
  await page.getByRole('radio', { name: '见到', exact: true }).check()
  await page.getByLabel('调查人一').fill('王演示')
  await page.getByLabel('调查人二').fill('王演示')
  await page.getByRole('checkbox', { name: /收入已经查清/ }).check()
  await page.getByRole('checkbox', { name: /没有法定义务人/ }).check()
  await page.getByRole('checkbox', { name: /都没有享受/ }).check()
  for (const judged of ['符合规定', '适合']) await page.getByRole('radio', { name: judged, exact: true }).check()
  for (const item of await page.getByRole('radio', { name: '能达到', exact: true }).all()) await item.check()
  await page.getByLabel('邻里访问').fill('邻居周样本：一人独居')
  await page.getByRole('radio', { name: '分散供养', exact: true }).check()
  await page.getByRole('button', { name: '登记入户调查' }).click()
  await expect(page.getByText(/调查人须两人以上/).first()).toBeVisible()
  await page.getByLabel('调查人二').fill('陈假设')
  await page.getByRole('button', { name: '登记入户调查' }).click()
  await page.getByRole('button', { name: '送乡镇负责人' }).click()
  await dialog(page).getByRole('button', { name: '送乡镇负责人' }).click()
  await expect(page.getByText('等待乡镇负责人签署初审意见')).toBeVisible()

  await enter(page, '371522-township-1-leader', '/cases')
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('button', { name: '签署初审意见' }).click()
  await dialog(page).getByRole('button', { name: '签署初审意见' }).click()
  await expect(dialog(page)).toHaveCount(0)

  await enter(page, clerk, '/cases/publicity')
  await page.getByRole('checkbox', { name: `选择${name}` }).check()
  await page.getByRole('button', { name: '安排公示（1人）' }).click()
  await dialog(page).getByRole('button', { name: '登记张贴' }).click()
  const poster = page.getByRole('region', { name: /公示 GS-/ }).filter({ hasText: name })
  await expect(poster).toContainText('公示中')
  const [paper] = await Promise.all([
    page.waitForEvent('download'),
    poster.getByRole('button', { name: '打印公示榜', exact: true }).click(),
  ])
  expect(paper.suggestedFilename()).toMatch(/^公示榜GS-.*\.pdf$/)
  await look(page, 'publicity')
})

let confirmed = ''

test('a notice that is over goes to the county, whose draw anybody can repeat', async ({ page }) => {
  await enter(page, clerk, '/cases/publicity')
  const over = page.getByRole('region', { name: /公示 GS-/ }).filter({ hasText: '期满无异议' })
  confirmed = await over.getByRole('row').nth(1).getByRole('link').innerText()
  await over.getByRole('button', { name: /公示无异议，送县民政局/ }).click()
  await expect(page.getByText('已送县级民政部门')).toBeVisible()

  await enter(page, '371522-county-clerk', '/cases/review')
  await page.getByRole('button', { name: '抽取' }).click()
  await dialog(page).getByRole('button', { name: '抽取' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /审核批次/ })).toBeVisible()
  await page.getByRole('button', { name: '复算' }).click()
  await expect(page.getByText('复算与保存的抽取一致')).toBeVisible()
  await look(page, 'draw')
  const cases = page.getByRole('region', { name: '案件' })
  const asked = cases.getByRole('button', { name: '登记核查结果' })
  for (let left = await asked.count(); left > 0; left -= 1) {
    await asked.first().click()
    await dialog(page).getByRole('radio', { name: '与乡镇调查一致' }).check()
    await dialog(page).getByLabel('核查的情况').fill('今日入户，与调查一致')
    await dialog(page).getByRole('button', { name: '登记核查结果' }).click()
    await expect(asked).toHaveCount(left - 1)
  }
  await cases.getByRole('link', { name: confirmed, exact: true }).click()
  await page.getByRole('button', { name: '提出审核意见' }).click()
  await expect(dialog(page)).toContainText('系统建议：符合，予以认定')
  await dialog(page).getByRole('button', { name: '提出审核意见' }).click()
  await expect(dialog(page)).toHaveCount(0)
})

test('the leader confirms; the notice prints with its clauses, and the person is on next month’s roster', async ({
  page,
}) => {
  await enter(page, '371522-county-leader', '/cases')
  await page.getByRole('link', { name: confirmed, exact: true }).click()
  await page.getByRole('button', { name: '确认认定' }).click()
  await expect(dialog(page)).toContainText('起供养（确认次月）')
  await dialog(page).getByRole('button', { name: '确认认定' }).click()
  await expect(page.getByRole('note')).toContainText('案卷只读')
  await page.getByRole('button', { name: '打印文书' }).click()
  const [notice] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: '确认书（PDF）' }).click(),
  ])
  expect(notice.suggestedFilename()).toContain('确认书')
  await look(page, 'confirmed')
  await page.getByRole('button', { name: '打开一人一档' }).click()
  await expect(page.getByRole('heading', { level: 1, name: confirmed })).toBeVisible()
  await expect(page.getByText('待生效').first()).toBeVisible()
  const personId = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  await enter(page, '371522-county-clerk', '/')
  const month = addMonths(monthOf(today), 1)
  await call(page, 'rosters.generate', { month })
  const rosters = z.array(z.object({ id: z.string() })).parse(await call(page, 'rosters.list', { month }))
  const lines = await Promise.all(
    rosters.map(({ id }) => call(page, 'rosters.lines', { rosterId: id, text: confirmed })),
  )
  expect(JSON.stringify(lines)).toContain(personId)
})
