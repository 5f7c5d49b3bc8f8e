/**
 * A restored backup may be older than a destruction: whom the register says destroyed is readable in it again. He is let go of
 * before anybody can ask for him, not in the night that follows (个人信息保护法 第四十七条).
 */
import pg from 'pg'
import { archives } from '#modules/archives/contract.ts'
import type { Log } from '#platform/log.ts'
import { type Installation, newId, perform } from '#platform/perform.ts'
import { personMark } from '#platform/record/destruction.ts'
import { systemActor } from '#platform/worker.ts'

/** Answers how many persons were let go of; where one county cannot, the others go on and the night tries again. */
export async function forgetRestored(
  installation: Installation,
  superuser: pg.ClientConfig,
  log: Log,
): Promise<{ persons: number; failed: string[] }> {
  let persons = 0
  const failed: string[] = []
  for (const county of await countiesWaiting(superuser)) {
    const deed = { operation: 'archives.forgetAgain', input: {}, actor: systemActor(installation, county) }
    try {
      const answer = await perform(installation, { ...deed, requestId: `restored:${county}:${newId()}` })
      persons += archives.operations.forgetAgain.output.parse(answer).persons
    } catch (error) {
      log.error({ county, err: error }, 'whom a restored backup brought back was not let go of')
      failed.push(county)
    }
  }
  return { persons, failed }
}

/** Outside the walls: which counties, and nothing of whom. */
async function countiesWaiting(superuser: pg.ClientConfig): Promise<string[]> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    const found = await client.query<{ county: string }>(
      `select distinct d.county_code as county from record.destruction d
        join persons.person p on p.county_code = d.county_code and $1 || p.id::text = d.table_name
       where starts_with(d.table_name, $1) and p.forgotten_at is null and p.ended_on is not null order by 1`,
      [personMark],
    )
    return found.rows.map(({ county }) => county)
  } finally {
    await client.end()
  }
}
