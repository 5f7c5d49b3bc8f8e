import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { createHash } from 'node:crypto'
import { bornOn, openLists, stranger } from '../../../test/given-lists.ts'
import { payments } from '#modules/payments/contract.ts'
import { overlaps } from './contract.ts'
import { type GivenLine, givenList } from './given.ts'

const names = '张示例 李样本 王演示 赵荣华 陈假设 刘举例 杨虚构 孙模拟 周荣国 吴示样 郑样例 冯演例'.split(' ')
const opened = await openLists(names, { elsewhere: 3 })
const { app, county, clerkActor, clerk, town, other: otherTown, village, numbers, ids, started, readThrough } = opened

beforeAll(async () => {
  const old = await givenArea(app.superuser, { county, level: 'village', name: '旧塘村', parentId: town })
  await app.superuser.query('update access.area set successor_id = $1 where id = $2', [village, old])
})

const line = (at: number, more: GivenLine = {}): GivenLine => ({
  姓名: names[at] ?? '',
  身份证号: numbers[at] ?? '',
  ...more,
})
async function matched(kind: string, lines: readonly GivenLine[], more: { month?: string } = {}) {
  const { listId } = await started(kind, lines, more)
  return readThrough(listId)
}

const hitsOf = async (listId: string) => (await clerk(overlaps, 'hits', { listId })).rows
const work = async () => (await clerk(duties, 'mine', {})).tasks.map(({ title, object }) => `${title} ${object}`)

test('a row that means nobody is not stored, and the file is gone once it is matched', async () => {
  const list = await matched('dibao', [line(0, { 享受起始月: '2023-08', 月金额: '400' }), stranger])
  expect(list).toMatchObject({ status: 'matched', rows: 2, hits: 1, open: 1, apart: 0 })
  expect(list.droppedAt).not.toBeNull()
  const stored = await app.superuser.query("select coalesce(string_agg(h::text, ''), '') as text from overlap.hit h")
  expect(stored.rows[0].text).not.toContain('何无关')
  expect(stored.rows[0].text).not.toContain(numbers[0])
  const kept = await app.superuser.query(
    'select f.address, f.sha256 from platform.file f join overlap.list l on l.file_id = f.id where l.id = $1',
    [list.id],
  )
  const text = Buffer.from(await app.installation.files.read(county, kept.rows[0].address)).toString()
  expect(text).toContain(list.sha256)
  expect(text).not.toContain('何无关')
})

test('the same two are laid side by side and decided: the change of month leaves no gap and pays none twice (A-38, C-12)', async () => {
  const { rows } = await clerk(overlaps, 'hits', { kind: 'dibao' })
  const [hit] = rows
  expect(hit).toMatchObject({
    relation: 'exclusive',
    certain: true,
    ours: { name: '张示例' },
    theirs: { name: '张示例' },
  })
  expect(hit?.theirs.idMasked).toMatch(/^\d{4}\*{10}\d{4}$/)
  expect(hit?.change?.text).toBe('低保到2023年10月止，特困照旧（2023年8月起）。此前重复3个月，1,200.00 元，生成追缴。')
  const decision = {
    hits: [{ hitId: hit?.id ?? '', decisions: 0 }],
    verdict: 'same' as const,
    reason: '身份证号和姓名一致',
  }
  await expect(clerk(overlaps, 'decide', { ...decision, oldThrough: '2023-09' })).rejects.toThrow(
    '最后一个月不能早于它',
  )
  await expect(clerk(overlaps, 'decide', { ...decision, stops: 'support' })).rejects.toThrow('停哪一项由政策规定')
  await clerk(overlaps, 'decide', decision)
  await expect(clerk(overlaps, 'decide', decision)).rejects.toThrow('刚被他人判定')
  expect(await work()).toContain('办理制度衔接1人 部门比对')
  const carried = { hitId: hit?.id ?? '', words: '已通知低保经办停发', paper: '示民函〔2023〕9号' }
  await clerk(overlaps, 'carry', carried)
  await expect(clerk(overlaps, 'carry', carried)).rejects.toThrow('衔接已登记')
  expect(await work()).not.toContain('办理制度衔接1人 部门比对')
  const [own] = await clerk(overlaps, 'ofPerson', { personId: ids[0] ?? '' })
  expect(own?.text).toContain('低保到2023年10月止，特困照旧')
})

