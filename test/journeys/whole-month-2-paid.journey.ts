/** 莘县 closes its month: accepted, settled, both streams paid, the books shut, the papers printed. */
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { addMonths } from '#kernel/calendar.ts'
import { readCsv, writeCsv } from '#platform/documents/csv.ts'
import { settled } from './sight.ts'
import { call, enter, expect, look, test } from './walk.ts'
import { clerk, finance, leader, month, paper, present } from './whole-month.ts'

test.describe.configure({ mode: 'serial' })

/** As many as wait once the page is complete; each is gone when it is done. */
async function oneByOne(page: Page, waiting: Locator, act: (left: number) => Promise<void>) {
  await expect(waiting.first()).toBeVisible()
  await settled(page)
  for (let left = await waiting.count(); left > 0; left -= 1) {
    await act(left)
    // A button at work has another name for a while.
    await settled(page)
    await expect(waiting).toHaveCount(left - 1, { timeout: 30_000 })
  }
}

test('the month is accepted: the clerk proposes, the leader agrees', async ({ page }) => {
  await enter(page, clerk, `/findings?month=${month}`)
  const open = page.getByRole('button', { name: '提出验收意见' })
  await oneByOne(page, open, async () => {
    await open.first().click()
    const form = page.getByRole('dialog').getByRole('form', { name: '通过本月验收' })
    for (const group of await form.getByRole('radiogroup').all()) await group.getByRole('radio').first().check()
    await form.getByRole('textbox', { name: '说明' }).fill('乡镇考评已送齐，抽查记录与名册相符。')
    await form.getByRole('button', { name: '通过本月验收' }).click()
  })
  await look(page, 'acceptance proposed')
  await enter(page, leader, `/findings?month=${month}`)
  const waiting = page.getByRole('button', { name: '决定验收' })
  await oneByOne(page, waiting, async () => {
    await waiting.first().click()
    const form = page.getByRole('dialog').getByRole('form', { name: '同意验收意见' })
    await form.getByRole('button', { name: '同意验收意见' }).click()
  })
  await look(page, 'month accepted')
})

interface Statement {
  id: string
  status: string
}
const statements = async (page: Page) =>
  ((await call(page, 'settlement.list', { month })) as { rows: Statement[] }).rows.filter(
    ({ status }) => status !== 'superseded',
  )

test('what is accepted is settled, submitted and approved by two authorities', async ({ page }) => {
  await enter(page, clerk, `/settlements?month=${month}`)
  const compute = page.getByRole('button', { name: '计算', exact: true })
  await oneByOne(page, compute, () => compute.first().click())
  await look(page, 'settlements computed')
  await expect.poll(async () => (await statements(page)).filter(({ status }) => status === 'computing').length).toBe(0)
  for (const { id, status } of await statements(page)) {
    if (status !== 'computed') continue
    await enter(page, clerk, `/settlements/${id}`)
    await page.getByRole('button', { name: '送审' }).click()
    await expect(page.getByRole('button', { name: '送审' })).toHaveCount(0)
  }
  await approveAll(page, leader)
  await approveAll(page, finance)
  expect((await statements(page)).map(({ status }) => status)).toEqual([
    'finance_approved',
    'finance_approved',
    'finance_approved',
  ])
})

/** Every settlement that waits for this account. */
async function approveAll(page: Page, account: string) {
  const waiting = account === finance ? 'civil_approved' : 'submitted'
  await enter(page, account)
  for (const { id } of (await statements(page)).filter(({ status }) => status === waiting)) {
    await page.goto(`/settlements/${id}`)
    await pass(page)
  }
}

/** Approves what is on the page. */
async function pass(page: Page) {
  const button = page.getByRole('button', { name: '通过', exact: true })
  await button.click()
  // A button at work has another name for a while.
  await settled(page)
  await expect(button).toHaveCount(0)
}

test('the care money of the month is applied for and paid', async ({ page }) => {
  await enter(page, clerk, `/payments?month=${month}`)
  const apply = page.getByRole('button', { name: '提交支付申请' })
  await oneByOne(page, apply, async (left) => {
    await apply.first().click()
    const form = page.getByRole('form', { name: '提交支付申请' })
    await form.getByLabel('发票号码').fill(`2637200000009988770${left}`)
    await form.getByRole('textbox', { name: '开票日期' }).fill(`${present}-15`)
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: '发票.pdf', mimeType: 'application/pdf', buffer: paper })
    await expect(form.getByRole('button', { name: '移除' })).toBeVisible()
    await form.getByRole('button', { name: '提交支付申请' }).click()
  })
  await page.getByRole('button', { name: '生成批次' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('批次')
  await payBatch(page, new URL(page.url()).pathname)
})

