/** Accounts, areas and organisations for tests and the demonstration, written as whoever may. */
import type pg from 'pg'
import { hashPassword } from './passwords.ts'

/** Password of every account made here; only ever for invented data. */
export const givenPassword = 'Gongyang2023'

type Asking = Pick<pg.ClientBase, 'query'>

export interface GivenAccount {
  login: string
  role: string
  county?: string
  name?: string
  organisationId?: string | null
  kind?: string
  ids?: string[]
}

let hash: Promise<string> | undefined

export async function givenAccount(client: Asking, account: GivenAccount): Promise<string> {
  const { login, role, county = '371522', name = '王演示', organisationId = null, kind = 'county', ids = [] } = account
  hash ??= hashPassword(givenPassword)
  const id = crypto.randomUUID()
  await client.query(
    `insert into access.account (id, login, name, role, county_code, organisation_id, scope_kind, scope_ids, password_hash, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '2023-01-01')`,
    [id, login, name, role, county, organisationId, kind, ids, await hash],
  )
  return id
}

export interface GivenArea {
  id?: string
  level: 'county' | 'township' | 'village'
  name: string
  county?: string
  parentId?: string | null
  sortOrder?: number
}

export async function givenArea(client: Asking, area: GivenArea): Promise<string> {
  const { id = crypto.randomUUID(), level, name, county = '371522', parentId = null, sortOrder = 0 } = area
  await client.query(
    `insert into access.area (id, level, name, parent_id, county_code, sort_order, from_on) values ($1, $2, $3, $4, $5, $6, '2000-01-01')`,
    [id, level, name, parentId, county, sortOrder],
  )
  return id
}
