/** 发放花名册: one list a month of living money by person, and of care money where nobody is paid to give the care. */
import { sql } from 'kysely'
import { sumOf } from '#kernel/money.ts'
import { dateText, firstDay, monthText, type PlainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { requireOpen } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { type Chosen, choose, type Fault, surroundingsOf, type Way } from './choosing.ts'
import { openClaims } from './claims.ts'
import { payments } from './contract.ts'
import { type Due, dueFor } from './due.ts'
import type { Standing } from './entitled.ts'
import { openPersonAccount } from './receivers.ts'
import { itemRow, keepTotals, newBatch } from './stored.ts'

const db = tablesOf<'payments'>()

export const livingList = part(payments, {
  async makeList(context, { month }) {
    refuseAhead(context, month)
    await requireOpen(context, month)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`payments.list ${context.county}`}, 0))`.execute(
      context.transaction,
    )
    await refuseSecond(context, month)
    const { dues, overpaid, incomplete } = await dueFor(context, month)
    const lines = await linesOf(context, month, dues)
    if (lines.length === 0 && dues.length === 0 && incomplete.length === 0)
      refuse('refused', 'nobody', `${month}没有应发的人员。请先登记在册人员`)
    const batch = await newBatch(context, { month, purpose: 'living' })
    await keepLines(
      context,
      { batchId: batch.id, month },
      lines.filter((line) => line.chosen.way),
    )
    const problems = [...lines.flatMap(faultsOf), ...incomplete.map(incompleteFault)]
    await keepProblems(context, batch.id, problems)
    await openClaims(context, overpaid)
    await keepTotals(context, batch.id)
    const paid = lines.filter(({ chosen }) => chosen.way)
    return {
      batchId: batch.id,
      number: batch.number,
      persons: new Set(paid.map(({ person }) => person.personId)).size,
      totalFen: sumOf(paid.flatMap((line) => line.dues.map((due) => due.amountFen))),
      problems: problems.length,
    }
  },
})

/** Due is who stood on the month's first day: before that day nobody can know it. */
function refuseAhead(context: Context, month: PlainMonth): void {
  if (firstDay(month) > context.today)
    refuse(
      'refused',
      'month_ahead',
      `${monthText(month)}还没有开始，应发的人以当月1日为准。请在页面上方选对月份，到${dateText(firstDay(month))}再生成`,
    )
}

async function refuseSecond(context: Context, month: PlainMonth): Promise<void> {
  const made = await db(context)
    .selectFrom('payments.batch')
    .select('number')
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('purpose', '=', 'living')
    .where('kind', '=', 'regular')
    .where('status', '<>', 'cancelled')
    .executeTakeFirst()
  if (made)
    refuse(
      'conflict',
      'list_made',
      `${month}的发放花名册已经生成，在批次${made.number}中。以后发现的差错在下月补发或追回`,
    )
}

interface Line {
  person: Standing
  purpose: 'living' | 'care'
  dues: Due[]
  chosen: Chosen
}

async function linesOf(context: Context, month: PlainMonth, dues: readonly Due[]): Promise<Line[]> {
  const around = await surroundingsOf(context, month)
  const lines = new Map<string, Line>()
  for (const due of dues) {
    const key = `${due.person.personId} ${due.purpose}`
    const line = lines.get(key)
    if (line) {
      line.dues.push(due)
      line.person = due.person
    } else
      lines.set(key, {
        person: due.person,
        purpose: due.purpose,
        dues: [due],
        chosen: choose(due.person, due.purpose, around),
      })
  }
  return [...lines.values()]
}

interface Place {
  batchId: string
  month: PlainMonth
}

/** Persons one line each; residents of a home together in one line, each with his own share. */
async function keepLines(context: Context, place: Place, lines: readonly Line[]): Promise<void> {
  const groups = new Map<string, { way: Way; lines: Line[] }>()
  for (const line of lines) {
    const { way } = line.chosen
    if (!way) continue
    const key =
      way.to === 'home' ? `${way.homeId} ${way.kind} ${line.purpose}` : `${line.person.personId} ${line.purpose}`
    const group = groups.get(key)
    if (group) group.lines.push(line)
    else groups.set(key, { way, lines: [line] })
  }
  const items = []
  const shares = []
  for (const [index, group] of [...groups.values()].entries()) {
    const item = itemOf(context, place, { ...group, lineNo: index + 1 })
    items.push(item)
    shares.push(
      ...group.lines.flatMap((line) => line.dues.map((due) => shareOf(context, place, { due, itemId: item.id }))),
    )
  }
  for (let at = 0; at < items.length; at += 500)
    await db(context)
      .insertInto('payments.item')
      .values(items.slice(at, at + 500))
      .execute()
  for (let at = 0; at < shares.length; at += 1000)
    await db(context)
      .insertInto('payments.share')
      .values(shares.slice(at, at + 1000))
      .execute()
}

function itemOf(context: Context, place: Place, group: { way: Way; lines: readonly Line[]; lineNo: number }) {
  const { way, lines, lineNo } = group
  const amountFen = sumOf(lines.flatMap((line) => line.dues.map((due) => due.amountFen)))
  const purpose = lines[0]?.purpose ?? 'living'
  const base = { id: context.newId(), ...place, lineNo, purpose, amountFen, payeeKind: way.kind }
  if (way.to === 'home')
    return itemRow(
      context,
      { ...base, personId: null, organisationId: way.homeId, townshipId: null, payee: way.home },
      way.account,
    )
  const person = lines[0]?.person
  const whose = { personId: way.account.personId, organisationId: null, townshipId: person?.townshipId ?? null }
  const payee = way.kind === 'person' ? (person?.name ?? way.account.holder) : way.account.holder
  return itemRow(context, { ...base, ...whose, payee }, openPersonAccount(context, way.account))
}

function shareOf(context: Context, { batchId }: Place, { due, itemId }: { due: Due; itemId: string }) {
  const { person, month, purpose, sequence, reason, amountFen, basis } = due
  return {
    countyCode: context.county,
    id: context.newId(),
    batchId,
    itemId,
    personId: person.personId,
    townshipId: person.townshipId,
    month,
    purpose,
    sequence,
    reason,
    amountFen,
    basis: JSON.stringify(basis),
  }
}

interface Found extends Fault {
  person: Standing
  purpose: string
}

const faultsOf = ({ person, purpose, chosen }: Line): Found[] =>
  chosen.faults.map((fault) => ({ ...fault, person, purpose }))

function incompleteFault(person: Standing): Found {
  const message = `${person.name}没有登记户籍类型或供养方式，标准无法确定。请补全后在以后月份补发`
  return { person, purpose: 'living', code: 'incomplete', message, blocking: true, citations: [] }
}

async function keepProblems(context: Context, batchId: string, problems: readonly Found[]): Promise<void> {
  const rows = problems.map(({ person, citations, ...problem }) => ({
    ...problem,
    countyCode: context.county,
    id: context.newId(),
    batchId,
    personId: person.personId,
    townshipId: person.townshipId,
    citations: JSON.stringify(citations),
  }))
  for (let at = 0; at < rows.length; at += 1000)
    await db(context)
      .insertInto('payments.problem')
      .values(rows.slice(at, at + 1000))
      .execute()
}
