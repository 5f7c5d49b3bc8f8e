/** An agreement in force for tests of what rests on it, written as whoever may. Invented data only. */
import type pg from 'pg'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenAgreement {
  id?: string
  personId: string
  townshipId: string
  villageId?: string | null
  organisationId?: string | null
  carerId?: string | null
  county?: string
  number?: string
  kind?: 'dispersed' | 'centralised'
  level?: 'able' | 'partly_able' | 'unable'
  from?: string
  to?: string
  signedOn?: string
}

let made = 0

export async function givenAgreement(client: Asking, agreement: GivenAgreement): Promise<string> {
  made += 1
  const { id = crypto.randomUUID(), personId, townshipId, villageId = null, organisationId = null } = agreement
  const { county = '371522', number = `XY-T${made}`, kind = 'dispersed', level = 'able', carerId = null } = agreement
  const { from = '2023-06-01', to = '2024-05-31', signedOn = from } = agreement
  await client.query(
    `insert into agreements.agreement (county_code, id, number, kind, person_id, township_id, village_id, organisation_id, carer_id,
       status, title, from_on, to_on, level, capacity, drafted_by, drafted_at, reviewed_on, reviewed_by, signed_on, effective_from,
       effective_to, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'signed', '照料护理服务协议', $10, $11, $12, 'full', 'given-maker', '2023-01-01',
       $10, 'given-checker', $13::date, greatest($10::date, $13::date), $11, '2023-01-01')`,
    [county, id, number, kind, personId, townshipId, villageId, organisationId, carerId, from, to, level, signedOn],
  )
  return id
}
