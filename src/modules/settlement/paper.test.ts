/** What leaves the house through the door: the sheets, the approvals on them, and the tree down to each visit. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { month, settlingOn } from '../../../test/settling.ts'
import { settlement } from './contract.ts'
import { givenDecidedDeduction, givenFact, givenServiceMonth } from './given.ts'
import { signaturesOf } from './paper-facts.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const { approve, clerk, compute, finance, givenReady, hashOf, leader, stored } = settlingOn(app)
const limits = { maxRows: 1000, maxColumns: 30, maxBytes: 5_000_000 }

async function fileOf(statementId: string, format: 'xlsx' | 'pdf' | 'csv'): Promise<Uint8Array> {
  const { ticket } = await clerk()(settlement, 'export', { statementId, format })
  const actor = app.actor('county-clerk')
  const file = await redeemTicket(app.installation, actor, createHash('sha256').update(ticket).digest())
  return file?.bytes ?? new Uint8Array()
}

/** All words of all sheets, as they are stored in the file. */
async function wordsOf(statementId: string): Promise<string> {
  return JSON.stringify(await readSheet(await fileOf(statementId, 'xlsx'), limits))
}

const townships = { 示例甲镇: { able: 10 }, 示例乙镇: { partly_able: 3, unable: 2 } }

test('the sheet has a line for each township by its name, in words only, and takes in each approval when it is given', async () => {
  const service = await givenReady({}, { townships })
  const [person] = service.persons.filter(({ level }) => level === 'partly_able')
  const of = { month, townshipId: person?.townshipId ?? '', personId: person?.id ?? null, fen: 31_300n }
  await givenDecidedDeduction(app.superuser, service, of)
  const { statementId } = await compute(service)
  const computed = await wordsOf(statementId)
  expect(computed).toContain('示例甲镇')
  expect(computed).toContain('月度结算规则第1版')
  expect(computed).toContain('结算单表样第2版')
  expect(computed).not.toMatch(/settlement\.|@1/)
  for (const { id } of service.townships) expect(computed).not.toContain(id)
  expect(computed).toContain('民政负责人：')
  expect(computed).not.toContain('意见：')
  await clerk()(settlement, 'submit', await hashOf(statementId))
  await leader()(settlement, 'approveCivil', await hashOf(statementId))
  const half = await wordsOf(statementId)
  expect(half).toMatch(/经办：.+（县级救助经办），2023年9月6日，意见：送审/)
  expect(half).toMatch(/民政负责人：.+（县级救助负责人），2023年9月6日，意见：通过/)
  expect(half).toContain('财政：＿＿')
  await finance()(settlement, 'approveFinance', await hashOf(statementId))
  expect(await wordsOf(statementId)).toMatch(/财政：.+（财政审核），2023年9月6日，意见：通过/)
  expect(new TextDecoder('latin1').decode((await fileOf(statementId, 'pdf')).slice(0, 5))).toBe('%PDF-')

  const { rows } = readCsv(await fileOf(statementId, 'csv'), limits)
  const [head = [], ...lines] = rows
  const [payable, fees] = [head.indexOf('应付（元）'), head.indexOf('服务费（元）')]
  const fen = (row: readonly string[] | undefined, column: number) => Math.round(Number(row?.[column]) * 100)
  const total = lines.at(-1)
  for (const column of [payable, fees])
    expect(lines.slice(0, -1).reduce((sum, row) => sum + fen(row, column), 0)).toBe(fen(total, column))
  expect([fen(total, fees), fen(total, payable)]).toEqual([408_100, 376_800])
})

test('what was approved before a statement was sent back is not printed as if it still stood', () => {
  const approval = { name: '王演示', role: 'county-clerk', words: '', hash: '' } as const
  const at = '2023-09-06T02:00:00Z' as Parameters<typeof signaturesOf>[0][number]['at']
  const given = (['submitted', 'civil', 'returned', 'submitted'] as const).map((step) => ({ ...approval, step, at }))
  expect(signaturesOf(given).map((each) => (typeof each === 'string' ? each : `${each.title} ${each.words}`))).toEqual([
    '经办 送审',
    '民政负责人',
    '财政',
    '服务机构',
  ])
})

