/** 交接 and 职责分工: who is responsible, a case that passes from a township to the county, the clock of it, policy of the county's own (JL-1, JL-2, JL-7a, JL-8a). */
import type { Page } from '@playwright/test'
import { dayOf, instant } from '#kernel/calendar.ts'
import { call, enter, expect, look, test } from './walk.ts'

test.describe.configure({ mode: 'serial' })

const today = dayOf(instant(new Date().toISOString()))
const clerk = '371522-county-clerk'
const leader = '371522-county-leader'
const town = '371522-township-2-clerk'
const dialog = (page: Page) => page.getByRole('dialog')
const term = '自送出起二个工作日内接收或者退回'

async function choose(page: Page, label: string | RegExp, text: string) {
  await dialog(page).getByRole('combobox', { name: label }).click()
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: text })
    .first()
    .click()
}

interface Row {
  id: string
  name: string
  number: string
}

/** The same matter through the whole walk: a case under way in the second township. */
async function caseOfTown(page: Page): Promise<Row> {
  const { rows } = (await call(page, 'recognition.list', { pageSize: 20 })) as { rows: Row[] }
  const found = rows.toSorted((one, other) => one.number.localeCompare(other.number))[0]
  if (!found) throw new Error('no case in the second township')
  return found
}

test('the county names a responsible person and a deputy; who was before stays in the history', async ({ page }) => {
  await enter(page, leader, '/responsible')
  await look(page, 'who is responsible')
  await page.getByRole('button', { name: '改派：购买照料服务（县级）' }).click()
  await choose(page, '责任人', '李样本')
  await choose(page, '代理人', '王演示')
  await look(page, 'naming somebody')
  await dialog(page).getByRole('button', { name: '指定责任人' }).click()
  await expect(dialog(page)).toHaveCount(0)
  const row = page.getByRole('row').filter({ hasText: '购买照料服务' })
  await expect(row).toContainText('李样本')
  await expect(row).toContainText('王演示')
  await page.getByRole('button', { name: '沿革：购买照料服务（县级）' }).click()
  const history = dialog(page).getByRole('list', { name: '沿革' })
  await expect(history.getByRole('listitem')).toHaveCount(2)
  await expect(history).toContainText(`${today}至今 李样本`)
})

test('the county sets how long a hand-over may wait, and one is sent with its clock', async ({ page }) => {
  await enter(page, clerk)
  const paper = { name: '演示交接规定（虚构）', number: '演示文〔2026〕8号（虚构）', issuers: ['示例单位'] }
  const dates = { status: 'in_force', issuedOn: '2026-11-01', effectiveFrom: '2026-11-01' }
  await call(page, 'policy.registerDocument', { ...paper, ...dates, title: paper.name, text: `一、交接\n${term}。` })
  const { id: proposalId } = (await call(page, 'policy.propose', {
    key: 'org.handover_term',
    value: { count: 2, unit: 'working_day' },
    from: today,
    document: paper.name,
    clause: '一、交接',
    quote: term,
  })) as { id: string }
  await enter(page, leader)
  await call(page, 'policy.adopt', { id: proposalId })

  await enter(page, town)
  const { id, name } = await caseOfTown(page)
  await page.goto(`/cases/${id}`)
  const panel = page.getByRole('region', { name: '交接' })
  await panel.getByRole('button', { name: '移交' }).click()
  await choose(page, '移交给', '社会救助科')
  await dialog(page).getByLabel('移交说明').fill('申请人名下有一份人身保险，请县里核对，材料在2盒1页。')
  await look(page, 'sending a matter')
  await dialog(page).getByRole('button', { name: '送出移交' }).click()
  await expect(panel).toContainText('还剩2个工作日')
  await expect(panel).toContainText('对方接收以前，由')
  await page.goto('/')
  await page.getByLabel('事项或对象').fill(name)
  await expect(page.getByText(/移交还没有被接收/)).toBeVisible()
})

