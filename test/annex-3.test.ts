/** 附件3 of 敖政办发〔2023〕59号: rounds by township, one form for each dispersed person, and the township's own version. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { givenAohan } from '#apps/demo/given-aohan.ts'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { reports } from '#modules/reports/contract.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { aohanPlaces } from '#platform/demo/places.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-14T10:00+08:00' })
const county = '150430'
beforeAll(() => givenAohan(app.installation, app.superuser), 60_000)

describe('附件3 is filled person by person', () => {
  const township = aohanPlaces.townships[3]?.id ?? ''
  const clerk = app.actor('township-clerk', { county, kind: 'townships', ids: [township] })
  const good = {
    housing: 'own',
    environment: 'clean',
    life_quality: 'good',
    care: 'good',
    treated_in_time: 'yes',
    money_self_controlled: 'yes',
    result: 'good',
  }
  const observers = ['civil_affairs', 'finance', 'police', 'village'] as const
  let roundId = ''
  let personId = ''

  test('columns 1 to 9 come from the file', async () => {
    const opened = await app.as(clerk)(reports, 'openRound', {
      townshipId: township,
      evaluatedOn: plainDate('2023-09-13'),
      dueOn: plainDate('2023-09-30'),
    })
    roundId = opened.roundId
    const list = await app.as(clerk)(reports, 'round', { roundId })
    personId = list.rows[0]?.personId ?? ''
    const form = await app.as(clerk)(reports, 'form', { roundId, personId })
    expect(form.prefilled).toMatchObject({ no: '1', name: list.rows[0]?.name, age: String(list.rows[0]?.age) })
    expect(['失能', '半失能', '自理']).toContain(form.prefilled['level'])
    expect(form.fields.filter(({ prefilled }) => !prefilled).map(({ no }) => no)).toEqual([
      // The carer is on file, his age is not: it is asked for.
      ...(form.prefilled['carer_name'] ? [7] : []),
      10,
      11,
      12,
      13,
      14,
      15,
      16,
      17,
      18,
    ])
    expect(form.fields.find(({ field }) => field === 'care')?.choices.map(({ title }) => title)).toEqual([
      '较好',
      '一般',
      '较差',
      '差',
    ])
  })

  test('the age of a guardian with a birth day on file stands in column 7; another is filled in by hand', async () => {
    const list = await app.as(clerk)(reports, 'round', { roundId })
    const [, second, third] = list.rows
    const guardian = async (who: string | undefined, born: string | null) =>
      app.superuser.query(
        `insert into persons.guardian (county_code, id, person_id, name, relation, scope, born_on, from_on)
         values ($1, gen_random_uuid(), $2, '监护示例', '侄子', '{medical}', $3, '2020-01-01')`,
        [county, who, born],
      )
    await guardian(second?.personId, '1950-09-14')
    await guardian(third?.personId, null)
    const known = await app.as(clerk)(reports, 'form', { roundId, personId: second?.personId ?? '' })
    expect(known.prefilled).toMatchObject({ carer_name: '监护示例', carer_age: '72' })
    expect(known.fields.find(({ field }) => field === 'carer_age')?.prefilled).toBe(true)
    expect(known.warnings).toEqual([expect.stringContaining('72岁')])
    const unknown = await app.as(clerk)(reports, 'form', { roundId, personId: third?.personId ?? '' })
    expect(unknown.fields.find(({ field }) => field === 'carer_age')?.prefilled).toBe(false)
    const save = { roundId, personId: third?.personId ?? '', observers: [...observers], infringed: 'no' as const }
    const odd = app.as(clerk)(reports, 'saveForm', { ...save, answers: { ...good, carer_age: '老' } })
    await expect(odd).rejects.toMatchObject({ reasons: [{ code: 'carer_age' }] })
    await app.as(clerk)(reports, 'saveForm', { ...save, answers: { ...good, carer_age: '66' } })
    const table = await app.as(clerk)(reports, 'table', { table: 'aohan-annex-3', month: plainMonth('2023-09') })
    expect(table.rows.find(({ key }) => key === third?.personId)?.values['carer_age']).toBe('66')
  })

  test('with a red flag the result is not 较好 (A-02), and nothing is kept', async () => {
    const save = { roundId, personId, observers: [...observers], infringed: 'no' as const }
    const squalid = app.as(clerk)(reports, 'saveForm', { ...save, answers: { ...good, environment: 'squalid' } })
    await expect(squalid).rejects.toMatchObject({
      reasons: [{ code: 'result', message: expect.stringContaining('“居住环境') }],
    })
    const infringed = app.as(clerk)(reports, 'saveForm', {
      ...save,
      infringed: 'yes',
      answers: { ...good, result: 'poor' },
    })
    await expect(infringed).rejects.toMatchObject({ reasons: [{ code: 'result' }] })
    const fair = app.as(clerk)(reports, 'saveForm', { ...save, answers: { ...good, result: 'fair' } })
    await expect(fair).rejects.toMatchObject({ reasons: [{ code: 'result' }] })
  })

  test('the whole township is exported in the printed layout', async () => {
    const save = { roundId, personId, observers: [...observers], infringed: 'no' as const }
    await app.as(clerk)(reports, 'saveForm', { ...save, answers: good })
    const again = await app.as(clerk)(reports, 'saveForm', {
      ...save,
      answers: { ...good, money_self_controlled: 'no' },
    })
    expect(again).toMatchObject({ edition: 2, clues: ['特困供养费是否由本人支配'] })
    const given = await app.as(clerk)(reports, 'exportRound', { roundId })
    const file = await redeemTicket(app.installation, clerk, createHash('sha256').update(given.ticket).digest())
    const [sheet] = await readSheet(file?.bytes ?? new Uint8Array(), {
      maxRows: 500,
      maxColumns: 30,
      maxBytes: 1_000_000,
    })
    const rows = (sheet?.rows ?? []).map((row) => row.map(({ value }) => value))
    expect(rows[0]?.[0]).toBe('敖汉旗分散供养特困人员排查评估表（参考模板）')
    expect(rows[1]?.[0]).toBe('填报单位：古鲁板蒿镇')
    expect(rows[2]?.[17]).toBe('备注')
    expect(rows[3]?.slice(9, 17)).toEqual(['自有', '整洁干净', '较好', '较好', '是', '否', '否', '较好'])
    const table = await app.as(clerk)(reports, 'table', { table: 'aohan-annex-3', month: plainMonth('2023-09') })
    expect(table.columns).toHaveLength(18)
    expect(table.rows.map(({ key }) => key)).toContain(personId)
  })

  test('whether rights are infringed is sealed in the database', async () => {
    const rows = await app.superuser.query('select answers::text as answers, infringed from reports.form')
    expect(
      rows.rows.every(
        (row: { answers: string; infringed: Buffer }) => !row.answers.includes('infringed') && row.infringed.length > 8,
      ),
    ).toBe(true)
  })

  test('a township may change its form but not the core fields (A-03)', async () => {
    const leader = app.actor('township-leader', { county, kind: 'townships', ids: [township] })
    const change = {
      townshipId: township,
      added: [{ field: 'x_heating', title: '取暖', choices: ['有', '无'] }],
      reason: '冬季取暖',
    }
    await expect(app.as(leader)(reports, 'adaptForm', { ...change, hidden: ['result'] })).rejects.toMatchObject({
      reasons: [{ code: 'result', message: expect.stringContaining('核心栏目') }],
    })
    expect(await app.as(leader)(reports, 'formVersion', { townshipId: township })).toMatchObject({
      version: 1,
      hidden: [],
    })
    expect(await app.as(leader)(reports, 'adaptForm', { ...change, hidden: ['housing'] })).toEqual({ version: 2 })
    expect(await app.as(leader)(reports, 'formVersion', { townshipId: township })).toMatchObject({
      version: 2,
      mayChange: true,
      hidden: ['housing'],
      added: change.added,
      reason: '冬季取暖',
    })
    const before = await app.as(clerk)(reports, 'form', { roundId, personId })
    expect(before.fields.some(({ field }) => field === 'housing')).toBe(true)
    const next = await app.as(clerk)(reports, 'openRound', {
      townshipId: township,
      evaluatedOn: plainDate('2023-09-14'),
      dueOn: plainDate('2023-09-30'),
    })
    const after = await app.as(clerk)(reports, 'form', { roundId: next.roundId, personId })
    expect(after.fields.map(({ field }) => field)).toEqual(expect.arrayContaining(['x_heating']))
    expect(after.fields.some(({ field }) => field === 'housing')).toBe(false)
  })
})
