/** What an unusual result led to: found in the modules that work on it, or entered here. */
import { sql } from 'kysely'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import { holdersOf } from '#modules/duties/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { clockOf, followTerm } from './follow-clock.ts'
import { verifications } from './contract.ts'
import { type Answer, answerText, type Outcome, outcomeText, type Path } from './words.ts'

export const following = part(verifications, {
  async followUps(context, { roundId, townshipId, resultId, open, page, pageSize }) {
    const { rows } = await sql<Found & { total: number; waits: boolean }>`
      select f.*, (${isOpen}) as waits, least(count(*) over (), 1001)::int as total from (${found(context)}) f
      where (${roundId}::uuid is null or f.round_id = ${roundId}) and (${townshipId}::uuid is null or f.township_id = ${townshipId})
        and (${resultId}::uuid is null or f.result_id = ${resultId})
        and (not ${open}::boolean or ${resultId}::uuid is not null or ${isOpen})
      order by f.seen_on, f.result_id limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(context.transaction)
    context.shows({ roundId, townshipId, open }, rows.length)
    const holders = await holdersOf(
      context,
      'follow',
      rows.map((row) => row.resultId),
    )
    const { citations } = await followTerm(context, context.today)
    const shown = []
    for (const { waits, total: _, ...row } of rows) {
      const holder = holders.get(row.resultId)
      const clock = waits ? await clockOf(context, row.seenOn) : { dueOn: null, left: null }
      shown.push({
        ...lineOf(row),
        ...clock,
        holder: holderText(holder) || row.township,
        handed: holder !== undefined,
        citations,
      })
    }
    return { rows: shown, total: rows[0]?.total ?? 0, at: context.now }
  },
})

const holderText = (holder: { name: string; waits: boolean } | undefined): string => {
  if (!holder) return ''
  return holder.waits ? `移交${holder.name}，等接收` : holder.name
}

/** On the full path only a recognition ends it; a change alone does not say whether the person is recognised. */
export const isOpen = sql<boolean>`f.outcome is null and (f.path = 'full_recognition'
  or (f.death_id is null and f.change_id is null and f.assessment_id is null and f.school_id is null))`

/** Results that count and ask for more, with what was opened for the person since. */
export const found = (context: Context) => sql`
  select r.id as result_id, r.round_id, o.title as round, r.person_id, p.name as person, r.township_id, t.name as township,
    coalesce(v.name, '') as village, r.answer, r.path, r.seen_on, r.words, d.outcome, d.decision_no,
    case when r.answer = 'died' then (select x.id from endings.death_view x where x.county_code = r.county_code
      and x.person_id = r.person_id and x.status <> 'withdrawn' limit 1) end as death_id,
    case when r.answer not in ('none', 'died', 'ability') then (select c.id from endings.ending_view c
      where c.county_code = r.county_code and c.person_id = r.person_id and c.step <> 'withdrawn'
        and (c.decided_on is null or c.decided_on >= r.seen_on) order by c.id desc limit 1) end as change_id,
    case when r.answer = 'ability' then (select a.id from assessments.assessment_view a where a.county_code = r.county_code
      and a.person_id = r.person_id and a.status <> 'withdrawn' and (a.decided_on is null or a.decided_on >= r.seen_on)
      order by a.id desc limit 1) end as assessment_id,
    case when r.answer = 'minor' then (select s.id from verifications.school_view s where s.county_code = r.county_code
      and s.person_id = r.person_id and s.until_on >= r.seen_on) end as school_id
  from verifications.entry e
  join verifications.result r on r.county_code = e.county_code and r.id = e.result_id
  join verifications.round o on o.county_code = r.county_code and o.id = r.round_id
  join persons.person_view p on p.county_code = r.county_code and p.id = r.person_id
  join access.area_view t on t.id = r.township_id
  left join access.area_view v on v.id = r.village_id
  left join verifications.settled d on d.county_code = r.county_code and d.result_id = r.id
  where e.county_code = ${context.county} and (r.answer <> 'none' or r.path = 'full_recognition')`

export interface Found {
  resultId: string
  roundId: string
  round: string
  personId: string
  person: string
  townshipId: string
  township: string
  village: string
  answer: Answer
  path: Path | null
  seenOn: PlainDate
  words: string
  outcome: Outcome | null
  decisionNo: string | null
  deathId: string | null
  changeId: string | null
  assessmentId: string | null
  schoolId: string | null
}

function lineOf({ outcome, decisionNo, deathId, changeId, assessmentId, schoolId, ...row }: Found) {
  const { resultId, roundId, round, personId, person, townshipId, township, village, answer, path, seenOn, words } = row
  const own = { resultId, roundId, round, personId, person, townshipId, township, village, answer, path, seenOn, words }
  return { ...own, outcome, ...ledTo({ outcome, decisionNo, deathId, changeId, assessmentId, schoolId, path }) }
}

type Led = Pick<Found, 'outcome' | 'decisionNo' | 'deathId' | 'changeId' | 'assessmentId' | 'schoolId' | 'path'>

function ledTo(led: Led): { done: string | null; doneTo: string | null } {
  if (led.outcome)
    return { done: `${outcomeText[led.outcome]}${led.decisionNo ? `（${led.decisionNo}）` : ''}`, doneTo: null }
  if (led.path === 'full_recognition') return { done: null, doneTo: null }
  if (led.deathId) return { done: '死亡处理', doneTo: `/deaths/${led.deathId}` }
  if (led.changeId) return { done: '变更与终止', doneTo: `/changes/${led.changeId}` }
  if (led.assessmentId) return { done: '能力评估', doneTo: `/assessments/${led.assessmentId}` }
  return led.schoolId ? { done: '已登记在读', doneTo: null } : { done: null, doneTo: null }
}

export interface OpenFollow {
  townshipId: string
  count: number
  names: string[]
  oldest: PlainDate
}

/** For 我的待办. */
export async function openFollows(context: Context): Promise<OpenFollow[]> {
  const { rows } = await sql<OpenFollow>`
    select f.township_id, count(*)::int as count, (array_agg(f.person order by f.seen_on))[1:3] as names, min(f.seen_on) as oldest
    from (${found(context)}) f where ${isOpen} group by 1`.execute(context.transaction)
  return [...rows]
}

/** Of one person whose file is to be closed. */
export async function openFollowsOf(context: Context, personId: string): Promise<Reason[]> {
  const { rows } = await sql<Pick<Found, 'seenOn' | 'answer' | 'path'>>`
    select f.seen_on, f.answer, f.path from (${found(context)}) f where ${isOpen} and f.person_id = ${personId}::uuid order by f.seen_on`.execute(
    context.transaction,
  )
  return rows.map(({ seenOn, answer, path }) => ({
    code: 'verification',
    message: `${dateText(seenOn)}的核查结果（${path === 'full_recognition' ? '重新认定' : answerText[answer]}）还没有后续处理。请先接着办理或登记结论`,
    next: { title: '打开核查的后续处理', to: '/verification?tab=follow' },
  }))
}
