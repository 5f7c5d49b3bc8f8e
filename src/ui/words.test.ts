import { expect, test } from 'vitest'
import * as z from 'zod'
import './check-words.ts'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { areaFits, areaText, wayTo } from './area-tree.ts'
import { type ChartData, optionOf, seenSeries, valueText } from './chart-option.ts'
import { weeksOf } from './day-grid.tsx'
import { chipOf, linesOf } from './deadline.ts'
import { faultOfFile } from './files.ts'
import { faultsBy } from './form-state.ts'
import { type Page, pageAt, pagesFor } from './page-list.ts'
import { pageRule } from './print.ts'
import { restText } from './progress.tsx'
import { familyOf, signOf, statusWords } from './status-words.ts'
import { type Filter, phrasesOf, sentenceOf, totalText } from './table-parts.ts'

const today = plainDate('2023-09-01')
const deadline = { due: plainDate('2023-09-08'), unit: 'working' as const }

test('a deadline speaks by what is left, and a pause outweighs it', () => {
  expect(chipOf({ ...deadline, left: 12 }, today)).toEqual({ text: '还剩12个工作日', look: 'plain' })
  expect(chipOf({ ...deadline, left: 5 }, today).look).toBe('near')
  expect(chipOf({ ...deadline, left: 3 }, today).look).toBe('close')
  expect(chipOf({ ...deadline, left: 0 }, today)).toEqual({ text: '今天到期', look: 'today' })
  expect(chipOf({ ...deadline, left: -2 }, today)).toEqual({ text: '逾期2个工作日', look: 'over' })
  expect(chipOf({ ...deadline, left: -2, pausedFor: '等待补正' }, today).text).toBe('已暂停：等待补正')
  expect(chipOf({ ...deadline, left: 7, unit: 'calendar', noticeDays: 7 }, today).text).toBe('7天公示，9月8日24时止')
})

test('a deadline tells how it was counted', () => {
  const lines = linesOf({ ...deadline, left: 5, term: 5, startedOn: today, skipped: ['中秋节 9月29日'] })
  expect(lines).toEqual([
    '起算：2023年9月1日（次日起）',
    '期限：5个工作日',
    '跳过：中秋节 9月29日',
    '到期：2023年9月8日',
  ])
})

test('every state word has a family with a sign', () => {
  for (const words of Object.values(statusWords))
    for (const family of Object.values(words)) expect(signOf[family]).toBeTruthy()
  expect(familyOf('结算', '已关账')).toBe('teal')
  expect(familyOf('服务判定', '存疑')).toBe('orange')
})

test('a schema without words of its own still speaks plain Chinese', () => {
  const schema = z.object({
    name: z.string().min(2),
    level: z.enum(['able']),
    kinds: z.array(z.string()).min(1),
    beds: z.int().max(24),
  })
  expect(faultsBy(schema, {})).toEqual({ name: '请填写', level: '请选择', kinds: '请选择', beds: '请填写' })
  expect(faultsBy(schema, { name: '张', level: 'x', kinds: [], beds: 26 })).toEqual({
    name: '至少填写2个字',
    level: '请在所列内容中选择',
    kinds: '至少选择1项',
    beds: '不能大于24',
  })
})

const filters: Filter[] = [
  {
    name: 'level',
    label: '等级',
    kind: 'multi',
    choices: [
      { value: 'u', label: '失能' },
      { value: 'p', label: '半失能' },
    ],
  },
  {
    name: 'area',
    label: '乡镇',
    kind: 'area',
    areas: [{ code: '1', name: '甲县', children: [{ code: '11', name: '甲镇' }] }],
  },
  { name: 'text', label: '姓名', kind: 'text' },
]

test('filters read as one sentence', () => {
  expect(sentenceOf(filters, { level: 'u,p', area: '11', text: '张' })).toBe(
    '等级：失能、半失能；乡镇：甲镇；姓名：“张”',
  )
  expect(sentenceOf(filters, {})).toBe('全部')
  expect(phrasesOf(filters, { area: '11' })).toEqual([{ name: 'area', text: '乡镇：甲镇' }])
  expect(totalText({ total: 1000, totalIsExact: false })).toBe('共1,000+条')
})

const page = (path: string, needs: string, order = 50): Page => ({
  path,
  title: path,
  section: '人员',
  needs,
  order,
  view: () => null,
})
const pages = [
  page('/persons/$personId', 'persons.file'),
  page('/persons/import', 'persons.import'),
  page('/persons', 'persons.list', 1),
]

test('the menu holds what one may do, in its order', () => {
  expect(pagesFor(pages, ['persons.list', 'persons.import']).map((each) => each.path)).toEqual([
    '/persons',
    '/persons/import',
  ])
})

