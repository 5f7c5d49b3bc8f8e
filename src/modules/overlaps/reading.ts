/**
 * Reads a list piece by piece and matches each row; every piece is its own command, so that it can be watched and left. The
 * index of persons and the place in the file are kept between pieces; after a restart they are made again.
 */
import { Refusal, refuse } from '#kernel/refusal.ts'
import { largestList } from '#kernel/file-limit.ts'
import { plainMonth, firstDay } from '#kernel/calendar.ts'
import { type MatchablePerson, personsToMatch } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { keepStatistics } from '#platform/database/keep-statistics.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type StreamedRow, streamRows } from '#platform/documents/stream-rows.ts'
import { storedFile } from '#platform/file-rows.ts'
import { People } from './candidates.ts'
import { type Chosen, lacking, type Layout, recognise } from './columns.ts'
import { overlaps } from './contract.ts'
import { Choice } from './fields.ts'
import { concernsUs, type Found, foundIn, storeHits } from './hit-rows.ts'
import type { Identity } from './identity.ts'
import { matchRow } from './match.ts'
import { dropEarlierNumbers, keepNumbers, keepsNumbers } from './numbers.ts'
import { type Places, placesOf } from './places.ts'
import { readRow } from './read-row.ts'
import { relationOf } from './relation.ts'
import { recordSettled } from './settled.ts'
import { changeList, type StoredList } from './stored.ts'

const db = tablesOf<'overlap', 'access'>()

export const limits = { maxRows: 1_048_576, maxColumns: 200, maxBytes: largestList }
/** One command reads so many rows or works so long, whichever comes first. */
const mostRows = 100_000
const longest = 5000

interface Underway {
  people: People
  byId: ReadonlyMap<string, MatchablePerson>
  places: Places
  layout: Layout
  lines: number | undefined
  pieces: AsyncGenerator<StreamedRow[]>
  /** Read to find the headings, and not matched yet. */
  waiting: StreamedRow[]
  readTo: number
}

const underway = new Map<string, Underway>()
/** Two lists at once are read from where they stand; a third begins again at its place. */
const mostKept = 2

export async function readPiece(context: Context, list: StoredList): Promise<number> {
  const key = `${context.county}/${list.id}/${list.edition}`
  try {
    const going = await underwayAt(context, list, key)
    if (!going) return 0
    const done = await matchPiece(context, list, going)
    if (done) underway.delete(key)
    return going.readTo
  } catch (error) {
    underway.delete(key)
    if (!(error instanceof Refusal)) throw error
    await changeList(context, list.id).set({ status: 'failed', fault: error.message }).execute()
    return 0
  }
}

/** Whoever gives a list up takes the numbers out of memory as well. */
export function forget(context: Context, listId: string): void {
  for (const key of underway.keys()) if (key.startsWith(`${context.county}/${listId}/`)) underway.delete(key)
}

async function underwayAt(context: Context, list: StoredList, key: string): Promise<Underway | undefined> {
  const known = underway.get(key)
  if (known && known.readTo === list.readTo) return known
  const opened = await opening(context, list)
  if (!opened) return undefined
  underway.set(key, opened)
  const [oldest] = underway.keys()
  if (underway.size > mostKept && oldest) underway.delete(oldest)
  return opened
}

const headRows = 20

async function opening(context: Context, list: StoredList): Promise<Underway | undefined> {
  const file = await storedFile(context, list.fileId)
  const { lines, pieces } = streamRows(await file.bytes(), file.name, limits)
  const waiting: StreamedRow[] = []
  while (waiting.length < headRows) {
    const { value, done } = await pieces.next()
    if (done) break
    waiting.push(...value)
  }
  const layout = recognise(waiting, await chosenBefore(context))
  const columns = JSON.stringify(layout?.columns.slice(0, limits.maxColumns) ?? [])
  const fault = layout ? lacking(layout) : '没有认出表头。表头应在前20行内，请核对文件。'
  if (!layout || fault) {
    await changeList(context, list.id)
      .set({ status: 'unrecognised', columns, fault: fault ?? '' })
      .execute()
    return undefined
  }
  await changeList(context, list.id)
    .set({ columns, fault: '', lineCount: lines ?? null })
    .execute()
  return { ...(await ours(context)), layout, lines, pieces, waiting, readTo: list.readTo }
}

