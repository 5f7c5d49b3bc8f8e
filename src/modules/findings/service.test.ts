/** Findings through the door: every guard with its sentence, two counties, two hands on one button. */
import { describe, expect, test } from 'vitest'
import { monthApproved, findings } from './contract.ts'
import { findingsModule } from './index.ts'
import { duties } from '#modules/duties/contract.ts'
import { findingsCounty } from '../../../test/given-findings.ts'
import { givenMonth } from '../../../test/given-month.ts'
import { refused } from '../../../test/settling.ts'
import { wholeCounty } from '../../../test/app.ts'

const { app, given, elsewhere, township, person, clerk, leader, townshipClerk, provider } = await findingsCounty()

const newFinding = (more: object = {}) => ({
  month: '2023-08',
  organisationId: given.provider,
  townshipId: township().id,
  personId: person(),
  kind: 'not_served' as const,
  severity: 'ordinary' as const,
  source: 'callback' as const,
  facts: '张示例8月没有服务',
  ...more,
})

async function verified(more: object = {}) {
  const { findingId } = await townshipClerk()(findings, 'record', newFinding(more))
  await clerk()(findings, 'verify', { findingId, words: '电话回访属实', severity: 'ordinary' })
  return findingId
}

async function notified(more: object = {}) {
  const findingId = await verified(more)
  const told = await clerk()(findings, 'notify', {
    findingId,
    contractId: given.contract,
    clauseNo: '第九条（一）',
    proposedFen: 31_300,
    basis: '本人一个月的照料费313.00元',
  })
  return { findingId, ...told }
}

const upheld = (findingId: string, more: object = {}) => ({
  findingId,
  result: 'upheld' as const,
  amountFen: 31_300,
  contractId: given.contract,
  clauseNo: '第九条（一）',
  reason: '回访和平台记录一致，当月没有服务',
  ...more,
})

