/** Rows of a death and the acts behind it. */
import { keptUntil, type Retention } from '#modules/archives/rules.ts'
import type { BodyDisposalRule, IncidentTerms } from '#modules/incidents/rules.ts'
import type { PlainDate } from '#kernel/calendar.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { unsettledOf } from './death-custody.ts'
import { type DeathAsked, type DeathState, objectionsToDeathAct } from './death-rules.ts'
import { db, fieldsOf } from './stored.ts'
import type { DeathAct } from './words.ts'

export async function lockDeath(context: Context, deathId: string) {
  const row = await db(context)
    .selectFrom('endings.death')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', deathId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'death', '没有找到这件死亡处理。可能不在您的辖区内，请核对后再试。')
  context.concerns(row.personId)
  return row
}
export type Death = Awaited<ReturnType<typeof lockDeath>>

export function deathActsOf(context: Context, deathIds: readonly string[]) {
  return db(context)
    .selectFrom('endings.deathAct')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('deathId', 'in', deathIds.length > 0 ? [...deathIds] : ['00000000-0000-0000-0000-000000000000'])
    .orderBy('at')
    .orderBy('id')
    .execute()
}
export type StoredDeathAct = Awaited<ReturnType<typeof deathActsOf>>[number]

export const deathStateOf = (row: Death, acts: readonly StoredDeathAct[]): DeathState => ({
  ...row,
  acts: acts.map((act) => ({
    kind: act.kind,
    on: act.onDay,
    by: act.byAccount,
    issuer: fieldsOf(act.details)['出具方'] ?? '',
  })),
})

export interface AskedOfDeath extends DeathAsked {
  retention: { years: number; keepThrough(day: PlainDate): PlainDate } | undefined
  retentionCitations: { document: string; clause: string }[]
  estate: { document: string; clause: string }[]
}

export async function askedOfDeath(context: Context, day: PlainDate): Promise<AskedOfDeath> {
  const policy = await context.policyOn(day)
  const retention = policy.find<Retention>('archive.retention_years')
  const disposal = policy.find<BodyDisposalRule>('incident.body_disposal')
  const terms = policy.find<IncidentTerms>('incident.terms')
  const estate = policy.find('estate.basis')?.citations ?? []
  const body = disposal?.citations ?? []
  const reported = terms?.citations ?? []
  return {
    disposal,
    issuers: policy.find<{ certificate_from: string[] }>('incident.death')?.value.certificate_from ?? [
      'medical_institution',
      'police',
    ],
    terms,
    cited: {
      reported,
      confirmed: reported,
      certificate: body,
      disposal: body,
      money_settled: estate,
      estate_listed: estate,
      estate_handed: estate,
      closed: retention?.citations ?? [],
    },
    retention: retention && {
      years: retention.value.years,
      keepThrough: (end) => keptUntil(end, retention.value).keepThrough,
    },
    retentionCitations: retention?.citations ?? [],
    estate,
  }
}

export interface DeathDeed {
  kind: DeathAct
  on: PlainDate
  words?: string
  details?: Record<string, string>
  amountFen?: bigint | null
  proof?: string
  fileId?: string | null
}

/** Checked against everything that is on file, then written beside it. */
export async function takeDeathStep(context: Context, row: Death, deed: DeathDeed): Promise<void> {
  const state = deathStateOf(row, await deathActsOf(context, [row.id]))
  const doing = { kind: deed.kind, on: deed.on, by: context.actor.accountId, today: context.today }
  const unsettled = (await unsettledOf(context, [row.personId])).get(row.personId) ?? []
  const asked = { ...(await askedOfDeath(context, context.today)), unsettled }
  const reasons = objectionsToDeathAct(state, doing, asked)
  if (reasons.length > 0) throw new Refusal('refused', reasons)
  await writeDeathAct(context, row, deed)
}

export async function writeDeathAct(
  context: Context,
  row: Pick<Death, 'id' | 'personId' | 'townshipId' | 'organisationId'>,
  deed: DeathDeed,
): Promise<void> {
  const { kind, on, words = '', details = {}, amountFen = null, proof = '', fileId = null } = deed
  const file = fileId ? await claimFile(context, fileId, 'endings') : null
  await db(context)
    .insertInto('endings.deathAct')
    .values({
      countyCode: context.county,
      id: context.newId(),
      deathId: row.id,
      personId: row.personId,
      townshipId: row.townshipId,
      organisationId: row.organisationId,
      kind,
      onDay: on,
      words,
      details: JSON.stringify(details),
      amountFen,
      proof,
      fileId: file?.fileId ?? null,
      byAccount: context.actor.accountId,
      byName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

export async function keepDeath(
  context: Context,
  deathId: string,
  kept: { status: 'closed' | 'withdrawn'; closedOn?: PlainDate; keepThrough?: PlainDate },
): Promise<void> {
  await db(context)
    .updateTable('endings.death')
    .set({ ...kept, changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('id', '=', deathId)
    .execute()
}
