/** The sheet of each sampled person, filled at the door or from the printed form; words and evaluators of the whole. */
import { ageOn, dayOf, firstDay, lastDay, plainMonth, startOf } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { may } from '#kernel/permission.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { writeClue } from '#modules/findings/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { evaluations } from './contract.ts'
import { glancesOf, nothingSeen } from './glance.ts'
import {
  daysLate,
  hintsOf,
  meanScore,
  monthlyForm,
  objectionsToPoints,
  objectionsToSending,
  sheetScore,
} from './score.ts'
import type { MonthlyForm, SampleRule } from './score.ts'
import { evaluationOf, namesOf, policyOfMonth, type Stored, termsOf, writableEvaluation } from './stored.ts'
import { sheetRows } from './sheet-rows.ts'

const db = tablesOf<'evaluations', 'findings'>()
type Output<Name extends keyof typeof evaluations.operations> = OutputOf<(typeof evaluations.operations)[Name]>

export const sheets = part(evaluations, {
  async get(context, { evaluationId }): Promise<Output<'get'>> {
    const evaluation = await evaluationOf(context, evaluationId)
    const month = plainMonth(evaluation.month)
    const rows = await sheetRows(context, evaluationId)
    for (const { personId } of rows) context.concerns(personId)
    const policy = await policyOfMonth(context, month)
    const form = monthlyForm(policy)
    const sample = policy.value<SampleRule>('evaluation.sample')
    const glances = await glancesOf(context, evaluation)
    const { scoresDueOn } = await termsOf(context, month)
    const judged = judge(context, evaluation, rows, form?.value)
    return {
      ...(await namesOf(context, evaluation)),
      id: evaluation.id,
      month,
      status: evaluation.status,
      sampleSize: evaluation.sampleSize,
      population: evaluation.population,
      evaluators: evaluation.evaluators,
      resultText: evaluation.resultText,
      scoreTenths: evaluation.scoreTenths ?? judged.score,
      dueOn: scoresDueOn,
      daysLate: daysLate(scoresDueOn, evaluation.sentAt ? dayOf(evaluation.sentAt) : context.today),
      sentAt: evaluation.sentAt,
      form: { ...(form?.value ?? noForm), citations: form?.citations ?? [] },
      sample: { percent: sample.value.percent, atLeast: sample.value.at_least, citations: sample.citations },
      sheets: rows.map((each) => {
        const { bornOn, filledBy: _, ...row } = each
        return {
          ...row,
          age: bornOn ? ageOn(bornOn, lastDay(month)) : null,
          glance: glances.get(row.personId) ?? nothingSeen,
        }
      }),
      draws: await drawsOf(context, evaluationId),
      sendings: await sendingsOf(context, evaluationId),
      findings: await findingsOn(context, evaluation.id),
      hints: await hintsFor(context, evaluation, { score: judged.score, words: rows.map(({ words }) => words) }),
      objections: judged.objections,
      editable:
        evaluation.status !== 'sent' &&
        context.actor.scope.kind === 'townships' &&
        may(context.actor, 'evaluations.saveSheet'),
    }
  },

  async saveSheet(context, { evaluationId, personId, points, ...answers }) {
    const evaluation = await writableEvaluation(context, evaluationId)
    const month = plainMonth(evaluation.month)
    const items = monthlyForm(await policyOfMonth(context, month))?.value.items ?? []
    requireNone(objectionsToPoints(items, points))
    if (answers.visitedAt > context.now) refuse('refused', 'visitedAt', '走访时间不能晚于现在。请改走访时间')
    if (answers.visitedAt < startOf(firstDay(month)))
      refuse('refused', 'visitedAt', '走访时间不能早于考评月份的第一天。请改走访时间')
    const scoreTenths = sheetScore(items, points)
    const saved = await db(context)
      .updateTable('evaluations.sheet')
      .set({
        ...answers,
        points: JSON.stringify(points),
        scoreTenths,
        filledBy: context.actor.accountId,
        filledAt: context.now,
      })
      .where('countyCode', '=', context.county)
      .where('evaluationId', '=', evaluationId)
      .where('personId', '=', personId)
      .where('drawId', 'is not', null)
      .executeTakeFirst()
    if (saved.numUpdatedRows === 0n) notSampled()
    if (evaluation.status === 'drawn') await change(context, evaluationId, { status: 'filling' })
    context.concerns(personId)
    return { scoreTenths }
  },

  async saveSummary(context, { evaluationId, evaluators, resultText }) {
    const evaluation = await writableEvaluation(context, evaluationId)
    const distinct = [...new Set(evaluators)]
    const status = evaluation.status === 'drawn' ? ('filling' as const) : evaluation.status
    await change(context, evaluationId, { evaluators: distinct, resultText, status })
    return {}
  },

  async addFinding(context, { evaluationId, fileId, ...finding }) {
    const { month, organisationId, townshipId } = await writableEvaluation(context, evaluationId)
    if (fileId) await claimFile(context, fileId, 'findings')
    const place = { month: plainMonth(month), organisationId, townshipId }
    return writeClue(context, { ...finding, ...place, fileId, source: 'evaluation', sourceId: evaluationId })
  },

  async attachScan(context, { evaluationId, personId, fileId }) {
    await writableEvaluation(context, evaluationId)
    await claimFile(context, fileId, 'evaluations')
    const saved = await db(context)
      .updateTable('evaluations.sheet')
      .set({ fileId })
      .where('countyCode', '=', context.county)
      .where('evaluationId', '=', evaluationId)
      .where('personId', '=', personId)
      .where('drawId', 'is not', null)
      .executeTakeFirst()
    if (saved.numUpdatedRows === 0n) notSampled()
    context.concerns(personId)
    return {}
  },

  async openScan(context, { evaluationId, personId }) {
    const sheet = (await sheetRows(context, evaluationId)).find((each) => each.personId === personId)
    const fileId = sheet?.fileId ?? refuse('not_found', 'file', '这份考评表没有扫描件')
    const file = await storedFile(context, fileId)
    context.concerns(personId)
    return { ticket: await ticketFor(context, fileId), name: file.name }
  },
})

