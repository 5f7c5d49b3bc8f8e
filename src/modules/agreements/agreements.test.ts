import { writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/app.ts'
import type { Actor } from '#kernel/permission.ts'
import { plainDate } from '#kernel/calendar.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { givenArea } from '../access/given.ts'
import { persons } from '../persons/contract.ts'
import { givenPerson } from '../persons/given.ts'
import { givenCarer, givenContract, givenProvider } from '../providers/given.ts'
import { agreements } from './contract.ts'
import { noteRosterFixed } from './roster-days.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const place = await laidOut(app)
const { township, village, provider } = place
const clerk = app.actor('county-clerk')
const leader = app.actor('county-leader')
const townClerk = app.actor('township-clerk', { kind: 'townships', ids: [township] })
const aide = app.actor('village-aide', { kind: 'villages', ids: [village] })
const manager = app.actor('provider-admin', { kind: 'organisation', ids: [provider], organisationId: provider })
const ask = (actor: Actor) => app.as(actor)

async function laidOut({ superuser }: TestApp) {
  const township = await givenArea(superuser, { level: 'township', name: '甲镇' })
  const village = await givenArea(superuser, { level: 'village', name: '子村', parentId: township })
  const provider = await givenProvider(superuser)
  await givenContract(superuser, { organisationId: provider, townshipIds: [township] })
  await superuser.query(
    `insert into access.organisation (county_code, id, kind, name, functions, hotline, from_on)
     values ('371522', $1, 'bureau', '莘县民政局', '{civil_affairs}', '0000-0000000', '2020-01-01')`,
    [crypto.randomUUID()],
  )
  return { township, village, provider }
}

const person = (given: Partial<Parameters<typeof givenPerson>[1]> = {}) =>
  givenPerson(app.superuser, { townshipId: township, villageId: village, organisationId: provider, ...given })

const guardian = (personId: string, { name = '张样本', conflict = '' } = {}) =>
  app.superuser.query(
    `insert into persons.guardian (county_code, id, person_id, name, relation, scope, conflict, from_on)
     values ('371522', $1, $2, $3, '兄', '{signing}', $4, '2022-01-01')`,
    [crypto.randomUUID(), personId, name, conflict],
  )

const terms = { from: '2023-09-06', to: '2024-09-05', rosterFixedOn: '2023-09-03' }

async function drafted(personId: string, more: Record<string, unknown> = {}) {
  const answer = await ask(townClerk)(agreements, 'draftBatch', { ...terms, personIds: [personId], ...more })
  const [draft] = answer.drafted
  if (!draft) throw new Error('nothing drafted')
  return draft.agreementId
}

async function toSign(personId: string, more: Record<string, unknown> = {}) {
  const agreementId = await drafted(personId, more)
  await ask(townClerk)(agreements, 'submit', { ids: [agreementId] })
  await ask(leader)(agreements, 'approve', { ids: [agreementId], reviewedOn: '2023-09-04' })
  return agreementId
}

let pictures = 0
/** A one-pixel PNG, different each time. */
function picture(): Buffer {
  pictures += 1
  const chunk = (kind: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length)
    head.write(kind, 4, 'latin1')
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  const pixel = deflateSync(Buffer.from([0, pictures % 256, pictures >> 8, 0]))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixel), chunk('IEND', Buffer.alloc(0))])
}

async function uploaded(actor: Actor, bytes = picture(), mediaType = 'image/png') {
  const file = { name: '签名.png', mediaType, bytes, sha256: sha256(bytes) }
  return (await receiveFile(app.installation, actor, '371522', file)).fileId
}

