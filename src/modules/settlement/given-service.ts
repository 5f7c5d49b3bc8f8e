/** A provider with its contract, townships and persons, written as whoever may. */
import type pg from 'pg'
import { type GivenPerson, type Heads, personsOf, slices } from './given-input.ts'

export type Asking = Pick<pg.ClientBase, 'query'>

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
export const entry = '00000000-0000-7000-8000-000000000000'
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
