/** Months of a provider's service: roster, visits, evaluation, acceptance, findings, and what became known later. */
import { firstDay, lastDay, type PlainMonth, plainMonth } from '#kernel/calendar.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { slices } from './given-input.ts'
import { type Asking, entry, type GivenService } from './given-service.ts'

export interface GivenRoster {
  rosterId: string
  evaluations: Map<string, string>
}

interface MonthOptions {
  month?: string
  status?: 'locked' | 'sent' | 'acknowledged'
  lockedAt?: string
  /** Visits of each person, all valid. */
  visits?: number
  evaluated?: boolean
  accepted?: boolean
  scoreTenths?: number | null
  /** Levels of the roster that differ from the persons' own. */
  levels?: ReadonlyMap<string, SelfCareLevel>
}

/** One month of the service: locked roster, visits, evaluation of each township, acceptance. */
export async function givenServiceMonth(
  client: Asking,
  service: GivenService,
  options: MonthOptions = {},
): Promise<GivenRoster> {
  const { visits = 2, evaluated = true, accepted = true, status = 'acknowledged', scoreTenths = 930 } = options
  const month = plainMonth(options.month ?? '2023-08')
  const { county, organisationId } = service
  const rosterId = crypto.randomUUID()
  const lockedAt = options.lockedAt ?? `${firstDay(month)}T02:00:00Z`
  await givenPlan(client, county, month)
  await client.query(
    `insert into rosters.roster (county_code, id, month, organisation_id, status, known_at, made_by, person_count, locked_at, locked_by, hash,
       sent_at, acknowledged_at)
     values ($1, $2::uuid, $3, $4, $5, $6, 'maker', $7, $6, 'maker', md5($2::uuid::text), $8, $9)`,
    [
      county,
      rosterId,
      month,
      organisationId,
      status,
      lockedAt,
      service.persons.length,
      status === 'locked' ? null : lockedAt,
      status === 'acknowledged' ? lockedAt : null,
    ],
  )
  const persons = service.persons.map((person) => ({
    ...person,
    level: options.levels?.get(person.id) ?? person.level,
  }))
  for (const { at, part } of slices(persons))
    await client.query(
      `insert into rosters.roster_line (county_code, id, roster_id, month, organisation_id, township_id, person_id, line_no, level, change, reason, entry_id)
       select $1, gen_random_uuid(), $2, $3, $4, (p->>'townshipId')::uuid, (p->>'id')::uuid, $7::int + no, p->>'level', 'none', '', $6
       from jsonb_array_elements($5::jsonb) with ordinality as t (p, no)`,
      [county, rosterId, month, organisationId, JSON.stringify(part), entry, at],
    )
  if (visits > 0)
    for (const { part } of slices(service.persons))
      await givenVisits(client, { ...service, persons: [...part] }, month, visits)
  const evaluations = new Map<string, string>()
  if (evaluated)
    for (const { id } of service.townships)
      evaluations.set(id, await givenEvaluation(client, service, { month, townshipId: id, scoreTenths }))
  if (accepted) await givenAcceptance(client, service, month)
  return { rosterId, evaluations }
}

async function givenPlan(client: Asking, county: string, month: PlainMonth): Promise<void> {
  await client.query(
    `insert into rosters.month_plan (county_code, month, cut_off_on, lock_on, send_on, scores_due_on, acceptance_due_on, meeting_on, pay_on)
     values ($1, $2, $3, $3, $3, $4, $4, $4, $4) on conflict do nothing`,
    [county, month, firstDay(month), lastDay(month)],
  )
}

async function givenVisits(client: Asking, service: GivenService, month: PlainMonth, times: number): Promise<void> {
  await client.query(
    `with visit as (
       insert into visits.visit (county_code, id, month, organisation_id, township_id, person_id, carer_id, started_at, ended_at, recorded_at,
         services, contents, confirmation, photos, source, taken_by, entry_id)
       select $1, gen_random_uuid(), $2::text, $3::uuid, (p->>'townshipId')::uuid, (p->>'id')::uuid, $4::uuid,
         (($2::text || '-01')::date + n)::timestamp at time zone 'Asia/Shanghai' + interval '9 hours',
         (($2::text || '-01')::date + n)::timestamp at time zone 'Asia/Shanghai' + interval '10 hours',
         (($2::text || '-01')::date + n)::timestamp at time zone 'Asia/Shanghai' + interval '10 hours', '{}', '{}', 'signature', '{}', 'phone', 'carer', $7::uuid
       from jsonb_array_elements($5::jsonb) as p cross join generate_series(1, $6::int) as n
       returning *)
     insert into visits.verdict (county_code, visit_id, no, month, organisation_id, township_id, person_id, verdict, codes, reasons, points, score,
       by_rule, account_id, account_name, at, entry_id)
     select county_code, id, 1, month, organisation_id, township_id, person_id, 'valid', '{}', '[]', '[]', 0, true, 'system', '系统', ended_at, $7::uuid
     from visit`,
    [service.county, month, service.organisationId, service.carerId, JSON.stringify(service.persons), times, entry],
  )
}

