/** Through no operation is anything of another county shown, done, given out or told. */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { readRoleTable } from '#modules/access/index.ts'
import { scopeOfRole } from '#modules/access/account-rules.ts'
import type { Role } from '#modules/access/roles.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { schemaOf } from '../architecture.ts'
import { testApp } from './app.ts'
import { atOnce, doors, knock } from './knocking.ts'
import { idFields, sampleInput } from './sample-input.ts'
import { type CountyTable, mine, theirs, theirWord, twoCounties } from './two-counties.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00', pool: 6 })
const roles = await readRoleTable()
let tables: CountyTable[] = []
beforeAll(async () => {
  tables = await twoCounties(app)
})

const accountId = crypto.randomUUID()
const actorFor = (operation: string) => {
  const role = [...roles].find(([, may]) => may.has(operation))?.[0]
  return role === undefined ? undefined : app.actor(role as Role, { accountId })
}

/** Done, with nothing of the other county in it: a list filtered to nothing is exported, each visit of a parcel gets its own refusal. */
const answersEach = new Set([
  'archives.exportList',
  'endings.exportChanges',
  'endings.exportDeaths',
  'audit.exportEntries',
  'evaluations.exportOverview',
  'ledger.exportPostings',
  'overlaps.export',
  'overlaps.exportUncollected',
  'persons.export',
  'visits.take',
])

/** Their rows are invented here as no module would write them (an empty object for a list), and an answer breaks on its own shape. */
const breakOnInvented = new Set([
  'duties.watched',
  'evaluations.vetoCases',
  'overlaps.lists',
  'persons.importList',
  'recognition.list',
  'recognition.relatives',
])

const alsoOf: Record<string, string[]> = {
  audit: ['record.entry'],
  overlaps: ['platform.file'],
  persons: ['platform.file'],
  policy: ['platform.file'],
}

const idsOf = new Map<string, Promise<string[]>>()
function theirIds(module: string): Promise<string[]> {
  const found = idsOf.get(module) ?? readTheirIds(module)
  idsOf.set(module, found)
  return found
}

async function readTheirIds(module: string): Promise<string[]> {
  const wanted = tables.filter(
    ({ name, columns }) =>
      columns.some((column) => column.name === 'id' && column.type === 'uuid') &&
      (name.startsWith(`${schemaOf(module)}.`) ||
        [...(alsoOf[module] ?? []), 'persons.person', 'access.organisation'].includes(name)),
  )
  const ids = await Promise.all(
    wanted.map(async ({ name }) => {
      const { rows } = await app.superuser.query<{ id: string }>(
        `select id::text as id from ${name} where county_code = $1 limit 1`,
        [theirs],
      )
      return rows.map(({ id }) => id)
    }),
  )
  return ids.flat()
}

test('an operation on one thing does nothing with a thing of another county and says nothing of it', async () => {
  const before = await theirRows()
  const wrong: string[] = []
  const broke = new Set<string>()
  const filtered = new Set<string>()
  let knocked = 0
  await atOnce(6, doors, async ({ name, module, operation }) => {
    const fields = idFields(operation)
    const actor = actorFor(name)
    if (fields.length === 0 || operation.internal || operation.open || !actor) return
    for (const id of await theirIds(module)) {
      const input = sampleInput(operation, { id, text: '查' }, fields)
      if (input === undefined) break
      knocked += 1
      const said = await knock(app.installation, actor, name, input)
      if (said.text.includes(theirWord)) wrong.push(`${name} ${said.text.slice(0, 200)}`)
      if (said.broke) broke.add(name)
      if (!said.done || operation.kind === 'query') continue
      if (answersEach.has(name)) filtered.add(name)
      else wrong.push(`${name} was done with an id of another county`)
    }
  })
  expect([...answersEach].filter((name) => !filtered.has(name))).toEqual([])
  expect(wrong).toEqual([])
  expect([...broke]).toEqual([])
  expect(knocked).toBeGreaterThan(200)
  expect(await theirRows()).toEqual(before)
})

