/** What of a round is shown: its plan, its coverage by township and village, its persons, the sheet of a code. */
import { type RawBuilder, sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { verifications } from './contract.ts'
import { entryRows, resultsOf } from './entry-rows.ts'
import { codeText, endOfWeek, numbersOn, pageOf, readCode, sumOf, weeksOf } from './rules.ts'
import { schoolsOf } from './schools.ts'
import { Milestone, type RoundRow, type TownshipLine, type VillageLine } from './shapes.ts'
import { db, numberText, type Round, roundOf, termOf } from './stored.ts'
import { type Answer, className, type EntryState } from './words.ts'

export const reading = part(verifications, {
  async rounds(context) {
    const year = Number(context.today.slice(0, 4))
    const rounds = await db(context)
      .selectFrom('verifications.round')
      .selectAll()
      .where('countyCode', '=', context.county)
      .orderBy('no', 'desc')
      .limit(100)
      .execute()
    const rows: RoundRow[] = []
    for (const round of rounds) rows.push(await rowOf(context, round))
    const term = await termOf(context, year, context.today)
    const legacy = (await context.policyOn(context.today)).find('recognition.legacy_rules')
    context.shows({}, rows.length)
    return {
      rows,
      year: { year, ...term, planned: rounds.some((round) => round.kind === 'yearly' && round.year === year) },
      legacy: { applies: legacy !== undefined, citations: legacy?.citations ?? [] },
      inSupport: await inSupport(context),
    }
  },

  async round(context, { roundId }) {
    const round = await roundOf(context, roundId)
    const villages = await villageLines(context, round)
    const term = await termOf(context, round.year, context.today)
    const legacy = (await context.policyOn(context.today)).find('recognition.legacy_rules')
    return {
      row: await rowOf(context, round),
      plan: round.plan,
      proof: round.proof,
      hasFile: round.fileId !== null,
      populationOn: round.populationOn,
      legacy: round.legacy,
      milestones: Milestone.array().parse(round.milestones),
      plannedName: round.plannedName,
      plannedAt: round.plannedAt,
      closedName: round.closedName,
      weeks: weeksOf(round.fromOn, round.toOn),
      townships: townshipLines(villages, context.today),
      villages,
      changes: await changesOf(context, round),
      answers: await answersOf(context, round),
      termCitations: term.citations,
      legacyCitations: round.legacy ? (legacy?.citations ?? []) : [],
      version: round.version,
    }
  },

  async entries(context, { roundId, page, pageSize, ...filter }) {
    const { words, townshipId, sheetId, state, answer } = filter
    const where = sql`e.round_id = ${roundId}
      and (${words} = '' or position(${words} in p.name) > 0)
      and (${townshipId}::uuid is null or e.township_id = ${townshipId})
      and (${sheetId}::uuid is null or e.sheet_id = ${sheetId})
      and (${state}::text is null or e.state = ${state})
      and (${answer}::text is null or r.answer = ${answer})`
    const { rows, total } = await entryRows(context, { where, page, pageSize })
    context.shows({ roundId, ...filter }, rows.length)
    return { rows, total, at: context.now }
  },

  async sheet(context, { sheetId, code }) {
    const found = await sheetFor(context, sheetId, code)
    const round = await roundOf(context, found.roundId)
    const { first, last } = numbersOn(found.page)
    const where = sql`e.sheet_id = ${found.id} and e.no between ${first} and ${last}`
    const { rows } = await entryRows(context, { where, page: 1, pageSize: 1000 })
    for (const { personId } of rows) context.concerns(personId)
    const villages = await villageLines(context, round)
    const line = villages.find((each) => each.sheetId === found.id)
    if (!line) return refuse('not_found', 'sheet', '没有找到这份核查名单，或不在您的辖区。')
    const next = villages.find(
      ({ sheetId: id, townshipId, open, no }) =>
        id !== found.id && townshipId === line.townshipId && open > 0 && no > line.no,
    )
    const { township, village, officer, weekOn, pages, planned, seen, open, left } = line
    return {
      sheetId: found.id,
      roundId: round.id,
      round: round.title,
      running: round.status === 'running',
      legacy: round.legacy,
      fromOn: round.fromOn,
      toOn: round.toOn,
      township,
      village,
      officer,
      weekOn,
      code: line.code,
      page: found.page,
      pages,
      rows,
      counts: { planned, seen, open, left },
      next: next ? { sheetId: next.sheetId, village: next.village } : null,
    }
  },

  async ofPerson(context, { personId }) {
    context.concerns(personId)
    const { rows } = await sql<{
      roundId: string
      round: string
      year: number
      sheetId: string
      state: EntryState
      leftOn: PlainDate | null
    }>`select o.id as round_id, o.title as round, o.year, e.sheet_id, e.state, e.left_on
      from verifications.entry e join verifications.round o on o.county_code = e.county_code and o.id = e.round_id
      where e.county_code = ${context.county} and e.person_id = ${personId} order by o.no desc`.execute(
      context.transaction,
    )
    const results = await resultsOf(context, personId)
    return {
      rows: rows.map((row) => ({ ...row, results: results.get(row.roundId) ?? [] })),
      schools: await schoolsOf(context, personId),
    }
  },
})

async function inSupport(context: Context): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from persons.person_view p
    where p.county_code = ${context.county} and p.status in ('active', 'suspended')`.execute(context.transaction)
  return rows[0]?.count ?? 0
}

async function sheetFor(context: Context, sheetId: string | null, code: string) {
  if (sheetId) {
    const found = await sheetBy(context, sql`s.id = ${sheetId}`)
    return found ? { ...found, page: null } : refuse('not_found', 'sheet', '没有找到这份核查名单，或不在您的辖区。')
  }
  const read = readCode(code)
  if (!read)
    return refuse('refused', 'code', '校验码不对：应是纸页右上角的10位数字，如001-0137-02-5。请再核对一遍，逐位输入')
  const found = await sheetBy(context, sql`o.no = ${read.round} and s.no = ${read.sheet}`)
  if (!found) return refuse('not_found', 'code', '没有找到这一页，或不在您的辖区。请核对是不是本县、本乡镇的名单')
  return { ...found, page: read.page }
}

async function sheetBy(context: Context, where: RawBuilder<unknown>) {
  const { rows } = await sql<{ id: string; roundId: string }>`
    select s.id, s.round_id from verifications.sheet s
    join verifications.round o on o.county_code = s.county_code and o.id = s.round_id
    where s.county_code = ${context.county} and ${where}`.execute(context.transaction)
  return rows[0]
}

export async function villageLines(context: Context, round: Pick<Round, 'id' | 'no'>): Promise<VillageLine[]> {
  const { rows } = await sql<Omit<VillageLine, 'code' | 'pages'> & { last: number }>`
    select s.id as sheet_id, s.no, s.village_id, coalesce(v.name, '未登记村（居）') as village, s.township_id,
      t.name as township, s.week_on, s.officer,
      count(e.person_id)::int as planned,
      (count(*) filter (where e.state = 'seen'))::int as seen,
      (count(*) filter (where e.state = 'open'))::int as open,
      (count(*) filter (where e.state = 'left'))::int as "left",
      (count(*) filter (where e.joined = 'later'))::int as later,
      coalesce(max(e.no), 0)::int as last
    from verifications.sheet s
    join access.area_view t on t.id = s.township_id
    left join access.area_view v on v.id = s.village_id
    left join verifications.entry e on e.county_code = s.county_code and e.sheet_id = s.id
    where s.county_code = ${context.county} and s.round_id = ${round.id}
    group by s.id, s.no, s.village_id, v.name, v.sort_order, s.township_id, t.name, t.sort_order, s.week_on, s.officer
    order by t.sort_order, t.name, v.sort_order nulls last, v.name`.execute(context.transaction)
  return rows.map(({ last, ...row }) => ({
    ...row,
    code: codeText({ round: round.no, sheet: row.no, page: 1 }),
    pages: pageOf(Math.max(1, last)),
  }))
}

/** In statutory order, never ranked. */
export function townshipLines(villages: readonly VillageLine[], today: PlainDate): TownshipLine[] {
  const groups = Map.groupBy(villages, ({ townshipId }) => townshipId)
  return [...groups].map(([townshipId, own]) => ({
    townshipId,
    township: own[0]?.township ?? '',
    ...sumOf(own),
    // Villages whose week is over and that still have someone to see.
    late: own.filter(({ open, weekOn }) => open > 0 && endOfWeek(weekOn) < today).length,
  }))
}

async function rowOf(context: Context, round: Round): Promise<RoundRow> {
  const { rows } = await sql<{ state: EntryState; count: number }>`
    select e.state, count(*)::int as count from verifications.entry e
    where e.county_code = ${context.county} and e.round_id = ${round.id} group by 1`.execute(context.transaction)
  const of = (state: EntryState) => rows.find((row) => row.state === state)?.count ?? 0
  const { id, kind, year, title, fromOn, toOn, dueOn, status, closedOn } = round
  const counts = { seen: of('seen'), open: of('open'), left: of('left') }
  return {
    id,
    kind,
    year,
    title,
    fromOn,
    toOn,
    dueOn,
    status,
    closedOn,
    ...counts,
    planned: counts.seen + counts.open + counts.left,
    number: numberText(round),
    scope: await scopeText(context, round),
  }
}

async function scopeText(context: Context, { townshipIds, class: of, supportedBefore, populationOn }: Round) {
  const names = townshipIds?.length
    ? await db(context)
        .selectFrom('access.areaView')
        .select('name')
        .where('id', 'in', townshipIds)
        .orderBy('sortOrder')
        .execute()
    : []
  const parts = [
    ...(names.length > 0 ? [names.map(({ name }) => name).join('、')] : []),
    ...(of ? [`${className[of]}户籍`] : []),
    ...(supportedBefore ? [`${supportedBefore}以前纳入的`] : []),
  ]
  return `${populationOn}在册的${parts.length > 0 ? parts.join('，') : '全部'}人员`
}

async function changesOf(context: Context, round: Round) {
  return db(context)
    .selectFrom('verifications.planChange')
    .select(['id', 'what', 'place', 'before', 'after', 'reason', 'byName', 'at'])
    .where('countyCode', '=', context.county)
    .where('roundId', '=', round.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

async function answersOf(context: Context, round: Round) {
  const { rows } = await sql<{ answer: Answer; count: number }>`
    select r.answer, count(*)::int as count from verifications.entry e
    join verifications.result r on r.county_code = e.county_code and r.id = e.result_id
    where e.county_code = ${context.county} and e.round_id = ${round.id} group by 1 order by 2 desc, 1`.execute(
    context.transaction,
  )
  return [...rows]
}
