/** What a reduction changes: the level before and after, in the words of the law, and the care money of each month. */
import { sql } from 'kysely'
import { fenOfYuan, yuanText } from '#kernel/money.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { Wanted } from './contract.ts'
import type { LetterChange } from './letters.ts'
import type { Change } from './stored.ts'
import { levelText } from './wanted-lines.ts'

export async function levelChange(context: Context, row: Change): Promise<LetterChange['level']> {
  const { level: after } = Wanted.parse(row.wanted)
  const day = row.decidedOn ?? context.today
  const { rows } = await sql<{ level: SelfCareLevel | null }>`select level
    from persons.standing_on(${context.county}, ${day}::date, ${context.now}::timestamptz)
    where person_id = ${row.personId}`.execute(context.transaction)
  const before = rows[0]?.level ?? undefined
  const rates = (await context.policyOn(row.fromOn ?? day)).find<Record<string, unknown>>('standard.care.rates')?.value
  const money = (level: SelfCareLevel | undefined) => {
    const value = level && rates?.[level]
    return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? yuanText(fenOfYuan(value)) : ''
  }
  const word = (level: SelfCareLevel | undefined) => (level ? levelText[level] : '')
  return { before: word(before), after: word(after), moneyBefore: money(before), moneyAfter: money(after) }
}
