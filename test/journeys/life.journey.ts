/** 示例区: one person's support from a changed level to the file in the archive, in months that pass while we look. */
import type { Locator, Page } from '@playwright/test'
import { addMonths, monthOf } from '#kernel/calendar.ts'
import { checkCharacter } from '#kernel/identity-number.ts'
import { type Moved, movedProduct } from './moved.ts'
import { applies, confirmed, done, opinedAndPosted, surveyed } from './recognised.ts'
import { call, expect, look, test } from './walk.ts'

test.describe.configure({ mode: 'serial', timeout: 300_000 })

const clerk = '990101-county-clerk'
const leader = '990101-county-leader'
const home = '示例区中心敬老院（演示）'
const dialog = (page: Page) => page.getByRole('dialog')

interface Line {
  id: string
  name: string
  township: string
}

let moved: Moved
let lives: Line
let address = ''
test.beforeAll(async () => {
  moved = await movedProduct()
})
test.afterAll(() => moved.end())

type Fields = Readonly<Record<string, string>>

/** Opens a deed's window, fills it, sends it, and waits until it is closed. */
async function deed(page: Page, verb: string, fields: Fields = {}, send = verb) {
  await page.getByRole('button', { name: verb, exact: true }).first().click()
  await fill(dialog(page), fields)
  await dialog(page).getByRole('button', { name: send, exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
}

/** A label with its words, or the words of a choice with nothing. */
async function fill(form: Locator, fields: Fields) {
  for (const [label, words] of Object.entries(fields))
    if (words === '') await form.getByRole('radio', { name: label, exact: true }).check()
    else await form.getByLabel(startsWith(label)).fill(words)
}

/** Wanted fields bear a star, periods their unit. */
const startsWith = (label: string) => new RegExp(`^${label.replaceAll(/[()（）]/g, '\\$&')}(?: \\*)?$`)

/** As county clerk; answers the page of the change. */
async function opened(page: Page, kind: string, facts: string, fields: Fields = {}): Promise<string> {
  await moved.enter(page, clerk, `/changes/new?kind=${kind}&person=${lives.id}`)
  await expect(page.getByRole('region', { name: '办理次序' })).toBeVisible()
  await fill(page.locator('main'), { ...fields, 事实: facts })
  await page.getByRole('button', { name: '提出变更' }).click()
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}/)
  await verified(page)
  return new URL(page.url()).pathname
}

const verified = (page: Page) =>
  deed(page, '登记核实', {
    '核实人（不少于2人）': '王演示、陈假设',
    '情况属实，继续办理': '',
    核实的情况: '入户核实，情况属实。',
  })

let numbered = 0

async function decided(page: Page, address: string, verb: string, send: string) {
  await moved.enter(page, leader, address)
  numbered += 1
  await deed(page, verb, { 决定文号: `示例〔演示〕${numbered}号`, 理由: '按规定办理，情况属实' }, send)
  await moved.enter(page, clerk, address)
  await deed(page, '登记送达')
  await expect(page.getByText('已办结').first()).toBeVisible()
}

async function fileOf(page: Page, text: string | RegExp) {
  await page.goto(`/persons/${lives.id}`)
  await expect(page.getByRole('heading', { level: 1, name: lives.name })).toBeVisible()
  await expect(page.locator('main')).toContainText(text)
}

const offices = {
  clerk: '990101-township-2-clerk',
  townshipLeader: '990101-township-2-leader',
  county: clerk,
  leader,
}
const name = '石示例'
/** Of a county code that was never given. */
const idNumber = `37158019520304991${checkCharacter('37158019520304991')}`

