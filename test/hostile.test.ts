/** Every operation with input that nobody means well: each answer is a refusal in Chinese, or done; never a broken program. */
import { beforeAll, describe, expect, test } from 'vitest'
import { modules } from '#apps/modules.ts'
import type { Operation } from '#kernel/contract.ts'
import { Refusal } from '#kernel/refusal.ts'
import { givenAccount } from '#modules/access/given.ts'
import { readRoleTable } from '#modules/access/index.ts'
import type { Role } from '#modules/access/roles.ts'
import { givenService, givenServiceMonth } from '#modules/settlement/given.ts'
import { perform } from '#platform/perform.ts'
import { testApp } from './app.ts'
import { sampleInput } from './sample-input.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const roles = await readRoleTable()
const known: Record<string, string> = {}
const word = '查'
let accountId = ''

beforeAll(async () => {
  accountId = await givenAccount(app.superuser, { login: 'hostile', role: 'county-clerk' })
  const service = await givenService(app.superuser, { townships: { 示例甲镇: { able: 2, partly_able: 1 } } })
  const { rosterId } = await givenServiceMonth(app.superuser, service)
  known['personId'] = service.persons[0]?.id ?? ''
  known['personIds'] = known['personId']
  known['organisationId'] = service.organisationId
  known['townshipId'] = service.townships[0]?.id ?? ''
  known['contractId'] = service.contractId
  known['carerId'] = service.carerId
  known['rosterId'] = rosterId
})

const operations = modules.flatMap(({ service: { contract } }) =>
  Object.entries(contract.operations).flatMap(([name, operation]: [string, Operation]) => {
    const whole = `${contract.module}.${name}`
    const role = [...roles].find(([, may]) => may.has(whole))?.[0]
    return operation.internal || (!role && !operation.open) ? [] : [{ name: whole, operation, role }]
  }),
)

interface Answer {
  refused: boolean
  fault?: string
}

const chinese = /\p{Script=Han}/u
/** A long word of Latin letters is a leak of the program's own language; codes of documents and units are short or upper case. */
const english = /\b(?:invalid|expected|received|error|undefined|null|object|string|required|must|too (?:big|small))\b/i

async function answerOf(operation: string, input: unknown, role: string | undefined): Promise<Answer> {
  const actor = role ? app.actor(role as Role, { accountId }) : undefined
  const request = { operation, input, actor, requestId: crypto.randomUUID() }
  return perform(app.installation, request).then(
    () => ({ refused: false }),
    (error: unknown) => {
      if (!(error instanceof Refusal)) return { refused: true, fault: String(error).slice(0, 300) }
      const odd = error.reasons.find(
        ({ message }) => !chinese.test(message) || english.test(message.replace(/只能是.*/, '')),
      )
      return odd ? { refused: true, fault: `not in Chinese: ${odd.message}` } : { refused: true }
    },
  )
}

/** The sample with ids of things that are there, so that one gets past the first door. */
function withKnown(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => withKnown(each, name))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withKnown(each, key)]))
  return typeof value === 'string' && known[name] && /^[0-9a-f-]{36}$/.test(value) ? known[name] : value
}

const samples = new Map<string, unknown>()
function sampleOf(name: string, operation: Operation): unknown {
  if (!samples.has(name)) samples.set(name, withFullest(operation))
  return structuredClone(samples.get(name))
}

function withFullest(operation: Operation): unknown {
  const wish = { id: crypto.randomUUID(), text: word }
  const shape = 'shape' in operation.input ? Object.keys(operation.input.shape as object) : []
  return withKnown(sampleInput(operation, wish, shape) ?? sampleInput(operation, wish) ?? {})
}

type Path = readonly (string | number)[]
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]))
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return by
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>
  copy[key] = replaced(copy[key], rest, by)
  return copy
}

const everyText = (value: unknown, by: string): unknown => {
  if (Array.isArray(value)) return value.map((each) => everyText(each, by))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, everyText(each, by)]))
  return value === word ? by : value
}

async function faultsOf(inputs: (name: string, operation: Operation) => unknown[]): Promise<string[]> {
  const faults: string[] = []
  for (const { name, operation, role } of operations)
    for (const input of inputs(name, operation)) {
      const { fault } = await answerOf(name, input, role)
      if (fault) faults.push(`${name} ${JSON.stringify(input)?.slice(0, 160)}: ${fault}`)
    }
  return faults
}

test('there are operations of every module to knock at', () => {
  expect(operations.length).toBeGreaterThan(200)
})

describe('whole bodies', () => {
  const bodies: unknown[] = [JSON.parse('{"__proto__": {"admin": true}}'), null, [], 'x', {}]
  test('of any other shape are refused in words', async () => {
    expect(await faultsOf(() => bodies)).toEqual([])
  }, 120_000)

  test('nested ten thousand deep are refused, not overflowed', async () => {
    let deep: unknown = 'x'
    for (let level = 0; level < 10_000; level += 1) deep = [deep]
    expect(await faultsOf((name, operation) => [replaced(sampleOf(name, operation), ['value'], deep)])).toEqual([])
  }, 120_000)
})

const texts = {
  'a formula with sql, a pattern and html': `=cmd|' /C calc'!A0'; drop table persons.person; -- %_\\%%(((*+?[ <script>alert(1)</script>`,
  'rare characters': '𠮷䶮㐂👨‍👩‍👧‍👦',
  'much of it': '长'.repeat(20_000),
  'only blanks': '   \u3000\u00a0  ',
}
const unwritable = {
  'a zero byte': 'a\u0000b',
  'half a character': 'a\ud83db',
  'text turned round': '张三\u202e四李',
  'a bell': '铃\u0007',
}

describe.each(Object.entries(texts))('%s', (_, text) => {
  test('in every free text is kept or refused in words', async () => {
    expect(await faultsOf((name, operation) => [everyText(sampleOf(name, operation), text)])).toEqual([])
  }, 120_000)
})

describe.each(Object.entries(unwritable))('%s', (_, text) => {
  test('in any free text is refused and says what to do', async () => {
    for (const { name, operation, role } of operations) {
      const sample = sampleOf(name, operation)
      const input = everyText(sample, text)
      if (JSON.stringify(input) === JSON.stringify(sample)) continue
      expect(await answerOf(name, input, role), name).toEqual({ refused: true })
    }
  }, 120_000)
})

describe('each member', () => {
  const ofText = [null, 5, {}, '', '0000-00-00', '9999-12-31', '9999-12', '=1+1']
  const ofNumber = [null, 'x', -1, 0.5, 1e20, 9_007_199_254_740_991, []]
  const wrongFor = (leaf: unknown): unknown[] => (typeof leaf === 'string' ? ofText : ofNumber)
  const at = (value: unknown, path: Path): unknown =>
    path.reduce((inner: unknown, key) => (inner as Record<string | number, unknown>)[key], value)

  test('of another type or beyond all bounds is refused in words', async () => {
    const faults = await faultsOf((name, operation) => {
      const sample = sampleOf(name, operation)
      return leaves(sample).flatMap((path) => wrongFor(at(sample, path)).map((each) => replaced(sample, path, each)))
    })
    expect(faults).toEqual([])
  }, 600_000)
})
