/** Visits through the door: taken in, judged, decided, imported, on the real database. */
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { visits } from '#modules/visits/contract.ts'
import {
  givenAgreement,
  givenCarer,
  givenMonth,
  givenProvider,
  givenRoster,
  givenVisit,
  type SentVisit,
} from '#modules/visits/given.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { createHash } from 'node:crypto'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-08-31T18:00+08:00' })
const month = plainMonth('2023-08')
const at = { township: '', provider: '', other: '', carer: '', colleague: '', third: '' }
const people: string[] = []

beforeAll(async () => {
  const client = app.superuser
  const county = await givenArea(client, { level: 'county', name: '莘县' })
  at.township = await givenArea(client, { level: 'township', name: '甲镇', parentId: county })
  at.provider = await givenProvider(client)
  at.other = await givenProvider(client, { name: '乙机构（测试）' })
  at.carer = await givenCarer(client, { organisationId: at.provider })
  at.colleague = await givenCarer(client, { organisationId: at.provider, name: '钱举例' })
  at.third = await givenCarer(client, { organisationId: at.provider, name: '孙虚构' })
  await givenMonth(client, month)
  for (let index = 0; index < 30; index += 1) people.push(await person(index))
  const lines = people.map((personId) => ({ personId, townshipId: at.township }))
  await givenRoster(client, { month, organisationId: at.provider, lines })
})

async function person(index: number, agreed = '2023-01-01') {
  const id = await givenPerson(app.superuser, {
    townshipId: at.township,
    organisationId: at.provider,
    name: `示例${String.fromCodePoint(0x4e00 + index)}`,
    longitude: 115.67 + index / 50,
    latitude: 36.23,
  })
  await givenAgreement(app.superuser, {
    personId: id,
    townshipId: at.township,
    organisationId: at.provider,
    from: agreed,
  })
  return id
}

const provider = () =>
  app.actor('provider-admin', { kind: 'organisation', ids: [at.provider], organisationId: at.provider })
const stranger = () =>
  app.actor('provider-admin', {
    kind: 'organisation',
    ids: [at.other],
    organisationId: at.other,
    accountId: 'stranger',
  })
const clerk = () => app.actor('county-clerk')
const township = () => app.actor('township-clerk', { kind: 'townships', ids: [at.township] })
const nobodysId = '00000000-0000-7000-8000-000000000000'
const p = (index: number): string => people[index] ?? nobodysId

const take = async (sent: SentVisit[], actor = provider()) =>
  (await app.as(actor)(visits, 'take', { visits: sent })).visits
const visitAt = (index: number, when: string, more: Partial<SentVisit> & { minutes?: number } = {}) =>
  givenVisit({ personId: p(index), carerId: at.carer, at: when, ...more })
const first = async (visit: SentVisit) => (await take([visit]))[0]
const words = (taken: { reasons: { message: string }[] } | undefined) => taken?.reasons.map(({ message }) => message)
const verdictNow = async (id: string) => (await app.as(clerk())(visits, 'visit', { visitId: id })).verdict
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? error : Promise.reject(error)),
  )

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

  test('evidence is never changed, not even by the application’s own role', async () => {
    const seen = app.seen({ kind: 'county', counties: ['371522'], ids: [] }, (tables) =>
      tables.updateTable('visits.visit').set({ note: '改过' }).execute(),
    )
    await expect(seen).rejects.toThrow(/permission denied/)
  })
})

