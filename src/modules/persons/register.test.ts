import { describe, expect, test } from 'vitest'
import type { Sent } from '#kernel/contract.ts'
import { testApp } from '../../../test/app.ts'
import { persons } from './contract.ts'
import { givenIdNumber } from './given.ts'
import { filedBy, givenRegister } from './given-register.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const clerk = app.as(app.actor('county-clerk'))
const { place, newPerson } = await givenRegister(app.superuser)
const second = app.as(app.actor('county-leader', { accountId: 'second-hand' }))
const takeIn = filedBy(clerk, second)
const decision = { number: '示民定〔2023〕7号', decidedOn: '2023-09-05' }
const known = (on: string) => new Date(on).toISOString()

describe('filing', () => {
  test('a person filed is found by part of the name, by initials, by the last four and by the file number', async () => {
    const idNumber = givenIdNumber(501)
    const { personId, fileNo } = await takeIn(newPerson({ name: '欧阳示例', idNumber }))
    for (const text of ['阳示', 'oysl', '欧阳', idNumber.slice(-4), fileNo, idNumber, '示例']) {
      const { rows } = await clerk(persons, 'list', { text })
      expect(
        rows.map(({ id }) => id),
        text,
      ).toContain(personId)
    }
    const { rows } = await clerk(persons, 'list', { text: '阳明' })
    expect(rows).toEqual([])
  })

  test('a rare character beyond the basic plane is filed, found and shown', async () => {
    const { personId } = await takeIn(newPerson({ name: '张𬭩㛃' }))
    const { rows } = await clerk(persons, 'list', { text: '𬭩' })
    expect(rows).toMatchObject([{ id: personId, name: '张𬭩㛃' }])
  })

  test('the same number again is refused and leads to the file; another county learns only that it is elsewhere', async () => {
    const given = newPerson()
    const { personId } = await takeIn(given)
    await expect(takeIn(given)).rejects.toMatchObject({
      reasons: [{ code: 'here_already', next: { to: `/persons/${personId}` } }],
    })
    const there = app.as(app.actor('county-clerk', { county: '150430' }))
    const refused = await there(persons, 'proposeFiling', { ...given, townshipId: place.away, villageId: null }).catch(
      (error) => error,
    )
    expect(refused.reasons).toEqual([
      { code: 'elsewhere', message: '该人员目前由其他县供养，不能在本县新增。请先办理迁移。' },
    ])
  })

  test('a wrong number is refused with the right digit, and kept with a reason', async () => {
    const good = givenIdNumber(502)
    const idNumber = good.slice(0, 17) + (good.endsWith('1') ? '2' : '1')
    await expect(takeIn(newPerson({ idNumber }))).rejects.toThrow('身份证号第18位应为')
    const kept = await takeIn(
      newPerson({ idNumber, idRemark: '户口本即如此，派出所正在更正', sex: 'male', bornOn: '1956-03-12' }),
    )
    expect(kept.warnings[0]).toContain('按原样保留')
  })

  test('every fault is told at once: date of birth, sex, township of another county, no paper', async () => {
    const input = newPerson({
      bornOn: '1956-03-21',
      sex: 'female',
      decisionNo: '',
      townshipId: place.away,
      villageId: null,
    })
    const error = await takeIn({ ...input, idNumber: givenIdNumber(503) }).catch((refusal) => refusal)
    expect(error.reasons.map(({ code }: { code: string }) => code)).toEqual(['bornOn', 'sex', 'paperReference'])
    await expect(takeIn(newPerson({ townshipId: place.away, villageId: null }))).rejects.toThrow('不在本县的名录中')
  })

  test('a double click files one person', async () => {
    const given = newPerson({ name: '李双击' })
    const [one, two] = await Promise.all([
      clerk(persons, 'proposeFiling', given, 'double-click'),
      clerk(persons, 'proposeFiling', given, 'double-click'),
    ])
    expect(one).toEqual(two)
    await second(persons, 'confirmFiling', { id: one.id, agree: true })
    expect((await clerk(persons, 'list', { text: '李双击' })).total).toBe(1)
  })

  test('no identity number, phone or account reaches the record in clear', async () => {
    const idNumber = givenIdNumber(504)
    await clerk(persons, 'proposeFiling', newPerson({ idNumber, phone: '10000000007' }), 'secret-create')
    const kept = await app.superuser.query(
      `select answer::text as text from platform.request where id = 'secret-create'`,
    )
    expect(kept.rows[0].text).not.toContain(idNumber)
    const row = await app.superuser.query('select person::text as text from persons.person')
    expect(row.rows.some(({ text }) => text.includes(idNumber))).toBe(false)
  })
})