/** Our side, in memory for as long as the list is read. */
async function ours(context: Context): Promise<Pick<Underway, 'people' | 'byId' | 'places'>> {
  const areas = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'level', 'name', 'parentId', 'successorId'])
    .where('countyCode', '=', context.county)
    .execute()
  const places = placesOf(areas)
  const persons = await personsToMatch(context)
  if (persons.length === 0) refuse('refused', 'nobody', '名册里还没有人，不能比对。请先导入人员名册。')
  const people = new People(
    persons.map((person) => ({ ...person, villageId: person.villageId && places.today(person.villageId) })),
  )
  return { people, places, byId: new Map(persons.map((person) => [person.id, person])) }
}

async function chosenBefore(context: Context): Promise<Chosen> {
  const rows = await db(context)
    .selectFrom('overlap.mapping')
    .select(['heading', 'choice'])
    .where('countyCode', '=', context.county)
    .execute()
  return Object.fromEntries(rows.flatMap(({ heading, choice }) => chosenOf(heading, choice)))
}

const chosenOf = (heading: string, choice: string): [string, Choice][] => {
  const known = Choice.safeParse(choice)
  return known.success ? [[heading, known.data]] : []
}

interface Piece {
  found: Found[]
  rows: number
  apart: number
  identities: Identity[]
}

async function matchPiece(context: Context, list: StoredList, going: Underway): Promise<boolean> {
  const piece: Piece = { found: [], rows: 0, apart: 0, identities: [] }
  const until = performance.now() + longest
  let over = false
  take(list, going, going.waiting.splice(0), piece)
  while (!over && piece.rows < mostRows && performance.now() < until) {
    const { value, done } = await going.pieces.next()
    over = done === true
    if (!done) take(list, going, value, piece)
  }
  await keep(context, list, { going, piece, over })
  return over
}

function take(list: StoredList, going: Underway, rows: readonly StreamedRow[], piece: Piece): void {
  const { layout, places, people, byId } = going
  for (const row of rows) {
    if (row.rowNo <= layout.headRow || row.rowNo <= list.readTo) continue
    going.readTo = row.rowNo
    const read = readRow(row, layout, places)
    if (!read) continue
    piece.rows += 1
    piece.identities.push(read.identity)
    for (const match of matchRow(people, read)) {
      const person = byId.get(match.personId)
      if (!person) continue
      const found = foundIn(row, match, { person, reading: layout })
      if (concernsUs(found, list)) piece.found.push(found)
      else piece.apart += 1
    }
  }
}

async function keep(
  context: Context,
  list: StoredList,
  { going, piece, over }: { going: Underway; piece: Piece; over: boolean },
): Promise<void> {
  const policy = await context.policyOn(firstDay(plainMonth(list.month)))
  const settled = relationOf(policy, list.kind) === 'compatible'
  await storeHits(context, { list, reading: going.layout, settled }, piece.found)
  const hits = await hitsOf(context, list.id)
  if (settled) await recordSettled(context, list)
  if (keepsNumbers(policy, list.kind)) {
    await keepNumbers(context, list, { readTo: going.readTo, identities: piece.identities })
    if (over) await dropEarlierNumbers(context, list)
  }
  await changeList(context, list.id)
    .set({
      readTo: going.readTo,
      rowCount: list.rowCount + piece.rows,
      hitCount: hits,
      knownCount: list.knownCount + piece.found.length - (hits - list.hitCount),
      apartCount: list.apartCount + piece.apart,
      ...(over ? { status: 'matched', publishedAt: context.now } : {}),
    })
    .execute()
  if (over) await keepStatistics(context, 'overlap.hit')
  const next = { listId: list.id }
  if (over) await context.later(overlaps, 'drop', next)
  else await context.later(overlaps, 'read', { ...next, edition: list.edition, from: going.readTo })
}

async function hitsOf(context: Context, listId: string): Promise<number> {
  const found = await db(context)
    .selectFrom('overlap.hit')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('countyCode', '=', context.county)
    .where('listId', '=', listId)
    .executeTakeFirstOrThrow()
  return Number(found.count)
}
