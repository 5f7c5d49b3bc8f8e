/** Within one county: a township, a provider and a home see nothing of their neighbours, and a city nothing of another city's county. */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { readRoleTable } from '#modules/access/index.ts'
import type { Role } from '#modules/access/roles.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { schemaOf } from '../architecture.ts'
import { testApp } from './app.ts'
import { atOnce, type Door, doors, knock } from './knocking.ts'
import { idFields, sampleInput } from './sample-input.ts'
import { mine, theirs, theirWord } from './two-counties.ts'
import { neighbourWord, publicNames, twoTownships, type TwoTownships } from './two-townships.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00', pool: 6 })
const roles = await readRoleTable()
let given: TwoTownships
beforeAll(async () => {
  given = await twoTownships(app)
})

interface Who {
  roles: readonly Role[]
  kind: 'townships' | 'villages' | 'organisation' | 'counties'
  ids: () => string[]
  counties?: string[]
}

const people: Readonly<Record<string, Who>> = {
  township: { roles: ['township-clerk', 'township-leader'], kind: 'townships', ids: () => [given.own.township] },
  village: { roles: ['village-aide'], kind: 'villages', ids: () => [given.own.village] },
  provider: { roles: ['provider-admin', 'carer'], kind: 'organisation', ids: () => [given.own.provider] },
  home: { roles: ['home-director', 'home-carer'], kind: 'organisation', ids: () => [given.own.home] },
}
const accountId = crypto.randomUUID()
const city: Who = {
  roles: ['city-supervisor', 'province-supervisor'],
  kind: 'counties',
  ids: () => [],
  counties: [mine, '371321'],
}

function actorOf({ roles: of, kind, ids, counties }: Who, operation: string) {
  const role = of.find((each) => roles.get(each)?.has(operation))
  if (!role) return undefined
  const organisationId = kind === 'organisation' ? ids()[0] : undefined
  return app.actor(role, {
    accountId,
    kind,
    ids: ids(),
    ...(counties ? { counties } : {}),
    ...(organisationId ? { organisationId } : {}),
  })
}

/** An answer may repeat what was asked. */
function withoutWhatIsKnown(text: string, words: readonly string[]): string {
  const repeated = words.flatMap((word) => [`"${word}"`, `“${word}”`])
  const named = publicNames.flatMap((name) => [`"${name}"`, `服务机构：${name}`])
  return [...named, ...repeated].reduce((rest, known) => rest.replaceAll(known, ''), text)
}

/** What each knock said that it should not have. */
async function heard(who: Who, words: readonly string[], inputsOf: (door: Door) => unknown[]) {
  const told: string[] = []
  const broke = new Set<string>()
  const done = new Set<string>()
  let knocked = 0
  await atOnce(6, doors, async (door) => {
    const actor = actorOf(who, door.name)
    if (!actor || door.operation.internal || door.operation.open) return
    for (const input of inputsOf(door)) {
      knocked += 1
      const said = await knock(app.installation, actor, door.name, input)
      const rest = withoutWhatIsKnown(said.text, words)
      if (words.some((word) => rest.includes(word)))
        told.push(`${door.name} ${JSON.stringify(input)} ${rest.slice(0, 400)}`)
      if (said.broke) broke.add(`${door.name} ${said.text.slice(0, 200)}`)
      if (said.done && door.operation.kind === 'command') done.add(door.name)
    }
  })
  return { told, broke: [...broke], done, knocked }
}

const made = (inputs: unknown[]) => inputs.filter((input) => input !== undefined)

/** Lists, and searches for the neighbour's word. */
function asking({ operation }: Door, word: string): unknown[] {
  if (operation.kind !== 'query') return []
  const shape = 'shape' in operation.input ? Object.keys(operation.input.shape as object) : []
  const texts = shape.filter((each) => /search|name|text|query|word/i.test(each))
  const wish = { id: crypto.randomUUID(), text: word }
  return made([sampleInput(operation, wish), ...(texts.length > 0 ? [sampleInput(operation, wish, texts)] : [])])
}

