/** 公示榜 and Word papers: 22 rows a page whatever the names, nothing that is not to be seen, and no markup carried out. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import { foot, rareNames } from './given.ts'
import { rowsOnPoster } from '#kernel/poster-kind.ts'
import { fittingSize, pagesOf, type PosterPaper, posterPaper } from './poster-paper.ts'
import { posterWord } from './poster-word.ts'
import { tableWord } from './table-word.ts'
import { escaped, writeWord } from './word-blocks.ts'
import { xmlTokens } from './xml.ts'
import { openZip } from './zip.ts'

const names = [...rareNames, '阿不都热依木·买买提示例', '张示例']
const villages = ['子村', '示例街道示例新村第一社区居民委员会', '某']
const row = (index: number) =>
  [
    String(index + 1),
    names[index % names.length] ?? '',
    villages[index % villages.length] ?? '',
    '分散供养',
    '符合，建议认定',
  ] as const
const poster = (count: number): PosterPaper => ({
  ...foot,
  title: '特困人员救助供养初审公示',
  above: ['编号：GS-2023-0001', '公示期：2023年8月28日起，到2023年9月4日24时止', '张贴地点：子村村务公开栏'],
  head: ['序号', '姓名', '所在村（居）', '拟供养方式', '初审意见'],
  rows: Array.from({ length: count }, (_, index) => row(index)),
  below: [
    '对公示内容有异议的，请在公示期内向甲镇反映，可以不留姓名。',
    '受理地点：甲镇人民政府民政服务窗口（示例路1号便民服务中心一楼）',
    '监督电话：0000-0000000',
    '依据：民发〔2021〕43号 第十五条',
  ],
  unit: '甲镇人民政府',
  postedOn: plainDate('2023-08-28'),
})

const pdfPages = (bytes: Uint8Array) =>
  Number(/\/Type\s*\/Pages[^>]*?\/Count (\d+)/.exec(Buffer.from(bytes).toString('latin1'))?.[1])

function partOf(bytes: Uint8Array, name: string): string {
  const zip = openZip(bytes)
  const entry = zip.entries.get(name)
  if (!entry) throw new Error(`no ${name}`)
  return Buffer.from(zip.read(entry, 10_000_000)).toString('utf8')
}
const documentOf = (bytes: Uint8Array) => partOf(bytes, 'word/document.xml')

describe('a poster', () => {
  test.each([
    [0, 1],
    [1, 1],
    [2, 1],
    [5, 1],
    [6, 1],
    [10, 1],
    [16, 1],
    [22, 1],
    [23, 2],
    [45, 3],
  ])('of %i rows takes %i pages, on paper and in Word, with head and phone on each', async (count, pages) => {
    expect(pdfPages(await posterPaper(poster(count)))).toBe(pages)
    const xml = documentOf(posterWord(poster(count)))
    expect(xml.split('w:type="page"')).toHaveLength(pages)
    expect(xml.split('监督电话')).toHaveLength(pages + 1)
    expect(xml.split('公示期')).toHaveLength(pages * 2 + 1)
    expect(xml.split('<w:tr>')).toHaveLength(count + pages + 1)
  })

  test('holds every row once, in order, 22 at most together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (count) => {
        const pages = pagesOf(poster(count).rows)
        expect(pages.every((page) => page.length <= rowsOnPoster)).toBe(true)
        expect(pages.flat().map(([first]) => first?.text)).toEqual(poster(count).rows.map(([no]) => no))
      }),
    )
  })

  test('sets a longer text smaller, never larger', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.nat(4), (one, two, column) => {
        const [short, long] = [Math.min(one, two), Math.max(one, two)]
        expect(fittingSize('字'.repeat(long), column)).toBeLessThanOrEqual(fittingSize('字'.repeat(short), column))
      }),
    )
    expect(fittingSize('张示例', 1)).toBe(14)
  })

  test('says in its foot which page of how many it is', () => {
    const xml = partOf(posterWord(poster(23)), 'word/footer1.xml')
    expect(xml).toContain('NUMPAGES')
    expect(xml).toContain('王演示')
  })
})

describe('Word papers made in code', () => {
  test('any text stays text: the file is well-formed XML and reads back as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const xml = documentOf(writeWord([{ text }], { margins: [20, 20, 20, 20] }))
        const read = xmlTokens(Buffer.from(xml)).flatMap((token) => (token.kind === 'text' ? [token.text] : []))
        const kept = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
        expect(read.join('').trim()).toBe(kept.replaceAll('\n', '').trim())
      }),
    )
    expect(escaped('<w:p/>&"\u0000')).toBe('&lt;w:p/&gt;&amp;&quot;')
  })

  test('a table keeps its merged head, its rows and who signs; only demonstration data are marked', () => {
    const layout = {
      title: '示例表',
      columns: [{ width: 1 }, { width: 1 }, { width: 1 }],
      head: [
        [
          { text: '序', rows: 2 },
          { text: '合并', columns: 2 },
        ],
        [{ text: '左' }, { text: '右' }],
      ],
      rows: [['1', '甲', '乙']],
      signatures: ['经办', '负责人'],
      notes: ['注：示例'],
      paper: 'landscape' as const,
    }
    const xml = documentOf(tableWord({ ...foot, layout }))
    for (const part of [
      'w:gridSpan w:val="2"',
      'w:vMerge w:val="restart"',
      'w:tblHeader',
      '经办：',
      '注：示例',
      'landscape',
    ])
      expect(xml, part).toContain(part)
    expect(xml).toContain('演示：本件由演示数据生成')
    expect(documentOf(tableWord({ ...foot, demonstration: false, layout }))).not.toContain('演示：')
  })
})
