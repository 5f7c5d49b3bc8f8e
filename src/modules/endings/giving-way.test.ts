import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { overlaps } from '#modules/overlaps/contract.ts'
import { givenList } from '#modules/overlaps/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { testApp } from '../../../test/app.ts'
import { endings } from './contract.ts'

const county = '150430'
const app = await testApp({ now: '2026-09-01T10:00+08:00' })
const clerkActor = app.actor('county-clerk', { county })
const clerk = app.as(clerkActor)
const leader = app.as(app.actor('county-leader', { county }))
const system = app.as(app.system(county))
const root = await givenArea(app.superuser, { county, level: 'county', name: '示例旗' })
const town = await givenArea(app.superuser, { county, level: 'township', name: '示例镇', parentId: root })
const township = app.as(
  app.actor('township-clerk', { county, kind: 'townships', ids: [town], accountId: 'clerk-of-town' }),
)
const { secrets } = app.installation
const bornOn = '2014-03-12'
const given = async (name: string, order: number) => ({
  name,
  idNumber: givenIdNumber(order, bornOn),
  personId: await givenPerson(app.superuser, {
    county,
    name,
    bornOn,
    idNumber: givenIdNumber(order, bornOn),
    secrets,
    townshipId: town,
    supportedFrom: '2024-01-01',
    knownAt: '2024-01-01T00:00:00Z',
  }),
})
type Given = Awaited<ReturnType<typeof given>>

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )

/** The hit of one person on a list of those with 孤儿保障. */
async function hitOn(who: Given, month: string) {
  const bytes = givenList([{ 姓名: who.name, 身份证号: who.idNumber, 享受起始月: '2026-08', 月金额: '1300' }])
  const file = { name: '名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, clerkActor, county, file)
  const { listId } = await clerk(overlaps, 'start', { fileId, kind: 'orphan_allowance', source: '儿童福利经办', month })
  await system(overlaps, 'read', { listId, edition: 1, from: 0 })
  const [hit] = (await clerk(overlaps, 'hits', { listId })).rows
  return hit?.id ?? ''
}
const hitIs = async (personId: string) => (await clerk(overlaps, 'hits', { personId })).rows[0]
const same = (hitId: string, decisions = 0) => ({
  hits: [{ hitId, decisions }],
  verdict: 'same' as const,
  reason: '身份证号和姓名一致',
})
const tasks = async () => (await clerk(duties, 'mine', {})).tasks.map(({ title }) => title).join()
const child = await given('张示例', 1)
const other = await given('李样本', 2)

test('where 孤儿保障 goes before support, a case of ending is opened; nobody is stopped by one click (AH-4.3d, 社会救助法 第四十八条)', async () => {
  const hitId = await hitOn(child, '2026-08')
  const { changes } = await clerk(overlaps, 'decide', same(hitId))
  expect(changes.join()).toContain('特困到2026年8月止，孤儿保障照旧')
  expect(changes.join()).toContain('作出决定以前，供养照常发放')
  const { ending } = (await hitIs(child.personId)) ?? {}
  const changeId = ending?.changeId ?? ''
  const change = await clerk(endings, 'change', { changeId })
  expect(change.row).toMatchObject({ kind: 'end', reason: 'income_or_property_no_longer_meets', step: 'verify' })
  expect(change.facts).toContain('孤儿保障自2026年9月起')
  expect(change.overlaps).toEqual([{ hitId, text: '孤儿基本生活保障名单（2026-08）' }])
  expect((await clerk(persons, 'person', { personId: child.personId })).status).toBe('active')
  expect(await tasks()).not.toContain('办理制度衔接')
  const carried = { hitId, words: '已转儿童福利', paper: '示民函〔2026〕9号' }
  expect(await refusal(clerk(overlaps, 'carry', carried))).toContain('办理终止')
})

test('decided after hearing and publicity, the linkage is written once and settles both sides', async () => {
  const { id: hitId = '', ending } = (await hitIs(child.personId)) ?? {}
  const changeId = ending?.changeId ?? ''
  const on = '2026-09-01'
  await township(endings, 'verify', { changeId, on, by: '王演示、陈假设', so: true, words: '已享受孤儿保障' })
  const heard = {
    who: 'entrusted' as const,
    name: '张某某',
    words: '同意转为孤儿保障',
    signedAs: 'thumb' as const,
    proof: '委托书1盒8页',
  }
  await township(endings, 'hear', { changeId, on, place: '村委会', ...heard })
  await township(endings, 'publish', { changeId, on, place: '村公示栏' })
  app.setNow('2026-09-09T09:00+08:00')
  await township(endings, 'publicityOver', { changeId, on: '2026-09-09' })
  const decision = { changeId, number: '示民终〔2026〕1号', words: '已由孤儿保障' }
  expect(await refusal(clerk(endings, 'decide', decision))).toContain('须由另一人')
  await leader(endings, 'decide', decision)
  expect(await refusal(clerk(overlaps, 'decide', { ...same(hitId, 1), verdict: 'different' }))).toContain('不能改判')
  const link = {
    changeId,
    result: 'other_scheme' as const,
    startsMonth: '2026-09',
    on: '2026-09-09',
    words: '儿童福利经办已发放孤儿保障',
    proof: '示民函〔2026〕9号',
  }
  await township(endings, 'link', link)
  expect((await hitIs(child.personId))?.carried).toMatchObject({ words: link.words, paper: link.proof })
  expect(await tasks()).not.toContain('制度衔接')
})

test('judged anew, the case that was opened for it is withdrawn; another case under way is finished first', async () => {
  const hitId = await hitOn(other, '2026-08')
  await clerk(overlaps, 'decide', same(hitId))
  const changeId = (await hitIs(other.personId))?.ending?.changeId ?? ''
  await clerk(overlaps, 'decide', { ...same(hitId, 1), verdict: 'different', reason: '重新核对，不是同一人' })
  expect((await clerk(endings, 'change', { changeId })).row.step).toBe('withdrawn')
  expect((await clerk(endings, 'change', { changeId })).overlaps).toEqual([])
  const suspend = { personId: other.personId, kind: 'suspend' as const, facts: '外出，联系不上' }
  const wanted = { from: '2026-09-16', until: '2026-12-31' }
  await township(endings, 'open', { ...suspend, wanted })
  expect(await refusal(clerk(overlaps, 'decide', same(hitId, 2)))).toContain('请先办完或撤回那一件')
  expect((await hitIs(other.personId))?.verdict).toBe('different')
})
