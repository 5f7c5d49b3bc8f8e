import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import type { Actor } from '#kernel/permission.ts'
import { givenArea } from '#modules/access/given.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { openLog } from '#platform/log.ts'
import { startWorker } from '#platform/worker.ts'
import { testApp } from '../../../test/app.ts'
import { signedInAs } from '../../../test/database.ts'
import { persons } from './contract.ts'
import { givenIdNumber } from './given.ts'
import { type Cells, changeHeadings, headings, line } from './given-rows.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const clerkActor = app.actor('county-clerk')
const clerk = app.as(clerkActor)
const second = app.as(app.actor('county-leader', { accountId: 'second-hand' }))
const place = { town: '', other: '' }
const worker = await startWorker(app.installation, signedInAs(app.database, 'worker'), openLog('silent'))
afterAll(() => worker.stop())

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县' })
  place.town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  place.other = await givenArea(app.superuser, { level: 'township', name: '样本乡', parentId: county })
  await givenArea(app.superuser, { level: 'village', name: '河东村', parentId: place.town })
  await givenArea(app.superuser, { level: 'village', name: '柳树屯村', parentId: place.other })
})

async function upload(actor: Actor, lines: readonly Cells[], columns: readonly string[] = headings) {
  const bytes = writeCsv([columns, ...lines.map((cells) => columns.map((column) => cells[column] ?? ''))])
  const file = { name: '名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
  return receiveFile(app.installation, actor, '371522', file)
}

async function until(ask: typeof clerk, importId: string, status: string) {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await ask(persons, 'importStatus', { importId })
    if (found.status === status || found.status === 'failed') return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`never ${status}`)
}

const paper = { paperReference: '示民〔2023〕9号', decisionNo: '示民认〔2023〕7号', decidedOn: plainDate('2023-07-20') }

async function checked(lines: readonly Cells[], columns?: readonly string[]) {
  const { fileId } = await upload(clerkActor, lines, columns)
  const { importId } = await clerk(persons, 'importStart', { fileId, ...paper })
  return until(clerk, importId, 'checked')
}

async function taken(lines: readonly Cells[], columns?: readonly string[]) {
  const { importId } = await checked(lines, columns)
  await second(persons, 'importCommit', { importId, goodRowsOnly: true })
  return until(clerk, importId, 'published')
}

async function registered(numbers: readonly (string | undefined)[]) {
  const found = await Promise.all(numbers.map((text) => clerk(persons, 'list', { text: text ?? '' })))
  return found.map(({ rows }) => rows[0])
}

test('a list is recognised, checked, and nothing of it is in the register before it is confirmed', async () => {
  const lines = [line(), line(), line({ 身份证号: '371522195603120018' })]
  const found = await checked(lines)
  expect(found).toMatchObject({ status: 'checked', rowCount: 3, ready: 2, open: 1, unchanged: 0 })
  expect(found.sentence).toContain('识别10列')
  expect(await registered(lines.map((each) => each['身份证号']))).toEqual([undefined, undefined, undefined])
  const { rows } = await clerk(persons, 'importRows', { importId: found.importId, group: 'open' })
  expect(rows).toHaveLength(1)
  expect(rows[0]?.faults[0]?.message).toContain('身份证号第18位应为')
})

test('who uploaded a list or changed it does not confirm it, and the other finds it among his work', async () => {
  const { importId, mine } = await checked([line()])
  expect(mine).toBe(true)
  await expect(clerk(persons, 'importCommit', { importId, goodRowsOnly: true })).rejects.toThrow('由您上传，须由另一名')
  expect((await second(persons, 'importStatus', { importId })).mine).toBe(false)
  const steward = app.as(app.actor('data-officer'))
  await steward(persons, 'importRepair', { importId, row: 2, field: 'phone', value: '10000000001', allLike: false })
  await until(clerk, importId, 'checked')
  await expect(steward(persons, 'importCommit', { importId, goodRowsOnly: true })).rejects.toThrow('您改动过')
  await second(persons, 'importCommit', { importId, goodRowsOnly: true })
  await until(clerk, importId, 'published')
})

