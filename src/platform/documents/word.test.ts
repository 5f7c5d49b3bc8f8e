import { readFile } from 'node:fs/promises'
import { TemplateHandler } from 'easy-template-x'
import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { agreementTags, agreementWord, chineseNumber } from './agreement-word.ts'
import { agreement, annex2 } from './given.ts'
import { writeSheet } from './sheet.ts'
import { fillWord, type WordData } from './word.ts'
import { writeWord } from './word-blocks.ts'
import { openZip } from './zip.ts'

const template = new Uint8Array(await readFile(new URL('./templates/agreement.docx', import.meta.url)))
const tags = agreementTags(agreement)
const textOf = (bytes: Uint8Array) => new TemplateHandler().getText(Buffer.from(bytes))

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? error : undefined),
  )

test('the default agreement holds every party, article and care line, and no tag is left', async () => {
  const text = await textOf(await agreementWord(agreement))
  for (const { role, name } of agreement.parties) expect(text.split(`${role}：${name}`).length, role).toBe(3)
  expect(text).toContain('第五条　争议解决')
  expect(text).toContain('观察健康情况')
  expect(text).toContain('监护人代签（关系：＿＿＿＿＿＿）')
  expect(text).not.toMatch(/\{\{|\}\}|undefined/)
})

test('only demonstration data carry a line at the head, in a county’s own template as well, and it opens as a document', async () => {
  const { demonstration: _, ...real } = agreement
  expect(await textOf(await agreementWord(real))).not.toContain('演示数据')
  const own = await agreementWord({ ...real, demonstration: true }, template)
  const text = await textOf(own)
  expect(text).toMatch(/^演示：/)
  expect(text.split('演示：')).toHaveLength(2)
})

test('what stands before the articles is printed once, and without care lines there is no empty table', async () => {
  const preamble = ['依据规定订立本协议。', '各方约定如下。']
  const text = await textOf(await agreementWord({ ...agreement, preamble }))
  for (const line of preamble) expect(text.split(line), line).toHaveLength(2)
  expect(text).toContain('服务内容表')
  const articles = agreement.articles.map(({ title, paragraphs }) => ({ title, paragraphs }))
  expect(await textOf(await agreementWord({ ...agreement, articles }))).not.toMatch(/服务内容表|等级服务内容次数|\{\{/)
})

test('the template names the faces of official documents', async () => {
  const xml = JSON.stringify(await new TemplateHandler().getXml(Buffer.from(template)), (key, value: unknown) =>
    key === 'parentNode' || key === 'nextSibling' ? undefined : value,
  )
  for (const face of ['仿宋_GB2312', '方正小标宋简体', '黑体']) expect(xml).toContain(face)
})

test('a tag without data is refused by name, outside and inside a loop', async () => {
  const { 编号: _, ...rest } = tags
  const without = await refusal(fillWord(template, rest))
  expect(without?.message).toContain('“编号”没有数据')
  const [first] = agreement.articles
  const inside = await refusal(fillWord(template, { ...tags, 条款: [{ 条名: first?.title ?? '', 段落: [] }] }))
  expect(inside?.message).toContain('“条次”没有数据')
})

test('an empty list is data; a text where a list belongs is not', async () => {
  expect(await textOf(await fillWord(template, { ...tags, 服务表: [] }))).not.toContain('观察健康情况')
  expect((await refusal(fillWord(template, { ...tags, 服务表: '无' })))?.message).toContain('“服务表”没有数据')
})

test('markup in data stays text', async () => {
  const text = await textOf(await fillWord(template, { ...tags, 编号: '<w:p/>{{标题}}&amp;' }))
  expect(text).toContain('<w:p/>{{标题}}&amp;')
})

test('what is not a .docx is refused in words', async () => {
  expect((await refusal(fillWord(Buffer.from('%PDF-1.7'), tags)))?.message).toContain('文件已损坏或格式不对')
  const book = await writeSheet(annex2)
  expect((await refusal(fillWord(book, tags)))?.message).toContain('Word模板不能使用')
  expect((await refusal(fillWord(new Uint8Array(21 * 1024 * 1024), tags)))?.status).toBe(413)
})

test('articles are counted in Chinese', () => {
  expect([1, 10, 11, 20, 25].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '二十五'])
})

test('a loop over whole paragraphs gives a paragraph for each entry, with what stands between; over nothing it leaves none', async () => {
  const page = { margins: [20, 20, 20, 20] } as const
  const loop = writeWord(
    [{ text: '{{#正文}}{{文字}}{{/正文}}', indent: true }, { text: '{{#页}}第{{号}}页' }, { text: '完{{/页}}' }],
    page,
  )
  const paragraphs = async (data: WordData) => {
    const zip = openZip(await fillWord(loop, data))
    const entry = zip.entries.get('word/document.xml')
    const text = entry ? Buffer.from(zip.read(entry, 1_000_000)).toString('utf8') : ''
    return [...text.matchAll(/<w:p>.*?<\/w:p>/g)].map(([each]) => each.replaceAll(/<[^>]+>/g, ''))
  }
  const two = { 正文: [{ 文字: '甲' }, { 文字: '乙' }], 页: [{ 号: '1' }, { 号: '2' }] }
  expect(await paragraphs(two)).toEqual(['甲', '乙', '第1页', '完', '第2页', '完'])
  expect(await paragraphs({ 正文: [], 页: [] })).toEqual([])
})

test('the line at the head stands on the page of what it speaks of, also where that begins a new one', async () => {
  const file = writeWord([{ text: '标题', newPage: true }, { text: '{{文字}}' }], { margins: [20, 20, 20, 20] })
  const zip = openZip(await fillWord(file, { 文字: '甲' }, '演示：虚构'))
  const entry = zip.entries.get('word/document.xml')
  const xml = entry ? Buffer.from(zip.read(entry, 1_000_000)).toString('utf8') : ''
  expect(xml.indexOf('演示：虚构')).toBeGreaterThan(0)
  expect(xml).not.toContain('pageBreakBefore')
})
