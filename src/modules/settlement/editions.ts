/** All computing editions ever used. A stored statement is computed again with the edition it names. */
import { refuse } from '#kernel/refusal.ts'
import { edition as month1, settleMonth1 } from './month-1.ts'
import type { MonthInput } from './month-input.ts'
import type { MonthStatement } from './statement.ts'

export const currentEdition = month1

const editions: Record<string, (input: MonthInput) => MonthStatement> = { [month1]: settleMonth1 }

/** What readers of paper and screens call an edition. */
export const editionText = (edition: string): string => `月度结算规则第${edition.split('@').at(-1) ?? ''}版`

export function settleMonth(edition: string, input: MonthInput): MonthStatement {
  const settle = editions[edition]
  if (!settle)
    refuse('invalid', 'unknown_edition', `没有计算版本“${edition}”。现有：${Object.keys(editions).join('、')}。`)
  return settle(input)
}
