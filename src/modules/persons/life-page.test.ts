/** The timeline page by page: every event once, the latest first, the same for every reader who sees the person. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, firstDay, instant, plainDate, plainMonth } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { lifeOf } from '#platform/life.ts'
import type { Actor } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { enter, newId } from '#platform/perform.ts'
import { contextFor } from '#platform/request-context.ts'
import { testApp } from '../../../test/app.ts'
import { persons } from './contract.ts'
import { givenPerson } from './given.ts'
import { factsTold } from './person-file.ts'

const app = await testApp({ now: '2024-03-04T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const clerk = app.as(app.actor('county-clerk'))
const townActor = app.actor('township-clerk', { kind: 'townships', ids: [township] })
const town = app.as(townActor)

const noticed = (personId: string, days: readonly string[]) =>
  app.superuser.query(
    `insert into notices.notice (county_code, id, person_id, township_id, addressee, kind, title, text, source_table, source_id, month, made_at)
     select '371522', gen_random_uuid(), $1, $2, '本人', 'paper_slip', '告知', day || '的告知', 'x', gen_random_uuid(), left(day, 7), (day || ' 10:00+08')::timestamptz
     from unnest($3::text[]) day`,
    [personId, township, days],
  )

type Reader = typeof clerk

/** A request's context by itself, as the door makes it. */
const inRequest = <T>(actor: Actor, run: (context: Context) => Promise<T>): Promise<T> =>
  app.installation.kysely.transaction().execute(async (transaction) => {
    await enter(transaction, actor.scope)
    const { installation } = app
    const noted = { persons: new Set<string>(), tables: new Set<string>(), filter: undefined, count: undefined }
    const own = { actor, county: '371522', entryId: newId(), now: installation.now(), reads: true, newId }
    return run(
      contextFor({ installation, transaction, ...own, noted: { ...noted, purpose: undefined, widened: false } }),
    )
  })

async function pagesOf(reader: Reader, personId: string, kinds?: ['money']) {
  const pages: string[][] = []
  let before: string | null = null
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(reader, personId, before, kinds)
    // What the asking itself adds.
    const items = page.items.filter(({ text }) => !text.includes('档案被查看'))
    pages.push(items.map(({ at, text }) => `${at} ${text}`))
    before = page.before
  } while (before !== null && pages.length < 100)
  return pages
}
const ask = (reader: Reader, personId: string, before: string | null, kinds?: ['money']) =>
  reader(persons, 'timeline', { personId, before, ...(kinds ? { kinds } : {}) })

test('the pages one after the other tell each event once, however they lie in the years', async () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((back) => addDays(plainDate('2024-03-04'), -back))
  const many = fc.array(day, { minLength: 0, maxLength: 180 })
  await fc.assert(
    fc.asyncProperty(many, async (days) => {
      const personId = await givenPerson(app.superuser, { townshipId: township })
      await noticed(personId, days)
      const pages = await pagesOf(clerk, personId)
      const told = pages.flat()
      const notices = told.filter((each) => each.includes('的告知')).map((each) => each.slice(0, 10))
      expect(notices).toEqual(days.toSorted().toReversed())
      expect(told.map((each) => each.slice(0, 10))).toEqual(
        told
          .map((each) => each.slice(0, 10))
          .toSorted()
          .toReversed(),
      )
      expect(await pagesOf(town, personId)).toEqual(pages)
    }),
    { numRuns: 12 },
  )
})

test('ten years come in pages, of one kind as well; the whole life is what the hand-over package reads', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township })
  const months = Array.from({ length: 120 }, (_, back) => firstDay(addMonths(plainMonth('2024-03'), -back)))
  await noticed(personId, months)
  const pages = await pagesOf(town, personId)
  expect(pages.length).toBeGreaterThan(2)
  expect(pages[0]?.length).toBeLessThan(60)
  const money = (await pagesOf(town, personId, ['money'])).flat()
  expect(money).toHaveLength(120)
  const whole = await inRequest(townActor, (context) => lifeOf(context, personId))
  expect(whole.filter(({ kind }) => kind !== 'look')).toHaveLength(pages.flat().length)
})

test('what one entry begins is one line, and a level that another of its day took the place of is struck through', () => {
  const known = (at: string) => instant(new Date(at).toISOString())
  const fact = (kind: 'status' | 'mode' | 'level' | 'class', more: { value: string; id: string; at?: string }) => ({
    kind,
    id: more.id,
    value: more.value,
    text: more.value,
    fromOn: plainDate('2024-01-01'),
    knownAt: known(more.at ?? '2024-01-01'),
    basis: '',
    decidedOn: null,
    source: 'recognition' as const,
    replaced: false,
  })
  const told = factsTold([
    fact('level', { id: '5', value: '半失能', at: '2024-01-03' }),
    fact('status', { id: '1', value: 'active' }),
    fact('mode', { id: '2', value: '分散供养' }),
    fact('class', { id: '3', value: '农村' }),
    fact('level', { id: '4', value: '自理' }),
  ])
  expect(told.map(({ text, struckThrough, kind }) => ({ text, struckThrough, kind }))).toEqual([
    { text: '能力等级：半失能', struckThrough: false, kind: 'recognition' },
    { text: '2024年1月1日起供养：供养方式分散供养、户籍类型农村', struckThrough: false, kind: 'recognition' },
    { text: '能力等级：自理', struckThrough: true, kind: 'recognition' },
  ])
})

test('opened twice on one day by one clerk is one look', async () => {
  const personId = await givenPerson(app.superuser, { townshipId: township })
  for (let times = 0; times < 3; times += 1) await clerk(persons, 'person', { personId })
  const { items } = await clerk(persons, 'timeline', { personId })
  expect(items.find(({ kind }) => kind === 'look')?.text).toContain('档案被查看1次（1人')
})

test('what reads beside others may not change the scope they read under', async () => {
  const within = inRequest(townActor, (context) =>
    context.alongside([
      () => context.within({ kind: 'county', counties: ['371522'], ids: [] }, async () => undefined),
      async () => undefined,
    ]),
  )
  await expect(within).rejects.toThrow('no other scope')
})

test('a life of somebody outside the reader’s townships is not found, by any page', async () => {
  const elsewhere = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
  const personId = await givenPerson(app.superuser, { townshipId: elsewhere })
  await expect(ask(town, personId, null)).rejects.toThrow('没有找到此人')
  await expect(ask(town, personId, '2020-01-01')).rejects.toThrow('没有找到此人')
  await expect(ask(town, personId, null, ['money'])).rejects.toThrow('没有找到此人')
})
