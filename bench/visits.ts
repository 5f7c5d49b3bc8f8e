/**
 * Visits through the door, 500 at a time as phones and programs send them: each with its checks, verdict, points, evidence
 * and one entry of the record for each batch; against hand-written SQL that inserts the same rows, batch by batch.
 */
import * as z from 'zod'
import { type GivenService, givenService, givenServiceMonth } from '#modules/settlement/given.ts'
import { type Bench, type Figure, type Ground, median, timed } from './harness.ts'

const batch = 500
const rounds = 5
const Answer = z.object({ visits: z.array(z.object({ result: z.string(), verdict: z.string().nullable() })) })

interface Place {
  service: GivenService
  carers: string[]
}

/** 2,000 persons with a place each, 120 carers who go from one to the next. */
async function given(ground: Ground): Promise<Place> {
  const able = Math.round(2_000 * Math.min(1, ground.scale * 5))
  const service = await givenService(ground.superuser, {
    townships: Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [
        `甲${index + 1}镇`,
        { able: Math.ceil((able / 10) * 0.8), unable: Math.ceil((able / 10) * 0.2) },
      ]),
    ),
  })
  await givenServiceMonth(ground.superuser, service, { visits: 0, evaluated: false, accepted: false })
  const carers = Array.from({ length: 120 }, () => crypto.randomUUID())
  await ground.superuser.query(
    `insert into providers.carer (county_code, id, organisation_id, name, born_on, sex, id_number, id_index, id_masked, from_on, changed_at)
     select $1, id, $2, '赵样本' || no, '1975-01-01', 'female', '\\x00', decode(md5(id::text), 'hex'), '3715**********0000', '2023-05-01', '2023-05-06'
     from unnest($3::uuid[]) with ordinality as c (id, no)`,
    [service.county, service.organisationId, carers],
  )
  await ground.superuser.query(
    `update persons.person p set longitude = 115.6 + (t.no % 50) * 0.002, latitude = 36.2 + (t.no / 50) * 0.002, datum = 'WGS-84'
     from unnest($2::uuid[]) with ordinality as t (id, no) where p.county_code = $1 and p.id = t.id`,
    [service.county, service.persons.map(({ id }) => id)],
  )
  await ground.superuser.query('analyze')
  return { service, carers }
}

/** The n-th visit: a carer has ten persons a day, an hour apart, and comes back to them some days later. */
function visitOf({ service, carers }: Place, no: number) {
  const day = Math.floor(no / (carers.length * 10)) % 30
  const within = no % (carers.length * 10)
  const carer = Math.floor(within / 10)
  const hour = within % 10
  const index = (carer * 10 + hour + (day % 2) * 1_200) % service.persons.length
  const from = Date.UTC(2023, 7, 1 + day, hour, carer % 60)
  return {
    id: crypto.randomUUID(),
    personId: service.persons[index]?.id ?? '',
    carerId: carers[carer] ?? '',
    startedAt: new Date(from).toISOString(),
    endedAt: new Date(from + (35 + (no % 20)) * 60_000).toISOString(),
    position: {
      longitude: 115.6 + ((index + 1) % 50) * 0.002,
      latitude: 36.2 + Math.floor((index + 1) / 50) * 0.002,
      datum: 'WGS-84',
      accuracy: 12,
    },
    services: ['daily_cleaning', 'meal'],
    contents: ['clean_room', 'wash_clothes', 'cook'],
    confirmation: 'signature',
    cardScanned: true,
    photos: [crypto.randomUUID().replaceAll('-', ''), crypto.randomUUID().replaceAll('-', '')],
    device: 'bench',
  }
}

async function visits(ground: Ground): Promise<Figure[]> {
  const place = await given(ground)
  const batches = Math.max(2, Math.round(20 * ground.scale))
  const actor = ground.actor('county-clerk')
  const verdicts = new Map<string, number>()
  let no = 0
  const take = async (): Promise<void> => {
    const sent = Array.from({ length: batch }, () => visitOf(place, no++))
    const answer = await ground.ask(actor, 'visits.take', {
      visits: sent,
      source: 'phone',
      organisationId: place.service.organisationId,
    })
    for (const { result, verdict } of Answer.parse(answer).visits)
      verdicts.set(`${result} ${verdict}`, (verdicts.get(`${result} ${verdict}`) ?? 0) + 1)
  }
  await take()
  const times: { ours: number[]; sql: number[] } = { ours: [], sql: [] }
  await layOut(ground)
  for (let round = 1; round <= rounds; round += 1) {
    times.ours.push(
      await timed(async () => {
        for (let each = 0; each < batches; each += 1) await take()
      }),
    )
    times.sql.push(await again(ground, batches))
    ground.say(
      `  round ${round}: ours ${times.ours.at(-1)?.toFixed(2)} s, SQL ${times.sql.at(-1)?.toFixed(2)} s for ${batches * batch}`,
    )
  }
  ground.say(`  ${[...verdicts].map(([words, count]) => `${words} ${count}`).join(', ')}`)
  const perSecond = (seconds: readonly number[]) => (batches * batch) / median(seconds)
  const [ours, sql] = [perSecond(times.ours), perSecond(times.sql)]
  return [
    { name: 'visits.sql', value: sql, unit: 'visits/s', ratio: null, ratioTo: '' },
    { name: 'visits.take', value: ours, unit: 'visits/s', ratio: ours / sql, ratioTo: 'visits.sql' },
  ]
}

const tables = ['visit', 'photo', 'verdict']

/** Tables like ours, indexes and checks included; no door, no row-level security, no record. */
async function layOut({ superuser }: Ground): Promise<void> {
  for (const table of tables) await superuser.query(`create table bench_${table} (like visits.${table} including all)`)
}

/** The rows of the newest entries, sent to the server and inserted there as they are. */
async function again({ superuser }: Ground, batches: number): Promise<number> {
  const entries = await superuser.query<{ id: string }>(
    'select entry_id as id from visits.visit group by 1 order by 1 desc limit $1',
    [batches],
  )
  const rows: { table: string; text: string }[][] = []
  for (const { id } of entries.rows) rows.push(await rowsOf(superuser, id))
  const seconds = await timed(async () => {
    for (const parts of rows) {
      await superuser.query('begin')
      for (const { table, text } of parts)
        await superuser.query(
          `insert into bench_${table} select * from json_populate_recordset(null::visits.${table}, $1)`,
          [text],
        )
      await superuser.query('commit')
    }
  })
  return seconds
}

async function rowsOf(superuser: Ground['superuser'], entry: string) {
  const of = async (table: string, where: string) => {
    const found = await superuser.query<{ text: string }>(
      `select coalesce(json_agg(t), '[]')::text as text from visits.${table} t where ${where}`,
      [entry],
    )
    return { table, text: found.rows[0]?.text ?? '[]' }
  }
  return [
    await of('visit', 'entry_id = $1'),
    await of('photo', '(county_code, visit_id) in (select county_code, id from visits.visit where entry_id = $1)'),
    await of('verdict', 'entry_id = $1'),
  ]
}

export const benches: Bench[] = [{ name: 'visits', run: visits }]
