/** A letter printed here is filed with one click, in the words it was issued with, once, as PDF/A; it fills the gap that was told, and goes with the file. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { documents } from '#modules/documents/contract.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { givenApplication } from '#modules/recognition/given.ts'
import { refused } from '../../../test/settling.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const elsewhere = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
const [clerk, leader] = [app.as(app.actor('county-clerk')), app.as(app.actor('county-leader'))]
const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [township] }))
const other = app.as(app.actor('township-clerk', { kind: 'townships', ids: [elsewhere], accountId: 'elsewhere' }))
let made = 0

async function printedTo(letter: string): Promise<string> {
  made += 1
  const personId = await givenPerson(app.superuser, {
    townshipId: township,
    endedOn: '2024-02-29',
    endReason: 'voluntary',
  })
  const { caseId } = await town(recognition, 'apply', {
    ...givenApplication({
      name: `李样本${'甲乙丙丁'.charAt(made)}`,
      idNumber: givenIdNumber(made),
      townshipId: township,
      receivedOn: '2024-03-01',
    }),
    paperReference: '3盒2夹1页',
  })
  await town(recognition, 'print', { caseId, paper: 'acceptance', format: 'pdf' })
  await app.superuser.query(`update recognition.application set person_id = $1, step = 'withdrawn' where id = $2`, [
    personId,
    caseId,
  ])
  await app.superuser.query('update documents.issued set letter = $1 where subject_id = $2', [letter, caseId])
  return personId
}

const papers = (personId: string) => clerk(archives, 'documents', { personId })

test('what was printed is offered, filed as it was issued, and offered no more; a second click is told so', async () => {
  const personId = await printedTo('recognition.acceptance')
  // The county's words change afterwards; the letter of that day does not.
  await clerk(documents, 'propose', {
    letter: 'recognition.acceptance',
    title: '新受理书',
    body: '{{申请人}}{{审核期限}}',
    from: '2024-03-04',
    note: '改了',
  })
  const [letter] = (await papers(personId)).issued
  expect(letter?.title).toContain('受理通知书')
  const filing = { personId, issuedId: letter?.id ?? '' }
  expect(await refused(other(archives, 'fileIssued', filing))).toMatch(/没有找到/)
  const both = await Promise.allSettled([clerk(archives, 'fileIssued', filing), clerk(archives, 'fileIssued', filing)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const after = await papers(personId)
  expect(after.issued).toEqual([])
  const [paper] = after.classes.flatMap((each) => each.documents)
  expect(paper).toMatchObject({ item: 'other', hasScan: true, mediaType: 'application/pdf', title: letter?.title })
  const { rows } = await app.superuser.query<{ address: string }>(
    'select f.address from archives.document d join platform.file f on f.id = d.file_id where d.person_id = $1',
    [personId],
  )
  const bytes = new TextDecoder('latin1').decode(await app.installation.files.read('371522', rows[0]?.address ?? ''))
  expect(bytes).toMatch(/pdfaid:part>2<[^]*pdfaid:conformance>B</)
})

test('a confirmation fills the gap of the decision; sealed, nothing is filed any more; with the file the letter goes too', async () => {
  const personId = await printedTo('recognition.confirmation')
  const bystander = await printedTo('recognition.confirmation')
  const missing = async () => (await papers(personId)).classes.flatMap((each) => each.missing).map(({ item }) => item)
  expect(await missing()).toContain('confirmation_decision_copy')
  const [letter] = (await papers(personId)).issued
  expect(letter).toMatchObject({ item: 'confirmation_decision_copy', itemTitle: '认定决定复印件' })
  const place = { personId, issuedId: letter?.id ?? '', box: '3', folder: '2', page: '1' }
  expect(await refused(clerk(archives, 'fileIssued', { ...place, class: 'health' }))).toContain('请改选类别')
  expect(letter?.class).toBe('basic')
  await clerk(archives, 'fileIssued', { ...place, class: 'basic' })
  expect(await missing()).not.toContain('confirmation_decision_copy')
  await clerk(archives, 'propose', { personId, reason: '旧档案在水灾中毁损' })
  await leader(archives, 'confirm', { personId })
  app.setNow('2029-03-05T10:00+08:00')
  const ground = '保管期满五年，经鉴定无继续保存价值'
  const { listId } = await clerk(archives, 'proposeDestruction', { personIds: [personId], ground })
  await leader(archives, 'approveDestruction', { listId, destroyOn: '2029-03-05' })
  const watched = { way: 'shredding' as const, place: '档案室', firstWitness: '赵测试', secondWitness: '钱示例' }
  await clerk(archives, 'carryOutDestruction', { listId, ...watched })
  const left = async (whose: string) =>
    (
      await app.superuser.query(
        `select i.id from documents.issued i join recognition.application a on a.id = i.subject_id where a.person_id = $1`,
        [whose],
      )
    ).rows
  expect(await left(personId)).toEqual([])
  expect(await left(bystander)).toHaveLength(1)
})
