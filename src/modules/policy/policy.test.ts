/** Entering, adopting and asking for standards through the door, on a real database. */
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate } from '#kernel/calendar.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { readCalendar } from '#platform/holidays.ts'
import { enter } from '#platform/perform.ts'
import { isWorkingDay } from '#kernel/working-days.ts'
import { createHash } from 'node:crypto'
import { testApp, wholeCounty } from '../../../test/app.ts'
import { policy } from './contract.ts'
import { readingFor } from './county.ts'
import { givenDocument, givenStandard } from './given.ts'

const app = await testApp({ now: '2023-12-01T10:00+08:00' })
await learnPolicy(app.installation)
const clerk = app.actor('county-clerk', { accountId: 'clerk' })
const leader = app.actor('county-leader', { accountId: 'leader' })
const asClerk = app.as(clerk)
const asLeader = app.as(leader)
const draft = '北京市征求意见稿（无文号）'
const rates = async (day: string, extra: { knownAt?: string; area?: string } = {}, ask = asClerk) =>
  (await ask(policy, 'value', { key: 'standard.care.rates', day, ...extra })).row

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { message: string }) => error.message,
  )

test('a release is learnt once, with every text under its SM3', async () => {
  await learnPolicy(app.installation)
  const rows = await app.superuser.query(
    'select count(*)::int as n, count(distinct entry_id)::int as entries from policy.pack_text',
  )
  expect(rows.rows[0]).toMatchObject({ entries: 1 })
  expect(rows.rows[0].n).toBeGreaterThan(60)
  const [one] = (await app.superuser.query('select sm3, text from policy.pack_text limit 1')).rows
  expect(createHash('sm3').update(one.text).digest('hex')).toBe(one.sm3)
  await expect(app.superuser.query(`set role gongyang_app; update policy.pack_text set text = ''`)).rejects.toThrow(
    'permission denied',
  )
  await app.superuser.query('reset role')
})