test('with an open row the whole list is refused; the good rows go in, with decision, paper and masked number', async () => {
  const lines = [line(), line({ 供养方式: '' })]
  const { importId } = await checked(lines)
  await expect(second(persons, 'importCommit', { importId, goodRowsOnly: false })).rejects.toThrow('还有1行需处理')
  await second(persons, 'importCommit', { importId, goodRowsOnly: true })
  await until(clerk, importId, 'published')
  const [good, open] = await registered(lines.map((each) => each['身份证号']))
  expect(good).toMatchObject({
    name: lines[0]?.['姓名'],
    level: 'partly_able',
    status: 'active',
    supportedFrom: '2023-08-01',
  })
  expect(open).toBeUndefined()
  const file = await clerk(persons, 'person', { personId: good?.id ?? '' })
  expect(file).toMatchObject({ origin: 'decided_outside', paperReference: '示民〔2023〕9号　第2行' })
  expect(file).toMatchObject({ decisionNo: '示民认〔2023〕7号', decidedOn: '2023-07-20' })
  expect(file.payees).toMatchObject([{ state: 'proposed', holderIsPerson: true }])
})

test('nobody comes into the register by a list without decision, its day and the place of the paper', async () => {
  const { paperReference } = paper
  const faultsOf = async (given: Partial<typeof paper>, more: Cells = {}) => {
    const columns = [...headings, '认定决定书号', '认定日期']
    const { fileId } = await upload(clerkActor, [line(more)], Object.keys(more).length > 0 ? columns : headings)
    const { importId } = await clerk(persons, 'importStart', { ...given, fileId, paperReference })
    await until(clerk, importId, 'checked')
    const { rows } = await clerk(persons, 'importRows', { importId, group: 'open' })
    return rows.flatMap(({ faults }) => faults.map(({ message }) => message)).join()
  }
  expect(await faultsOf({})).toMatch(/没有认定决定书号.+没有认定日期/)
  expect(await faultsOf({ decisionNo: '示民认〔2023〕7号' })).toMatch(/^新增人员没有认定日期[^,]+$/)
  const own = { 认定决定书号: '9号', 认定日期: '2023-08-18' }
  expect(await faultsOf({}, { ...own, 最初享受月份: '2023-06' })).toContain('早于认定日期')
  expect(await faultsOf({}, { ...own, 认定日期: '2023-09-07' })).toContain('晚于今天')
  expect(await faultsOf({}, own)).toBe('')
  const { fileId } = await upload(clerkActor, [line()])
  await expect(clerk(persons, 'importStart', { ...paper, fileId, decidedOn: '2023-09-07' })).rejects.toThrow('晚于今天')
  await expect(clerk(persons, 'importStart', { ...paper, fileId, paperReference: '' })).rejects.toThrow('纸质名单')
})

test('a cell is put right, all like cells with it, or kept with a reason; then the row is ready', async () => {
  const number = givenIdNumber(7001)
  const wrong = number.slice(0, 17) + (number.endsWith('1') ? '2' : '1')
  const lines = [line({ 村: '河冻村' }), line({ 村: '河冻村' }), line({ 身份证号: wrong })]
  const { importId } = await checked(lines)
  await clerk(persons, 'importRepair', { importId, row: 2, field: 'village', value: '河东村', allLike: true })
  expect(await until(clerk, importId, 'checked')).toMatchObject({ ready: 2, open: 1 })
  await expect(
    clerk(persons, 'importAcceptWithReason', {
      importId,
      row: 4,
      field: 'idNumber',
      code: 'id_check',
      reason: '户口本如此',
    }),
  ).rejects.toThrow('理由至少10个字')
  await clerk(persons, 'importAcceptWithReason', {
    importId,
    row: 4,
    field: 'idNumber',
    code: 'id_check',
    reason: '户口本即为此号，派出所正在更正',
  })
  expect(await until(clerk, importId, 'checked')).toMatchObject({ ready: 3, open: 0 })
})

test('the same list again changes nothing, and says when it came before', async () => {
  const lines = [line(), line()]
  await taken(lines)
  const { fileId } = await upload(clerkActor, lines)
  const { importId, earlier } = await clerk(persons, 'importStart', { fileId, ...paper })
  expect(earlier).toContain('2023-09-06 10:00已导入过')
  expect(await until(clerk, importId, 'checked')).toMatchObject({ ready: 0, unchanged: 2 })
  await expect(second(persons, 'importCommit', { importId, goodRowsOnly: true })).rejects.toThrow('没有可以导入的行')
})

