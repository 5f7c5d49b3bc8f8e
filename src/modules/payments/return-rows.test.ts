import { expect, test } from 'vitest'
import { readReturn } from './return-rows.ts'

const read = (lines: readonly string[]) => readReturn('回盘.csv', new TextEncoder().encode(lines.join('\n')))

test('the payee’s own columns are read, not those of the payer, whatever their order', async () => {
  const rows = await read([
    '序号,付款人名称,付款账号,收款账户名称,收款账号,交易金额,用途,处理状态,失败原因,交易日期',
    '1,莘县民政局,6222000000009999,张 示例,6217000000000001,"1,000.00",2026年9月基本生活费,交易成功,,20261008',
  ])
  expect(rows).toEqual([
    {
      rowNo: 2,
      lineNo: 1,
      accountTail: '0001',
      holder: '张示例',
      month: '2026-09',
      amountFen: 100_000n,
      result: 'success',
      reason: '',
      paidOn: '2026-10-08',
    },
  ])
})

test('a name that the bank masked or could not write is not compared', async () => {
  const rows = await read(['序号,户名,金额,结果', '1,张**,1.00,成功', '2,王?,1.00,成功', '3,李样本,1.00,成功'])
  expect(rows.map(({ holder }) => holder)).toEqual(['', '', '李样本'])
})

test('without amount and result the file is refused and says what it should hold', async () => {
  await expect(read(['序号,户名', '1,张示例'])).rejects.toThrow('没有找到“金额”和“结果”两列')
})
