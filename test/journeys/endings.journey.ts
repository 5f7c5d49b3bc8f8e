/** An end with its hearing, from the proposal to the delivery; a death, from the report to the closing; all in the browser. */
import type { Page } from '@playwright/test'
import { addDays, dayOf, instant } from '#kernel/calendar.ts'
import { call, enter, expect, look, test } from './walk.ts'

test.describe.configure({ mode: 'serial' })

const today = dayOf(instant(new Date().toISOString()))
const clerk = '371522-county-clerk'
const leader = '371522-county-leader'
const dialog = (page: Page) => page.getByRole('dialog')

interface Case {
  id: string
  name: string
  personId: string
}

async function caseAt(page: Page, step: string, kind = 'end'): Promise<Case> {
  const { rows } = (await call(page, 'endings.changes', { step, kind })) as { rows: Case[] }
  const found = rows[0]
  if (!found) throw new Error(`no ${kind} at ${step}`)
  return found
}

async function choose(page: Page, label: string | RegExp, text: string) {
  await page.getByLabel(label).click()
  await page.locator('.ant-select-item-option').filter({ hasText: text }).first().click()
}

test('an end is proposed with its effects in view, and verified', async ({ page }) => {
  await enter(page, clerk, '/persons?status=active')
  const { rows } = (await call(page, 'persons.list', { status: ['active'], pageSize: 60 })) as { rows: Case[] }
  const { rows: taken } = (await call(page, 'endings.changes', {})) as { rows: Case[] }
  const free = rows.findLast((row) => !taken.some(({ personId }) => personId === (row as { id: string }).id))
  await page.goto(`/changes/new?kind=end&person=${free?.id}`)
  await expect(page.getByRole('region', { name: '影响预览' })).toContainText('起不列入')
  await expect(page.getByRole('region', { name: '办理次序' })).toContainText('听取意见')
  await choose(page, /^原因/, '自愿申请退出')
  await page.getByLabel('事实').fill('本人书面申请退出，女儿接去同住。')
  await page.getByRole('button', { name: '提出变更' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('终止')
  await page.getByRole('button', { name: '登记核实' }).click()
  await dialog(page).getByLabel('核实人（不少于2人）').fill('王演示、陈假设')
  await dialog(page).getByRole('radio', { name: '情况属实，继续办理' }).check()
  await dialog(page).getByLabel('核实的情况').fill('入户核实，情况属实。')
  await dialog(page).getByRole('button', { name: '登记核实' }).click()
  await expect(page.getByRole('button', { name: '登记听取意见' })).toBeVisible()
  await look(page, 'end verified')
})

test('the person is heard in his own words, then the notice hangs and cannot be cut short', async ({ page }) => {
  await enter(page, clerk)
  const { id } = await caseAt(page, 'hear')
  await page.goto(`/changes/${id}`)
  await page.getByRole('button', { name: '登记听取意见' }).click()
  await dialog(page).getByLabel('地点').fill('村委会')
  await dialog(page).getByLabel('意见（原话）').fill('我不想退，钱是给我看病攒的。')
  await dialog(page).getByRole('radio', { name: '捺印' }).check()
  await look(page, 'hearing')
  await dialog(page).getByRole('button', { name: '登记听取意见' }).click()
  await page.getByRole('button', { name: '登记张贴公示' }).click()
  await dialog(page).getByLabel('张贴地点').fill('村务公开栏')
  await dialog(page).getByRole('button', { name: '登记张贴公示' }).click()
  await expect(page.getByText(/公示到.+24时止，次日起办理/)).toBeVisible()
  await expect(page.getByRole('button', { name: '公示期满无异议，送县里决定' })).toBeDisabled()
  await expect(page.getByRole('list').filter({ hasText: '听取意见' }).first()).toContainText('✓')
})

test('another decides, the notice is printed and delivered, and the file says so', async ({ page }) => {
  await enter(page, leader)
  const { id, name, personId } = await caseAt(page, 'decide')
  await page.goto(`/changes/${id}`)
  await page.getByRole('button', { name: '作出终止决定' }).click()
  await expect(dialog(page)).toContainText('已听取意见')
  await dialog(page).getByLabel('决定文号').fill('演示终〔2026〕1号')
  await dialog(page).getByLabel('理由').fill('本人自愿，公示无异议')
  await dialog(page).getByRole('button', { name: '终止供养', exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '打印告知书：选择PDF或Word' }).click()
  await page.getByRole('menuitem', { name: 'Word' }).click()
  expect((await coming).suggestedFilename()).toMatch(/终止特困人员救助供养告知书.+\.docx$/)
  await look(page, 'end decided')
  await enter(page, clerk, `/changes/${id}`)
  await page.getByRole('button', { name: '登记送达' }).click()
  await dialog(page).getByRole('button', { name: '登记送达' }).click()
  await expect(page.getByText('已办结').first()).toBeVisible()
  await page.goto(`/persons/${personId}?panel=changes`)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByRole('region', { name: '变更' })).toContainText('已办结')
})

test('a death is reported by one, confirmed by another; no body before the certificate; then closed', async ({
  page,
}) => {
  await enter(page, clerk)
  const { rows } = (await call(page, 'persons.list', { status: ['active'], pageSize: 90 })) as { rows: Case[] }
  const { rows: taken } = (await call(page, 'endings.changes', {})) as { rows: Case[] }
  const dies = rows.findLast(({ id }) => !taken.some(({ personId }) => personId === id))
  await page.goto(`/deaths/new?person=${dies?.id}`)
  await page.getByRole('textbox', { name: '死亡日期' }).fill(addDays(today, -1))
  await page.getByRole('textbox', { name: '发现时间' }).fill(`${addDays(today, -1)}T08:00`)
  await page.getByRole('textbox', { name: '报告时间' }).fill(`${addDays(today, -1)}T08:30`)
  await page.getByRole('radio', { name: '家中' }).check()
  await choose(page, '报告人是', '村（居）委会')
  await page.getByLabel('报告人姓名').fill('钱假设')
  await expect(page.getByRole('region', { name: '报告的同时停止' })).toContainText('终止')
  await look(page, 'death to be reported')
  await page.getByRole('button', { name: '报告死亡' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('死亡处理')
  await expect(page.getByText('没有死亡证明，不得处理遗体').first()).toBeVisible()
  await expect(page.getByText('报告由您登记，须由另一人核实。')).toBeVisible()
  await look(page, 'death reported')
  const address = new URL(page.url()).pathname
  await enter(page, leader, address)
  await page.getByRole('button', { name: '核实', exact: true }).click()
  await dialog(page).getByLabel('怎样核实').fill('与户籍核对属实')
  await dialog(page).getByRole('button', { name: '登记核实' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await enter(page, clerk, address)
  const deathId = address.split('/').at(-1)
  const record = (step: object) => call(page, 'endings.recordDeath', { deathId, on: today, step })
  const todo = page.getByRole('listitem').filter({ hasText: '取得死亡证明' })
  await todo.getByRole('button', { name: '登记' }).first().click()
  await dialog(page).getByRole('radio', { name: '医疗机构' }).check()
  await dialog(page)
    .getByLabel(/出具单位/)
    .fill('示例县人民医院')
  await dialog(page)
    .getByLabel(/证明编号/)
    .fill('演示死证0002')
  await dialog(page).getByLabel('凭据（纸质位置）').fill('死亡医学证明复印件，一盒3页')
  await dialog(page).getByRole('button', { name: '登记取得死亡证明' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await record({ kind: 'disposal', way: 'cremation', place: '示例县殡仪馆' })
  await record({ kind: 'money_settled', amountFen: 0, receiver: '没有代管资金' })
  await record({ kind: 'estate_listed', witnesses: '王演示、陈假设' })
  await record({ kind: 'estate_handed', taker: 'none' })
  await page.reload()
  await page.getByRole('button', { name: '结案' }).click()
  await expect(dialog(page)).toContainText('通知亲属')
  await dialog(page).getByRole('textbox').fill('没有亲属，丧葬费用由村（居）承担')
  await dialog(page).getByRole('button', { name: '结案' }).click()
  await expect(page.getByText('已结案').first()).toBeVisible()
  await look(page, 'death closed')
})
