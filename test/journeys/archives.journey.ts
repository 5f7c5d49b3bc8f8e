/** A file: a scan is filed and looked at, what is missing is said, and a kept file goes to the archive by two persons. */
import { deflateSync, crc32 } from 'node:zlib'
import { enter, expect, look, test } from './walk.ts'

/** A small white picture. */
function picture(): Buffer {
  const part = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const head = Buffer.from([0, 0, 0, 40, 0, 0, 0, 30, 8, 0, 0, 0, 0])
  const rows = Buffer.concat(Array.from({ length: 30 }, () => Buffer.concat([Buffer.from([0]), Buffer.alloc(40, 230)])))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))])
}

test('a paper is filed with its scan, closing says what is open, and a kept file is handed over by two', async ({
  page,
}) => {
  const dialog = page.getByRole('dialog')
  const rows = page.locator('tr.ant-table-row')
  await enter(page, '371522-county-clerk', '/archives')
  await look(page, 'archives')
  await rows.filter({ hasText: '待归档' }).first().getByRole('link').first().click()
  await expect(page.getByText('须先办结').first()).toBeVisible()
  await page.getByRole('button', { name: '登记材料' }).click()
  await dialog.getByRole('combobox', { name: '材料' }).click()
  await page.getByTitle('身份证复印件', { exact: true }).click()
  await dialog.getByLabel('盒', { exact: true }).fill('7')
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: '身份证.png', mimeType: 'image/png', buffer: picture() })
  await expect(dialog.getByRole('img', { name: '身份证.png的预览' })).toBeVisible()
  await dialog.getByRole('button', { name: '登记材料' }).click()
  await page.getByRole('button', { name: '查看' }).first().click()
  await expect(dialog.getByRole('img', { name: '身份证复印件的扫描件' })).toBeVisible()
  await look(page, 'archives scan')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: '提请归档' }).click()
  await dialog.getByRole('button', { name: '提请归档' }).click()
  await expect(dialog).toContainText('现在不能提请归档')
  await dialog.getByRole('button', { name: '返回' }).click()

  await page.goto('/archives?status=kept')
  await rows.first().getByRole('link').first().click()
  await page.getByRole('button', { name: '移交', exact: true }).click()
  await dialog.getByLabel('接收单位').fill('示例县档案馆')
  await dialog.getByRole('button', { name: '生成移交包并移交' }).click()
  await expect(page.getByText('待签收')).toBeVisible()
  const [made] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载移交包' }).click(),
  ])
  expect(made.suggestedFilename()).toMatch(/^移交包.*\.zip$/)
  await expect(page.getByRole('button', { name: '签收移交' })).toBeDisabled()
  const address = new URL(page.url()).pathname

  await enter(page, '371522-county-leader', address)
  await page.getByRole('button', { name: '签收移交' }).click()
  await dialog.getByLabel('接收人').fill('钱示例')
  await dialog
    .getByRole('textbox', { name: '签收日期' })
    .fill(new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }))
  await dialog.getByLabel('回执编号').fill('收1号')
  await dialog.getByRole('button', { name: '签收移交' }).click()
  await expect(page.getByText('已移交示例县档案馆，只读。')).toBeVisible()
  await look(page, 'archives handed over')
})
