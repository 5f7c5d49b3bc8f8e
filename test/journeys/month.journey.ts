/** 莘县: the month from the roster to the paid settlement, by the people who each do their part. */
import { readFileSync } from 'node:fs'
import { type Page } from '@playwright/test'
import { readCsv, writeCsv } from '#platform/documents/csv.ts'
import { addMonths, dayOf, instant, monthOf } from '#kernel/calendar.ts'
import { call, enter, expect, look, test } from './walk.ts'

test.describe.configure({ mode: 'serial' })

const present = monthOf(dayOf(instant(new Date().toISOString())))
const before = addMonths(present, -1)
const limits = { maxRows: 100, maxColumns: 30, maxBytes: 1_000_000 }

interface Roster {
  id: string
  organisation: string
  status: string
}
const rostersOf = async (page: Page) => (await call(page, 'rosters.list', { month: present })) as Roster[]

async function draftOf(page: Page, which = 0): Promise<Roster> {
  const found = (await rostersOf(page)).filter(({ status }) => status === 'draft')[which]
  if (!found) throw new Error('the demonstration has no draft roster')
  return found
}

const card = (page: Page, roster: Roster) => page.getByRole('region', { name: roster.organisation })

/** Opens the question of a step and answers it with its verb. */
async function step(page: Page, title: string, verb: string) {
  await page.getByRole('button', { name: title, exact: true }).first().click()
  const asked = page.getByRole('dialog')
  await asked.getByRole('button', { name: verb, exact: true }).click()
  await expect(asked).toHaveCount(0)
}

let roster: Roster

test('the clerk confirms what changed and locks the roster', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/rosters')
  roster = await draftOf(page)
  await page.goto(`/rosters/${roster.id}?onlyToConfirm=yes`)
  await look(page, 'roster to confirm')
  const all = page.getByRole('checkbox', { name: '选择本页全部' })
  if (await all.isEnabled()) {
    await all.check()
    await page.getByRole('button', { name: '确认变化' }).click()
    await expect(page.getByText('没有符合这些条件的行。')).toBeVisible()
  }
  await page.goto(`/rosters/${roster.id}`)
  await step(page, '锁定名册', '锁定')
  await expect(page.getByRole('button', { name: '锁定名册' })).toHaveCount(0)
  await look(page, 'roster locked')
})

test('of two clerks who lock at once one does it and the other is told', async ({ page, browser }) => {
  await enter(page, '371522-county-clerk', '/rosters')
  const { id } = await draftOf(page)
  await call(page, 'rosters.lines', { rosterId: id, onlyToConfirm: true, page: 1, pageSize: 200 })
  const other = await (await browser.newContext({ baseURL: process.env['GONGYANG_URL'] ?? '' })).newPage()
  await enter(other, '371522-county-clerk')
  const { rows } = (await call(page, 'rosters.lines', {
    rosterId: id,
    onlyToConfirm: true,
    page: 1,
    pageSize: 200,
  })) as { rows: Array<{ personId: string }> }
  if (rows.length > 0)
    await call(page, 'rosters.confirmChanges', { rosterId: id, personIds: rows.map(({ personId }) => personId) })
  for (const each of [page, other]) {
    await each.goto(`/rosters/${id}`)
    await each.getByRole('button', { name: '锁定名册' }).click()
  }
  const buttons = [page, other].map((each) =>
    each.getByRole('dialog').getByRole('button', { name: '锁定', exact: true }),
  )
  await Promise.all(buttons.map((button) => button.click()))
  const told = (each: Page) => each.getByRole('dialog').getByRole('alert')
  await expect
    .poll(async () => (await told(page).count()) + (await told(other).count()), { message: 'how many are told' })
    .toBe(1)
  await other.context().close()
})

test('the leader sends the roster and the provider acknowledges it', async ({ page }) => {
  await enter(page, '371522-county-leader', `/rosters/${roster.id}`)
  await step(page, '发送给机构', '发送')
  const provider = await accountOf(page, roster.organisation)
  await enter(page, provider, '/rosters')
  await card(page, roster).getByRole('button', { name: '签收' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '签收', exact: true }).click()
  await expect(card(page, roster)).toContainText('已签收')
  await look(page, 'roster acknowledged')
})

