/** The one short command after which a statement is there: its parts, deductions and corrections, its head and hash. */
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { sumOf } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Correction } from './month-input.ts'
import { hashOf, headOf, type Excess, type MonthStatement, type PartStatement } from './statement.ts'
import { closedStatement, factsOfStatement, type StatementFacts, type StatementRecord } from './stored.ts'

const db = tablesOf<'settlement'>()

export async function publish(
  context: Context,
  record: StatementRecord,
): Promise<{ payable: bigint; persons: number }> {
  const statement = await closedStatement(context, record)
  await supersede(context, record)
  const common = {
    countyCode: context.county,
    statementId: record.id,
    month: record.month,
    organisationId: record.organisationId,
    entryId: context.entryId,
  }
  const rows = statement.parts.map((part) => rowsOfPart(part, factsOfStatement(record)))
  const write = {
    parts: rows.map(({ part }) => ({ ...common, ...part })),
    deductions: rows.flatMap(({ deductions }) => deductions.map((each) => ({ ...common, ...each }))),
    corrections: rows.flatMap(({ corrections }) => corrections.map((each) => ({ ...common, ...each }))),
  }
  await db(context).insertInto('settlement.part').values(write.parts).execute()
  if (write.deductions.length > 0)
    await db(context).insertInto('settlement.deduction').values(write.deductions).execute()
  if (write.corrections.length > 0)
    await db(context).insertInto('settlement.correction').values(write.corrections).execute()
  await finish(context, record, statement)
  return { payable: statement.total.payable, persons: statement.total.persons }
}

/** Keeps what was there before, under its number, as replaced by this one. */
async function supersede(context: Context, record: StatementRecord): Promise<void> {
  await db(context)
    .updateTable('settlement.statement')
    .set({ status: 'superseded', supersededBy: record.id })
    .where('countyCode', '=', context.county)
    .where('month', '=', record.month)
    .where('organisationId', '=', record.organisationId)
    .where('status', 'in', ['computed', 'returned'])
    .execute()
}

async function finish(context: Context, record: StatementRecord, statement: MonthStatement): Promise<void> {
  const { total } = statement
  const excess = statement.parts.flatMap((part) => part.excess)
  const done = await db(context)
    .updateTable('settlement.statement')
    .set({
      status: 'computed',
      personCount: total.persons,
      paidCount: total.paid,
      baseFen: total.base,
      feesFen: total.fees,
      deductedFen: total.deductions,
      correctedFen: total.corrections,
      carriedFen: sumOfRule(excess, 'carry'),
      claimedFen: sumOfRule(excess, 'claim'),
      payableFen: total.payable,
      head: headOf(statement),
      hash: hashOf(statement),
    })
    .where('countyCode', '=', context.county)
    .where('id', '=', record.id)
    .where('status', '=', 'computing')
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) refuse('conflict', 'stopped', '计算已被停止，结果没有保存')
}

const sumOfRule = (excess: readonly Excess[], rule: Excess['rule']): bigint =>
  sumOf(excess.filter((each) => each.rule === rule).map(({ amount }) => amount))

function rowsOfPart(part: PartStatement, facts: StatementFacts) {
  const { figures, factor, evaluation, linesHash, township } = part
  return {
    part: {
      townshipId: township,
      evaluation: JSON.stringify(evaluation),
      factorTimes: factor.times,
      factorOf: factor.of,
      personCount: figures.persons,
      paidCount: figures.paid,
      baseFen: figures.base,
      feesFen: figures.fees,
      correctedFen: figures.corrections,
      deductedFen: figures.deductions,
      excessFen: figures.excess,
      payableFen: figures.payable,
      linesHash,
    },
    deductions: deductionRows(part),
    corrections: part.corrections.map((each) => correctionRow(each, part, facts)),
  }
}

function restOf(part: PartStatement, of: Excess['of'], id: string) {
  const found = part.excess.find((each) => each.of === of && each.id === id)
  return { excessFen: found?.amount ?? 0n, excessRule: found?.rule ?? null }
}

/** Applied ones, and those that were listed with the reason why not. */
function deductionRows(part: PartStatement) {
  const all = [
    ...part.deductions.map((each) => ({ ...each, refused: [] })),
    ...part.refused.map(({ deduction, reasons }) => ({ ...deduction, refused: reasons.map(({ code }) => code) })),
  ]
  return all.map(({ id, person, amount, clause, carriedFrom, refused }) => ({
    findingId: id,
    townshipId: part.township,
    personId: person,
    amountFen: amount,
    ...(refused.length > 0 ? { excessFen: 0n, excessRule: null } : restOf(part, 'deduction', id)),
    carriedFrom,
    clause,
    refused,
  }))
}

function correctionRow(each: Correction, part: PartStatement, facts: StatementFacts) {
  const source =
    facts.corrections.find(({ id }) => id === each.id) ?? refuse('conflict', 'correction', '更正行没有来源，请重新计算')
  return {
    no: each.id,
    townshipId: part.township,
    personId: each.person,
    aboutMonth: each.month,
    aboutStatementId: source.about,
    amountFen: each.amount,
    ...restOf(part, 'correction', each.id),
    carriedFrom: source.carriedFrom,
    beforeHash: each.before,
    afterHash: each.after,
    reason: source.reason,
  }
}
