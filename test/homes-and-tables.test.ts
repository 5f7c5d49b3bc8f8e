import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { organisationIdOf } from '#apps/demo/base.ts'
import { givenAohan } from '#apps/demo/given-aohan.ts'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import type { Role } from '#modules/access/roles.ts'
import { reports } from '#modules/reports/contract.ts'
import { stays } from '#modules/stays/contract.ts'
import { readCsv } from '#platform/documents/csv.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-12T10:00+08:00' })
const county = '150430'
const month = plainMonth('2023-08')
const limits = { maxRows: 100, maxColumns: 30, maxBytes: 100_000 }
const actor = (role: Role) => app.actor(role, { county })
const as = (role: Role) => app.as(actor(role))
beforeAll(() => givenAohan(app.installation, app.superuser), 60_000)

/** A dispersed person of a township by level, with or without a wish to live in a home on file. */
async function dispersedOf(
  township: string,
  options: { consent?: string; by?: 'person' | 'guardian'; level?: string; born?: string } = {},
): Promise<string> {
  const found = await app.superuser.query(
    `select p.id from persons.person p join access.area a on a.id = p.township_id
     where p.county_code = $1 and a.name = $2 and p.mode = 'dispersed' and p.level = $3
       and not exists (select from persons.consent c where c.person_id = p.id) and not exists (select from stays.stay s where s.person_id = p.id)
       and p.born_on < '1990-01-01' order by p.id limit 1`,
    [county, township, options.level ?? 'partly_able'],
  )
  const id = String(found.rows[0].id)
  if (options.consent)
    await app.superuser.query(
      `insert into persons.consent (county_code, id, person_id, kind, given_by, from_on, paper_reference) values ($1, gen_random_uuid(), $2, 'placement', $4, $3, '意愿书')`,
      [county, id, options.consent, options.by ?? 'person'],
    )
  await verifiedChange(id, 'to_home')
  if (options.born)
    await app.superuser.query(`update persons.person set born_on = $2 where id = $1`, [id, options.born])
  return id
}

/** Proposed and verified: what admitting and letting go ask for. */
const verifiedChange = (personId: string, kind: 'to_home' | 'to_dispersed') =>
  app.superuser.query(
    `insert into endings.change (county_code, id, number, person_id, township_id, kind, facts, step, step_from_on, opened_by, opened_name, opened_at, changed_at)
     select county_code, gen_random_uuid(), 'BG-' || gen_random_uuid(), id, township_id, $3, '本人提出，已核实', 'accept', '2023-08-01', 'one', '王演示', now(), now()
     from persons.person where county_code = $1 and id = $2 on conflict do nothing`,
    [county, personId, kind],
  )

const modeOn = async (personId: string, day: string) => {
  const found = await app.superuser.query(
    `select mode, organisation_id from persons.standing_on($1, $2, now() + interval '10 years') where person_id = $3`,
    [county, day, personId],
  )
  return [found.rows[0].mode, found.rows[0].organisation_id]
}
const admission = {
  category: 'supported_centralised',
  wish: 'yes',
  reason: '本人申请集中供养',
  from: plainDate('2023-09-05'),
} as const

