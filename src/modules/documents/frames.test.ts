/** Posters and forms by a county's own Word file: the file it begins with, what is refused, and the paper that comes out. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { assessments } from '#modules/assessments/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { givenApplication } from '#modules/recognition/given.ts'
import type { Actor } from '#kernel/permission.ts'
import { type WordBlock, writeWord } from '#platform/documents/word-blocks.ts'
import { openZip } from '#platform/documents/zip.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { documents } from './contract.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const clerk = app.actor('county-clerk')
const leader = app.actor('county-leader')
const town = app.actor('township-clerk', { kind: 'townships', ids: [township] })
const ask = app.as
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)
const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function bytesOf(actor: Actor, { ticket }: { ticket: string }): Promise<Buffer> {
  const file = await redeemTicket(app.installation, actor, createHash('sha256').update(ticket).digest())
  if (!file) throw new Error('the ticket opens nothing')
  return Buffer.from(file.bytes)
}

const xmlOf = (bytes: Uint8Array): string => {
  const zip = openZip(bytes)
  const entry = zip.entries.get('word/document.xml')
  return entry ? Buffer.from(zip.read(entry, 5_000_000)).toString('utf8') : ''
}
/** Paragraph by paragraph. */
const linesIn = (bytes: Uint8Array): string[] =>
  [...xmlOf(bytes).matchAll(/<w:p>.*?<\/w:p>/g)]
    .map(([each]) => each.replaceAll(/<[^>]+>/g, '').trim())
    .filter((line) => !line.startsWith('演示：'))

async function upload(bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { name: '本县版式.docx', mediaType, bytes: Buffer.from(bytes), sha256 }
  return (await receiveFile(app.installation, clerk, '371522', file)).fileId
}

const standardWord = async (letter: string) => bytesOf(clerk, await ask(clerk)(documents, 'wordTemplate', { letter }))

async function inputOf(letter: string, bytes: Uint8Array) {
  const { standard } = await ask(clerk)(documents, 'letter', { letter })
  const { title, paragraphs } = standard
  return {
    letter,
    title,
    body: paragraphs.join('\n'),
    from: '2023-08-01',
    note: '本县版式',
    fileId: await upload(bytes),
  }
}
const propose = async (letter: string, bytes: Uint8Array) =>
  ask(clerk)(documents, 'propose', await inputOf(letter, bytes))
const adopt = async (letter: string, bytes: Uint8Array) =>
  ask(leader)(documents, 'adopt', { id: (await propose(letter, bytes)).id })

const page = { margins: [18, 20, 18, 20] } as const
const cells = (texts: readonly string[]) => texts.map((text) => ({ text }))
const poster = 'recognition.poster'
const posterColumns = ['序号', '姓名', '所在村（居）', '拟供养方式', '初审意见']
const row = (names: readonly string[]) =>
  names.map((name, index) => `${index === 0 ? '{{#行}}' : ''}{{${name}}}${index === names.length - 1 ? '{{/行}}' : ''}`)
const posterWith = (names: readonly string[], own: Partial<Record<'head' | 'foot', WordBlock[]>> = {}) =>
  writeWord(
    [
      ...(own.head ?? [{ text: '{{#页}}莘县红头{{标题}}', newPage: true }, { text: '{{#上文}}{{文字}}{{/上文}}' }]),
      { table: { widths: names.map(() => 1), rows: [cells(names), cells(row(names))] } },
      ...(own.foot ?? [
        { text: '{{#下文}}{{文字}}{{/下文}}' },
        { text: '{{#落款}}{{单位}}{{日期}}{{/落款}}' },
        { text: '{{/页}}' },
      ]),
    ],
    page,
  )

test.each([
  'recognition.poster',
  'recognition.published',
  'recognition.survey',
  'recognition.application',
  'recognition.review',
  'assessments.form',
  'endings.poster',
  'endings.hearing',
  'endings.death',
  'endings.handover',
])('%s: the Word file to begin with is taken as it is, and its sample has no name left open', async (letter) => {
  const bytes = await standardWord(letter)
  const input = await inputOf(letter, bytes)
  const sample = await bytesOf(clerk, await ask(clerk)(documents, 'sample', { ...input, format: 'word' }))
  expect(linesIn(sample).join('\n')).not.toMatch(/\{\{|\}\}/)
  expect(linesIn(sample)).toContain(input.title)
  expect((await ask(clerk)(documents, 'propose', input)).edition).toBe(1)
  const { takesWord, wordNames } = await ask(clerk)(documents, 'letter', { letter })
  expect(takesWord).toBe(true)
  expect(wordNames.map(({ name }) => name)).toContain('{{标题}}')
})

