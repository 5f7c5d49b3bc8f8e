import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { givenArea } from '../access/given.ts'
import { givenContract } from '../providers/given.ts'
import {
  app,
  ask,
  aide,
  clerk,
  guardian,
  manager,
  paper,
  person,
  picture,
  provider,
  screen,
  signedByAll,
  terms,
  toSign,
  townClerk,
  township,
  uploaded,
  openTown,
} from '../../../test/given-agreements.ts'
import { agreements } from './contract.ts'
import { noteRosterFixed } from './roster-days.ts'
import { redeemTicket } from '#platform/file-rows.ts'

await openTown()

test('the four of Shenxian sign, and the agreement holds from the last signature', async () => {
  const agreementId = await toSign(await person({ name: '张示例' }))
  expect(await signedByAll(agreementId, '张示例')).toMatchObject({ status: 'signed', signed: 4, of: 4, clues: [] })
  const page = await ask(clerk)(agreements, 'get', { agreementId })
  expect(page).toMatchObject({
    status: 'signed',
    effectiveFrom: '2023-09-06',
    effectiveTo: '2024-09-05',
    filingAsked: false,
  })
  expect(page.marks.map(({ title }) => title)).toEqual(['照料服务机构', '乡镇（街道）', '村（居）', '特困人员本人'])
  expect(page.contents.filter(({ required }) => required).map(({ title, has }) => [title, has])).toEqual([
    ['权利', true],
    ['责任', true],
    ['义务', true],
  ])
  expect(page.notes).toEqual(['县级民政部门不是本协议的一方。'])
  expect(page.citations.parties[0]?.document).toBe('莘政办发〔2023〕6号')
  expect(page.citations.effect[0]?.position).toBe('A-21')
})

test('a batch says for how many it cannot draft and why, and drafts the others once', async () => {
  const town = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
  const place = await givenArea(app.superuser, { level: 'village', name: '丑村', parentId: town })
  await givenContract(app.superuser, { organisationId: provider, townshipIds: [town] })
  const here = { townshipId: town, villageId: place }
  for (let index = 0; index < 4; index += 1) await person(here)
  await person({ ...here, capacity: 'none' })
  await app.superuser.query(`update persons.person set capacity_basis = '2022年鉴定' where capacity = 'none'`)
  await person({ ...here, level: 'unable' })
  await person({ ...here, villageId: null })
  const actor = app.actor('township-clerk', { kind: 'townships', ids: [town], accountId: 'clerk-of-b' })
  const batch = { ...terms, townshipId: town }
  const { text } = await ask(actor)(agreements, 'previewBatch', batch)
  expect(text.startsWith('7人：拟定4份；3份不能拟定：')).toBe(true)
  for (const part of ['1人民事行为能力未登记', '1人无监护人', '1人没有登记所在村']) expect(text).toContain(part)
  const requestId = crypto.randomUUID()
  const [one, again] = await Promise.all([
    ask(actor)(agreements, 'draftBatch', batch, requestId),
    ask(actor)(agreements, 'draftBatch', batch, requestId),
  ])
  expect(again).toEqual(one)
  const numbers = one.drafted.map(({ number }) => Number(number.slice(3)))
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
  const third = ask(actor)(agreements, 'draftBatch', batch)
  await expect(third).rejects.toThrow('已有正在办理的协议')
  const { rows } = await ask(actor)(agreements, 'withoutAgreement', { townshipId: town })
  expect(rows.length).toBe(7)
})