async function accountOf(page: Page, organisation: string): Promise<string> {
  const accounts = (await call(page, 'access.demoAccounts')) as Array<{ account: string; organisation: string }>
  const found = accounts.find(
    (each) => each.account.includes('-provider-') && each.organisation.startsWith(organisation),
  )
  if (!found) throw new Error(`no account of ${organisation}`)
  return found.account
}

test('a settlement opens from its sum to a leaf, and finance approves what the leader approved', async ({ page }) => {
  await enter(page, '371522-finance', `/settlements?month=${before}`)
  await look(page, 'settlements')
  const { rows } = (await call(page, 'settlement.list', { month: before })) as {
    rows: Array<{ id: string; status: string }>
  }
  const waiting = rows.find(({ status }) => status === 'civil_approved')
  expect(waiting, 'a settlement that waits for finance').toBeDefined()
  await page.goto(`/settlements/${waiting?.id}`)
  const tree = page.getByRole('treegrid')
  for (let depth = 0; depth < 8; depth += 1) {
    const closed = tree.locator('[role="row"][aria-expanded="false"]').last()
    if ((await closed.count()) === 0) break
    await closed.focus()
    await closed.press('ArrowRight')
  }
  await expect(tree.locator('[role="row"][aria-level="4"]').first()).toBeVisible()
  await look(page, 'settlement tree')
  await page.getByRole('button', { name: '通过', exact: true }).click()
  await expect(page.getByRole('button', { name: '通过', exact: true })).toHaveCount(0)
})

test('the clerk applies for payment with the invoice and makes a batch', async ({ page }) => {
  await enter(page, '371522-county-clerk', `/payments?month=${before}`)
  await look(page, 'payable')
  await page.getByRole('button', { name: '提交支付申请' }).first().click()
  const form = page.getByRole('form', { name: '提交支付申请' })
  await form.getByLabel('发票号码').fill('26372000000012345678')
  await form.getByRole('textbox', { name: '开票日期' }).fill(`${present}-15`)
  const buffer = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
  await form.locator('input[type=file]').setInputFiles({ name: '发票.pdf', mimeType: 'application/pdf', buffer })
  await expect(form.getByText('发票.pdf')).toBeVisible()
  await form.getByRole('button', { name: '提交支付申请' }).click()
  await page.getByRole('button', { name: '生成批次' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('批次')
  await look(page, 'batch')
  batch = new URL(page.url()).pathname
})

let batch: string

test('leader and finance approve the batch, the bank file goes out and its answer comes in', async ({ page }) => {
  for (const account of ['371522-county-leader', '371522-finance']) {
    await enter(page, account, batch)
    await page.getByRole('button', { name: '通过', exact: true }).click()
    await expect(page.getByRole('button', { name: '通过', exact: true })).toHaveCount(0)
  }
  await enter(page, '371522-county-clerk', batch)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出银行文件' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '导出', exact: true }).click()
  const file = await coming
  const { rows } = readCsv(readFileSync(await file.path()), limits)
  const answer = rows.map((row, index) => [...row, index === 0 ? '结果' : '成功'])
  await page.getByRole('button', { name: '导入回盘' }).click()
  const asked = page.getByRole('dialog')
  const buffer = Buffer.from(writeCsv(answer))
  await asked.getByLabel('回盘文件').setInputFiles({ name: '回盘.csv', mimeType: 'text/csv', buffer })
  await expect(asked.getByText('回盘.csv')).toBeVisible()
  await asked.getByRole('button', { name: '导入', exact: true }).click()
  await expect(page.getByText(/成功1笔，退回0笔/)).toBeVisible()
  await page.getByRole('button', { name: '对账' }).click()
  await page.getByRole('dialog').getByLabel('凭证号').fill('记-0001')
  await page.getByRole('dialog').getByRole('button', { name: '对账', exact: true }).click()
  await expect(page.getByText('应付＝已付＝银行回单，差0.00 元')).toBeVisible()
  await look(page, 'batch reconciled')
})

test('a closed month is read only on every page of it', async ({ page }) => {
  const closed = addMonths(present, -2)
  await enter(page, '371522-county-clerk', `/month?month=${closed}`)
  await look(page, 'month closed')
  await page.goto(`/rosters?month=${closed}`)
  await expect(page.getByText('已关账，只读')).toBeVisible()
  await expect(page.getByRole('button', { name: /生成名册/ })).toHaveCount(0)
})