test('a poster file is refused with what it lacks: a column, its pages, the words that the law asks for', async () => {
  const refused = async (bytes: Uint8Array) => refusal(propose(poster, bytes))
  expect(await refused(posterWith(posterColumns.slice(0, 4)))).toContain('缺少“{{初审意见}}”')
  expect(await refused(posterWith([...posterColumns, '身份证号']))).toContain('“身份证号”没有数据')
  const flat = writeWord([{ table: { widths: [1], rows: [cells(['{{#行}}{{姓名}}{{/行}}'])] } }], page)
  expect(await refused(flat)).toContain('“{{#行}}…{{/行}}”应写在“{{#页}}…{{/页}}”的里面')
  const plain = writeWord([{ text: '{{行}}{{上文}}' }], page)
  expect(await refused(plain)).toContain('应写成“{{#上文}}{{文字}}{{/上文}}”')
  const wordless = posterWith(posterColumns, { foot: [{ text: '{{#落款}}{{单位}}{{日期}}{{/落款}}{{/页}}' }] })
  expect(await refused(wordless)).toContain('“乡镇”没有印出来：公示应写明名单、起止日期和向谁反映')
  // The day and the term stand in the file itself, in the county's own words.
  const own = [{ text: '公示至{{公示止日}}，自{{公示起日}}起，异议请向{{乡镇}}反映', newPage: true }]
  expect(await refused(posterWith(posterColumns, { head: [{ text: '{{#页}}{{标题}}', newPage: true }, ...own] }))).toBe(
    'done',
  )
})

test('what is hidden, white or tiny is not there', async () => {
  const whole = posterWith(posterColumns)
  const zip = openZip(whole)
  const { writeZip } = await import('#platform/documents/write-zip.ts')
  const parts = [...zip.entries.values()].map((entry) => ({ name: entry.name, bytes: zip.read(entry, 1_000_000) }))
  const hidden = xmlOf(whole).replaceAll(/<w:rPr>(?=[^]{0,400}\{\{姓名)/g, '<w:rPr><w:vanish/>')
  const file = writeZip(
    [
      ...parts.filter(({ name }) => name !== 'word/document.xml'),
      { name: 'word/document.xml', bytes: Buffer.from(hidden) },
    ],
    '2023-08-01',
  )
  expect(await refusal(propose(poster, file))).toContain('没有全部印出来')
})

test('put in force by another, a form prints as Word by the file and as PDF by the system, with the same words', async () => {
  const letter = 'recognition.application'
  const names = ['项目', '填写']
  const file = writeWord(
    [
      { text: '莘县申请书{{标题}}' },
      { text: '{{#上文}}{{文字}}{{/上文}}' },
      { table: { widths: [1, 2], rows: [cells(row(names))] } },
      { text: '{{#下文}}{{文字}}{{/下文}}' },
    ],
    page,
  )
  const before = await bytesOf(town, await ask(town)(recognition, 'printApplication', { format: 'word' }))
  expect(linesIn(before).join('')).not.toContain('莘县申请书')
  await adopt(letter, file)
  const word = linesIn(await bytesOf(town, await ask(town)(recognition, 'printApplication', { format: 'word' })))
  expect(word[0]).toBe('莘县申请书特困人员救助供养申请书')
  for (const item of ['谁申请', '身份证号', '所附材料', '承诺与授权']) expect(word).toContain(item)
  expect(word.join('')).not.toMatch(/\{\{|\}\}/)
  const pdf = await bytesOf(town, await ask(town)(recognition, 'printApplication', { format: 'pdf' }))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

test('the survey form by the county’s file holds every line of the case, empty and in its order', async () => {
  const given = givenApplication({
    name: '张示例',
    idNumber: givenIdNumber(1, '1956-03-12'),
    townshipId: township,
    receivedOn: '2023-08-01',
  })
  const { caseId } = await ask(town)(recognition, 'apply', given)
  await adopt('recognition.survey', await standardWord('recognition.survey'))
  const input = { caseId, paper: 'survey_blank' as const, format: 'word' as const }
  const lines = linesIn(await bytesOf(town, await ask(town)(recognition, 'print', input)))
  expect(lines[0]).toBe('特困人员救助供养入户调查表')
  expect(lines.join('\n')).toContain('申请人 张示例')
  expect(lines.indexOf('邻里访问')).toBeGreaterThan(lines.indexOf('财产'))
  expect(lines.join('\n')).toContain('申请人（签名或捺印）：')
})

test('the assessment form by the county’s file holds the items, and GB/T 42195 only for whom it is used', async () => {
  await adopt('assessments.form', await standardWord('assessments.form'))
  const blank = { ids: [], villageId: null, blank: true, format: 'word' as const }
  const lines = linesIn(await bytesOf(town, await ask(town)(assessments, 'printForms', blank)))
  expect(lines.filter((line) => line === '□')).toHaveLength(12)
  expect(lines.join('\n')).toContain('由两人一起入户')
  expect(lines.join('\n')).toContain('行政复议')
  expect(lines.join('\n')).not.toContain('一级指标')
  expect(lines.join('\n')).not.toMatch(/\{\{|\}\}/)
})

test('a paper whose layout a county cannot change says so, and takes no file', async () => {
  const { takesWord, wordNames } = await ask(clerk)(documents, 'letter', { letter: 'recognition.meeting' })
  expect([takesWord, wordNames]).toEqual([false, []])
  expect(await refusal(propose('recognition.meeting', posterWith(posterColumns)))).toContain('版式由系统固定')
})
