/** Lists as files: columns pointed out once, files that are none, cells that cannot be read. */
import { expect, test } from 'vitest'
import { openLists, stranger } from '../../../test/given-lists.ts'
import { overlaps } from './contract.ts'

const names = ['张示例', '李样本', '王演示', '赵荣华']
const { clerk, system, numbers, started, readThrough } = await openLists(names)

test('months and amounts that a list does not say are told with the hit, and none is invented', async () => {
  const bytes = Buffer.from(
    `姓名,身份证号,起始月份,终止月份,金额\n${names[2]},${numbers[2]},2099-01,2000-01,-430\n${names[3]},${numbers[3]},一月,,400\n`,
  )
  const { listId } = await started('dibao', [], { bytes })
  expect(await readThrough(listId)).toMatchObject({ status: 'matched', hits: 2 })
  const { rows } = await clerk(overlaps, 'hits', { listId })
  const [reversed, spelled] = [names[2], names[3]].map((name) => rows.find(({ ours }) => ours.name === name))
  expect(reversed).toMatchObject({
    fromMonth: '2023-10',
    toMonth: null,
    amountFen: null,
    unread: ['金额“-430”没有读懂', '起始月份2099年1月晚于名单月份', '终止月份2000年1月早于起始月份，两个都没有采用'],
  })
  expect(spelled).toMatchObject({ amountFen: 40_000n, unread: ['起始月份“一月”没有读懂'] })
})

test('columns that are not recognised are pointed out once and remembered', async () => {
  const bytes = Buffer.from(`甲,乙,丙\n${names[0]},${numbers[0]},x\n`)
  const { listId } = await started('dibao', [], { bytes })
  expect(await readThrough(listId)).toMatchObject({ status: 'unrecognised', hits: 0 })
  await clerk(overlaps, 'map', {
    listId,
    columns: [
      { index: 0, choice: 'name' },
      { index: 1, choice: 'idNumber' },
    ],
  })
  expect(await readThrough(listId, 2)).toMatchObject({ status: 'matched', hits: 1 })
  const next = await started('dibao', [], { bytes: Buffer.from(`甲,乙\n${names[1]},${numbers[1]}\n`) })
  expect(await readThrough(next.listId)).toMatchObject({ status: 'matched', hits: 1 })
})

test('two files that are no lists are refused in words, and nothing of them stays', async () => {
  const { listId } = await started('dibao', [], { bytes: Buffer.from('\u0000\u0001') })
  expect(await readThrough(listId)).toMatchObject({ status: 'failed' })
  await clerk(overlaps, 'discard', { listId })
  await system(overlaps, 'drop', { listId })
  expect((await clerk(overlaps, 'list', { listId })).droppedAt).not.toBeNull()
  await expect(started('dibao', [stranger], { month: '2023-12' })).rejects.toThrow('还没有到')
  await expect(started('lottery', [stranger])).rejects.toThrow('没有这种名单')
})
