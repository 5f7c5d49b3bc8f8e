import { expect, test } from 'vitest'
import { planAreas, readAreaList } from './area-list.ts'

const head = ['区划代码', '名称', '类型']
const county = ['990199', '示例县', '县']
const list = (...rows: unknown[][]) => readAreaList([head, ...rows])
const said = (...rows: unknown[][]) => list(...rows).faults.map(({ row, message }) => `${row} ${message}`)

test('levels follow from the length of the code, and a missing type from the last word of the name', () => {
  const { areas, countyCode, faults } = list(
    ['990199', '示例县'],
    [990199100, '示例镇'],
    ['990199100200', '河东村民委员会'],
  )
  expect(faults).toEqual([])
  expect(countyCode).toBe('990199')
  expect(areas.map(({ code, level, unitType }) => [code, level, unitType])).toEqual([
    ['990199000000', 'county', '县'],
    ['990199100000', 'township', '镇'],
    ['990199100200', 'village', '村'],
  ])
})

test('headings are found under a title and in other words; without them the list is refused', () => {
  const titled = readAreaList([['某县区划'], [], ['行政区划代码', '区划名称'], county])
  expect(titled.areas).toHaveLength(1)
  expect(readAreaList([['甲', '乙'], county]).faults[0]?.message).toContain('没有找到表头')
})

test('what is wrong with a row is said with its number', () => {
  expect(said(county, ['99019910', '短镇'])).toEqual([expect.stringContaining('3 “短镇”的代码“99019910”不对')])
  expect(said(county, ['990199100', ''])).toEqual([expect.stringContaining('3 代码“990199100”没有名称')])
  expect(said(county, ['990198100', '外镇'])).toEqual([expect.stringContaining('不属于990199')])
  expect(said(county, ['990199100', '甲镇'], ['990199100000', '乙镇'])).toEqual([
    expect.stringContaining('与第3行相同'),
  ])
  expect(said(county, ['990199100', '甲镇'], ['990199101', '甲镇'])).toEqual([expect.stringContaining('同名')])
})

test('the same name under different parents is no fault', () => {
  const rows = [
    ['990199100', '甲镇'],
    ['990199101', '乙镇'],
    ['990199100200', '河东村'],
    ['990199101200', '河东村'],
  ]
  expect(said(county, ...rows)).toEqual([])
})

test('what is on file is met by code, or by name under the same parent where it has no code', () => {
  const { areas } = list(county, ['990199100', '新名镇'], ['990199101', '乙镇'], ['990199102', '丙镇'])
  const plan = planAreas(areas, [
    { id: 'c', level: 'county', name: '示例县', parentId: null, officialCode: '990199' },
    { id: 't1', level: 'township', name: '旧名镇', parentId: 'c', officialCode: '990199100' },
    { id: 't2', level: 'township', name: '乙镇', parentId: 'c', officialCode: null },
    { id: 't9', level: 'township', name: '丁镇', parentId: 'c', officialCode: '990199109' },
  ])
  expect(plan.added.map(({ name }) => name)).toEqual(['丙镇'])
  expect(plan.changed.map(({ id, oldName, name }) => [id, oldName, name])).toEqual([
    ['t1', '旧名镇', '新名镇'],
    ['t2', '乙镇', '乙镇'],
  ])
  expect([plan.unchanged, plan.left]).toEqual([1, ['丁镇']])
})

test('a village whose township is neither listed nor on file is refused', () => {
  const { areas } = list(county, ['990199100200', '河东村'])
  expect(planAreas(areas, []).faults).toEqual([
    { row: 3, message: '“河东村”的上级（代码990199100000）既不在文件里，也没有登记。请补上这一行。' },
  ])
})