test('two batches at the same moment draft each person once', async () => {
  const personIds = [await person(), await person(), await person()]
  const answers = await Promise.allSettled(
    [1, 2].map(() => ask(townClerk)(agreements, 'draftBatch', { ...terms, personIds })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('a person without capacity does not sign; the guardian on file does, and no other', async () => {
  const personId = await person({ name: '赵示例', capacity: 'none' })
  await guardian(personId)
  const agreementId = await toSign(personId)
  const sign = (signer: string, as: 'person' | 'guardian') => screen(aide, { agreementId, party: 'person', signer, as })
  await expect(sign('赵示例', 'person')).rejects.toThrow('应由监护人代签')
  await expect(sign('赵示例', 'person')).rejects.toThrow('已登记监护人：张样本（兄，2022年起）')
  await expect(sign('钱举例', 'guardian')).rejects.toThrow('不是赵示例已登记的有签署权的监护人')
  expect(await sign('张样本', 'guardian')).toMatchObject({ status: 'signing', signed: 1, of: 4 })
  const { rows } = await ask(clerk)(agreements, 'list', { words: '赵示例' })
  expect(rows[0]?.parties.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'by_guardian'])
  await expect(sign('张样本', 'guardian')).rejects.toThrow('已经登记签署')
})

test('a guardian whose interests conflict does not sign', async () => {
  const personId = await person({ name: '孙示例', capacity: 'none' })
  await guardian(personId, { conflict: '承租本人土地' })
  const agreementId = await toSign(personId)
  const signing = screen(aide, { agreementId, party: 'person', signer: '张样本', as: 'guardian' })
  await expect(signing).rejects.toThrow('有利益冲突（承租本人土地），不能代签')
})

test('with limited capacity the person signs and the guardian consents (A-16)', async () => {
  const personId = await person({ name: '周示例', capacity: 'limited' })
  await guardian(personId)
  const agreementId = await toSign(personId)
  expect(await signedByAll(agreementId, '周示例')).toMatchObject({ status: 'signing', signed: 4, of: 5 })
  const consent = { agreementId, party: 'guardian', act: 'consents', signer: '张样本', as: 'guardian' } as const
  expect(await screen(aide, consent)).toMatchObject({ status: 'signed', signed: 5, of: 5 })
})

test('a child signs for a person of full capacity only with a written authority', async () => {
  const agreementId = await toSign(await person({ name: '吴示例' }))
  const signing = screen(aide, { agreementId, party: 'person', signer: '吴小例', as: 'relative' })
  await expect(signing).rejects.toThrow('他人代签须有本人书面委托')
})

test('who is no party cannot sign in place of one', async () => {
  const agreementId = await toSign(await person())
  const county = paper(clerk, { agreementId, party: 'county', signer: '郑演示' })
  await expect(county).rejects.toThrow('县级民政部门不是本协议应签署的一方')
})

test('no signature before the roster, before the review or in the future', async () => {
  const personId = await person({ name: '冯示例' })
  const agreementId = await toSign(personId, { rosterFixedOn: null })
  const sign = (signedOn: string) => screen(manager, { agreementId, party: 'provider', signer: '王演示', signedOn })
  await expect(sign('2023-09-06')).rejects.toThrow('名册尚未确定；应先确定名册再签协议')
  await fixRoster(personId, '2023-09-05')
  await expect(sign('2023-09-04')).rejects.toThrow('名册2023年9月5日确定')
  await expect(sign('2023-09-03')).rejects.toThrow('早于审核日2023年9月4日')
  await expect(sign('2023-09-07')).rejects.toThrow('晚于今天')
  expect(await sign('2023-09-05')).toMatchObject({ signed: 1 })
})

/** As the rosters module does it when it locks. */
async function fixRoster(personId: string, day: string) {
  await app.seen({ kind: 'county', counties: ['371522'], ids: [] }, (tables) => {
    const named = [{ personId, townshipId: township }]
    const context = { transaction: tables, county: '371522' } as never
    return noteRosterFixed(context, { organisationId: provider, fixedOn: plainDate(day), persons: named })
  })
}

test('one hand for two sides is refused; the same picture on another agreement is a clue', async () => {
  const agreementId = await toSign(await person())
  const bytes = picture()
  await screen(manager, { agreementId, party: 'provider', signer: '王演示', bytes })
  const sameHand = screen(aide, { agreementId, party: 'village', signer: '李举例', bytes })
  await expect(sameHand).rejects.toThrow('这份签名图像已用于本协议的另一方')
  const sameName = screen(aide, { agreementId, party: 'village', signer: '王演示' })
  await expect(sameName).rejects.toThrow('同一人不能代表两方')
  const other = await toSign(await person())
  const { clues } = await screen(manager, { agreementId: other, party: 'provider', signer: '王演示', bytes })
  expect(clues).toEqual(['同一份签名图像已用于另外1份协议，请核对。'])
})

test('each side registers its own part; papers are registered by those who keep them', async () => {
  const agreementId = await toSign(await person())
  const forVillage = screen(manager, { agreementId, party: 'village', signer: '李举例' })
  await expect(forVillage).rejects.toThrow('您不能登记村（居）的签署')
  expect(await paper(clerk, { agreementId, party: 'village', signer: '李举例' })).toMatchObject({ signed: 1 })
  const text = await uploaded(manager, Buffer.from('not a picture'), 'text/plain')
  const sign = {
    agreementId,
    party: 'provider',
    signer: '王演示',
    as: 'representative',
    signedOn: '2023-09-06',
  } as const
  const asText = ask(manager)(agreements, 'sign', { ...sign, method: 'screen', fileId: text })
  await expect(asText).rejects.toThrow('屏幕签名应为PNG图像')
  await expect(ask(manager)(agreements, 'sign', { ...sign, method: 'screen' })).rejects.toThrow('请上传签名图像')
})

test('two who sign at the same moment both count, and the agreement is concluded once', async () => {
  const agreementId = await toSign(await person({ name: '陈示例' }))
  await screen(manager, { agreementId, party: 'provider', signer: '王演示' })
  await screen(townClerk, { agreementId, party: 'township', signer: '陈假设' })
  const answers = await Promise.all([
    screen(aide, { agreementId, party: 'village', signer: '李举例' }),
    screen(aide, { agreementId, party: 'person', signer: '陈示例', as: 'person' }),
  ])
  expect(answers.map(({ signed, status }) => `${signed} ${status}`).toSorted()).toEqual(['3 signing', '4 signed'])
  const agreementTwo = await toSign(await person({ name: '褚示例' }))
  const twice = await Promise.allSettled(
    [1, 2].map(() => screen(manager, { agreementId: agreementTwo, party: 'provider', signer: '王演示' })),
  )
  expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('the county’s own Word model opens again; an edition without a file, and another county, find none', async () => {
  const bytes = await readFile(new URL('../../platform/documents/templates/agreement.docx', import.meta.url))
  const fileId = await uploaded(clerk, bytes, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  const model = { kind: 'dispersed' as const, title: '本县范本', from: '2023-09-01' }
  const { templateId, edition } = await ask(clerk)(agreements, 'addTemplate', { ...model, fileId })
  const { ticket } = await ask(clerk)(agreements, 'openTemplateFile', { templateId })
  const opened = await redeemTicket(app.installation, clerk, createHash('sha256').update(ticket).digest())
  expect(Buffer.from(opened?.bytes ?? []).equals(bytes)).toBe(true)
  const plain = await ask(clerk)(agreements, 'addTemplate', model)
  expect(plain.edition).toBe(edition + 1)
  await expect(ask(clerk)(agreements, 'openTemplateFile', plain)).rejects.toThrow('没有Word文件')
  const abroad = ask(app.actor('county-clerk', { county: '150430' }))
  await expect(abroad(agreements, 'openTemplateFile', { templateId })).rejects.toMatchObject({ kind: 'not_found' })
})
