import { expect, test } from 'vitest'
import { openPool } from '../database/connect.ts'
import { readEvidence, readFewEvidence } from './evidence.ts'
import { county, givenRecord } from './given.ts'

const entryId = '01890000-0000-7000-8000-000000000001'
const fill = `insert into sample.visit (county_code, id, entry_id, day, at, during, fen, note)
  select $1, gen_random_uuid(), $2, '2023-09-06'::date - n, '2023-09-06T10:00:00.123456+08'::timestamptz + n * interval '1 s',
    case when n % 2 = 0 then tstzrange('2023-09-06T10:00+08', '2023-09-06T11:30+08') end, 9007199254740993 + n,
    case n % 3 when 0 then null when 1 then E'换行\\n与"引号"\\\\𠮷' else '' end
  from generate_series(1, 40) n`

test('few rows on a connection of our pool are hashed as verify hashes them in any session', async () => {
  const given = await givenRecord()
  try {
    await given.client.query(fill, [county, entryId])
    await given.client.query(`set timezone = 'Asia/Shanghai'`)
    await given.client.query(`set datestyle = 'German'`)
    const slowly = await readEvidence(given.client, { county, entryId }, ['sample.visit'])
    const pool = openPool(given.reach, 1)
    const client = await pool.connect()
    const quickly = await readFewEvidence(client, { county, entryId }, ['sample.visit'])
    client.release()
    await pool.end()
    expect(quickly).toEqual(slowly)
    expect(quickly[0]?.rows).toBe(40)
  } finally {
    await given.end()
  }
})
