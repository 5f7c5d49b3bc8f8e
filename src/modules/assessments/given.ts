/** Assessments that came as far as asked, for tests: written as whoever may, invented throughout. */
import type pg from 'pg'
import type { SelfCareLevel } from '#kernel/self-care.ts'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenAssessment {
  county?: string
  personId: string
  townshipId: string
  level: SelfCareLevel
  assessedOn: string
  no: number
}

/** Assessed by two and seen by the township, not yet decided. */
export async function givenReviewed(client: Asking, given: GivenAssessment): Promise<string> {
  const { county = '371522', personId, townshipId, level, assessedOn, no } = given
  const id = crypto.randomUUID()
  await client.query(
    `insert into assessments.assessment (county_code, id, year, no, person_id, township_id, reason, form, asked_by, requested_on, requested_by,
       due_on, status, assessed_on, assessed_by, rule_level, proposed_level, reviewed_by)
     values ($1, $2, extract(year from $3::date), $4, $5, $6, 'change', 'six_items', 'township', $3, 'given', $3::date + 14, 'reviewed', $3,
       'given-one', $7, $7, 'given-two')`,
    [county, id, assessedOn, no, personId, townshipId, level],
  )
  return id
}
