/**
 * A list of 50,000 persons taken in whole: read, checked, staged, published, by the worker as in life; as CSV and as XLSX.
 * Against one statement per table that copies the same rows inside the database, with nothing read, checked or sealed.
 */
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber, givenName } from '#modules/persons/given.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { writeList } from '#platform/documents/sheet.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { openLog } from '#platform/log.ts'
import { startWorker } from '#platform/worker.ts'
import { type Bench, type Figure, type Ground, timed } from './harness.ts'

const headings = [
  '姓名',
  '身份证号',
  '性别',
  '出生日期',
  '乡镇',
  '村',
  '户籍类型',
  '家庭住址',
  '联系电话',
  '生活自理能力',
  '供养方式',
  '开户银行',
  '银行账号',
  '银行账户名称',
  '最初享受月份',
]
const towns = Array.from({ length: 20 }, (_, index) => `示例${index + 1}镇`)
const villages = Array.from({ length: 15 }, (_, index) => `河东${index + 1}村`)

async function places(ground: Ground): Promise<void> {
  const county = await givenArea(ground.superuser, { level: 'county', name: '示例县' })
  for (const name of towns) {
    const parentId = await givenArea(ground.superuser, { level: 'township', name, parentId: county })
    for (const village of villages) await givenArea(ground.superuser, { level: 'village', name: village, parentId })
  }
}

function line(order: number): string[] {
  const name = givenName(order % 20_000)
  const bornOn = `19${40 + (order % 23)}-0${1 + (order % 9)}-1${order % 10}`
  return [
    name,
    givenIdNumber(order, bornOn),
    order % 2 === 1 ? '男' : '女',
    bornOn,
    towns[order % towns.length] ?? '',
    villages[Math.floor(order / towns.length) % villages.length] ?? '',
    order % 10 === 0 ? '城市' : '农村',
    `示例县示例镇河东村${order % 300}号`,
    `100${String(order).padStart(8, '0')}`,
    ['能自理', '部分自理', '不能自理'][order % 3] ?? '',
    order % 5 === 0 ? '集中供养' : '分散供养',
    '示例农村商业银行',
    `6200${String(order).padStart(12, '0')}`,
    name,
    '2023-08',
  ]
}

interface Parts {
  check: number
  publish: number
}

async function until(ground: Ground, importId: string, status: string): Promise<void> {
  for (;;) {
    const { rows } = await ground.superuser.query<{ status: string; fault: string; counts: unknown }>(
      'select status, fault, counts from persons.import_batch where id = $1',
      [importId],
    )
    const [found] = rows
    if (found?.status === status) return ground.say(`    ${status} ${JSON.stringify(found.counts)}`)
    if (found?.status === 'failed') throw new Error(found.fault)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function taken(ground: Ground, name: string, bytes: Uint8Array): Promise<Parts> {
  const actor = ground.actor('county-clerk')
  const mediaType = name.endsWith('csv')
    ? 'text/csv'
    : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const file = { name, mediaType, bytes, sha256: sha256(bytes) }
  let importId = ''
  const check = await timed(async () => {
    const { fileId } = await receiveFile(ground.installation, actor, '371522', file)
    const started = await ground.ask(actor, 'persons.importStart', {
      fileId,
      paperReference: '示例',
      decisionNo: '示例〔2020〕1号',
      decidedOn: '2020-01-01',
    })
    importId = persons.operations.importStart.output.parse(started).importId
    await until(ground, importId, 'checked')
  })
  const publish = await timed(async () => {
    await ground.ask(ground.actor('county-leader'), 'persons.importCommit', { importId, goodRowsOnly: false })
    await until(ground, importId, 'published')
  })
  return { check, publish }
}

/** Persons, tokens, facts and identities that are there, once more under other ids and keys. */
const copying = [
  `create temporary table bench_copy as select p.*, gen_random_uuid() as other, gen_random_bytes(16) as key from persons.person p`,
  `insert into persons.person (county_code, id, name, name_sort, sex, born_on, id_number, id_index, id_masked, id_last4, phone, phone_masked,
     household_class, residence, township_id, village_id, organisation_id, status, mode, level, supported_from, file_no, origin,
     paper_reference, changed_at)
   select county_code, other, name, name_sort, sex, born_on, id_number, key, id_masked, id_last4, phone, phone_masked, household_class,
     residence, township_id, village_id, organisation_id, status, mode, level, supported_from, other::text, origin, paper_reference, changed_at
   from bench_copy`,
  `insert into persons.search_token (county_code, token, person_id, township_id, organisation_id)
   select t.county_code, t.token, b.other, t.township_id, t.organisation_id from persons.search_token t join bench_copy b on b.id = t.person_id`,
  `insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, basis, source, entry_id)
   select f.county_code, gen_random_uuid(), b.other, f.kind, f.value, f.from_on, f.known_at, f.basis, f.source, f.entry_id
   from persons.fact f join bench_copy b on b.id = f.person_id`,
  `insert into persons.payee_account (county_code, id, person_id, bank, holder, account, account_index, account_masked, holder_is_person,
     from_on, proposed_by, proposed_at)
   select a.county_code, gen_random_uuid(), b.other, a.bank, a.holder, a.account, a.account_index, a.account_masked, a.holder_is_person,
     a.from_on, a.proposed_by, a.proposed_at from persons.payee_account a join bench_copy b on b.id = a.person_id`,
  `insert into persons.person_identity (id_index, county_code, person_id, since) select key, county_code, other, changed_at from bench_copy`,
]

async function copied(ground: Ground): Promise<number> {
  const seconds = await timed(async () => {
    await ground.superuser.query('begin')
    for (const statement of copying) {
      await ground.superuser.query(statement)
      if (statement.startsWith('create')) await ground.superuser.query('analyze bench_copy')
    }
    await ground.superuser.query('commit')
  })
  await ground.superuser.query('drop table bench_copy')
  return seconds
}

async function imported(ground: Ground): Promise<Figure[]> {
  await places(ground)
  const worker = await startWorker(ground.installation, ground.worker, openLog('warn'))
  const rows = Math.round(50_000 * ground.scale)
  const lines = (from: number) => Array.from({ length: rows }, (_, order) => line(from + order))
  const csv = await taken(ground, '名单.csv', writeCsv([headings, ...lines(0)]))
  const sql = await copied(ground)
  const sheet = await writeList({
    title: '名单',
    note: '',
    columns: headings.map((title) => ({ title, width: 16, format: 'text' as const })),
    rows: lines(rows),
  })
  const xlsx = await taken(ground, '名单.xlsx', sheet)
  await worker.stop()
  const figure = (name: string, seconds: number): Figure => ({
    name: `import.${name}`,
    value: rows / seconds,
    unit: 'rows/s',
    ratio: name === 'sql' ? null : sql / seconds,
    ratioTo: name === 'sql' ? '' : 'import.sql',
  })
  return [
    figure('sql', sql),
    figure('csv', csv.check + csv.publish),
    figure('csv.check', csv.check),
    figure('csv.publish', csv.publish),
    figure('xlsx', xlsx.check + xlsx.publish),
    figure('xlsx.check', xlsx.check),
    figure('xlsx.publish', xlsx.publish),
  ]
}

export const benches: Bench[] = [{ name: 'import', run: imported }]
