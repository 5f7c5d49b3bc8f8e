/** A wrong day of death after the certificate: everything that follows a death moves with it, by two, and both days stay. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { agreements } from '#modules/agreements/contract.ts'
import { duties } from '#modules/duties/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import {
  app,
  ask,
  clerk,
  leader,
  openTown,
  person,
  signedByAll,
  toSign,
  townClerk,
  township,
  uploaded,
} from '../../../test/given-agreements.ts'
import { endings } from './contract.ts'
import { givenPaid } from './given.ts'

await openTown()
await learnPolicy(app.installation)

const personId = await person({ name: '张示例', supportedFrom: '2021-08-01' })
const agreementId = await toSign(personId)
await signedByAll(agreementId, '张示例')
await givenPaid(app.superuser, { personId, townshipId: township, months: ['2023-10', '2023-11'], fen: 90_000 })
app.setNow('2023-11-20T10:00+08:00')

const { deathId } = await ask(townClerk)(endings, 'reportDeath', {
  personId,
  diedOn: '2023-11-15',
  discoveredAt: '2023-11-16T01:00:00.000Z',
  reportedAt: '2023-11-16T02:00:00.000Z',
  placeKind: 'dwelling',
  reporter: '钱假设',
  reporterKind: 'village',
})
const agreed = async () => (await ask(clerk)(agreements, 'get', { agreementId })).effectiveTo
const standing = async (day: string) => {
  const { rows } = await app.superuser.query<{ status: string }>(
    `select status from persons.standing_on('371522', $1, now() + interval '10 years') where person_id = $2`,
    [day, personId],
  )
  return rows[0]?.status
}
const openClaims = async () =>
  (await ask(leader)(endings, 'death', { deathId })).claims.flatMap(({ month, status }) =>
    status === 'open' ? month : [],
  )
const wanted = { deathId, diedOn: '2023-10-15', paper: '死亡证明示证0001，1盒2页', words: '证明载明的是十月' }
const proposed = async (diedOn = wanted.diedOn) =>
  ask(townClerk)(endings, 'proposeDeathDay', { ...wanted, diedOn, fileId: await uploaded(townClerk) })

test('before the certificate, and to a day that cannot be, nothing is proposed', async () => {
  await expect(proposed()).rejects.toThrow('还没有取得死亡证明')
  await ask(townClerk)(endings, 'recordDeath', {
    deathId,
    on: '2023-11-17',
    step: { kind: 'certificate', issuer: 'medical_institution', issuerName: '示例县人民医院', no: '示证0001' },
    proof: '死亡证明，1盒2页',
  })
  await expect(proposed('2023-11-15')).rejects.toThrow('没有要更正的')
  await expect(proposed('2023-11-17')).rejects.toThrow('晚于发现的')
  await expect(proposed('2020-11-15')).rejects.toThrow('早于供养起始日')
  await expect(ask(leader)(endings, 'withdrawDeath', { deathId, words: '同名误报' })).rejects.toThrow('“更正死亡日期”')
})

test('agreed to by another, support, agreement and claims end on the true day; both days are told', async () => {
  expect(await agreed()).toBe('2023-11-15')
  expect(await openClaims()).toEqual([])
  await proposed()
  await expect(proposed()).rejects.toThrow('正等县级救助负责人决定')
  const own = app.as(app.actor('county-leader', { accountId: townClerk.accountId }))
  await expect(own(endings, 'decideDeathDay', { deathId, agree: true, words: '属实' })).rejects.toThrow(
    '须由另一人决定',
  )
  expect(JSON.stringify((await ask(leader)(duties, 'mine', {})).tasks)).toContain('2023年11月15日更正为2023年10月15日')
  await ask(leader)(endings, 'decideDeathDay', { deathId, agree: true, words: '与死亡证明一致' })
  const file = await ask(clerk)(persons, 'person', { personId })
  expect(file).toMatchObject({ diedOn: '2023-10-15', endedOn: '2023-10-15', endReason: 'death', status: 'ended' })
  expect(await Promise.all(['2023-10-15', '2023-10-16', '2023-11-16'].map(standing))).toEqual([
    'active',
    'ended',
    'ended',
  ])
  expect(await agreed()).toBe('2023-10-15')
  expect(await openClaims()).toEqual(['2023-11'])
  const { row, acts, dayWanted } = await ask(leader)(endings, 'death', { deathId })
  expect([row.diedOn, dayWanted]).toEqual(['2023-10-15', null])
  expect(acts.at(-1)).toMatchObject({
    kind: 'day_corrected',
    details: [
      { label: '原登记', text: '2023年11月15日' },
      { label: '提出更正为', text: '2023年10月15日' },
    ],
  })
})

test('a second correction, to a later day, gives back what the first took; one that is not agreed to changes nothing', async () => {
  app.setNow('2023-11-21T10:00+08:00')
  await proposed('2023-09-30')
  await ask(leader)(endings, 'decideDeathDay', { deathId, agree: false, words: '没有凭据' })
  expect(await agreed()).toBe('2023-10-15')
  await proposed('2023-11-14')
  await ask(leader)(endings, 'decideDeathDay', { deathId, agree: true, words: '以公安注销日期为准' })
  expect(await Promise.all(['2023-11-14', '2023-11-15'].map(standing))).toEqual(['active', 'ended'])
  expect(await agreed()).toBe('2023-11-14')
  expect(await openClaims()).toEqual([])
  expect(await ask(clerk)(persons, 'person', { personId })).toMatchObject({ diedOn: '2023-11-14', endReason: 'death' })
})
