import { expect, test } from 'vitest'
import { limitsOf } from './list-limits.ts'

const rule = { hearing: '社会救助法 第四十八条', placement: '示例办法 第二条', placed: new Set(['有同意']) }
const draft = (values: Record<string, string> = {}, key = '没有同意') => ({ key, values })
const level = (from: string, to: string) => [{ field: 'selfCareLevel' as const, from, to }]
const codes = (found: { message: string }[]) => found.map(({ message }) => message.slice(0, 6))

test('a list ends nobody but the dead once the law asks for a hearing', () => {
  const leaves = { leaves: true, changes: [] }
  expect(limitsOf(draft({ exitReason: '死亡' }), leaves, rule)).toEqual([])
  expect(codes(limitsOf(draft({ exitReason: '财产超标' }), leaves, rule))).toEqual(['终止前应听取'])
  expect(limitsOf(draft({ exitReason: '财产超标' }), leaves, { placed: new Set() })).toEqual([])
})

test('a list neither raises a level nor lowers one: both are cases of their own; a level that is lacking it may fill in', () => {
  const ruled = { ...rule, assessed: '民发〔2021〕43号 第二十条' }
  const raised = limitsOf(draft(), { leaves: false, changes: level('able', 'unable') }, ruled)
  expect(raised).toMatchObject([{ code: 'by_case', severity: 'error' }])
  expect(raised[0]?.message).toContain('第二十条），名单不能直接改变等级')
  expect(limitsOf(draft(), { leaves: false, changes: level('', 'unable') }, ruled)).toEqual([])
  const lowered = { leaves: false, changes: level('unable', 'able') }
  expect(limitsOf(draft(), lowered, { placed: new Set(), assessed: '第二十条' })).toHaveLength(1)
  expect(codes(limitsOf(draft(), { leaves: false, changes: level('unable', 'able') }, rule))).toEqual(['等级降低、待'])
})

test('a list moves somebody into a home only with his consent on file', () => {
  const changes = [{ field: 'supportMode' as const, from: 'dispersed', to: 'centralised' }]
  expect(codes(limitsOf(draft(), { leaves: false, changes }, rule))).toEqual(['转为集中供养'])
  expect(limitsOf(draft({}, '有同意'), { leaves: false, changes }, rule)).toEqual([])
  const back = [{ field: 'supportMode' as const, from: 'centralised', to: 'dispersed' }]
  expect(limitsOf(draft(), { leaves: false, changes: back }, rule)).toEqual([])
})