type Party = 'provider' | 'township' | 'village' | 'person' | 'guardian' | 'carer' | 'county'
interface Sign {
  agreementId: string
  party: Party
  signer: string
  as?: 'person' | 'guardian' | 'relative' | 'representative'
  act?: 'signs' | 'consents' | 'is_informed'
  signedOn?: string
  bytes?: Buffer
}
async function paper(actor: Actor, { as = 'representative', signedOn = '2023-09-06', bytes, ...sign }: Sign) {
  const fileId = await uploaded(actor, bytes)
  return ask(actor)(agreements, 'sign', { ...sign, as, signedOn, method: 'paper', fileId, heldBy: '乡镇民政办' })
}
async function screen(actor: Actor, { as = 'representative', signedOn = '2023-09-06', bytes, ...sign }: Sign) {
  const fileId = await uploaded(actor, bytes)
  return ask(actor)(agreements, 'sign', { ...sign, as, signedOn, method: 'screen', fileId })
}

async function signedByAll(agreementId: string, name: string, signedOn = '2023-09-06') {
  await screen(manager, { agreementId, party: 'provider', signer: '王演示', signedOn })
  await screen(townClerk, { agreementId, party: 'township', signer: '陈假设', signedOn })
  await screen(aide, { agreementId, party: 'village', signer: '李举例', signedOn })
  return screen(aide, { agreementId, party: 'person', signer: name, as: 'person', signedOn })
}

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

test('who drafted does not review; a return makes a new edition without signatures', async () => {
  const personId = await person()
  const answer = await ask(app.actor('township-clerk', { kind: 'townships', ids: [township], accountId: 'both' }))(
    agreements,
    'draftBatch',
    { ...terms, personIds: [personId] },
  )
  const agreementId = answer.drafted[0]?.agreementId ?? ''
  await ask(townClerk)(agreements, 'submit', { ids: [agreementId] })
  const both = app.actor('county-leader', { accountId: 'both' })
  await expect(ask(both)(agreements, 'approve', { ids: [agreementId] })).rejects.toThrow('拟定和审核应由两人办理')
  await ask(leader)(agreements, 'approve', { ids: [agreementId], reviewedOn: '2023-09-04' })
  await screen(manager, { agreementId, party: 'provider', signer: '王演示' })
  await ask(leader)(agreements, 'return', { ids: [agreementId], reason: '期限有误' })
  const page = await ask(clerk)(agreements, 'get', { agreementId })
  expect(page).toMatchObject({ status: 'draft', edition: 2, returnedReason: '期限有误' })
  expect(page.marks.every(({ signedOn }) => signedOn === null)).toBe(true)
})

test('a draft without its required contents is not submitted, and a signed one is not edited', async () => {
  const agreementId = await drafted(await person({ name: '卫示例' }))
  const edit = { agreementId, from: terms.from, to: terms.to, rosterFixedOn: terms.rosterFixedOn }
  await ask(townClerk)(agreements, 'edit', { ...edit, version: 1, clauses: { rights: '权利', obligations: '义务' } })
  const submitting = ask(townClerk)(agreements, 'submit', { ids: [agreementId] })
  await expect(submitting).rejects.toThrow('缺必备内容“责任”')
  await expect(submitting).rejects.toMatchObject({ reasons: [{ citations: [{ document: '莘政办发〔2023〕6号' }] }] })
  const clauses = { rights: '权利', responsibilities: '责任', obligations: '义务' }
  await ask(townClerk)(agreements, 'edit', { ...edit, version: 2, clauses })
  await ask(townClerk)(agreements, 'submit', { ids: [agreementId] })
  const late = ask(townClerk)(agreements, 'edit', { ...edit, version: 4, clauses })
  await expect(late).rejects.toThrow('内容不能修改')
})

test('a renewal closes the one before on the day before it holds', async () => {
  const agreementId = await toSign(await person({ name: '蒋示例' }))
  await signedByAll(agreementId, '蒋示例')
  const again = ask(townClerk)(agreements, 'draftBatch', { ...terms, personIds: [await personOf(agreementId)] })
  await expect(again).rejects.toThrow('已有生效协议（至2024年9月5日）')
  app.setNow('2023-10-10T10:00+08:00')
  const renewed = await ask(townClerk)(agreements, 'renew', {
    agreementId,
    reason: '等级变化',
    ...terms,
    from: '2023-10-10',
  })
  await ask(townClerk)(agreements, 'submit', { ids: [renewed.agreementId] })
  await ask(leader)(agreements, 'approve', { ids: [renewed.agreementId] })
  await signedByAll(renewed.agreementId, '蒋示例', '2023-10-10')
  const old = await ask(clerk)(agreements, 'get', { agreementId })
  expect(old).toMatchObject({ status: 'terminated', effectiveTo: '2023-10-09', endReason: `由${renewed.number}接续` })
  const now = await ask(clerk)(agreements, 'get', { agreementId: renewed.agreementId })
  expect(now).toMatchObject({ status: 'signed', effectiveFrom: '2023-10-10' })
  app.setNow('2023-09-06T10:00+08:00')
})