describe('moving into a home and out of it leaves no day without and no day with two modes', () => {
  const homeId = organisationIdOf(county, 'home-4')

  test('dispersed until the day before, centralised from the day, dispersed from the day after the last', async () => {
    const personId = await dispersedOf('古鲁板蒿镇', { consent: '2023-09-01' })
    const { stayId } = await as('county-elderly')(stays, 'admit', { ...admission, homeId, personId })
    expect(await modeOn(personId, '2023-09-04')).toEqual(['dispersed', null])
    expect(await modeOn(personId, '2023-09-05')).toEqual(['centralised', homeId])
    await verifiedChange(personId, 'to_dispersed')
    const left = { stayId, to: plainDate('2023-09-10'), destination: 'dispersed', reason: '本人要求回家' } as const
    expect(await as('county-elderly')(stays, 'leave', left)).toEqual({ dispersedFrom: '2023-09-11' })
    expect(await modeOn(personId, '2023-09-10')).toEqual(['centralised', homeId])
    expect(await modeOn(personId, '2023-09-11')).toEqual(['dispersed', null])
    await verifiedChange(personId, 'to_home')
    const again = as('county-elderly')(stays, 'admit', {
      ...admission,
      homeId,
      personId,
      from: plainDate('2023-09-10'),
    })
    await expect(again).rejects.toMatchObject({ reasons: [{ message: expect.stringContaining('同一天只能住一家') }] })
    const wrong = { stayId, reason: '选错了人，本人没有入住' }
    await expect(as('county-elderly')(stays, 'withdraw', wrong)).rejects.toThrow('已于2023年9月10日办理离院，不能撤销')
    const next = await as('county-elderly')(stays, 'admit', {
      ...admission,
      homeId,
      personId,
      from: plainDate('2023-09-11'),
    })
    await as('county-elderly')(stays, 'withdraw', { ...wrong, stayId: next.stayId })
    expect(await modeOn(personId, '2023-09-11')).toEqual(['dispersed', null])
    const early = { ...admission, homeId, personId, from: plainDate('2023-07-31') }
    await expect(as('county-elderly')(stays, 'admit', early)).rejects.toThrow('应不早于2023年8月1日')
  })

  test('without a written wish before the day nobody is admitted, citing the clause (A-04)', async () => {
    const personId = await dispersedOf('古鲁板蒿镇')
    const asked = { ...admission, homeId, personId }
    const refused = (wish: 'yes' | 'no' | 'not_asked') =>
      as('county-elderly')(stays, 'admit', { ...asked, wish }).then(
        () => [],
        (error: { reasons: { code: string; citations?: { document: string }[] }[] }) => error.reasons,
      )
    expect(await refused('no')).toMatchObject([{ code: 'wish', citations: [{ document: '国务院令第649号' }] }])
    expect(await refused('not_asked')).toMatchObject([{ code: 'wish' }])
    expect(await refused('yes')).toMatchObject([{ code: 'consent' }])
  })

  test('nobody of full capacity is moved in on his guardian’s word, and a death is no leaving', async () => {
    const personId = await dispersedOf('古鲁板蒿镇', { consent: '2023-09-01', by: 'guardian' })
    await expect(as('county-elderly')(stays, 'admit', { ...admission, homeId, personId })).rejects.toMatchObject({
      reasons: [
        {
          code: 'consent',
          message: expect.stringContaining('应由本人表示'),
          citations: [{ document: '国务院令第649号' }],
        },
      ],
    })
    const { rows } = await as('county-elderly')(stays, 'residents', { homeId, day: plainDate('2023-09-05') })
    const supported = rows.find((row) => row.personId !== null)
    const died = {
      stayId: supported?.stayId ?? '',
      to: plainDate('2023-09-10'),
      destination: 'death',
      reason: '去世',
    } as const
    await expect(as('county-elderly')(stays, 'leave', died)).rejects.toMatchObject({
      reasons: [{ code: 'destination', next: { to: `/deaths/new?person=${supported?.personId}` } }],
    })
  })

  test('a full home admits nobody', async () => {
    const full = organisationIdOf(county, 'home-3')
    await app.superuser.query(
      `update institutions.home_fact set value = '26' where county_code = $1 and organisation_id = $2 and kind = 'beds'`,
      [county, full],
    )
    const personId = await dispersedOf('贝子府镇', { consent: '2023-09-01' })
    await expect(as('county-elderly')(stays, 'admit', { ...admission, homeId: full, personId })).rejects.toMatchObject({
      reasons: [{ code: 'no_free_bed', message: expect.stringContaining('实有床位26张，入住26人') }],
    })
  })

  test('who has no file here fills a bed and is counted apart (A-09); waiting supported persons come first', async () => {
    const guest = { name: '示例客', sex: 'male', bornOn: plainDate('1940-01-01') } as const
    const paying = {
      homeId,
      category: 'social_elderly',
      from: admission.from,
      wish: 'yes',
      reason: '社会养老',
      resident: guest,
    } as const
    await as('county-elderly')(stays, 'admit', paying)
    const seen = await as('county-elderly')(stays, 'home', { homeId, day: plainDate('2023-09-11') })
    expect(seen.row).toMatchObject({ residents: 21, supported: 20, paying: 1 })
    const residents = await as('county-elderly')(stays, 'residents', {
      homeId,
      day: plainDate('2023-09-11'),
      category: 'social_elderly',
    })
    expect(residents.rows).toMatchObject([{ name: '示例客', personId: null, age: 83 }])
  })

  test('a director moves nobody into another home', async () => {
    const personId = await dispersedOf('萨力巴乡', { consent: '2023-09-01' })
    const own = organisationIdOf(county, 'home-5')
    const director = app.actor('home-director', { county, kind: 'organisation', ids: [own], organisationId: own })
    const asked = app.as(director)(stays, 'admit', { ...admission, homeId, personId })
    await expect(asked).rejects.toMatchObject({ kind: 'not_found' })
  })

  test('a director lets his own resident go, who is dispersed from the day after', async () => {
    const own = organisationIdOf(county, 'home-5')
    const director = app.actor('home-director', { county, kind: 'organisation', ids: [own], organisationId: own })
    const { rows } = await app.as(director)(stays, 'residents', { homeId: own })
    const [resident] = rows
    const leaving = {
      stayId: resident?.stayId ?? '',
      to: plainDate('2023-09-11'),
      destination: 'dispersed',
      reason: '本人要求',
    } as const
    await expect(app.as(director)(stays, 'leave', leaving)).rejects.toThrow('应先有核实属实的“集中转分散”')
    await verifiedChange(resident?.personId ?? '', 'to_dispersed')
    expect(await app.as(director)(stays, 'leave', leaving)).toEqual({ dispersedFrom: '2023-09-12' })
    expect(await modeOn(resident?.personId ?? '', '2023-09-11')).toEqual(['centralised', own])
    expect(await modeOn(resident?.personId ?? '', '2023-09-12')).toEqual(['dispersed', null])
    const others = await app.as(director)(stays, 'homes', {})
    expect(others.rows.map(({ id }) => id)).toEqual([own])
  })
})

