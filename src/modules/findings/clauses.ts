/** What the purchase contract says about money: its clauses for a month, and the fee a clause speaks of. */
import { firstDay, lastDay, type PlainMonth } from '#kernel/calendar.ts'
import { fenOfYuan, sumOf } from '#kernel/money.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { ClauseRule } from './contract.ts'

const db = tablesOf<'findings', 'providers' | 'rosters'>()

export interface Clause {
  contractId: string
  no: string
  text: string
  rule: ClauseRule | null
}

/** Clauses of the contracts of a provider that hold in some part of a month. */
export async function clausesOf(context: Context, organisationId: string, month: PlainMonth): Promise<Clause[]> {
  const rows = await db(context)
    .selectFrom('providers.clauseView as clause')
    .innerJoin('providers.contractView as contract', (join) =>
      join.onRef('contract.countyCode', '=', 'clause.countyCode').onRef('contract.id', '=', 'clause.contractId'),
    )
    .select(['clause.contractId', 'clause.no', 'clause.text', 'clause.kind', 'clause.amountFen', 'clause.percent'])
    .where('clause.countyCode', '=', context.county)
    .where('clause.organisationId', '=', organisationId)
    .where('contract.status', '<>', 'draft')
    .where('contract.fromOn', '<=', lastDay(month))
    .where((eb) => eb(eb.fn.coalesce('contract.endedOn', 'contract.toOn'), '>=', firstDay(month)))
    .orderBy('contract.fromOn')
    .orderBy('clause.place')
    .execute()
  return rows.map(({ contractId, no, text, kind, amountFen, percent }) => ({
    contractId,
    no,
    text,
    rule: ruleOf({ kind, fen: amountFen, percent }),
  }))
}

interface StoredRule {
  kind: ClauseRule['kind']
  fen: bigint | null
  percent: number | null
}

function ruleOf({ kind, fen, percent }: StoredRule): ClauseRule | null {
  if (kind === 'person_month') return { kind }
  if (kind === 'percent') return percent === null ? null : { kind, percent }
  return fen === null ? null : { kind, fen }
}

export interface Fee {
  fen: bigint
  level: SelfCareLevel | null
  citations: Citation[]
}

interface About {
  month: string
  organisationId: string
  townshipId: string
  personId: string | null
}

/** The month's fee of the person at the level of the locked roster; of the whole township when no person is named. */
export async function feeOf(context: Context, about: About, policy: PolicyInForce): Promise<Fee | undefined> {
  const rates = policy.find<Record<SelfCareLevel, string>>('standard.care.rates')
  if (!rates) return undefined
  const lines = await db(context)
    .selectFrom('rosters.lineView')
    .select((eb) => ['level', eb.fn.countAll<number>().as('persons')])
    .where('countyCode', '=', context.county)
    .where('month', '=', about.month)
    .where('organisationId', '=', about.organisationId)
    .where('townshipId', '=', about.townshipId)
    .$if(about.personId !== null, (query) => query.where('personId', '=', about.personId))
    .groupBy('level')
    .execute()
  if (lines.length === 0) return undefined
  const fen = sumOf(lines.map(({ level, persons }) => fenOfYuan(rates.value[level]) * BigInt(persons)))
  const level = about.personId === null ? null : (lines[0]?.level ?? null)
  return { fen, level, citations: rates.citations }
}
