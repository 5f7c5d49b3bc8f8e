/** Money and things of a dead person that a home still keeps: the case is not closed over them (BJ-3.4, F-28). */
import { sql } from 'kysely'
import { yuanText } from '#kernel/money.ts'
import { may } from '#kernel/permission.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { inCounty } from './stored.ts'

interface Kept {
  id: string
  personId: string
  home: string
  number: string
  balanceFen: bigint
  things: number
}

/** Under the whole county: whoever works on the death need not be of the home. */
export function keptOf(context: Context, personIds: readonly string[]): Promise<Kept[]> {
  return inCounty(context, async () => {
    const { rows } = await sql<Kept>`
      select a.id, a.person_id, o.name as home, a.number, a.balance_fen, a.things from custody.account_view a
        join access.organisation_view o on o.county_code = a.county_code and o.id = a.organisation_id
      where a.county_code = ${context.county} and a.person_id = any (${[...personIds]}::uuid[]) and a.status <> 'settled'
      order by a.number`.execute(context.transaction)
    return rows
  })
}

/** '示例敬老院代管320.00 元、物品2件' */
export const keptText = ({ home, balanceFen, things }: Kept): string =>
  `${home}代管${yuanText(balanceFen)} 元${things > 0 ? `、物品${things}件` : ''}`

export async function unsettledOf(context: Context, personIds: readonly string[]): Promise<Map<string, Reason[]>> {
  const kept = Map.groupBy(await keptOf(context, personIds), ({ personId }) => personId)
  const sees = may(context.actor, 'custody.account')
  return new Map([...kept].map(([personId, rows]) => [personId, rows.map((row) => reasonOf(row, sees))]))
}

/** Who may not open the account is told that it is not settled, not how much lies on it. */
const reasonOf = (kept: Kept, sees: boolean): Reason => ({
  code: 'custody_unsettled',
  message: `${sees ? keptText(kept) : `${kept.home}代管的钱物已冻结`}，账户${kept.number}还没有结清、归零。请先由机构在“代管资金”办理身后结清并复核`,
  next: { title: '去办理身后结清', to: `/custody/${kept.id}` },
})
