/** The townships of a printed statement: one line each, its levels and its persons, all adding up to the fen. Pure. */
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { sumOf } from '#kernel/money.ts'
import type { SettlementLevel, SettlementPerson, SettlementTownship } from '#platform/documents/settlement-paper.ts'
import type { LineRow } from './contract.ts'
import { levels } from './line.ts'
import type { Evaluation, MonthPolicy } from './month-input.ts'
import { scoreText } from './rules.ts'
import type { PartStatement } from './statement.ts'
import { ratioText } from './tree-node.ts'
import { exclusionText, type Names } from './words.ts'

/** What of a stored line the paper needs. */
export type PaperLine = Pick<LineRow, 'personId' | 'townshipId' | 'village' | 'level' | 'base' | 'amount' | 'excluded'>

interface Around {
  lines: readonly PaperLine[]
  policy: MonthPolicy
  names: Names
}

export function townshipOf(part: PartStatement, around: Around): SettlementTownship {
  const { figures, factor, evaluation, township } = part
  const own = around.lines.filter((line) => line.townshipId === township)
  return {
    name: around.names.township(township),
    score: scoreWord(evaluation),
    factor: ratioText(factor),
    persons: figures.persons,
    paid: figures.paid,
    base: figures.base,
    fees: figures.fees,
    corrected: figures.corrections,
    deducted: figures.deductions,
    excess: figures.excess,
    payable: figures.payable,
    levels: levelsOf(own, around),
    people: peopleOf(part, own, around.names),
  }
}

function scoreWord(evaluation: Evaluation): string {
  if (evaluation.way === 'received') return `${scoreText(evaluation.score)}分`
  return evaluation.way === 'words_only' ? '不计分' : '默认办法'
}

/** Whole months of one level share a rate; whoever changed within the month is put together and stands in the annex. */
function levelsOf(own: readonly PaperLine[], { policy, names }: Around): SettlementLevel[] {
  const paid = own.filter((line) => !line.excluded)
  const whole = (level: SelfCareLevel) => (line: PaperLine) =>
    line.level === level && line.base === policy.rates.value[level]
  const rows = levels.flatMap((level) => wholeLevel(names.level[level], paid.filter(whole(level))))
  const mixed = paid.filter((line) => !levels.some((level) => whole(level)(line)))
  const unpaid = own.filter((line) => line.excluded)
  return [...rows, ...togetherOf('月中有变化', mixed), ...togetherOf('不计入', unpaid)]
}

function wholeLevel(level: string, lines: readonly PaperLine[]): SettlementLevel[] {
  const [first] = lines
  if (!first) return []
  if (lines.some(({ amount }) => amount !== first.amount)) return togetherOf(level, lines)
  return togetherOf(level, lines).map((row) => ({ ...row, price: first.base, each: first.amount }))
}

function togetherOf(level: string, lines: readonly PaperLine[]): SettlementLevel[] {
  if (lines.length === 0) return []
  const base = sumOf(lines.map((line) => line.base))
  const fees = sumOf(lines.map((line) => line.amount))
  return [{ level, persons: lines.length, price: null, base, each: null, fees }]
}

/** Each person, and one row for what falls to the township without a person, so that they add up. */
function peopleOf(part: PartStatement, own: readonly PaperLine[], names: Names): SettlementPerson[] {
  const ids = new Set<string | null>(own.map(({ personId }) => personId))
  for (const { person } of [...part.deductions, ...part.corrections, ...part.excess]) ids.add(person)
  const byPerson = new Map(own.map((line) => [line.personId, line]))
  return [...ids].map((id) => rowOfPerson(id, part, { line: id ? byPerson.get(id) : undefined, names }))
}

function rowOfPerson(
  id: string | null,
  part: PartStatement,
  { line, names }: { line: PaperLine | undefined; names: Names },
): SettlementPerson {
  const of = (all: readonly { person: string | null; amount: bigint }[]) =>
    sumOf(all.filter(({ person }) => person === id).map(({ amount }) => amount))
  const [base, fees] = [line?.base ?? 0n, line?.amount ?? 0n]
  const [corrected, deducted, excess] = [of(part.corrections), of(part.deductions), of(part.excess)]
  const remark = [
    line?.excluded ? `${exclusionText[line.excluded]}，不计入` : '',
    line || !id ? '' : '不在本月名册',
    excess === 0n ? '' : part.excess[0]?.rule === 'claim' ? '余额追回' : '余额结转下月',
  ]
  return {
    name: id ? names.person(id) : '（不归某一人）',
    village: line?.village ?? '',
    level: line?.level ? names.level[line.level] : '',
    base,
    fees,
    corrected,
    deducted,
    excess,
    payable: fees + corrected - deducted + excess,
    remark: remark.filter(Boolean).join('，'),
  }
}
