/** 文书模板 through its operations: two persons, the day of the letter, reprints, Word files, counties. */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { recognition } from '#modules/recognition/contract.ts'
import { givenApplication } from '#modules/recognition/given.ts'
import type { Actor } from '#kernel/permission.ts'
import { writeWord } from '#platform/documents/word-blocks.ts'
import { writeZip } from '#platform/documents/write-zip.ts'
import { openZip } from '#platform/documents/zip.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { testApp, wholeCounty } from '../../../test/app.ts'
import { documents } from './contract.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const other = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
const clerk = app.actor('county-clerk')
const leader = app.actor('county-leader')
const town = app.actor('township-clerk', { kind: 'townships', ids: [township] })
const ask = app.as
const letter = 'recognition.acceptance'
const own = '本县依法受理{{申请人}}的申请，{{审核期限}}内办结初审。'
const edition = { letter, title: '受理告知书', body: own, from: '2023-08-01', note: '按县里统一文本' }
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)

let made = 0
async function accepted(name: string): Promise<string> {
  made += 1
  const idNumber = givenIdNumber(made, '1956-03-12')
  const given = givenApplication({ name, idNumber, townshipId: township, receivedOn: '2023-08-01' })
  return (await ask(town)(recognition, 'apply', given)).caseId
}

async function bytesOf(actor: Actor, { ticket }: { ticket: string }): Promise<Buffer> {
  const file = await redeemTicket(app.installation, actor, createHash('sha256').update(ticket).digest())
  if (!file) throw new Error('the ticket opens nothing')
  return Buffer.from(file.bytes)
}

/** The words of a Word file, without its markup. */
function wordsOf(bytes: Buffer): string {
  const zip = openZip(bytes)
  const entry = zip.entries.get('word/document.xml')
  if (!entry) throw new Error('no document')
  return Buffer.from(zip.read(entry, 1_000_000))
    .toString('utf8')
    .replaceAll(/<[^>]+>/g, '')
}

const print = async (caseId: string, actor = town) =>
  wordsOf(await bytesOf(actor, await ask(actor)(recognition, 'print', { caseId, paper: 'acceptance', format: 'word' })))