const personOf = async (agreementId: string) => (await ask(clerk)(agreements, 'get', { agreementId })).personId

test('an ending names who takes over from the next day', async () => {
  const agreementId = await toSign(await person({ name: '沈示例' }))
  await signedByAll(agreementId, '沈示例')
  const { version } = await ask(clerk)(agreements, 'get', { agreementId })
  const ending = { agreementId, version, endedOn: '2023-09-20', reason: '换机构' }
  await expect(ask(townClerk)(agreements, 'terminate', ending)).rejects.toThrow('请填写从次日起由谁接手照料')
  await ask(townClerk)(agreements, 'terminate', { ...ending, takesOver: '乙机构' })
  const page = await ask(clerk)(agreements, 'get', { agreementId })
  expect(page).toMatchObject({ status: 'terminated', effectiveTo: '2023-09-20' })
})

test('a death ends the agreement the same day, whoever reported it', async () => {
  const personId = await person({ name: '韩示例' })
  const agreementId = await toSign(personId)
  await signedByAll(agreementId, '韩示例')
  app.setNow('2023-09-16T10:00+08:00')
  await ask(clerk)(persons, 'reportDeath', { personId, diedOn: '2023-09-15', paperReference: '死亡证明' })
  app.setNow('2023-09-06T10:00+08:00')
  const page = await ask(clerk)(agreements, 'get', { agreementId })
  expect(page).toMatchObject({ status: 'terminated', endedOn: '2023-09-15', effectiveTo: '2023-09-15' })
})

test('Aohan: the township, the village and the carer sign, the person is told, and each agreement is filed', async () => {
  const county = '150430'
  const town = await givenArea(app.superuser, { level: 'township', name: '丙镇', county })
  const home = await givenArea(app.superuser, { level: 'village', name: '寅村', county, parentId: town })
  const personId = await givenPerson(app.superuser, { county, name: '杨示例', townshipId: town, villageId: home })
  const actor = app.actor('township-clerk', { county, kind: 'townships', ids: [town] })
  const banner = app.actor('county-clerk', { county })
  app.setNow('2023-09-22T10:00+08:00')
  const batch = { from: '2023-09-20', to: '2024-09-19', personIds: [personId] }
  await expect(ask(actor)(agreements, 'draftBatch', batch)).rejects.toThrow('没有指定照料护理人')
  await givenCarer(app.superuser, {
    county,
    organisationId: null,
    townshipId: town,
    relations: [{ personId, relation: '邻居' }],
  })
  const { drafted: made } = await ask(actor)(agreements, 'draftBatch', batch)
  const agreementId = made[0]?.agreementId ?? ''
  await ask(actor)(agreements, 'submit', { ids: [agreementId] })
  const head = app.actor('township-leader', { county, kind: 'townships', ids: [town] })
  await ask(head)(agreements, 'approve', { ids: [agreementId], reviewedOn: '2023-09-20' })
  const sign = async (party: Party, signer: string, as: 'person' | 'representative') => {
    const bytes = picture()
    const file = { name: '页.png', mediaType: 'image/png', bytes, sha256: sha256(bytes) }
    const { fileId } = await receiveFile(app.installation, actor, county, file)
    const proof = { method: 'paper' as const, fileId, heldBy: '民政办', signedOn: '2023-09-22' }
    return ask(actor)(agreements, 'sign', { agreementId, party, signer, as, ...proof })
  }
  await sign('township', '陈假设', 'representative')
  await sign('village', '李举例', 'representative')
  await expect(sign('carer', '别的人', 'person')).rejects.toThrow('照料护理人应为赵测试本人')
  expect(await sign('carer', '赵测试', 'person')).toMatchObject({ status: 'signed', signed: 3, of: 3 })
  const page = await ask(banner)(agreements, 'get', { agreementId })
  expect(page).toMatchObject({ title: '敖汉旗分散供养特困人员监管监护协议书', filingAsked: true })
  expect(page.marks.at(-1)).toMatchObject({ party: 'person', act: 'is_informed', signedOn: null })
  const early = ask(banner)(agreements, 'file', { ids: [agreementId], filedOn: '2023-09-21' })
  await expect(early).rejects.toThrow('备案日不能更早')
  await ask(banner)(agreements, 'file', { ids: [agreementId], filedOn: '2023-09-22', filingNo: 'BA-1' })
  const edit = ask(actor)(agreements, 'edit', { agreementId, version: 9, ...batch, clauses: {} })
  await expect(edit).rejects.toThrow('备案后协议内容不能修改，变更须签新协议')
  app.setNow('2023-09-06T10:00+08:00')
})

