import { describe, expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { persons } from './contract.ts'
import { givenPerson } from './given.ts'
import { filedBy, givenRegister } from './given-register.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const { place, newPerson } = await givenRegister(app.superuser)
const takeIn = filedBy(clerk, leader)
const townClerk = () =>
  app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.town], accountId: 'town-clerk' }))
const decision = { number: '示民定〔2023〕7号', decidedOn: '2023-09-05' }

describe('payees', () => {
  const account = { bank: '示例农商行', account: '6200000000000000017', fromOn: '2023-09-01' }
  test('one proposes, another confirms; the same one may not', async () => {
    const { personId } = await takeIn(newPerson({ name: '周本人' }))
    const { id } = await clerk(persons, 'proposePayee', { personId, holder: '周本人', ...account })
    await expect(clerk(persons, 'confirmPayee', { id, agree: true })).rejects.toThrow('须由另一人确认')
    await leader(persons, 'confirmPayee', { id, agree: true })
    expect((await clerk(persons, 'person', { personId })).payees).toMatchObject([
      { state: 'confirmed', accountMasked: '尾号0017' },
    ])
    expect(await clerk(persons, 'reveal', { personId, field: 'account', purpose: '核对账户' })).toEqual({
      value: account.account,
    })
  })

  test('somebody else may receive only with a consent that holds, and one account for two is a clue', async () => {
    const { personId } = await takeIn(newPerson({ name: '吴他人' }))
    const input = { personId, holder: '郑代领', ...account }
    await expect(clerk(persons, 'proposePayee', input)).rejects.toThrow('须先登记本人（或监护人）同意')
    const consent = await clerk(persons, 'giveConsent', {
      personId,
      kind: 'payee',
      givenBy: 'person',
      receiver: '郑代领',
      fromOn: '2023-09-01',
      paperReference: '同意书第1号',
    })
    const { id, warnings } = await clerk(persons, 'proposePayee', { ...input, consentId: consent.id })
    expect(warnings[0]).toContain('周本人')
    await clerk(persons, 'withdrawConsent', { id: consent.id, on: '2023-09-01' })
    await expect(leader(persons, 'confirmPayee', { id, agree: true })).rejects.toThrow('或已撤回')
  })

  test('for whom has no capacity the guardian consents, and must be on file', async () => {
    const { personId } = await takeIn(newPerson({ name: '冯无能力' }))
    await clerk(persons, 'setCapacity', {
      personId,
      capacity: 'none',
      basis: '示例法院判决',
      since: '2023-01-01',
      paperReference: '判决书复印件',
    })
    const consent = {
      personId,
      kind: 'payee' as const,
      receiver: '冯监护',
      fromOn: '2023-09-01',
      paperReference: '同意书第2号',
    }
    await expect(clerk(persons, 'giveConsent', { ...consent, givenBy: 'person' })).rejects.toThrow('须由监护人代为同意')
    await expect(clerk(persons, 'giveConsent', { ...consent, givenBy: 'guardian' })).rejects.toThrow('还没有登记监护人')
    const guardian = {
      personId,
      name: '冯监护',
      relation: '弟',
      scope: ['property' as const],
      basis: '村委会指定文书',
      fromOn: '2023-01-01',
    }
    await clerk(persons, 'addGuardian', guardian)
    await clerk(persons, 'giveConsent', { ...consent, givenBy: 'guardian' })
  })
})

