/** 复算: every line and the head once more by the edition the statement names, compared byte for byte with what is stored. */
import { sql } from 'kysely'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { settlement } from './contract.ts'
import { settleMonth } from './editions.ts'
import type { MonthInput } from './month-input.ts'
import { hashOf, headOf } from './statement.ts'
import {
  factsOfStatement,
  headOfRecord,
  inputOfLine,
  type StatementRecord,
  statementOf,
  type StoredLine,
  storedLines,
} from './stored.ts'

const listed = 50

export const recomputing = part(settlement, {
  async recompute(context, { statementId }) {
    const record = await statementOf(context, statementId)
    if (!record.head || !record.hash) return refuse('conflict', 'computing', '结算还在计算，完成后可以复算')
    const stored = await storedLines(context, statementId)
    const differences = [...compared(record, stored), ...(await sourcesChanged(context, record))]
    const same = differences.length === 0
    const text = same
      ? '复算完成，结果与原件逐字节一致。'
      : `复算发现${differences.length}处不一致，这是系统差错或数据被改动。请停止使用这张结算单，并告诉系统管理员和审计人员。`
    return { same, lines: stored.length, differences: differences.slice(0, listed), text }
  },
})

function compared(record: StatementRecord, stored: readonly StoredLine[]): string[] {
  const again = settleMonth(record.edition, inputOf(record, stored))
  const now = new Map(again.parts.flatMap(({ lines }) => lines.map((line) => [line.person, line])))
  const lines = stored.flatMap((line) => {
    const fresh = now.get(line.personId)
    const same =
      fresh?.json === line.line && fresh.hash === line.hash && fresh.amount === line.amount && fresh.base === line.base
    return same ? [] : [`人员${line.personId}：存${line.line}，复算${fresh?.json ?? '无'}`]
  })
  const head = headOf(again) === record.head && hashOf(again) === record.hash ? [] : ['结算单总表与复算不一致']
  const { payable } = again.total
  const sum = payable === record.payableFen ? [] : [`应付：存${record.payableFen}分，复算${payable}分`]
  return [...lines, ...head, ...sum]
}

function inputOf(record: StatementRecord, stored: readonly StoredLine[]): MonthInput {
  const byTownship = Map.groupBy(stored, ({ townshipId }) => townshipId)
  const parts = factsOfStatement(record).parts.map((facts) => ({
    ...facts,
    lines: (byTownship.get(facts.township) ?? []).map(inputOfLine),
  }))
  return { ...headOfRecord(record), parts }
}

/** Every person of the locked roster is settled once, at the level and on the roster line that were locked. */
async function sourcesChanged(context: Context, record: StatementRecord): Promise<string[]> {
  const rows = await sql<{ personId: string; found: string }>`
    select coalesce(l.person_id, r.person_id) as person_id,
      case when r.person_id is null then '不在锁定的名册上' when l.person_id is null then '在名册上，却没有结算行' else '与名册行不一致' end as found
    from (select person_id, roster_line_id, level from settlement.line
      where county_code = ${context.county} and statement_id = ${record.id}) l
    full join (select person_id, id, level from rosters.line_view
      where county_code = ${context.county} and roster_id = ${record.rosterId}) r on r.person_id = l.person_id
    where l.person_id is null or r.person_id is null or l.roster_line_id <> r.id or l.level is distinct from r.level`.execute(
    context.transaction,
  )
  return rows.rows.map(({ personId, found }) => `人员${personId}：${found}`)
}
