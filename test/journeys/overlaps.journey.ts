/** A list of the dead from another department: matched, laid side by side, decided by key, and work until the support ends. */
import { writeCsv } from '#platform/documents/csv.ts'
import { call, enter, expect, look, test } from './walk.ts'

interface Listed {
  rows: { id: string; name: string; bornOn: string; township: string; village: string }[]
}

test('a list without numbers is matched by name, birth and village, and decided with one key', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/overlaps')
  const { rows } = (await call(page, 'persons.list', { statuses: ['active'], page: 3 })) as Listed
  const [ours] = rows
  if (!ours) throw new Error('nobody is on file')
  const buffer = Buffer.from(
    writeCsv([
      ['死者姓名', '出生日期', '乡镇', '村', '死亡日期'],
      [ours.name, ours.bornOn, ours.township, ours.village, '2026-01-05'],
      ['何无关', '1933-03-03', ours.township, ours.village, '2026-01-06'],
    ]),
  )
  const form = page.getByRole('form', { name: '导入并比对' })
  await form.getByLabel('名单种类').click()
  await page.getByTitle('死亡登记（登记信息）').click()
  await form.getByLabel('来自哪个部门').fill('县公安局户政（演示）')
  await form.getByLabel('名单月份').fill('2026-01')
  await form.getByLabel('名单（XLSX').setInputFiles({ name: '死亡登记.csv', mimeType: 'text/csv', buffer })
  await expect(form.getByText('死亡登记.csv')).toBeVisible()
  await form.getByRole('button', { name: '导入并比对' }).click()
  await expect(page.getByText('共2行，命中1条，待定1条')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('原件已于')).toBeVisible({ timeout: 10_000 })
  await look(page, 'overlaps matched')

  await page.getByRole('button', { name: '判定这份名单的命中' }).click()
  const hit = page.getByRole('list', { name: '命中待定' }).getByRole('listitem', { name: ours.name })
  await expect(hit).toContainText('身份证 没有')
  await look(page, 'overlaps hits')
  await hit.focus()
  await page.keyboard.press('1')
  const asked = page.getByRole('dialog')
  await asked.getByRole('button', { name: '已电话核实是同一人' }).click()
  await look(page, 'overlaps decide')
  await asked.getByRole('button', { name: '同一人', exact: true }).click()
  await expect(asked).toHaveCount(0)
  await page.goto('/')
  await expect(page.getByText('办理死亡终止').first()).toBeVisible()
})