describe('a signed table is kept as it was', () => {
  test('later knowledge stands beside it with the list of what differs', async () => {
    const officer = as('data-officer')
    const signed = await officer(reports, 'submit', { table: 'aohan-annex-2', month })
    expect(signed.edition).toBe(1)
    await officer(reports, 'send', { submissionId: signed.submissionId })
    const personId = await dispersedOf('长胜镇', { consent: '2023-08-01' })
    const homeId = organisationIdOf(county, 'home-9')
    app.setNow('2023-09-14T10:00+08:00')
    await as('county-elderly')(stays, 'admit', { ...admission, homeId, personId, from: plainDate('2023-08-30') })
    const shown = await officer(reports, 'submission', { table: 'aohan-annex-2', month })
    expect(shown).toMatchObject({
      unchanged: true,
      hash: signed.hash,
      kept: { totals: { values: { residents: 341 } } },
    })
    expect(shown.today.totals?.values['residents']).toBe(342)
    const cells = shown.differences.map(({ row, field, before, after, joined }) => [row, field, before, after, joined])
    expect(cells).toEqual([
      ['长胜镇敬老院', 'residents', 23, 24, [personId]],
      ['长胜镇敬老院', 'gap', 7, 6, []],
    ])
    expect(shown.today.status).toMatchObject({ state: 'sent', edition: 1 })
    const kept = await app.superuser.query('select cells::text || members::text as text from reports.submission_row')
    expect(kept.rows.some(({ text }: { text: string }) => /100\d{8}/.test(text))).toBe(false)
  })

  test('it is printed and exported as it was signed, and compared with the table signed for the month before', async () => {
    const officer = as('data-officer')
    const asked = { table: 'aohan-annex-2', month }
    const given = await officer(reports, 'export', { ...asked, format: 'csv', edition: 1 })
    expect(given.name).toBe('敖汉旗养老机构8月情况统计表（第1版）.csv')
    const bytesOf = async (ticket: string) =>
      (await redeemTicket(app.installation, actor('data-officer'), createHash('sha256').update(ticket).digest()))?.bytes
    const rows = readCsv((await bytesOf(given.ticket)) ?? new Uint8Array(), limits).rows
    // What is known today says 342; what was signed said 341.
    expect(rows.at(-1)?.[3]).toBe('341')
    const paper = await officer(reports, 'export', { ...asked, format: 'pdf', edition: 1 })
    expect(
      Buffer.from((await bytesOf(paper.ticket)) ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    const none = officer(reports, 'export', { ...asked, format: 'csv', edition: 9 })
    await expect(none).rejects.toMatchObject({ kind: 'not_found' })
    const shown = await officer(reports, 'submission', asked)
    expect(shown).toMatchObject({ editions: 1, before: null })
  })

  test('two signed months are compared as they were signed', async () => {
    app.setNow('2023-10-09T10:00+08:00')
    const officer = as('data-officer')
    const next = { table: 'aohan-annex-2', month: plainMonth('2023-09') }
    await officer(reports, 'submit', next)
    const { before } = await officer(reports, 'submission', next)
    expect(before).toMatchObject({ month: '2023-08', edition: 1 })
    const cells = before?.differences.map(({ row, field, before: was, after }) => [row, field, was, after])
    expect(cells).toContainEqual(['长胜镇敬老院', 'residents', 23, 24])
  })

  test('the county leader receives it, not who signed it; a month that is not over is not signed', async () => {
    const { submissionId } = await as('data-officer')(reports, 'submission', { table: 'aohan-annex-2', month })
    await as('county-leader')(reports, 'answer', { submissionId, decision: 'received' })
    const early = as('data-officer')(reports, 'submit', { table: 'aohan-annex-2', month: plainMonth('2023-10') })
    await expect(early).rejects.toMatchObject({ reasons: [{ code: 'day' }] })
  })

  test('a changed row is seen by its hash', async () => {
    await app.superuser.query(
      `update reports.submission_row set cells = jsonb_set(cells, '{values,residents}', '99') where line_no = 1`,
    )
    expect(await as('data-officer')(reports, 'submission', { table: 'aohan-annex-2', month })).toMatchObject({
      unchanged: false,
    })
  })

  test('compared with the month before, only what moved is named, with the persons', async () => {
    const compared = await as('data-officer')(reports, 'compare', {
      table: 'aohan-annex-1',
      month: plainMonth('2023-09'),
    })
    expect(compared.month).toBe('2023-08')
    const counts = compared.differences.filter(({ field }) => field === 'dispersed')
    expect(counts.every(({ joined, left }) => joined.length + left.length > 0)).toBe(true)
  })
})
