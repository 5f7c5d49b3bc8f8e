/** Money paid by a list, for tests: written as whoever may, invented throughout. */
import type pg from 'pg'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenPaid {
  county?: string
  personId: string
  townshipId: string
  months: readonly string[]
  fen: number
  status?: 'due' | 'exported' | 'paid'
  /** Of a difference line; its sequence then counts on. */
  reason?: string
}

/** A batch for each month with one line for the person. */
export async function givenPaid(client: Asking, given: GivenPaid): Promise<void> {
  const { county = '371522', personId, townshipId, months, fen, status = 'paid', reason = '' } = given
  for (const month of months) {
    const [batch, item] = [crypto.randomUUID(), crypto.randomUUID()]
    await client.query(
      `insert into payments.batch (county_code, id, number, month, purpose, kind, status, item_count, total_fen, made_by, made_name, made_at)
       values ($1, $2, $3, $4, 'living', 'reissue', $6, 1, $5, 'given', '王演示', now())`,
      [county, batch, `FF-${batch.slice(0, 8)}`, month, fen, status === 'due' ? 'draft' : 'exported'],
    )
    await client.query(
      `insert into payments.item (county_code, id, batch_id, month, line_no, purpose, person_id, township_id, payee, payee_kind, holder, bank,
         account, account_index, account_masked, amount_fen, status, paid_on)
       values ($1, $2, $3, $4, 1, 'living', $5, $6, '示例', 'person', '示例', '示例银行', '\\x00', $7, '尾号0001', $8, $9,
         case when $9 = 'paid' then current_date end)`,
      [county, item, batch, month, personId, townshipId, Buffer.alloc(16, 7), fen, status],
    )
    await client.query(
      `insert into payments.share (county_code, id, batch_id, item_id, person_id, township_id, month, purpose, sequence, reason, amount_fen, basis)
       values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, 'living', case when $8 = '' then 0 else 9 end, $8, $7, '{}')`,
      [county, batch, item, personId, townshipId, month, fen, reason],
    )
  }
}