test('what is in force is listed by topic in words, with level, clause and what it took the place of', async () => {
  const answer = await asClerk(policy, 'inForce', { day: '2023-08-31', topic: 'settlement' })
  const row = answer.rows.find(({ key }) => key === 'standard.care.rates')
  expect(row).toMatchObject({ level: 'county', status: '在用', from: '2023-05-06', unit: '元/人月' })
  expect(row?.parts).toEqual([
    { label: '自理', text: '189.00 元' },
    { label: '半失能', text: '313.00 元' },
    { label: '失能', text: '626.00 元' },
  ])
  expect(answer.areaName).toBe('莘县')
  const all = await asClerk(policy, 'inForce', { day: '2023-08-31' })
  expect(all.rows.map(({ text }) => text).filter((text) => /^[a-z_{["]/.test(text))).toEqual([])
  expect(all.rows.find(({ key }) => key === 'month.calendar')).toMatchObject({ status: '本系统默认', level: 'nation' })
  const found = await asClerk(policy, 'inForce', { day: '2023-08-31', search: '照料服务费用' })
  expect(found.rows.map(({ key }) => key)).toContain('standard.care.rates')
})

test('a clause is shown in full with the words relied on, and whether a notice may cite it', async () => {
  const asked = { document: '莘政办发〔2023〕6号', clause: '四、工作内容（三）', quote: '目前照料服务费用' }
  const words = await asClerk(policy, 'citation', { ...asked, day: '2023-08-31' })
  expect(words).toMatchObject({ found: true, status: '有效', mayCite: true })
  expect(words.words).toContain('626')
  const tried = await asClerk(policy, 'citation', { document: draft, clause: '一' })
  expect(tried).toMatchObject({ status: '征求意见稿', mayCite: false })
  const address = new URL(words.to, 'http://gongyang')
  expect(address.pathname).toBe('/policy/document')
  const { document = '', clause = '' } = Object.fromEntries(address.searchParams)
  const whole = await asClerk(policy, 'text', { document, clause, quote: asked.quote })
  const cited = whole.paragraphs.filter((each) => each.cited)
  expect(cited[0]?.parts[0]?.text).toBe('（三）服务标准')
  expect(cited.flatMap(({ parts }) => parts).filter(({ quoted }) => quoted)).toEqual([
    { text: '目前照料服务费用', quoted: true },
  ])
  expect((await asClerk(policy, 'text', { document: '没有的文件' })).found).toBe(false)
})

test('a standard is proposed by one person, adopted by another, and holds from its day and from when it was known', async () => {
  await asClerk(policy, 'registerDocument', givenDocument)
  const impact = await asClerk(policy, 'impact', givenStandard)
  expect(impact).toMatchObject({ title: '照料护理标准', refusals: [] })
  const { id } = await asClerk(policy, 'propose', givenStandard)
  expect((await rates('2024-02-01')).parts[0]?.text).toBe('189.00 元')

  // The proposer with a leader's role is still the proposer.
  const himself = app.actor('county-leader', { accountId: 'clerk' })
  expect(await refusal(app.as(himself)(policy, 'adopt', { id }))).toContain('登记人不能采用自己登记的标准')
  const wall = `insert into policy.decision (county_code, proposal_id, proposed_by, adopted, decided_by, decider, decided_at, entry_id)
    values ('371522', $1, 'clerk', true, 'clerk', '', now(), $1)`
  await expect(app.superuser.query(wall, [id])).rejects.toThrow('decision_by_another')

  app.setNow('2023-12-05T10:00+08:00')
  const { sentence } = await asLeader(policy, 'adopt', { id })
  expect(sentence).toContain('自2024年1月1日起')
  expect(sentence).toContain('已关账的月份不变')
  expect((await rates('2023-12-31')).parts[0]?.text).toBe('189.00 元')
  const next = await rates('2024-01-01')
  expect(next.parts.map(({ text }) => text)).toEqual(['200.00 元', '328.00 元', '650.00 元'])
  expect(next.citations).toEqual([{ document: givenDocument.name, clause: '一、调整标准', quote: givenStandard.quote }])
  expect((await rates('2024-01-01', { knownAt: '2023-12-03T00:00:00.000Z' })).parts[0]?.text).toBe('189.00 元')
  expect(await refusal(asLeader(policy, 'adopt', { id }))).toContain('已经有人决定过')
})

test('a value set by a level that may not set it stands among what disagrees with the upper levels, with both clauses', async () => {
  const { beyond, total } = await asClerk(policy, 'conflicts', { area: '371522', day: '2026-11-22' })
  expect(total).toBeGreaterThan(0)
  expect(beyond.find(({ key }) => key === 'standard.care.rates')).toMatchObject({
    message: expect.stringContaining('应由省、设区的市规定'),
    own: [{ document: expect.any(String) }],
    citations: [{ document: expect.stringContaining('社会救助法') }],
  })
})

test('沿革 is a line of time: one step for each value, each with its clause', async () => {
  const { history } = await asClerk(policy, 'value', { key: 'standard.care.rates', day: '2024-03-01' })
  expect(history.map(({ from, to }) => [from, to]).slice(0, 2)).toEqual([
    ['2023-05-06', '2023-12-31'],
    ['2024-01-01', null],
  ])
})

test('the decision reaches the rules of every module, and no other county', async () => {
  const ruleOf = (county: string) =>
    app.installation.kysely.transaction().execute(async (transaction) => {
      await enter(transaction, wholeCounty(county))
      const policyThere = await readingFor(
        { transaction, county, files: app.installation.files },
        plainDate('2024-02-01'),
      )
      return policyThere.find<{ able: string }>('standard.care.rates')?.value.able
    })
  expect(await ruleOf('371522')).toBe('200.00')
  expect(await ruleOf('150430')).toBeUndefined()
  const elsewhere = app.as(app.actor('county-clerk', { county: '150430' }))
  const answer = await elsewhere(policy, 'value', { key: 'standard.care.rates', day: '2024-02-01', area: '371522' })
  expect(answer.row.parts[0]?.text).toBe('189.00 元')
  expect((await elsewhere(policy, 'proposals', {})).rows).toEqual([])
  expect((await elsewhere(policy, 'documents', {})).rows.map(({ key }) => key)).not.toContain(givenDocument.name)
  const { rows } = await asClerk(policy, 'proposals', {})
  const [mine] = rows
  expect(mine).toMatchObject({ status: '已采用', title: '照料护理标准', mine: true })
  const theirs = app.as(app.actor('county-leader', { county: '150430', accountId: 'other' }))
  expect(await refusal(theirs(policy, 'adopt', { id: mine?.id ?? '' }))).toContain('不在本县')
  expect(await refusal(asClerk(policy, 'propose', { ...givenStandard, area: '150430' }))).toContain('只能登记本县')
})

test('a value that its key, its document or its clause does not bear out is refused with the reason', async () => {
  const ask = (change: object) => refusal(asClerk(policy, 'propose', { ...givenStandard, ...change }))
  expect(await ask({ value: { able: 200 } })).toContain('加引号的金额')
  expect(await ask({ document: '没有的文件' })).toContain('没有登记文件')
  expect(await ask({ from: '2023-12-01' })).toContain('自2024年1月1日起施行')
  expect(await ask({ clause: '九、附则' })).toContain('全文中没有')
  expect(await ask({ quote: '自理201元' })).toContain('没有这段原文')
  expect(await ask({ document: draft, clause: '一', quote: '一' })).toContain('征求意见稿')
})

test('a draft decides nothing until the county adopts it by its own numbered decision with a second person', async () => {
  const deductible = async (withDrafts = false) =>
    (await asClerk(policy, 'value', { key: 'medical.deductible', day: '2024-02-01', withDrafts })).row
  expect((await deductible()).status).not.toBe('在用')
  expect((await deductible(true)).status).toBe('试算')
  const decision = {
    draft,
    keys: ['medical.deductible'],
    number: '示例民发〔2023〕1号（虚构）',
    title: '关于试行住院起付线规定的决定（虚构）',
    decidedOn: '2023-12-05',
    from: '2024-01-01',
  }
  expect(await refusal(asClerk(policy, 'adoptDraft', { ...decision, keys: ['standard.care.rates'] }))).toContain(
    '该稿没有规定',
  )
  const { id } = await asClerk(policy, 'adoptDraft', decision)
  expect((await deductible()).status).not.toBe('在用')
  await asLeader(policy, 'adopt', { id })
  const row = await deductible()
  expect(row).toMatchObject({ status: '在用', level: 'county', from: '2024-01-01' })
  expect(row.citations[0]?.document).toBe(decision.number)
  const cited = await asClerk(policy, 'citation', {
    ...row.citations[0],
    document: decision.number,
    clause: row.citations[0]?.clause ?? '',
    day: '2024-02-01',
  })
  expect(cited).toMatchObject({ found: true, mayCite: true, above: draft })
})

test('two days are compared key by key, and a draft tried beside them is marked as a trial', async () => {
  const answer = await asClerk(policy, 'compare', { one: { day: '2023-12-31' }, other: { day: '2024-01-01' } })
  expect(answer.rows.map(({ key }) => key).toSorted()).toEqual(['medical.deductible', 'standard.care.rates'])
  expect(answer.mark).toBe('')
  const tried = await asClerk(policy, 'compare', { one: {}, other: { withDrafts: true } })
  expect(tried.mark).toBe('试算，不是决定')
  expect(tried.different).toBeGreaterThan(3)
})

test('a changed day off counts for its own county, after a second person', async () => {
  const works = (county: string) =>
    app.installation.kysely.transaction().execute(async (transaction) => {
      await enter(transaction, wholeCounty(county))
      return isWorkingDay(await readCalendar(transaction, county), plainDate('2023-12-08'))
    })
  const { id } = await asClerk(policy, 'setHoliday', {
    day: '2023-12-08',
    kind: 'off',
    name: '县庆（虚构）',
    document: '示例通知',
  })
  expect(await works('371522')).toBe(true)
  await asLeader(policy, 'adopt', { id })
  expect(await works('371522')).toBe(false)
  expect(await works('150430')).toBe(true)
  const year = await asClerk(policy, 'holidays', { year: 2023 })
  expect(year.complete).toBe(true)
  expect(year.days.filter(({ own }) => own)).toEqual([
    { day: '2023-12-08', kind: 'off', name: '县庆（虚构）', own: true },
  ])
  expect(year.days.length).toBeGreaterThan(25)
})

const upload = (name: string, text: string) =>
  receiveFile(app.installation, clerk, '371522', {
    name,
    mediaType: 'application/yaml',
    bytes: new TextEncoder().encode(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  })

test("the county's standards come out as a pack file that is itself in order", async () => {
  const { ticket } = await asClerk(policy, 'exportPack', {})
  const file = await redeemTicket(app.installation, clerk, createHash('sha256').update(ticket).digest())
  const text = new TextDecoder().decode(file?.bytes)
  expect(parse(text)).toMatchObject({ 'standard.care.rates': [{ from: '2024-01-01', value: givenStandard.value }] })
  const checked = await asClerk(policy, 'checkPack', { file: (await upload('371522-本县标准.yaml', text)).fileId })
  expect(checked).toMatchObject({ ok: true, values: 1, faults: [] })
})

test('a bad pack file names file, line, key, what was expected and what stands there; nothing is loaded', async () => {
  const bad = `standard.care.rates:
  - from: 2024-01-01
    stands: sets
    force: must
    value: { able: 313.0, partly_able: '328.00', unable: '650.00' }
    cite: 莘政办发〔2023〕6号 四、工作内容（三）
`
  const checked = await asClerk(policy, 'checkPack', { file: (await upload('371522-fees.yaml', bad)).fileId })
  expect(checked.ok).toBe(false)
  expect(checked.faults[0]).toMatchObject({
    file: 'packs/371522-shenxian/371522-fees.yaml',
    line: 5,
    key: 'standard.care.rates[1].value.able',
    found: '313',
  })
  expect(checked.sentence).toContain('未载入任何内容')
})

test('the record holds every proposal and decision as evidence', async () => {
  const rows = await app.superuser.query(
    `select name from platform.evidence_table where name like 'policy.%' order by name`,
  )
  expect(rows.rows.map(({ name }) => name)).toEqual([
    'policy.adoption',
    'policy.county_value',
    'policy.decision',
    'policy.document',
    'policy.holiday_change',
    'policy.pack_document',
    'policy.pack_text',
    'policy.proposal',
    'policy.withdrawal',
  ])
})
