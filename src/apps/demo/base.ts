/** Areas, organisations and accounts of a demonstration county: one account for each role, named <county>-<role>. */
import type pg from 'pg'
import { givenPassword, hashPassword } from '#modules/access/index.ts'
import { roleTitles, type Role } from '#modules/access/roles.ts'
import { areaIdOf, type DemoArea, type DemoCounty } from '#platform/demo/places.ts'

type Asking = Pick<pg.ClientBase, 'query'>

/** Stable ids, so that a script may name them: organisationIdOf('371522', 'provider-1'). */
export const organisationIdOf = (county: string, name: string): string => areaIdOf(`organisation/${county}/${name}`)

export interface BaseNames {
  /** The bureau's name in this place: 民政局, 社会事业局. */
  bureau: string
  finance: string
  medicalInsurance: string
  hotline: string
  providers: readonly string[]
  /** Homes by name, with the township that runs each. */
  /** One that has been closed since has nobody who signs in. */
  homes: readonly { name: string; township: string; closed?: boolean }[]
}

const since = '2016-10-10'

export async function makeBase(client: Asking, county: DemoCounty, names: BaseNames): Promise<void> {
  await makeAreas(client, county)
  await makeOrganisations(client, county, names)
  await makeAccounts(client, accountsOf(county, names))
}

async function makeAreas(client: Asking, { code, county, townships, villages }: DemoCounty): Promise<void> {
  const areas = [county, ...townships, ...villages]
  await client.query(
    `insert into access.area (id, level, name, parent_id, county_code, unit_type, official_code, sort_order, from_on)
     select id, level, name, parent_id, $1, unit_type, official_code, sort_order, '${since}'
     from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::int[])
       as area (id, level, name, parent_id, unit_type, official_code, sort_order)`,
    [
      code,
      areas.map(({ id }) => id),
      areas.map(({ level }) => level),
      areas.map(({ name }) => name),
      areas.map(({ parentId }) => parentId ?? null),
      areas.map(({ name }) => unitTypeOf(name)),
      areas.map(({ level }) => (level === 'county' ? code : null)),
      areas.map(({ order }) => order),
    ],
  )
}

const unitTypes = ['街道', '苏木', '嘎查', '社区', '镇', '乡', '村', '旗', '县', '区']
const unitTypeOf = (name: string) => unitTypes.find((type) => name.replace(/办$/, '').endsWith(type)) ?? ''

interface Organisation {
  id: string
  kind: 'bureau' | 'township' | 'village' | 'home' | 'provider'
  name: string
  areaId: string
  functions: string[]
  hotline: string
}

