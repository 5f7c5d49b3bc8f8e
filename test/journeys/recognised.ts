/** The first half of a life on file: what the clerks of a township and of the county do until somebody is supported. */
import type { Page } from '@playwright/test'
import type { Moved } from './moved.ts'
import { expect, look } from './walk.ts'

export interface Applicant {
  name: string
  township: string
  idNumber: string
}

interface Offices {
  clerk: string
  townshipLeader: string
  county: string
  leader: string
}

const dialog = (page: Page) => page.getByRole('dialog')
const next = (page: Page, step: string) => page.getByRole('button', { name: `下一步：${step}` }).click()

async function choose(page: Page, label: string | RegExp, choice = '') {
  await page.getByRole('combobox', { name: label }).click()
  const options = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
  await options.filter({ hasText: choice }).first().click()
}

/** Opens a deed, gives the words it may ask for, and sends it. */
export async function done(page: Page, verb: string): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).first().click()
  await expect(dialog(page).getByRole('button', { name: verb, exact: true })).toBeVisible()
  const fits = dialog(page).getByRole('radio', { name: /^符合/ })
  if ((await fits.count()) > 0) await fits.first().check()
  for (const words of await dialog(page).locator('textarea').all())
    if ((await words.inputValue()) === '') await words.fill('入户核实，情况属实，按规定办理')
  await dialog(page).getByRole('button', { name: verb, exact: true }).click()
  await expect(dialog(page)).toHaveCount(0)
}

/** With one paper missing, which the notice tells; answers the page of the case. */
export async function applies(page: Page, { name, township, idNumber }: Applicant): Promise<string> {
  await page.getByRole('button', { name: '受理申请' }).click()
  await next(page, '身份')
  await page.getByLabel('姓名').fill(name)
  await page.getByLabel('身份证号').fill(idNumber)
  await page.getByRole('radio', { name: '完全民事行为能力人', exact: true }).check()
  await expect(page.getByRole('status').filter({ hasText: '岁' })).toContainText('没有在册、死亡、重复申请的记录')
  await page.getByRole('radio', { name: '农村' }).check()
  await choose(page, /户籍所在/, township)
  await choose(page, '村（居）')
  await next(page, '三项条件')
  await page.getByRole('checkbox', { name: /收入已经查清/ }).check()
  await page.getByRole('spinbutton', { name: '居民基础养老金' }).fill('183')
  await page.getByRole('radio', { name: '符合规定' }).check()
  await page.getByRole('checkbox', { name: /没有法定义务人/ }).check()
  await page.getByRole('checkbox', { name: /都没有享受/ }).check()
  await next(page, '材料')
  for (const paper of ['身份证或户口簿', '承诺书', '经济状况核对授权书'])
    await page.getByRole('radiogroup', { name: paper }).getByRole('radio', { name: '已交' }).check()
  await next(page, '承诺与授权')
  await page.getByRole('checkbox', { name: /申请人已承诺/ }).check()
  await next(page, '受理结果')
  await expect(page.getByText(/缺1项，将一次性告知/)).toBeVisible()
  await page
    .getByRole('button', { name: /受理申请|登记申请|一次性告知/ })
    .last()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: `${name} 认定案卷` })).toBeVisible()
  return new URL(page.url()).pathname
}

export async function surveyed(page: Page, address: string, surveyors: readonly [string, string]): Promise<void> {
  await page.goto(address)
  await page
    .getByRole('link', { name: '登记入户调查' })
    .or(page.getByRole('button', { name: '登记入户调查' }))
    .first()
    .click()
  await page.getByRole('radio', { name: '见到', exact: true }).check()
  await page.getByLabel('调查人一').fill(surveyors[0])
  await page.getByLabel('调查人二').fill(surveyors[1])
  for (const known of [/收入已经查清/, /没有法定义务人/, /都没有享受/])
    await page.getByRole('checkbox', { name: known }).check()
  for (const judged of ['符合规定', '适合']) await page.getByRole('radio', { name: judged, exact: true }).check()
  for (const item of await page.getByRole('radio', { name: '能达到', exact: true }).all()) await item.check()
  await page.getByLabel('邻里访问').fill('邻居周样本：一人独居')
  await page.getByRole('radio', { name: '分散供养', exact: true }).check()
  await page.getByRole('button', { name: '登记入户调查' }).click()
  await done(page, '送乡镇负责人')
  await expect(page.getByText('等待乡镇负责人签署初审意见')).toBeVisible()
}

export async function opinedAndPosted(page: Page, moved: Moved, { offices, address, name }: Posting): Promise<void> {
  await moved.enter(page, offices.townshipLeader, address)
  await done(page, '签署初审意见')
  await moved.enter(page, offices.clerk, '/cases/publicity')
  await page.getByRole('checkbox', { name: `选择${name}` }).check()
  await page.getByRole('button', { name: '安排公示（1人）' }).click()
  await dialog(page).getByRole('button', { name: '登记张贴' }).click()
  await expect(page.getByRole('region', { name: /公示 GS-/ }).filter({ hasText: '公示中' })).toContainText(name)
}

interface Posting {
  offices: Offices
  address: string
  name: string
}

/** The county draws, looks, proposes and decides. */
export async function confirmed(page: Page, moved: Moved, { offices, address, name }: Posting): Promise<void> {
  await moved.enter(page, offices.county, '/cases/review')
  await page.getByRole('button', { name: '抽取' }).click()
  await dialog(page).getByRole('button', { name: '抽取' }).click()
  await page.getByRole('button', { name: '复算' }).click()
  await expect(page.getByText('复算与保存的抽取一致')).toBeVisible()
  await page.getByRole('button', { name: '登记核查结果' }).first().click()
  await dialog(page).getByRole('radio', { name: '与乡镇调查一致' }).check()
  await dialog(page).getByLabel('核查的情况').fill('今日入户，与调查一致')
  await dialog(page).getByRole('button', { name: '登记核查结果' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await page.goto(address)
  await done(page, '提出审核意见')
  await moved.enter(page, offices.leader, address)
  await done(page, '确认认定')
  await expect(page.getByRole('note')).toContainText('案卷只读')
  await look(page, `life ${name} confirmed`)
}
