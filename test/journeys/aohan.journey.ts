/** 敖汉旗: annex 1, 2 and 3 of 敖政办发〔2023〕59号 on the screen and out of it. */
import { readFileSync } from 'node:fs'
import { type Locator, type Page } from '@playwright/test'
import { readCsv, writeCsv } from '#platform/documents/csv.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { enter, expect, look, test } from './walk.ts'

const limits = { maxRows: 100, maxColumns: 30, maxBytes: 1_000_000 }
/** What the document prints. */
const printed = (annex: 1 | 2) =>
  readCsv(readFileSync(`src/platform/demo/data/aohan-annex-${annex}.csv`), limits).rows.map((row) => row.map(tidy))
const tidy = (text: string) => text.replace(/\s/g, '')
const clerk = '150430-county-clerk'
const at = (annex: 1 | 2) => `/reports?month=2023-08&table=aohan-annex-${annex}`

async function rowsOf(table: Locator): Promise<string[][]> {
  const rows: string[][] = []
  for (const row of await table.getByRole('row').all())
    rows.push((await row.locator('th,td').allInnerTexts()).map(tidy))
  return rows
}

/** Only the figures: what is not in the demonstration (names, telephones of directors) is not compared. */
const figures = (row: readonly string[]) => row.filter((text) => /^-?\d+$/.test(text) && !/^\d{11}$/.test(text))

async function downloaded(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: button, exact: true }).click()
  const file = await coming
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

for (const [annex, totals] of [
  [1, ['2700', '24', '184']],
  [2, ['733', '341', '441', '100', '79']],
] as const)
  test(`annex ${annex} stands on the screen as it is printed, row for row and in its totals`, async ({ page }) => {
    await enter(page, clerk, at(annex))
    const sheet = page.locator('.gy-paper table')
    await expect(sheet).toBeVisible()
    const shown = await rowsOf(sheet)
    const given = printed(annex)
    expect(shown.map(figures)).toEqual(given.map(figures))
    expect(shown.slice(1, -1).map(([, name]) => name)).toEqual(given.slice(1, -1).map(([, name]) => name))
    expect(figures(shown.at(-1) ?? [])).toEqual(totals)
    await look(page, `annex ${annex}`)
  })

test('the gross gap of 117 stands beside annex 2 and not in it', async ({ page }) => {
  await enter(page, clerk, at(2))
  await expect(page.locator('.gy-paper table')).toBeVisible()
  await expect(page.locator('.gy-paper')).not.toContainText('117')
  await expect(page.getByRole('region', { name: '说明' })).toContainText('117')
})

test('a figure of annex 1 opens to its persons, one of annex 2 to its home', async ({ page }) => {
  await enter(page, clerk, at(1))
  await page.getByRole('button', { name: /^贝子府镇 .*半失能人数 14，打开$/ }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.locator('tbody tr.ant-table-row')).toHaveCount(14)
  await expect(drawer.locator('tbody tr.ant-table-row').first()).toContainText('半失能')
  await page.goto(at(2))
  await page.getByRole('button', { name: /^新惠镇敬老院 .*还应入住人数 -12，打开$/ }).click()
  await expect(drawer.getByRole('link', { name: '打开机构' })).toBeVisible()
  await drawer.getByRole('link', { name: '打开机构' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('新惠镇敬老院')
  await look(page, 'home')
})

test('annex 1 comes down as Excel and as PDF', async ({ page }) => {
  await enter(page, clerk, at(1))
  const excel = await downloaded(page, 'Excel')
  expect(excel.name).toMatch(/\.xlsx$/)
  const [sheet] = await readSheet(excel.bytes, limits)
  const total = sheet?.rows.find((row) => row.some((cell) => tidy(String(cell.value)) === '合计'))
  const text = (total ?? []).map((cell) => String(cell.value)).join(' ')
  for (const figure of ['2700', '24', '184']) expect(text).toContain(figure)
  const pdf = await downloaded(page, 'PDF')
  expect(pdf.name).toMatch(/\.pdf$/)
  expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
})

test('表格核对 names the cell of a planted error and what it should be', async ({ page }) => {
  const rows = printed(2)
  const last = rows.at(-1)
  if (last) last[4] = '440'
  await enter(page, clerk, '/reports/check?month=2023-08')
  await page
    .getByLabel('填好的附表')
    .setInputFiles({ name: '附件2.csv', mimeType: 'text/csv', buffer: Buffer.from(writeCsv(rows)) })
  await page.getByRole('button', { name: '核对', exact: true }).click()
  const found = page.getByRole('region', { name: '计算和表式的错误' })
  await expect(found.locator('tbody tr.ant-table-row')).toHaveCount(1)
  for (const words of ['E16', '440', '441']) await expect(found.locator('tbody')).toContainText(words)
  // The same cell differs from the register as well, and opens there.
  const onFile = page.getByRole('region', { name: '与在册不一致' })
  await expect(onFile.locator('tbody tr.ant-table-row')).toHaveCount(1)
  await look(page, 'check')
})

test('annex 3 is filled for one person of a new round and exported', async ({ page }) => {
  await enter(page, clerk, '/reports/forms')
  await page.getByRole('button', { name: '开始一轮评估' }).click()
  const form = page.getByRole('form', { name: '开始一轮评估' })
  await form.getByLabel('乡镇').click()
  await page.locator('.ant-select-item-option', { hasText: '敖润苏莫苏木' }).click()
  await form.getByRole('textbox', { name: '评估日' }).fill('2023-09-15')
  await form.getByRole('textbox', { name: '完成日' }).fill('2023-09-30')
  await form.getByRole('button', { name: '开始一轮评估' }).click()
  await page.getByRole('link', { name: /敖润苏莫苏木 .*第1轮/ }).click()
  const persons = page.locator('tbody tr.ant-table-row')
  await expect(persons).toHaveCount(21)
  await persons.first().getByRole('button').click()
  await expect(page.getByRole('button', { name: '保存，下一人' })).toBeVisible()
  for (const question of await page.getByRole('radiogroup').all()) await question.getByRole('radio').first().check()
  await page.getByRole('checkbox', { name: '民政' }).check()
  const redLine = page.getByRole('group', { name: /是否存在侵占/ })
  await page.getByRole('button', { name: '保存，下一人' }).click()
  await expect(page.getByText('为红线，评估结果只能为差')).toBeVisible()
  await redLine.getByRole('radio', { name: '否' }).check()
  await look(page, 'annex 3')
  await page.getByRole('button', { name: '保存，下一人' }).click()
  await expect(persons.first()).not.toContainText('未评估')
  const file = await downloaded(page, '导出本镇')
  expect(file.bytes.length).toBeGreaterThan(1000)
})
