/** 莘县 closes its month: the change list, the missing agreements, visits, judging, money, and the books are shut. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { addMonths, dayOf, instant, monthOf } from '#kernel/calendar.ts'
import { readCsv, writeCsv } from '#platform/documents/csv.ts'
import { call, enter, expect, look, test } from './walk.ts'

test.describe.configure({ mode: 'serial' })

const today = dayOf(instant(new Date().toISOString()))
const present = monthOf(today)
const month = addMonths(present, -1)
const clerk = '371522-county-clerk'
const leader = '371522-county-leader'
const finance = '371522-finance'

const sample = (name: string) => path.join(process.env['GONGYANG_DATA'] ?? '', '演示文件', name)

test('the change list says row by row what is wrong, and its good rows are taken in', async ({ page }) => {
  await enter(page, clerk, '/persons/import')
  await page.getByLabel('名单（XLSX、CSV）').setInputFiles(sample(`莘县${present}变动名单.xlsx`))
  await page.getByRole('button', { name: '检查名单' }).click()
  const checked = page.getByRole('region', { name: '检查结果' })
  await expect(checked.getByText('需处理 4')).toBeVisible()
  for (const why of ['身份证号第18位应为', '不在莘县的乡镇（街道）名录中', '不在册，不能终止', '不是完整的日期'])
    await expect(checked.getByText(why)).toBeVisible()
  await look(page, 'change list checked')
  await page.getByRole('button', { name: '只导入正确的9行' }).click()
  await expect(page.getByRole('heading', { name: '④ 结果' })).toBeVisible()
  await look(page, 'change list taken in')
})

test('the county drafts the missing agreements of those who joined', async ({ page }) => {
  await enter(page, clerk, '/agreements/batch')
  const form = page.getByRole('form', { name: '预览' })
  await form.getByRole('textbox', { name: '协议起期' }).fill(`${addMonths(present, 1)}-01`)
  await form.getByRole('textbox', { name: '协议止期' }).fill(`${addMonths(present, 8)}-28`)
  await pick(page, form.getByRole('combobox', { name: '有偿无偿' }), '无偿（价格写0）')
  await form.getByLabel('每月价格').fill('0')
  await form.getByRole('button', { name: '预览' }).click()
  await expect(page.getByRole('heading', { name: '预览' })).toBeVisible()
  await look(page, 'agreements to draft')
  await page.getByRole('button', { name: /^拟定\d+份$/ }).click()
  await expect(page).toHaveURL(/status=draft/)
  await look(page, 'agreements drafted')
})

const paper = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

test('a draft is sent to review, agreed to, signed by all four parties on paper and filed', async ({ page }) => {
  await enter(page, clerk, '/agreements?status=draft')
  await page
    .getByRole('link', { name: /^XY-060/ })
    .last()
    .click()
  await page.getByRole('button', { name: '提交审核' }).click()
  await expect(page.getByText('审核中').first()).toBeVisible()
  const agreement = new URL(page.url()).pathname
  await enter(page, leader, agreement)
  await page.getByRole('button', { name: '审核通过' }).click()
  await expect(page.getByText(/签署中/).first()).toBeVisible()
  await enter(page, clerk, agreement)
  await look(page, 'agreement to sign')
  for (let left = await page.getByRole('button', { name: '登记', exact: true }).count(); left > 0; left -= 1) {
    await signNext(page, left)
    await expect(page.getByRole('button', { name: '登记', exact: true })).toHaveCount(left - 1)
  }
  await page.getByRole('button', { name: '备案', exact: true }).click()
  await expect(page.getByText('备案后协议内容不能修改')).toBeVisible()
  await look(page, 'agreement filed')
})

/** The next party signs on paper; the scan is laid in. */
async function signNext(page: Page, place: number) {
  await page.getByRole('button', { name: '登记', exact: true }).first().click()
  const form = page.getByRole('dialog').getByRole('form', { name: '登记签署' })
  const signer = form.getByLabel('签署人')
  if ((await signer.inputValue()) === '') await signer.fill(`示例签${'甲乙丙丁'[place % 4]}`)
  await form.getByText('纸质扫描', { exact: true }).click()
  await form.getByRole('textbox', { name: '日期' }).fill(today)
  await form
    .locator('input[type=file]')
    .setInputFiles({ name: '签字页.pdf', mimeType: 'application/pdf', buffer: paper })
  await expect(form.getByRole('button', { name: '移除' })).toBeVisible()
  await form.getByLabel('纸质协议由谁保管').fill('县民政局档案柜')
  await form.getByRole('button', { name: '登记签署' }).click()
}

