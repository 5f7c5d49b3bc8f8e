import { expect, test } from 'vitest'
import type { AreaNode } from '#modules/access/contract.ts'
import { plainDate } from '#kernel/calendar.ts'
import { areaTree } from './area-rows.ts'

const row = (id: string, name: string, parentId: string | null, change: Partial<AreaNode> = {}): AreaNode => ({
  id,
  level: 'township',
  name,
  parentId,
  unitType: '镇',
  officialCode: null,
  toOn: null,
  successorId: null,
  ...change,
})

test('areas whose parent is out of scope stand on top, in the order given', () => {
  const tree = areaTree([row('b', '乙镇', 'outside'), row('a', '甲镇', 'outside'), row('a1', '东村', 'a')])
  expect(tree.map((area) => area.name)).toEqual(['乙镇', '甲镇'])
  expect(tree[1]?.children?.map((area) => area.name)).toEqual(['东村'])
})

test('a merged area names its year and successor', () => {
  const tree = areaTree([
    row('a', '甲镇', null),
    row('b', '乙乡', null, { toOn: plainDate('2022-06-30'), successorId: 'a' }),
  ])
  expect(tree[1]?.note).toBe('2022年并入甲镇')
})
