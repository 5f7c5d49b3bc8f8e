import { describe, expect, test } from 'vitest'
import { checkRows } from './check-rows.ts'
import { recogniseTable } from './columns.ts'
import { givenNumber, givenSurroundings, givenTable } from './given-list.ts'
import { applyRepair, likeRows, type Repair, repairsFrom, storedRepairs } from './repair.ts'
import { noRepairs, type Repairs } from './repairs.ts'

const table = givenTable([
  ['姓名', '身份证号', '乡镇', '村'],
  ['张示例', givenNumber('1950-01-01'), '示例镇', '青石领村'],
  ['李样本', givenNumber('1951-01-01'), '示例镇', '青石领村'],
  ['王演示', null, '示例镇', '河东村'],
])
const layout = recogniseTable(table)
const check = (repairs: Repairs = noRepairs) => checkRows(table, layout, givenSurroundings(), repairs)
const outcomes = (repairs: Repairs) => check(repairs).map((row) => row.outcome)
const repaired = (repair: Repair, before: Repairs = noRepairs) => applyRepair(before, check(before), repair)
const keep = {
  kind: 'keep',
  row: 4,
  field: 'idNumber',
  code: 'id_missing',
  reason: '本人从未登记户口，公安机关正在补办',
} as const

describe('repairs', () => {
  test('a cell put right makes its row good and leaves the others and the file', () => {
    const repairs = repaired({ kind: 'cell', row: 2, field: 'village', value: '青石岭村' })
    expect(outcomes(repairs)).toEqual(['new', 'faulty', 'faulty'])
    expect(table.rows[1]?.[3]).toBe('青石领村')
  })

  test('a wrong repair is found by the next check', () => {
    expect(outcomes(repaired({ kind: 'cell', row: 2, field: 'village', value: '青石另村' }))[0]).toBe('faulty')
  })

  test('the same repair for all like rows', () => {
    expect(likeRows(check(), 2, 'village')).toEqual([2, 3])
    expect(outcomes(repaired({ kind: 'like', row: 2, field: 'village', value: '青石岭村' }))).toEqual([
      'new',
      'new',
      'faulty',
    ])
  })

  test('kept as it is with a reason, the fault no longer stops the row but stays visible', () => {
    const row = check(repaired(keep))[2]
    expect(row?.outcome).toBe('new')
    expect(row?.faults).toMatchObject([{ code: 'id_missing', kept: keep.reason }])
  })

  test('a reason speaks only for the text it was said of', () => {
    const kept = repaired(keep)
    const later = repaired({ kind: 'cell', row: 4, field: 'idNumber', value: '123' }, kept)
    expect(outcomes(later)[2]).toBe('faulty')
  })

  test('a reason under ten characters is refused, and so is keeping what cannot be kept', () => {
    expect(() => repaired({ ...keep, reason: '没有' })).toThrow('理由至少10个字，现为2个字')
    expect(() => repaired({ ...keep, row: 2, field: 'village', code: 'area_unknown' })).toThrow('不能按原样保留')
    expect(() => repaired({ ...keep, row: 99 })).toThrow('没有第99行')
  })

  test('a repair can be taken back', () => {
    const repairs = repaired({ kind: 'cell', row: 2, field: 'village', value: '青石岭村' })
    expect(outcomes(repaired({ kind: 'restore', row: 2, field: 'village' }, repairs))[0]).toBe('faulty')
  })

  test('a cell that the file has no column for can be filled', () => {
    const repairs = repaired({ kind: 'cell', row: 2, field: 'phone', value: '10000000001' })
    expect(check(repairs)[0]?.values.phone).toBe('10000000001')
  })

  test('repairs survive being stored', () => {
    const repairs = repaired(keep, repaired({ kind: 'like', row: 2, field: 'village', value: '青石岭村' }))
    const again = repairsFrom(JSON.parse(JSON.stringify(storedRepairs(repairs))))
    expect(check(again)).toEqual(check(repairs))
    expect(outcomes(again)).toEqual(['new', 'new', 'new'])
  })
})
