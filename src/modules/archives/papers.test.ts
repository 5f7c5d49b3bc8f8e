/** Papers of the archive in the county's words: in force by two, and what was handed over says the same at every printing. */
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { documents } from '#modules/documents/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { archives } from './contract.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
await learnPolicy(app.installation)
const [clerk, leader] = [app.as(app.actor('county-clerk')), app.as(app.actor('county-leader'))]
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)
let personId = ''

beforeAll(async () => {
  const townshipId = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
  personId = await givenPerson(app.superuser, { townshipId, endedOn: '2024-02-29', endReason: 'voluntary' })
  for (const item of ['identity_copy', 'termination_papers_copy'] as const)
    await clerk(archives, 'addDocument', { personId, class: 'basic', item, box: '3' })
})

async function adopt(letter: string, body: string) {
  const { standard } = await clerk(documents, 'letter', { letter })
  const edition = { letter, title: standard.title, body, from: '2024-03-04', note: '按县档案馆要求' }
  const { id } = await clerk(documents, 'propose', edition)
  await leader(documents, 'adopt', { id })
}

/** The words that were kept with the last paper of this kind. */
const keptWords = async (letter: string) =>
  (
    await app.superuser.query<{ below: string[] }>(
      `select words -> 'below' as below from documents.issued where letter = $1 order by printed_at`,
      [letter],
    )
  ).rows

test('the page of a paper whose columns stay this system’s says so, and takes words but no file', async () => {
  const { rows } = await clerk(documents, 'letters', {})
  expect(rows.filter(({ part }) => part === '档案').map(({ name }) => name)).toEqual([
    '卷内目录（含备考）',
    '档案移交清单',
    '机构档案移交清单',
    '销毁清单',
    '特困人员救助供养证（注意事项）',
  ])
  const found = await clerk(documents, 'letter', { letter: 'archives.catalogue' })
  expect(found.takesWord).toBe(false)
  expect(found.fixed.join('')).toContain('GB/T 9705')
  expect(await refusal(adopt('archives.destruction', '{{清单}}'))).toContain('缺少“{{销毁理由}}”')
  expect(await refusal(adopt('archives.handover', '{{清单}}\n接收{{接收单位}}'))).toContain('缺少“{{校验码}}”')
})

test('who confirms a closing reads what is lacking and what was said of it', async () => {
  const reason = '认定确认书原件在审计处，归还后补入'
  await clerk(archives, 'propose', { personId, reason })
  const file = await leader(archives, 'file', { personId })
  expect(
    file.checks
      .filter(({ blocks }) => !blocks)
      .map(({ text }) => text)
      .join(''),
  ).toContain('认定')
  expect(file.steps.findLast(({ kind }) => kind === 'propose')).toMatchObject({ words: reason })
  await leader(archives, 'confirm', { personId })
})

test('a hand-over list keeps the words with which it was first printed', async () => {
  expect((await clerk(archives, 'print', { personId, paper: 'catalogue' })).name).toMatch(/^卷内目录.*\.pdf$/)
  const own = '接收单位：{{接收单位}}\n校验码：{{校验码}}\n{{清单}}\n一式三份，县档案馆、移交单位、监交单位各一份。'
  await adopt('archives.handover', own)
  await clerk(archives, 'offer', { personId, receiver: '示例县档案馆' })
  await clerk(archives, 'print', { personId, paper: 'handover' })
  await adopt('archives.handover', own.replace('一式三份', '一式两份'))
  await clerk(archives, 'print', { personId, paper: 'handover' })
  const kept = await keptWords('archives.handover')
  expect(kept).toEqual([{ below: ['一式三份，县档案馆、移交单位、监交单位各一份。'] }])
})

test('a destruction list names who closed each file, on the screen and in the county’s words on paper', async () => {
  app.setNow('2029-03-01T10:00+08:00')
  const townshipId = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
  const old = await givenPerson(app.superuser, { townshipId, endedOn: '2024-01-31', endReason: 'voluntary' })
  for (const item of ['identity_copy', 'confirmation_decision_copy', 'termination_papers_copy'] as const)
    await clerk(archives, 'addDocument', { personId: old, class: 'basic', item, box: '4' })
  await clerk(archives, 'propose', { personId: old })
  await leader(archives, 'confirm', { personId: old })
  const ground = '保管期满五年，经鉴定无继续保存价值'
  const { listId } = await clerk(archives, 'proposeDestruction', { personIds: [old], ground })
  const list = await leader(archives, 'destructionList', { listId })
  expect(list.items).toMatchObject([{ personId: old, closedName: app.actor('county-leader').name }])
  expect((await clerk(archives, 'printDestruction', { listId, format: 'xlsx' })).name).toContain('.xlsx')
  expect((await clerk(archives, 'printDestruction', { listId, format: 'pdf' })).name).toContain('.pdf')
})