interface Evaluated {
  month: string
  townshipId: string
  scoreTenths?: number | null
}

export async function givenEvaluation(
  client: Asking,
  service: GivenService,
  { month, townshipId, scoreTenths = 930 }: Evaluated,
): Promise<string> {
  const id = crypto.randomUUID()
  await client.query(
    `insert into evaluations.evaluation (county_code, id, month, organisation_id, township_id, status, sample_size, population, score_tenths,
       sent_at, sent_by, result_text)
     values ($1, $2, $3, $4, $5, 'sent', 1, 1, $6, $7, 'township', '服务到位')`,
    [
      service.county,
      id,
      month,
      service.organisationId,
      townshipId,
      scoreTenths,
      `${lastDay(plainMonth(month))}T02:00:00Z`,
    ],
  )
  return id
}

export async function givenAcceptance(client: Asking, service: GivenService, month: string): Promise<void> {
  const at = `${lastDay(plainMonth(month))}T03:00:00Z`
  const proposal = crypto.randomUUID()
  const { county, organisationId } = service
  await client.query(
    `insert into evaluations.acceptance_proposal (county_code, id, month, organisation_id, result, persons_sampled, items, proposed_by,
       proposed_name, proposed_at, entry_id)
     values ($1, $2, $3, $4, 'accepted', 1, '[]', 'maker', '王演示', $5, $6)`,
    [county, proposal, month, organisationId, at, entry],
  )
  await client.query(
    `insert into evaluations.acceptance (county_code, id, proposal_id, month, organisation_id, decision, report_no, decided_by, decided_name,
       decided_at, entry_id)
     values ($1, gen_random_uuid(), $2, $3::text, $4::uuid, 'accepted', 'YS-' || $3::text || '-' || left($4::uuid::text, 8), 'checker', '李样本', $5, $6)`,
    [county, proposal, month, organisationId, at, entry],
  )
}

interface Decided {
  month: string
  townshipId: string
  personId: string | null
  fen: bigint
  heard?: boolean
  decidedAt?: string
}

/** A finding upheld with a deduction. */
export async function givenDecidedDeduction(client: Asking, service: GivenService, of: Decided): Promise<string> {
  const id = crypto.randomUUID()
  const { county, organisationId, contractId } = service
  const decidedAt = of.decidedAt ?? `${lastDay(plainMonth(of.month))}T04:00:00Z`
  const heardAt = of.heard === false ? null : `${lastDay(plainMonth(of.month))}T01:00:00Z`
  await client.query(
    `insert into findings.finding (county_code, id, month, no, organisation_id, township_id, person_id, kind, severity, source, facts, status,
       recorded_by, recorded_at, verified_by, verified_at, contract_id, clause_no, notified_at, hearing_due_on, heard_at, decided_by, decided_at)
     select $1::text, $2::uuid, $3::text, coalesce(max(no), 0) + 1, $4::uuid, $5::uuid, $6::uuid, 'not_served', 'ordinary', 'callback', '当月没有提供服务', 'upheld', 'a', $7::timestamptz, 'a', $7,
       $8::uuid, '9', $7, ($7::timestamptz at time zone 'Asia/Shanghai')::date + 5, $9::timestamptz, 'b', $7
     from findings.finding where county_code = $1 and month = $3`,
    [county, id, of.month, organisationId, of.townshipId, of.personId, decidedAt, contractId, heardAt],
  )
  await client.query(
    `insert into findings.decision (county_code, finding_id, about_month, month, organisation_id, township_id, person_id, result, amount_fen,
       contract_id, clause_no, clause_text, reason, honest, heard_at, hearing_due_on, decided_at, decided_by, entry_id)
     values ($1, $2, $3, $3, $4, $5, $6, 'upheld', $7, $8, '9', '未提供服务扣减', '经查情况属实', false, $9,
       ($10::timestamptz at time zone 'Asia/Shanghai')::date + 5, $10::timestamptz, 'b', $11)`,
    [county, id, of.month, organisationId, of.townshipId, of.personId, of.fen, contractId, heardAt, decidedAt, entry],
  )
  return id
}

/** What became known of a person: a fact that holds from a day, learnt at a moment. */
export async function givenFact(
  client: Asking,
  county: string,
  fact: { personId: string; kind: string; value: string; fromOn: string; knownAt: string },
): Promise<void> {
  await client.query(
    `insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, source, entry_id)
     values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, 'decision', $7)`,
    [county, fact.personId, fact.kind, fact.value, fact.fromOn, fact.knownAt, entry],
  )
}