test("a person's branch opens down to each visit: day, hours, carer, verdict, and the clause of the service", async () => {
  const service = await givenReady()
  const { statementId } = await compute(service)
  const personId = service.persons[0]?.id ?? ''
  const open = async (key: string) => (await clerk()(settlement, 'branch', { statementId, key })).rows
  const below = await open(`M.${personId}`)
  expect(below.map(({ kind, label, more }) => [kind, label, more])).toEqual([
    ['base', '标准', false],
    ['factor', '系数1', false],
    ['visits', '服务记录 2次', true],
  ])
  const visits = await open(`V.${personId}`)
  expect(visits.map(({ label }) => label)).toEqual(['2023年8月2日 09:00—10:00', '2023年8月3日 09:00—10:00'])
  expect(visits[0]?.formula).toMatch(/ · 有效$/)
  expect(visits[0]?.refs).toMatchObject([{ kind: 'visit' }])
  expect(visits[0]?.citations).toMatchObject([{ document: '莘政办发〔2023〕6号', clause: '四、工作内容（二）' }])
  expect(visits.every(({ amount, more }) => amount === 0n && !more)).toBe(true)
  const masked = await finance()(settlement, 'branch', { statementId, key: `V.${personId}` })
  expect(masked.rows[0]?.formula).toContain('＊＊')
})

test('a visit that was taken out of the base by hand since is told, instead of passing for what was settled', async () => {
  const service = await givenReady()
  const { statementId } = await compute(service)
  const personId = service.persons[0]?.id ?? ''
  await app.superuser.query(
    `with gone as (select id from visits.visit where person_id = $1 limit 1), judged as (
       delete from visits.verdict where visit_id in (select id from gone))
     delete from visits.visit where id in (select id from gone)`,
    [personId],
  )
  const { rows } = await clerk()(settlement, 'branch', { statementId, key: `V.${personId}` })
  expect(rows.at(-1)).toMatchObject({ label: '与结算时不一致' })
})

test('the paper of a settled month names each correction that is known and not settled yet, and the stored lines stay', async () => {
  const service = await givenReady({ lockedAt: '2023-08-01T02:00:00Z' }, { provider: '丙机构' })
  const [raised] = service.persons.filter(({ level }) => level === 'able')
  const personId = raised?.id ?? ''
  const { statementId } = await compute(service)
  await approve(statementId)
  const before = await stored(statementId)
  expect(await wordsOf(statementId)).not.toContain('尚未结算的更正')
  const learnt = {
    personId,
    kind: 'level',
    value: 'unable',
    fromOn: '2023-08-01',
    knownAt: '2023-09-07T02:00:00Z',
  } as const
  await givenFact(app.superuser, service.county, learnt)
  app.setNow('2023-09-08T10:00+08:00')
  await clerk()(rosters, 'findAdjustments', { month })
  const { rows } = await app.superuser.query<{ name: string }>('select name from persons.person where id = $1', [
    personId,
  ])
  const told = `尚未结算的更正：${rows[0]?.name}，本月等级应为失能，本单按自理；2023-09-08 10:00得知`
  expect(await wordsOf(statementId)).toContain(told)
  expect(new TextDecoder().decode(await fileOf(statementId, 'csv'))).toContain(told)
  expect(new TextDecoder('latin1').decode((await fileOf(statementId, 'pdf')).slice(0, 5))).toBe('%PDF-')
  expect(await stored(statementId)).toEqual(before)

  app.setNow('2023-10-06T10:00+08:00')
  await givenServiceMonth(app.superuser, service, { month: '2023-09', lockedAt: '2023-09-01T02:00:00Z' })
  await compute(service, { month: plainMonth('2023-09') })
  const settled = await wordsOf(statementId)
  expect(settled).not.toContain('尚未结算的更正')
  expect(settled).toMatch(/本月结算后来由.+更正1项/)
  app.setNow('2023-09-06T10:00+08:00')
})
