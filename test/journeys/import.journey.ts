/** A list with faulty rows: which are wrong and why, one put right in place, the good ones taken in by another, all of it taken back. */
import { type Page } from '@playwright/test'
import { checkCharacter } from '#kernel/identity-number.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { call, enter, expect, look, test } from './walk.ts'

interface Area {
  id: string
  level: string
  name: string
  parentId: string | null
}

const headings = ['姓名', '身份证号', '性别', '出生日期', '乡镇', '村', '生活自理能力', '供养方式']

/** A valid number under an invented county code; an odd order for men. */
function number(order: number): string {
  const first = `99018019510204${String(order).padStart(3, '0')}`
  return first + checkCharacter(first)
}

async function listFor(page: Page): Promise<Uint8Array> {
  const areas = (await call(page, 'access.areas')) as Area[]
  const village = areas.find(({ level }) => level === 'village')
  const township = areas.find(({ id }) => id === village?.parentId)
  const row = (name: string, id: string, changed: Partial<Record<'sex' | 'born' | 'township', string>> = {}) => [
    name,
    id,
    changed.sex ?? '男',
    changed.born ?? '1951-02-04',
    changed.township ?? township?.name ?? '',
    village?.name ?? '',
    '全自理',
    '分散供养',
  ]
  const wrongDigit = number(107).slice(0, 17) + (number(107).endsWith('1') ? '2' : '1')
  return writeCsv([
    headings,
    row('赵虚构', number(101)),
    row('钱虚构', number(103)),
    row('孙虚构', wrongDigit),
    row('李虚构', number(109), { sex: '女' }),
    row('周虚构', number(111), { born: '1952-02-04' }),
    row('吴虚构', number(113), { township: '没有这个镇' }),
  ])
}

test('a list with four faulty rows is repaired, its good rows are taken in and then taken back', async ({ page }) => {
  await enter(page, '371522-county-clerk', '/persons/import')
  const list = await listFor(page)
  const name = '虚构名单.csv'
  await page.getByLabel('名单（XLSX、CSV）').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(list) })
  await page.getByLabel('纸质位置').fill('示例3盒1夹')
  await page.getByLabel('认定决定书号').fill('示例认定〔2023〕9号')
  await page.getByRole('textbox', { name: '认定日期' }).fill('2023-08-18')
  await page.getByRole('button', { name: '检查名单' }).click()

  const checked = page.getByRole('region', { name: '检查结果' })
  await expect(checked.getByText('需处理 4')).toBeVisible()
  await expect(checked.getByText('可导入 2')).toBeVisible()
  for (const person of ['孙虚构', '李虚构', '周虚构', '吴虚构'])
    await expect(checked.getByRole('row').filter({ hasText: person })).toContainText('└')
  await look(page, 'import checked')

  const sexless = checked.getByRole('row').filter({ hasText: '李虚构' })
  await sexless.getByRole('button', { name: '改正' }).click()
  await sexless.getByRole('textbox').fill('男')
  await sexless.getByRole('button', { name: '改为此值' }).click()
  await expect(checked.getByText('需处理 3')).toBeVisible()

  await expect(page.getByText('须由另一名县级人员核对后确认导入')).toBeVisible()
  await enter(page, '371522-county-leader', new URL(page.url()).pathname)
  await page.getByRole('button', { name: '只导入正确的3行' }).click()
  await expect(page.getByRole('heading', { name: '④ 结果' })).toBeVisible()
  await look(page, 'import done')
  await page.goto('/persons?text=虚构')
  await expect(page.getByRole('link', { name: '赵虚构' })).toBeVisible()
  await expect(page.getByRole('link', { name: '孙虚构' })).toHaveCount(0)

  await enter(page, '371522-county-clerk', '/persons/import')
  await page.getByRole('link', { name }).first().click()
  await page.getByRole('button', { name: '撤销本次导入' }).click()
  const asked = page.getByRole('dialog')
  await asked.getByLabel('理由').fill('演示用的名单，撤回')
  await asked.getByRole('button', { name: '撤销', exact: true }).click()
  await expect(page.getByText('撤销了3项')).toBeVisible()
  await page.goto('/persons?text=虚构')
  await expect(page.getByRole('link', { name: '赵虚构' })).toHaveCount(0)
})
