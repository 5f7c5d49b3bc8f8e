/**
 * A department's list of 1,000,000 rows against 100,000 persons: from the file as it was uploaded to hits that a clerk can
 * decide. Mistakes are generated, one in each of most rows that mean somebody; recall and precision are of what is shown as
 * 很可能, and of all that is shown. Against a plain join of the two in SQL by number, loaded and joined, which finds no mistake.
 */
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { from as copyFrom } from 'pg-copy-streams'
import { overlaps } from '#modules/overlaps/contract.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { openLog } from '#platform/log.ts'
import { startWorker } from '#platform/worker.ts'
import { type Bench, type Figure, type Ground, timed } from './harness.ts'
import {
  type Being,
  headings,
  inventBeings,
  inventList,
  layOutPersons,
  layOutVillages,
  type Line,
  mistakes,
} from './matching/county.ts'

async function matched(
  ground: Ground,
  bytes: Uint8Array,
): Promise<{ seconds: number; processor: number; listId: string }> {
  const actor = ground.actor('county-clerk')
  const file = { name: '低保名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(ground.installation, actor, '371522', file)
  const worker = await startWorker(ground.installation, ground.worker, openLog('warn'))
  let listId = ''
  const before = process.cpuUsage()
  const seconds = await timed(async () => {
    const input = { fileId, kind: 'dibao', source: '示例低保经办', month: '2023-08' }
    listId = overlaps.operations.start.output.parse(await ground.ask(actor, 'overlaps.start', input)).listId
    for (;;) {
      const { rows } = await ground.superuser.query<{ status: string; fault: string }>(
        'select status, fault from overlap.list where id = $1',
        [listId],
      )
      if (rows[0]?.status === 'matched') return
      if (rows[0]?.status !== 'reading') throw new Error(rows[0]?.fault ?? 'no list')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })
  const { user, system } = process.cpuUsage(before)
  await worker.stop()
  return { seconds, processor: (user + system) / 1_000_000, listId }
}

/** What bare SQL does with both sides in clear: COPY of the list, and a hash join by number. */
async function joined(ground: Ground, persons: readonly Being[], lines: readonly Line[]) {
  const { superuser: client } = ground
  await client.query('create temporary table bench_person (id uuid, number text)')
  await client.query(
    'create temporary table bench_list (name text, number text, born text, township text, village text, amount text)',
  )
  await client.query('insert into bench_person select * from unnest($1::uuid[], $2::text[])', [
    persons.map(({ id }) => id),
    persons.map(({ idNumber }) => idNumber),
  ])
  await client.query('analyze bench_person')
  const load = await timed(async () => {
    const text = lines.values().map(({ cells }) => `${cells.join('\t')}\n`)
    await pipeline(Readable.from(text), client.query(copyFrom('copy bench_list from stdin')))
  })
  const join = await timed(() =>
    client.query('select p.id, l.* from bench_list l join bench_person p on p.number = l.number'),
  )
  return { load, join }
}

interface HitRow {
  rowNo: number
  personId: string
  grade: string
}

const percent = (part: number, whole: number) => (whole === 0 ? 1 : part / whole)

function judged(ground: Ground, lines: readonly Line[], hits: readonly HitRow[]): Figure[] {
  // The first line of the file holds the headings.
  const right = hits.filter(({ rowNo, personId }) => lines[rowNo - 2]?.means?.personId === personId)
  const likely = (rows: readonly HitRow[]) => rows.filter(({ grade }) => grade === 'likely')
  const meant = lines.filter(({ means }) => means)
  for (const mistake of mistakes) {
    const of = meant.filter(({ means }) => means?.mistake === mistake).length
    const at = (rows: readonly HitRow[]) =>
      rows.filter(({ rowNo }) => lines[rowNo - 2]?.means?.mistake === mistake).length
    const parts = [percent(at(likely(right)), of), percent(at(right), of)].map((each) => each.toFixed(4))
    ground.say(`  ${mistake.padEnd(12)} ${String(of).padStart(6)} rows  recall ${parts[0]} likely, ${parts[1]} shown`)
  }
  const wrong = likely(hits).length - likely(right).length
  ground.say(
    `  ${meant.length} rows mean somebody; likely ${likely(hits).length} (${wrong} wrong); shown ${hits.length}`,
  )
  const share = (name: string, value: number): Figure => ({
    name: `matching.${name}`,
    value,
    unit: '',
    ratio: null,
    ratioTo: '',
  })
  return [
    share('recall', percent(likely(right).length, meant.length)),
    share('precision', percent(likely(right).length, likely(hits).length)),
    share('recall.shown', percent(new Set(right.map(({ rowNo }) => rowNo)).size, meant.length)),
    share('precision.shown', percent(right.length, hits.length)),
  ]
}

async function matching(ground: Ground): Promise<Figure[]> {
  const villages = await layOutVillages(ground.superuser)
  const persons = inventBeings('matching/persons', villages, Math.round(100_000 * ground.scale))
  const lines = inventList('matching/list', { villages, persons }, Math.round(1_000_000 * ground.scale))
  const names = new Set(persons.map(({ name }) => name)).size
  ground.say(`  ${persons.length} persons of ${names} names are laid out, a list of ${lines.length} rows …`)
  await layOutPersons(ground.superuser, ground.installation.secrets, persons)
  const bytes = writeCsv([headings, ...lines.map(({ cells }) => cells)])
  const sql = await joined(ground, persons, lines)
  const { seconds, processor, listId } = await matched(ground, bytes)
  const { rows } = await ground.superuser.query<HitRow>(
    'select row_no as "rowNo", person_id as "personId", grade from overlap.hit where list_id = $1',
    [listId],
  )
  const whole = sql.load + sql.join
  const time = (name: string, value: number, ratioTo: string): Figure => ({
    name: `matching.${name}`,
    value,
    unit: 's',
    ratioTo,
    ratio: ratioTo === '' ? null : value / (ratioTo === 'matching.sql.join' ? sql.join : whole),
  })
  return [
    time('sql.join', sql.join, ''),
    time('sql.loaded', whole, ''),
    time('list', seconds, 'matching.sql.loaded'),
    // Of the server alone, without the database: what it takes whatever else the machine does.
    time('list.processor', processor, ''),
    time('list.to-join', seconds, 'matching.sql.join'),
    ...judged(ground, lines, rows),
  ]
}

export const benches: Bench[] = [{ name: 'matching', run: matching }]
