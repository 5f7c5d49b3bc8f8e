/** 移交包 of a whole life: each table of every module with what was laid into it, value by value, as CSV and as JSON; `sha256sum -c` says so too. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { givenApplication } from '#modules/recognition/given.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { openZip } from '#platform/documents/zip.ts'
import { columnsWith, insertRow, plainValue, withoutChecks, withoutKeys } from '../../../test/given-rows.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'
import { givenHome as home, givenLife } from './given-life.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
await app.superuser.query(
  `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values ('371522', $1, 'home', '甲镇敬老院', $2, '2020-01-01')`,
  [home, township],
)
const [clerk, leader] = [app.as(app.actor('county-clerk')), app.as(app.actor('county-leader'))]
const second = app.as(app.actor('county-clerk', { accountId: 'second-clerk' }))
const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [township] }))
const whole = givenIdNumber(4711)

/** Whatever a table needs beside what is said of it here. */
async function lay(personId: string, rows: readonly (readonly [string, Record<string, unknown>])[]): Promise<void> {
  const columns = await columnsWith(app.superuser, 'county_code')
  const whose: Record<string, unknown> = {
    county_code: '371522',
    person_id: personId,
    township_id: township,
    month: '2024-01',
  }
  await withoutKeys(app.superuser, async (client) => {
    await withoutChecks(client, [...new Set(rows.map(([table]) => table))])
    for (const [table, said] of rows) {
      const needed = (columns.get(table) ?? []).filter(
        ({ required, name }) => required || name in said || name in whose,
      )
      const values = needed.map((column) => [
        column.name,
        said[column.name] ?? whose[column.name] ?? plainValue(column, ''),
      ])
      await insertRow(client, table, Object.fromEntries(values))
    }
  })
}

