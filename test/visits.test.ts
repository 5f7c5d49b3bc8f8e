/** Visits through the door: taken in, judged, decided, on the real database. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { givenPerson } from '#modules/persons/given.ts'
import { visits } from '#modules/visits/contract.ts'
import { givenCarer, givenMonth, type SentVisit } from './given-visits.ts'
import { month, nobodysId, visitsCounty } from './visits-county.ts'

const { app, at, person, provider, stranger, clerk, township, p, take, visitAt, first, words, verdictNow, refusal } =
  await visitsCounty()

describe('taking in', () => {
  test('a visit that proves itself is valid, and its reasons are empty', async () => {
    expect(await first(visitAt(0, '2023-08-29 9:02'))).toMatchObject({ result: 'taken', verdict: 'valid', reasons: [] })
  })

  test('the same visit sent again changes nothing, and its id is not lent to another', async () => {
    const visit = visitAt(1, '2023-08-29 10:30')
    await take([visit])
    expect((await take([visit]))[0]).toMatchObject({ result: 'same' })
    expect((await take([{ ...visit, personId: p(2) }]))[0]).toMatchObject({
      result: 'refused',
      reasons: [{ code: 'id_used' }],
    })
    expect((await take([visitAt(2, '2023-08-29 15:00'), visit, visit])).map(({ result }) => result)).toEqual([
      'taken',
      'same',
      'same',
    ])
    const rows = await app.superuser.query('select 1 from visits.visit where id = $1', [visit.id])
    expect(rows.rowCount).toBe(1)
  })

  test('an unknown person or carer holds up nothing else', async () => {
    const sent = [
      visitAt(0, '2023-08-29 16:00', { personId: nobodysId }),
      visitAt(0, '2023-08-29 17:00', { carerId: nobodysId }),
    ]
    expect((await take(sent)).map(({ reasons }) => reasons[0]?.message)).toEqual([
      '没有找到服务对象，请核对人员编号',
      '没有找到服务人员，请先登记服务人员',
    ])
  })

  test('a provider sends only its own; the county says whose', async () => {
    const visit = visitAt(0, '2023-08-28 6:00')
    expect(
      (await refusal(app.as(provider())(visits, 'take', { visits: [visit], organisationId: at.other })))?.message,
    ).toBe('只能上传本机构的服务记录')
    expect((await refusal(app.as(clerk())(visits, 'take', { visits: [visit] })))?.message).toBe(
      '请写明是哪家机构的服务记录',
    )
  })

  test('late, too short, outside the fence and without proof are said in words', async () => {
    const far = { longitude: 115.67 + 3 / 50, latitude: 36.24, datum: 'WGS-84' as const }
    const visit = visitAt(3, '2023-08-03 9:00', { minutes: 4, position: far, confirmation: 'none', cardScanned: false })
    const taken = await first(visit)
    expect(words(taken)).toEqual([
      '佐证得分0分，满4分才直接有效',
      '时长4分钟，少于规定的15分钟',
      '8月31日补录8月3日的服务，晚28天',
      '距居所1112米，超出允许的500米',
    ])
    expect(taken?.verdict).toBe('not_counted')
  })

  test('whoever is not on the provider’s roster is not told about', async () => {
    const outside = await givenPerson(app.superuser, { townshipId: at.township, name: '路人甲', diedOn: '2023-07-01' })
    const taken = await first(visitAt(0, '2023-08-30 6:00', { personId: outside }))
    expect(words(taken)).toEqual(['不在8月名册'])
    const { rows } = await app.as(provider())(visits, 'month', { month, personId: outside })
    expect(rows.map((row) => row.person)).toEqual(['不在本机构名册'])
    expect(rows[0]?.metres).toBeNull()
  })

  test('no agreement that day, by its day of signing', async () => {
    const late = await person(40, '2023-08-06')
    await app.superuser.query(
      `insert into rosters.roster_line (county_code, id, roster_id, month, organisation_id, township_id, person_id, line_no, level, change, entry_id)
       select county_code, $1, id, month, organisation_id, $2, $3, 900, 'able', 'joined', $1 from rosters.roster where organisation_id = $4`,
      [crypto.randomUUID(), at.township, late, at.provider],
    )
    const taken = await take([
      visitAt(0, '2023-08-05 9:00', { personId: late }),
      visitAt(0, '2023-08-30 5:00', { personId: late }),
    ])
    expect(words(taken[0])).toContain('当天没有生效协议（8月6日签订）')
    expect(taken[0]).toMatchObject({ verdict: 'not_counted' })
    expect(taken[0]?.reasons[0]?.citations?.[0]).toMatchObject({ document: '莘政办发〔2023〕6号' })
    expect(taken[1]).toMatchObject({ verdict: 'valid' })
  })
})

describe('isolation', () => {
  test('another provider sees, corrects and explains nothing', async () => {
    const visit = visitAt(4, '2023-08-29 8:00')
    await take([visit])
    expect((await app.as(stranger())(visits, 'month', { month })).total).toBe(0)
    for (const asking of [
      () => app.as(stranger())(visits, 'visit', { visitId: visit.id }),
      () => app.as(stranger())(visits, 'explain', { visitId: visit.id, words: '我们说明一下' }),
      () =>
        app.as(stranger())(visits, 'correct', {
          visitId: visit.id,
          visit: { ...visit, id: crypto.randomUUID() },
          reason: '时间写错了',
        }),
    ])
      expect((await refusal(asking()))?.kind).toBe('not_found')
    expect((await app.as(stranger())(visits, 'take', { visits: [visit] })).visits[0]).toMatchObject({
      result: 'refused',
    })
  })

  test('another county and another township see nothing', async () => {
    const elsewhere = app.actor('county-clerk', { county: '150430' })
    expect((await app.as(elsewhere)(visits, 'month', { month })).total).toBe(0)
    const there = app.actor('township-clerk', { kind: 'townships', ids: [crypto.randomUUID()] })
    expect((await app.as(there)(visits, 'month', { month })).total).toBe(0)
  })
})

describe('the order of taking in does not matter', () => {
  /** A day of one carer with clashes, haste, a photo used twice, and a correction of nothing. */
  const dayOf = (day: string, carerId: string): SentVisit[] => [
    visitAt(5, `${day} 8:00`, { carerId, photos: ['a'.repeat(64)] }),
    visitAt(6, `${day} 8:30`, { carerId }),
    visitAt(29, `${day} 9:13`, { carerId, position: { longitude: 116.2, latitude: 36.5, datum: 'WGS-84' } }),
    visitAt(7, `${day} 11:00`, { carerId, photos: ['a'.repeat(64)] }),
    visitAt(7, `${day} 11:20`, { carerId }),
    visitAt(8, `${day} 14:00`, { carerId, minutes: 10 }),
  ]
  const shownOf = async (sent: SentVisit[]) => {
    const rows = await app.superuser.query<{ id: string; verdict: string; reasons: { message: string }[] }>(
      'select id, verdict, reasons from visits.visit_view where id = any($1)',
      [sent.map(({ id }) => id)],
    )
    const byId = new Map(rows.rows.map((row) => [row.id, row]))
    return sent.map(({ id }) => [byId.get(id)?.verdict, ...(byId.get(id)?.reasons.map(({ message }) => message) ?? [])])
  }

  test('the verdicts of a day are the same, one by one in any order or all at once', async () => {
    const carers = await Promise.all(
      Array.from({ length: 12 }, () => givenCarer(app.superuser, { organisationId: at.provider })),
    )
    const run = { next: 0, day: 9 }
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), async (order) => {
        const carerId = carers[run.next++ % carers.length] ?? nobodysId
        await app.superuser.query('truncate visits.photo')
        const oneByOne = dayOf('2023-08-30', carerId)
        for (const index of order) await take([oneByOne[index] ?? visitAt(9, '2023-08-30 1:00')])
        const shown = await shownOf(oneByOne)
        await app.superuser.query('truncate visits.photo')
        const colleague = carers[run.next++ % carers.length] ?? nobodysId
        const together = dayOf('2023-08-30', colleague)
        await take(together)
        expect(shown).toEqual(await shownOf(together))
        expect(shown.map(([verdict]) => verdict)).toEqual([
          'doubtful',
          'doubtful',
          'doubtful',
          'doubtful',
          'doubtful',
          'doubtful',
        ])
      }),
      { numRuns: 5 },
    )
  })
})