test('an application lacks a paper, is told so once, and is objected to in the village', async ({ page }) => {
  await moved.enter(page, offices.clerk, '/cases')
  address = await applies(page, { name, township: '样本镇', idNumber })
  await expect(page.getByText('等待补交材料').first()).toBeVisible()
  await moved.pass(2)
  await moved.enter(page, offices.clerk, address)
  await page.getByRole('button', { name: '登记补交材料' }).click()
  await dialog(page).getByRole('radio', { name: '已交' }).check()
  await dialog(page).getByRole('button', { name: '登记补交材料' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await surveyed(page, address, ['王演示', '陈假设'])
  await opinedAndPosted(page, moved, { offices, address, name })
})

test('an objection is looked into by others, and the notice hangs once more', async ({ page }) => {
  await moved.pass(3)
  await moved.enter(page, offices.clerk, '/cases/publicity')
  await page.getByRole('button', { name: '登记异议' }).first().click()
  await dialog(page).getByLabel('反映的情况').fill('听说他在城里有房出租，请核实')
  await dialog(page).getByRole('button', { name: '登记异议' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await look(page, 'life objection')
  await moved.pass(1)
  await moved.enter(page, offices.clerk)
  await surveyed(page, address, ['赵测试', '钱示例'])
  await opinedAndPosted(page, moved, { offices, address, name })
  // Its last day goes on to the next working day when it is none.
  await moved.pass(16)
  await moved.enter(page, offices.clerk, '/cases/publicity')
  await page.getByRole('button', { name: /公示无异议，送县民政局|公示无异议，送/ }).click()
})

test('the county draws, looks and confirms; support begins with the next month', async ({ page }) => {
  await moved.pass(1)
  await confirmed(page, moved, { offices, address, name })
  await moved.enter(page, offices.clerk, address)
  await deed(page, '登记送达')
  await moved.enter(page, offices.clerk, '/cases/publicity')
  await page.getByLabel(`选择${name}`).check()
  await deed(page, '登记公布（1人）', {}, '登记公布')
  await moved.enter(page, leader, address)
  await page.getByRole('button', { name: '打开一人一档' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  lives = { id: new URL(page.url()).pathname.split('/').at(-1) ?? '', name, township: '样本镇' }
  await moved.pass(31)
  await moved.enter(page, clerk)
  await fileOf(page, '在册')
})

test('the level is raised after an assessment, from the month that the pack names', async ({ page }) => {
  // Asked for with the confirmation: whoever is supported anew is assessed.
  await moved.enter(page, clerk, '/assessments?tab=open&status=requested')
  await page.getByRole('row').filter({ hasText: lives.name }).getByRole('link').first().click()
  await page.getByRole('row', { name: '自主吃饭' }).focus()
  for (const key of ['y', 'y', 'y', 'n', 'y', 'n']) await page.keyboard.press(key)
  await page.getByLabel('评估人1姓名').fill('郝示例')
  await page.getByLabel('评估人2姓名').fill('段样本')
  await page.getByRole('button', { name: '提交评估' }).click()
  await expect(page.getByRole('region', { name: '评估结果' })).toContainText('不能达到2项')
  const address = new URL(page.url()).pathname
  await moved.enter(page, offices.townshipLeader, address)
  await deed(page, '初审', {}, '提出初审意见')
  await moved.enter(page, leader, address)
  await page
    .getByRole('button', { name: '县审定' })
    .or(page.getByRole('button', { name: '区审定' }))
    .click()
  await dialog(page)
    .getByRole('button', { name: /^审\s?定$/ })
    .click()
  await expect(dialog(page)).toHaveCount(0)
  await moved.enter(page, clerk, address)
  await done(page, '登记告知')
  await moved.pass(32)
  await moved.enter(page, clerk)
  await fileOf(page, '部分')
})

test('he moves into a home and back, and no day is without somebody responsible', async ({ page }) => {
  await moved.enter(page, clerk)
  await call(page, 'persons.giveConsent', {
    personId: lives.id,
    kind: 'placement',
    givenBy: 'person',
    fromOn: moved.today(),
    toOn: null,
    explained: '愿意住到敬老院去',
    paperReference: '意愿书，1盒9页',
  })
  await opened(page, 'to_home', '本人愿意到敬老院居住，家中无人照应。')
  await page.getByRole('button', { name: '办理入住' }).click()
  await dialog(page).getByRole('combobox', { name: '供养机构' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: home }).click()
  await look(page, 'life admission')
  await dialog(page).getByRole('button', { name: '办理入住' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect(page.getByText('已办结').first()).toBeVisible()
  await fileOf(page, '集中供养')

  await moved.pass(40)
  await opened(page, 'to_dispersed', '本人要求回村居住，侄子愿意照应。')
  await deed(page, '办理离院')
  await expect(page.getByText('已办结').first()).toBeVisible()
  await look(page, 'life back home')
})

test('support is suspended and taken up again', async ({ page }) => {
  const month = addMonths(monthOf(moved.today()), 1)
  const pause = await opened(page, 'suspend', '外出务工的侄子接去同住，下落待核。', {
    自哪一天起: `${month}-01`,
    至哪一天: `${addMonths(month, 2)}-01`,
  })
  await decided(page, pause, '作出决定', '作出决定')
  await moved.pass(40)
  await moved.enter(page, clerk)
  await fileOf(page, '暂停')
  const again = await opened(page, 'resume', '已回村居住，情况核实清楚。')
  await decided(page, again, '作出决定', '作出决定')
  await moved.pass(35)
})

test('heard and published, support ends from the next month', async ({ page }) => {
  await moved.enter(page, clerk, `/changes/new?kind=end&person=${lives.id}`)
  await page.getByLabel(/^原因/).click()
  await page.locator('.ant-select-item-option').filter({ hasText: '自愿申请退出' }).click()
  await page.getByLabel('事实').fill('本人书面申请退出，女儿接去同住。')
  await page.getByRole('button', { name: '提出变更' }).click()
  await verified(page)
  const address = new URL(page.url()).pathname
  await deed(page, '登记听取意见', { 地点: '村委会', '意见（原话）': '我自己愿意退的。', 捺印: '' })
  await deed(page, '登记张贴公示', { 张贴地点: '村务公开栏' })
  // Seven days, and more where the last of them is one of rest.
  await moved.pass(13)
  await moved.enter(page, clerk, address)
  await deed(page, '公示期满无异议，送县里决定')
  await decided(page, address, '作出终止决定', '终止供养')
  await deed(page, '登记制度衔接', { 本人不申请: '', 怎样办的: '问了本人和女儿，已告知可以申请低保' })
  await moved.pass(32)
  await moved.enter(page, clerk)
  await fileOf(page, '已终止')
})

test('the file is closed by two, kept as long as the law asks, and handed over', async ({ page }) => {
  await moved.enter(page, clerk, `/archives?words=${encodeURIComponent(lives.name)}`)
  await page.locator('tr.ant-table-row').filter({ hasText: lives.name }).getByRole('link').first().click()
  await page.getByRole('button', { name: '提请归档' }).click()
  await look(page, 'life closing')
  const why = dialog(page).getByRole('textbox')
  if (await why.count()) await why.first().fill('示例：纸质材料另存，经核对')
  await dialog(page).getByRole('button', { name: '提请归档' }).click()
  await expect(dialog(page)).toHaveCount(0)
  const address = new URL(page.url()).pathname
  await moved.enter(page, leader, address)
  await deed(page, '确认归档')
  await look(page, 'life kept')
  await moved.enter(page, clerk, address)
  await page.getByRole('button', { name: '移交', exact: true }).click()
  await dialog(page).getByLabel('接收单位').fill('示例区档案馆')
  await dialog(page).getByRole('button', { name: '生成移交包并移交' }).click()
  await expect(page.getByText('待签收')).toBeVisible()
  await moved.enter(page, leader, address)
  await deed(page, '签收移交', { 接收人: '钱示例', 签收日期: moved.today(), 回执编号: '收1号' })
  await expect(page.getByText('已移交示例区档案馆，只读。')).toBeVisible()
  await look(page, 'life handed over')
})