async function scan(words: string) {
  const bytes = new TextEncoder().encode(`%PDF-1.7 ${words}`)
  const upload = { name: `${words}.PDF`, mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  return receiveFile(app.installation, app.actor('county-clerk'), '371522', upload)
}

async function supported(): Promise<string> {
  const { secrets } = app.installation
  const personId = await givenPerson(app.superuser, {
    townshipId: township,
    name: '移交乙',
    idNumber: whole,
    secrets,
    organisationId: home,
    mode: 'centralised',
    endedOn: '2024-02-28',
    endReason: 'death',
  })
  await clerk(persons, 'addContact', {
    personId,
    place: 1,
    role: 'emergency',
    relation: '侄子',
    name: '=1+1',
    phone: '10000000001',
  })
  await clerk(persons, 'addGuardian', {
    personId,
    name: '李样本',
    relation: '侄子',
    scope: ['property'],
    basis: '村委会指定',
    phone: '10000000002',
    fromOn: '2023-01-01',
  })
  const payee = {
    personId,
    bank: '示例银行',
    holder: '移交乙',
    account: '6222000011112222',
    consentId: null,
    fromOn: '2023-01-01',
  }
  const proposed = await clerk(persons, 'proposePayee', payee)
  await second(persons, 'confirmPayee', { id: proposed.id, agree: true, reason: '' })
  await app.superuser.query(
    `insert into persons.consent (county_code, id, person_id, kind, given_by, from_on, file_id) values ('371522', $1, $2, 'portrait', 'person', '2023-01-01', $3)`,
    [app.newId(), personId, (await scan('同意书')).fileId],
  )
  const { caseId } = await town(recognition, 'apply', {
    ...givenApplication({
      name: '移交乙',
      idNumber: givenIdNumber(4712),
      townshipId: township,
      receivedOn: '2024-03-01',
    }),
    paperReference: '3盒2夹1页',
  })
  await app.superuser.query(`update recognition.application set person_id = $1, step = 'withdrawn' where id = $2`, [
    personId,
    caseId,
  ])
  return personId
}

async function packageOf(personId: string): Promise<Map<string, Uint8Array>> {
  await clerk(archives, 'propose', { personId, reason: '旧档案在水灾中毁损' })
  await leader(archives, 'confirm', { personId })
  await clerk(archives, 'hold', { personId, kind: 'audit', reason: '审计调阅' })
  await lay(personId, givenLife)
  await clerk(archives, 'offer', { personId, receiver: '示例县档案馆' }, 'offer-of-a-life')
  const { rows } = await app.superuser.query<{ address: string }>(
    'select f.address from archives.file a join platform.file f on f.id = a.package_file_id where a.person_id = $1',
    [personId],
  )
  const zip = openZip(await app.installation.files.read('371522', rows[0]?.address ?? ''))
  return new Map([...zip.entries].map(([name, entry]) => [name, zip.read(entry, 10_000_000)]))
}

const personId = await supported()
const parts = await packageOf(personId)
const text = (name: string) => new TextDecoder().decode(parts.get(name))
const json = (name: string): Record<string, string | number | null>[] => JSON.parse(text(`数据/${name}.json`))

/** Of each table, its first row as far as it is named here. */
const expected: Readonly<Record<string, Record<string, unknown>>> = {
  协议: { 编号: 'XY-1', 名称: '集中供养协议', '价格（元）': '1234.56', 起: '2023-01-01', 备案号: '备1' },
  协议签署: { 协议编号: 'XY-1', 签署人: '李样本', 关系: '侄子', '登记时间（北京时间）': '2024-01-10 09:30' },
  入住: { 供养机构: '甲镇敬老院', 入住日期: '2023-01-03', 最后一天: '2024-02-28' },
  能力评估: {
    编号: 'PG-2023-0007',
    六项中不能自理的: 5,
    评估人: '王演示（甲镇）',
    决定文号: '评决1号',
    审定人: '赵测试',
    起效月份: '2023-03',
  },
  变更与终止: { 编号: 'BG-1', 种类: '分散转集中', 事实: '本人要求入住敬老院', 决定文号: '变1号' },
  变更经过: { 编号: 'BG-1', 事项: '听取意见', 内容: '本人同意', 经办人: '王演示' },
  死亡: { 编号: 'SW-1', 死亡日期: '2024-02-28', 地点: '医院，县医院', 结案日期: '2024-03-01' },
  死亡处理经过: { 编号: 'SW-1', 内容: '丧葬费', '金额（元）': '6000.00', 凭据: '票据3' },
  核查: { 核查: '2023年年度核查', 核查日期: '2023-05-06', 见到本人: '是', 核查人: '陈假设', 后续处理: '不影响供养' },
  在读证明: { 学校: '县一中', 年级: '高二', 至: '2024-07-01' },
  '上门服务（按月）': { 月份: '2024-01', 服务机构: '甲镇敬老院', 次数: 1, 有效: 1, 有效分钟: 45 },
  '发放（按月）': {
    月份: '2024-01',
    '金额（元）': '987.65',
    收款方: '移交乙',
    '账号（遮盖）': '****1234',
    批次: 'PC-1',
    发放日期: '2024-01-25',
  },
  追回: { '金额（元）': '1234.50', 状态: '不予追回', 决定人: '赵测试', '列入时间（北京时间）': '2024-03-02 04:00' },
  部门比对: { 待遇或登记: '最低生活保障', 判定: '同一人', 重复月份: '2023-01', '多领（元）': '50.00' },
  本人反映: { 编号: 'GZ-1', 提出人: '李样本', 认为不对之处: '生日错', 答复: '已更正' },
  供养证: { 证号: '供证2', 作废的证号: '供证1', 说明: '搬家时遗失' },
  暂缓销毁: { 事项: '审计', 理由: '审计调阅' },
  归档经过: { 事项: '提请归档' },
  认定: { 收到日期: '2024-03-01', 进度: '已撤回' },
  认定经过: { 日期: '2024-03-01' },
  家庭义务人: { 姓名: '张虚构', 关系: '次女', 年龄: 41 },
  家庭收入: { '每月（元）': '103.00' },
  家庭财产和其他待遇: { 没有法定义务人: '否' },
  监护人: { 姓名: '李样本', 电话: '10000000002' },
  联系人: { 姓名: '=1+1', 电话: '10000000001' },
  附件: { 名称: '同意书（照片使用）', 日期: '2023-01-01', 文件: '材料/各环节附件/001 同意书（照片使用）.pdf' },
  收款账户: { 开户行: '示例银行', 账号: '6222000011112222', 状态: '已复核' },
}

test.each(Object.entries(expected))('数据/%s holds what is on file, as CSV and as JSON', (name, row) => {
  expect(json(name)[0]).toMatchObject(row)
  const csv = readCsv(parts.get(`数据/${name}.csv`) ?? new Uint8Array(), {
    maxRows: 100,
    maxColumns: 50,
    maxBytes: 1_000_000,
  })
  const [heads = [], ...lines] = csv.rows
  expect(lines).toEqual(json(name).map((each) => heads.map((head) => `${each[head] ?? ''}`)))
})

test('numbers stand in full and the look is recorded; a complaint of the ward is not in it; a formula is only a word', async () => {
  expect(json('身份')).toContainEqual({ 项目: '身份证号', 内容: whole })
  expect(text('数据/联系人.csv')).toContain(`'=1+1`)
  expect(
    [...parts]
      .filter(([name]) => name.startsWith('数据/'))
      .some(([, bytes]) => new TextDecoder().decode(bytes).includes('投诉监护人')),
  ).toBe(false)
  const { rows } = await app.superuser.query(
    `select e.operation, e.purpose from record.entry e join record.entry_person p on p.county_code = e.county_code and p.entry_id = e.id
     where p.person_id = $1 and e.request_id = 'offer-of-a-life'`,
    [personId],
  )
  expect(rows).toEqual([{ operation: 'archives.offer', purpose: '身份证号、电话、银行账号：移交档案' }])
  const auditor = app.as(app.actor('auditor'))
  await expect(auditor(archives, 'openPackage', { personId })).rejects.toThrow('没有“下载移交包”的权限')
  const { steps } = await clerk(archives, 'file', { personId })
  const fileId = steps.find(({ kind }) => kind === 'offer')?.fileId ?? ''
  // Nor through the receipt, which may be opened by more.
  await expect(auditor(archives, 'openReceipt', { personId, fileId })).rejects.toThrow('没有找到这份回执')
})

test('what 说明.txt tells an archivist to run says that every file is whole, and finds a changed one', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gongyang-package-'))
  try {
    for (const [name, bytes] of parts) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      writeFileSync(path.join(folder, name), bytes)
    }
    expect(text('说明.txt')).toContain('sha256sum -c SHA256SUMS')
    const check = () =>
      execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: folder, stdio: 'pipe' }).toString()
    expect(check()).toBe('')
    writeFileSync(path.join(folder, '数据/身份.csv'), 'x')
    expect(check).toThrow('1 computed checksum did NOT match')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the manifest calls PDF/A what is PDF/A, and nothing else', () => {
  const listed: { 文件: string; 格式: string }[] = JSON.parse(text('清单.json'))
  expect(listed.length).toBeGreaterThan(50)
  for (const { 文件: name, 格式: format } of listed) {
    const bytes = new TextDecoder('latin1').decode(parts.get(name))
    expect(format === 'PDF/A-2b', name).toBe(/pdfaid:part>2<[^]*pdfaid:conformance>B</.test(bytes))
    expect(format === 'PDF/A-2b', name).toBe(bytes.includes('/OutputIntents'))
  }
  expect(listed.filter(({ 格式: format }) => format === 'PDF/A-2b').map(({ 文件: name }) => name)).toEqual([
    '档案摘要.pdf',
    '卷内目录.pdf',
  ])
})