/** Approvals, bank file out, bank answer in, reconciled. */
async function payBatch(page: Page, batch: string) {
  for (const account of [leader, finance]) {
    await enter(page, account, batch)
    await settled(page)
    if (await page.getByRole('button', { name: '通过', exact: true }).isVisible()) await pass(page)
  }
  await enter(page, clerk, batch)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出银行文件' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '导出', exact: true }).click()
  const { rows } = readCsv(readFileSync(await (await coming).path()), {
    maxRows: 2000,
    maxColumns: 30,
    maxBytes: 5_000_000,
  })
  const answer = rows.map((row, index) => [...row, index === 0 ? '结果' : '成功'])
  await page.getByRole('button', { name: '导入回盘' }).click()
  const asked = page.getByRole('dialog')
  const file = { name: '回盘.csv', mimeType: 'text/csv', buffer: Buffer.from(writeCsv(answer)) }
  await asked.getByLabel('回盘文件').setInputFiles(file)
  await expect(asked.getByRole('button', { name: '移除' })).toBeVisible()
  await asked.getByRole('button', { name: '导入', exact: true }).click()
  await expect(page.getByText(/成功\d+笔，退回0笔/)).toBeVisible({ timeout: 60_000 })
  await reconcile(page)
}

async function reconcile(page: Page) {
  await page.getByRole('button', { name: '对账' }).click()
  await page.getByRole('dialog').getByLabel('凭证号').fill('记-0099')
  await page.getByRole('dialog').getByRole('button', { name: '对账', exact: true }).click()
  await expect(page.getByText('应付＝已付＝银行回单，差0.00 元')).toBeVisible()
}

/** A line that the bank sent back, in this walk or in an earlier one, goes out again; then the list is even. */
async function payWhatCameBack(page: Page, batch: string) {
  await page.goto(`${batch}?status=returned`)
  await page.getByRole('checkbox', { name: '选择本页全部' }).check()
  await page.getByRole('button', { name: '失败重发' }).click()
  const asked = page.getByRole('dialog')
  await asked.getByLabel(/账户未改的理由/).fill('银行误录户名，已致电更正')
  await asked.getByRole('button', { name: '生成重发批次' }).click()
  await expect(page).not.toHaveURL(new RegExp(batch))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('批次')
  await payBatch(page, new URL(page.url()).pathname)
  await page.goto(batch)
  await reconcile(page)
}

test('the living money of every person likewise', async ({ page }) => {
  await enter(page, clerk, `/payments?month=${month}`)
  const { rows } = (await call(page, 'payments.list', { month })) as {
    rows: Array<{ id: string; purpose: string; status: string }>
  }
  const living = rows.find(({ purpose, status }) => purpose === 'living' && status !== 'cancelled')
  expect(living, 'the list of living money').toBeDefined()
  const batch = `/payments/${living?.id}`
  if (living?.status === 'reconciled') return
  if (living?.status === 'returned') await payWhatCameBack(page, batch)
  else await payBatch(page, batch)
  await look(page, 'living money paid')
})

