/** A county with a provider, its contract and a locked roster, written as whoever may: for tests of what follows the roster. */
import type pg from 'pg'
import { givenArea } from '#modules/access/given.ts'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenMonth {
  county: string
  month: string
  townships: { id: string; name: string; villageId: string; persons: string[] }[]
  provider: string
  contract: string
  roster: string
}

interface Wanted {
  county?: string
  month?: string
  /** Persons on the roster of each township, all partly able. */
  persons?: readonly number[]
  /** Another month for the same places and persons. */
  like?: GivenMonth
}

const surnames = [...'张李王陈赵孙周吴郑冯']

/** Places, provider, contract with four clauses, persons, and a locked roster of the month. */
export async function givenMonth(client: Asking, wanted: Wanted = {}): Promise<GivenMonth> {
  const { county = '371522', month = '2023-08', persons = [12, 3], like } = wanted
  const base = like ?? (await givenPlaces(client, county, persons))
  const roster = crypto.randomUUID()
  const lines = base.townships.flatMap((township) => township.persons.map((person) => ({ township, person })))
  await client.query(
    `insert into rosters.roster (county_code, id, month, organisation_id, status, known_at, made_by, person_count, locked_at, locked_by, hash)
     values ($1, $2, $3, $4, 'locked', '2023-08-05', 'given', $5, '2023-08-05', 'given', '')`,
    [county, roster, month, base.provider, lines.length],
  )
  for (const [index, { township, person }] of lines.entries()) {
    await client.query(
      `insert into rosters.roster_line (county_code, id, roster_id, month, organisation_id, township_id, village_id, person_id, line_no, level, change, entry_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'partly_able', 'none', $2)`,
      [county, crypto.randomUUID(), roster, month, base.provider, township.id, township.villageId, person, index + 1],
    )
  }
  return { ...base, month, roster }
}

async function givenPlaces(client: Asking, county: string, persons: readonly number[]) {
  const countyArea = await givenArea(client, { level: 'county', name: '示例县', county })
  const provider = crypto.randomUUID()
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, from_on) values ($1, $2, 'provider', '甲机构', '2020-01-01')`,
    [county, provider],
  )
  const townships = []
  for (const [index, count] of persons.entries()) {
    const name = `${['安', '平', '和', '顺'][index] ?? '乐'}镇`
    const id = await givenArea(client, { level: 'township', name, county, parentId: countyArea, sortOrder: index })
    const villageId = await givenArea(client, { level: 'village', name: `${name}东村`, county, parentId: id })
    const ids = []
    for (let each = 0; each < count; each += 1)
      ids.push(
        await givenPerson(client, { county, township: id, village: villageId, provider, number: index * 100 + each }),
      )
    townships.push({ id, name, villageId, persons: ids })
  }
  const contract = await givenContract(client, county, provider)
  return { county, townships, provider, contract }
}

interface NewPerson {
  county: string
  township: string
  village: string
  provider: string
  number: number
}

async function givenPerson(client: Asking, person: NewPerson): Promise<string> {
  const id = crypto.randomUUID()
  const name = `${surnames[person.number % surnames.length]}示例${person.number}`
  await client.query(
    `insert into persons.person (county_code, id, name, name_sort, sex, born_on, household_class, township_id, village_id, organisation_id,
       status, mode, level, supported_from, file_no, origin, changed_at)
     values ($1, $2, $3, $3, 'male', '1956-03-01', 'rural', $4, $5, $6, 'active', 'dispersed', 'partly_able', '2020-01-01', $7, 'decided_outside', '2023-01-01')`,
    [person.county, id, name, person.township, person.village, person.provider, `D${person.county}-${person.number}`],
  )
  return id
}

async function givenContract(client: Asking, county: string, provider: string): Promise<string> {
  const contract = crypto.randomUUID()
  await client.query(
    `insert into providers.provider (county_code, organisation_id, name, credit_code, kind, changed_at)
     values ($1, $2, '甲机构', '91371522MA3EXAMP0X', 'company', '2023-01-01') on conflict do nothing`,
    [county, provider],
  )
  await client.query(
    `insert into providers.contract (county_code, id, organisation_id, number, from_on, to_on, drafted_by, changed_at) values ($1, $2, $3, 'HT-2023-1', '2023-01-01', '2023-12-31', 'given', '2023-01-01')`,
    [county, contract, provider],
  )
  const clauses = [
    ['第九条（一）', '未提供服务的，扣减该对象当月照料费', 'person_month', null, null],
    ['第九条（二）', '少服务一次扣减50元', 'per_visit', 5000, null],
    ['第九条（三）', '服务质量不合格的扣减20%', 'percent', null, 20],
    ['第九条（四）', '言行不当每次扣减200元', 'fixed', 20000, null],
  ]
  for (const [index, [no, text, kind, fen, percent]] of clauses.entries()) {
    await client.query(
      `insert into providers.clause (county_code, contract_id, organisation_id, no, place, text, kind, amount_fen, percent) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [county, contract, provider, no, index + 1, text, kind, fen, percent],
    )
  }
  await client.query(
    `update providers.contract set status = 'active', activated_by = 'given-2', activated_at = '2023-01-01', signed_on = '2022-12-20' where county_code = $1 and id = $2`,
    [county, contract],
  )
  return contract
}

export function townshipOf(given: GivenMonth, index = 0): GivenMonth['townships'][number] {
  const township = given.townships[index]
  if (!township) throw new RangeError(`no township ${index}`)
  return township
}
