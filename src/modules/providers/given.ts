/** Providers, contracts and carers for tests and the demonstration, written as whoever may. Invented data only. */
import type pg from 'pg'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenProvider {
  id?: string
  name?: string
  county?: string
  creditCode?: string
}

let made = 0
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A credit code with the right check character, another one each time. */
export function givenCreditCode(): string {
  made += 1
  const first = `91371522MA${String(made).padStart(7, '0')}`
  let sum = 0
  for (let index = 0; index < 17; index += 1) sum += characters.indexOf(first[index] ?? '') * (3 ** index % 31)
  return first + (characters[(31 - (sum % 31)) % 31] ?? '')
}

export async function givenProvider(client: Asking, provider: GivenProvider = {}): Promise<string> {
  const { id = crypto.randomUUID(), name = '甲机构', county = '371522', creditCode = givenCreditCode() } = provider
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, from_on) values ($1, $2, 'provider', $3, '2020-01-01')`,
    [county, id, name],
  )
  await client.query(
    `insert into providers.provider (county_code, organisation_id, name, credit_code, kind, representative, changed_at)
     values ($1, $2, $3, $4, 'company', '王演示', '2023-01-01')`,
    [county, id, name, creditCode],
  )
  return id
}

export interface GivenContract {
  id?: string
  organisationId: string
  townshipIds: string[]
  county?: string
  number?: string
  status?: 'draft' | 'active'
  from?: string
  to?: string
  contents?: Record<string, string>
}

const allContents = {
  content: '分散供养特困人员照料护理服务',
  term: '一年',
  quantity: '以每月名册为准',
  quality: '按照料服务标准',
  price: '按等级每人每月',
  settlement_method: '按月结算',
  rights_and_obligations: '见合同第五条',
  breach_liability: '见合同第八条',
}

export async function givenContract(client: Asking, contract: GivenContract): Promise<string> {
  made += 1
  const { id = crypto.randomUUID(), organisationId, townshipIds, county = '371522', status = 'active' } = contract
  const { number = `HT-${made}`, from = '2023-05-10', to = '2024-05-09', contents = allContents } = contract
  await client.query(
    `insert into providers.contract (county_code, id, organisation_id, number, status, from_on, to_on, signed_on, contents, drafted_by,
       activated_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $6, $8, 'given-maker', $9, '2023-05-06')`,
    [county, id, organisationId, number, status, from, to, contents, status === 'active' ? 'given-checker' : null],
  )
  for (const townshipId of townshipIds)
    await client.query(
      `insert into providers.contract_township (county_code, contract_id, organisation_id, township_id, from_on, to_on)
       values ($1, $2, $3, $4, $5, $6)`,
      [county, id, organisationId, townshipId, from, to],
    )
  await client.query(
    `insert into providers.clause (county_code, contract_id, organisation_id, no, place, text, kind)
     values ($1, $2, $3, '8.1', 1, '当月未提供服务的，扣减该人当月照料服务费', 'person_month')`,
    [county, id, organisationId],
  )
  return id
}

export interface GivenCarer {
  id?: string
  organisationId: string | null
  townshipId?: string | null
  name?: string
  county?: string
  accountId?: string | null
  relations?: { personId: string; relation: string }[]
}

/** The identity index is a random one: a carer made here has no number to be shown. */
export async function givenCarer(client: Asking, carer: GivenCarer): Promise<string> {
  const { id = crypto.randomUUID(), organisationId, townshipId = null, name = '赵测试', county = '371522' } = carer
  const index = Buffer.from(crypto.getRandomValues(new Uint8Array(16)))
  await client.query(
    `insert into providers.carer (county_code, id, organisation_id, township_id, name, born_on, sex, id_number, id_index, id_masked,
       account_id, from_on, changed_at)
     values ($1, $2, $3, $4, $5, '1980-01-01', 'female', '\\x00', $6, '3715**********0000', $7, '2023-01-01', '2023-01-01')`,
    [county, id, organisationId, townshipId, name, index, carer.accountId ?? null],
  )
  for (const { personId, relation } of carer.relations ?? [])
    await client.query(
      `insert into providers.carer_relation (county_code, carer_id, organisation_id, person_id, relation) values ($1, $2, $3, $4, $5)`,
      [county, id, organisationId, personId, relation],
    )
  return id
}
