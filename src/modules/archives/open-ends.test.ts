/** What only another module knows to be open stops the closing and the hand-over of a file, all at once, each with the way to it. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { fenOfYuan } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { assessments } from '#modules/assessments/contract.ts'
import { givenReviewed } from '#modules/assessments/given.ts'
import { custody } from '#modules/custody/contract.ts'
import { endings } from '#modules/endings/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { givenApplication } from '#modules/recognition/given.ts'
import { testApp } from '../../../test/app.ts'
import { givenHome } from '../../../test/given-custody.ts'
import { archives } from './contract.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const place = await givenHome(app.superuser, {
  county: '371522',
  name: '示例敬老院',
  residents: [{ name: '张示例' }],
})
const [resident = ''] = place.persons
const director = app.as(
  app.actor('home-director', { kind: 'organisation', ids: [place.home], organisationId: place.home }),
)
const second = app.as(
  app.actor('home-director', {
    kind: 'organisation',
    ids: [place.home],
    organisationId: place.home,
    accountId: 'second',
  }),
)
const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.township] }))
const [clerk, leader] = [app.as(app.actor('county-clerk')), app.as(app.actor('county-leader'))]

const reasonsOf = async (asked: Promise<unknown>) => {
  const error = await asked.then(
    () => expect.unreachable('was not refused'),
    (refused: unknown) => refused,
  )
  if (!(error instanceof Refusal)) throw error
  return error.reasons.map(({ code, message, next }) => ({ code, message, to: next?.to }))
}
const lost = '旧档案在水灾中毁损'
const propose = (personId: string) => clerk(archives, 'propose', { personId, reason: lost })

async function proposal(personId: string): Promise<string> {
  const id = crypto.randomUUID()
  await app.superuser.query(
    `insert into payments.claim_proposal (county_code, id, person_id, township_id, source, source_id, scheme, scheme_title, months, amount_fen,
       words, proposed_by, proposed_name, proposed_at)
     values ('371522', $1, $2, $3, 'overlap', $1, 'dibao', '低保金', '{2024-01}', 50000, '与低保重复领取', 'x', '演示', '2024-02-01')`,
    [id, personId, place.township],
  )
  return id
}

test('the file of a death that nobody has confirmed and of money that a home still keeps is not closed', async () => {
  const { accountId } = await director(custody, 'open', {
    personId: resident,
    giver: '张示例',
    givenBy: 'person',
    scope: 'both',
    from: '2024-01-01',
    paperReference: '3盒1页',
  })
  const slip = {
    accountId,
    kind: 'deposit' as const,
    amountFen: Number(fenOfYuan('320.00')),
    on: '2024-03-01',
    purpose: '养老金存入',
  }
  await second(custody, 'decide', { slipId: (await director(custody, 'enter', slip)).slipId, agree: true })
  const { deathId } = await town(endings, 'reportDeath', {
    personId: resident,
    diedOn: '2024-03-02',
    discoveredAt: '2024-03-02T00:30:00.000Z',
    reportedAt: '2024-03-02T00:40:00.000Z',
    placeKind: 'home',
    reporter: '孙范例',
    reporterKind: 'home',
  })
  const reasons = await reasonsOf(propose(resident))
  expect(reasons).toMatchObject([
    { code: 'custody', to: `/custody/${accountId}` },
    { code: 'death', to: `/deaths/${deathId}` },
  ])
  expect(reasons[1]?.message).toContain('取得死亡证明')
  expect(reasons[0]?.message).toContain('余额320.00 元')
  const { checks } = await clerk(archives, 'file', { personId: resident })
  expect(checks.filter(({ blocks }) => blocks).map(({ code }) => code)).toEqual(['custody', 'death'])
})

test('a proposal of money to be claimed back and an application made again stop it until both are finished', async () => {
  const idNumber = givenIdNumber(4811)
  const personId = await givenPerson(app.superuser, {
    townshipId: place.township,
    name: '李样本',
    idNumber,
    secrets: app.installation.secrets,
    endedOn: '2024-01-31',
    endReason: 'voluntary',
  })
  await proposal(personId)
  const { caseId } = await town(recognition, 'apply', {
    ...givenApplication({ name: '李样本', idNumber, townshipId: place.township, receivedOn: '2024-03-01' }),
    paperReference: '3盒2夹1页',
  })
  expect(await reasonsOf(propose(personId))).toMatchObject([
    { code: 'case', to: `/cases/${caseId}` },
    {
      code: 'claim_proposal',
      message: expect.stringContaining('待听取意见'),
      to: '/payments/proposals?status=proposed',
    },
  ])
  await town(recognition, 'withdraw', { caseId, reason: '本人改变主意', paperReference: '3盒2夹2页' })
  const townLeader = app.as(app.actor('township-leader', { kind: 'townships', ids: [place.township] }))
  await townLeader(recognition, 'answerEnd', { caseId, agrees: true })
  expect((await reasonsOf(propose(personId))).map(({ code }) => code)).toEqual(['claim_proposal'])
  const { rows } = await clerk(payments, 'claimProposals', { open: true })
  const [row] = rows
  await town(payments, 'hearClaim', {
    proposalId: row?.id ?? '',
    version: row?.version ?? 0,
    on: '2024-03-03',
    who: 'person',
    name: '李样本',
    words: '没有意见',
    paper: '3盒2夹3页',
  })
  expect((await reasonsOf(propose(personId)))[0]?.message).toContain('待决定')
  await leader(payments, 'decideProposal', {
    proposalId: row?.id ?? '',
    version: (row?.version ?? 0) + 1,
    establish: false,
    reason: '核对后没有重复',
  })
  await propose(personId)
  await leader(archives, 'confirm', { personId })
})

test('a confirmation that nobody handed over or published and a level that nobody told stop it, each until it is done', async () => {
  const whose = { townshipId: place.township, endedOn: '2024-01-31', endReason: 'voluntary' } as const
  const personId = await givenPerson(app.superuser, whose)
  const idNumber = givenIdNumber(4813)
  const asked = givenApplication({ name: '丁样本', idNumber, townshipId: place.township, receivedOn: '2024-02-01' })
  const { caseId } = await town(recognition, 'apply', { ...asked, paperReference: '3盒2夹1页' })
  await app.superuser.query(
    `update recognition.application set person_id = $1, step = 'decided', decision = 'confirmed', decided_on = '2024-02-20',
       decided_by = '演示', decided_at = '2024-02-20' where id = $2`,
    [personId, caseId],
  )
  const given = { personId, townshipId: place.township, level: 'able', assessedOn: '2024-01-10', no: 7 } as const
  const assessmentId = await givenReviewed(app.superuser, given)
  await app.superuser.query(
    `update assessments.assessment set status = 'decided', level = 'able', decided_on = '2024-01-12', decided_by = 'given-three',
       effective_month = '2024-02' where id = $1`,
    [assessmentId],
  )
  const reasons = await reasonsOf(propose(personId))
  expect(reasons.map(({ code }) => code).toSorted()).toEqual(['undelivered', 'unpublished', 'untold'])
  expect(reasons.find(({ code }) => code === 'untold')).toMatchObject({
    message: expect.stringContaining('（2024年1月12日审定）的结果还没有告知本人'),
    to: `/assessments/${assessmentId}`,
  })
  const handed = { how: 'direct', receiver: '丁样本', relation: '', witness: '' } as const
  await town(recognition, 'deliver', { caseId, deliveredOn: '2024-03-01', ...handed })
  await town(recognition, 'publish', { caseIds: [caseId], place: '村务公开栏', postedOn: '2024-03-01' })
  expect((await reasonsOf(propose(personId))).map(({ code }) => code)).toEqual(['untold'])
  const { version } = await clerk(assessments, 'get', { assessmentId })
  await town(assessments, 'tell', { assessmentId, version, toldOn: '2024-03-01', words: '当面读给本人听，本人按手印' })
  await propose(personId)
})

test('what comes up after the closing stops the hand-over, and a correction that waits is named by its field', async () => {
  const personId = await givenPerson(app.superuser, {
    townshipId: place.township,
    endedOn: '2024-01-31',
    endReason: 'voluntary',
  })
  await propose(personId)
  await leader(archives, 'confirm', { personId })
  await proposal(personId)
  await app.superuser.query(
    `insert into persons.correction_proposal (county_code, id, person_id, field, was, value, reason, paper_reference, proposed_by, proposer_name, proposed_at)
     values ('371522', $1, $2, 'supportedFrom', '2021-06-01', '2021-07-01', '录入有误，见决定书', '3盒', 'x', '演示', now())`,
    [crypto.randomUUID(), personId],
  )
  const reasons = await reasonsOf(clerk(archives, 'offer', { personId, receiver: '示例县档案馆' }))
  expect(reasons.map(({ code }) => code)).toEqual(['correction', 'claim_proposal'])
  expect(reasons[0]?.message).toContain('供养起始')
})

test('what is changed in a file that was handed over is taken, and the clerk is told that it has to follow', async () => {
  const personId = await givenPerson(app.superuser, {
    townshipId: place.township,
    endedOn: '2024-01-31',
    endReason: 'voluntary',
  })
  const correct = async (value: string) =>
    (
      await clerk(persons, 'correct', {
        personId,
        field: 'residence',
        value,
        reason: '门牌号录错',
        paperReference: '3盒2夹',
      })
    ).warnings.join('')
  expect(await correct('示例路2号')).toBe('')
  await propose(personId)
  await leader(archives, 'confirm', { personId })
  await clerk(archives, 'offer', { personId, receiver: '示例县档案馆' })
  const receipt = { personId, signer: '钱示例', receivedOn: '2024-03-04', receiptNo: '收2024-1', fileId: null }
  await leader(archives, 'receive', receipt)
  expect(await correct('示例路3号')).toContain('档案已移交示例县档案馆')
  const capacity = {
    personId,
    capacity: 'full' as const,
    basis: '入户了解',
    since: '2024-03-01',
    paperReference: '3盒',
  }
  expect((await clerk(persons, 'setCapacity', capacity)).warnings.join('')).toContain('须补充移交')
})
