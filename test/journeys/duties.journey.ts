/** 交接 and 职责分工: who is responsible, a case that passes from a township to the county, the clock of it, policy of the county's own (JL-1, JL-2, JL-7a, JL-8a). */
import type { Page } from '@playwright/test'
import { call, enter, expect, look, test } from './walk.ts'

test.describe.configure({ mode: 'serial' })

const clerk = '371522-county-clerk'
const leader = '371522-county-leader'
const town = '371522-township-2-clerk'
/** The server's day: an earlier walk may have moved its clock. */
const dayOn = async (page: Page) => ((await call(page, 'access.me')) as { today: string }).today
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
  for (const row of rows.toSorted((one, other) => one.number.localeCompare(other.number))) {
    const matter = { subjectKind: 'case', subjectId: row.id }
    const { owner, blocked } = (await call(page, 'duties.subject', matter)) as { owner: string | null; blocked: string }
    if (blocked === '' || owner !== null) return row
  }
  throw new Error('no case of the second township is under way')
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
  const today = await dayOn(page)
  const history = dialog(page).getByRole('list', { name: '沿革' })
  await expect(history.getByRole('listitem')).toHaveCount(2)
  await expect(history).toContainText(`${today}至今 李样本`)
})

test('the county sets how long a hand-over may wait, and one is sent with its clock', async ({ page }) => {
  await enter(page, clerk)
  const paper = { name: '演示交接规定（虚构）', number: '演示文〔2026〕8号（虚构）', issuers: ['示例单位'] }
  const today = await dayOn(page)
  const dates = { status: 'in_force', issuedOn: today, effectiveFrom: today }
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

const inJilin = { clerk: '990201-county-clerk', leader: '990201-county-leader', data: '990201-data-officer' }

test('where a document asks for a data officer one is named; while he is away his deputy acts, and it is said', async ({
  page,
}) => {
  await enter(page, inJilin.leader, '/responsible')
  const row = page.getByRole('row').filter({ hasText: '数据专人' }).filter({ hasText: '县级' })
  await page.getByRole('button', { name: '改派：数据专人（县级）' }).click()
  await choose(page, '责任人', '王演示')
  await dialog(page).getByRole('button', { name: '指定责任人' }).click()
  await expect(dialog(page)).toContainText('县级数据专人应是“数据管理员”账号')
  await choose(page, '责任人', '郑范例')
  await choose(page, '代理人', '王演示')
  await dialog(page).getByRole('button', { name: '指定责任人' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect(row).toContainText('郑范例')
  await enter(page, inJilin.data)
  await expect(page.getByText(/您是责任人：.*数据专人/)).toBeVisible()
  await page.getByRole('button', { name: '交接给同事' }).click()
  await choose(page, '代理的同事', '王演示')
  await dialog(page).getByLabel('事由').fill('到省里参加培训')
  await dialog(page).getByRole('button', { name: '登记请假代理' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await page.goto('/responsible')
  await expect(row).toContainText('请假，王演示代理到')
  await look(page, 'somebody acts for the data officer')
  await page.getByRole('tab', { name: '请假代理' }).click()
  await page.getByRole('button', { name: /取\s?消/ }).click()
  await expect(page.getByText('已取消')).not.toHaveCount(0)
})

test('a correction passed up and left lying is overdue for both sides, and accepted it is the county’s', async ({
  page,
}) => {
  await enter(page, inJilin.clerk, '/handovers?side=received&state=sent&overdue=yes')
  const late = page.getByRole('row').filter({ hasText: '住址由县里更正' })
  await expect(late).toContainText('逾期')
  await late.getByRole('button', { name: '接收' }).click()
  await dialog(page).getByRole('button', { name: '接收', exact: true }).click()
  await expect(page.getByText('已接收，从现在起由您这边负责')).toBeVisible()
  await page.goto('/requests')
  await page.getByRole('link', { name: /GZ-/ }).first().click()
  await expect(page.getByRole('region', { name: '交接' })).toContainText('社会救助科')
  await look(page, 'a correction with its hand-over')
})

test('policy of the county is registered on the topics asked for, filed with its receipt, and late by its due day', async ({
  page,
}) => {
  await enter(page, inJilin.clerk, '/policy/local')
  await expect(page.getByText(/应于2017年11月30日前出台并备案；还没有规定供养服务机构建设管理/)).toBeVisible()
  const today = await dayOn(page)
  await page.getByRole('button', { name: '登记文件' }).click()
  await dialog(page).getByLabel('文号').fill('示民发（演示）3号')
  await dialog(page).getByLabel('标题').fill('供养服务机构建设管理办法（演示，虚构）')
  await dialog(page).getByRole('textbox', { name: '印发日' }).fill(today)
  await dialog(page).getByRole('checkbox', { name: '供养服务机构建设管理' }).check()
  await look(page, 'a document of the county')
  await dialog(page).getByRole('button', { name: '登记文件' }).click()
  await expect(dialog(page)).toHaveCount(0)
  for (const number of ['2号', '3号']) {
    const row = page.getByRole('row').filter({ hasText: `示民发（演示）${number}` })
    await expect(row).toContainText('没有备案')
    await row.getByRole('button', { name: '登记备案' }).click()
    await dialog(page).getByLabel('回执号').fill(`备（演示）${number}`)
    await dialog(page).getByRole('button', { name: '登记备案' }).click()
    await expect(row).toContainText(`${today} 备（演示）${number}`)
  }
  await expect(page.getByText(/全部办完，逾期/)).toBeVisible()
  await enter(page, 'province-supervisor', '/policy/filing')
  await expect(page.getByRole('row').filter({ hasText: '示例县甲' })).toContainText(/已办完，迟\d+天/)
  await look(page, 'filing of the counties')
})