/** Chooses a word of a drop-down list. */
async function pick(page: Page, field: Locator, word: string) {
  await field.click()
  await page.locator('.ant-select-dropdown:visible').getByText(word, { exact: true }).click()
}

test('the provider sees its sheet of visits checked row by row and takes in the good ones', async ({ page }) => {
  await enter(page, '371522-provider-2', '/visits/import')
  await page.locator('input[type=file]').setInputFiles(sample(`莘县乙机构${present}服务记录.xlsx`))
  await expect(page.getByRole('button', { name: '移除' })).toBeVisible()
  await page.getByRole('button', { name: '检查', exact: true }).click()
  await expect(page.getByRole('heading', { name: /^② 检查/ })).toBeVisible()
  await look(page, 'visits checked')
  await page.getByRole('button', { name: /^只导入正确的\d+条$/ }).click()
  await expect(page.getByText(/已导入/).first()).toBeVisible()
  await look(page, 'visits taken in')
})

test('the county decides the doubtful visits together, with one reason', async ({ page }) => {
  await enter(page, clerk, `/visits?month=${month}&verdict=doubtful`)
  await look(page, 'visits in doubt')
  await page.getByRole('checkbox', { name: '选择本页全部' }).check()
  const everything = page.getByRole('button', { name: /^全选筛选结果/ })
  if (await everything.isVisible()) await everything.click()
  await page.getByRole('button', { name: '判为有效', exact: true }).click()
  const asked = page.getByRole('dialog')
  await asked.getByRole('textbox').fill('已电话回访，本人和村委会证实来过')
  await asked.getByRole('button', { name: '判为有效', exact: true }).click()
  await expect(asked).toHaveCount(0)
  await expect(page.getByText('没有符合')).toBeVisible()
})

interface Due {
  evaluationId: string | null
  status: 'none' | 'drawn' | 'filling' | 'sent'
  township: { id: string; name: string }
  organisation: { id: string; name: string }
}
const overview = async (page: Page) =>
  ((await call(page, 'evaluations.overview', { month })) as { rows: Due[] }).rows.filter(
    ({ status }) => status !== 'sent',
  )

async function townshipAccount(page: Page, name: string, role: 'clerk' | 'leader'): Promise<string> {
  const accounts = (await call(page, 'access.demoAccounts')) as Array<{ account: string; organisation: string }>
  const found = accounts.find(
    ({ account, organisation }) =>
      account.startsWith('371522-township-') && account.endsWith(role) && organisation.startsWith(name),
  )
  if (!found) throw new Error(`no ${role} of ${name}`)
  return found.account
}

