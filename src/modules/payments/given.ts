/** A month that is ready to be paid, for tests and the demonstration; written as whoever may, invented throughout. */
import type pg from 'pg'
import { accountPlace } from '#modules/providers/index.ts'
import { maskedAccount } from '#kernel/identity-number.ts'
import type { Secrets } from '#platform/secrets.ts'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenStatement {
  county?: string
  month?: string
  name?: string
  creditCode: string
  contractSumFen?: number
  account?: string
  holder?: string
  secrets: Secrets
  /** Payable by person, with his township. */
  persons: readonly { id: string; townshipId: string; fen: number }[]
  /** A provider already there, for another month. */
  like?: { provider: string; contract: string }
}

/** Provider, contract, confirmed account, acceptance report and a settlement that finance approved. */
export async function givenStatement(client: Asking, given: GivenStatement) {
  const { county = '371522', month = '2023-08', persons } = given
  const { provider, contract } = given.like ?? (await givenProvider(client, county, given))
  const statement = crypto.randomUUID()
  const roster = crypto.randomUUID()
  const total = persons.reduce((sum, { fen }) => sum + fen, 0)
  await client.query(
    `insert into settlement.statement (county_code, id, number, month, organisation_id, edition, status, final, roster_id, contract_id, contract_number,
       known_at, policy, inputs, person_count, paid_count, base_fen, fees_fen, payable_fen, head, hash, computed_by, computed_by_name, computed_at,
       submitted_by, submitted_at, civil_by, civil_at, finance_by, finance_at)
     values ($1, $2, $3, $4, $5, 'settlement.month@1', 'finance_approved', true, $6, $7, 'HT-示例-1', '2023-09-01', '{}', '{}', $8, $8, $9, $9, $9, '{}',
       $10, 'maker', '王演示', '2023-09-01', 'submitter', '2023-09-01', 'civil', '2023-09-02', 'finance', '2023-09-03')`,
    [
      county,
      statement,
      `JS-${month}-${provider.slice(0, 4)}-${statement.slice(0, 4)}`,
      month,
      provider,
      roster,
      contract,
      persons.length,
      total,
      'a'.repeat(64),
    ],
  )
  for (const person of persons)
    await client.query(
      `insert into settlement.line (county_code, statement_id, person_id, month, organisation_id, township_id, roster_line_id, level, branch,
         base_fen, amount_fen, line, hash, entry_id)
       values ($1, $2, $3, $4, $5, $6, gen_random_uuid(), 'partly_able', 'partly_able', $7, $7, '{}', $8, gen_random_uuid())`,
      [county, statement, person.id, month, provider, person.townshipId, person.fen, Buffer.alloc(32, 7)],
    )
  await givenAcceptance(client, { county, month, provider })
  return { provider, contract, statement, total }
}

async function givenProvider(client: Asking, county: string, given: GivenStatement) {
  const { name = '甲机构', creditCode, contractSumFen = 500_000_000, holder = name, secrets } = given
  const account = given.account ?? '6222000000000001'
  const [provider, contract, id] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, from_on) values ($1, $2, 'provider', $3, '2020-01-01')`,
    [county, provider, name],
  )
  await client.query(
    `insert into providers.provider (county_code, organisation_id, name, credit_code, kind, changed_at) values ($1, $2, $3, $4, 'company', '2023-01-01')`,
    [county, provider, name, creditCode],
  )
  await client.query(
    `insert into providers.contract (county_code, id, organisation_id, number, status, from_on, to_on, signed_on, sum_fen, budget_line, drafted_by,
       activated_by, activated_at, changed_at)
     values ($1, $2, $3, $4, 'active', '2023-01-01', '2023-12-31', '2022-12-20', $5, '2082102 特困人员救助供养支出', 'given', 'given-2', '2023-01-01', '2023-01-01')`,
    [county, contract, provider, `HT-${contract.slice(0, 8)}`, contractSumFen],
  )
  await client.query(
    `insert into providers.account (county_code, id, organisation_id, bank, holder, account, account_index, account_masked, from_on, proposed_by,
       proposed_at, confirmed_by, confirmed_at)
     values ($1, $2, $3, '示例银行', $4, $5, $6, $7, '2023-01-01', 'given', '2023-01-01', 'given-2', '2023-01-01')`,
    [
      county,
      id,
      provider,
      holder,
      secrets.seal(accountPlace(county, id), account),
      secrets.blindIndex('account', account),
      maskedAccount(account),
    ],
  )
  return { provider, contract }
}

async function givenAcceptance(client: Asking, of: { county: string; month: string; provider: string }) {
  const proposal = crypto.randomUUID()
  await client.query(
    `insert into evaluations.acceptance_proposal (county_code, id, month, organisation_id, result, persons_sampled, items, proposed_by, proposed_name,
       proposed_at, entry_id) values ($1, $2, $3, $4, 'accepted', 3, '[]', 'given', '王演示', '2023-09-02', gen_random_uuid())`,
    [of.county, proposal, of.month, of.provider],
  )
  await client.query(
    `insert into evaluations.acceptance (county_code, id, proposal_id, month, organisation_id, decision, report_no, decided_by, decided_name, decided_at, entry_id)
     values ($1, gen_random_uuid(), $2, $3, $4, 'accepted', $5, 'given-2', '李样本', '2023-09-03', gen_random_uuid())`,
    [of.county, proposal, of.month, of.provider, `YS-${of.month}-${proposal.slice(0, 8)}`],
  )
}

export interface GivenPayee {
  county?: string
  personId: string
  holder: string
  account: string
  holderIsPerson?: boolean
  consentId?: string | null
  secrets: Secrets
}

/** A person's account, proposed by one and confirmed by another. */
export async function givenPayee(client: Asking, given: GivenPayee): Promise<string> {
  const { county = '371522', personId, holder, account, holderIsPerson = true, consentId = null, secrets } = given
  const id = crypto.randomUUID()
  const place = { table: 'persons.payee_account', column: 'account', county, row: id }
  await client.query(
    `insert into persons.payee_account (county_code, id, person_id, bank, holder, account, account_index, account_masked, holder_is_person, consent_id,
       from_on, proposed_by, proposed_at, confirmed_by, confirmed_at)
     values ($1, $2, $3, '示例银行', $4, $5, $6, $7, $8, $9, '2021-01-01', 'given', '2021-01-01', 'given-2', '2021-01-01')`,
    [
      county,
      id,
      personId,
      holder,
      secrets.seal(place, account),
      secrets.blindIndex('account', account),
      maskedAccount(account),
      holderIsPerson,
      consentId,
    ],
  )
  return id
}
