/** 莘县 works through its month: the change list, the missing agreements, visits, judging; money follows in part two. */
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { addMonths } from '#kernel/calendar.ts'
import { call, enter, expect, look, test } from './walk.ts'
import { clerk, leader, month, paper, present, today } from './whole-month.ts'

test.describe.configure({ mode: 'serial' })

const sample = (name: string) => path.join(process.env['GONGYANG_DATA'] ?? '', '演示文件', name)

test('the change list says row by row what is wrong, and its good rows are taken in', async ({ page }) => {
  await enter(page, clerk, '/persons/import')
  await page.getByLabel('名单（XLSX、CSV）').setInputFiles(sample(`莘县${present}变动名单.xlsx`))
  await page.getByLabel('纸质位置').fill('示例3盒2夹')
  await page.getByRole('button', { name: '检查名单' }).click()
  const checked = page.getByRole('region', { name: '检查结果' })
  await expect(checked.getByText('需处理 4')).toBeVisible()
  for (const why of ['身份证号第18位应为', '不在莘县的乡镇（街道）名录中', '不在册，不能终止', '不是完整的日期'])
    await expect(checked.getByText(why)).toBeVisible()
  await look(page, 'change list checked')
  await enter(page, leader, new URL(page.url()).pathname)
  await page.getByRole('button', { name: '只导入正确的9行' }).click()
  await expect(page.getByRole('heading', { name: '④ 结果' })).toBeVisible()
  const joined = page.getByRole('region', { name: '名单中的人' }).getByRole('row').filter({ hasText: '新增' })
  await expect(joined.first().getByRole('link')).toHaveAttribute('href', /\/persons\//)
  await look(page, 'change list taken in')
})

test('the county drafts the missing agreements of those who joined', async ({ page }) => {
  await enter(page, clerk, '/agreements/batch')
  const form = page.getByRole('form', { name: '预览' })
  await form.getByRole('textbox', { name: '协议起期' }).fill(`${addMonths(present, 1)}-01`)
  await form.getByRole('textbox', { name: '协议止期' }).fill(`${addMonths(present, 8)}-28`)
  await pick(page, form.getByRole('combobox', { name: '有偿无偿' }), '无偿（价格写0）')
  await expect(form.getByLabel('每月价格')).toHaveValue(/^0(\.00)?$/)
  await form.getByRole('button', { name: '预览' }).click()
  await expect(page.getByRole('heading', { name: '预览' })).toBeVisible()
  await look(page, 'agreements to draft')
  await page.getByRole('button', { name: /^拟定\d+份$/ }).click()
  await expect(page).toHaveURL(/status=draft/)
  await look(page, 'agreements drafted')
})

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
