/** Two townships, each with its provider, for tests of the month's roster. Persons are invented. */
import type pg from 'pg'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson, type GivenPerson } from '#modules/persons/given.ts'
import { givenContract, givenProvider } from '#modules/providers/given.ts'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenPlaces {
  east: { township: string; provider: string }
  west: { township: string; provider: string }
  /** A township that no provider's contract covers. */
  north: { township: string }
}

export async function givenPlaces(client: Asking): Promise<GivenPlaces> {
  const township = (name: string, sortOrder: number) => givenArea(client, { level: 'township', name, sortOrder })
  const east = { township: await township('东镇', 1), provider: await givenProvider(client, { name: '东机构' }) }
  const west = { township: await township('西镇', 2), provider: await givenProvider(client, { name: '西机构' }) }
  for (const { township: id, provider } of [east, west])
    await givenContract(client, { organisationId: provider, townshipIds: [id] })
  return { east, west, north: { township: await township('北镇', 3) } }
}

export const givenServed = (
  client: Asking,
  at: { township: string; provider?: string },
  more: Partial<GivenPerson> = {},
): Promise<string> => givenPerson(client, { townshipId: at.township, organisationId: at.provider ?? null, ...more })

interface Learnt {
  personId: string
  kind: string
  value: string
  fromOn: string
  knownAt: string
  basis?: string
}

/** What a decision says and when it was entered. */
export async function givenLearnt(client: Asking, learnt: Learnt): Promise<void> {
  const { personId, kind, value, fromOn, knownAt, basis = '' } = learnt
  await client.query(
    `insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, basis, source, entry_id)
     values ('371522', gen_random_uuid(), $1, $2, $3, $4, $5, $6, 'decision', gen_random_uuid())`,
    [personId, kind, value, fromOn, knownAt, basis],
  )
}
