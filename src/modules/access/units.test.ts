/** A new county: its areas from a list, its offices, and an account in one of them; each step by two administrators. */
import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { testApp } from '../../../test/app.ts'
import { access } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const adminActor = app.actor('admin', { accountId: 'admin-1', kind: 'none', county: '000000' })
const admin = app.as(adminActor)
const other = app.as(app.actor('security-admin', { accountId: 'admin-2', kind: 'none', county: '000000' }))
const from = plainDate('2023-01-01')
const reason = '新建县，首次登记'
const countyCode = '990199'

async function uploaded(...rows: string[][]): Promise<string> {
  const bytes = writeCsv([['区划代码', '名称'], ...rows])
  const file = { name: '区划.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
  return (await receiveFile(app.installation, adminActor, '000000', file)).fileId
}
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const listed = [
  ['990199', '示例县'],
  ['990199100', '示例镇'],
  ['990199101', '样本乡'],
  ['990199100200', '河东村'],
]
const unitsNow = () => admin(access, 'units', { countyCode })

test('a list is looked at without writing anything, and its faults stand with their rows', async () => {
  const fileId = await uploaded(...listed, ['990199102201', '无镇村'])
  const seen = await admin(access, 'checkAreas', { fileId })
  expect(seen.counts).toEqual({ added: 4, changed: 0, unchanged: 0, left: 0 })
  expect(seen.faults).toEqual([{ row: 6, message: expect.stringContaining('既不在文件里，也没有登记') }])
  expect(await refusal(admin(access, 'importAreas', { fileId, from, reason }))).toContain('第6行')
  expect((await unitsNow()).areas).toEqual([])
})

test('areas of a new county are there once another administrator has confirmed them, with an organisation for each', async () => {
  const { changeId } = await admin(access, 'importAreas', { fileId: await uploaded(...listed), from, reason })
  expect(await admin(access, 'unitChanges', {})).toMatchObject([{ county: '新县990199', kind: 'areas', mine: true }])
  expect(await refusal(admin(access, 'importAreas', { fileId: await uploaded(...listed), from, reason }))).toContain(
    '等待复核',
  )
  expect(await refusal(admin(access, 'decideUnitChange', { changeId, confirm: true }))).toContain(
    '须由另一位管理员复核',
  )
  expect((await unitsNow()).areas).toEqual([])
  const { done } = await other(access, 'decideUnitChange', { changeId, confirm: true })
  expect(done).toContain('新增4个（县1、乡镇街道2、村居1）')
  const { areas, organisations, missing } = await unitsNow()
  expect(areas.map(({ name, level }) => `${level} ${name}`)).toEqual([
    'county 示例县',
    'township 示例镇',
    'township 样本乡',
    'village 河东村',
  ])
  expect(areas.find(({ name }) => name === '河东村')?.parentId).toBe(areas.find(({ name }) => name === '示例镇')?.id)
  expect(organisations.map(({ name }) => name)).toEqual(['示例镇', '样本乡', '河东村'])
  expect(missing).toEqual(['民政-养老', '财政', '医保', '纪检审计'])
})

test('the same list again changes nothing and is refused; a new name renames', async () => {
  expect(await refusal(admin(access, 'importAreas', { fileId: await uploaded(...listed), from, reason }))).toContain(
    '完全相同',
  )
  const renamed = await uploaded(listed[0] ?? [], ['990199101', '样本镇'])
  const { changeId } = await admin(access, 'importAreas', { fileId: renamed, from, reason })
  await other(access, 'decideUnitChange', { changeId, confirm: true })
  const { areas } = await unitsNow()
  expect(areas.map(({ name }) => name)).toEqual(['示例县', '示例镇', '样本镇', '河东村'])
})

test('what was refused by the second administrator leaves no trace but the record', async () => {
  const { areas } = await unitsNow()
  const wanted = { countyCode, kind: 'bureau', name: '误录单位', areaId: areas[0]?.id ?? '', from, reason } as const
  const { changeId } = await admin(access, 'openOrganisation', wanted)
  expect((await other(access, 'decideUnitChange', { changeId, confirm: false })).done).toContain('已退回')
  expect((await unitsNow()).organisations.map(({ name }) => name)).not.toContain('误录单位')
  expect(await refusal(other(access, 'decideUnitChange', { changeId, confirm: true }))).toContain('已经办过')
})

test('an office is opened, renamed, and closed only when no account belongs to it any more', async () => {
  const { areas } = await unitsNow()
  const [county, township] = areas
  const bureau = {
    countyCode,
    name: '示例县民政局',
    functions: ['civil_affairs', 'elderly_service'] as const,
    hotline: '0990-1234567',
  }
  const given = { ...bureau, functions: [...bureau.functions], reason }
  expect(
    await refusal(admin(access, 'openOrganisation', { ...given, kind: 'bureau', areaId: township?.id ?? '', from })),
  ).toContain('应设在县一级')
  const opened = await admin(access, 'openOrganisation', { ...given, kind: 'bureau', areaId: county?.id ?? '', from })
  await other(access, 'decideUnitChange', { changeId: opened.changeId, confirm: true })
  const office = (await unitsNow()).organisations.find(({ kind }) => kind === 'bureau')
  expect(office).toMatchObject({ name: '示例县民政局', area: '示例县', accounts: 0 })
  const organisationId = office?.id ?? ''

  const changed = await admin(access, 'changeOrganisation', { ...given, organisationId, name: '示例县社会事业局' })
  await other(access, 'decideUnitChange', { changeId: changed.changeId, confirm: true })
  const account = await admin(access, 'proposeAccount', {
    login: 'new-county',
    name: '王演示',
    role: 'county-clerk',
    countyCode,
    organisationId,
    reason,
  })
  await other(access, 'decideAccountChange', { changeId: account.changeId, confirm: true })
  const close = { countyCode, organisationId, on: plainDate('2023-09-30'), reason }
  expect(await refusal(admin(access, 'closeOrganisation', close))).toContain('还有1个账号属于这个单位（new-county）')

  const { rows } = await admin(access, 'accounts', { text: 'new-county' })
  expect(rows[0]).toMatchObject({ organisation: '示例县社会事业局', county: '示例县' })
  await admin(access, 'disableAccount', { accountId: rows[0]?.id ?? '', reason: '单位撤并' })
  const closed = await admin(access, 'closeOrganisation', close)
  await other(access, 'decideUnitChange', { changeId: closed.changeId, confirm: true })
  expect(await refusal(admin(access, 'closeOrganisation', close))).toContain('已撤销')
})

test('the template can be read back, and its example rows are in order', async () => {
  expect((await admin(access, 'areaTemplate', {})).name).toBe('区划名录模板.xlsx')
})