async function makeOrganisations(client: Asking, demo: DemoCounty, names: BaseNames): Promise<void> {
  const { code, county, townships, villages } = demo
  const bureau = (key: string, name: string, functions: string[]): Organisation => ({
    id: organisationIdOf(code, key),
    kind: 'bureau',
    name,
    areaId: county.id,
    functions,
    hotline: key === 'bureau' ? names.hotline : '',
  })
  const ofArea = (kind: 'township' | 'village', words: string) => (area: DemoArea) => ({
    id: organisationIdOf(code, area.id),
    kind,
    name: `${area.name}${words}`,
    areaId: area.id,
    functions: kind === 'township' ? ['civil_affairs'] : [],
    hotline: '',
  })
  const townshipOf = (name: string) => townships.find((each) => each.name === name)?.id ?? county.id
  const all: Organisation[] = [
    bureau('bureau', names.bureau, ['civil_affairs', 'elderly_service']),
    bureau('finance', names.finance, ['finance']),
    bureau('medical-insurance', names.medicalInsurance, ['medical_insurance']),
    bureau('audit', `${county.name}纪检监察和审计（演示）`, ['audit']),
    ...townships.map(ofArea('township', townshipWords(demo))),
    ...villages.map(ofArea('village', '（演示）')),
    ...names.providers.map((name, index) => ({
      id: organisationIdOf(code, `provider-${index + 1}`),
      kind: 'provider' as const,
      name,
      areaId: county.id,
      functions: [],
      hotline: '',
    })),
    ...names.homes.map(({ name, township }, index) => ({
      id: organisationIdOf(code, `home-${index + 1}`),
      kind: 'home' as const,
      name,
      areaId: townshipOf(township),
      functions: [],
      hotline: '',
    })),
  ]
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, area_id, functions, hotline, sort_order, from_on)
     select $1, id, kind, name, area_id, coalesce(string_to_array(nullif(functions, ''), ','), '{}'), hotline, sort_order, '${since}'
     from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::int[])
       as organisation (id, kind, name, area_id, functions, hotline, sort_order)`,
    [
      code,
      all.map(({ id }) => id),
      all.map(({ kind }) => kind),
      all.map(({ name }) => name),
      all.map(({ areaId }) => areaId),
      all.map(({ functions }) => functions.join(',')),
      all.map(({ hotline }) => hotline),
      all.map((_, index) => index + 1),
    ],
  )
}

const townshipWords = ({ invented }: DemoCounty) => (invented ? '人民政府（示例）' : '')

interface DemoAccount {
  login: string
  role: Role
  name: string
  county: string
  organisationId: string | null
  kind: string
  ids: string[]
  counties?: string[]
}

function accountsOf(demo: DemoCounty, names: BaseNames): DemoAccount[] {
  const { code, townships, villages } = demo
  const account = (key: string, role: Role, name: string, rest: Partial<DemoAccount> = {}): DemoAccount => ({
    login: `${code}-${key}`,
    role,
    name,
    county: code,
    organisationId: organisationIdOf(code, 'bureau'),
    kind: 'county',
    ids: [],
    ...rest,
  })
  const county = (role: Role, name: string, organisation = 'bureau') =>
    account(role, role, name, { organisationId: organisationIdOf(code, organisation) })
  return [
    county('county-clerk', '王演示'),
    county('county-leader', '李样本'),
    county('county-elderly', '周举例'),
    county('finance', '陈假设', 'finance'),
    county('medical-insurance', '吴测试', 'medical-insurance'),
    county('data-officer', '郑范例'),
    county('auditor', '孙示范', 'audit'),
    ...townships.flatMap((area, index) => {
      const own = { organisationId: organisationIdOf(code, area.id), kind: 'townships', ids: [area.id] }
      return [
        account(`township-${index + 1}-clerk`, 'township-clerk', `${area.name}经办（演示）`, own),
        account(`township-${index + 1}-leader`, 'township-leader', `${area.name}负责人（演示）`, own),
      ]
    }),
    ...villages.slice(0, 3).map((area, index) =>
      account(`village-${index + 1}-aide`, 'village-aide', `${area.name}协理员（演示）`, {
        organisationId: organisationIdOf(code, area.id),
        kind: 'villages',
        ids: [area.id],
      }),
    ),
    ...names.providers.map((name, index) => ofOrganisation(`provider-${index + 1}`, 'provider-admin', name)),
    ...names.homes.flatMap(({ name, closed }, index) => [
      ...(closed ? [] : [ofOrganisation(`home-${index + 1}`, 'home-director', name, `home-${index + 1}-director`)]),
      ...(index === 0 ? [ofOrganisation('home-1', 'home-carer', name, 'home-1-carer')] : []),
    ]),
    ...(names.providers.length > 0 ? [ofOrganisation('provider-1', 'carer', names.providers[0] ?? '', 'carer-1')] : []),
  ]

  function ofOrganisation(key: string, role: Role, name: string, login = key): DemoAccount {
    const id = organisationIdOf(code, key)
    return account(login, role, `${name}${roleTitles[role]}`, { organisationId: id, kind: 'organisation', ids: [id] })
  }
}

/** Accounts over counties and of the platform itself. */
export function platformAccounts(counties: readonly DemoCounty[]): DemoAccount[] {
  const plain = { organisationId: null, kind: 'none', ids: [], county: '000000' }
  const over = {
    organisationId: null,
    kind: 'counties',
    ids: [],
    county: '000000',
    counties: counties.map(({ code }) => code),
  }
  return [
    { login: 'admin', role: 'admin', name: '系统管理员（演示）', ...plain },
    { login: 'security-admin', role: 'security-admin', name: '安全管理员（演示）', ...plain },
    { login: 'city-supervisor', role: 'city-supervisor', name: '市级督导（演示）', ...over },
    { login: 'province-supervisor', role: 'province-supervisor', name: '省级督导（演示）', ...over },
  ]
}

export async function makeAccounts(client: Asking, accounts: readonly DemoAccount[]): Promise<void> {
  const hash = await hashPassword(givenPassword)
  const id = (login: string) => areaIdOf(`account/${login}`)
  for (const [index, each] of accounts.entries()) {
    await client.query(
      `insert into access.account (id, login, name, role, county_code, organisation_id, scope_kind, scope_counties, scope_ids,
         password_hash, demo, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true, timestamptz '2023-01-01' + make_interval(secs => $11))`,
      [
        id(each.login),
        each.login,
        each.name,
        each.role,
        each.county,
        each.organisationId,
        each.kind,
        each.counties ?? [],
        each.ids,
        hash,
        index,
      ],
    )
  }
}
