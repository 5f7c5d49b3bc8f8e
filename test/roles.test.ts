import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { modules } from '#apps/modules.ts'
import { readRoleTable } from '#modules/access/index.ts'
import { roleTitles, type Role } from '#modules/access/roles.ts'
import { perform } from '#platform/perform.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const roles = await readRoleTable()
const operations = modules.flatMap(({ service: { contract } }) =>
  Object.entries(contract.operations).map(([name, operation]) => ({ name: `${contract.module}.${name}`, operation })),
)
const guarded = operations.filter(({ operation }) => !operation.open && !operation.internal)
const ask = (operation: string, actor: Parameters<typeof perform>[1]['actor']) =>
  perform(app.installation, { operation, input: {}, actor, requestId: crypto.randomUUID() }).then(
    () => 'done',
    (error: { kind?: string }) => error.kind ?? 'bug',
  )

test('docs/roles.csv has one row for every operation, with its title, and no other', async () => {
  const rows = (await readFile('docs/roles.csv', 'utf8'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  expect(rows.map(([name, title]) => `${name} ${title}`).sort()).toEqual(
    guarded.map(({ name, operation }) => `${name} ${operation.title}`).sort(),
  )
})

test('an operation that nobody may do, is no operation', () => {
  const granted = new Set([...roles.values()].flatMap((each) => [...each]))
  expect(guarded.map(({ name }) => name).filter((name) => !granted.has(name))).toEqual([])
})

describe.each(guarded.map(({ name }) => name))('%s', (name) => {
  test('asks who one is, and lets in exactly the roles of the table', async () => {
    expect(await ask(name, undefined)).toBe('unauthenticated')
    for (const role of Object.keys(roleTitles) as Role[]) {
      const answer = await ask(name, app.actor(role))
      const allowed = roles.get(role)?.has(name) ?? false
      expect(answer === 'forbidden', `${role} ${name}: ${answer}`).toBe(!allowed)
    }
  })
})

test('what only the worker performs is not there for people', async () => {
  for (const { name } of operations.filter(({ operation }) => operation.internal))
    expect(await ask(name, app.actor('county-leader'))).toBe('not_found')
})
