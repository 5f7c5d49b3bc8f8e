/** Clues coming in: recorded by township or county, reported as serious, told by the provider itself; then verified. */
import type * as z from 'zod'
import { plainMonth } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { turnedIntoProblem } from '#modules/visits/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { findings } from './contract.ts'
import { delayHours, isHonest, kindOfVisit, numberText, objectionsToStep } from './rules.ts'
import { keepStep, lockedFinding, writeClue } from './stored.ts'

const db = tablesOf<'findings'>()

export const recording = part(findings, {
  async record(context, input) {
    await claim(context, input.fileId)
    return writeClue(context, input)
  },

  async reportIncident(context, { knownAt, delayReason, ...input }) {
    if (knownAt > context.now) refuse('refused', 'in_future', '知道的时间不能晚于现在。请改知道的时间')
    await claim(context, input.fileId)
    // A provider that tells of its own accord is treated as with a small error: what it may cost is the county's to judge.
    const selfReported = context.actor.scope.kind === 'organisation'
    const honest = selfReported && isHonest({ foundEarlier: await foundEarlier(context, input) })
    const serious = { severity: 'serious', source: 'incident' } as const
    const clue = await writeClue(context, { ...input, ...serious, selfReported, honest })
    await db(context)
      .insertInto('findings.incident')
      .values({
        countyCode: context.county,
        findingId: clue.findingId,
        organisationId: input.organisationId,
        townshipId: input.townshipId,
        personId: input.personId,
        knownAt,
        reportedAt: context.now,
        reportedBy: context.actor.accountId,
        delayReason,
        entryId: context.entryId,
      })
      .execute()
    return { ...clue, hours: delayHours(knownAt, context.now) }
  },

  async selfReport(context, input) {
    await claim(context, input.fileId)
    const honest = isHonest({ foundEarlier: await foundEarlier(context, input) })
    const clue = await writeClue(context, {
      ...input,
      severity: 'minor',
      source: 'self_report',
      selfReported: true,
      honest,
    })
    return { ...clue, honest }
  },

  async verify(context, { findingId, words, severity, honest, fileId }) {
    const finding = await lockedFinding(context, findingId)
    requireNone(objectionsToStep(finding.status, 'verify'))
    if (honest && !finding.selfReported)
      refuse('refused', 'not_self_reported', '只有机构自报的问题才能作为自报差错。请去掉“自报差错”')
    await claim(context, fileId)
    if (finding.personId) context.concerns(finding.personId)
    await db(context)
      .updateTable('findings.finding')
      .set({
        status: 'verified',
        severity,
        honest: honest ?? finding.honest,
        verifiedBy: context.actor.accountId,
        verifiedAt: context.now,
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', findingId)
      .execute()
    await keepStep(context, finding, { kind: 'verified', words, fileId })
    return {}
  },
})

/** A visit that was turned into a problem is a clue; the same visit is one only once. */
export async function clueOfVisit(context: Context, fact: z.output<typeof turnedIntoProblem.fact>): Promise<void> {
  const { visitId, codes, facts, reason, ...place } = fact
  const known = await db(context)
    .selectFrom('findings.finding')
    .select(['month', 'no'])
    .where('countyCode', '=', context.county)
    .where('sourceId', '=', visitId)
    .executeTakeFirst()
  if (known)
    refuse(
      'conflict',
      'already_problem',
      `这条服务记录已转为问题${numberText(plainMonth(known.month), known.no)}，不必再转。请到“问题”中办理`,
    )
  await writeClue(context, {
    ...place,
    kind: kindOfVisit(codes),
    severity: 'ordinary',
    source: 'platform',
    sourceId: visitId,
    facts: `${facts}。${reason}`.slice(0, 1000),
    fileId: null,
  })
}

async function claim(context: Context, fileId: string | null): Promise<void> {
  if (fileId) await claimFile(context, fileId, 'findings')
}

interface Reported {
  month: string
  organisationId: string
  personId: string | null
}

/** The provider does not see others' clues, so the county's eyes look for it; it learns yes or no only. */
async function foundEarlier(context: Context, { month, organisationId, personId }: Reported): Promise<boolean> {
  const scope = { kind: 'county', counties: [context.county], ids: [] } as const
  const found = await context.within(scope, () =>
    db(context)
      .selectFrom('findings.finding')
      .select('id')
      .where('countyCode', '=', context.county)
      .where('month', '=', month)
      .where('organisationId', '=', organisationId)
      .where('selfReported', '=', false)
      .where('personId', personId === null ? 'is' : '=', personId)
      .limit(1)
      .executeTakeFirst(),
  )
  return found !== undefined
}
