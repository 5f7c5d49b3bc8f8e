/** 履约验收 and 一票否决 through the door. */
import { beforeAll, describe, expect, test } from 'vitest'
import { receiveFile } from '#platform/file-rows.ts'
import { givenMonth, townshipOf, type GivenMonth } from '../../../test/given-month.ts'
import { testApp, wholeCounty } from '../../../test/app.ts'
import { evaluations } from './contract.ts'

const app = await testApp({ now: '2023-09-04T10:00+08:00' })
let given: GivenMonth
let sentId = ''

beforeAll(async () => {
  given = await givenMonth(app.superuser)
  await app.superuser.query(
    `insert into record.head (county_code, size, root, at) values ('371522', 100001, decode(repeat('cc', 32), 'hex'), '2023-09-01')`,
  )
  sentId = await sent(1)
})

const township = (index = 0) => townshipOf(given, index)
const inTownship = (role: 'township-clerk' | 'township-leader', index: number) =>
  app.as(app.actor(role, { kind: 'townships', ids: [township(index).id] }))
const clerk = (index = 0) => inTownship('township-clerk', index)
const countyClerk = () => app.as(app.actor('county-clerk'))
const countyLeader = () => app.as(app.actor('county-leader'))
const provider = () =>
  app.as(app.actor('provider-admin', { kind: 'organisation', ids: [given.provider], organisationId: given.provider }))
const said = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )

/** A township's evaluation, filled and sent. */
async function sent(index: number): Promise<string> {
  const target = { month: '2023-08', organisationId: given.provider, townshipId: township(index).id }
  const { evaluationId } = await clerk(index)(evaluations, 'draw', target)
  const { sheets } = await clerk(index)(evaluations, 'get', { evaluationId })
  const visitedAt = '2023-09-01T02:20:00.000Z'
  const answers = { way: 'phone' as const, visitedAt, carerComes: 'yes' as const, satisfied: 'yes' as const }
  for (const { personId } of sheets)
    await clerk(index)(evaluations, 'saveSheet', { evaluationId, personId, ...answers })
  const summary = { evaluationId, evaluators: ['王演示', '李演示'], resultText: '服务到位' }
  await clerk(index)(evaluations, 'saveSummary', summary)
  await inTownship('township-leader', index)(evaluations, 'send', { evaluationId })
  return evaluationId
}

describe('acceptance', () => {
  const items = [{ title: '按名册提供服务', result: 'good' as const }]
  const proposal = (more: object = {}) => ({
    month: '2023-08',
    organisationId: given.provider,
    result: 'accepted' as const,
    items,
    ...more,
  })

  test('waits for every township, or takes the default way after the term with a reason; the leader decides', async () => {
    expect(await said(countyClerk()(evaluations, 'proposeAcceptance', proposal()))).toBe(
      '安镇还没有送考评结果。请催送，或到期后说明理由按默认办法处理',
    )
    const without = { withoutScore: [township().id] }
    expect(await said(countyClerk()(evaluations, 'proposeAcceptance', proposal(without)))).toBe(
      '乡镇考评2023-09-05前送到都不算迟，今天不能按默认办法处理。请等到期；没有乡镇考评而按默认办法处理的，须说明理由。请填写理由',
    )
    app.setNow('2023-09-08T09:00+08:00')
    const full = proposal({ ...without, withoutScoreReason: '乡镇换届，逾期未送' })
    const { proposalId } = await countyClerk()(evaluations, 'proposeAcceptance', full)
    expect(await said(countyClerk()(evaluations, 'proposeAcceptance', full))).toContain('正在等负责人决定')
    const same = app.as(app.actor('county-leader', { accountId: 'test-371522-county-clerk' }))
    expect(await said(same(evaluations, 'decideAcceptance', { proposalId, agree: true }))).toBe(
      '验收意见由您提出，须由另一人决定',
    )
    expect(await said(countyLeader()(evaluations, 'decideAcceptance', { proposalId, agree: false }))).toContain(
      '请写明理由',
    )
    await countyLeader()(evaluations, 'decideAcceptance', { proposalId, agree: false, reason: '请补充抽查情况' })
    const again = await countyClerk()(evaluations, 'proposeAcceptance', full)
    const two = await Promise.allSettled(
      [1, 2].map(() => countyLeader()(evaluations, 'decideAcceptance', { proposalId: again.proposalId, agree: true })),
    )
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const rows = await app.seen(wholeCounty(), (db) =>
      db.selectFrom('evaluations.acceptanceView').selectAll().execute(),
    )
    expect(rows).toMatchObject([
      { month: '2023-08', result: 'accepted', reportNo: 'YS2023-08-001', withoutScore: [township().id] },
    ])
    expect(await said(countyClerk()(evaluations, 'proposeAcceptance', full))).toContain('已经通过验收')
  })

  test('sheet and report come out as PDF', async () => {
    expect((await clerk(1)(evaluations, 'print', { evaluationId: sentId })).name).toBe(
      '照料服务情况每月考评表2023-08.pdf',
    )
    const printed = await countyClerk()(evaluations, 'printAcceptance', {
      month: '2023-08',
      organisationId: given.provider,
    })
    expect(printed.name).toBe('履约验收单YS2023-08-001.pdf')
  })
})

describe('veto', () => {
  test('evidence, hearing or its end, another person, and legal review for what is not printed', async () => {
    app.setNow('2023-09-04T10:00+08:00')
    const actor = app.actor('county-clerk')
    const file = {
      name: '证据.pdf',
      mediaType: 'application/pdf',
      bytes: Buffer.from('%PDF-1.7 proof'),
      sha256: '1'.repeat(64),
    }
    const { fileId } = await receiveFile(app.installation, actor, '371522', file)
    const open = {
      organisationId: given.provider,
      class: 'other' as const,
      facts: '服务记录成批伪造',
      evidenceFileId: fileId,
    }
    const { vetoCaseId, hearingDueOn } = await app.as(actor)(evaluations, 'openVeto', open)
    expect(hearingDueOn).toBe('2023-09-11')
    const decide = (more: object = {}) => ({ vetoCaseId, veto: true, reason: '证据确凿，性质严重', ...more })
    expect(await said(countyLeader()(evaluations, 'decideVeto', decide()))).toContain('听取意见的期限至2023-09-11')
    await provider()(evaluations, 'stateVeto', { vetoCaseId, words: '系个别服务人员所为' })
    expect(await said(countyLeader()(evaluations, 'decideVeto', decide()))).toContain('须经法制审核')
    const same = app.as(app.actor('county-leader', { accountId: actor.accountId }))
    expect(await said(same(evaluations, 'decideVeto', decide({ legalOpinion: '同意，依据充分' })))).toContain(
      '须由他人决定',
    )
    await countyLeader()(evaluations, 'decideVeto', decide({ legalOpinion: '同意，依据充分' }))
    expect(await provider()(evaluations, 'vetoCases', {})).toMatchObject([{ status: 'decided', class: 'other' }])
  })
})
