/** The money that homes kept for one person, as tables: what was entrusted, every movement, his things. */
import { momentText } from '#kernel/calendar.ts'
import { type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { entriesOf, receivedText } from './reading.ts'
import { db, entrustmentsOf, homeNames } from './stored.ts'
import { giverText, kindText, scopeText, statusText } from './words.ts'

export async function custodyArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  const accounts = await db(context)
    .selectFrom('custody.account')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('number')
    .execute()
  if (accounts.length === 0) return []
  const homes = await homeNames(context)
  const numbers = new Map(accounts.map(({ id, number }) => [id, number]))
  const entries = []
  for (const { id, number } of accounts)
    for (const row of await entriesOf(context, id)) entries.push({ ...row, number })
  const entrustments = await entrustmentsOf(
    context,
    accounts.map(({ id }) => id),
  )
  return [
    archiveTable('代管账户', accounts, {
      账号: (row) => row.number,
      供养机构: (row) => homes.get(row.organisationId) ?? '',
      开户日期: (row) => row.openedOn,
      状态: (row) => statusText[row.status],
      冻结日期: (row) => row.frozenOn,
      结清日期: (row) => row.settledOn,
      '余额（元）': (row) => row.balanceFen,
    }),
    archiveTable('代管委托', entrustments, {
      账号: (row) => numbers.get(row.accountId) ?? '',
      委托人: (row) => `${giverText[row.givenBy]} ${row.giver}`,
      范围: (row) => scopeText[row.scope],
      起: (row) => row.fromOn,
      止: (row) => row.toOn,
      撤回日期: (row) => row.withdrawnOn,
      纸质位置: (row) => row.paperReference,
    }),
    await movements(context, accounts),
    await things(context, personId, numbers),
  ]
}

async function movements(context: Context, accounts: readonly { id: string; number: string }[]): Promise<ArchiveTable> {
  const entries = []
  for (const { id, number } of accounts)
    for (const row of await entriesOf(context, id)) entries.push({ ...row, number })
  return archiveTable('代管资金明细', entries, {
    账号: (row) => row.number,
    序号: (row) => row.no,
    日期: (row) => row.on,
    类别: (row) => kindText[row.kind],
    '存入（元）': (row) => (row.direction === 'in' ? row.amountFen : null),
    '支出（元）': (row) => (row.direction === 'out' ? row.amountFen : null),
    '余额（元）': (row) => row.balanceAfterFen,
    用途: (row) => row.purpose,
    凭证号: (row) => row.voucher,
    领取: (row) => receivedText(row),
    经办: (row) => row.madeName,
    复核: (row) => row.checkedName,
    '入账时间（北京时间）': (row) => momentText(row.at),
  })
}

async function things(context: Context, personId: string, numbers: ReadonlyMap<string, string>): Promise<ArchiveTable> {
  const rows = await db(context)
    .selectFrom('custody.thing')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('receivedOn')
    .orderBy('id')
    .execute()
  return archiveTable('代管物品', rows, {
    账号: (row) => numbers.get(row.accountId) ?? '',
    物品: (row) => row.name,
    数量: (row) => row.quantity,
    接收日期: (row) => row.receivedOn,
    交还日期: (row) => row.returnedOn,
    交给: (row) => row.returnedTo,
  })
}
