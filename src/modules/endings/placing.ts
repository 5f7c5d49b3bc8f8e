/** Into a home and out of it: not by one hand alone, but on a change that was verified, or on a recognition that decided it. */
import { sql } from 'kysely'
import type { Instant } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import { confirmedForHome } from '#modules/recognition/index.ts'
import type { Context } from '#platform/context.ts'
import type { RegisterDeed } from '#platform/module.ts'
import type { ChangeDetails } from './contract.ts'
import { settled } from './rules.ts'
import { type Change, db, inCounty } from './stored.ts'
import { kindText, stepIn } from './words.ts'

type Moving = 'to_home' | 'to_dispersed'

export async function objectionsToPlacing(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind !== 'admit' && deed.kind !== 'leave') return []
  const { personId } = deed
  const kind: Moving = deed.kind === 'admit' ? 'to_home' : 'to_dispersed'
  const open = await openChange(context, personId)
  if (open?.kind === kind && open.step === 'accept') return []
  if (kind === 'to_home' && (await mayBePlaced(context, personId))) return []
  const citations = (await context.policyOn(deed.on)).find('placement.consent')?.citations ?? []
  return [{ code: 'change', ...told(kind, personId, open), citations }]
}

function told(kind: Moving, personId: string, open: Open | undefined): Pick<Reason, 'message' | 'next'> {
  const so = kind === 'to_home' ? '入住使分散供养转为集中供养' : '离院使集中供养转为分散供养'
  const wanted = `${so}，应先有核实属实的“${kindText[kind]}”`
  if (open?.kind === kind)
    return {
      message: `${wanted}；${open.number}正在“${stepIn(open.kind, open.step)}”。请先办完这一步，再办理`,
      next: { title: `打开${open.number}`, to: `/changes/${open.id}` },
    }
  if (open)
    return {
      message: `${wanted}；此人另有“${kindText[open.kind]}”${open.number}正在办理。请先办完或撤回这一件`,
      next: { title: `打开${open.number}`, to: `/changes/${open.id}` },
    }
  const otherwise =
    kind === 'to_home'
      ? '现在没有。请先提出并由工作人员核实；认定时已决定集中供养的，首次入住不用另提'
      : '现在没有。请先提出并核实；住院、请假的登记外出，床位保留；转到别的机构的，去向选“转到另一家机构”'
  return {
    message: `${wanted}；${otherwise}`,
    next: { title: `提出“${kindText[kind]}”`, to: `/changes/new?kind=${kind}&person=${personId}` },
  }
}

type Open = Pick<Change, 'id' | 'number' | 'kind' | 'step'>

/** One at a time is under way. */
function openChange(context: Context, personId: string): Promise<Open | undefined> {
  return db(context)
    .selectFrom('endings.change')
    .select(['id', 'number', 'kind', 'step'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('step', 'not in', [...settled])
    .executeTakeFirst()
}

/** Decided by recognition and not carried out yet; or carried out on an entry in error that was taken back. */
async function mayBePlaced(context: Context, personId: string): Promise<boolean> {
  const confirmed = await confirmedForHome(context, personId)
  if (confirmed && !(await livedSince(context, personId, confirmed))) return true
  const done = await db(context)
    .selectFrom('endings.change')
    .select(['openedAt'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', 'to_home')
    .where('step', '=', 'done')
    .orderBy('openedAt', 'desc')
    .executeTakeFirst()
  return done !== undefined && !(await livedSince(context, personId, done.openedAt))
}

/** Entries that were taken back as wrong are no stay. */
async function livedSince(context: Context, personId: string, since: Instant): Promise<boolean> {
  const { rows } = await sql`select 1 from stays.stay_view where county_code = ${context.county}
    and person_id = ${personId} and known_at >= ${since}::timestamptz limit 1`.execute(context.transaction)
  return rows.length > 0
}

/** The bed that somebody who goes back leaves: from the change one comes to his leaving in one step. */
export function bedOf(context: Context, { personId, kind, step }: Change): Promise<ChangeDetails['bed']> {
  if (kind !== 'to_dispersed' || step !== 'accept') return Promise.resolve(null)
  return inCounty(context, async () => {
    const { rows } = await sql<{ stayId: string; homeId: string; home: string }>`
      select s.id as stay_id, s.organisation_id as home_id, o.name as home from stays.stay_view s
      join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
      where s.county_code = ${context.county} and s.person_id = ${personId} and s.to_on is null limit 1`.execute(
      context.transaction,
    )
    return rows[0] ?? null
  })
}
