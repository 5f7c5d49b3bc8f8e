/** 移交包 holds the whole file as data: every module's tables as CSV and JSON, each under its hash, no formula (社会救助法 第七十条). */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { openZip } from '#platform/documents/zip.ts'
import { sha256 } from '#platform/files.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))

async function packageOf(personId: string) {
  await clerk(archives, 'propose', { personId, reason: '旧档案在水灾中毁损' })
  await leader(archives, 'confirm', { personId })
  await clerk(archives, 'offer', { personId, receiver: '示例县档案馆' })
  const { rows } = await app.superuser.query<{ address: string }>(
    'select f.address from archives.file a join platform.file f on f.id = a.package_file_id where a.person_id = $1',
    [personId],
  )
  const zip = openZip(await app.installation.files.read('371522', rows[0]?.address ?? ''))
  return new Map([...zip.entries].map(([name, entry]) => [name, Buffer.from(zip.read(entry, 10_000_000))]))
}

const limits = { maxRows: 1000, maxColumns: 50, maxBytes: 1_000_000 }

test('every module answers its tables; amounts, days and Beijing times read without us; a formula stays a word', async () => {
  const personId = await givenPerson(app.superuser, {
    townshipId: township,
    endedOn: '2024-02-29',
    endReason: 'voluntary',
    name: '移交乙',
  })
  const contact = { personId, place: 1, role: 'emergency' as const, relation: '侄子' }
  await clerk(persons, 'addContact', { ...contact, name: '=HYPERLINK("x")', phone: '10000000001' })
  await app.superuser.query(
    `insert into payments.claim (county_code, id, person_id, township_id, month, purpose, ground, amount_fen, words, opened_at,
       status, decided_by, decided_name, decided_at, decided_reason)
     values ('371522', $1, $2, $3, '2024-03', 'living', 'ended', 123450, '多付', '2024-03-01T20:00Z', 'waived', 'x', '演示', now(), '演示理由')`,
    [crypto.randomUUID(), personId, township],
  )
  const parts = await packageOf(personId)
  const names = [
    '身份',
    '供养状态',
    '监护人',
    '联系人',
    '同意',
    '协议',
    '上门服务（按月）',
    '发放（按月）',
    '追回',
    '入住',
  ]
  names.push('能力评估', '变更与终止', '死亡', '认定', '家庭义务人', '核查', '经历', '材料')
  for (const name of names) {
    const csv = readCsv(parts.get(`数据/${name}.csv`) ?? new Uint8Array(), limits)
    const objects = JSON.parse(parts.get(`数据/${name}.json`)?.toString() ?? '')
    expect(objects, name).toHaveLength(csv.rows.length - 1)
    for (const object of objects) expect(Object.keys(object), name).toEqual(csv.rows[0])
  }
  const json = (name: string) => JSON.parse(parts.get(`数据/${name}.json`)?.toString() ?? '')
  expect(json('追回')).toMatchObject([
    {
      月份: '2024-03',
      '金额（元）': '1234.50',
      状态: '不予追回',
      '列入时间（北京时间）': '2024-03-02 04:00',
    },
  ])
  expect(json('身份')).toContainEqual({ 项目: '供养终止日', 内容: '2024-02-29' })
  expect(json('联系人')[0]).toMatchObject({ 姓名: '=HYPERLINK("x")' })
  expect(parts.get('数据/联系人.csv')?.toString()).toContain(`"'=HYPERLINK(""x"")"`)
  expect(parts.get('数据/追回.csv')?.toString()).toContain(',1234.50,')
  expect(json('联系人')[0]).toMatchObject({ 电话: '10000000001' })
})

test('each table stands in the manifest under its hash, and 说明.txt names it', async () => {
  const personId = await givenPerson(app.superuser, {
    townshipId: township,
    endedOn: '2024-02-29',
    endReason: 'voluntary',
  })
  const parts = await packageOf(personId)
  const sums = new Map(
    (parts.get('SHA256SUMS')?.toString().trim().split('\n') ?? []).map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  const tables = [...parts.keys()].filter((name) => name.startsWith('数据/'))
  expect(tables.length).toBeGreaterThan(40)
  for (const name of tables) expect(sums.get(name), name).toBe(sha256(parts.get(name) ?? new Uint8Array()))
  const told = parts.get('说明.txt')?.toString() ?? ''
  for (const name of tables) expect(told).toContain(name.replace(/^数据\/|\.(csv|json)$/g, ''))
  expect(told).toContain('不需要任何专用软件')
})
