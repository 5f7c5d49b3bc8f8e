/** A filled annex against the register of the same month: what differs is told apart from arithmetic faults. */
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { givenAohan } from '#apps/demo/given-aohan.ts'
import { plainMonth } from '#kernel/calendar.ts'
import type { Role } from '#modules/access/roles.ts'
import { reports } from '#modules/reports/contract.ts'
import { readCsv, writeCsv } from '#platform/documents/csv.ts'
import { aohanPlaces } from '#platform/demo/places.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-12T10:00+08:00' })
const county = '150430'
const month = plainMonth('2023-08')
const limits = { maxRows: 100, maxColumns: 30, maxBytes: 1_000_000 }
const annex1 = readCsv(await readFile('src/platform/demo/data/aohan-annex-1.csv'), limits).rows
const annex2 = readCsv(await readFile('src/platform/demo/data/aohan-annex-2.csv'), limits).rows
beforeAll(() => givenAohan(app.installation, app.superuser), 60_000)

const as = (role: Role) => app.as(app.actor(role, { county }))
const checked = (rows: readonly (readonly string[])[], ask = as('county-clerk'), of = month) =>
  ask(reports, 'check', {
    month: of,
    file: { name: '报来的表.csv', base64: Buffer.from(writeCsv(rows)).toString('base64') },
  })

function planted(rows: readonly string[][], changes: Record<string, string>): string[][] {
  const copy = rows.map((row) => [...row])
  for (const [cell, value] of Object.entries(changes)) {
    const row = copy[Number(cell.slice(1)) - 1]
    if (row) row[cell.charCodeAt(0) - 65] = value
  }
  return copy
}

describe('a filled table is compared with what is on file', () => {
  test('the tables of the document agree with the register of their month', async () => {
    for (const rows of [annex1, annex2])
      expect(await checked(rows)).toMatchObject({ ok: true, asOnFile: true, onFile: [], disagreements: [] })
  })

  test('a table that adds up may still differ from the register: each cell with printed, on file and a link', async () => {
    const answer = await checked(planted(annex1, { D5: '10', D20: '23' }))
    expect(answer).toMatchObject({ ok: true, asOnFile: false, disagreements: [] })
    expect(answer.onFile).toMatchObject([
      { cell: 'D5', row: '古鲁板蒿镇', column: '其中：全失能人数', printed: '10', onFile: '11', field: 'unable' },
      { cell: 'D20', printed: '23', onFile: '24', rowKey: 'total' },
    ])
    expect(answer.onFile[0]?.message).toContain('与在册不一致：表内10，在册11')
    const [first] = answer.onFile
    const link = new URL(first?.link ?? '', 'http://here')
    expect([link.pathname, ...link.searchParams.values()]).toEqual([
      '/reports',
      'aohan-annex-1',
      '2023-08',
      first?.rowKey,
      'unable',
    ])
    const cell = { table: answer.table, month, row: first?.rowKey ?? '', column: first?.field ?? '' }
    expect((await as('county-clerk')(reports, 'persons', cell)).total).toBe(11)
  })

  test('a wrong total is an arithmetic fault and differs as well; both say so apart', async () => {
    const answer = await checked(planted(annex2, { E16: '440' }))
    expect(answer.disagreements.map(({ cell, rule }) => [cell, rule])).toEqual([['E16', 'sum_of_rows']])
    expect(answer.onFile.map(({ cell, printed, onFile }) => [cell, printed, onFile])).toEqual([['E16', '440', '441']])
  })

  test('a blank number is named with what is on file; a blank director is no difference, another name is', async () => {
    const answer = await checked(planted(annex2, { C6: '', H2: '另一人', I2: '10000000000' }))
    const cells = answer.onFile.map(({ cell }) => cell)
    expect(cells).toEqual(['H2', 'I2', 'C6'])
    expect(answer.onFile.find(({ cell }) => cell === 'C6')).toMatchObject({ printed: '', onFile: '24' })
    expect(answer.onFile.find(({ cell }) => cell === 'I2')?.onFile).toMatch(/^\d{3}\*{4}\d{4}$/)
    // The data officer does not see who directs a home, so nothing of it is compared for him.
    const officer = await checked(planted(annex2, { H2: '另一人' }), as('data-officer'))
    expect(officer).toMatchObject({ asOnFile: true, onFile: [] })
  })

  test('a table of some rows: only they are compared, and its total is not', async () => {
    const [head = [], ...rows] = annex1
    const part = [head, ...rows.slice(0, 3), ['合 计', '', '515', '1', '27', '']]
    const answer = await checked(part)
    expect(answer.onFile).toEqual([])
    expect(answer.notes.join('')).toContain('合计没有与在册比较')
  })

  test('the heading of another month is said before its numbers mislead', async () => {
    const titled = [['敖汉旗养老机构7月情况统计表'], ...annex2]
    expect((await checked(titled)).notes).toContainEqual(expect.stringContaining('表题写的是7月'))
  })

  test('a township is compared with its own row only', async () => {
    const own = aohanPlaces.townships[3]
    const clerk = app.actor('township-clerk', { county, kind: 'townships', ids: [own?.id ?? ''] })
    const answer = await checked(planted(annex1, { C5: '160', C6: '1' }), app.as(clerk))
    expect(answer.onFile.map(({ cell, onFile }) => [cell, onFile])).toEqual([['C5', '161']])
  })
})

describe('what stands beside annex 2', () => {
  const table = (role: Role) => as(role)(reports, 'table', { table: 'aohan-annex-2', county, month })

  test('who sees blanks is told why, and who can print with them', async () => {
    const officer = await table('data-officer')
    expect(officer.rows.every(({ values }) => values['director'] === '' && values['phone'] === '')).toBe(true)
    expect(officer.footnotes.join('')).toContain('“负责人”、“联系电话”对您留空')
    expect(officer.footnotes.join('')).toContain('县级救助经办或县级救助负责人或县级养老服务经办')
    const clerk = await table('county-clerk')
    expect(clerk.rows.every(({ values }) => values['director'] !== '')).toBe(true)
    expect(clerk.footnotes.join('')).not.toContain('留空')
  })

  test('our reading is said in words with the page on which it stands', async () => {
    const { readings, footnotes, besides } = await table('data-officer')
    expect(readings).toEqual([
      { text: expect.stringContaining('合计按各行相加'), to: '/policy?key=institution.occupancy_target' },
    ])
    expect(JSON.stringify([readings, footnotes, besides])).not.toMatch(/立场|A-\d\d/)
  })
})
