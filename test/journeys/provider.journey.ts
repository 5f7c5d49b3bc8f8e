/** 莘县: a provider tells its own error and the county verifies it; template, renewal of an agreement and of a contract. */
import type { Locator, Page } from '@playwright/test'
import { addDays, dayOf, instant } from '#kernel/calendar.ts'
import { call, enter, expect, look, test } from './walk.ts'

test.describe.configure({ mode: 'serial' })

const today = dayOf(instant(new Date().toISOString()))

/** Chooses from a list by the words of the choice. */
async function pick(within: Locator, label: string, choice: string | RegExp) {
  const box = within.getByRole('combobox', { name: label })
  await box.click()
  await within.page().locator('.ant-select-item-option').filter({ hasText: choice }).first().click()
}

const facts = '8月12日的服务晚记了两天，已补记'
let number = ''

test('the provider tells its own error before anybody found it', async ({ page }) => {
  await enter(page, '371522-provider-1', '/findings')
  await page.getByRole('button', { name: '自报差错' }).click()
  const form = page.getByRole('dialog')
  await pick(form, '乡镇（街道）', /.+/)
  await pick(form, '问题', '未按时记录')
  await form.getByLabel('事实').fill(facts)
  await form.getByRole('button', { name: '自报差错' }).click()
  await expect(form).toHaveCount(0)
  const row = page.getByRole('row').filter({ hasText: facts })
  await expect(row).toContainText('自报差错')
  number = await row.getByRole('link').first().innerText()
  await look(page, 'provider self-report')
})

test('the county clerk finds it by its number in the search box and verifies it as an honest error', async ({
  page,
}) => {
  await enter(page, '371522-county-clerk', '/')
  await page.getByRole('textbox', { name: '查找' }).fill(number)
  await page.getByRole('search', { name: '全站查找' }).getByRole('link', { name: number }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(number)
  await expect(page.getByRole('checkbox')).toBeChecked()
  await page.getByLabel('核实情况').fill('核对属实，系笔误，服务确已提供')
  await page.getByRole('button', { name: '核实属实' }).click()
  await expect(page.getByText('已核实').first()).toBeVisible()
  await look(page, 'self-report verified')
})

test('the provider reads what became of it', async ({ page }) => {
  await enter(page, '371522-provider-1', `/findings?words=${number}`)
  const row = page.getByRole('row').filter({ hasText: facts })
  await expect(row).toContainText('已核实')
})

test('the clerk registers an edition of the template, and it is the one in use', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/agreements/templates')
  await page.getByRole('button', { name: '登记新版范本' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('协议名称').fill('照料护理服务协议（统一文本）')
  await form.getByLabel('权利义务').fill('各方按照本协议享有权利、承担义务。')
  await form.getByRole('button', { name: '登记范本' }).click()
  await expect(form).toHaveCount(0)
  await expect(page.getByRole('row').filter({ hasText: '照料护理服务协议（统一文本）' })).toContainText('在用')
  await look(page, 'agreement templates')
})

interface Listed {
  rows: Array<{ id: string; number: string }>
}

test('an agreement is signed anew from its page, in the words of the new edition', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/agreements')
  const { rows } = (await call(page, 'agreements.list', { status: ['filed'] })) as Listed
  const [, old] = rows
  await page.goto(`/agreements/${old?.id}`)
  await page.getByRole('button', { name: '续签' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: '协议起期' }).fill(addDays(today, 1))
  await form.getByRole('textbox', { name: '协议止期' }).fill(addDays(today, 30))
  await form.getByRole('button', { name: '拟定续签协议' }).click()
  await expect(page.getByRole('heading', { level: 3 })).toHaveText('照料护理服务协议（统一文本）')
  await expect(page.getByText(old?.number ?? '', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '修改草稿' }).click()
  const draft = page.getByRole('dialog')
  await draft.getByLabel('服务地点').fill('演示村演示路1号')
  await draft.getByRole('button', { name: '保存草稿' }).click()
  await expect(draft).toHaveCount(0)
  await expect(page.getByText('演示村演示路1号')).toBeVisible()
  await look(page, 'agreement renewed')
})

test('a contract shows what was drawn on it, and the next one follows its term', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/contracts')
  await openFirst(page)
  await expect(page.getByRole('region', { name: '金额使用' })).toContainText('剩余')
  await look(page, 'contract')
  await page.getByRole('button', { name: '续签' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('合同编号').fill('演示续签-1')
  await form.getByRole('button', { name: '保存合同草稿' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('合同 演示续签-1')
  await expect(page.getByText('合同内容 8/8')).toBeVisible()
})

const openFirst = async (page: Page) => {
  await page.getByRole('row').getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('合同 ')
}

test('the leader sees who would be left before a contract can be ended', async ({ page }) => {
  await enter(page, '371522-county-leader', '/contracts?status=active')
  await openFirst(page)
  await page.getByRole('button', { name: '终止合同' }).click()
  const form = page.getByRole('dialog')
  await expect(form.getByRole('note')).toContainText('份协议将在同一天终止')
  await expect(form.getByText('人已落实')).toBeVisible()
})
