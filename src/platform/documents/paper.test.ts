import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { instant } from '#kernel/calendar.ts'
import { agreement, annex2, annex3, foot, letter, rareNames, slip } from './given.ts'
import { settlement } from './given-settlement.ts'
import { agreementPaper, letterPaper, listPaper, slipPaper, statutoryPaper } from './paper.ts'
import { renderPdf } from './pdf.ts'
import { faultsOfPaper, settlementPaper } from './settlement-paper.ts'
import { placedSignatures } from './table.ts'

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const pages = (bytes: Uint8Array) =>
  /\/Type\s*\/Pages[^>]*?\/Count (\d+)/.exec(Buffer.from(bytes).toString('latin1'))?.[1]

/** The characters of a paper, by the fonts' own tables: every glyph tells which character it stands for. */
function charactersOf(bytes: Uint8Array): Set<string> {
  const found = new Set<string>()
  for (const stream of streamsOf(Buffer.from(bytes))) {
    for (const [, code = ''] of stream.matchAll(/^<[0-9a-fA-F]{4}> <([0-9a-fA-F]+)>$/gm)) {
      found.add(Buffer.from(code, 'hex').swap16().toString('utf16le'))
    }
  }
  return found
}

function* streamsOf(file: Buffer): Generator<string> {
  let at = file.indexOf('stream\n')
  while (at >= 0) {
    const end = file.indexOf('endstream', at)
    try {
      yield inflateSync(file.subarray(at + 7, end)).toString('latin1')
    } catch {
      yield file.subarray(at + 7, end).toString('latin1')
    }
    at = file.indexOf('stream\n', end + 9)
  }
}

const list = (count: number) =>
  listPaper({
    ...foot,
    title: '月度名册',
    note: '2023年8月 · 莘县 · 分散供养',
    columns: [
      { title: '姓名', width: 20 },
      { title: '金额（元）', width: 12, format: 'money' },
      { title: '占比', width: 10, format: 'percent' },
    ],
    rows: Array.from({ length: count }, (_, index) => [rareNames[index % rareNames.length] ?? '', -31_300n, 0.4652]),
    total: ['合计', null, null],
    signatures: ['制表', '审核', '负责人'],
  })

const papers: [string, () => Promise<Uint8Array>, string][] = [
  ['附件2', () => statutoryPaper({ ...foot, layout: annex2 }), '1'],
  ['附件3, twelve persons a page', () => statutoryPaper({ ...foot, layout: annex3 }), '1'],
  ['告知书 with 送达回证', () => letterPaper(letter), '2'],
  ['告知单', () => slipPaper(slip), '1'],
  ['协议', () => agreementPaper(agreement), '2'],
  ['结算单 with annex', () => settlementPaper(settlement), '2'],
  ['a list of 90', () => list(90), '5'],
]

test.each(papers)('%s is PDF/A-2b, has its pages, and comes out the same to the byte', async (_, make, count) => {
  const first = await make()
  const second = await make()
  expect(Buffer.from(first).subarray(0, 5).toString()).toBe('%PDF-')
  expect(Buffer.from(first).toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>')
  expect(pages(first)).toBe(count)
  expect(sha(second)).toBe(sha(first))
})

test('another moment gives other bytes', async () => {
  const later = await slipPaper({ ...slip, printedAt: instant('2023-09-06T02:03:00Z') })
  expect(sha(later)).not.toBe(sha(await slipPaper(slip)))
})

test('every rare character is set in a font that has it', async () => {
  const characters = charactersOf(await list(rareNames.length))
  for (const character of Array.from(rareNames.join(''))) expect(characters, character).toContain(character)
})

test('markup in data is printed, not carried out', async () => {
  const bytes = await slipPaper({ ...slip, to: '#pagebreak() *王* $x$ <y> @z \\ #read("/etc/passwd")' })
  expect(pages(bytes)).toBe('1')
  const characters = charactersOf(bytes)
  for (const character of ['#', '*', '$', '<', '@', '\\']) expect(characters).toContain(character)
})

test('only demonstration data carry the grey mark', async () => {
  const marked = charactersOf(await slipPaper({ ...slip, printedBy: '甲' }))
  const real = charactersOf(await slipPaper({ ...slip, printedBy: '甲', demonstration: false }))
  expect(marked).toContain('演')
  expect(real).not.toContain('演')
})

test('what was signed on the screen is shown in the signature cell, in its own paper only', async () => {
  const pen = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const [first, ...others] = agreement.parties
  const signed = { ...agreement, parties: [...(first ? [{ ...first, signature: pen }] : []), ...others] }
  const [withPen, without] = await Promise.all([agreementPaper(signed), agreementPaper(agreement)])
  const image = /\/Subtype\s*\/Image/
  expect(Buffer.from(withPen).toString('latin1')).toMatch(image)
  expect(Buffer.from(without).toString('latin1')).not.toMatch(image)
})

test('each line of a settlement can be worked out by hand, also where a township has another factor', () => {
  expect(faultsOfPaper(settlement)).toEqual([])
  const [, second] = settlement.townships
  expect(second).toMatchObject({ base: 219_100n, fees: 197_190n, deducted: 31_300n, payable: 165_890n, factor: '0.9' })
  expect(second?.levels.map(({ each, fees }) => [each, fees])).toEqual([
    [28_170n, 84_510n],
    [56_340n, 112_680n],
  ])
})

test('a settlement of which one line, one sum or the whole does not add up is not printed', () => {
  expect(() => settlementPaper({ ...settlement, payable: 354_891n })).toThrow('应付 says 3,548.91, adds up to 3,548.90')
  const [first, ...others] = settlement.townships
  if (!first) throw new Error('no township')
  const spoilt = (change: Partial<typeof first>) =>
    faultsOfPaper({ ...settlement, townships: [{ ...first, ...change }, ...others] })
  expect(spoilt({ fees: first.fees + 1n })).toContain('甲镇应付 says 1,890.00, adds up to 1,890.01')
  const levels = first.levels.map((each) => ({ ...each, fees: each.fees + 1n }))
  expect(spoilt({ levels })).toContain('甲镇自理服务费 says 1,890.01, adds up to 1,890.00')
  const people = first.people.map((each) => ({ ...each, deducted: 1n }))
  expect(spoilt({ people }).join()).toContain('甲镇明细 says 0.00, adds up to 0.10')
})

test('who approved stands on the paper; a line is left only for who has not', () => {
  expect(placedSignatures(settlement.signatures)).toEqual([
    { title: '经办', lines: ['王演示（县级救助经办）', '2023年9月6日', '意见：送审'] },
    { title: '民政负责人', lines: ['李样本（县级救助负责人）', '2023年9月6日', '意见：通过'] },
    { title: '财政', lines: [] },
    { title: '服务机构', lines: [] },
  ])
})

test('a draft carries 草稿 across its page', async () => {
  const draft = charactersOf(await slipPaper({ ...slip, draft: true }))
  expect(draft).toContain('稿')
  expect(charactersOf(await slipPaper(slip))).not.toContain('稿')
})

test('an unknown template or image name is a fault of the program and says so', async () => {
  const at = foot.printedAt
  await expect(renderPdf('../secret', {}, { at })).rejects.toThrow('not a template name')
  await expect(renderPdf('nothing', {}, { at })).rejects.toThrow('cannot set')
  await expect(renderPdf('slip', {}, { at, images: { '../x.png': new Uint8Array() } })).rejects.toThrow(
    'not an image name',
  )
})
