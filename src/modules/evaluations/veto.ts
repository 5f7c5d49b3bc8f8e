/** 一票否决: a case with its class and evidence, the provider heard or its term over, decided by another person. */
import type { OutputOf } from '#kernel/contract.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { hearingTerm } from '#modules/findings/rules.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { organisationName } from './accepting.ts'
import { evaluations } from './contract.ts'
import { objectionsToVeto, type VetoRule } from './rules.ts'
import { VetoClass } from './veto-contract.ts'

const db = tablesOf<'evaluations', 'access'>()
type Output<Name extends keyof typeof evaluations.operations> = OutputOf<(typeof evaluations.operations)[Name]>

export const vetoes = part(evaluations, {
  async vetoCases(context, { organisationId }): Promise<Output<'vetoCases'>> {
    const rows = await db(context)
      .selectFrom('evaluations.vetoCase as veto')
      .leftJoin('access.organisationView as organisation', (join) =>
        join
          .onRef('organisation.countyCode', '=', 'veto.countyCode')
          .onRef('organisation.id', '=', 'veto.organisationId'),
      )
      .selectAll('veto')
      .select('organisation.name')
      .where('veto.countyCode', '=', context.county)
      .$if(organisationId !== undefined, (query) => query.where('veto.organisationId', '=', organisationId ?? ''))
      .orderBy('veto.openedAt', 'desc')
      .limit(200)
      .execute()
    context.shows({ organisationId }, rows.length)
    const policy = await context.policyOn(context.today)
    const citations = policy.find('evaluation.veto_classes')?.citations ?? []
    return Promise.all(
      rows.map(async (row) => ({
        id: row.id,
        organisation: { id: row.organisationId, name: row.name ?? '' },
        class: VetoClass.parse(row.class),
        facts: row.facts,
        status: row.status,
        openedAt: row.openedAt,
        hearingDueOn: row.hearingDueOn,
        heardAt: row.heardAt,
        statement: row.statement,
        legalOpinion: row.legalOpinion,
        decidedAt: row.decidedAt,
        steps: await stepsOf(context, row.id),
        citations,
      })),
    )
  },

  async openVeto(context, { organisationId, class: cause, facts, evidenceFileId, findingIds }) {
    await organisationName(context, organisationId)
    await claimFile(context, evidenceFileId, 'evaluations')
    const policy = await context.policyOn(context.today)
    const term = hearingTerm(policy, await context.workingCalendar(), context.today)
    const id = context.newId()
    await db(context)
      .insertInto('evaluations.vetoCase')
      .values({
        countyCode: context.county,
        id,
        organisationId,
        class: cause,
        facts,
        evidenceFileId,
        findingIds,
        status: 'opened',
        openedBy: context.actor.accountId,
        openedAt: context.now,
        hearingDueOn: term.due,
      })
      .execute()
    await keepStep(context, { id, organisationId }, { kind: 'opened', words: facts, fileId: evidenceFileId })
    return { vetoCaseId: id, hearingDueOn: term.due }
  },

  async stateVeto(context, { vetoCaseId, words, fileId }) {
    const veto = await openCase(context, vetoCaseId)
    if (veto.status === 'opened' && context.today > veto.hearingDueOn)
      refuse('refused', 'hearing_over', `陈述期已于${veto.hearingDueOn}届满。请直接与县民政局联系`)
    if (fileId) await claimFile(context, fileId, 'evaluations')
    await db(context)
      .updateTable('evaluations.vetoCase')
      .set({ status: 'heard', heardAt: veto.heardAt ?? context.now, statement: words, statementFileId: fileId })
      .where('countyCode', '=', context.county)
      .where('id', '=', vetoCaseId)
      .execute()
    await keepStep(context, veto, { kind: 'stated', words, fileId })
    return {}
  },

  async decideVeto(context, { vetoCaseId, veto: decided, reason, legalOpinion }) {
    const veto = await openCase(context, vetoCaseId)
    if (veto.openedBy === context.actor.accountId) refuse('refused', 'same_person', '一票否决由您立案，须由他人决定')
    if (decided) {
      const heard = veto.status === 'heard' || context.today > veto.hearingDueOn
      if (!heard)
        refuse(
          'refused',
          'hearing_runs',
          `听取意见的期限至${veto.hearingDueOn}，今天还不能决定。请等机构陈述或到期后再决定`,
        )
      const cause = { cause: veto.class, has: ['proof', 'hearing'], legallyReviewed: legalOpinion.length >= 4 }
      requireNone(objectionsToVeto(cause, await ruleOf(context)))
    }
    await db(context)
      .updateTable('evaluations.vetoCase')
      .set({
        status: decided ? 'decided' : 'dropped',
        legalOpinion,
        decidedBy: context.actor.accountId,
        decidedAt: context.now,
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', vetoCaseId)
      .execute()
    await keepStep(context, veto, { kind: decided ? 'decided' : 'dropped', words: reason, fileId: null })
    return {}
  },
})

async function ruleOf(context: Context): Promise<PolicyValue<VetoRule>> {
  const policy = await context.policyOn(context.today)
  return policy.value<VetoRule>('evaluation.veto_classes')
}

async function openCase(context: Context, vetoCaseId: string) {
  const veto = await db(context)
    .selectFrom('evaluations.vetoCase')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', vetoCaseId)
    .forUpdate()
    .executeTakeFirst()
  if (!veto) return refuse('not_found', 'veto', '没有找到这件一票否决')
  if (veto.decidedAt) return refuse('refused', 'decided', '这件一票否决已经决定，不能再改')
  return veto
}

function stepsOf(context: Context, vetoCaseId: string) {
  return db(context)
    .selectFrom('evaluations.vetoStep')
    .select(['kind', 'words', 'byName as by', 'at'])
    .where('countyCode', '=', context.county)
    .where('vetoCaseId', '=', vetoCaseId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

interface Step {
  kind: 'opened' | 'stated' | 'decided' | 'dropped'
  words: string
  fileId: string | null
}

async function keepStep(context: Context, veto: { id: string; organisationId: string }, step: Step): Promise<void> {
  await db(context)
    .insertInto('evaluations.vetoStep')
    .values({
      countyCode: context.county,
      id: context.newId(),
      vetoCaseId: veto.id,
      organisationId: veto.organisationId,
      ...step,
      byAccount: context.actor.accountId,
      byName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}
