/** What one clerk alone may not do to the register by hand: end support, grant years, consent afterwards, arrange for the dead. */
import { describe, expect, test } from 'vitest'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { policy } from '#modules/policy/contract.ts'
import { testApp } from '../../../test/app.ts'
import { givenLimits } from '../../../test/standard-limits.ts'
import { persons } from './contract.ts'
import { givenIdNumber } from './given.ts'
import { filedBy, givenRegister } from './given-register.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const actor = app.actor('county-clerk')
const clerk = app.as(actor)
const leader = app.as(app.actor('county-leader', { accountId: 'second-hand' }))
const { newPerson } = await givenRegister(app.superuser)
const takeIn = filedBy(clerk, leader)
const filed = async (name: string) => (await takeIn(newPerson({ name }))).personId
const paper = { reason: '原登记录错', paperReference: '县档案室 一盒' }
const uploaded = async (by = actor) => {
  const bytes = new TextEncoder().encode('%PDF-1.4 示例')
  const file = { name: '同意书.pdf', mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  return (await receiveFile(app.installation, by, '371522', file)).fileId
}

describe('the first day of support', () => {
  const move = (personId: string, value: string) =>
    clerk(persons, 'correct', { personId, field: 'supportedFrom', value, ...paper })

  test('does not move past today for whom is supported, nor before the decision of our own, nor before birth', async () => {
    const personId = await filed('张起始')
    await expect(move(personId, '2030-01-01')).rejects.toThrow('晚于下个月一日')
    await expect(move(personId, '2023-10-01')).rejects.toThrow('请在“变更与终止”中办理终止')
    await expect(move(personId, '1900-01-01')).rejects.toThrow('早于出生日期')
    await app.superuser.query(`update persons.person set origin = 'recognition' where id = $1`, [personId])
    await expect(move(personId, '2023-08-01')).rejects.toThrow('早于认定日期')
    await move(personId, '2023-08-21')
    await expect(move(personId, '2023-08-22')).rejects.toThrow('已有更正待确认')
    const [mine] = await clerk(persons, 'correctionsToConfirm', {})
    expect(mine).toMatchObject({ person: '张起始', was: '2023-09-01', becomes: '2023-08-21', mine: true })
    const id = mine?.id ?? ''
    await expect(clerk(persons, 'confirmCorrection', { id, agree: true })).rejects.toThrow('须由另一人确认')
    expect((await clerk(persons, 'person', { personId })).supportedFrom).toBe('2023-09-01')
    await leader(persons, 'confirmCorrection', { id, agree: true })
    expect(await clerk(persons, 'person', { personId })).toMatchObject({
      supportedFrom: '2023-08-21',
      status: 'active',
    })
  })

  test('and the class of the household, which decides the standard, are corrected by two; sent back with words', async () => {
    const personId = await filed('赵户籍')
    const given = { personId, field: 'householdClass' as const, value: 'urban', ...paper }
    await clerk(persons, 'correct', given)
    const [asked] = await leader(persons, 'correctionsToConfirm', {})
    expect(asked).toMatchObject({ was: '农村', becomes: '城市', mine: false })
    const id = asked?.id ?? ''
    await expect(leader(persons, 'confirmCorrection', { id, agree: false })).rejects.toThrow('退回请写明理由')
    await leader(persons, 'confirmCorrection', { id, agree: false, reason: '户口簿为农村' })
    expect((await clerk(persons, 'person', { personId })).householdClass).toBe('rural')
    await expect(leader(persons, 'confirmCorrection', { id, agree: true })).rejects.toThrow('没有找到待确认的更正')
  })

  test('what changed meanwhile is told instead of being overwritten', async () => {
    const personId = await filed('钱同时')
    const { version } = await clerk(persons, 'person', { personId })
    const moves = (value: string) =>
      clerk(persons, 'correct', { personId, field: 'residence', value, version, ...paper })
    await moves('河东村1号')
    await expect(moves('河东村2号')).rejects.toThrow('刚被他人更新')
  })

  test('cannot be far ahead when a person is filed', async () => {
    await expect(takeIn(newPerson({ supportedFrom: '2099-01-01' }))).rejects.toThrow('请先受理申请')
    await takeIn(newPerson({ supportedFrom: '2023-10-01', decidedOn: '2023-09-05' }))
  })
})

describe('who somebody is', () => {
  const correct = (personId: string, field: 'idNumber' | 'bornOn' | 'sex', value: string) =>
    clerk(persons, 'correct', { personId, field, value, ...paper })

  test('number, birth and sex wait for another, and nothing has changed before', async () => {
    const personId = await filed('何替身')
    const before = await clerk(persons, 'person', { personId })
    await correct(personId, 'idNumber', givenIdNumber(880))
    await correct(personId, 'bornOn', '1950-01-01')
    await correct(personId, 'sex', before.sex === 'male' ? 'female' : 'male')
    const { idMasked, bornOn, sex } = await clerk(persons, 'person', { personId })
    expect({ idMasked, bornOn, sex }).toEqual({ idMasked: before.idMasked, bornOn: before.bornOn, sex: before.sex })
    const asked = (await leader(persons, 'correctionsToConfirm', {})).filter((each) => each.personId === personId)
    expect(asked.map(({ field }) => field).toSorted()).toEqual(['bornOn', 'idNumber', 'sex'])
    // Another may still be filed under the number that was only proposed.
    await takeIn(newPerson({ name: '何真身', idNumber: givenIdNumber(880) }))
    const id = asked.find(({ field }) => field === 'idNumber')?.id ?? ''
    await expect(leader(persons, 'confirmCorrection', { id, agree: true })).rejects.toThrow('已是本县另一人的')
  })

  test('a number is not wiped off, and nobody is born after support began or before 1900', async () => {
    const personId = await filed('何清空')
    await expect(correct(personId, 'idNumber', '')).rejects.toThrow('不能清空')
    await expect(correct(personId, 'bornOn', '2023-09-03')).rejects.toThrow('晚于供养起始日')
    await expect(correct(personId, 'bornOn', '1800-01-01')).rejects.toThrow('早于1900年')
  })
})

describe('a name', () => {
  test('takes no signs that no name has, when filed and when corrected', async () => {
    const personId = await filed('李更名')
    const rename = (value: string) => clerk(persons, 'correct', { personId, field: 'name', value, ...paper })
    for (const value of ['😀李<b>', '李1名', '李']) await expect(rename(value)).rejects.toThrow('姓名')
    await rename('李 改名')
    expect(await clerk(persons, 'person', { personId })).toMatchObject({ name: '李改名' })
    await expect(takeIn(newPerson({ name: '王<b>' }))).rejects.toThrow('姓名')
  })
})

describe('a paper named by a correction', () => {
  test('is one that the same clerk has uploaded', async () => {
    const personId = await filed('王扫描')
    const correct = (fileId: string) =>
      clerk(persons, 'correct', { personId, field: 'residence', value: '河东村9号', fileId, ...paper })
    await expect(correct(await uploaded(app.actor('county-clerk', { accountId: 'other-clerk' })))).rejects.toThrow(
      '没有找到上传的文件',
    )
    await expect(correct('00000000-0000-7000-8000-000000000001')).rejects.toThrow('没有找到上传的文件')
    await correct(await uploaded())
  })
})

const consentToPay = { kind: 'payee' as const, receiver: '郑代领', paperReference: '同意书第9号' }

describe('consents', () => {
  const consent = consentToPay

  test('far back are believed by their scan only', async () => {
    const personId = await filed('陈旧同意')
    const old = { ...consent, personId, givenBy: 'person' as const, fromOn: '2023-01-01' }
    await expect(clerk(persons, 'giveConsent', old)).rejects.toThrow('请附当时签署的同意书扫描件')
    await clerk(persons, 'giveConsent', { ...old, fileId: await uploaded() })
    await clerk(persons, 'giveConsent', { ...old, receiver: '郑二', fromOn: '2023-08-07' })
  })

  test('are judged by the capacity of their own day', async () => {
    const personId = await filed('周失能')
    await clerk(persons, 'setCapacity', {
      personId,
      capacity: 'none',
      basis: '示例法院判决',
      since: '2023-09-01',
      paperReference: '判决书复印件',
    })
    const own = { ...consent, personId, givenBy: 'person' as const }
    await expect(clerk(persons, 'giveConsent', { ...own, fromOn: '2023-09-01' })).rejects.toThrow('须由监护人代为同意')
    await clerk(persons, 'giveConsent', { ...own, fromOn: '2023-08-31' })
  })

  test('are given once, and entered twice they are withdrawn all at once', async () => {
    const personId = await filed('韩重复')
    const once = {
      personId,
      kind: 'portrait' as const,
      givenBy: 'person' as const,
      fromOn: '2023-09-01',
      paperReference: '同意书',
    }
    const { id } = await clerk(persons, 'giveConsent', once)
    await expect(clerk(persons, 'giveConsent', once)).rejects.toThrow('已有2023年9月1日起的“照片使用”同意')
    // As it may stand on file from before the rule.
    await app.superuser.query(
      `insert into persons.consent (county_code, id, person_id, kind, given_by, receiver, scope, from_on, paper_reference)
       select county_code, gen_random_uuid(), person_id, kind, given_by, receiver, scope, from_on, paper_reference from persons.consent where id = $1`,
      [id],
    )
    await clerk(persons, 'withdrawConsent', { id, on: '2023-09-06' })
    const file = await clerk(persons, 'person', { personId })
    expect(file.consents.map(({ withdrawnOn }) => withdrawnOn)).toEqual(['2023-09-06', '2023-09-06'])
    expect(file.photoShown).toBe(false)
    await clerk(persons, 'giveConsent', { ...once, fromOn: '2023-09-06' })
  })

  test('are not withdrawn in the future, and one that has not begun never holds once withdrawn', async () => {
    const personId = await filed('吴撤回')
    const { id } = await clerk(persons, 'giveConsent', {
      ...consent,
      personId,
      givenBy: 'person',
      fromOn: '2023-10-01',
    })
    await expect(clerk(persons, 'withdrawConsent', { id, on: '2099-01-01' })).rejects.toThrow('晚于今天')
    await clerk(persons, 'withdrawConsent', { id, on: '2023-09-06' })
    expect((await clerk(persons, 'person', { personId })).consents).toMatchObject([{ withdrawnOn: '2023-09-06' }])
  })
})

test('how far back a consent needs no scan is for the county to choose', async () => {
  const words = '本人同意后三个月内可以补登，不附扫描件。'
  const document = '示例民发〔2023〕3号（虚构）'
  await clerk(policy, 'registerDocument', {
    name: document,
    title: '关于登记日期的通知（虚构）',
    issuers: ['示例县民政局'],
    status: 'in_force',
    issuedOn: '2023-08-01',
    effectiveFrom: '2023-08-01',
    text: `一、登记\n${words}`,
  })
  const chosen = { key: 'entry.limits', value: { ...givenLimits, consent_days: 90 }, from: '2023-08-01' }
  const { id } = await clerk(policy, 'propose', { ...chosen, document, clause: '一、登记', quote: words })
  const personId = await filed('郑县定')
  const given = { ...consentToPay, personId, givenBy: 'person' as const, fromOn: '2023-07-01' }
  await expect(clerk(persons, 'giveConsent', given)).rejects.toThrow('早于今天30天以上')
  await leader(policy, 'adopt', { id })
  await clerk(persons, 'giveConsent', given)
  await expect(clerk(persons, 'giveConsent', { ...given, fromOn: '2023-06-01' })).rejects.toThrow('早于今天90天以上')
})

describe('capacity', () => {
  test('needs a basis and a paper, lies between birth and today, and keeps its editions', async () => {
    const personId = await filed('冯能力')
    const found = { personId, capacity: 'none' as const, basis: '示例法院判决', paperReference: '判决书复印件' }
    await expect(clerk(persons, 'setCapacity', { ...found, basis: '判', since: '2023-09-01' })).rejects.toThrow(
      '认定依据',
    )
    await expect(clerk(persons, 'setCapacity', { ...found, since: '1900-01-01' })).rejects.toThrow('早于出生日期')
    await clerk(persons, 'setCapacity', { ...found, since: '2023-08-01' })
    await clerk(persons, 'setCapacity', { ...found, capacity: 'full', basis: '恢复判决', since: '2023-09-05' })
    const file = await clerk(persons, 'person', { personId })
    expect(file.capacity).toBe('full')
    const version = file.version
    await clerk(persons, 'setCapacity', { ...found, since: '2023-07-01', basis: '更早的判决', version })
    expect((await clerk(persons, 'person', { personId })).capacity).toBe('full')
    const late = clerk(persons, 'setCapacity', { ...found, capacity: 'limited', since: '2023-09-06', version })
    await expect(late).rejects.toThrow('刚被他人更新')
    expect(file.capacities).toMatchObject([
      { capacity: 'full', since: '2023-09-05', basis: '恢复判决' },
      { capacity: 'none', since: '2023-08-01', basis: '示例法院判决' },
    ])
  })
})

test('for somebody who died nothing more is arranged; a guardian ends no later than today; an absence lies within reach', async () => {
  const personId = await filed('孙故去')
  const guardian = { personId, name: '孙监护', relation: '弟', scope: ['property' as const], basis: '村委会指定文书' }
  const { id } = await clerk(persons, 'addGuardian', { ...guardian, fromOn: '2023-09-01' })
  await expect(clerk(persons, 'endGuardian', { id, toOn: '2099-01-01' })).rejects.toThrow('晚于今天')
  const away = (fromOn: string, toOn: string | null = null) =>
    clerk(persons, 'addAbsence', { personId, kind: 'hospital', fromOn, toOn })
  await expect(away('1990-01-01')).rejects.toThrow('早于供养起始日')
  await expect(away('2023-09-02', '2099-01-01')).rejects.toThrow('一年以后')
  await clerk(persons, 'reportDeath', { personId, diedOn: '2023-09-03', paperReference: '死亡证明复印件' })
  const day = '2023-09-04'
  const deeds = [
    () => away(day),
    () => clerk(persons, 'addGuardian', { ...guardian, name: '孙二', scope: ['medical'], fromOn: day }),
    () => clerk(persons, 'addContact', { personId, name: '孙三', relation: '侄', role: 'carer' }),
    () =>
      clerk(persons, 'giveConsent', {
        personId,
        kind: 'payee',
        givenBy: 'person',
        receiver: '某人',
        fromOn: day,
        paperReference: '同意书',
      }),
    () =>
      clerk(persons, 'setCapacity', {
        personId,
        capacity: 'none',
        basis: '示例判决',
        since: day,
        paperReference: '判决',
      }),
  ]
  for (const deed of deeds) await expect(deed()).rejects.toThrow('死亡，不能登记')
})