describe('from clue to deduction', () => {
  test('verified, told, heard, decided by another: a deduction of the month with clause', async () => {
    app.setNow('2023-09-04T10:00+08:00')
    const { findingId, hearingDueOn } = await notified()
    expect(hearingDueOn).toBe('2023-09-11')
    await provider()(findings, 'state', { findingId, words: '该老人8月外出探亲' })
    expect(await leader()(findings, 'decide', upheld(findingId))).toEqual({ settledIn: '2023-08' })
    const rows = await app.seen(wholeCounty(), (db) =>
      db.selectFrom('findings.deductionView').selectAll().where('findingId', '=', findingId).execute(),
    )
    expect(rows).toMatchObject([
      { month: '2023-08', amountFen: 31_300n, clauseNo: '第九条（一）', contractId: given.contract },
    ])
    const shown = await clerk()(findings, 'get', { findingId })
    expect(shown.steps.map(({ kind }) => kind)).toEqual(['recorded', 'verified', 'notified', 'stated', 'upheld'])
    expect(shown.roster).toEqual({ onRoster: true, level: 'partly_able', fee: 31_300n })
  })

  test('no decision while the term runs; silence lets it be taken on the day after', async () => {
    app.setNow('2023-09-04T10:00+08:00')
    const { findingId } = await notified()
    expect(await refused(leader()(findings, 'decide', upheld(findingId)))).toBe(
      '申辩期至9月11日，今天还不能决定。9月12日起可决定',
    )
    app.setNow('2023-09-11T23:00+08:00')
    expect(await refused(leader()(findings, 'decide', upheld(findingId)))).toContain('今天还不能决定')
    app.setNow('2023-09-12T08:00+08:00')
    expect(await refused(provider()(findings, 'state', { findingId, words: '来晚了的申辩' }))).toContain(
      '申辩期已于2023-09-11届满',
    )
    expect(await leader()(findings, 'decide', upheld(findingId))).toEqual({ settledIn: '2023-08' })
    const { steps } = await provider()(findings, 'get', { findingId })
    expect(steps.find(({ kind }) => kind === 'notified')?.words).toBe(
      '请于2023年9月11日前陈述申辩。到期未陈述的，视为放弃，自2023年9月12日起可以依现有材料作出决定',
    )
  })

  test('nothing unverified, untold or without clause is deducted; a clue that proves nothing is dismissed', async () => {
    app.setNow('2023-09-04T10:00+08:00')
    const { findingId } = await townshipClerk()(findings, 'record', newFinding())
    expect(await refused(leader()(findings, 'decide', upheld(findingId)))).toContain('问题还没有核实，不能认定成立')
    expect(await refused(clerk()(findings, 'notify', { findingId, proposedFen: 0 }))).toBe(
      '问题线索，不能通知机构申辩。现在可以：核实、认定',
    )
    const told = await verified()
    expect(await refused(leader()(findings, 'decide', upheld(told)))).toContain('还没有通知服务机构申辩')
    expect(await refused(clerk()(findings, 'notify', { findingId: told, proposedFen: 100 }))).toContain(
      '没有对应的合同条款，不能扣减',
    )
    const heard = await notified()
    await provider()(findings, 'state', { findingId: heard.findingId, words: '没有意见' })
    expect(
      await refused(leader()(findings, 'decide', upheld(heard.findingId, { contractId: null, clauseNo: null }))),
    ).toContain('没有对应的合同条款，不能扣减')
    expect(await refused(leader()(findings, 'decide', upheld(heard.findingId, { clauseNo: '第八十条' })))).toContain(
      '合同里没有这一条款',
    )
    await leader()(findings, 'decide', {
      findingId,
      result: 'dismissed',
      amountFen: 0,
      reason: '查无实据，回访记录有误',
    })
    expect(await refused(leader()(findings, 'decide', upheld(findingId)))).toBe(
      '问题不成立，不能认定。已有决定，不能再改',
    )
  })

  test('who recorded, verified or proposed does not decide', async () => {
    const { findingId } = await notified()
    await provider()(findings, 'state', { findingId, words: '没有意见' })
    const sameHand = app.as(app.actor('county-leader', { accountId: 'test-371522-county-clerk' }))
    expect(await refused(sameHand(findings, 'decide', upheld(findingId)))).toBe(
      '您核实或提出了本项扣减，须由他人决定。',
    )
    const recorder = app.as(app.actor('county-leader', { accountId: 'tc-0' }))
    expect(await refused(recorder(findings, 'decide', upheld(findingId)))).toBe('您是本项发现的记录人，须由他人决定。')
  })

  test('a double click decides once', async () => {
    const { findingId } = await notified()
    await provider()(findings, 'state', { findingId, words: '没有意见' })
    const once = crypto.randomUUID()
    const answers = await Promise.all([1, 2].map(() => leader()(findings, 'decide', upheld(findingId), once)))
    expect(answers[0]).toEqual(answers[1])
    const two = await Promise.allSettled([1, 2].map(() => leader()(findings, 'decide', upheld(findingId))))
    expect(two.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  test('what is decided after the month was approved goes to the next open month', async () => {
    const { findingId } = await notified()
    await provider()(findings, 'state', { findingId, words: '没有意见' })
    await app.superuser.query(
      `insert into findings.approved_month (county_code, organisation_id, month, at) values ('371522', $1, '2023-08', now())`,
      [given.provider],
    )
    expect(await leader()(findings, 'decide', upheld(findingId))).toEqual({ settledIn: '2023-09' })
    await app.superuser.query('delete from findings.approved_month')
    expect(findingsModule.reactions?.map(({ to }) => to)).toContain(monthApproved.name)
  })

  test('the proposal follows the clause', async () => {
    const findingId = await verified()
    const propose = (clauseNo: string, visits?: number) =>
      clerk()(findings, 'propose', { findingId, contractId: given.contract, clauseNo, ...(visits ? { visits } : {}) })
    expect(await propose('第九条（一）')).toMatchObject({ fen: 31_300n, basis: '本人一个月的照料费313.00元' })
    expect(await propose('第九条（二）', 3)).toMatchObject({ fen: 15_000n, basis: '少服务3次，每次50.00元' })
    expect(await propose('第九条（三）')).toMatchObject({ fen: 6260n })
    expect(await propose('第九条（四）')).toMatchObject({ fen: 20_000n })
  })
})

describe('honest errors and serious problems', () => {
  test('what the provider tells itself costs no more than the service not given', async () => {
    const about = newFinding({ personId: person(7), kind: 'late_record', facts: '8月12日的服务晚记了两天' })
    const { severity: _, source: __, ...own } = about
    const { findingId, honest } = await provider()(findings, 'selfReport', own)
    expect(honest).toBe(true)
    await clerk()(findings, 'verify', { findingId, words: '核对属实，系笔误', severity: 'minor', honest: true })
    await clerk()(findings, 'notify', { findingId, proposedFen: 0 })
    await provider()(findings, 'state', { findingId, words: '属实' })
    expect(await refused(leader()(findings, 'decide', upheld(findingId, { amountFen: 40_000 })))).toBe(
      '机构自报的差错只扣未提供的服务，最多313.00元。请改金额',
    )
    expect(
      await leader()(findings, 'decide', { findingId, result: 'upheld', amountFen: 0, reason: '自报差错，记录在案' }),
    ).toEqual({
      settledIn: null,
    })
  })

  test('telling what was already found makes it no honest error', async () => {
    await townshipClerk()(findings, 'record', newFinding({ personId: person(8) }))
    const { severity: _, source: __, ...own } = newFinding({ personId: person(8) })
    expect(await provider()(findings, 'selfReport', own)).toMatchObject({ honest: false })
  })

  test('a township reports a serious problem; the delay shows', async () => {
    const { severity: _, source: __, ...own } = newFinding({ kind: 'safety', facts: '发现老人独自在家摔倒多日' })
    app.setNow('2023-09-04T10:00+08:00')
    const report = { ...own, knownAt: new Date('2023-09-02T09:30+08:00').toISOString() }
    const { findingId, hours } = await townshipClerk()(findings, 'reportIncident', report)
    expect(hours).toBe(48)
    expect(await clerk()(findings, 'get', { findingId })).toMatchObject({
      severity: 'serious',
      incident: { hours: 48 },
    })
    const later = { ...report, knownAt: new Date('2023-09-05T09:30+08:00').toISOString() }
    expect(await refused(townshipClerk()(findings, 'reportIncident', later))).toContain('知道的时间不能晚于现在')
  })
})

describe('who sees what', () => {
  test('the list is searched by name, facts and number, and by source', async () => {
    const { number } = await townshipClerk()(findings, 'record', newFinding({ facts: '独此一句的事实' }))
    const found = (more: object) => clerk()(findings, 'list', { month: '2023-08', ...more })
    expect((await found({ words: '独此一句' })).rows.map((row) => row.number)).toEqual([number])
    expect((await found({ words: number })).total).toBe(1)
    expect((await found({ words: '没有人写过的话' })).total).toBe(0)
    const { rows } = await found({ source: 'incident' })
    expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(['incident']))
  })

  test('a clue is hidden from the provider until it is told, and from the next township always', async () => {
    const findingId = await verified()
    expect(await refused(provider()(findings, 'get', { findingId }))).toContain('没有找到这个问题')
    expect(await refused(townshipClerk(1)(findings, 'get', { findingId }))).toContain('没有找到这个问题')
    await clerk()(findings, 'notify', { findingId, proposedFen: 0 })
    const { steps } = await provider()(findings, 'get', { findingId })
    expect(steps.map(({ kind }) => kind)).toEqual(['notified'])
  })

  test('another county sees none and can put none here', async () => {
    const there = app.as(app.actor('county-clerk', { county: '150430' }))
    expect((await there(findings, 'list', {})).total).toBe(0)
    expect(await refused(there(findings, 'record', newFinding()))).toContain('没有找到所选的乡镇、机构或人员')
    const mixed = newFinding({ organisationId: elsewhere.provider })
    expect(await refused(clerk()(findings, 'record', mixed))).toContain('没有找到所选的乡镇、机构或人员')
  })

  test('another provider sees none; a township records only its own', async () => {
    expect((await provider(elsewhere.provider)(findings, 'list', {})).total).toBe(0)
    expect(await refused(townshipClerk(1)(findings, 'record', newFinding()))).toContain('不在您的辖区')
  })

  test('the list counts and pages; the same kind of earlier months stands beside it', async () => {
    const july = await givenMonth(app.superuser, { month: '2023-07', like: given })
    expect(july.provider).toBe(given.provider)
    const { findingId: before } = await townshipClerk()(findings, 'record', newFinding({ month: '2023-07' }))
    const { findingId } = await townshipClerk()(findings, 'record', newFinding())
    const { earlier } = await clerk()(findings, 'get', { findingId })
    expect(earlier).toMatchObject([{ id: before, samePerson: true, month: '2023-07' }])
    const list = await clerk()(findings, 'list', { month: '2023-08', pageSize: 3 })
    expect(list.rows).toHaveLength(3)
    expect(list.total).toBeGreaterThan(5)
    expect(list.counts.decided).toBeGreaterThan(0)
  })
})

describe('work and paper', () => {
  test('each role finds its own step in 我的待办', async () => {
    await notified({ personId: person(3) })
    const titles = async (actor: ReturnType<typeof app.actor>) => {
      const { tasks } = await app.as(actor)(duties, 'mine', {})
      return tasks.filter(({ kind }) => kind.startsWith('findings.')).map(({ title }) => title)
    }
    expect(await titles(app.actor('county-clerk'))).toContain('核实问题线索')
    const admin = app.actor('provider-admin', {
      kind: 'organisation',
      ids: [given.provider],
      organisationId: given.provider,
    })
    expect(await titles(admin)).toEqual(['陈述申辩'])
  })

  test('the notice comes out as a PDF', async () => {
    const { findingId } = await notified()
    const { name, ticket } = await clerk()(findings, 'print', { findingId })
    expect(name).toMatch(/^陈述申辩通知书2023-08-\d{3}\.pdf$/)
    expect(ticket).toHaveLength(43)
  })
})
