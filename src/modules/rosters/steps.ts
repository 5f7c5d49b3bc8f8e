/** Confirming, locking, sending and acknowledging a roster. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { firstDay, lastDay, type PlainMonth } from '#kernel/calendar.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { noteRosterFixed } from '#modules/agreements/index.ts'
import type { Context } from '#platform/context.ts'
import { keepStatistics } from '#platform/database/keep-statistics.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { rosters, rosterSent, type RosterStatus } from './contract.ts'
import { requireOpen } from './months.ts'
import { rosterInTurn, rosterOf, type RosterRecord } from './reading.ts'
import { objectionsToLocking, objectionsToStep } from './rules.ts'

const db = tablesOf<'rosters', 'persons'>()

export const steps = part(rosters, {
  async confirmChanges(context, { rosterId, personIds, remark }) {
    const roster = await rosterInTurn(context, rosterId)
    if (roster.status !== 'draft') refuse('refused', 'wrong_state', '名册已锁定，变化不能再确认')
    const confirmed = await db(context)
      .updateTable('rosters.draftLine')
      .set({ confirmedBy: context.actor.accountId, ...(remark ? { remark } : {}) })
      .where('countyCode', '=', context.county)
      .where('rosterId', '=', rosterId)
      .where('personId', 'in', personIds)
      .where('change', '<>', 'none')
      .executeTakeFirst()
    return { confirmed: Number(confirmed.numUpdatedRows) }
  },

  async lock(context, { rosterId }) {
    const roster = await rosterInTurn(context, rosterId)
    await requireOpen(context, roster.month as PlainMonth)
    requireNone(objectionsToStep(roster.status, 'locked'))
    const lines = await draftLines(context, roster)
    requireNone(
      objectionsToLocking({
        toConfirm: await countToConfirm(context, roster),
        persons: lines.length,
        outdated: await outdated(context, roster),
      }),
    )
    const hash = createHash('sm3')
      .update(lines.map(({ lineNo, personId, level }) => canonicalJson([lineNo, personId, level])).join('\n'))
      .digest('hex')
    const rows = lines.map((line) => ({
      ...line,
      countyCode: context.county,
      id: context.newId(),
      entryId: context.entryId,
    }))
    for (let at = 0; at < rows.length; at += 1000)
      await db(context)
        .insertInto('rosters.rosterLine')
        .values(rows.slice(at, at + 1000))
        .execute()
    await keepStatistics(context, 'rosters.roster_line')
    await noteRosterFixed(context, { organisationId: roster.organisationId, fixedOn: context.today, persons: lines })
    await move(context, roster, {
      status: 'locked',
      lockedAt: context.now,
      lockedBy: context.actor.accountId,
      hash,
      personCount: lines.length,
    })
    return { persons: lines.length, hash }
  },

  async send(context, { rosterId }) {
    const roster = await rosterInTurn(context, rosterId)
    requireNone(objectionsToStep(roster.status, 'sent'))
    await move(context, roster, { status: 'sent', sentAt: context.now, sentBy: context.actor.accountId })
    const { month, organisationId } = roster
    await context.announce(rosterSent, { rosterId, month: month as PlainMonth, organisationId })
    return {}
  },

  async acknowledge(context, { rosterId }) {
    const roster = await rosterInTurn(context, rosterId)
    requireNone(objectionsToStep(roster.status, 'acknowledged'))
    await move(context, roster, {
      status: 'acknowledged',
      acknowledgedAt: context.now,
      acknowledgedBy: context.actor.accountId,
    })
    return {}
  },

  async ask(context, { rosterId, personId, words }) {
    const roster = await rosterOf(context, rosterId)
    const line = await db(context)
      .selectFrom('rosters.rosterLine')
      .select('id')
      .where('countyCode', '=', context.county)
      .where('rosterId', '=', rosterId)
      .where('personId', '=', personId)
      .executeTakeFirst()
    if (!line) refuse('refused', 'not_on_roster', '这个人不在本期名册上，请核对后再提出')
    context.concerns(personId)
    await db(context)
      .insertInto('rosters.question')
      .values({
        countyCode: context.county,
        id: context.newId(),
        rosterId,
        organisationId: roster.organisationId,
        personId,
        words,
        askedAt: context.now,
      })
      .execute()
    return {}
  },

  async answerQuestion(context, { questionId, answer }) {
    const answered = await db(context)
      .updateTable('rosters.question')
      .set({ answer, answeredAt: context.now, answeredBy: context.actor.accountId })
      .where('countyCode', '=', context.county)
      .where('id', '=', questionId)
      .where('answeredAt', 'is', null)
      .returning('personId')
      .executeTakeFirst()
    if (!answered) return refuse('conflict', 'answered', '这个疑问已经答复过，或不在您的辖区')
    context.concerns(answered.personId)
    return {}
  },
})

async function draftLines(context: Context, roster: RosterRecord) {
  const rows = await sql<{
    personId: string
    townshipId: string
    villageId: string | null
    level: 'able' | 'partly_able' | 'unable'
    change: string
    reason: string
    lineNo: number
  }>`
    select d.person_id, d.township_id, d.village_id, d.level, d.change, d.reason,
      (row_number() over (order by t.sort_order, t.name, v.sort_order, p.name_sort, p.id))::int as line_no
    from rosters.draft_line d
    join persons.person_view p on p.county_code = d.county_code and p.id = d.person_id
    join access.area_view t on t.id = d.township_id left join access.area_view v on v.id = d.village_id
    where d.county_code = ${context.county} and d.roster_id = ${roster.id} and d.included
    order by line_no`.execute(context.transaction)
  const { id: rosterId, month, organisationId } = roster
  return rows.rows.map((row) => ({ ...row, rosterId, month, organisationId }))
}

async function countToConfirm(context: Context, roster: RosterRecord): Promise<number> {
  const { count } = await db(context)
    .selectFrom('rosters.draftLine')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('countyCode', '=', context.county)
    .where('rosterId', '=', roster.id)
    .where('change', '<>', 'none')
    .where('confirmedBy', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Persons in the draft of whom it has become known that they are not served in that month after all (SX-4.1). */
