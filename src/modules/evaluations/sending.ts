/** 送县民政局: signed by another than who filled it, read-only from then on; later words are added, never changed. */
import type { OutputOf } from '#kernel/contract.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { percentText } from '#kernel/ratio.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { hash } from 'node:crypto'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { evaluations } from './contract.ts'
import { monthlyForm } from './score.ts'
import { sheetRows } from './sheet-rows.ts'
import { change, findingsOn, judge } from './sheets.ts'
import { evaluationOf, policyOfMonth, requireTownship, type Stored, writableEvaluation } from './stored.ts'

const db = tablesOf<'evaluations', 'access'>()
type Output<Name extends keyof typeof evaluations.operations> = OutputOf<(typeof evaluations.operations)[Name]>

export const sending = part(evaluations, {
  async send(context, { evaluationId }) {
    const evaluation = await writableEvaluation(context, evaluationId)
    const rows = await sheetRows(context, evaluationId)
    const form = monthlyForm(await policyOfMonth(context, evaluation.month))
    const { score, reasons } = judge(context, evaluation, rows, form?.value)
    requireNone(reasons)
    const { evaluators, resultText } = evaluation
    const sheetsHash = hash('sm3', canonicalJson({ score, evaluators, resultText, sheets: rows }), 'hex')
    await keepSending(context, evaluation, { kind: 'score', scoreTenths: score, words: resultText, hash: sheetsHash })
    await change(context, evaluationId, {
      status: 'sent',
      scoreTenths: score,
      sentAt: context.now,
      sentBy: context.actor.accountId,
    })
    const persons = rows.filter(({ inSample }) => inSample).length
    return { scoreTenths: score, persons, findings: await findingsOn(context, evaluationId) }
  },

  async addStatement(context, { evaluationId, words, fileId }) {
    const evaluation = await evaluationOf(context, evaluationId)
    requireTownship(context, evaluation.townshipId)
    if (evaluation.status !== 'sent') refuse('refused', 'not_sent', '考评还没有送出，可以直接修改，不用补送说明')
    if (fileId) await claimFile(context, fileId, 'evaluations')
    await keepSending(context, evaluation, { kind: 'addition', scoreTenths: null, words, hash: '', fileId })
    return {}
  },

  async scores(context, { month }): Promise<Output<'scores'>> {
    const rows = await sentOf(context, month)
    context.shows({ month }, rows.length)
    return rows.flatMap(({ id, sentAt, organisationId, organisation, townshipId, township, ...row }) =>
      sentAt
        ? [
            {
              ...row,
              evaluationId: id,
              organisation: { id: organisationId, name: organisation ?? '' },
              township: { id: townshipId, name: township ?? '' },
              sentAt,
            },
          ]
        : [],
    )
  },

  async satisfaction(context, { month }): Promise<Output<'satisfaction'>> {
    const rows = await satisfiedBy(context, month)
    context.shows({ month }, rows.length)
    return rows.map(({ organisationId, organisation, townshipId, township, ...counts }) => ({
      organisation: { id: organisationId, name: organisation ?? '' },
      township: { id: townshipId, name: township ?? '' },
      ...asCounts(counts),
    }))
  },
})

export interface Counts {
  yes: number
  fair: number
  no: number
  unasked: number
}

/** Satisfied among those who answered; nobody asked is no figure. */
export function asCounts({ yes, fair, no, unasked }: Counts) {
  const counts = { yes: Number(yes), fair: Number(fair), no: Number(no), unasked: Number(unasked) }
  const asked = counts.yes + counts.fair + counts.no
  return { ...counts, percentText: asked === 0 ? '—' : `${percentText(counts.yes, asked)}%` }
}

function sentOf(context: Context, month: string) {
  return db(context)
    .selectFrom('evaluations.evaluationView as evaluation')
    .leftJoin('access.organisationView as organisation', (join) =>
      join
        .onRef('organisation.countyCode', '=', 'evaluation.countyCode')
        .onRef('organisation.id', '=', 'evaluation.organisationId'),
    )
    .leftJoin('access.areaView as township', 'township.id', 'evaluation.townshipId')
    .select([
      'evaluation.id',
      'evaluation.organisationId',
      'organisation.name as organisation',
      'evaluation.townshipId',
      'township.name as township',
      'evaluation.scoreTenths',
      'evaluation.sampleSize',
      'evaluation.resultText',
      'evaluation.sentAt',
    ])
    .where('evaluation.countyCode', '=', context.county)
    .where('evaluation.month', '=', month)
    .where('evaluation.status', '=', 'sent')
    .orderBy('organisation.name')
    .orderBy('township.sortOrder')
    .execute()
}

export function satisfiedBy(context: Context, month: string, organisationId?: string) {
  return db(context)
    .selectFrom('evaluations.sheetView as sheet')
    .leftJoin('access.organisationView as organisation', (join) =>
      join
        .onRef('organisation.countyCode', '=', 'sheet.countyCode')
        .onRef('organisation.id', '=', 'sheet.organisationId'),
    )
    .leftJoin('access.areaView as township', 'township.id', 'sheet.townshipId')
    .select((eb) => {
      const count = (answer: 'yes' | 'fair' | 'no' | 'unasked') =>
        eb.fn.countAll<number>().filterWhere('sheet.satisfied', '=', answer)
      return [
        'sheet.organisationId',
        'organisation.name as organisation',
        'sheet.townshipId',
        'township.name as township',
        count('yes').as('yes'),
        count('fair').as('fair'),
        count('no').as('no'),
        count('unasked').as('unasked'),
      ]
    })
    .where('sheet.countyCode', '=', context.county)
    .where('sheet.month', '=', month)
    .$if(organisationId !== undefined, (query) => query.where('sheet.organisationId', '=', organisationId ?? ''))
    .groupBy(['sheet.organisationId', 'organisation.name', 'sheet.townshipId', 'township.name'])
    .orderBy('organisation.name')
    .orderBy('township.name')
    .execute()
}

interface NewSending {
  kind: 'score' | 'addition'
  scoreTenths: number | null
  words: string
  hash: string
  fileId?: string | null
}

async function keepSending(context: Context, evaluation: Stored, sent: NewSending): Promise<void> {
  await db(context)
    .insertInto('evaluations.sending')
    .values({
      countyCode: context.county,
      id: context.newId(),
      evaluationId: evaluation.id,
      organisationId: evaluation.organisationId,
      townshipId: evaluation.townshipId,
      ...sent,
      sentBy: context.actor.accountId,
      sentName: context.actor.name,
      sentAt: context.now,
      entryId: context.entryId,
    })
    .execute()
}
