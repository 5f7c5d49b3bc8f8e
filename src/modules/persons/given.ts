/** Persons for tests, written as whoever may: invented names, everything else as asked. */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { checkCharacter, maskedIdentityNumber } from '#kernel/identity-number.ts'
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Secrets } from '#platform/secrets.ts'
import { nameKeys } from './filing.ts'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenPerson {
  id?: string
  county?: string
  name?: string
  sex?: 'male' | 'female'
  bornOn?: string
  townshipId: string
  villageId?: string | null
  organisationId?: string | null
  mode?: SupportMode
  level?: SelfCareLevel
  class?: 'urban' | 'rural'
  supportedFrom?: string
  /** Last day of support. */
  endedOn?: string
  diedOn?: string
  endReason?: string
  capacity?: 'full' | 'limited' | 'none'
  longitude?: number
  latitude?: number
  /** When all this became known; tests of "as known at" set it. */
  knownAt?: string
  idNumber?: string
  /** Needed for a number that shall be found or revealed. */
  secrets?: Secrets
}

let made = 0
const surnames = ['张', '李', '王', '赵', '陈', '刘', '杨', '孙']
const givenNames = ['示例', '样本', '演示', '测试', '假设', '举例', '虚构', '模拟']

/** 张示例, 李样本, 王演示 …: the same for the same number. */
export const givenName = (order: number): string =>
  `${surnames[order % surnames.length]}${givenNames[order % givenNames.length]}${order < 8 ? '' : String.fromCodePoint(0x4e00 + Math.floor(order / 8))}`

/** A valid number of an invented area code; odd order for men. */
export function givenIdNumber(order: number, bornOn = '1956-03-12'): string {
  const area = String(990000 + (Math.floor(order / 1000) % 10_000)).padStart(6, '0')
  const first17 = `${area}${bornOn.replaceAll('-', '')}${String(order % 1000).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}

function idAfter(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export async function givenPerson(client: Asking, given: GivenPerson): Promise<string> {
  made += 1
  const person = filled(given, made)
  await insertPerson(client, person)
  await insertFacts(client, person)
  await insertTokens(client, person)
  return person.id
}

function filled(given: GivenPerson, order: number) {
  return {
    id: crypto.randomUUID() as string,
    county: '371522',
    name: givenName(order),
    sex: order % 2 === 1 ? ('male' as const) : ('female' as const),
    bornOn: '1956-03-12',
    villageId: null,
    organisationId: null,
    mode: 'dispersed' as SupportMode,
    level: 'partly_able' as SelfCareLevel,
    class: 'rural' as 'urban' | 'rural',
    supportedFrom: '2021-06-01',
    capacity: 'full' as const,
    knownAt: '2021-06-01T00:00:00Z',
    fileNo: `DA-T${String(order).padStart(5, '0')}`,
    ...given,
  }
}
type Filled = ReturnType<typeof filled>

async function insertPerson(client: Asking, person: Filled): Promise<void> {
  const { id, county, idNumber, secrets } = person
  const place = { table: 'persons.person', column: 'id_number', county, row: id }
  const index = idNumber && secrets ? secrets.blindIndex('identity', idNumber) : null
  await client.query(
    `insert into persons.person (county_code, id, name, name_sort, sex, born_on, household_class, township_id, village_id,
       organisation_id, status, mode, level, supported_from, ended_on, end_reason, died_on, file_no, origin, paper_reference,
       capacity, longitude, latitude, datum, changed_at, id_masked, id_number, id_index, id_last4)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 'decided_outside', '测试',
       $19, $20, $21, $22, $23, $24, $25, $26, $27)`,
    [
      county,
      id,
      person.name,
      nameKeys(person.name).sort,
      person.sex,
      person.bornOn,
      person.class,
      person.townshipId,
      person.villageId,
      person.organisationId,
      person.endedOn || person.diedOn ? 'ended' : 'active',
      person.mode,
      person.level,
      person.supportedFrom,
      person.endedOn ?? person.diedOn ?? null,
      person.endReason ?? (person.diedOn ? 'death' : person.endedOn ? 'voluntary' : null),
      person.diedOn ?? null,
      person.fileNo,
      person.capacity,
      person.longitude ?? null,
      person.latitude ?? null,
      person.longitude === undefined ? null : 'WGS-84',
      person.knownAt,
      idNumber ? maskedIdentityNumber(idNumber) : '',
      idNumber && secrets ? secrets.seal(place, idNumber) : null,
      index,
      idNumber && secrets ? secrets.blindIndex('last4', idNumber.slice(-4)) : null,
    ],
  )
  if (index)
    await client.query(
      'insert into persons.person_identity (id_index, county_code, person_id, since) values ($1, $2, $3, $4)',
      [index, county, id, person.knownAt],
    )
}

async function insertFacts(client: Asking, person: Filled): Promise<void> {
  const facts: [kind: string, value: string | null][] = [
    ['status', 'active'],
    ['mode', person.mode],
    ['level', person.level],
    ['township', person.townshipId],
    ['village', person.villageId],
    ['class', person.class],
    ['organisation', person.organisationId],
  ]
  for (const [kind, value] of facts)
    if (value)
      await givenFact(client, {
        personId: person.id,
        county: person.county,
        kind,
        value,
        fromOn: person.supportedFrom,
        knownAt: person.knownAt,
      })
  const last = person.endedOn ?? person.diedOn
  if (!last) return
  const fact = { personId: person.id, county: person.county, knownAt: person.knownAt }
  const fromOn = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10)
  await givenFact(client, { ...fact, kind: 'status', value: 'ended', fromOn })
}

export interface GivenFact {
  personId: string
  county?: string
  kind: string
  value: string
  fromOn: string
  knownAt?: string
  replacesId?: string
}

/** One more fact; the person's own row stays as it is. */
export async function givenFact(client: Asking, fact: GivenFact): Promise<string> {
  const { county = '371522', knownAt = '2021-06-01T00:00:00Z', replacesId = null } = fact
  made += 1
  const id = idAfter(`fact/${fact.personId}/${fact.kind}/${made}`)
  await client.query(
    `insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, replaces_id, source, entry_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'demo', $9)`,
    [county, id, fact.personId, fact.kind, fact.value, fact.fromOn, knownAt, replacesId, crypto.randomUUID()],
  )
  return id
}

async function insertTokens(client: Asking, person: Filled): Promise<void> {
  await client.query(
    `insert into persons.search_token (county_code, token, person_id, township_id, organisation_id)
     select $1, token, $2, $3, $4 from unnest($5::text[]) token`,
    [person.county, person.id, person.townshipId, person.organisationId, nameKeys(person.name).tokens],
  )
}