describe('files of visits', () => {
  const heading = ['日期', '开始时间', '结束时间', '姓名', '服务人员', '服务项目', '确认方式', '照料卡']
  const row = (index: number, day: string, from = '9:00', to = '9:40') => [
    day,
    from,
    to,
    `示例${String.fromCodePoint(0x4e00 + index)}`,
    '钱举例',
    '日常清洁、生活照料',
    '签名',
    '是',
  ]
  const upload = async (rows: string[][], actor = provider(), name = '8月.csv') => {
    const bytes = writeCsv([heading, ...rows])
    return (
      await receiveFile(app.installation, actor, '371522', {
        name,
        mediaType: 'text/csv',
        bytes,
        sha256: sha256(bytes),
      })
    ).fileId
  }
  const start = async (rows: string[][]) => app.as(provider())(visits, 'importStart', { fileId: await upload(rows) })

  test('each wrong row says what is wrong, and nothing of the file is taken in', async () => {
    const rows = [
      row(16, '2023-08-29'),
      row(16, '2023-08-32'),
      row(17, '2023-08-29', '10:00', '9:00'),
      ['2023-08-29', '9:00', '9:30', '没有他', '钱举例'],
    ]
    const { import: checked } = await start(rows)
    expect(checked).toMatchObject({ status: 'checked', rows: 4, good: 1, faulty: 3 })
    const { rows: shown } = await app.as(provider())(visits, 'importRows', { importId: checked.id, state: 'faulty' })
    expect(shown.map(({ rowNo, faults }) => [rowNo, faults[0]?.message])).toEqual([
      [3, '“2023-08-32”不是日期，应写成2023-08-20'],
      [4, '结束时间10:00早于开始时间10:00'.replace('结束时间10:00', '结束时间9:00')],
      [5, '2023年8月本机构的名册上没有“没有他”，请核对姓名和日期'],
    ])
    expect(
      (await refusal(app.as(provider())(visits, 'importTake', { importId: checked.id, which: 'all' })))?.message,
    ).toBe('还有3行有问题，没有导入任何一行。请改好后重新上传，或只导入正确的行')
    const { total } = await app.as(provider())(visits, 'month', { month, personId: p(16) })
    expect(total).toBe(0)
    expect((await app.as(provider())(visits, 'importFaults', { importId: checked.id })).name).toBe(
      '服务记录问题行.xlsx',
    )
  })

  test('good rows are taken in, the same file is recognised, repaired rows add only what is new', async () => {
    const rows = [row(18, '2023-08-29'), row(19, '2023-08-29', '10:30', '11:20')]
    const { import: checked } = await start(rows)
    const taken = await app.as(provider())(visits, 'importTake', { importId: checked.id, which: 'all' })
    expect(taken).toMatchObject({ status: 'published', taken: 2 })
    expect(
      (await app.as(provider())(visits, 'month', { month, importId: checked.id })).rows.map(({ verdict, source }) => [
        verdict,
        source,
      ]),
    ).toEqual([
      ['valid', 'sheet'],
      ['valid', 'sheet'],
    ])
    const again = await start(rows)
    expect([again.import.id, again.again]).toEqual([checked.id, '这个文件8月31日18:00已导入过，没有新的变化。'])
    const more = await start([...rows, row(20, '2023-08-29', '13:00', '13:50')])
    expect(more.import).toMatchObject({ good: 1, same: 2, faulty: 0 })
  })

  test('undoing leaves the visits on file but counts none, frees their neighbours, and stops where later work stands', async () => {
    const neighbour = visitAt(22, '2023-08-28 9:30', { carerId: at.colleague })
    await take([neighbour])
    const { import: checked } = await start([row(21, '2023-08-28', '9:00', '9:41')])
    await app.as(provider())(visits, 'importTake', { importId: checked.id, which: 'good' })
    expect(await verdictNow(neighbour.id)).toBe('doubtful')
    const undone = await app.as(provider())(visits, 'importUndo', { importId: checked.id, reason: '选错了文件' })
    expect(undone).toMatchObject({ status: 'undone', undoneReason: '选错了文件' })
    const { rows } = await app.as(clerk())(visits, 'month', { month, personId: p(21) })
    expect(rows.map((each) => [each.verdict, each.reasons[0]?.message])).toEqual([
      ['not_counted', '所在的导入已撤销：选错了文件'],
    ])
    expect(await verdictNow(neighbour.id)).toBe('valid')

    const { import: other } = await start([row(23, '2023-08-29', '19:00', '19:40')])
    await app.as(provider())(visits, 'importTake', { importId: other.id, which: 'all' })
    const [visit] = (await app.as(clerk())(visits, 'month', { month, importId: other.id })).rows
    await app.as(township())(visits, 'decide', {
      visitIds: [visit?.id ?? ''],
      verdict: 'not_counted',
      reason: '入户核实不属实',
    })
    expect(
      (await refusal(app.as(provider())(visits, 'importUndo', { importId: other.id, reason: '想重新导入' })))?.message,
    ).toBe(`不能撤销：示例${String.fromCodePoint(0x4e00 + 23)}的记录已被判定、说明或更正。请逐条更正`)
  })

  test('a long file goes on in chunks and is not seen until it is whole', async () => {
    const days = Array.from({ length: 30 }, (_, index) => `2023-08-${String(index + 1).padStart(2, '0')}`)
    const hours = Array.from({ length: 12 }, (_, index) => index + 7)
    const rows = days.flatMap((day) =>
      hours.flatMap((hour) => [0, 20, 40].map((minute) => row(24, day, `${hour}:${minute}`, `${hour}:${minute + 16}`))),
    )
    const { import: checked } = await start(rows)
    expect(checked.good).toBe(1080)
    const begun = await app.as(provider())(visits, 'importTake', { importId: checked.id, which: 'all' })
    expect(begun).toMatchObject({ status: 'taking', taken: 1000 })
    expect((await app.as(clerk())(visits, 'month', { month, personId: p(24) })).total).toBe(0)
    const ended = await app.as(app.system())(visits, 'importChunk', { importId: checked.id })
    expect(ended).toMatchObject({ status: 'published', taken: 1080 })
    expect((await app.as(clerk())(visits, 'month', { month, personId: p(24) })).total).toBe(1001)
    expect(await app.as(app.system())(visits, 'importChunk', { importId: checked.id })).toMatchObject({ taken: 1080 })
  })

  test('another provider does not see the file, its rows or its name', async () => {
    const { import: checked } = await start([row(25, '2023-08-29', '5:00', '5:40')])
    expect((await refusal(app.as(stranger())(visits, 'importRows', { importId: checked.id })))?.kind).toBe('not_found')
    expect(await app.as(stranger())(visits, 'imports', {})).toEqual([])
  })
})

