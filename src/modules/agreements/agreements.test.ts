import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openZip } from '#platform/documents/zip.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { givenArea } from '../access/given.ts'
import { persons } from '../persons/contract.ts'
import { givenPerson } from '../persons/given.ts'
import { givenCarer, givenProvider } from '../providers/given.ts'
import {
  app,
  ask,
  clerk,
  drafted,
  leader,
  manager,
  type Party,
  person,
  picture,
  screen,
  signedByAll,
  terms,
  toSign,
  townClerk,
  township,
  openTown,
} from '../../../test/given-agreements.ts'
import { agreements } from './contract.ts'

await openTown()

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
  app.setNow('2023-12-06T10:00+08:00')
  const back = ask(townClerk)(agreements, 'terminate', { ...ending, endedOn: '2000-01-01', takesOver: '乙机构' })
  await expect(back).rejects.toThrow('终止日2000年1月1日应不早于生效日')
  app.setNow('2023-09-06T10:00+08:00')
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
  const { ticket = '' } = word.files[0] ?? {}
  const file = await redeemTicket(app.installation, clerk, createHash('sha256').update(ticket).digest())
  const zip = openZip(file?.bytes ?? new Uint8Array())
  const body = zip.entries.get('word/document.xml')
  const xml = body ? new TextDecoder().decode(zip.read(body, 1_000_000)) : ''
  const text = xml.replaceAll(/<[^>]*>/g, '').trim()
  expect(text).toMatch(/^演示：本协议由演示数据生成/)
  const { articles } = await ask(clerk)(agreements, 'get', { agreementId })
  expect(articles[1]?.no).toBe('第二条')
  for (const { no, title } of articles) expect(text).toContain(`${no}　${title}`)
  const { GONGYANG_SHOW: show } = process.env
  if (show) writeFileSync(show, bytes)
})
