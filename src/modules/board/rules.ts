/** When the four counts agree, and when a month may close on them (JL-7b). Pure. */
import type { Reason } from '#kernel/refusal.ts'
import { gapText, type Gap, type GapKind } from './contract.ts'

/** What is known of one person in one month, on the way from the register to the payment. */
export interface Trace {
  inRegistry: boolean
  onRoster: boolean
  settled: boolean
  /** Fee of the person-month after its rules; null while not settled. */
  payable: bigint | null
  /** Why nothing is payable, by the settlement's own word. */
  branchText: string
  paid: boolean
  statementText: string
  rosterText: string
}

export interface Difference {
  kind: GapKind
  reason: string
  explained: boolean
}

/** The first place at which a person falls out of the chain; undefined when he went through. */
export function differenceOf(trace: Trace): Difference | undefined {
  if (!trace.onRoster) return trace.inRegistry ? unexplained('not_on_roster', trace.rosterText) : undefined
  if (!trace.settled) return unexplained('not_settled', trace.statementText)
  if (trace.payable !== null && trace.payable === 0n)
    return { kind: 'not_payable', reason: trace.branchText || '按规定不计费', explained: true }
  if (!trace.paid) return unexplained('not_paid', trace.statementText)
  if (!trace.inRegistry)
    return { kind: 'not_in_registry', reason: '锁定后才得知，已列入更正，在以后月份处理', explained: true }
  return undefined
}

const unexplained = (kind: GapKind, reason: string): Difference => ({ kind, reason, explained: false })

/** A month closes only when every gap is explained; each unexplained kind is named with its number and first persons. */
export function objectionsToClosing(gaps: readonly Pick<Gap, 'kind' | 'name' | 'explained'>[]): Reason[] {
  const open = Map.groupBy(
    gaps.filter((gap) => !gap.explained),
    ({ kind }) => kind,
  )
  return [...open].map(([kind, persons]) => ({
    code: `gap_${kind}`,
    message: `${persons.length}人${gapText[kind]}：${persons
      .slice(0, 5)
      .map(({ name }) => name)
      .join('、')}${persons.length > 5 ? '等' : ''}。请先办完再关账`,
    count: persons.length,
  }))
}
