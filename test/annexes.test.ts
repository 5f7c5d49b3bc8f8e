import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { givenAohan } from '#apps/demo/given-aohan.ts'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { reports } from '#modules/reports/contract.ts'
import { stays } from '#modules/stays/contract.ts'
import { institutions } from '#modules/institutions/contract.ts'
import type { Role } from '#modules/access/roles.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { aohanPlaces } from '#platform/demo/places.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { organisationIdOf } from '#apps/demo/base.ts'
import { createHash } from 'node:crypto'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-12T10:00+08:00' })
const county = '150430'
const month = plainMonth('2023-08')
const actor = (role: Role) => app.actor(role, { county })
const as = (role: Role) => app.as(actor(role))
const limits = { maxRows: 100, maxColumns: 30, maxBytes: 100_000 }
const printed = async (annex: 1 | 2) =>
  readCsv(await readFile(`src/platform/demo/data/aohan-annex-${annex}.csv`), limits).rows

async function bytesOf(role: Role, ticket: string): Promise<Uint8Array> {
  const given = await redeemTicket(app.installation, actor(role), createHash('sha256').update(ticket).digest())
  if (!given) throw new Error('the ticket did not open')
  return given.bytes
}

beforeAll(() => givenAohan(app.installation, app.superuser), 60_000)

