/** The living money: from the list to the bank's answer and the line sent again, with a home's account confirmed by two. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { addMonths, dayOf, instant, monthOf } from '#kernel/calendar.ts'
import { readCsv, writeCsv } from '#platform/documents/csv.ts'
import { call, enter, expect, look, test } from './walk.ts'

test.describe.configure({ mode: 'serial' })

const present = monthOf(dayOf(instant(new Date().toISOString())))
const before = addMonths(present, -1)
const limits = { maxRows: 5000, maxColumns: 30, maxBytes: 5_000_000 }
let batch = ''

async function confirmIn(page: Page, verb: string) {
  const asked = page.getByRole('dialog')
  await asked.getByRole('button', { name: verb, exact: true }).click()
  await expect(asked).toHaveCount(0)
}

test('finance approves the list that another unit approved, and the page says who did what', async ({ page }) => {
  await enter(page, '371522-finance', `/payments?month=${before}`)
  const { rows } = (await call(page, 'payments.list', { month: before, purpose: 'living' })) as {
    rows: Array<{ id: string; status: string }>
  }
  const waiting = rows.find(({ status }) => status === 'civil_approved')
  expect(waiting, 'a list that waits for finance').toBeDefined()
  batch = `/payments/${waiting?.id}`
  await page.goto(batch)
  await expect(page.getByText('财政审批：◐ 待审')).toBeVisible()
  await page.getByRole('button', { name: '通过', exact: true }).click()
  await expect(page.getByText(/财政审批：✓ .+ 已审/)).toBeVisible()
  await expect(page.getByRole('region', { name: '办理经过' })).toContainText('民政审批通过')
  await look(page, 'living batch')
})

test('lines are found by amount and state, and the persons behind one are shown', async ({ page }) => {
  await enter(page, '371522-county-clerk', batch)
  const table = page.getByRole('table').first()
  await expect(table).toBeVisible()
  await page.getByRole('search').getByLabel('金额（元）').fill('0.01')
  await expect(page.getByText('没有符合这些条件的行。')).toBeVisible()
  await page.getByRole('button', { name: '清除', exact: true }).click()
  await page.getByRole('button', { name: '展开行' }).first().click()
  await expect(page.getByText(/基本生活/).first()).toBeVisible()
})

test('the bank sends one line back, and it goes out again with a reason', async ({ page }) => {
  await enter(page, '371522-county-clerk', batch)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出银行文件' }).click()
  await confirmIn(page, '导出')
  const { rows } = readCsv(readFileSync(await (await coming).path()), limits)
  const result = (index: number) => (index === 0 ? ['结果', '原因'] : index === 1 ? ['失败', '户名不符'] : ['成功', ''])
  const answer = rows.map((row, index) => [...row, ...result(index)])
  await page.getByRole('button', { name: '导入回盘' }).click()
  const asked = page.getByRole('dialog')
  const buffer = Buffer.from(writeCsv(answer))
  await asked.getByLabel('回盘文件').setInputFiles({ name: '回盘.csv', mimeType: 'text/csv', buffer })
  await expect(asked.getByRole('button', { name: '移除' })).toBeVisible()
  await asked.getByRole('button', { name: '导入', exact: true }).click()
  // Six hundred answers are taken in one by one.
  await expect(page.getByText(/退回1笔/)).toBeVisible({ timeout: 60_000 })
  await page.goto(`${batch}?status=returned`)
  await page.getByRole('checkbox', { name: '选择第1行' }).check()
  await page.getByRole('button', { name: '失败重发' }).click()
  await expect(page.getByRole('dialog')).toContainText('户名不符')
  await page
    .getByRole('dialog')
    .getByLabel(/账户未改的理由/)
    .fill('银行误录户名，已致电更正')
  await page.getByRole('dialog').getByRole('button', { name: '生成重发批次' }).click()
  await expect(page).not.toHaveURL(new RegExp(batch))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('批次')
  await look(page, 'reissued batch')
  await page.getByRole('button', { name: '作废', exact: true }).click()
  await page.getByRole('dialog').getByLabel(/理由/).fill('改由下月一并重发')
  await confirmIn(page, '作废')
  await expect(page.getByText('已作废：改由下月一并重发')).toBeVisible()
})

test('the account of a home is entered by one and confirmed by another', async ({ page }) => {
  await enter(page, '150430-county-clerk', '/payments/accounts')
  await expect(page.getByText(/没有经两人复核的账户/)).toBeVisible()
  await page.getByRole('button', { name: '登记账户' }).click()
  const form = page.getByRole('form', { name: '登记账户' })
  await form.getByLabel('供养机构').click()
  const home = page.locator('.ant-select-item-option').first()
  const name = (await home.innerText()).trim()
  await home.click()
  await form.getByLabel('户名').fill(name)
  await form.getByLabel('开户银行').fill('示例银行')
  await form.getByLabel('账号').fill('6222000000009999')
  await form.getByRole('textbox', { name: '启用日' }).fill(`${before}-01`)
  await form.getByLabel('登记或变更的原因').fill('首次登记')
  await form.getByRole('button', { name: '登记账户' }).click()
  await expect(page.getByText('由县级救助负责人复核').first()).toBeVisible()
  await look(page, 'home account proposed')
  await enter(page, '150430-county-leader', '/payments/accounts')
  await page.getByRole('button', { name: '同意', exact: true }).first().click()
  await confirmIn(page, '同意')
  await expect(page.getByText('✓ 已复核').or(page.getByText('已复核')).first()).toBeVisible()
})

test('a death that becomes known after the money went out is claimed by name, and the claim decided', async ({
  page,
}) => {
  await enter(page, '371522-county-clerk', batch)
  const itemsOf = async (status: string) =>
    (await call(page, 'payments.items', { batchId: batch.split('/').at(-1), status, pageSize: 5 })) as {
      rows: Array<{ personId: string; payee: string }>
    }
  const paid = (await itemsOf('paid')).rows[0]
  const diedOn = `${addMonths(before, -1)}-20`
  await call(page, 'persons.reportDeath', { personId: paid?.personId, diedOn, paperReference: '死亡证明（演示）' })
  await enter(page, '371522-county-leader', '/payments/claims?status=open')
  await look(page, 'claims')
  await page.getByRole('button', { name: '登记结果' }).first().click()
  const asked = page.getByRole('dialog')
  await asked.getByLabel('收款凭证号').fill('记-0099')
  await asked.getByLabel(/怎样收回/).fill('家属已退回县财政专户')
  await asked.getByRole('button', { name: '登记结果', exact: true }).click()
  await expect(asked).toHaveCount(0)
  await page.goto('/payments/claims?status=recovered')
  await expect(page.getByText('记-0099').first()).toBeVisible()
})