describe('two axes', () => {
  test('a level decided in September holds from October, and who asks as of August is told what was known then', async () => {
    const { personId } = await takeIn(newPerson({ name: '王两轴' }))
    const before = await clerk(persons, 'standing', { month: '2023-10' })
    app.setNow('2023-09-07T10:00+08:00')
    const { from } = await app.as(app.system())(persons, 'changeStanding', {
      personId,
      change: { kind: 'level', value: 'unable' },
      decision,
    })
    expect(from).toBe('2023-10-01')
    expect((await clerk(persons, 'person', { personId })).level).toBe('partly_able')
    const countOf = (answer: typeof before, level: string) =>
      answer.rows.filter((row) => row.level === level).reduce((sum, { count }) => sum + count, 0)
    const after = await clerk(persons, 'standing', { month: '2023-10' })
    const asKnown = await clerk(persons, 'standing', { month: '2023-10', knownAt: known('2023-09-06T12:00+08:00') })
    expect(countOf(after, 'unable')).toBe(countOf(before, 'unable') + 1)
    expect(asKnown.rows).toEqual(before.rows)
    // The server was off over the holidays and longer.
    app.setNow('2023-10-20T01:00+08:00')
    expect((await app.as(app.system())(persons, 'bringUpToDate', {})).persons).toBeGreaterThan(0)
    expect((await clerk(persons, 'person', { personId })).level).toBe('unable')
    app.setNow('2023-09-07T11:00+08:00')
  })

  test('support ends from the month after the decision; the reason must be one of the rule', async () => {
    const { personId } = await takeIn(newPerson({ name: '赵终止' }))
    await expect(
      app.as(app.system())(persons, 'end', { personId, reason: 'moved_house', decision }),
    ).rejects.toMatchObject({
      reasons: [{ code: 'end_reason', citations: [{ clause: '第二十四条' }] }],
    })
    expect(await app.as(app.system())(persons, 'end', { personId, reason: 'voluntary', decision })).toMatchObject({
      from: '2023-10-01',
      lastPaidMonth: '2023-09',
    })
    const file = await clerk(persons, 'person', { personId })
    expect([file.status, file.endedOn]).toEqual(['active', '2023-09-30'])
    await expect(app.as(app.system())(persons, 'end', { personId, reason: 'voluntary', decision })).rejects.toThrow(
      '不能再次终止',
    )
  })

  test('a death ends support the next day, closes the absence, and cannot be reported twice', async () => {
    const { personId } = await takeIn(newPerson({ name: '陈去世' }))
    await clerk(persons, 'addAbsence', { personId, kind: 'hospital', fromOn: '2023-09-02', place: '县医院' })
    await clerk(persons, 'reportDeath', { personId, diedOn: '2023-09-05', paperReference: '死亡证明 示例1号' })
    const file = await clerk(persons, 'person', { personId })
    expect(file).toMatchObject({ status: 'ended', endedOn: '2023-09-05', diedOn: '2023-09-05', endReason: 'death' })
    expect(file.absences).toMatchObject([{ toOn: '2023-09-05', withdrawn: false }])
    await expect(
      clerk(persons, 'reportDeath', { personId, diedOn: '2023-09-04', paperReference: '死亡证明' }),
    ).rejects.toThrow('已登记于2023年9月5日死亡')
  })

  test('who ended is left out of the list unless asked for, and stands in the list of a day on which he was there', async () => {
    const { personId } = await takeIn(newPerson({ name: '孙离开' }))
    await clerk(persons, 'reportDeath', { personId, diedOn: '2023-09-05', paperReference: '死亡证明 示例2号' })
    const ids = async (input: Sent<(typeof persons)['operations']['list']>) =>
      (await clerk(persons, 'list', { text: '孙离开', ...input })).rows.map(({ id }) => id)
    expect(await ids({})).toEqual([])
    expect(await ids({ statuses: ['ended'] })).toEqual([personId])
    expect(await ids({ onDay: '2023-09-04' })).toEqual([personId])
    expect(await ids({ onDay: '2023-09-06' })).toEqual([])
    expect(await ids({ changedMonth: '2023-09' })).toEqual([personId])
  })
})

