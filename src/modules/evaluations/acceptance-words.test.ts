/** 履约验收 on paper and on the screen: who signs, and whose turn it is. */
import { expect, test } from 'vitest'
import { instant } from '#kernel/calendar.ts'
import { placedSignatures } from '#platform/documents/table.ts'
import { actOf, stateText } from './console/words.ts'
import { signaturesOf } from './print.ts'

const proposed = { by: '王演示', at: instant('2023-09-04T02:00:00Z'), result: 'accepted' as const }

test('the report names who proposed and who decided, with day and opinion; the seals are left to be set', () => {
  const decided = {
    ...proposed,
    decidedBy: '李样本',
    decidedAt: instant('2023-09-05T02:00:00Z'),
    decisionReason: '材料齐全',
  }
  expect(placedSignatures(signaturesOf(decided))).toEqual([
    { title: '验收人（提出）', lines: ['王演示（县级救助经办）', '2023年9月4日', '意见：建议通过验收'] },
    { title: '负责人（决定）', lines: ['李样本（县级救助负责人）', '2023年9月5日', '意见：同意。材料齐全'] },
    { title: '县民政局（盖章）', lines: [] },
    { title: '服务机构（盖章）', lines: [] },
  ])
  const open = { ...proposed, result: 'refused' as const, decidedBy: null, decidedAt: null, decisionReason: '' }
  expect(placedSignatures(signaturesOf(open)).slice(0, 2)).toEqual([
    { title: '验收人（提出）', lines: ['王演示（县级救助经办）', '2023年9月4日', '意见：建议不通过验收'] },
    { title: '负责人（决定）', lines: [] },
  ])
})

test('a row offers what its reader is to do now, and in a closed month only to look', () => {
  const clerk = { propose: true, decide: false, closed: false }
  const leader = { propose: false, decide: true, closed: false }
  const waiting = { decision: null }
  expect([actOf(undefined, clerk), actOf(undefined, leader), stateText(undefined)]).toEqual([
    'propose',
    'look',
    '未提出',
  ])
  expect([actOf(waiting, clerk), actOf(waiting, leader), stateText(waiting)]).toEqual([
    'look',
    'decide',
    '待负责人决定',
  ])
  for (const decision of ['returned', 'refused'] as const) expect(actOf({ decision }, clerk)).toBe('propose')
  expect(actOf({ decision: 'accepted' }, clerk)).toBe('look')
  expect(actOf(undefined, { ...clerk, closed: true })).toBe('look')
})
