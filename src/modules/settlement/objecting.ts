/** The provider disputes one leaf and says why; the county answers; the rest of the statement goes on. */
import { sql } from 'kysely'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { settlement } from './contract.ts'
import { shownName } from './names.ts'
import { statementOf } from './stored.ts'

const db = tablesOf<'settlement'>()

export const objecting = part(settlement, {
  async object(context, { statementId, kind, leaf, words }) {
    const record = await statementOf(context, statementId)
    if (record.status === 'superseded') refuse('refused', 'superseded', '这张结算单已被重算替代，请在新的结算单上提出')
    const personId = await leafOf(context, { statementId, kind, leaf })
    if (personId) context.concerns(personId)
    const objectionId = context.newId()
    const { organisationId, month } = record
    await db(context)
      .insertInto('settlement.objection')
      .values({
        countyCode: context.county,
        id: objectionId,
        statementId,
        organisationId,
        month,
        kind,
        leaf,
        personId,
        words,
        byAccount: context.actor.accountId,
        byName: context.actor.name,
        at: context.now,
      })
      .execute()
    return { objectionId }
  },

  async answerObjection(context, { objectionId, upheld, answer }) {
    const answered = await db(context)
      .updateTable('settlement.objection')
      .set({ status: upheld ? 'upheld' : 'dismissed', answer, answeredBy: context.actor.name, answeredAt: context.now })
      .where('countyCode', '=', context.county)
      .where('id', '=', objectionId)
      .where('status', '=', 'open')
      .returning('personId')
      .executeTakeFirst()
    if (!answered) return refuse('conflict', 'answered', '这项异议已经答复过，或不在您的辖区')
    if (answered.personId) context.concerns(answered.personId)
    return {}
  },

  async objections(context, { statementId }) {
    await statementOf(context, statementId)
    const rows = await sql<ObjectionRow>`
      select o.id, o.kind, o.leaf, coalesce(p.name, '') as person, o.words, o.by_name as name, o.at, o.status, o.answer, o.answered_at
      from settlement.objection o
      left join persons.person_view p on p.county_code = o.county_code and p.id = o.person_id
      where o.county_code = ${context.county} and o.statement_id = ${statementId} order by o.at`.execute(
      context.transaction,
    )
    return rows.rows.map((row) => ({ ...row, person: row.person && shownName(context, row.person) }))
  },
})

type ObjectionRow = Awaited<
  ReturnType<Parameters<typeof part<typeof settlement, 'objections'>>[1]['objections']>
>[number]

interface Leaf {
  statementId: string
  kind: 'line' | 'deduction' | 'correction'
  leaf: string
}

/** The person behind the leaf; refuses what is not on the statement. */
async function leafOf(context: Context, { statementId, kind, leaf }: Leaf): Promise<string | null> {
  const own = sql`county_code = ${context.county} and statement_id = ${statementId}`
  const query = {
    line: sql<{
      personId: string | null
    }>`select person_id from settlement.line where ${own} and person_id::text = ${leaf}`,
    deduction: sql<{
      personId: string | null
    }>`select person_id from settlement.deduction where ${own} and finding_id::text = ${leaf}`,
    correction: sql<{
      personId: string | null
    }>`select person_id from settlement.correction where ${own} and no = ${leaf}`,
  }[kind]
  const found = await query.execute(context.transaction)
  const row = found.rows[0] ?? refuse('refused', 'leaf', '结算单上没有这一项，请刷新后重新选择')
  return row.personId
}