test('no list, search or suggestion shows anything of another county', async () => {
  const wrong: string[] = []
  const broke: string[] = []
  let asked = 0
  await atOnce(6, doors, async ({ name, operation }) => {
    const actor = actorFor(name)
    if (operation.kind !== 'query' || operation.open || operation.internal || !actor) return
    const properties = Object.keys(
      operation.input instanceof Object && 'shape' in operation.input ? (operation.input.shape as object) : {},
    )
    const texts = properties.filter((each) => /search|name|text|query|word/i.test(each))
    for (const also of [[], texts]) {
      const input = sampleInput(operation, { id: crypto.randomUUID(), text: theirWord }, also)
      if (input === undefined) continue
      asked += 1
      const said = await knock(app.installation, actor, name, input)
      // An answer may repeat what was asked, never more than that.
      const rest = said.text.replaceAll(`"${theirWord}"`, '').replaceAll(`“${theirWord}”`, '')
      if (rest.includes(theirWord)) wrong.push(`${name} ${rest.slice(0, 300)}`)
      if (said.broke) broke.push(`${name} ${said.text.slice(0, 300)}`)
    }
  })
  expect(wrong).toEqual([])
  expect(new Set(broke.map((each) => each.split(' ')[0]))).toEqual(breakOnInvented)
  expect(asked).toBeGreaterThan(60)
})

test('areas and organisations of any county are open to the platform, and to an account of a county only its own', async () => {
  const ofUnits = ['access.units', 'access.unitChanges', 'access.changeOrganisation', 'access.closeOrganisation']
  const whoMay = [...roles].flatMap(([role, may]) => (ofUnits.some((name) => may.has(name)) ? [role as Role] : []))
  const reach = whoMay.map((role) => scopeOfRole(role, { countyCode: theirs, organisation: null }).scope.kind)
  expect(new Set(reach)).toEqual(new Set(['none']))
  const ofCounty = app.actor('admin', { accountId })
  const ofPlatform = app.actor('admin', { accountId, kind: 'none', county: '000000' })
  const [organisation] = (
    await app.superuser.query<{ id: string }>(`select id::text from access.organisation where county_code = $1`, [
      theirs,
    ])
  ).rows
  const changed = { countyCode: theirs, organisationId: organisation?.id, name: '改名机构', reason: '名称变更登记' }
  const inputs: [string, object][] = [
    ['access.changeOrganisation', changed],
    ['access.closeOrganisation', { ...changed, on: '2023-09-30' }],
    ['access.units', { countyCode: theirs }],
  ]
  for (const [name, input] of inputs) {
    const said = await knock(app.installation, ofCounty, name, input)
    expect(said, name).toMatchObject({ done: false, text: expect.stringContaining('只能查看和变更本账号所属县') })
    expect(said.text, name).not.toContain(theirWord)
  }
  expect((await knock(app.installation, ofCounty, 'access.units', { countyCode: mine })).text).toContain('甲县机构')
  expect((await knock(app.installation, ofPlatform, 'access.changeOrganisation', changed)).done).toBe(true)
  expect((await knock(app.installation, ofPlatform, 'access.units', { countyCode: theirs })).text).toContain(theirWord)
  expect((await knock(app.installation, ofPlatform, 'access.unitChanges', {})).text).toContain('改名机构')
  expect((await knock(app.installation, ofCounty, 'access.unitChanges', {})).text).toBe('[]')
})

test('a ticket of another county opens nothing, even for the account it was made for', async () => {
  const actor = app.actor('county-clerk')
  const hash = createHash('sha256').update('ticket').digest()
  await app.superuser.query(
    `insert into platform.ticket (county_code, token_hash, file_id, account_id, expires_at, entry_id)
     select county_code, $2, id, $3, '2030-01-01', id from platform.file where county_code = $1 limit 1`,
    [theirs, hash, actor.accountId],
  )
  expect(await redeemTicket(app.installation, actor, hash)).toBeUndefined()
})

/** Everything that they have, as one sum for each table. */
async function theirRows(): Promise<string[]> {
  const sums = tables.map(
    ({ name }) =>
      `select '${name} ' || md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from ${name} t where county_code = '${theirs}'`,
  )
  const { rows } = await app.superuser.query<{ sum: string }>(sums.join(' union all '))
  return rows.map(({ sum }) => sum)
}