describe('who sees what', () => {
  test('a township clerk sees, opens and files only in his township', async () => {
    const here = await takeIn(newPerson({ name: '钱本镇' }))
    const there = await takeIn(newPerson({ name: '钱他乡', townshipId: place.other, villageId: null }))
    const { rows } = await townClerk()(persons, 'list', { text: '钱' })
    expect(rows.map(({ id }) => id)).toEqual([here.personId])
    await expect(townClerk()(persons, 'person', { personId: there.personId })).rejects.toThrow('没有找到此人')
    await expect(
      townClerk()(persons, 'addContact', { personId: there.personId, name: '某', relation: '邻居', role: 'carer' }),
    ).rejects.toThrow('没有找到此人')
  })

  test('nothing of a person is seen or changed from another county, whatever one asks', async () => {
    const personId = await givenPerson(app.superuser, { townshipId: place.town, name: '蒋隔县' })
    const stranger = app.as(app.actor('county-clerk', { county: '150430' }))
    const absence = await clerk(persons, 'addAbsence', { personId, kind: 'leave', fromOn: '2023-09-01' })
    const asks: Promise<unknown>[] = [
      stranger(persons, 'person', { personId }),
      stranger(persons, 'card', { personId }),
      stranger(persons, 'timeline', { personId }),
      stranger(persons, 'reveal', { personId, field: 'id', purpose: '核对身份' }),
      stranger(persons, 'correct', {
        personId,
        field: 'residence',
        value: '某地',
        reason: '录入有误',
        paperReference: '无',
      }),
      stranger(persons, 'reportDeath', { personId, diedOn: '2023-09-01', paperReference: '无' }),
      stranger(persons, 'endAbsence', { id: absence.id, toOn: null }),
      stranger(persons, 'giveConsent', {
        personId,
        kind: 'data',
        givenBy: 'person',
        fromOn: '2023-09-01',
        paperReference: '无',
      }),
      stranger(persons, 'proposePayee', {
        personId,
        bank: '行',
        holder: '蒋隔县',
        account: '6200000000000000025',
        fromOn: '2023-09-01',
      }),
    ]
    const answers = await Promise.all(
      asks.map((asked) =>
        asked.then(
          () => 'done',
          (error) => `${error.kind} ${error.message}`,
        ),
      ),
    )
    expect(answers.filter((answer) => !answer.startsWith('not_found') || answer.includes('蒋'))).toEqual([])
    expect((await stranger(persons, 'list', { text: '蒋隔县' })).total).toBe(0)
    expect((await stranger(persons, 'search', { words: '蒋隔县' })).rows).toEqual([])
    expect((await stranger(persons, 'standing', { month: '2023-09' })).total).toBe(0)
  })

  test('opening a file and a number leaves an entry with person and purpose', async () => {
    const { personId } = await takeIn(newPerson({ name: '韩留痕' }))
    await clerk(persons, 'reveal', { personId, field: 'id', purpose: '电话核实身份' }, 'reveal-recorded')
    const { rows } = await app.superuser.query(
      `select e.operation, e.purpose from record.entry e join record.entry_person p on p.county_code = e.county_code and p.entry_id = e.id
       where p.person_id = $1 and e.operation = 'persons.reveal'`,
      [personId],
    )
    expect(rows).toEqual([{ operation: 'persons.reveal', purpose: '身份证号：电话核实身份' }])
  })

  test('the timeline tells what happened, the newest first', async () => {
    const { personId } = await takeIn(newPerson({ name: '杨时间' }))
    await app.as(app.system())(persons, 'changeStanding', {
      personId,
      change: { kind: 'level', value: 'unable' },
      decision,
    })
    const { items } = await clerk(persons, 'timeline', { personId })
    expect(items[0]).toMatchObject({ at: '2023-10-01', text: '能力等级：失能（示民定〔2023〕7号）' })
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    )
  })
})

test('pages follow each other without gap or repetition, by number and by cursor', async () => {
  for (let count = 0; count < 7; count += 1) await givenPerson(app.superuser, { townshipId: place.other, name: '页页' })
  const all = await clerk(persons, 'list', { townshipIds: [place.other], pageSize: 200 })
  const ids = all.rows.map(({ id }) => id)
  const byNumber: string[] = []
  const byCursor: string[] = []
  for (let page = 1; page <= Math.ceil(ids.length / 3); page += 1)
    byNumber.push(
      ...(await clerk(persons, 'list', { townshipIds: [place.other], page, pageSize: 3 })).rows.map(({ id }) => id),
    )
  let after: Awaited<ReturnType<typeof clerk<typeof persons, 'list'>>>['next']
  do {
    const page = await clerk(persons, 'list', { townshipIds: [place.other], pageSize: 3, ...(after ? { after } : {}) })
    byCursor.push(...page.rows.map(({ id }) => id))
    after = page.next
  } while (after)
  expect(byNumber).toEqual(ids)
  expect(byCursor).toEqual(ids)
  expect(all.byLevel).toEqual({ partly_able: ids.length })
})