test('where the place asks for no filing, none is recorded', async () => {
  const agreementId = await toSign(await person({ name: '何示例' }))
  await signedByAll(agreementId, '何示例')
  const filing = ask(clerk)(agreements, 'file', { ids: [agreementId], filedOn: '2023-09-06' })
  await expect(filing).rejects.toThrow('本地没有规定逐份备案协议')
})

test('an agreement whose last day has passed expires in the night', async () => {
  const agreementId = await toSign(await person({ name: '吕示例' }), { to: '2023-09-10' })
  await signedByAll(agreementId, '吕示例')
  app.setNow('2023-09-10T23:00+08:00')
  await app.as(app.system())(agreements, 'expire', {})
  expect((await ask(clerk)(agreements, 'get', { agreementId })).status).toBe('signed')
  app.setNow('2023-09-11T00:30+08:00')
  await app.as(app.system())(agreements, 'expire', {})
  expect((await ask(clerk)(agreements, 'get', { agreementId })).status).toBe('expired')
  app.setNow('2023-09-06T10:00+08:00')
})

test('a provider sees only its own agreements, a township its own, another county none', async () => {
  const agreementId = await toSign(await person())
  const foreign = await givenProvider(app.superuser, { name: '外机构' })
  const other = app.actor('provider-admin', { kind: 'organisation', ids: [foreign], organisationId: foreign })
  expect((await ask(other)(agreements, 'list', {})).total).toBe(0)
  await expect(ask(other)(agreements, 'get', { agreementId })).rejects.toMatchObject({ kind: 'not_found' })
  const abroad = app.actor('county-clerk', { county: '220000' })
  expect((await ask(abroad)(agreements, 'list', {})).total).toBe(0)
  const town = app.actor('township-clerk', { kind: 'townships', ids: [crypto.randomUUID()] })
  expect((await ask(town)(agreements, 'list', {})).total).toBe(0)
  expect((await ask(manager)(agreements, 'list', {})).total).toBeGreaterThan(0)
})

test('the agreement prints as PDF and as Word, one file for each', async () => {
  const personId = await person({ name: '施示例' })
  const agreementId = await toSign(personId, { priceKind: 'free', priceFen: 0 })
  const { files } = await ask(clerk)(agreements, 'print', { ids: [agreementId], format: 'pdf' })
  const word = await ask(clerk)(agreements, 'print', { ids: [agreementId], format: 'word' })
  expect(files[0]?.name).toMatch(/^XY-\d{4}施示例\.pdf$/)
  expect(word.files[0]?.name).toMatch(/\.docx$/)
  const { rows } = await app.superuser.query<{ size: number; address: string }>(
    `select address, size from platform.file where name = $1`,
    [files[0]?.name],
  )
  const bytes = await app.installation.files.read('371522', rows[0]?.address ?? '')
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
  const { GONGYANG_SHOW: show } = process.env
  if (show) writeFileSync(show, bytes)
})
