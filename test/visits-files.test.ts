/** Files of visits, lists and papers. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { visits } from '#modules/visits/contract.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { month, nameOf, visitsCounty } from './visits-county.ts'

const { app, at, provider, stranger, clerk, township, p, take, visitAt, verdictNow, refusal } = await visitsCounty()

describe('files of visits', () => {
  const heading = ['日期', '开始时间', '结束时间', '姓名', '服务人员', '服务项目', '确认方式', '照料卡']
  const row = (index: number, day: string, from = '9:00', to = '9:40') => [
    day,
    from,
    to,
    nameOf(index),
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
    ).toBe(`不能撤销：${nameOf(23)}的记录已被判定、说明或更正。请逐条更正`)
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
    await take([visitAt(0, '2023-08-29 9:02')])
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
