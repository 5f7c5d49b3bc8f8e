/** Tables as they were signed: kept with their rows, the persons behind them and a hash; never changed afterwards. */
import { addMonths, dateText } from '#kernel/calendar.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import { objectionsOfDataOfficer } from '#modules/duties/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { reports, type Row } from './contract.ts'
import { db } from './counting.ts'
import { differencesOf } from './differences.ts'
import { differencesFromFinance } from './finance.ts'
import { findKept, hashOf, refuseUnsigned } from './kept.ts'
import { nameField } from './layout.ts'
import { countyAsked, makeFor, type Made } from './making.ts'
import { objectionsToRow, objectionsToSubmitting } from './rules.ts'
import { latestSubmission, stepsOf } from './status.ts'

export const submissions = part(reports, {
  async submit(context, { table, month, note }) {
    requireNone(await objectionsOfDataOfficer(context, null))
    const made = await makeFor(context, { table, month })
    await requireSubmittable(context, made)
    const earlier = await latestSubmission(context, { county: context.county, table: made.answer.table, month })
    const id = context.newId()
    const edition = (earlier?.edition ?? 0) + 1
    const rows = withoutRestricted(made)
    const hash = hashOf({ title: made.answer.title, rows, totals: made.answer.totals, members: membersOf(made) })
    await db(context)
      .insertInto('reports.submission')
      .values({
        countyCode: context.county,
        id,
        tableName: made.answer.table,
        month,
        edition,
        title: made.answer.title,
        knownAt: made.answer.knownAt,
        dueOn: made.answer.status.dueOn,
        layout: JSON.stringify({ columns: made.answer.columns, nameField: nameField(made.layout) }),
        totals: JSON.stringify(made.answer.totals),
        hash,
        note,
        accountId: context.actor.accountId,
        signedBy: context.actor.name,
        signedAt: context.now,
        entryId: context.entryId,
      })
      .execute()
    await keepRows(context, id, { rows, members: membersOf(made) })
    return { submissionId: id, edition, hash }
  },

  async send(context, { submissionId }) {
    const { steps } = await findSubmission(context, submissionId)
    requireNone(await objectionsOfDataOfficer(context, null))
    if (steps.some(({ step }) => step === 'sent'))
      refuse('conflict', 'sent', '这一版已经报送；不必再报。如有更正，请重新签字后再报送')
    await writeStep(context, { submissionId, step: 'sent', reason: '' })
    return { sentAt: context.now }
  },

  async answer(context, { submissionId, decision, reason }) {
    const { submission, steps } = await findSubmission(context, submissionId)
    const reasons: Reason[] = []
    if (submission.accountId === context.actor.accountId)
      reasons.push({ code: 'same_person', message: '签字人不能接收或退回自己签的表；应由另一人办理。请同事接收' })
    if (steps.at(-1)?.step !== 'sent')
      reasons.push({ code: 'not_sent', message: '这一版还没有报送，或已经办过；应先报送。请刷新后查看状态' })
    if (decision === 'returned' && reason === '')
      reasons.push({ code: 'reason', message: '退回没有写原因；退回应写明哪里不对。请填写原因' })
    requireNone(reasons)
    await writeStep(context, { submissionId, step: decision, reason })
    return {}
  },

  async submission(context, { table, county: asked, month, edition }) {
    const county = countyAsked(context, asked)
    const today = await makeFor(context, { table, month, county })
    const which = { county, table: today.answer.table, month, edition }
    const kept = await findKept(context, which)
    if (!kept) return refuseUnsigned()
    const { submission, columns } = kept
    const before = await findKept(context, { ...which, month: addMonths(month, -1), edition: undefined })
    const open = columns.filter(({ restricted }) => !restricted)
    const now = { rows: withoutRestricted(today), members: new Map(Object.entries(membersOf(today))) }
    return {
      submissionId: submission.id,
      edition: submission.edition,
      hash: submission.hash,
      editions: kept.editions,
      unchanged: kept.hashNow === submission.hash,
      signedBy: submission.signedBy,
      signedAt: submission.signedAt,
      kept: { title: submission.title, columns, rows: kept.rows, totals: kept.totals },
      today: today.answer,
      differences: differencesOf(kept, now, open, kept.nameField),
      before: before
        ? {
            month: addMonths(month, -1),
            edition: before.submission.edition,
            differences: differencesOf(before, kept, open, kept.nameField),
          }
        : null,
      steps: (await stepsOf(context, county, submission.id)).map(({ step, doneBy, at, reason }) => ({
        step,
        by: doneBy,
        at,
        reason,
      })),
    }
  },
})

type Members_ = Record<string, Record<string, string[]>>

const membersOf = (made: Made): Members_ =>
  Object.fromEntries(
    made.counted.map(({ key, members }) => [
      key,
      Object.fromEntries(Object.entries(members).map(([field, ids]) => [field, [...ids].toSorted()])),
    ]),
  )

/** Names and numbers of directors are not kept with the table: whoever may see them finds them in the homes. */
function withoutRestricted({ answer }: Made): Row[] {
  const hidden = new Set(answer.columns.filter(({ restricted }) => restricted).map(({ field }) => field))
  return answer.rows.map(({ key, values }) => {
    const shown = Object.fromEntries(
      Object.entries(values).map(([field, value]) => [field, hidden.has(field) ? '' : value]),
    )
    return { key, values: shown, cells: answer.columns.map(({ field }) => shown[field] ?? null) }
  })
}

async function requireSubmittable(context: Context, { answer, layout }: Made): Promise<void> {
  const reasons: Reason[] = []
  if (context.actor.scope.kind !== 'county')
    reasons.push({ code: 'scope', message: '您只能看到本单位的数；全县的表应由县级数据管理员签字。请转县级办理' })
  if (answer.day >= context.today)
    reasons.push({
      code: 'day',
      message: `统计时点${dateText(answer.day)}还没有过；应在月末以后签字。请到下月初再签字`,
    })
  const policy = await context.policyOn(context.today)
  const value = { value: layout, force: 'must' as const, citations: answer.citations }
  for (const row of answer.rows) {
    const numbers = Object.fromEntries(
      Object.entries(row.values).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    )
    reasons.push(...objectionsToRow(numbers, value))
  }
  const reconcile = policy.find<{ before: string }>('reports.reconcile_with_finance')
  const open = reconcile ? await differencesFromFinance(context, answer.month) : 0
  reasons.push(...objectionsToSubmitting(open, reconcile))
  requireNone(reasons)
}

async function keepRows(context: Context, submissionId: string, kept: { rows: Row[]; members: Members_ }) {
  const rows = kept.rows.map((row, index) => ({
    countyCode: context.county,
    submissionId,
    lineNo: index + 1,
    rowKey: row.key,
    cells: JSON.stringify({ values: row.values, cells: row.cells }),
    members: JSON.stringify(kept.members[row.key] ?? {}),
    entryId: context.entryId,
  }))
  if (rows.length > 0) await db(context).insertInto('reports.submissionRow').values(rows).execute()
}

async function findSubmission(context: Context, id: string) {
  const submission = await db(context)
    .selectFrom('reports.submission')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!submission) return refuse('not_found', 'submission', '没有找到这份已签字的表；请从报表目录中打开')
  return { submission, steps: await stepsOf(context, context.county, id) }
}

async function writeStep(
  context: Context,
  step: { submissionId: string; step: 'sent' | 'received' | 'returned'; reason: string },
): Promise<void> {
  await db(context)
    .insertInto('reports.submissionStep')
    .values({
      ...step,
      countyCode: context.county,
      id: context.newId(),
      accountId: context.actor.accountId,
      doneBy: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}