async function outdated(context: Context, roster: RosterRecord): Promise<{ name: string; why: string }[]> {
  const month = roster.month as PlainMonth
  const rows = await sql<{ name: string; status: string | null; mode: string | null; fromOn: string | null }>`
    select p.name, s.status, s.mode, (select max(f.from_on) from persons.fact_view f where f.county_code = d.county_code
      and f.person_id = d.person_id and f.kind in ('status', 'mode') and f.from_on <= ${lastDay(month)}::date) as from_on
    from rosters.draft_line d
    join persons.person_view p on p.county_code = d.county_code and p.id = d.person_id
    left join persons.standing_on(${context.county}, ${firstDay(month)}::date, ${context.now}::timestamptz) s on s.person_id = d.person_id
    where d.county_code = ${context.county} and d.roster_id = ${roster.id} and d.included
      and (s.status is distinct from 'active' or s.mode is distinct from 'dispersed' or s.level is distinct from d.level)
    order by p.name_sort limit 20`.execute(context.transaction)
  return rows.rows.map(({ name, status, mode, fromOn }) => ({ name, why: whyNot(status, mode, fromOn) }))
}

function whyNot(status: string | null, mode: string | null, fromOn: string | null): string {
  const since = fromOn ? `${fromOn}起` : ''
  if (status === 'ended' || status === 'archived') return `${since}终止供养`
  if (status === 'suspended') return `${since}暂停`
  if (mode === 'centralised') return `${since}集中供养`
  return '的等级已有变化'
}

type Moved = Partial<Omit<RosterRecord, 'countyCode' | 'id'>> & { status: RosterStatus }

/** Only from the state that was read: the second of two clicks changes nothing and says so. */
async function move(context: Context, roster: RosterRecord, to: Moved): Promise<void> {
  const moved = await db(context)
    .updateTable('rosters.roster')
    .set(to)
    .where('countyCode', '=', context.county)
    .where('id', '=', roster.id)
    .where('status', '=', roster.status)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) refuse('conflict', 'changed_meanwhile', '这份名册刚刚被别人办理，请刷新后查看')
}
