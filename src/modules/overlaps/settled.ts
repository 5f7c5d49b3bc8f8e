/** On a list that may be drawn beside support, whoever is the same to the character is so by rule; the rule says why. */
import { sql } from 'kysely'
import { firstDay, plainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { overlapOf } from './relation.ts'
import type { StoredList } from './stored.ts'

const words = '身份证号和姓名都一致，可与特困供养同时享受，不需办理'

export async function recordSettled(context: Context, list: StoredList): Promise<void> {
  const policy = await context.policyOn(firstDay(plainMonth(list.month)))
  const { citations } = overlapOf(policy, list.kind)
  context.wrote('overlap.decision')
  await sql`
    insert into overlap.decision (county_code, hit_id, no, person_id, township_id, kind, part, verdict, words, by_rule, citations,
      account_id, account_name, at, entry_id)
    select h.county_code, h.id, 1, h.person_id, h.township_id, h.kind, 'verdict', 'same', ${words}, true, ${JSON.stringify(citations)}::jsonb,
      ${context.actor.accountId}, ${context.actor.name}, ${context.now}, ${context.entryId}
    from overlap.hit h where h.county_code = ${context.county} and h.list_id = ${list.id}::uuid and h.verdict = 'same' and h.decisions = 1
      and not exists (select from overlap.decision d where d.county_code = h.county_code and d.hit_id = h.id)`.execute(
    context.transaction,
  )
}
