/** Steps of a settled month, taken through the door by the roles that take them. */
import { plainMonth } from '#kernel/calendar.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { settlement } from '#modules/settlement/contract.ts'
import { type GivenService, givenService, givenServiceMonth } from '#modules/settlement/given.ts'
import type { TestApp } from './app.ts'

export const month = plainMonth('2023-08')
const annexHeads = { 示例甲镇: { able: 10, partly_able: 3, unable: 2 } }

/** The sentence of a refusal. */
export const refused = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => '没有拒绝',
    (error: Error) => error.message,
  )

/** A posting moves its pot by a trigger: restored, the pot holds what it held, not that and the posting once more. */
export async function allotted({ as, actor }: Pick<TestApp, 'as' | 'actor'>, number: string): Promise<void> {
  const given = { kind: 'allotted', earmark: 'care', onDay: '2023-08-01', number, words: '下达' } as const
  const { voucherId } = await as(actor('finance'))(ledger, 'enter', { ...given, amountFen: 100_000 })
  await as(actor('county-leader'))(ledger, 'check', { voucherId, confirm: true })
}

/** Rows in any order are the same rows. */
export const byText = (one: unknown, other: unknown): number => (String(one) < String(other) ? -1 : 1)

export function settlingOn(app: TestApp) {
  const clerk = () => app.as(app.actor('county-clerk'))
  const leader = () => app.as(app.actor('county-leader'))
  const finance = () => app.as(app.actor('finance'))
  const hashOf = async (statementId: string) => {
    const { hash } = await leader()(settlement, 'statement', { statementId })
    return { statementId, hash: hash ?? '' }
  }
  return {
    clerk,
    leader,
    finance,
    hashOf,
    /** A provider whose August can be settled. */
    async givenReady(
      options: Parameters<typeof givenServiceMonth>[2] = {},
      heads: Parameters<typeof givenService>[1] = {},
    ) {
      const service = await givenService(app.superuser, { townships: annexHeads, ...heads })
      const roster = await givenServiceMonth(app.superuser, service, options)
      return { ...service, ...roster }
    },
    compute: (
      { organisationId }: GivenService,
      more: { final?: boolean; replaces?: string; month?: typeof month } = {},
    ) => clerk()(settlement, 'compute', { month, organisationId, ...more }),
    async approve(statementId: string): Promise<void> {
      await clerk()(settlement, 'submit', await hashOf(statementId))
      await leader()(settlement, 'approveCivil', await hashOf(statementId))
      await finance()(settlement, 'approveFinance', await hashOf(statementId))
    },
    async stored(statementId: string) {
      const found = await app.superuser.query<{ line: string; hash: string }>(
        `select line, encode(hash, 'hex') as hash from settlement.line where statement_id = $1 order by roster_line_id`,
        [statementId],
      )
      return found.rows
    },
  }
}