describe('corrections', () => {
  test('old and new value stay, with reason and paper, and the search finds the new name only', async () => {
    const { personId } = await takeIn(newPerson({ name: '刘旧名' }))
    await clerk(persons, 'correct', {
      personId,
      field: 'name',
      value: '刘新名',
      reason: '户口本上为新名',
      paperReference: '户口本复印件',
    })
    const file = await clerk(persons, 'person', { personId })
    expect(file.corrections).toMatchObject([{ field: 'name', oldValue: '刘旧名', newValue: '刘新名' }])
    expect((await clerk(persons, 'list', { text: '刘旧名' })).total).toBe(0)
    expect((await clerk(persons, 'list', { text: 'lxm' })).rows.map(({ id }) => id)).toContain(personId)
  })

  test('a corrected identity number frees the old one and holds the new one over all counties', async () => {
    const [wrong, right] = [givenIdNumber(601), givenIdNumber(602)]
    const { personId } = await takeIn(newPerson({ idNumber: wrong }))
    await clerk(persons, 'correct', {
      personId,
      field: 'idNumber',
      value: right,
      reason: '录入时看错',
      paperReference: '身份证复印件',
    })
    const proposed = await second(persons, 'correctionsToConfirm', {})
    expect(JSON.stringify(proposed)).not.toContain(right)
    const rows = await app.superuser.query('select p::text as text from persons.correction_proposal p')
    expect(rows.rows.some(({ text }) => text.includes(right))).toBe(false)
    await second(persons, 'confirmCorrection', { id: proposed[0]?.id ?? '', agree: true })
    await expect(takeIn(newPerson({ idNumber: right }))).rejects.toThrow('已在本县建档')
    await takeIn(newPerson({ idNumber: wrong }))
    expect(await clerk(persons, 'reveal', { personId, field: 'id', purpose: '核对身份' })).toEqual({ value: right })
  })

  test('a class that was wrong from the start is replaced; as known before, it stays wrong', async () => {
    const { personId } = await takeIn(newPerson({ name: '杨城乡' }))
    const then = known('2023-09-07T11:00+08:00')
    app.setNow('2023-09-08T10:00+08:00')
    await clerk(persons, 'correct', {
      personId,
      field: 'householdClass',
      value: 'urban',
      reason: '户口性质录错',
      paperReference: '户口本',
    })
    const second = app.as(app.actor('county-leader', { accountId: 'second-hand' }))
    const [{ id } = { id: '' }] = await second(persons, 'correctionsToConfirm', {})
    await second(persons, 'confirmCorrection', { id, agree: true })
    const classOf = async (knownAt: string) => {
      const { rows } = await app.superuser.query(
        `select class from persons.standing_on('371522', '2023-09-30', $1) where person_id = $2`,
        [knownAt, personId],
      )
      return rows[0]?.class
    }
    expect([await classOf(then), await classOf(known('2023-09-09T00:00Z'))]).toEqual(['rural', 'urban'])
    app.setNow('2023-09-07T11:00+08:00')
  })
})

describe('chosen persons', () => {
  test('a list by chosen ids holds exactly those of one’s own county, also who has ended', async () => {
    const one = await takeIn(newPerson({ name: '选一' }))
    const two = await takeIn(newPerson({ name: '选二' }))
    await takeIn(newPerson({ name: '未选' }))
    await clerk(persons, 'reportDeath', {
      personId: two.personId,
      diedOn: '2023-09-05',
      paperReference: '死亡证明 示例9号',
    })
    const personIds = [one.personId, two.personId, crypto.randomUUID()]
    const { rows, total } = await clerk(persons, 'list', { personIds })
    expect(rows.map(({ name }) => name).toSorted()).toEqual(['选一', '选二'])
    expect(total).toBe(2)
    const abroad = app.as(app.actor('county-clerk', { county: '150430' }))
    expect((await abroad(persons, 'list', { personIds })).rows).toEqual([])
  })
})

describe('consent', () => {
  test('a consent keeps its paper; somebody else’s or another county’s upload is not found', async () => {
    const { personId } = await takeIn(newPerson({ name: '同意人' }))
    const upload = async (county: string) => {
      const bytes = Buffer.from(`%PDF-1.4 同意书 ${county}`)
      const file = { name: '同意书.pdf', mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
      return (await receiveFile(app.installation, app.actor('county-clerk', { county }), county, file)).fileId
    }
    const given = {
      personId,
      kind: 'placement' as const,
      givenBy: 'person' as const,
      fromOn: '2023-09-01',
      paperReference: '同意书1号',
    }
    const foreign = await upload('150430')
    await expect(clerk(persons, 'giveConsent', { ...given, fileId: foreign })).rejects.toThrow('没有找到上传的文件')
    const fileId = await upload('371522')
    const { id } = await clerk(persons, 'giveConsent', { ...given, fileId })
    const kept = await app.superuser.query(
      `select consent.file_id, file.claimed_by from persons.consent join platform.file on file.id = consent.file_id
       where consent.id = $1`,
      [id],
    )
    expect(kept.rows).toEqual([{ file_id: fileId, claimed_by: 'persons.giveConsent' }])
  })
})
