/** A new account by two administrators and its first sign-in; a county's office the same way. */
import { Secret, TOTP } from 'otpauth'
import * as z from 'zod'
import { call, enter, expect, look, test } from './walk.ts'

const login = '371522-new-clerk'
const Proposed = z.object({ id: z.string() })

test('a new account is proposed by one administrator, confirmed by another, and its holder chooses a password first', async ({
  page,
}) => {
  await enter(page, 'admin', '/access')
  await look(page, 'accounts')
  await page.getByRole('button', { name: '申请新账号' }).click()
  const asked = page.getByRole('dialog')
  await asked.getByLabel('账号名').fill(login)
  await asked.getByLabel('姓名').fill('钱虚构')
  await asked.getByRole('combobox', { name: '角色' }).fill('县级救助经办')
  await page.keyboard.press('Enter')
  await asked.getByRole('combobox', { name: '县' }).click()
  await page.getByTitle('莘县', { exact: true }).click()
  await asked.getByRole('combobox', { name: '单位' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: '民政局' }).click()
  await asked.getByLabel('理由').fill('新到岗的经办人员')
  await asked.getByRole('button', { name: '送另一位管理员复核' }).click()
  await expect(asked).toHaveCount(0)
  const waiting = page.getByRole('region', { name: '待复核的账号变更' })
  await expect(waiting.getByRole('row').filter({ hasText: login })).toContainText('须另一位管理员复核')
  await look(page, 'account proposed')

  await enter(page, 'security-admin', '/access')
  await waiting.getByRole('row').filter({ hasText: login }).getByRole('button', { name: '复核通过' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '复核通过' }).click()
  const shown = page.getByRole('dialog').filter({ hasText: '只显示这一次' })
  const password = await shown.locator('[data-first-password]').innerText()
  await shown.getByRole('button', { name: '已交给本人' }).click()
  await page.goto(`/access?text=${login}`)
  await expect(page.getByRole('row').filter({ hasText: login })).toContainText('县级救助经办')

  await page.context().clearCookies()
  await page.goto('/persons')
  await page.getByRole('textbox', { name: '账号' }).fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '请先修改密码' })).toBeVisible()
  await page.getByLabel('现在的密码').fill(password)
  await page.getByLabel('新密码 *', { exact: true }).fill('Renyuan2026xin')
  await page.getByLabel('再输一次新密码').fill('Renyuan2026xin')
  await page.getByRole('button', { name: '修改密码' }).click()
  // One lands where the address pointed, with the rights of the role.
  await expect(page.getByRole('heading', { level: 1, name: '人员名册' })).toBeVisible()
  await look(page, 'new account first page')
})

test('a second factor is set up on one own account, and an administrator sees it', async ({ page }) => {
  await enter(page, '371522-auditor', '/account')
  await page.getByRole('region', { name: '动态码' }).getByLabel('登录密码').fill('Gongyang2023')
  await page.getByRole('button', { name: '启用动态码' }).click()
  await expect(page.getByText('用手机上的动态码应用扫描')).toBeVisible()
  await expect(page.locator('[data-key]')).toHaveText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  await page.getByLabel('6位动态码').fill('000000')
  await page.getByRole('button', { name: '确认动态码' }).click()
  await expect(page.getByText('动态码不正确')).toBeVisible()
})

const demanded = { county: '150430', role: 'medical-insurance', words: '医保经办登录须用动态码' }

test('where the county demands a second factor of a role, its holder sets it up before anything else', async ({
  page,
}) => {
  const { county, role, words } = demanded
  await enter(page, `${county}-county-clerk`)
  const document = { name: '虚构账号规定', title: '虚构账号规定', issuers: ['虚构民政局'], status: 'in_force' }
  await call(page, 'policy.registerDocument', {
    ...document,
    issuedOn: '2023-01-01',
    effectiveFrom: '2023-01-01',
    text: `二、${words}。`,
  })
  const value = { key: 'access.second_factor', value: { roles: [role] }, from: '2023-01-02' }
  const cited = { document: document.name, clause: '二', quote: words }
  const { id } = Proposed.parse(await call(page, 'policy.propose', { ...value, ...cited }))
  await enter(page, `${county}-county-leader`)
  await call(page, 'policy.adopt', { id })

  await enter(page, `${county}-${role}`, '/account')
  await expect(page.getByRole('heading', { level: 1, name: '请先启用动态码' })).toBeVisible()
  await expect(page.getByText('现在登录的是')).toContainText('医保经办')
  await look(page, 'second factor demanded')
  await page.getByRole('button', { name: '退出，换账号登录' }).click()
  await page.getByRole('textbox', { name: '账号' }).fill(`${county}-${role}`)
  await page.getByLabel('密码').fill('Gongyang2023')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByLabel('登录密码').fill('Gongyang2023')
  await page.getByRole('button', { name: '启用动态码' }).click()
  const key = (await page.locator('[data-key]').innerText()).replaceAll(' ', '')
  await page.getByLabel('6位动态码').fill(new TOTP({ secret: Secret.fromBase32(key) }).generate())
  await page.getByRole('button', { name: '确认动态码' }).click()
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible()
})

test('areas of a new county are taken in by two administrators; a faulty list says its rows', async ({ page }) => {
  await enter(page, 'admin', '/access/units')
  await look(page, 'units')
  await page.getByRole('button', { name: '导入区划名录' }).click()
  const asked = page.getByRole('dialog')
  const choose = (text: string) =>
    asked
      .getByLabel('区划名录（XLSX、CSV）')
      .setInputFiles({ name: '区划.csv', mimeType: 'text/csv', buffer: Buffer.from(`区划代码,名称\n${text}`) })
  await choose('990177,虚构县\n99017710,虚构镇')
  await expect(asked.getByText('应为6位（县）、9位（乡镇、街道）或12位（村、居）数字')).toBeVisible()
  await asked.getByRole('button', { name: '移除' }).click()
  await choose('990177,虚构县\n990177100,虚构镇\n990177100200,虚构村')
  await expect(asked.getByText('新增3个（县1、乡镇街道1、村居1）')).toBeVisible()
  await asked.getByRole('textbox', { name: '自哪一天起' }).fill('2026-01-01')
  await asked.getByLabel('理由').fill('新建县，首次登记')
  await asked.getByRole('button', { name: '送另一位管理员复核' }).click()
  await expect(page.getByRole('region', { name: '待复核的单位变更' })).toContainText('新县990177')

  await enter(page, 'security-admin', '/access/units')
  await page.getByRole('region', { name: '待复核的单位变更' }).getByRole('button', { name: '复核通过' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '复核通过' }).click()
  await expect(page.getByText('区划名录已更新')).toBeVisible()
  await page.goto('/access/units?unitCounty=990177')
  await expect(page.getByText('本县还没有单位承担：民政-养老、财政、医保、纪检审计')).toBeVisible()
  await expect(page.getByRole('region', { name: '单位' }).first()).toContainText('虚构镇')
})