/** One thing of the neighbour's in each place for an id. */
function knocking({ module, operation }: Door, ids: ReadonlyMap<string, string>): unknown[] {
  const fields = idFields(operation)
  if (fields.length === 0) return []
  const near = [...ids]
    .filter(([table, id]) => id !== '' && table.startsWith(`${schemaOf(module)}.`))
    .map(([, id]) => id)
  const { person, provider, home, township } = given.neighbour
  return made(
    [...near, person, provider, home, township].map((id) => sampleInput(operation, { id, text: '查' }, fields)),
  )
}

const words = [neighbourWord, theirWord]

test.each(Object.entries(people))(
  'no list, search, count or suggestion shows a %s anything of its neighbours',
  async (_, who) => {
    const { told, broke, knocked } = await heard(who, words, (door) => asking(door, neighbourWord))
    expect(told).toEqual([])
    expect(broke).toEqual([])
    expect(knocked).toBeGreaterThan(5)
  },
)

test.each(Object.entries(people))(
  'no operation on one thing tells a %s anything of its neighbours, or touches theirs',
  async (_, who) => {
    const before = await neighbourRows()
    const { told, broke, knocked } = await heard(who, words, (door) => knocking(door, given.ids))
    expect(told).toEqual([])
    expect(broke).toEqual([])
    expect(knocked).toBeGreaterThan(20)
    expect(await neighbourRows()).toEqual(before)
  },
)

test('the county itself is shown the neighbour, so that what the others are not shown is there', async () => {
  const county: Who = {
    roles: ['county-clerk', 'county-leader', 'finance', 'auditor'],
    kind: 'counties',
    ids: () => [],
    counties: [mine],
  }
  const { told } = await heard(county, [neighbourWord], (door) => asking(door, '查'))
  expect(told.length).toBeGreaterThan(15)
})

test('a township is shown the carers of the provider that serves it', async () => {
  const [township] = Object.values(people)
  const said =
    township && (await heard(township, ['本镇护理'], (door) => (door.name === 'providers.carers' ? [{}] : [])))
  expect(said?.told).toHaveLength(1)
})

test('over several counties nothing is shown of a county that is not among them', async () => {
  const listed = await heard(city, [theirWord], (door) => asking(door, theirWord))
  const { rows } = await app.superuser.query<{ id: string }>(
    'select id::text from persons.person where county_code = $1',
    [theirs],
  )
  const ids = new Map(rows.map(({ id }, at) => [`${at}`, id]))
  const single = await heard(city, [theirWord], ({ module, operation, name }) =>
    knocking({ module, operation, name }, new Map([...ids].map(([at, id]) => [`${module}.${at}`, id]))),
  )
  expect([...listed.told, ...single.told]).toEqual([])
  expect(listed.knocked + single.knocked).toBeGreaterThan(20)
})

test('a ticket is opened by the account it was made for and by no other of the same county', async () => {
  const hash = createHash('sha256').update('ticket').digest()
  const owner = app.actor('township-clerk', {
    accountId: 'neighbour',
    kind: 'townships',
    ids: [given.neighbour.township],
  })
  await app.superuser.query(
    `insert into platform.ticket (county_code, token_hash, file_id, account_id, expires_at, entry_id)
     select county_code, $2, id, $3, '2030-01-01', id from platform.file where county_code = $1 limit 1`,
    [mine, hash, owner.accountId],
  )
  const other = app.actor('township-clerk', { accountId: 'own', kind: 'townships', ids: [given.own.township] })
  expect(await redeemTicket(app.installation, other, hash)).toBeUndefined()
  const { rowCount } = await app.superuser.query(
    'select from platform.ticket where token_hash = $1 and used_at is null',
    [hash],
  )
  expect(rowCount).toBe(1)
})

/** Everything of the neighbour's, as one sum for each table. */
async function neighbourRows(): Promise<string[]> {
  const sides = Object.values(given.neighbour).map((id) => `t::text like '%${id}%'`)
  const sums = given.tables
    .filter(({ name }) => !name.startsWith('record.') && !name.startsWith('platform.'))
    .map(
      ({ name }) =>
        `select '${name} ' || md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from ${name} t where county_code = '${mine}' and (${sides.join(' or ')})`,
    )
  const { rows } = await app.superuser.query<{ sum: string }>(sums.join(' union all '))
  return rows.map(({ sum }) => sum)
}
