import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { verifications } from './contract.ts'

const app = await testApp({ now: '2023-08-14T10:00+08:00' })
const townshipId = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const other = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
const clerk = app.as(app.actor('township-clerk', { kind: 'townships', ids: [townshipId] }))
const soon = await givenPerson(app.superuser, { townshipId, name: '周示例', bornOn: '2005-10-05' })
await givenPerson(app.superuser, { townshipId, name: '吴样本', bornOn: '2007-09-01' })
await givenPerson(app.superuser, { townshipId, name: '郑演示', bornOn: '2010-09-01' })
await givenPerson(app.superuser, { townshipId: other, name: '钱测试', bornOn: '2005-09-05' })
const school = {
  personId: soon,
  stage: 'secondary_vocational',
  school: '示例县职业中专',
  grade: '二年级',
  provedOn: '2023-08-10',
  untilOn: '2024-07-15',
  proof: '在读证明，2盒1页',
} as const
const mine = async () => (await clerk(duties, 'mine', {})).tasks.filter(({ kind }) => kind.startsWith('verifications.'))

test('who reaches 16 or 18 within ninety days is work with its clause, in one township only', async () => {
  const { rows, stages } = await clerk(verifications, 'minors', {})
  expect(rows.map(({ person, matter, on }) => `${person} ${matter} ${on}`)).toEqual([
    '吴样本 turns_young 2023-09-01',
    '周示例 turns_support 2023-10-05',
  ])
  expect(stages.map(({ code }) => code)).toContain('secondary_vocational')
  const tasks = await mine()
  expect(tasks.map(({ title }) => title)).toContain('未成年人满18周岁：核对是否在读，继续或终止')
  expect(tasks[0]?.citations.length).toBeGreaterThan(0)
})

test('a proof of school keeps support going and is asked for again before it runs out', async () => {
  await expect(clerk(verifications, 'proveSchool', { ...school, proof: '' })).rejects.toThrow('没有在读证明')
  await expect(clerk(verifications, 'proveSchool', { ...school, stage: 'university' })).rejects.toThrow('不在满18周岁')
  await expect(clerk(verifications, 'proveSchool', { ...school, untilOn: '2025-07-15' })).rejects.toThrow('每年核对')
  await clerk(verifications, 'proveSchool', school)
  expect((await mine()).map(({ title }) => title).join()).not.toContain('满18周岁')
  const [row] = (await clerk(verifications, 'minors', {})).rows.filter(({ personId }) => personId === soon)
  expect(row).toMatchObject({ matter: 'in_school', on: '2024-07-15' })
  app.setNow('2024-06-20T10:00+08:00')
  expect((await mine()).map(({ title }) => title)).toContain('在读证明将到期：核对是否仍在读')
  app.setNow('2024-07-20T10:00+08:00')
  expect((await mine()).map(({ title }) => title)).toContain('在读证明已到期：核对是否仍在读，继续或终止')
  const again = { ...school, grade: '三年级', provedOn: '2024-07-19', untilOn: '2025-07-10' } as const
  await clerk(verifications, 'proveSchool', again)
  expect((await mine()).map(({ title }) => title).join()).not.toContain('在读证明')
  expect((await clerk(verifications, 'ofPerson', { personId: soon })).schools).toHaveLength(2)
})

test('a person of another township, or of nowhere, gets no proof', async () => {
  const elsewhere = app.as(app.actor('township-clerk', { kind: 'townships', ids: [other], accountId: 'other-clerk' }))
  await expect(elsewhere(verifications, 'proveSchool', school)).rejects.toThrow('没有找到此人')
  await expect(clerk(verifications, 'openFile', { schoolId: crypto.randomUUID() })).rejects.toThrow('没有上传附件')
})

test('who came of age in support stays on the list until it is decided; a grown-up of the register is no pupil', async () => {
  app.setNow('2023-08-14T10:00+08:00')
  const late = await givenPerson(app.superuser, { townshipId, name: '冯举例', bornOn: '2004-11-02' })
  const old = await givenPerson(app.superuser, { townshipId, name: '褚假设', bornOn: '1955-01-01' })
  const on = async (now: string) => {
    app.setNow(now)
    return (await clerk(verifications, 'minors', {})).rows.filter(({ personId }) => personId === late)
  }
  const [now] = await on('2023-08-14T10:00+08:00')
  const [later] = await on('2025-11-03T10:00+08:00')
  expect([now?.matter, later?.matter, later?.on]).toEqual(['turns_support', 'turns_support', '2022-11-02'])
  app.setNow('2023-08-14T10:00+08:00')
  await expect(clerk(verifications, 'proveSchool', { ...school, personId: old })).rejects.toThrow('不用登记在读')
})
