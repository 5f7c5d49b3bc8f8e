/** A home with residents who hold money of their own, for tests: written as whoever may, invented names. */
import type pg from 'pg'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenHome {
  county: string
  name: string
  residents: readonly { name: string; capacity?: 'full' | 'limited' | 'none' }[]
  countyArea?: string
}

export async function givenHome(client: Asking, { county, name, residents, countyArea }: GivenHome) {
  const parentId =
    countyArea ?? (await givenArea(client, { level: 'county', name: `县${county}`, county, parentId: null }))
  const township = await givenArea(client, { level: 'township', name: `${name}所在镇`, county, parentId })
  const home = crypto.randomUUID()
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values ($1, $2, 'home', $3, $4, '2020-01-01')`,
    [county, home, name, township],
  )
  await client.query(
    `insert into institutions.home (county_code, organisation_id, township_id, sort_order, status, ownership, legal_person, filed, address, changed_at)
     values ($1, $2, $3, 1, 'open', 'public', true, true, '示例路1号', now())`,
    [county, home, township],
  )
  const persons: string[] = []
  for (const { name: called, capacity = 'full' } of residents) {
    const id = await givenPerson(client, {
      county,
      name: called,
      townshipId: township,
      organisationId: home,
      mode: 'centralised',
      capacity,
      supportedFrom: '2022-01-01',
      knownAt: '2022-01-01T00:00:00Z',
    })
    await client.query(`update persons.person set capacity_basis = '入户了解（演示）' where id = $1`, [id])
    await client.query(
      `insert into stays.stay (county_code, id, organisation_id, township_id, person_id, category, from_on, known_at)
       values ($1, $2, $3, $4, $5, 'supported_centralised', '2022-01-01', '2022-01-01T00:00:00Z')`,
      [county, crypto.randomUUID(), home, township, id],
    )
    persons.push(id)
  }
  return { county, countyArea: parentId, township, home, persons }
}