test('months that both paid are proposed to be taken back once, heard, and decided by another (AH-4.3, A-38)', async () => {
  const leader = app.as(app.actor('county-leader', { county }))
  const [proposed, ...others] = (await clerk(payments, 'claimProposals', {})).rows
  expect(others).toEqual([])
  expect(proposed).toMatchObject({
    name: '张示例',
    schemeTitle: '低保',
    amountFen: 120_000n,
    status: 'proposed',
    mine: true,
  })
  expect(proposed?.months).toEqual(['2023-08', '2023-09', '2023-10'])
  expect(await work()).toContain('听取追缴意见 1件')
  const at = { proposalId: proposed?.id ?? '', version: 1 }
  const decide = { ...at, establish: true, reason: '低保台账与供养名册核对一致' }
  await expect(leader(payments, 'decideProposal', decide)).rejects.toThrow('还没有听取本人意见')
  const hear = { ...at, who: 'person' as const, name: '张示例', words: '不知道两样不能都领', paper: '笔录1盒1页' }
  await expect(clerk(payments, 'hearClaim', { ...hear, on: '2023-11-05' })).rejects.toThrow('先后颠倒')
  await clerk(payments, 'hearClaim', { ...hear, on: '2023-11-06' })
  await expect(clerk(payments, 'hearClaim', { ...hear, on: '2023-11-06' })).rejects.toThrow('刚被他人办理')
  const decided = await Promise.allSettled([
    leader(payments, 'decideProposal', { ...decide, version: 2 }),
    leader(payments, 'decideProposal', { ...decide, version: 2 }),
  ])
  expect(decided.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const again = { verdict: 'different' as const, reason: '重新核对，不是同一人' }
  const hits = (await clerk(overlaps, 'hits', { personId: ids[0] ?? '' })).rows.map(({ id, decisions }) => ({
    hitId: id,
    decisions,
  }))
  await expect(clerk(overlaps, 'decide', { ...again, hits })).rejects.toThrow('追缴已由')
  const settle = { ...at, version: 3, recovered: true, reason: '低保经办已收回' }
  await expect(clerk(payments, 'settleProposal', settle)).rejects.toThrow('请填写收回款项的凭证号')
  await clerk(payments, 'settleProposal', { ...settle, voucherNo: '记-12' })
  expect((await clerk(payments, 'claimProposals', {})).rows[0]).toMatchObject({
    status: 'recovered',
    voucherNo: '记-12',
  })
})

test('the same file is refused; the same rows in another file bring no second hit', async () => {
  const bytes = givenList([line(0, { 享受起始月: '2023-08', 月金额: '400' }), stranger])
  await expect(started('dibao', [], { bytes })).rejects.toThrow('不必再传')
  const again = await matched('dibao', [
    line(0, { 享受起始月: '2023-08', 月金额: '400' }),
    { 姓名: '别人', 村: '河东村' },
  ])
  expect(again).toMatchObject({ status: 'matched', hits: 0, known: 1 })
})

test('for the next month the decision of the last is offered', async () => {
  const next = await matched('dibao', [line(0, { 享受起始月: '2023-08', 月金额: '400' })], { month: '2023-11' })
  expect((await hitsOf(next.id))[0]).toMatchObject({ verdict: 'open', before: 'same' })
  await clerk(overlaps, 'undo', { listId: next.id, reason: '名单月份选错了' })
  expect(await clerk(overlaps, 'list', { listId: next.id })).toMatchObject({ status: 'undone', open: 0 })
})

test('a list of which something is decided cannot be taken back', async () => {
  const list = await matched('disability_living_allowance', [line(1), line(2)])
  const [hit] = await hitsOf(list.id)
  const wrong = {
    hits: [{ hitId: hit?.id ?? '', decisions: 0 }],
    verdict: 'different' as const,
    reason: '不是我县的人',
  }
  await clerk(overlaps, 'decide', wrong)
  await expect(clerk(overlaps, 'undo', { listId: list.id, reason: '名单给错了' })).rejects.toThrow('不能撤销')
})

test('what may be drawn beside support asks nobody, and who does not draw it is listed to be helped (F-06)', async () => {
  const list = await matched('resident_pension', [
    line(0),
    line(1),
    { 姓名: '赵容华', 出生日期: bornOn, 乡镇: '示例镇', 村: '旧塘村' },
  ])
  expect(list).toMatchObject({ hits: 3, open: 1 })
  const open = (await hitsOf(list.id)).find(({ verdict }) => verdict === 'open')
  expect(open).toMatchObject({
    ours: { name: '赵荣华' },
    agreement: { name: 'homophone', village: 'old_name', identity: 'missing' },
  })
  const missing = await clerk(overlaps, 'uncollected', { leastAge: 60 })
  expect(missing.total).toBe(names.length - 3)
  // The document names no age: the row says that it is to be looked up.
  expect(missing.rows[0]).toMatchObject({ kind: 'resident_pension', month: '2023-10', startAge: null })
  expect(missing.citations[0]?.document).toContain('敖政办发〔2023〕59号')
  expect((await clerk(overlaps, 'uncollected', { leastAge: 90 })).total).toBe(0)
})

test('the township is asked to verify, answers, and the county decides', async () => {
  const { rows } = await clerk(overlaps, 'hits', { kind: 'resident_pension', verdicts: ['open'] })
  const hitId = rows[0]?.id ?? ''
  const township = app.as(app.actor('township-clerk', { county, kind: 'townships', ids: [town] }))
  const elsewhere = app.as(app.actor('township-clerk', { county, kind: 'townships', ids: [otherTown] }))
  const answer = { hitId, words: '入户核实，名字写错了' }
  await expect(township(overlaps, 'answer', answer)).rejects.toThrow('没有要求核实')
  await clerk(overlaps, 'decide', { hits: [{ hitId, decisions: 0 }], verdict: 'verify', reason: '请入户核对姓名' })
  expect((await township(duties, 'mine', {})).tasks.map(({ title }) => title)).toContain('核实部门比对命中1条')
  await expect(elsewhere(overlaps, 'answer', answer)).rejects.toThrow('没有找到')
  await township(overlaps, 'answer', answer)
  expect((await clerk(overlaps, 'hits', { verdicts: ['verify'] })).rows[0]).toMatchObject({
    answered: true,
    words: answer.words,
  })
  await clerk(overlaps, 'decide', { hits: [{ hitId, decisions: 2 }], verdict: 'same', reason: '乡镇入户核实' })
})

test('a death that is agreed becomes work until the support has ended', async () => {
  const list = await matched('death', [line(4, { 死亡日期: '2023-10-21' }), stranger])
  const [hit] = await hitsOf(list.id)
  expect(hit).toMatchObject({ relation: 'register', happenedOn: '2023-10-21', change: null })
  await clerk(overlaps, 'decide', {
    hits: [{ hitId: hit?.id ?? '', decisions: 0 }],
    verdict: 'same',
    reason: '身份证号和姓名一致',
  })
  expect(await work()).toContain('办理死亡终止 陈假设（部门名单记载已死亡）')
})

test('what no policy names stops nothing by itself; a person says which, with the paper (A-37)', async () => {
  const list = await matched('de_facto_unattended_child_allowance', [line(5, { 月金额: '900' })])
  const [hit] = await hitsOf(list.id)
  expect(hit).toMatchObject({ relation: 'to_be_decided', change: null })
  const same = {
    hits: [{ hitId: hit?.id ?? '', decisions: 0 }],
    verdict: 'same' as const,
    reason: '身份证号和姓名一致',
  }
  await expect(clerk(overlaps, 'decide', same)).rejects.toThrow('待定')
  await expect(clerk(overlaps, 'decide', { ...same, stops: 'support' })).rejects.toThrow('停发要有依据')
  expect(hit?.gap).toMatchObject({
    text: expect.stringContaining('本人选择事实无人抚养儿童保障的，不再认定为特困人员'),
    citations: expect.arrayContaining([expect.objectContaining({ document: '民发〔2021〕43号', clause: '第九条' })]),
  })
  const half = { ...same, stops: 'support' as const, document: '某办法', basis: '纸质材料' }
  await expect(clerk(overlaps, 'decide', half)).rejects.toThrow('名称、文号和条款都要写')
  const far = { ...same, stops: 'support' as const, basis: '纸质材料', oldThrough: '2099-01' }
  await expect(clerk(overlaps, 'decide', far)).rejects.toThrow('还远没有到')
  const { changes } = await clerk(overlaps, 'decide', { ...same, stops: 'support', basis: '本人选择书' })
  expect(changes).toEqual([
    '特困到2023年10月止，事实无人抚养儿童保障照旧。此前重复1个月，特困供养按发放记录提出追缴。已提出终止BG-2023-0001，作出决定以前，供养照常发放。',
  ])
})

test('whatever a list holds, and in whatever order, the same rows again bring no second hit', async () => {
  const dead = (at: number) => line(at, { 死亡日期: '2023-10-11' })
  const other = () => ({ ...stranger, 村: crypto.randomUUID() })
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([6, 7, 8, 9, 10, 11], { minLength: 1 }), async (chosen) => {
      await matched('funeral', [...chosen.map(dead), other()])
      const again = await matched('funeral', [other(), ...chosen.toReversed().map(dead)])
      expect(again).toMatchObject({ hits: 0, known: chosen.length })
    }),
    { numRuns: 3 },
  )
  const { rows } = await clerk(overlaps, 'hits', { kind: 'funeral' })
  expect(new Set(rows.map(({ personId }) => personId)).size).toBe(rows.length)
})

test('the result table says what was decided, and a name that is a formula stays a name', async () => {
  const list = await matched('disability_care_allowance', [line(8, { 乡镇: '=1+1' })])
  expect(list.hits).toBe(1)
  const { ticket } = await clerk(overlaps, 'export', { format: 'xlsx' })
  const file = await redeemTicket(app.installation, clerkActor, createHash('sha256').update(ticket).digest())
  const [sheet] = await readSheet(file?.bytes ?? new Uint8Array(), {
    maxRows: 100,
    maxColumns: 50,
    maxBytes: 1_000_000,
  })
  const cells = sheet?.rows.flat() ?? []
  expect(cells.map(({ value }) => value)).toContain(
    '低保到2023年10月止，特困照旧（2023年8月起）。此前重复3个月，1,200.00 元，生成追缴。',
  )
  expect(cells.filter(({ formula }) => formula)).toEqual([])
  expect(cells.some(({ value }) => String(value).includes(numbers[8] ?? '-'))).toBe(false)
})