test('the four counts agree, the month is closed by two persons and can no longer be touched', async ({ page }) => {
  await enter(page, clerk, `/month?month=${month}`)
  await look(page, 'month before closing')
  await page.getByRole('button', { name: '提请关账' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提请关账' }).click()
  await expect(page.getByText('已提请关账')).toBeVisible()
  await enter(page, leader, `/month?month=${month}`)
  await page.getByRole('button', { name: '关账', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '关账', exact: true }).click()
  await expect(page.getByText('已关账，只读')).toBeVisible()
  await look(page, 'month closed')
})

/** Presses a button that prints and keeps the paper beside the screens, to be looked at. */
async function printed(page: Page, button: Locator, name: string) {
  const coming = page.waitForEvent('download')
  await button.click()
  const file = await coming
  expect(file.suggestedFilename()).toMatch(/\.pdf$/)
  const bytes = readFileSync(await file.path())
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  // A paper in Chinese carries its letters with it; an empty one is smaller.
  expect(bytes.length, name).toBeGreaterThan(8_000)
  await file.saveAs(`test-results/papers/${name}.pdf`)
}

test("a statement's page follows the month of the header, and says so where there is none", async ({ page }) => {
  await enter(page, clerk, `/settlements?month=${month}`)
  const [first] = await statements(page)
  await page.goto(`/settlements/${first?.id}`)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(page).toHaveURL(new RegExp(`month=${month}`))
  const number = (await heading.textContent()) ?? ''
  await page.getByRole('button', { name: '下一月' }).click()
  await expect(page.getByText('没有结算单。')).toBeVisible()
  await look(page, 'no statement of that month')
  await page.getByRole('button', { name: '上一月' }).click()
  await expect(heading).toHaveText(number)
  await page.getByRole('button', { name: '上一月' }).click()
  await expect(page).not.toHaveURL(new RegExp(first?.id ?? ''))
  await expect(heading).toContainText(addMonths(month, -1))
  await settled(page)
  // Down to the single visit, and from it to the clause in the document's own text.
  const row = (words: RegExp) => page.getByRole('row').filter({ hasText: words }).first()
  for (const words of [/基数/, /自理/, /协议.*服务\d+次/, /^▸?服务记录/]) {
    const found = page.getByRole('treegrid').getByRole('row', { expanded: false }).filter({ hasText: words }).first()
    await found.getByRole('button').first().click()
    await settled(page)
  }
  await look(page, 'settlement down to the visit')
  await row(/日 \d\d:\d\d—\d\d:\d\d/)
    .getByRole('button', { name: /^依据/ })
    .click()
  await page.getByRole('link', { name: '打开条款原文' }).first().click()
  await expect(page.locator('.gy-document-cited').first()).toBeInViewport()
  await look(page, 'clause in its document')
})

test('every paper of the closed month is printed', async ({ page }) => {
  await enter(page, clerk, `/findings?month=${month}`)
  await printed(page, page.getByRole('button', { name: '打印履约验收单' }).first(), 'acceptance')
  const [first] = await statements(page)
  await page.goto(`/settlements/${first?.id}`)
  await printed(page, page.getByRole('button', { name: '打印', exact: true }), 'settlement')
  await look(page, 'settlement of the closed month')
  const { rows } = (await call(page, 'payments.list', { month })) as { rows: Array<{ id: string; purpose: string }> }
  for (const { id, purpose } of rows) {
    await page.goto(`/payments/${id}`)
    await printed(page, page.getByRole('button', { name: '打印审批表' }), `${purpose} approval`)
    await printed(page, page.getByRole('button', { name: '打印明细表' }), `${purpose} items`)
    if (purpose === 'living')
      await printed(page, page.getByRole('button', { name: '打印公示表' }), 'living public sheet')
  }
  const [roster] = (await call(page, 'rosters.list', { month })) as Array<{ id: string }>
  await page.goto(`/rosters/${roster?.id}`)
  await printed(page, page.getByRole('button', { name: '打印名册' }), 'roster')
  await page.goto(`/reports?month=${month}`)
  await look(page, 'statutory tables of the county')
  await expect(page.getByText('没有要做的统计报表')).toBeVisible()
})

test('the closed month takes no change, whoever asks and by whatever door', async ({ page }) => {
  await enter(page, clerk, `/payments?month=${month}`)
  for (const place of ['payments', 'settlements', 'visits', 'rosters', 'month']) {
    await page.goto(`/${place}?month=${month}`)
    await expect(page.getByText('已关账，只读')).toBeVisible()
    for (const verb of ['生成发放花名册', '计算', '生成名册', '提请关账'])
      await expect(page.getByRole('button', { name: verb, exact: true })).toHaveCount(0)
    await look(page, `closed ${place}`)
  }
  const { rows } = (await call(page, 'settlement.list', { month })) as { rows: Array<{ organisationId: string }> }
  const visits = (await call(page, 'visits.month', { month, pageSize: 1 })) as { rows: Array<{ id: string }> }
  const reason = '关账以后再改'
  const tried: Array<[string, object]> = [
    ['settlement.compute', { month, organisationId: rows[0]?.organisationId }],
    ['rosters.generate', { month }],
    ['payments.makeList', { month }],
    ['visits.decide', { visitIds: [visits.rows[0]?.id], verdict: 'not_counted', reason }],
  ]
  for (const [operation, input] of tried) {
    const answer = await page.context().request.post(`/api/${operation}`, { data: input })
    expect(answer.status(), operation).toBe(422)
    expect(await answer.json(), operation).toMatchObject({ kind: 'refused', reasons: [{ code: 'month_closed' }] })
  }
})
