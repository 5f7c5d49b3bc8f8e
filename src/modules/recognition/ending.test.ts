/** Papers that come after acceptance, and cases that end without a decision: taken back, or the applicant died. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenSurvey } from './given.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const village = await givenArea(app.superuser, { level: 'village', name: '子村', parentId: township })
const scope = { kind: 'townships' as const, ids: [township] }
const clerkActor = app.actor('township-clerk', scope)
const clerk = app.as(clerkActor)
const townLeader = app.as(app.actor('township-leader', scope))
const countyClerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const aide = app.as(app.actor('village-aide', { kind: 'villages', ids: [village] }))

let made = 700
async function applied(name: string, more: object = {}) {
  app.setNow('2023-08-01T10:00+08:00')
  made += 1
  const idNumber = givenIdNumber(made, '1956-03-12')
  const given = givenApplication({ name, idNumber, townshipId: township, receivedOn: '2023-08-01' })
  return (await clerk(recognition, 'apply', { ...given, villageId: village, ...more })).caseId
}

async function photo() {
  const bytes = Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex')
  const file = { name: '撤回书.png', mediaType: 'image/png', bytes, sha256: sha256(bytes) }
  return (await receiveFile(app.installation, clerkActor, '371522', file)).fileId
}

async function posted(name: string) {
  const caseId = await applied(name)
  app.setNow('2023-08-07T10:00+08:00')
  await clerk(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  const { publicityId } = await clerk(recognition, 'post', {
    caseIds: [caseId],
    place: '村务公开栏',
    postedOn: '2023-08-07',
    photoId: await photo(),
  })
  return { caseId, publicityId }
}

const seen = (caseId: string) => clerk(recognition, 'case', { caseId })
const titles = async (ask: typeof clerk) => (await ask(duties, 'mine', {})).tasks.map(({ title }) => title)

test('a paper that comes after acceptance stands on the case, and what is missing is worked out anew', async () => {
  const materials = [{ code: 'identity', state: 'have' as const }]
  const caseId = await applied('张示例', { materials, insisted: '申请人坚持先交' })
  const paper = { caseId, receivedOn: '2023-08-04', material: 'commitment' }
  app.setNow('2023-08-04T10:00+08:00')
  await expect(clerk(recognition, 'filePaper', paper)).rejects.toThrow('应上传照片或扫描件，或者写明纸质件放在哪里')
  await expect(leader(recognition, 'case', { caseId })).resolves.toMatchObject({ papers: [] })
  const place = { paperReference: '1盒3页' }
  await expect(countyClerk(recognition, 'filePaper', { ...paper, ...place })).rejects.toThrow('由乡镇登记材料')
  await expect(clerk(recognition, 'filePaper', { ...paper, ...place, material: 'zzz' })).rejects.toThrow(
    '不在规定的清单',
  )
  await expect(clerk(recognition, 'filePaper', { ...paper, ...place, receivedOn: '2023-07-31' })).rejects.toThrow(
    '早于',
  )
  await expect(clerk(recognition, 'filePaper', { ...paper, ...place, material: 'other' })).rejects.toThrow('应写明名称')
  const done = await clerk(recognition, 'filePaper', { ...paper, ...place })
  expect(done.missing.map(({ code }) => code)).toEqual(['declaration', 'authorisation'])
  await clerk(recognition, 'filePaper', {
    ...paper,
    material: 'other',
    name: '医院诊断证明',
    fileIds: [await photo()],
    note: '次女送来',
  })
  const file = await seen(caseId)
  expect(file.materials.filter(({ state }) => state === 'missing').map(({ code }) => code)).toEqual([
    'declaration',
    'authorisation',
  ])
  expect(file.papers.map(({ title, files }) => [title, files])).toEqual([
    ['承诺书', 0],
    ['医院诊断证明', 1],
  ])
  expect(file.deeds[0]).toMatchObject({ kind: 'filed', text: '受理后补交材料：医院诊断证明', note: '次女送来' })
})

test('a withdrawal is asked for on the signed paper and agreed to by a second person; the applicant is told by letter', async () => {
  const { caseId } = await posted('李样本')
  const withdraw = { caseId, reason: '本人到镇里书面撤回' }
  await expect(countyClerk(recognition, 'withdraw', { ...withdraw, paperReference: '1盒3页' })).rejects.toThrow(
    '由乡镇登记撤回',
  )
  await expect(clerk(recognition, 'withdraw', withdraw)).rejects.toThrow('撤回书应上传照片或扫描件')
  await clerk(recognition, 'withdraw', { ...withdraw, fileIds: [await photo()] })
  expect(await seen(caseId)).toMatchObject({ step: 'publicity', ending: 'withdrawn', endAsked: { own: true } })
  await expect(clerk(recognition, 'withdraw', { ...withdraw, paperReference: '1盒3页' })).rejects.toThrow(
    '不能重复提请',
  )
  app.setNow('2023-08-16T10:00+08:00')
  await expect(clerk(recognition, 'send', { caseIds: [caseId] })).rejects.toThrow('请先由负责人同意或者不同意办结')
  await expect(leader(recognition, 'answerEnd', { caseId, agrees: true })).rejects.toThrow('由乡镇答复提请')
  const same = app.as(app.actor('township-leader', { ...scope, accountId: clerkActor.accountId }))
  await expect(same(recognition, 'answerEnd', { caseId, agrees: true })).rejects.toThrow('您提请了办结')
  expect(await titles(townLeader)).toContain('核对并答复提请办结：撤回申请')
  await expect(townLeader(recognition, 'answerEnd', { caseId, agrees: false })).rejects.toThrow('应写明理由')
  await townLeader(recognition, 'answerEnd', { caseId, agrees: false, reason: '签名不是本人的' })
  expect(await seen(caseId)).toMatchObject({ step: 'publicity', ending: null })
  await clerk(recognition, 'withdraw', { ...withdraw, paperReference: '重新签名的撤回书，1盒4页' })
  await townLeader(recognition, 'answerEnd', { caseId, agrees: true })
  expect(await seen(caseId)).toMatchObject({ step: 'withdrawn', clock: null })
  expect((await townLeader(recognition, 'print', { caseId, paper: 'withdrawal' })).name).toContain('撤回办结告知书')
  expect(await titles(clerk)).toContain('送达撤回办结告知书')
  await clerk(recognition, 'deliver', { caseId, deliveredOn: '2023-08-16', how: 'direct', receiver: '李样本' })
  expect(await titles(clerk)).not.toContain('送达撤回办结告知书')
})

test('an applicant who died ends the case on a proof by two persons: no refusal, no letter, the notice comes down', async () => {
  const { caseId, publicityId } = await posted('周假设')
  app.setNow('2023-08-10T10:00+08:00')
  const died = { caseId, diedOn: '2023-08-09', proof: 'village' as const, paperReference: '村证明，1盒6页' }
  await expect(clerk(recognition, 'reportDied', { ...died, diedOn: '2023-08-11' })).rejects.toThrow('晚于今天')
  await expect(clerk(recognition, 'reportDied', { ...died, paperReference: '' })).rejects.toThrow('村（居）证明应上传')
  await clerk(recognition, 'reportDied', died)
  const { warnings } = await townLeader(recognition, 'answerEnd', { caseId, agrees: true })
  expect(warnings.join()).toMatch(/公示榜GS-2023-\d+上只有此人的，请收回并拍照/)
  const file = await seen(caseId)
  expect(file).toMatchObject({ step: 'died', diedOn: '2023-08-09', clock: null, decision: null })
  expect(file.deeds[0]).toMatchObject({
    kind: 'died',
    text: '申请人死亡，办结：2023年8月9日死亡，依据村（居）证明（村证明，1盒6页）',
    note: expect.stringMatching(
      /不作不予认定的决定，不送达告知书（民发〔2021〕43号 第十八条；免于决定和告知：本系统默认/,
    ),
  })
  await expect(
    clerk(recognition, 'filePaper', { ...died, receivedOn: '2023-08-10', material: 'identity' }),
  ).rejects.toThrow('案件现在“申请人死亡”')
  const deliver = { caseId, deliveredOn: '2023-08-10', how: 'direct', receiver: '周假设' } as const
  await expect(clerk(recognition, 'deliver', deliver)).rejects.toThrow('申请人已死亡')
  expect((await aide(recognition, 'helping', {})).asks).toContainEqual(
    expect.objectContaining({ kind: 'take_down', publicityId, words: expect.stringContaining('不再公示') }),
  )
  await clerk(recognition, 'hang', {
    publicityId,
    villageId: village,
    stage: 'down',
    on: '2023-08-10',
    photoId: await photo(),
  })
  const figures = await countyClerk(recognition, 'figures', {})
  expect(figures).toMatchObject({ died: 1, withdrawn: 1 })
})

test('at the county its leader agrees; a drawn case whose applicant died is not checked any more', async () => {
  const { caseId } = await posted('赵虚构')
  app.setNow('2023-08-15T10:00+08:00')
  expect((await clerk(recognition, 'send', { caseIds: [caseId] })).warnings).toEqual([])
  await app.number()
  app.setNow('2023-08-16T10:00+08:00')
  const { batchId } = await countyClerk(recognition, 'draw', {})
  const died = { caseId, diedOn: '2023-08-15', proof: 'certificate' as const, paperReference: '死亡证明，1盒8页' }
  await expect(clerk(recognition, 'reportDied', died)).rejects.toThrow('由县里登记申请人死亡')
  await countyClerk(recognition, 'reportDied', died)
  await expect(
    countyClerk(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查与调查一致' }),
  ).rejects.toThrow('已提请按“申请人死亡”办结')
  await expect(townLeader(recognition, 'answerEnd', { caseId, agrees: true })).rejects.toThrow('由县里答复提请')
  await leader(recognition, 'answerEnd', { caseId, agrees: true, reason: '已与公安核对' })
  const batch = await leader(recognition, 'batch', { batchId })
  expect(batch.rows).toMatchObject([{ sampled: true, agrees: null, case: { step: 'died' } }])
  expect((await leader(recognition, 'batches', {})).rows[0]).toMatchObject({ open: 0 })
})

test('whoever was ended by a death that was none may apply again, and the clerk is asked to look', async () => {
  const idNumber = givenIdNumber(790, '1956-03-12')
  const caseId = await applied('孙模拟', { idNumber })
  const died = { caseId, diedOn: '2023-08-01', proof: 'certificate' as const, paperReference: '死亡证明，1盒9页' }
  await clerk(recognition, 'reportDied', died)
  await townLeader(recognition, 'answerEnd', { caseId, agrees: true })
  const { hits } = await clerk(recognition, 'checkIdentity', { idNumber })
  expect(hits).toContainEqual(expect.objectContaining({ code: 'died_applicant', stops: false }))
  await expect(applied('孙模拟', { idNumber })).resolves.toBeTruthy()
})
