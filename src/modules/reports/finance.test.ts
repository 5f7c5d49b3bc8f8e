/** 与财务核对: who was entitled to a month's money and was not paid, and who was paid without being entitled. */
import { expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { givenService } from '#modules/settlement/given.ts'
import { testApp, wholeCounty } from '../../../test/app.ts'
import { differencesFromFinance } from './finance.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const county = '371522'
const { persons } = await givenService(app.superuser, { county, townships: { 示例镇: { able: 3 } } })
const idOf = (at: number) => persons[at]?.id ?? ''

const differences = (month: string, of = county) =>
  app.seen(wholeCounty(of), (tables) =>
    differencesFromFinance(
      { county: of, now: app.installation.now(), transaction: tables } as unknown as Context,
      plainMonth(month),
    ),
  )

interface Paid {
  month?: string
  status?: string
  dropped?: string
  purpose?: string
}

/** One line of a list and its share; what else a list has is tested with payments. */
async function paid(personId: string, { month = '2023-08', status = 'paid', dropped, purpose = 'living' }: Paid = {}) {
  const client = await app.superuser.connect()
  const item = crypto.randomUUID()
  try {
    await client.query('set session_replication_role = replica')
    await client.query(
      `insert into payments.item (county_code, id, batch_id, line_no, month, purpose, person_id, payee_kind, payee, holder, bank, account,
         account_index, account_masked, amount_fen, status, paid_on)
       values ($1, $2, $2, 1, $3, $6, $4, 'person', '示例', '示例', '示例银行', '\\x00', decode(md5('1'), 'hex'), '****', 100, $5::text,
         case when $5::text = 'paid' then '2023-08-20'::date end)`,
      [county, item, month, personId, status, purpose],
    )
    await client.query(
      `insert into payments.share (county_code, id, batch_id, item_id, person_id, township_id, month, purpose, sequence, reason, amount_fen, basis, dropped_reason)
       values ($1, gen_random_uuid(), $2, $2, $3, $4, $5, $7, (select count(*) from payments.share), '补发', 100, '{}', $6)`,
      [county, item, personId, persons[0]?.townshipId, month, dropped ?? null, purpose],
    )
  } finally {
    await client.query('set session_replication_role = origin')
    client.release()
  }
}

test('three are entitled: the count falls as each is paid, and what came back, was dropped or is care money pays nobody', async () => {
  expect(await differences('2023-08')).toBe(3)
  await paid(idOf(0))
  await paid(idOf(1), { status: 'exported' })
  expect(await differences('2023-08')).toBe(1)
  await paid(idOf(2), { status: 'returned' })
  await paid(idOf(2), { dropped: '已死亡' })
  await paid(idOf(2), { purpose: 'care' })
  await paid(idOf(2), { month: '2023-09' })
  expect(await differences('2023-08')).toBe(1)
  await paid(idOf(2))
  expect(await differences('2023-08')).toBe(0)
})

test('who was paid without being in support on the first of the month is a difference, counted once', async () => {
  const stranger = crypto.randomUUID()
  await paid(stranger)
  await paid(stranger)
  expect(await differences('2023-08')).toBe(1)
})

test('before anybody was in support nobody is missing, and another county has none of it', async () => {
  expect(await differences('2023-04')).toBe(0)
  expect(await differences('2023-08', '150430')).toBe(0)
})