test('a change list: joiner by decision, leaver with reason and last month, class from its month; a level is a case of its own', async () => {
  const [stay, raised] = [line(), line()]
  const go = line()
  await taken([stay, raised, go])
  const joiner = line({
    变更类型: '新增',
    认定决定书号: '示民认〔2023〕88号',
    认定日期: '2023-08-18',
    最初享受月份: '',
  })
  const found = await taken(
    [
      joiner,
      { ...go, 变更类型: '退出', 终止原因: '自愿退出', 最后发放月: '2023-09' },
      { ...stay, 变更类型: '变更', 变更月份: '2023-10', 户籍类型: '城市' },
      { ...raised, 变更类型: '变更', 变更月份: '2023-10', 生活自理能力: '不能自理' },
    ],
    changeHeadings,
  )
  expect(found).toMatchObject({ status: 'published', ready: 3, open: 1 })
  const { rows } = await clerk(persons, 'importRows', { importId: found.importId, group: 'open' })
  expect(rows.flatMap(({ faults }) => faults.map(({ message }) => message)).join()).toContain('请在“能力评估”申请评估')
  expect((await registered([raised['身份证号']]))[0]).toMatchObject({ level: 'partly_able' })
  const [came, left, changed] = await registered([joiner['身份证号'], go['身份证号'], stay['身份证号']])
  expect(came).toMatchObject({ supportedFrom: '2023-09-01' })
  expect(left).toMatchObject({ endedOn: '2023-09-30', status: 'active' })
  const file = await clerk(persons, 'person', { personId: changed?.id ?? '' })
  expect(file.facts.find(({ kind }) => kind === 'class')).toMatchObject({
    value: 'urban',
    fromOn: '2023-10-01',
    source: 'import',
  })
})

test('undone, newcomers are gone, changes and leavers are back, and the number may be filed again', async () => {
  const [stay, go, joiner] = [line(), line(), line({ 变更类型: '新增', 认定决定书号: '9号', 认定日期: '2023-08-18' })]
  await taken([stay, go])
  app.setNow('2023-09-06T11:00+08:00')
  const left = { ...go, 变更类型: '退出', 终止原因: '自愿退出', 最后发放月: '2023-08' }
  const moved = { ...stay, 变更月份: '2023-08', 户籍类型: '城市' }
  const { importId } = await taken([joiner, moved, left], changeHeadings)
  app.setNow('2023-09-06T12:00+08:00')
  expect(await clerk(persons, 'importUndo', { importId, reason: '传错了文件' })).toEqual({ undone: 3, left: [] })
  const [gone, back, again] = await registered([joiner['身份证号'], stay['身份证号'], go['身份证号']])
  expect(gone).toBeUndefined()
  expect(again).toMatchObject({ status: 'active', endedOn: null })
  const standing = await app.superuser.query(
    `select s.class, p.name from persons.standing_on('371522', '2024-01-31', '2023-09-07') s join persons.person p on p.id = s.person_id
     where s.status = 'active' and (p.id = $1 or p.name = $2)`,
    [back?.id, joiner['姓名']],
  )
  expect(standing.rows).toEqual([{ class: 'rural', name: stay['姓名'] }])
  await expect(clerk(persons, 'importUndo', { importId, reason: '再撤销一次' })).rejects.toThrow('或已撤销')
  expect(await taken([joiner])).toMatchObject({ status: 'published', ready: 1 })
  expect((await registered([joiner['身份证号']]))[0]).toMatchObject({ status: 'active' })
})

test('who was worked on since stays, by name; the rest can be undone', async () => {
  const lines = [line(), line()]
  app.setNow('2023-09-06T13:00+08:00')
  const { importId } = await taken(lines)
  app.setNow('2023-09-06T14:00+08:00')
  const [first, second] = await registered(lines.map((each) => each['身份证号']))
  await clerk(persons, 'addContact', { personId: first?.id ?? '', name: '邻居甲', relation: '邻居', role: 'carer' })
  await expect(clerk(persons, 'importUndo', { importId, reason: '传错了文件' })).rejects.toThrow(
    `1人不能撤销：${first?.name}`,
  )
  expect(await clerk(persons, 'importUndo', { importId, reason: '传错了文件', restOnly: true })).toEqual({
    undone: 1,
    left: [{ personId: first?.id, name: first?.name }],
  })
  const [kept, gone] = await registered(lines.map((each) => each['身份证号']))
  expect([kept?.id, gone]).toEqual([first?.id, undefined])
  expect(second?.id).toBeDefined()
})