test('a township fills in the sheets of those drawn, and its leader sends them', async ({ page }) => {
  await enter(page, clerk)
  const half = (await overview(page)).find(({ status }) => status === 'filling')
  expect(half, 'an evaluation half done').toBeDefined()
  const name = half?.township.name ?? ''
  const address = `/evaluations/${half?.evaluationId}`
  await enter(page, await townshipAccount(page, name, 'clerk'), address)
  await look(page, 'evaluation sheet')
  const sample = page.locator('.gy-sample-one')
  const open = sample.filter({ hasText: '○' })
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().click()
    const form = page.getByRole('form', { name: '保存，下一人' })
    await form.getByText('入户', { exact: true }).first().click()
    for (const question of ['有人来吗', '满意'])
      await form.getByRole('radiogroup', { name: question }).getByRole('radio').first().check()
    const points = form.locator('.gy-points input')
    for (let at = 0; at < (await points.count()); at += 1) await points.nth(at).fill('9')
    await form.getByRole('button', { name: '保存，下一人' }).click()
    await expect(open).toHaveCount(left - 1)
  }
  await page.getByLabel(/^考评人/).fill('示例考评一')
  await page.keyboard.press('Enter')
  await page.getByLabel(/^考评人/).fill('示例考评二')
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: '考评结果' }).fill('照料人员按时上门，老人满意。')
  await page.getByRole('button', { name: '保存考评结果' }).click()
  await expect(page.getByText('已保存考评结果')).toBeVisible()
  await enter(page, await townshipAccount(page, name, 'leader'), address)
  await page.getByRole('button', { name: '送县民政局' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '送交', exact: true }).click()
  await expect(page.getByText('考评已送县民政局，只读')).toBeVisible()
  await look(page, 'evaluation sent')
})

const answers = {
  way: 'home',
  carerComes: 'yes',
  howOften: '每周两次',
  satisfied: 'yes',
  room: '整洁',
  clothing: '干净',
  meals: '按时',
  smell: '无',
  words: '都好',
}

test('the other townships send theirs by the same door that programs use', async ({ page }) => {
  await enter(page, clerk)
  for (const { status, evaluationId, township, organisation } of await overview(page)) {
    await enter(page, await townshipAccount(page, township.name, 'clerk'))
    const around = { month, organisationId: organisation.id, townshipId: township.id }
    const drawn =
      status === 'none' ? ((await call(page, 'evaluations.draw', around)) as { evaluationId: string }) : undefined
    const id = drawn?.evaluationId ?? evaluationId ?? ''
    const { sheets, form } = (await call(page, 'evaluations.get', { evaluationId: id })) as Sheets
    const points = Object.fromEntries(form.items.map(({ field, maximumTenths }) => [field, maximumTenths]))
    for (const { personId } of sheets.filter(({ filled }) => !filled)) {
      const input = { ...answers, points, evaluationId: id, personId, visitedAt: new Date().toISOString() }
      await call(page, 'evaluations.saveSheet', input)
    }
    const evaluators = ['示例考评一', '示例考评二']
    await call(page, 'evaluations.saveSummary', { evaluationId: id, evaluators, resultText: '服务按约定进行。' })
    await enter(page, await townshipAccount(page, township.name, 'leader'))
    await call(page, 'evaluations.send', { evaluationId: id })
  }
  await enter(page, clerk, `/evaluations?month=${month}`)
  expect(await overview(page)).toEqual([])
  await look(page, 'evaluations all sent')
})

interface Sheets {
  sheets: Array<{ personId: string; filled: boolean }>
  form: { items: Array<{ field: string; maximumTenths: number }> }
}

test('the provider is heard, and the leader decides what is deducted', async ({ page }) => {
  await enter(page, '371522-provider-3', `/findings?month=${month}`)
  await look(page, 'findings of a provider')
  const { rows } = (await call(page, 'findings.list', { month })) as { rows: Array<{ id: string; status: string }> }
  const waiting = rows.find(({ status }) => status === 'notified')
  expect(waiting, 'a problem that waits for the provider').toBeDefined()
  await page.goto(`/findings/${waiting?.id}`)
  await page.getByRole('textbox', { name: '申辩内容' }).fill('当月人手不足，已另派人补上，认可按合同扣减。')
  await page.getByRole('button', { name: '提交陈述申辩' }).click()
  await expect(page.getByText('已提交陈述申辩')).toBeVisible()
  await enter(page, leader, `/findings/${waiting?.id}`)
  const form = page.getByRole('form', { name: '决定' })
  await form.getByRole('radio').first().check()
  await form.getByRole('textbox', { name: '理由' }).fill('事实清楚，机构认可，按合同扣减当月照料费。')
  await form.getByRole('button', { name: '决定', exact: true }).click()
  await expect(page.getByRole('form', { name: '决定' })).toHaveCount(0)
  await look(page, 'finding decided')
})

