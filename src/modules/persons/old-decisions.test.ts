/** 旧决定补录: nobody comes into the register by one hand, past recognition. */
import { describe, expect, test } from 'vitest'
import { duties } from '#modules/duties/contract.ts'
import { testApp } from '../../../test/app.ts'
import { persons } from './contract.ts'
import { givenIdNumber } from './given.ts'
import { givenRegister } from './given-register.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader', { accountId: 'second-hand' }))
const { newPerson } = await givenRegister(app.superuser)
const onFile = async (text: string) => (await clerk(persons, 'list', { text })).total

describe('an old decision', () => {
  test('is filed only when another agrees, and the file says by whom and on which paper', async () => {
    const idNumber = givenIdNumber(701)
    const { id } = await clerk(persons, 'proposeFiling', newPerson({ name: '补录人', idNumber }))
    expect(await onFile('补录人')).toBe(0)
    await expect(clerk(persons, 'confirmFiling', { id, agree: true })).rejects.toThrow('须由另一人确认')
    const { waiting } = await leader(persons, 'filingsToConfirm', {})
    expect(waiting).toMatchObject([
      { name: '补录人', township: '示例镇', decisionNo: '示民认〔2023〕1号', mine: false },
    ])
    expect(JSON.stringify(waiting)).not.toContain(idNumber)
    const { personId, fileNo } = await leader(persons, 'confirmFiling', { id, agree: true })
    expect(fileNo).toMatch(/^DA-/)
    const file = await clerk(persons, 'person', { personId: personId ?? '' })
    expect(file).toMatchObject({ origin: 'decided_outside', decisionNo: '示民认〔2023〕1号', status: 'active' })
    expect(file.filedBy).toEqual({
      proposer: 'county-clerk（测试）',
      confirmer: 'county-leader（测试）',
      on: '2023-09-06',
    })
    await expect(leader(persons, 'confirmFiling', { id, agree: true })).rejects.toThrow('没有找到待确认的补录')
    const kept = await app.superuser.query('select given, id_index, name from persons.filing_proposal where id = $1', [
      id,
    ])
    expect(kept.rows).toEqual([{ given: null, id_index: null, name: '' }])
  })

  test('waits once for one number, and comes back to who proposed it with a reason', async () => {
    const given = newPerson({ name: '退回人', idNumber: givenIdNumber(702) })
    const { id } = await clerk(persons, 'proposeFiling', given)
    await expect(clerk(persons, 'proposeFiling', given)).rejects.toThrow('已有补录待确认')
    await expect(leader(persons, 'confirmFiling', { id, agree: false })).rejects.toThrow('退回请写明理由')
    await leader(persons, 'confirmFiling', { id, agree: false, reason: '决定书上的姓名不同' })
    expect(await onFile('退回人')).toBe(0)
    expect((await clerk(persons, 'filingsToConfirm', {})).returned).toMatchObject([
      { name: '退回人', reason: '决定书上的姓名不同' },
    ])
    expect((await leader(persons, 'filingsToConfirm', {})).returned).toEqual([])
    await clerk(persons, 'proposeFiling', given)
  })

  test('is checked again when it is confirmed: who was filed meanwhile is not filed twice', async () => {
    const given = newPerson({ name: '两路人', idNumber: givenIdNumber(703) })
    const { id } = await clerk(persons, 'proposeFiling', given)
    await app.superuser.query(`update persons.filing_proposal set id_index = null where id = $1`, [id])
    const twin = await clerk(persons, 'proposeFiling', given)
    await leader(persons, 'confirmFiling', { id: twin.id, agree: true })
    await expect(leader(persons, 'confirmFiling', { id, agree: true })).rejects.toThrow('已在本县建档')
  })

  test('has its day, does not begin before it, and tells of months past and of a county that decides in the system', async () => {
    const propose = (more: Parameters<typeof newPerson>[0]) => clerk(persons, 'proposeFiling', newPerson(more))
    await expect(propose({ decidedOn: null })).rejects.toThrow('应写明认定日期')
    await expect(propose({ supportedFrom: '2023-07-01', decidedOn: '2023-08-18' })).rejects.toThrow('早于认定当月')
    const { warnings } = await propose({ supportedFrom: '2023-07-01' })
    expect(warnings).toEqual(['供养起始日在本月之前，自2023年7月起的各月请核对是否已在原渠道发放'])
    await app.superuser.query(`update persons.person set origin = 'recognition' where name = '补录人'`)
    expect((await propose({ decidedOn: '2023-08-30' })).warnings.join()).toContain('没有经过“认定办理”')
  })

  test('stands in the work of whoever may agree, not of who proposed it', async () => {
    const objects = async (ask: typeof clerk) =>
      (await ask(duties, 'mine', {})).tasks.filter(({ title }) => title === '确认补录').map(({ object }) => object)
    const waiting = (await leader(persons, 'filingsToConfirm', {})).waiting.length
    expect(await objects(leader)).toEqual([`${waiting}人的旧决定补录待另一人确认`])
    expect(await objects(clerk)).toEqual([])
  })

  test('of one county is neither proposed nor seen from another', async () => {
    const away = app.as(app.actor('county-clerk', { county: '150430' }))
    await expect(away(persons, 'proposeFiling', newPerson({}))).rejects.toThrow('不在本县的名录中')
    expect((await away(persons, 'filingsToConfirm', {})).waiting).toEqual([])
  })
})