describe('annexes 1 and 2 of 敖政办发〔2023〕59号 come out as printed', () => {
  test.each([1, 2] as const)('annex %i as CSV is the document cell by cell', async (annex) => {
    const given = await as('data-officer')(reports, 'export', { table: `aohan-annex-${annex}`, month, format: 'csv' })
    expect(readCsv(await bytesOf('data-officer', given.ticket), limits).rows).toEqual(await printed(annex))
  })

  test.each([1, 2] as const)('annex %i as a spreadsheet has the title, the headings and the values', async (annex) => {
    const given = await as('data-officer')(reports, 'export', { table: `aohan-annex-${annex}`, month, format: 'xlsx' })
    const [sheet] = await readSheet(await bytesOf('data-officer', given.ticket), limits)
    const rows = (sheet?.rows ?? []).map((row) => row.map(({ value }) => String(value ?? '')))
    const titles = { 1: '2023年8月分散供养人员分乡镇统计表', 2: '敖汉旗养老机构8月情况统计表' }
    expect(rows[0]?.[0]).toBe(titles[annex])
    expect(rows.slice(1)).toEqual(await printed(annex))
    expect(given.name).toBe(`${titles[annex]}.xlsx`)
  })

  test('annex 2 is printed as PDF', async () => {
    const given = await as('data-officer')(reports, 'export', { table: 'aohan-annex-2', month, format: 'pdf' })
    expect(
      Buffer.from(await bytesOf('data-officer', given.ticket))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  test('the answer has totals as sums of rows, and the gross shortfall only beside the sheet (A-06)', async () => {
    const table = await as('data-officer')(reports, 'table', { table: 'aohan-annex-2', county, month })
    expect(table.totals?.values).toEqual({ beds: 733, residents: 341, target: 441, gap: 100, staff: 79 })
    expect(table.besides).toMatchObject([
      { code: 'net_gap', value: 100 },
      { code: 'gross_gap', value: 117 },
      { code: 'surplus', value: 17 },
    ])
    expect(JSON.stringify([table.rows, table.totals])).not.toContain('117')
    expect(table.citations).toContainEqual(
      expect.objectContaining({ document: '敖政办发〔2023〕59号', clause: '附件2' }),
    )
    expect(table.rows[4]?.values).toMatchObject({ home: '萨力巴乡敬老院', beds: 24, target: 15, gap: -3 })
  })

  test('what looks odd stands in the notes and refuses nothing', async () => {
    const table = await as('data-officer')(reports, 'table', { table: 'aohan-annex-1', county, month })
    const notes = table.footnotes.join('')
    expect(notes).toContain('9个单位全失能人数为0')
    expect(notes).toContain('下洼镇175人，半失能人数为0；按平均比例约为12人')
    expect(notes).toContain('古鲁板蒿镇全失能人数11人')
    expect(notes).toContain('惠州街道办失能、半失能6人')
  })

  test('every cell opens to its persons or its home', async () => {
    const ask = as('data-officer')
    const table = await ask(reports, 'table', { table: 'aohan-annex-1', county, month })
    const row = table.rows.find(({ values }) => values['township'] === '古鲁板蒿镇')
    const cell = { table: 'aohan-annex-1', month, row: row?.key ?? '', column: 'unable' }
    const opened = await ask(reports, 'persons', cell)
    expect(opened).toMatchObject({ value: 11, total: 11, explanation: '161人中的11人（6.83%）' })
    expect(opened.rows).toHaveLength(11)
    expect(new Set(opened.rows.map(({ level }) => level))).toEqual(new Set(['unable']))
    const homes = await ask(reports, 'table', { table: 'aohan-annex-2', county, month })
    const home = homes.rows[4]?.key ?? ''
    const target = await ask(reports, 'persons', { table: 'aohan-annex-2', month, row: home, column: 'target' })
    expect(target).toMatchObject({ homeId: home, explanation: '24×60%＝14.4，向上取整15' })
    const living = await ask(reports, 'persons', { table: 'aohan-annex-2', month, row: home, column: 'residents' })
    expect(living.rows).toHaveLength(18)
  })

  test('a township sees its own row only', async () => {
    const own = aohanPlaces.townships[3]
    const clerk = app.actor('township-clerk', { county, kind: 'townships', ids: [own?.id ?? ''] })
    const table = await app.as(clerk)(reports, 'table', { table: 'aohan-annex-1', month })
    expect(table.rows.map(({ values }) => [values['township'], values['dispersed']])).toEqual([['古鲁板蒿镇', 161]])
  })

  test('another county is refused', async () => {
    const asked = as('data-officer')(reports, 'table', { table: 'aohan-annex-1', county: '371522', month })
    await expect(asked).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('the verifier finds nothing wrong in what the demonstration wrote', async () => {
    const facts = await app.superuser.query(`select count(*)::int as n from persons.fact where county_code = $1`, [
      county,
    ])
    const kept = await app.superuser.query(
      `select coalesce(sum(row_count), 0)::int as n from record.evidence where county_code = $1 and table_name = 'persons.fact'`,
      [county],
    )
    expect(kept.rows[0].n).toBe(facts.rows[0].n)
  })
})

describe('directors and their numbers are for entitled roles only (A-45)', () => {
  test('the clerk sees them, the data officer and the auditor do not', async () => {
    const phones = async (role: Role) => {
      const table = await as(role)(reports, 'table', { table: 'aohan-annex-2', month })
      return table.rows.map(({ values }) => `${values['director']}${values['phone']}`).filter(Boolean)
    }
    const clerk = await phones('county-clerk')
    expect(clerk).toHaveLength(14)
    expect(clerk.every((text) => /100\d{8}$/.test(text))).toBe(true)
    expect(await phones('data-officer')).toEqual([])
    expect(await phones('auditor')).toEqual([])
  })

  test('the list of homes shows the office phone instead', async () => {
    const seen = await as('data-officer')(stays, 'homes', { day: plainDate('2023-08-31') })
    expect(seen.rows.every(({ director, phone }) => director === null && phone.startsWith('0000-'))).toBe(true)
    const homeId = seen.rows[0]?.id ?? ''
    const asked = { homeId, purpose: '接听来电' }
    await expect(as('data-officer')(institutions, 'directors', asked)).rejects.toMatchObject({ kind: 'forbidden' })
    // Who may see the mobile does not get it in the list either: he asks for one, and says why.
    const own = await as('county-clerk')(stays, 'homes', {})
    expect(own.rows.every(({ phone }) => phone.startsWith('0000-'))).toBe(true)
    expect((await as('county-clerk')(stays, 'home', { homeId })).row.phone).toMatch(/^0000-/)
    await expect(as('county-clerk')(institutions, 'directors', { homeId, purpose: '' })).rejects.toThrow('用途')
    expect(await as('county-clerk')(institutions, 'directors', asked)).toMatchObject([{ homeId }])
  })
})

describe('机构一览 (4.17)', () => {
  test('both shortfalls stand together, and a trial target writes nothing', async () => {
    const ask = as('county-elderly')
    const seen = await ask(stays, 'homes', { day: plainDate('2023-08-31') })
    expect(seen.sentence).toBe('14家中3家达到60%；净缺口100，毛缺口117。')
    expect(seen.shortfalls).toEqual([
      '缺口（净）100：应住441减入住341',
      '缺口（毛）117：未达标11家之和',
      '超出17（3家）',
    ])
    expect(seen.totals.rate).toBe('46.52')
    expect(seen.withoutHome).toEqual(['敖润苏莫苏木', '黄羊洼镇', '惠州街道办', '牛古吐镇', '新州街道办'])
    expect(seen.rows[0]).toMatchObject({ load: '3.88', target: 78, gap: 16 })
    const tried = await ask(stays, 'homes', { day: plainDate('2023-08-31'), percent: 55 })
    expect(tried).toMatchObject({ trial: true, percent: 55, percentInForce: 60 })
    // 55 % of 40 beds is 22, which binary fractions make 23 (requirements 7.4 item 1).
    expect(tried.rows[2]?.target).toBe(22)
  })

  test('beds are known on two axes: what was corrected later does not change what was known before', async () => {
    const ask = as('county-elderly')
    const homeId = organisationIdOf(county, 'home-5')
    app.setNow('2023-09-20T09:00+08:00')
    const change = {
      homeId,
      kind: 'beds',
      value: '30',
      from: plainDate('2023-08-15'),
      reason: '补登新增床位',
      proof: '验收单1号',
    } as const
    await ask(institutions, 'change', change)
    const at = async (knownAt: string) => {
      const table = await as('data-officer')(reports, 'table', { table: 'annex-2', month, knownAt })
      return table.rows[4]?.values['beds']
    }
    expect(await at('2023-09-12T02:00:00.000Z')).toBe(24)
    expect(await at('2023-09-20T02:00:00.000Z')).toBe(30)
    await expect(ask(institutions, 'change', { ...change, value: '10' })).rejects.toMatchObject({
      reasons: [{ code: 'residents_above_beds', message: expect.stringContaining('入住18人超过实有床位10张') }],
    })
    await expect(
      ask(institutions, 'change', { ...change, value: '31', from: plainDate('2023-12-01') }),
    ).rejects.toMatchObject({
      reasons: [{ code: 'from' }],
    })
  })
})