test('the month is accepted: the clerk proposes, the leader agrees', async ({ page }) => {
  await enter(page, clerk, `/findings?month=${month}`)
  const open = page.getByRole('form', { name: '通过本月验收' })
  await expect(open.first()).toBeVisible()
  for (let before = await open.count(); before > 0; before -= 1) {
    const form = open.first()
    for (const group of await form.getByRole('radiogroup').all()) await group.getByRole('radio').first().check()
    await form.getByRole('textbox', { name: '说明' }).fill('乡镇考评已送齐，抽查记录与名册相符。')
    await form.getByRole('button', { name: '通过本月验收' }).click()
    await expect(open).toHaveCount(before - 1)
  }
  await look(page, 'acceptance proposed')
  await enter(page, leader, `/findings?month=${month}`)
  const waiting = page.getByRole('form', { name: '同意验收意见' })
  await expect(waiting.first()).toBeVisible()
  for (let left = await waiting.count(); left > 0; left -= 1) {
    await waiting.first().getByRole('button', { name: '同意验收意见' }).click()
    await expect(waiting).toHaveCount(left - 1)
  }
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
  await expect(compute.first()).toBeVisible()
  for (let left = await compute.count(); left > 0; left -= 1) {
    await compute.first().click()
    await expect(compute).toHaveCount(left - 1, { timeout: 30_000 })
  }
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
  await expect(button).toHaveCount(0)
}

test('the care money of the month is applied for and paid', async ({ page }) => {
  await enter(page, clerk, `/payments?month=${month}`)
  const apply = page.getByRole('button', { name: '提交支付申请' })
  await expect(apply.first()).toBeVisible()
  for (let left = await apply.count(); left > 0; left -= 1) {
    await apply.first().click()
    const form = page.getByRole('form', { name: '提交支付申请' })
    await form.getByLabel('发票号码').fill(`2637200000009988770${left}`)
    await form.getByRole('textbox', { name: '开票日期' }).fill(`${present}-15`)
    await form
      .locator('input[type=file]')
      .setInputFiles({ name: '发票.pdf', mimeType: 'application/pdf', buffer: paper })
    await expect(form.getByRole('button', { name: '移除' })).toBeVisible()
    await form.getByRole('button', { name: '提交支付申请' }).click()
    await expect(apply).toHaveCount(left - 1)
  }
  await page.getByRole('button', { name: '生成批次' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('批次')
  await payBatch(page, new URL(page.url()).pathname)
})

/** Approvals, bank file out, bank answer in, reconciled. */
async function payBatch(page: Page, batch: string) {
  for (const account of [leader, finance]) {
    await enter(page, account, batch)
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
  await expect(page.getByText(/成功\d+笔，退回0笔/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: '对账' }).click()
  await page.getByRole('dialog').getByLabel('凭证号').fill('记-0099')
  await page.getByRole('dialog').getByRole('button', { name: '对账', exact: true }).click()
  await expect(page.getByText('应付＝已付＝银行回单，差0.00 元')).toBeVisible()
}

test('the living money of every person likewise', async ({ page }) => {
  await enter(page, clerk, `/payments?month=${month}`)
  const { rows } = (await call(page, 'payments.list', { month })) as {
    rows: Array<{ id: string; purpose: string; status: string }>
  }
  const living = rows.find(({ purpose }) => purpose === 'living')
  expect(living, 'the list of living money').toBeDefined()
  if (living?.status === 'reconciled') return
  await payBatch(page, `/payments/${living?.id}`)
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
