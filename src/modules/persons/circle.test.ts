/** Who stands around a person, and where he lives: entered, ended, and what is waiting for a second hand. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { testApp } from '../../../test/app.ts'
import { givenAccount } from '#modules/access/given.ts'
import { persons } from './contract.ts'
import { givenIdNumber } from './given.ts'
import { filedBy, givenRegister } from './given-register.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const clerkActor = app.actor('county-clerk')
const clerk = app.as(clerkActor)
const other = app.as(app.actor('county-leader', { accountId: 'second-hand' }))
const there = app.as(app.actor('county-clerk', { county: '150430' }))
const { newPerson } = await givenRegister(app.superuser)
const takeIn = filedBy(clerk, other)
const filed = async (name: string) => (await takeIn(newPerson({ name }))).personId
const shown = (personId: string) => clerk(persons, 'person', { personId })

test('a guardian ends on a day, not before he began, and once', async () => {
  const personId = await filed('受监护人')
  const guardian = {
    name: '李监护',
    relation: '侄子',
    scope: ['medical' as const],
    basis: '村委会指定文书',
    fromOn: '2023-06-01',
  }
  const { id } = await clerk(persons, 'addGuardian', { personId, ...guardian })
  await expect(clerk(persons, 'endGuardian', { id, toOn: '2023-05-31' })).rejects.toThrow('终止日早于起始日')
  await expect(there(persons, 'endGuardian', { id, toOn: '2023-09-01' })).rejects.toThrow('没有找到')
  expect(await clerk(persons, 'endGuardian', { id, toOn: '2023-09-01' })).toMatchObject({ personId })
  expect((await shown(personId)).guardians).toMatchObject([{ id, toOn: '2023-09-01' }])
  await expect(clerk(persons, 'endGuardian', { id, toOn: '2023-09-02' })).rejects.toThrow('没有找到有效的监护登记')
})

test('a guardian of several persons is told as a possible conflict while he is theirs, and no more afterwards', async () => {
  const [one, two, three] = [await filed('甲老人'), await filed('乙老人'), await filed('丙老人')]
  const guardian = {
    name: '王兼任',
    relation: '村干部',
    scope: ['medical' as const],
    basis: '村委会指定文书',
    fromOn: '2023-06-01',
  }
  const first = await clerk(persons, 'addGuardian', { personId: one, ...guardian })
  const second = await clerk(persons, 'addGuardian', { personId: two, ...guardian })
  expect(second.warnings.join()).toContain('还是另外1人的监护人')
  for (const { id } of [first, second]) await clerk(persons, 'endGuardian', { id, toOn: '2023-09-01' })
  const third = await clerk(persons, 'addGuardian', { personId: three, ...guardian, fromOn: '2023-09-02' })
  expect(third.warnings.join()).not.toContain('利益冲突')
})

test('a guardian needs a basis; of two over the same matter is asked who decides what, of two one after the other or over another matter is not', async () => {
  const personId = await filed('两监护')
  const guardian = { personId, name: '李监护', relation: '侄子', scope: ['medical' as const, 'property' as const] }
  const first = { ...guardian, basis: '村委会指定文书', fromOn: '2023-06-01' }
  await expect(clerk(persons, 'addGuardian', { ...first, basis: '' })).rejects.toThrow('监护依据')
  const { id } = await clerk(persons, 'addGuardian', first)
  const second = { ...first, name: '钱监护', scope: ['property' as const], fromOn: '2023-08-01' }
  const asked = await clerk(persons, 'addGuardian', second)
  expect(asked.warnings.join()).toContain('与李监护共同监护（财产），没有写明各自决定什么')
  const told = await clerk(persons, 'addGuardian', { ...second, name: '孙监护', sharedWords: '存折由孙监护保管' })
  expect(told.warnings.join()).toContain('分工：存折由孙监护保管')
  const conflicts = (await shown(personId)).guardians.map(({ name, conflict }) => [name, conflict.includes('没有写明')])
  expect(Object.fromEntries(conflicts)).toEqual({ 李监护: false, 钱监护: true, 孙监护: false })
  for (const each of [asked.id, told.id]) await clerk(persons, 'endGuardian', { id: each, toOn: '2023-08-31' })
  const other = await clerk(persons, 'addGuardian', {
    ...second,
    name: '周监护',
    scope: ['signing'],
    fromOn: '2023-09-01',
  })
  await clerk(persons, 'endGuardian', { id, toOn: '2023-08-31' })
  const later = await clerk(persons, 'addGuardian', { ...second, name: '吴监护', fromOn: '2023-09-01' })
  expect([...other.warnings, ...later.warnings].join()).not.toContain('共同监护')
})

test('the organisation that serves him is told as a tie when it is named his guardian (民法典 第三十五条)', async () => {
  const personId = await filed('机构监护')
  const home = crypto.randomUUID()
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, functions, hotline, from_on)
     values ('371522', $1, 'home', '示例敬老院', '{}', '', '2020-01-01')`,
    [home],
  )
  await app.superuser.query('update persons.person set organisation_id = $2 where id = $1', [personId, home])
  const guardian = { personId, name: '示例敬老院', relation: '机构', basis: '镇政府函', scope: ['medical' as const] }
  const asked = clerk(persons, 'addGuardian', { ...guardian, fromOn: '2023-06-01' })
  await expect(asked).rejects.toThrow('就是照料服务他的机构')
})

test('whoever works with an account where he is looked after is no guardian of his without words, whoever enters it (F-42)', async () => {
  const personId = await filed('有经办')
  const home = crypto.randomUUID()
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, functions, hotline, from_on)
     values ('371522', $1, 'home', '示例二院（演示）', '{}', '', '2020-01-01')`,
    [home],
  )
  await app.superuser.query('update persons.person set organisation_id = $2 where id = $1', [personId, home])
  const at = { kind: 'organisation' as const, ids: [home] }
  await givenAccount(app.superuser, { login: 'tie-director', role: 'home-director', name: '郑院长', ...at })
  await givenAccount(app.superuser, { login: 'tie-leader', role: 'county-leader', name: '冯负责' })
  const elsewhere = { kind: 'organisation' as const, ids: [crypto.randomUUID()] }
  await givenAccount(app.superuser, { login: 'tie-other', role: 'home-director', name: '陈别处', ...elsewhere })
  const guardian = { personId, relation: '朋友', basis: '村委会指定文书', scope: ['property' as const] }
  const add = (name: string, conflictWords = '') =>
    clerk(persons, 'addGuardian', { ...guardian, name, fromOn: '2023-06-01', conflictWords })
  await expect(add('郑院长')).rejects.toThrow('与经办本人事务的院长同名')
  await expect(add('冯 负责')).rejects.toThrow('县级救助负责人同名')
  await expect(add('示例二院院长')).rejects.toThrow('就是照料服务他的机构')
  expect((await add('陈别处')).warnings.join()).not.toContain('同名')
  expect((await add('冯负责', '已看身份证，不是同一人')).warnings.join()).toContain('核对：已看身份证')
})

test('a contact who is no longer one is put aside, and cannot be put aside twice', async () => {
  const personId = await filed('有联系人')
  const contact = { name: '赵联系', relation: '邻居', phone: '10000000001', role: 'emergency' as const }
  const { id } = await clerk(persons, 'addContact', { personId, ...contact })
  expect((await shown(personId)).contacts.map((each) => each.id)).toContain(id)
  await clerk(persons, 'endContact', { id })
  expect((await shown(personId)).contacts.filter((each) => each.id === id && !each.endedOn)).toEqual([])
  await expect(clerk(persons, 'endContact', { id })).rejects.toThrow('没有找到在用的联系人')
})

test('an account that waits is seen by both hands with what it shares, and leaves the list once it is decided', async () => {
  const [one, two] = [await filed('账户甲'), await filed('账户乙')]
  const account = { bank: '示例银行', account: '6200000000009999001', fromOn: '2023-09-01' }
  const first = await clerk(persons, 'proposePayee', { personId: one, holder: '账户甲', ...account })
  await other(persons, 'confirmPayee', { id: first.id, agree: true })
  const { id } = await clerk(persons, 'proposePayee', { personId: two, holder: '账户乙', ...account })
  const [mine] = await clerk(persons, 'payeesToConfirm', {})
  expect(mine).toMatchObject({ id, person: '账户乙', township: '示例镇', alsoFor: 1, mine: true })
  expect(JSON.stringify(mine)).not.toContain('6200000000009999001')
  expect(await other(persons, 'payeesToConfirm', {})).toMatchObject([{ id, mine: false }])
  expect(await there(persons, 'payeesToConfirm', {})).toEqual([])
  await other(persons, 'confirmPayee', { id, agree: false, reason: '与账户甲同号，核对存折' })
  expect(await clerk(persons, 'payeesToConfirm', {})).toEqual([])
})

test('after his death no account is named for him: what waits can only be sent back, and it is said where the money is settled', async () => {
  const personId = await filed('账户丙')
  const payee = { personId, holder: '账户丙', bank: '示例银行', account: '6200000000009999003', fromOn: '2023-09-01' }
  const { id } = await clerk(persons, 'proposePayee', payee)
  await clerk(persons, 'reportDeath', { personId, diedOn: '2023-09-05', paperReference: '死亡证明（示例）' })
  const way = '“死亡处理”的“账户和代管资金结清”中办理'
  await expect(clerk(persons, 'proposePayee', payee)).rejects.toThrow(way)
  await expect(other(persons, 'confirmPayee', { id, agree: true })).rejects.toThrow('待确认的这个账户请退回')
  await other(persons, 'confirmPayee', { id, agree: false, reason: '本人已去世' })
  expect((await shown(personId)).payees.map(({ state }) => state)).toEqual(['refused'])
})

test('where one lives is kept with its datum, its accuracy and where it comes from; a place abroad is refused', async () => {
  const personId = await filed('有住所')
  const place = { personId, longitude: 115.67, latitude: 36.24, datum: 'GCJ-02' as const, accuracy: 20 }
  await clerk(persons, 'locate', { ...place, source: '村协理员现场定位' })
  const { rows } = await app.superuser.query(
    'select longitude::float, latitude::float, datum, accuracy, position_source from persons.person where id = $1',
    [personId],
  )
  expect(rows).toEqual([
    { longitude: 115.67, latitude: 36.24, datum: 'GCJ-02', accuracy: 20, position_source: '村协理员现场定位' },
  ])
  await expect(clerk(persons, 'locate', { ...place, longitude: 2.35, source: '录错' })).rejects.toThrow('经度不在国内')
  await expect(there(persons, 'locate', { ...place, source: '别县' })).rejects.toThrow('没有找到')
})

test('a list that is given up leaves no row of its persons behind and cannot be taken up again', async () => {
  const bytes = writeCsv([
    ['姓名', '身份证号', '乡镇', '村', '户籍类型', '生活自理能力', '供养方式', '最初享受月份'],
    ['放弃人', givenIdNumber(950), '示例镇', '河东村', '农村', '部分自理', '分散供养', '2023-08'],
  ])
  const file = { name: '名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, clerkActor, '371522', file)
  const { importId } = await clerk(persons, 'importStart', { fileId, paperReference: '示民〔2023〕9号' })
  await app.as(app.system())(persons, 'importCheck', { importId, edition: 1, from: 0 })
  await clerk(persons, 'importDiscard', { importId })
  for (const table of ['persons.import_row', 'persons.import_person'])
    expect((await app.superuser.query(`select from ${table}`)).rowCount, table).toBe(0)
  expect(await clerk(persons, 'importStatus', { importId })).toMatchObject({ status: 'discarded' })
  await expect(clerk(persons, 'importCommit', { importId, goodRowsOnly: true })).rejects.toThrow('放弃')
})

test('the template for a list is a sheet whose headings the import itself recognises', async () => {
  const { ticket, name } = await clerk(persons, 'importTemplate', {})
  expect(name).toMatch(/\.xlsx$/)
  const file = await redeemTicket(app.installation, clerkActor, createHash('sha256').update(ticket).digest())
  const sheets = await readSheet(file?.bytes ?? new Uint8Array(), { maxRows: 100, maxColumns: 100, maxBytes: 1 << 20 })
  const headings = sheets[0]?.rows.flatMap((cells) => cells.map((cell) => String(cell?.value ?? ''))) ?? []
  for (const heading of ['姓名', '身份证号', '供养方式']) expect(headings.join('|')).toContain(heading)
})