test('a named page wins over one with a parameter', () => {
  expect(pageAt(pages, '/persons/import')?.path).toBe('/persons/import')
  expect(pageAt(pages, '/persons/0198')?.path).toBe('/persons/$personId')
  expect(pageAt(pages, '/personsx')).toBeUndefined()
})

test('an area is found by name or initials, and the way to it is known', () => {
  const area = { code: '11', name: '莘州镇', initials: 'szz', note: '2022年并入甲镇', count: 84 }
  expect([areaFits(area, '莘州'), areaFits(area, 'SZ'), areaFits(area, 'zz')]).toEqual([true, true, false])
  expect(areaText(area)).toBe('莘州镇（2022年并入甲镇） 84人')
  expect(wayTo([{ code: '1', name: '莘县', children: [area] }], '11').map((each) => each.name)).toEqual([
    '莘县',
    '莘州镇',
  ])
})

test('the calendar of a month begins on Monday and holds each day once', () => {
  const weeks = weeksOf(plainMonth('2023-09'))
  expect(weeks[0]).toEqual([undefined, undefined, undefined, undefined, '2023-09-01', '2023-09-02', '2023-09-03'])
  expect(weeks.flat().filter(Boolean)).toHaveLength(30)
})

test('a file is refused in words', () => {
  expect(faultOfFile({ name: '说明.exe', size: 10 })).toContain('类型不能上传')
  expect(faultOfFile({ name: '扫描.PDF', size: 21 * 1024 * 1024 })).toBe(
    '“扫描.PDF”有21.0 MB，应不超过20 MB。请压缩或分成几个文件',
  )
  expect(faultOfFile({ name: '空.jpg', size: 0 })).toContain('是空的')
  expect(faultOfFile({ name: '身份证.JPG', size: 10 })).toBeUndefined()
})

test('a printed foot cannot break out of its quotes', () => {
  const rule = pageRule({ by: '王"演示', code: '7F3A-91C4', landscape: true }, '2023-09-06 10:02')
  expect(rule).toContain('A4 landscape')
  expect(rule).toContain('"2023-09-06 10:02 · 王 演示 · 校验码 7F3A-91C4"')
})

test('rest time is told from the pace so far', () => {
  expect(restText(20, 300, 1200)).toBe('大约还要1分钟')
  expect(restText(5, 300, 310)).toBe('不到1分钟')
  expect(restText(5, 0, 310)).toBe('')
})

test('a chart begins at zero and tells series apart by pattern too', () => {
  const option = optionOf({
    kind: 'columns',
    categories: ['一'],
    unit: '次',
    series: [
      { name: 'a', values: [1] },
      { name: 'b', values: [2] },
    ],
  })
  expect(option.yAxis).toMatchObject({ min: 0, name: '次' })
  expect(option.aria.decal.show).toBe(true)
})

test('what a floating bar stands on is neither seen nor read; a frame and a stroke lie on their bar', () => {
  const data: ChartData = {
    kind: 'bars',
    categories: ['甲', '乙'],
    unit: '人',
    most: 100,
    mark: { value: 7.7, text: '平均7.70%' },
    series: [
      { name: '起点', unseen: true, values: [3, 0], stack: 's' },
      { name: '入住', values: [1, null], stack: 's', texts: ['1人（10.00%）', ''] },
      { name: '床位', as: 'outline', values: [5, 6] },
      { name: '应住', as: 'tick', values: [2, 3] },
    ],
  }
  const option = optionOf(data)
  expect(seenSeries(data).map(({ name }) => name)).toEqual(['入住', '床位', '应住'])
  expect(option.legend).toMatchObject({ data: ['入住', '床位', '应住'] })
  expect(option.xAxis).toMatchObject({ min: 0, max: 100 })
  expect(option.series.map(({ type }) => type)).toEqual(['bar', 'bar', 'bar', 'scatter'])
  expect(option.series[0]).toMatchObject({ silent: true, markLine: { data: [{ xAxis: 7.7 }] } })
  expect(valueText(data, data.series[1] ?? { name: '', values: [] }, 0)).toBe('1人（10.00%）')
  expect(valueText(data, data.series[1] ?? { name: '', values: [] }, 1)).toBe('—')
  expect(option.tooltip.formatter([{ dataIndex: 0 }])).toBe('甲<br>入住 1人（10.00%）<br>床位 5<br>应住 2')
  const named = { ...data, categories: ['<b>甲</b>', '乙'] }
  expect(optionOf(named).tooltip.formatter([{ dataIndex: 0 }])).toContain('&lt;b>甲&lt;/b>')
})