test('it is given back with a reason, and the sender finds it among what he has to do', async ({ page }) => {
  await enter(page, clerk, '/handovers?side=received&state=sent')
  const row = page.getByRole('row').filter({ hasText: '人身保险' })
  await look(page, 'matters to accept')
  await row.getByRole('button', { name: '退回' }).click()
  await dialog(page).getByRole('textbox').fill('缺保险单复印件，补齐后再送')
  await dialog(page).getByRole('button', { name: '退回', exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect(row).toHaveCount(0)

  await enter(page, town)
  const { id, name } = await caseOfTown(page)
  await page.getByLabel('事项或对象').fill(name)
  await page.getByRole('link', { name: /退回了移交，请处理/ }).click()
  await expect(page).toHaveURL(new RegExp(id))
  const panel = page.getByRole('region', { name: '交接' })
  await expect(panel).toContainText('缺保险单复印件，补齐后再送')
  await panel.getByRole('button', { name: '移交' }).click()
  await choose(page, '移交给', '社会救助科')
  await dialog(page).getByLabel('移交说明').fill('保险单复印件已补，在2盒3页，请县里核对。')
  await dialog(page).getByRole('button', { name: '送出移交' }).click()
  await expect(panel).toContainText('还剩2个工作日')
})

test('sent again it is accepted, and from then on the county’s section has it', async ({ page }) => {
  await enter(page, clerk, '/handovers?side=received&state=sent')
  await page.getByRole('row').filter({ hasText: '保险单复印件已补' }).getByRole('button', { name: '接收' }).click()
  await expect(dialog(page)).toContainText('保险单复印件已补')
  await dialog(page).getByRole('button', { name: '接收', exact: true }).click()
  await expect(page.getByText('已接收，从现在起由您这边负责')).toBeVisible()
  const { rows } = (await call(page, 'duties.handOvers', { state: 'accepted' })) as { rows: { to: string }[] }
  await page.goto(rows[0]?.to ?? '/')
  await expect(page.getByRole('region', { name: '交接' })).toContainText('现由社会救助科（股）负责')
  await look(page, 'a matter that was handed over')
})

test('what a township lets run over its term stands on the leader’s page, with whom it waits for', async ({ page }) => {
  await enter(page, leader)
  const table = page.getByRole('table', { name: '超期与临期' })
  const late = table.getByRole('row').filter({ hasText: '逾期' }).filter({ hasText: '乡镇经办' }).first()
  await expect(late).toBeVisible()
  await look(page, 'work that is late')
})

test('a document of the county’s own is registered, and its filing with the day and the receipt', async ({ page }) => {
  await enter(page, clerk, '/policy/local')
  await page.getByRole('button', { name: '登记文件' }).click()
  await dialog(page).getByLabel('文号').fill('莘民发（演示）2号')
  await dialog(page).getByLabel('标题').fill('特困人员照料护理标准（演示，虚构）')
  await dialog(page).getByRole('textbox', { name: '印发日' }).fill(today)
  await dialog(page).getByRole('combobox', { name: '涉及的事项' }).click()
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').first().click()
  await page.keyboard.press('Escape')
  await look(page, 'a document of the county')
  await dialog(page).getByRole('button', { name: '登记文件' }).click()
  const row = page.getByRole('row').filter({ hasText: '莘民发（演示）2号' })
  await expect(row).toContainText('没有备案')
  await row.getByRole('button', { name: '登记备案' }).click()
  await dialog(page).getByLabel('回执号').fill('备2026-002')
  await dialog(page).getByRole('button', { name: '登记备案' }).click()
  await expect(row).toContainText(`${today} 备2026-002`)
  await enter(page, 'province-supervisor', '/policy/filing')
  await expect(page.getByRole('row').filter({ hasText: '莘县' })).toContainText('2')
  await look(page, 'filing of the counties')
})
