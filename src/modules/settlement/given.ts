/** A provider with its contract, townships and persons, and months of its service, written as whoever may: for tests and benches. */
import type pg from 'pg'
import { firstDay, lastDay, type PlainMonth, plainMonth } from '#kernel/calendar.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { type GivenPerson, type Heads, personsOf, slices } from './given-input.ts'

export * from './given-input.ts'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenService {
  county: string
  organisationId: string
  contractId: string
  carerId: string
  townships: { id: string; name: string }[]
  persons: GivenPerson[]
}

interface ServiceOptions {
  county?: string
  provider?: string
  /** Persons of each level in each township, by name. */
  townships?: Record<string, Heads>
  /** Without agreements nobody is paid for. */
  agreements?: boolean
}

const known = '2023-05-06T02:00:00Z'
const entry = '00000000-0000-7000-8000-000000000000'
let made = 0

/** Persons recognised, agreed and served since May 2023. */
export async function givenService(client: Asking, options: ServiceOptions = {}): Promise<GivenService> {
  const { county = '371522', provider = '甲机构', agreements = true } = options
  const heads = options.townships ?? { 示例甲镇: { able: 10, partly_able: 3, unable: 2 } }
  const [organisationId, contractId, carerId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  made += 1
  const townships = Object.keys(heads).map((name) => ({ id: crypto.randomUUID(), name }))
  await client.query(
    `insert into access.area (id, level, name, county_code, sort_order, from_on)
     select id, 'township', name, $1, no, '2000-01-01' from unnest($2::uuid[], $3::text[]) with ordinality as t (id, name, no)`,
    [county, townships.map(({ id }) => id), townships.map(({ name }) => name)],
  )
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, sort_order, from_on) values ($1, $2, 'provider', $3, $4, '2020-01-01')`,
    [county, organisationId, provider, made],
  )
  await givenContract(client, { county, organisationId, contractId, carerId, townships, provider })
  const persons = townships.flatMap(({ id, name }) => personsOf(id, heads[name] ?? {}))
  await givenPersons(client, county, organisationId, persons)
  const service = { county, organisationId, contractId, carerId, townships, persons }
  if (agreements) await givenAgreements(client, service, persons)
  return service
}

type Contract = Pick<GivenService, 'county' | 'organisationId' | 'contractId' | 'carerId' | 'townships'> & {
  provider: string
}

async function givenContract(client: Asking, of: Contract): Promise<void> {
  const { county, organisationId, contractId, carerId } = of
  await client.query(
    `insert into providers.provider (county_code, organisation_id, name, credit_code, kind, changed_at)
     values ($1, $2, $3, $4, 'company', $5)`,
    [county, organisationId, of.provider, `91371522MA3EXAM${String(made).padStart(3, '0')}`, known],
  )
  await client.query(
    `insert into providers.contract (county_code, id, organisation_id, number, status, from_on, to_on, signed_on, sum_fen, budget_line,
       drafted_by, activated_by, activated_at, changed_at)
     values ($1, $2, $3, $4, 'active', '2023-05-01', '2026-12-31', '2023-04-28', 50000000000, '2082102', 'maker', 'checker', $5, $5)`,
    [county, contractId, organisationId, `HT-2023-${String(made).padStart(2, '0')}`, known],
  )
  await client.query(
    `insert into providers.contract_township (county_code, contract_id, organisation_id, township_id, from_on, to_on)
     select $1, $2, $3, unnest($4::uuid[]), '2023-05-01', '2026-12-31'`,
    [county, contractId, organisationId, of.townships.map(({ id }) => id)],
  )
  await client.query(
    `insert into providers.clause (county_code, contract_id, organisation_id, no, place, text, kind)
     values ($1, $2, $3, '9', 1, '经查实当月未提供服务的，扣减该人当月服务费', 'person_month')`,
    [county, contractId, organisationId],
  )
  await client.query(
    `insert into providers.carer (county_code, id, organisation_id, name, born_on, sex, id_number, id_index, id_masked, from_on, changed_at)
     values ($1, $2::uuid, $3, '赵样本', '1975-01-01', 'female', '\\x00', decode(md5($2::uuid::text), 'hex'), '3715**********0000', '2023-05-01', $4)`,
    [county, carerId, organisationId, known],
  )
}

async function givenPersons(
  client: Asking,
  county: string,
  organisationId: string,
  persons: GivenService['persons'],
): Promise<void> {
  for (const { part } of slices(persons)) await somePersons(client, county, organisationId, part)
}

async function somePersons(
  client: Asking,
  county: string,
  organisationId: string,
  persons: readonly GivenPerson[],
): Promise<void> {
  await client.query(
    `insert into persons.person (county_code, id, name, name_sort, sex, born_on, household_class, township_id, organisation_id, status, mode,
       level, supported_from, file_no, origin, changed_at)
     select $1, (p->>'id')::uuid, p->>'name', p->>'name', 'male', '1950-01-01', 'rural', (p->>'townshipId')::uuid, $3, 'active', 'dispersed',
       p->>'level', '2023-05-01', 'DA-' || left(p->>'id', 13), 'decided_outside', $4
     from jsonb_array_elements($2::jsonb) as p`,
    [county, JSON.stringify(persons), organisationId, known],
  )
  await client.query(
    `insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, source, entry_id)
     select $1, gen_random_uuid(), (p->>'id')::uuid, kind, held, '2023-05-01', $3, 'demo', $4
     from jsonb_array_elements($2::jsonb) as p
     cross join lateral (values ('status', 'active'), ('mode', 'dispersed'), ('level', p->>'level'), ('township', p->>'townshipId')) as f (kind, held)`,
    [county, JSON.stringify(persons), known, entry],
  )
}

/** Signed agreements in force since 20 May 2023. */
export async function givenAgreements(
  client: Asking,
  service: GivenService,
  persons: readonly GivenPerson[],
): Promise<void> {
  for (const { part } of slices(persons)) await someAgreements(client, service, part)
}

async function someAgreements(client: Asking, service: GivenService, persons: readonly GivenPerson[]): Promise<void> {
  await client.query(
    `insert into agreements.agreement (county_code, id, number, kind, person_id, township_id, organisation_id, carer_id, status, title, from_on,
       to_on, level, capacity, drafted_by, drafted_at, signed_on, effective_from, effective_to, changed_at)
     select $1, gen_random_uuid(), 'XY-' || (p->>'id'), 'dispersed', (p->>'id')::uuid, (p->>'townshipId')::uuid, $3, $4, 'filed', '照料服务协议',
       '2023-05-20', '2026-05-19', p->>'level', 'full', 'maker', $5, '2023-05-20', '2023-05-20', '2026-05-19', $5
     from jsonb_array_elements($2::jsonb) as p`,
    [service.county, JSON.stringify(persons), service.organisationId, service.carerId, known],
  )
}

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