describe('looking and printing', () => {
  test('a month of 31 squares, the columns of the days and the choices of the county', async () => {
    const sheet = await app.as(township())(visits, 'personMonth', { personId: p(0), month })
    expect(sheet.days).toHaveLength(31)
    expect(sheet.days[28]).toMatchObject({ day: '2023-08-29', verdict: 'valid' })
    expect(sheet.items).toContainEqual({ code: 'daily_cleaning', title: '日常清洁', times: sheet.valid })
    const daily = await app.as(clerk())(visits, 'daily', { month })
    expect(daily).toHaveLength(31)
    const { total } = await app.as(clerk())(visits, 'month', { month })
    expect(
      Math.min(
        1001,
        daily.reduce((sum, day) => sum + day.valid + day.doubtful + day.notCounted, 0),
      ),
    ).toBe(total)
    const choices = await app.as(provider())(visits, 'choices', { month })
    expect(choices.services.map(({ title }) => title)).toEqual([
      '日常清洁',
      '个人助洁',
      '生活照料',
      '助行服务',
      '就医陪护',
      '紧急救援',
    ])
    expect(choices.limits).toMatchObject({ minutesAtLeast: 15, fenceMetres: 500 })
    expect(choices.organisations.map(({ name }) => name)).toEqual(['甲机构（测试）'])
  })

  test('sheets come out as PDF and lists as sheets', async () => {
    const opened = async (given: { ticket: string }) => {
      const file = await redeemTicket(app.installation, township(), createHash('sha256').update(given.ticket).digest())
      return Buffer.from(file?.bytes ?? [])
        .subarray(0, 4)
        .toString('latin1')
    }
    expect(await opened(await app.as(township())(visits, 'monthSheet', { personId: p(0), month }))).toBe('%PDF')
    expect(await opened(await app.as(township())(visits, 'recordSheet', { personIds: [p(0), p(1)], month }))).toBe(
      '%PDF',
    )
    const list = await app.as(township())(visits, 'export', { filter: { month }, format: 'xlsx' })
    expect(await opened(list)).toBe('PK\u0003\u0004')
  })
})

test('a thousand visits go in by two calls, each judged with everything around it', async () => {
  const carers = await Promise.all(
    Array.from({ length: 20 }, () => givenCarer(app.superuser, { organisationId: at.provider })),
  )
  const sent = Array.from({ length: 1000 }, (_, index) =>
    visitAt(
      index % 10,
      `2023-08-${30 - (index % 2)} ${String(1 + (Math.floor(index / 100) % 10) * 2).padStart(2, '0')}:00`,
      {
        carerId: carers[index % 20] ?? nobodysId,
        minutes: 20 + (index % 40),
      },
    ),
  )
  const taken = [...(await take(sent.slice(0, 500))), ...(await take(sent.slice(500)))]
  expect(taken.filter(({ result }) => result === 'taken')).toHaveLength(1000)
  expect(taken.every(({ verdict }) => verdict !== null)).toBe(true)
})
