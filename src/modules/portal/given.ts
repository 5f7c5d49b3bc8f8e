/** A township with its desk, a county with its bureau, and people who ask about themselves: for tests, invented. */
import type pg from 'pg'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'

/** On the slip of the demonstration; only ever for invented data. */
export const givenSlipCode = 'CHAXN-34679'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenDesk {
  township: string
  village: string
  bureau: string
  office: string
  villageOffice: string
  /** 张示例, with a guardian for property and signing. */
  person: string
  guardian: string
  /** 李样本, whom the other must never see. */
  neighbour: string
}

async function unit(client: Asking, kind: string, name: string, areaId: string | null): Promise<string> {
  const id = crypto.randomUUID()
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, area_id, functions, hotline, from_on)
     values ('371522', $1, $2, $3, $4, $5, $6, '2020-01-01')`,
    [id, kind, name, areaId, kind === 'bureau' ? ['civil_affairs'] : [], kind === 'bureau' ? '0000-0000000' : ''],
  )
  return id
}

export async function givenGuardian(
  client: Asking,
  { personId, name = '张监护', scope = ['property', 'signing'] }: { personId: string; name?: string; scope?: string[] },
): Promise<string> {
  const id = crypto.randomUUID()
  await client.query(`update persons.person set capacity = 'limited' where id = $1`, [personId])
  await client.query(
    `insert into persons.guardian (county_code, id, person_id, name, relation, scope, from_on) values ('371522', $1, $2, $3, '侄子', $4, '2022-01-01')`,
    [id, personId, name, scope],
  )
  return id
}

export async function givenConsent(
  client: Asking,
  personId: string,
  givenBy: 'person' | 'guardian',
  guardianId: string | null = null,
): Promise<string> {
  const id = crypto.randomUUID()
  await client.query(
    `insert into persons.consent (county_code, id, person_id, kind, given_by, receiver, from_on, explained, guardian_id)
     values ('371522', $1, $2, 'payee', $3, '张受托', '2023-01-01', '念给本人听，同意', $4)`,
    [id, personId, givenBy, guardianId],
  )
  return id
}

export async function givenDesk(client: Asking): Promise<GivenDesk> {
  const county = await givenArea(client, { level: 'county', name: '莘县' })
  const township = await givenArea(client, { level: 'township', name: '甲镇', parentId: county })
  const village = await givenArea(client, { level: 'village', name: '子村', parentId: township })
  const at = { townshipId: township, villageId: village }
  const person = await givenPerson(client, { ...at, name: '张示例' })
  return {
    township,
    village,
    bureau: await unit(client, 'bureau', '示例民政局', county),
    office: await unit(client, 'township', '甲镇人民政府', township),
    villageOffice: await unit(client, 'village', '子村村委会', village),
    person,
    guardian: await givenGuardian(client, { personId: person }),
    neighbour: await givenPerson(client, { ...at, name: '李邻居' }),
  }
}