describe('people decide', () => {
  test('a township judges a doubtful visit with its reason, many at once, and served counts it', async () => {
    const sent = [visitAt(10, '2023-08-21 9:00'), visitAt(11, '2023-08-21 10:30')]
    await take(sent)
    const served = async () =>
      (
        await app.superuser.query('select * from visits.served($1, $2, $3) where person_id = $4', [
          '371522',
          month,
          at.provider,
          p(10),
        ])
      ).rows[0]
    expect(await served()).toMatchObject({ visits: 1, valid: 0, doubtful: 1, days_valid: 0, minutes: 0 })
    const done = await app.as(township())(visits, 'decide', {
      visitIds: sent.map(({ id }) => id),
      verdict: 'valid',
      reason: '8月21日至23日断网通知',
    })
    expect(done).toEqual({ decided: 2 })
    expect(await served()).toMatchObject({ visits: 1, valid: 1, doubtful: 0, days_valid: 1, minutes: 42 })
    const shown = await app.as(clerk())(visits, 'visit', { visitId: sent[0]?.id ?? '' })
    expect(shown.judgements.map(({ byRule, verdict, words: said }) => [byRule, verdict, said])).toEqual([
      [false, 'valid', '8月21日至23日断网通知'],
      [true, 'doubtful', ''],
    ])
    expect(shown.reasons[0]?.message).toBe('8月31日补录8月21日的服务，晚10天')
  })

  test('what a person decided stands until something comes up that he did not know: a death', async () => {
    const visit = visitAt(12, '2023-08-22 9:00')
    await take([visit])
    await app.as(township())(visits, 'decide', { visitIds: [visit.id], verdict: 'valid', reason: '电话核实属实' })
    expect(await app.as(app.system())(visits, 'rejudge', { personIds: [p(12)] })).toEqual({ judged: 1, changed: 0 })
    await app.superuser.query(`update persons.person set died_on = '2023-08-20' where id = $1`, [p(12)])
    expect(await app.as(app.system())(visits, 'rejudge', { personIds: [p(12)] })).toEqual({ judged: 1, changed: 1 })
    const shown = await app.as(clerk())(visits, 'visit', { visitId: visit.id })
    expect([shown.verdict, shown.reasons[0]?.message]).toEqual(['not_counted', '已于8月20日死亡'])
    expect(shown.judgements).toHaveLength(3)
  })

  test('whoever took it in does not judge it, and a closed month is not touched', async () => {
    const visit = visitAt(13, '2023-08-29 9:00', { carerId: at.third })
    await app.as(clerk())(visits, 'take', { visits: [visit], organisationId: at.provider })
    const decide = (actor: ReturnType<typeof clerk>) =>
      refusal(app.as(actor)(visits, 'decide', { visitIds: [visit.id], verdict: 'not_counted', reason: '核实不属实' }))
    expect((await decide(clerk()))?.message).toBe('1条（8月29日）由您录入，须由他人判定。请取消勾选')
    await givenMonth(app.superuser, month, '371522', true)
    expect((await decide(township()))?.message).toBe('2023年8月已关账，服务记录不再改动。请在下一个月的结算中更正')
    await givenMonth(app.superuser, month)
    expect(await decide(township())).toBeUndefined()
    expect(await verdictNow(visit.id)).toBe('not_counted')
  })

  test('the provider is asked and answers', async () => {
    const visit = visitAt(14, '2023-08-29 19:50', { carerId: at.third })
    await take([visit])
    await app.as(clerk())(visits, 'askExplanation', { visitIds: [visit.id], words: '请说明当天情况' })
    await app.as(provider())(visits, 'explain', { visitId: visit.id, words: '老人当天在邻居家' })
    const { explanations } = await app.as(township())(visits, 'visit', { visitId: visit.id })
    expect(explanations.map(({ kind, words: said }) => `${kind} ${said}`)).toEqual([
      'asked 请说明当天情况',
      'answered 老人当天在邻居家',
    ])
  })

  test('a correction is a second entry; both are shown and only the second counts', async () => {
    const wrong = visitAt(15, '2023-08-29 12:00', { minutes: 5 })
    await take([wrong])
    const right = { ...visitAt(15, '2023-08-29 12:00', { minutes: 50 }) }
    const corrected = await app.as(provider())(visits, 'correct', {
      visitId: wrong.id,
      visit: right,
      reason: '离开时间按错',
    })
    expect(corrected).toMatchObject({ result: 'taken', verdict: 'valid' })
    const { rows } = await app.as(clerk())(visits, 'month', { month, personId: p(15), sort: 'oldest' })
    expect(new Map(rows.map((row) => [row.id, [row.verdict, row.reasons[0]?.message, row.correctsId]]))).toEqual(
      new Map([
        [wrong.id, ['not_counted', '已于8月31日更正，以更正后的记录为准', null]],
        [right.id, ['valid', undefined, wrong.id]],
      ]),
    )
    const again = app.as(provider())(visits, 'correct', {
      visitId: wrong.id,
      visit: { ...right, id: crypto.randomUUID() },
      reason: '再改一次看看',
    })
    expect((await refusal(again))?.message).toBe('这条服务记录已经更正过。请在更正后的记录上再更正')
  })

  test('what clashed only with the wrong entry is free of it', async () => {
    const wrong = visitAt(26, '2023-08-30 9:00', { carerId: at.third })
    const beside = visitAt(28, '2023-08-30 9:20', { carerId: at.third })
    await take([wrong, beside])
    expect(await verdictNow(beside.id)).toBe('doubtful')
    const right = visitAt(26, '2023-08-28 9:00', { carerId: at.third })
    await app.as(provider())(visits, 'correct', { visitId: wrong.id, visit: right, reason: '日期写错' })
    expect(await verdictNow(beside.id)).toBe('valid')
  })

  test('evidence is never changed, not even by the application’s own role', async () => {
    const seen = app.seen({ kind: 'county', counties: ['371522'], ids: [] }, (tables) =>
      tables.updateTable('visits.visit').set({ note: '改过' }).execute(),
    )
    await expect(seen).rejects.toThrow(/permission denied/)
  })
})