const upload = async (bytes: Uint8Array) =>
  (
    await receiveFile(app.installation, clerk, '371522', {
      name: '受理告知书.docx',
      mediaType: word,
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
  ).fileId

const wordFile = (lines: string[]) =>
  writeWord(
    lines.map((text) => ({ text })),
    { margins: [20, 20, 20, 20] },
  )

let before = ''
let beforeWords = ''
beforeAll(async () => {
  before = await accepted('张示例')
  beforeWords = await print(before)
})

test('the words of the system are printed until the county has its own', () => {
  expect(beforeWords).toContain('受理通知书')
  expect(beforeWords).toContain('张示例于2023年8月1日提出特困人员救助供养申请')
  expect(beforeWords).toContain('15个工作日内调查核实')
  expect(beforeWords).toContain('送达回证')
})

test('what law asks for cannot be left out, and what is no field cannot be put in', async () => {
  const lacking = { ...edition, letter: 'recognition.refusal', body: '不予认定。' }
  await expect(ask(clerk)(documents, 'propose', lacking)).rejects.toMatchObject({
    reasons: [
      { message: expect.stringContaining('缺少“{{理由和依据}}”'), citations: [{ document: '民发〔2021〕43号' }] },
      { message: expect.stringContaining('缺少“{{权利告知}}”') },
    ],
  })
  expect(await refusal(ask(clerk)(documents, 'propose', { ...edition, body: `${own}{{身份证号}}` }))).toContain(
    '不是这份文书的字段',
  )
  expect(await refusal(ask(clerk)(documents, 'propose', { ...edition, body: `${own}{{` }))).toContain('没有成对')
  expect(await refusal(ask(clerk)(documents, 'propose', { ...edition, from: '2023-07-31' }))).toContain('早于今天')
  expect(await refusal(ask(clerk)(documents, 'propose', { ...edition, letter: 'no.such' }))).toContain('没有这份文书')
})

test('one writes, another puts it in force; before that, and for what was printed, nothing changes', async () => {
  const { id, edition: number } = await ask(clerk)(documents, 'propose', edition)
  expect(number).toBe(1)
  expect(await print(await accepted('李样本'))).toContain('受理通知书')
  const self = app.actor('county-leader', { accountId: clerk.accountId })
  expect(await refusal(ask(self)(documents, 'adopt', { id }))).toContain('一人修改、另一人采用')
  expect(await ask(leader)(documents, 'adopt', { id })).toMatchObject({ from: '2023-08-01' })
  expect(await refusal(ask(leader)(documents, 'adopt', { id }))).toContain('已经有人决定过')

  const after = await print(await accepted('王演示'))
  expect(after).toContain('受理告知书')
  expect(after).toContain('本县依法受理王演示的申请，15个工作日内办结初审。')
  expect(await print(before)).toBe(beforeWords)
  const shown = await ask(clerk)(documents, 'letter', { letter })
  expect(shown.editions[0]).toMatchObject({ state: 'in_use', maker: clerk.name, decider: leader.name, printed: 1 })
  const row = (await ask(clerk)(documents, 'letters', {})).rows.find(({ key }) => key === letter)
  expect(row).toMatchObject({ edition: 1, from: '2023-08-01', waiting: 0 })
})

test('an edition for a later day waits for letters of that day', async () => {
  const later = { ...edition, title: '九月文本', from: '2023-09-01' }
  await ask(leader)(documents, 'adopt', { id: (await ask(clerk)(documents, 'propose', later)).id })
  expect(await print(await accepted('陈假设'))).toContain('受理告知书')
  const { editions } = await ask(clerk)(documents, 'letter', { letter })
  expect(editions.map(({ state }) => state)).toEqual(['coming', 'in_use'])
})

test('names with markup are letters on the paper, and a field in a name is not filled', async () => {
  const caseId = await accepted('张示样')
  // As an older program or a list from elsewhere may have left it.
  await app.superuser.query('update recognition.application set name = $1 where id = $2', ['张{{审核期限}}&样', caseId])
  const words = await print(caseId)
  expect(words).toContain('受理张{{审核期限}}&amp;样的申请')
})

test('a Word file of the county gives the layout: checked for programs, links and unknown fields', async () => {
  const good = [
    '莘县民政局红头',
    '{{标题}} {{编号}}',
    '{{#正文}}{{文字}}{{/正文}}',
    '{{单位}} {{日期}} {{联系方式}} {{受送达人}}',
  ]
  const propose = async (bytes: Uint8Array) =>
    ask(clerk)(documents, 'propose', { ...edition, fileId: await upload(bytes) })
  expect(await refusal(propose(wordFile([...good, '{{身份证号}}'])))).toContain('“身份证号”没有数据')
  expect(await refusal(propose(wordFile(['{{正文}}'])))).toContain('{{#正文}}{{文字}}{{/正文}}')
  expect(await refusal(propose(wordFile(['自己写的文字，没有字段'])))).toContain('缺少“审核期限”')
  expect(await refusal(propose(Buffer.from('%PDF-1.7')))).toContain('损坏或格式不对')
  const zip = openZip(wordFile(good))
  const parts = [...zip.entries.values()].map((entry) => ({ name: entry.name, bytes: zip.read(entry, 1_000_000) }))
  const withPart = (name: string, text: string) =>
    writeZip([...parts.filter((each) => each.name !== name), { name, bytes: Buffer.from(text) }], '2023-08-01')
  expect(await refusal(propose(withPart('word/vbaProject.bin', 'x')))).toContain('宏')
  const link = '<Relationships><Relationship TargetMode="External" Target="http://x.invalid/a"/></Relationships>'
  expect(await refusal(propose(withPart('word/_rels/settings.xml.rels', link)))).toContain('指向外部')
  expect(
    await refusal(propose(withPart('word/header1.xml', '<w:instrText> INCLUDETEXT "c:\\x"</w:instrText>'))),
  ).toContain('域')

  for (const code of [
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:instrText>DD</w:instrText><w:instrText>EAUTO c:</w:instrText><w:fldChar w:fldCharType="end"/>',
    '<w:instrText>&#73;NCLUDEPICTURE "http://x.invalid"</w:instrText>',
    '<w:fldSimple w:instr="HYPERLINK x"/>',
  ])
    expect(await refusal(propose(withPart('word/deep/header1.xml', `<w:hdr>${code}</w:hdr>`))), code).toContain('域')
  const encoded = '<Relationships><Relationship TargetMode="Ext&#101;rnal" Target="http://x.invalid"/></Relationships>'
  expect(await refusal(propose(withPart('word/_rels/settings.xml.rels', encoded)))).toContain('指向外部')
  for (const name of ['__proto__', 'constructor', 'toString'])
    expect(await refusal(propose(wordFile([...good, `{{${name}}}`])))).toContain('没有数据')
  for (const body of ['{{#正文}}{{/正文}}', '{{#正文}}另有文字{{/正文}}'])
    expect(await refusal(propose(wordFile([...good.slice(0, -2), body, ...good.slice(-1)])))).toContain('没有印出来')
  const whole = new TextDecoder().decode(parts.find(({ name }) => name === 'word/document.xml')?.bytes)
  const hidden = whole.replaceAll('<w:rPr>', '<w:rPr><w:vanish/>')
  expect(await refusal(propose(withPart('word/document.xml', hidden)))).toContain('没有印出来')

  const { id } = await propose(wordFile(good))
  await ask(leader)(documents, 'adopt', { id })
  const caseId = await accepted('赵虚构')
  const words = await print(caseId)
  expect(words).toContain('莘县民政局红头')
  expect(words).toContain('本县依法受理赵虚构的申请')
  const pdf = await bytesOf(town, await ask(town)(recognition, 'print', { caseId, paper: 'acceptance' }))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const opened = await bytesOf(clerk, await ask(clerk)(documents, 'openWord', { id }))
  expect(wordsOf(opened)).toContain('莘县民政局红头')
})

test('the template for Word carries the fields, and comes back as it went out', async () => {
  const bytes = await bytesOf(clerk, await ask(clerk)(documents, 'wordTemplate', { letter: 'recognition.refusal' }))
  expect(wordsOf(bytes)).toContain('{{#理由和依据}}{{文字}}{{/理由和依据}}')
  const found = await ask(clerk)(documents, 'letter', { letter: 'recognition.refusal' })
  const body = found.standard.paragraphs.join('\n')
  const input = { letter: 'recognition.refusal', title: '不予认定告知书', body, fileId: await upload(bytes) }
  const sample = await bytesOf(clerk, await ask(clerk)(documents, 'sample', { ...input, format: 'word' }))
  expect(wordsOf(sample)).toContain('名下有经营性车辆一辆')
  expect(wordsOf(sample)).not.toMatch(/\{\{|\}\}/)
})

test.each(['recognition.poster', 'recognition.survey', 'endings.end', 'endings.death', 'assessments.form'])(
  '%s: its sample comes as PDF and as Word',
  async (key) => {
    const { standard } = await ask(clerk)(documents, 'letter', { letter: key })
    const input = { letter: key, title: standard.title, body: standard.paragraphs.join('\n') }
    const pdf = await bytesOf(clerk, await ask(clerk)(documents, 'sample', { ...input, format: 'pdf' }))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const file = await bytesOf(clerk, await ask(clerk)(documents, 'sample', { ...input, format: 'word' }))
    expect(wordsOf(file)).toContain(standard.title)
  },
)

test('a poster takes other words, and no file that has no place for its names; sent back, it changes nothing; the system’s words can come back', async () => {
  const poster = { letter: 'recognition.poster', title: '公示', from: '2023-08-01', note: '统一格式' }
  const lacking = '公示期：{{公示起日}}到{{公示止日}}\n{{名单}}'
  expect(await refusal(ask(clerk)(documents, 'propose', { ...poster, body: lacking }))).toContain('缺少“{{乡镇}}”')
  const body = `${lacking}\n异议请向{{乡镇}}提出`
  const fileId = await upload(wordFile(['{{#正文}}{{文字}}{{/正文}}']))
  expect(await refusal(ask(clerk)(documents, 'propose', { ...poster, body, fileId }))).toContain(
    '缺少“{{#页}}…{{/页}}”',
  )
  const { id } = await ask(clerk)(documents, 'propose', { ...poster, body })
  expect(await refusal(ask(leader)(documents, 'reject', { id, reason: '' }))).not.toBe('done')
  await ask(leader)(documents, 'reject', { id, reason: '缺监督电话' })
  const shown = await ask(clerk)(documents, 'letter', { letter: 'recognition.poster' })
  expect(shown.editions[0]).toMatchObject({ state: 'rejected', reason: '缺监督电话' })
  expect(shown.current).toEqual(shown.standard)

  const back = { letter, from: '2023-08-01', note: '恢复统一文字' }
  expect(await refusal(ask(clerk)(documents, 'proposeStandard', { ...back, letter: 'recognition.poster' }))).toContain(
    '用的就是系统文字',
  )
  await ask(leader)(documents, 'adopt', { id: (await ask(clerk)(documents, 'proposeStandard', back)).id })
  expect(await print(await accepted('钱示范'))).toContain('受理通知书')
})

test('two who decide the same at once: one goes through, the other is told', async () => {
  const { id } = await ask(clerk)(documents, 'propose', { ...edition, note: '再改一次' })
  const second = app.actor('county-leader', { accountId: 'second-leader' })
  const answers = await Promise.all([leader, second].map((actor) => refusal(ask(actor)(documents, 'adopt', { id }))))
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
  expect(answers.find((answer) => answer !== 'done')).toContain('已经有人决定过')
})

test('the editions of a county are nobody else’s, and a township sees the letters of its own', async () => {
  const foreign = app.actor('county-clerk', { county: '150430' })
  const { editions } = await ask(foreign)(documents, 'letter', { letter })
  expect(editions).toEqual([])
  const { id } = await ask(clerk)(documents, 'propose', { ...edition, note: '供隔离测试' })
  const foreignLeader = app.actor('county-leader', { county: '150430' })
  expect(await refusal(ask(foreignLeader)(documents, 'adopt', { id }))).toContain('没有找到这一版')
  const issued = (scope: Parameters<typeof app.seen>[0]) =>
    app.seen(scope, (tables) => tables.selectFrom('documents.issued').select('id').execute())
  expect((await issued(wholeCounty())).length).toBeGreaterThan(5)
  expect((await issued({ ...wholeCounty(), kind: 'townships', ids: [township] })).length).toBeGreaterThan(5)
  expect(await issued({ ...wholeCounty(), kind: 'townships', ids: [other] })).toEqual([])
  expect(await issued(wholeCounty('150430'))).toEqual([])
})
