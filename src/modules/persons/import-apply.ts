/** One row of a list about somebody on file: leaving, changing, coming back. */
import { firstDay, monthOf } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { levelDecided, modeChanged, personDied } from './contract.ts'
import { applyCorrection } from './corrections.ts'
import { assertFacts, type Because } from './facts.ts'
import type { Field } from './fields.ts'
import type { NewFact } from './filing.ts'
import { lockPerson, type Person } from './find-person.ts'
import type { Batch } from './import-batch.ts'
import { payeeOf } from './import-check.ts'
import type { CheckedRow } from './import-faults.ts'
import { basisOf, leavingOf, startOfSupport } from './import-ready.ts'
import type { SealedRow } from './import-rows.ts'
import { monthAfter } from './rules.ts'
import { endSupport } from './standing-changes.ts'
import { typedValuesOf } from './typed-values.ts'
import type { CorrectedField } from './words.ts'

const db = tablesOf<'persons'>()

export interface AppliedRow {
  rowNo: number
  outcome: 'new' | 'change' | 'leave' | 'unchanged' | 'faulty'
  personId: string
  content: SealedRow
}

export async function applyRow(context: Context, batch: Batch, applied: AppliedRow): Promise<void> {
  const person = await lockPerson(context, applied.personId)
  const row = checkedRowOf(applied)
  const paper = `${batch.paperReference || batch.fileName}　第${applied.rowNo}行`
  const because: Because = {
    source: 'import',
    basis: basisOf(row) || paper,
    decidedOn: typedValuesOf(row.values).decidedOn ?? null,
  }
  if (applied.outcome === 'leave') return leave(context, person, { row, because })
  if (applied.outcome === 'new') await comeBack(context, person, { row, because })
  await changeDetails(context, person, { row, paper })
  await changeStanding(context, person, { row, because })
  await proposeAccount(context, batch, { person, row })
}

const checkedRowOf = ({ rowNo, outcome, personId, content }: AppliedRow): CheckedRow => ({
  table: '',
  row: rowNo,
  written: content.written,
  values: content.values,
  key: '',
  townshipId: content.townshipId,
  villageId: content.villageId,
  faults: [],
  outcome,
  personId,
  changes: content.changes,
})

interface About {
  row: CheckedRow
  because: Because
}

async function leave(context: Context, person: Person, { row, because }: About): Promise<void> {
  const { from, reason, diedOn } = leavingOf(row)
  if (diedOn)
    await db(context)
      .updateTable('persons.person')
      .set({ diedOn })
      .where('countyCode', '=', context.county)
      .where('id', '=', person.id)
      .execute()
  await endSupport(context, person, { from, reason, because })
  if (diedOn) await context.announce(personDied, { personId: person.id, diedOn })
}

/** 重新认定: the file goes on, with a new start. */
async function comeBack(context: Context, person: Person, { row, because }: About): Promise<void> {
  const fromOn = startOfSupport(row, context.today)
  await db(context)
    .updateTable('persons.person')
    .set({
      endedOn: null,
      endReason: null,
      supportedFrom: fromOn,
      decisionNo: row.values.decisionNumber ?? '',
      decidedOn: because.decidedOn,
    })
    .where('countyCode', '=', context.county)
    .where('id', '=', person.id)
    .execute()
  await assertFacts(context, person.id, [{ kind: 'status', value: 'active', fromOn }], because)
}

const detailOf: Partial<Record<Field, CorrectedField>> = {
  name: 'name',
  sex: 'sex',
  bornOn: 'bornOn',
  ethnicity: 'ethnicity',
  marital: 'marital',
  phone: 'phone',
  registeredAddress: 'registeredAt',
  address: 'residence',
  certificateNumber: 'certificateNo',
}

async function changeDetails(
  context: Context,
  person: Person,
  { row, paper }: { row: CheckedRow; paper: string },
): Promise<void> {
  for (const { field, to } of row.changes) {
    const corrected = detailOf[field]
    if (!corrected) continue
    const given = { personId: person.id, field: corrected, value: to, reason: '名单导入', paperReference: paper }
    await applyCorrection(context, given)
  }
}

/** A change of level, mode or place holds from the month the list names; else from the month after its decision. */
async function changeStanding(context: Context, person: Person, { row, because }: About): Promise<void> {
  const typed = typedValuesOf(row.values)
  const fromOn = typed.effectiveMonth
    ? firstDay(typed.effectiveMonth)
    : typed.decidedOn
      ? monthAfter(typed.decidedOn)
      : row.outcome === 'new'
        ? startOfSupport(row, context.today)
        : monthAfter(context.today)
  const changed = new Set(row.changes.map(({ field }) => field))
  const facts: NewFact[] = []
  if (changed.has('selfCareLevel') && typed.selfCareLevel)
    facts.push({ kind: 'level', value: typed.selfCareLevel, fromOn })
  if (changed.has('supportMode') && typed.supportMode) facts.push({ kind: 'mode', value: typed.supportMode, fromOn })
  if (changed.has('householdClass') && typed.householdClass)
    facts.push({ kind: 'class', value: typed.householdClass, fromOn })
  if (changed.has('township') && row.townshipId) facts.push({ kind: 'township', value: row.townshipId, fromOn })
  if ((changed.has('village') || changed.has('township')) && row.villageId)
    facts.push({ kind: 'village', value: row.villageId, fromOn })
  if (facts.length === 0) return
  await assertFacts(context, person.id, facts, because)
  for (const fact of facts) {
    if (fact.kind === 'level' && typed.selfCareLevel)
      await context.announce(levelDecided, {
        personId: person.id,
        level: typed.selfCareLevel,
        fromMonth: monthOf(fact.fromOn),
      })
    if (fact.kind === 'mode' && typed.supportMode)
      await context.announce(modeChanged, { personId: person.id, mode: typed.supportMode, from: fact.fromOn })
  }
}

async function proposeAccount(
  context: Context,
  batch: Batch,
  { person, row }: { person: Person; row: CheckedRow },
): Promise<void> {
  if (!row.changes.some(({ field }) => field === 'accountNumber')) return
  const payee = payeeOf(context, row)
  if (!payee) return
  await db(context)
    .insertInto('persons.payeeAccount')
    .values({
      countyCode: context.county,
      id: payee.id,
      personId: person.id,
      bank: payee.plain.bank,
      holder: payee.plain.holder,
      account: payee.account,
      accountIndex: payee.index,
      accountMasked: payee.plain.account_masked,
      holderIsPerson: payee.plain.holder_is_person,
      fromOn: monthAfter(context.today),
      proposedBy: batch.accountId,
      proposedAt: context.now,
    })
    .execute()
}