test('a township clerk imports for his township only, and sees his own imports only', async () => {
  const actor = app.actor('township-clerk', { kind: 'townships', ids: [place.town], accountId: 'town' })
  const ask = app.as(actor)
  const { fileId } = await upload(actor, [line(), line({ 乡镇: '样本乡', 村: '柳树屯村' })])
  const { importId } = await ask(persons, 'importStart', { fileId, ...paper })
  expect(await until(ask, importId, 'checked')).toMatchObject({ ready: 1, open: 1 })
  const other = app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.other], accountId: 'other' }))
  await expect(other(persons, 'importStatus', { importId })).rejects.toThrow('没有找到这次导入')
  const stranger = app.as(app.actor('county-clerk', { county: '150430' }))
  await expect(stranger(persons, 'importRows', { importId })).rejects.toThrow('没有找到这次导入')
  expect((await stranger(persons, 'importList', {})).rows).toEqual([])
})

test('columns the clerk points out are remembered for the next file of that shape', async () => {
  const columns = ['姓名', '身份证号', '乡镇', '村', '户籍类型', '能力情况说明', '供养方式', '最初享受月份']
  const told = () => ({ ...line(), 能力情况说明: '部分自理' })
  const { importId, open } = await checked([told()], columns)
  expect(open).toBe(1)
  await clerk(persons, 'importMap', { importId, columns: [{ index: 5, choice: 'selfCareLevel' }] })
  expect(await until(clerk, importId, 'checked')).toMatchObject({ ready: 1, open: 0 })
  expect(await checked([told()], columns)).toMatchObject({ ready: 1, open: 0 })
})

test('accounts of a list are confirmed by another; one account for two stays open', async () => {
  const shared = '6200000000000000991'
  const lines = [line(), line({ 银行账号: shared }), line({ 银行账号: shared })]
  const { importId } = await taken(lines)
  await expect(clerk(persons, 'confirmImportedPayees', { importId })).rejects.toThrow('须由另一人确认')
  const leader = app.as(app.actor('county-leader'))
  expect(await leader(persons, 'confirmImportedPayees', { importId })).toEqual({ confirmed: 1, left: 2 })
})

test('all or nothing: of any mix of rows exactly the good ones are on file, each with its whole standing', async () => {
  const kinds = fc.array(fc.constantFrom('good', 'no level', 'bad digit', 'no place', 'twice'), {
    minLength: 1,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(kinds, async (mix) => {
      const lines = mix.map((kind) => {
        const each = line()
        if (kind === 'no level') return { ...each, 生活自理能力: '' }
        if (kind === 'bad digit') return { ...each, 身份证号: `${each['身份证号']?.slice(0, 17)}?` }
        if (kind === 'no place') return { ...each, 乡镇: '', 村: '' }
        return each
      })
      const all = mix.flatMap((kind, index) =>
        kind === 'twice' ? [lines[index] ?? {}, lines[index] ?? {}] : [lines[index] ?? {}],
      )
      const found = await checked(all)
      const good = mix.filter((kind) => kind === 'good' || kind === 'twice').length
      expect(found.ready).toBe(good)
      if (good === 0) return
      await second(persons, 'importCommit', { importId: found.importId, goodRowsOnly: true })
      await until(clerk, found.importId, 'published')
      const { rows } = await app.superuser.query(
        `select p.id, count(f.*)::int as facts from persons.import_person i left join persons.person p on p.id = i.id
         left join persons.fact f on f.person_id = p.id where i.import_id = $1 group by p.id`,
        [found.importId],
      )
      expect(rows.map(({ facts }) => facts)).toEqual(rows.map(() => 6))
      expect(rows).toHaveLength(good)
    }),
    { numRuns: 8 },
  )
})