const noForm: MonthlyForm = { title: '照料服务情况每月考评', items: [] }
const notSampled = () => refuse('not_found', 'sheet', '此人不在本次样本中。请刷新后再填')

type Rows = Awaited<ReturnType<typeof sheetRows>>

/** Score and whatever still stands against sending, as the reader would meet it. */
export function judge(context: Context, evaluation: Stored, rows: Rows, form: MonthlyForm = noForm) {
  const inSample = rows.filter((row) => row.inSample)
  const scores = inSample.map((row) => (form.items.length === 0 ? null : row.scoreTenths))
  const objections = objectionsToSending({
    sheets: inSample,
    items: form.items,
    evaluators: evaluation.evaluators,
    resultText: evaluation.resultText,
    by: context.actor.accountId,
  })
  return {
    score: meanScore(scores),
    reasons: objections,
    objections: evaluation.status === 'sent' ? [] : objections.map(({ message }) => message),
  }
}

type Change = Partial<Pick<Stored, 'status' | 'evaluators' | 'resultText' | 'scoreTenths' | 'sentAt' | 'sentBy'>>

export async function change(context: Context, evaluationId: string, to: Change): Promise<void> {
  await db(context)
    .updateTable('evaluations.evaluation')
    .set(to)
    .where('countyCode', '=', context.county)
    .where('id', '=', evaluationId)
    .execute()
}

async function drawsOf(context: Context, evaluationId: string): Promise<Output<'get'>['draws']> {
  const rows = await db(context)
    .selectFrom('evaluations.draw')
    .select(['no', 'seed', 'headSize', 'headRoot', 'population', 'populationHash', 'personIds', 'reason', 'drawnAt'])
    .where('countyCode', '=', context.county)
    .where('evaluationId', '=', evaluationId)
    .orderBy('no')
    .execute()
  return rows.map(({ headSize, personIds, drawnAt, ...row }) => ({
    ...row,
    headSize: Number(headSize),
    size: personIds.length,
    at: drawnAt,
  }))
}

async function sendingsOf(context: Context, evaluationId: string): Promise<Output<'get'>['sendings']> {
  const rows = await db(context)
    .selectFrom('evaluations.sending')
    .select(['kind', 'scoreTenths', 'words', 'hash', 'sentName', 'sentAt'])
    .where('countyCode', '=', context.county)
    .where('evaluationId', '=', evaluationId)
    .orderBy('sentAt')
    .orderBy('id')
    .execute()
  return rows.map(({ sentName, sentAt, ...row }) => ({ ...row, by: sentName, at: sentAt }))
}

export async function findingsOn(context: Context, evaluationId: string): Promise<number> {
  const row = await db(context)
    .selectFrom('findings.findingView')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('countyCode', '=', context.county)
    .where('sourceId', '=', evaluationId)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

async function hintsFor(
  context: Context,
  evaluation: Stored,
  now: { score: number | null; words: string[] },
): Promise<string[]> {
  const before = await db(context)
    .selectFrom('evaluations.evaluation')
    .select(['scoreTenths', 'resultText'])
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', evaluation.organisationId)
    .where('townshipId', '=', evaluation.townshipId)
    .where('month', '<', evaluation.month)
    .where('status', '=', 'sent')
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst()
  const last = before ? { score: before.scoreTenths, text: before.resultText } : undefined
  const score = evaluation.scoreTenths ?? now.score
  return hintsOf({ score, text: evaluation.resultText }, last, now.words)
}
