/** A decision that waits to be handed over when the person dies: it is over with a note, and due again when the death was reported in error. */
import { sql } from 'kysely'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { actsOf, type Change, db, keep, writeAct } from './stored.ts'

/** What is put right after the death is told to whom the estate goes: that stays to be handed over. */
export async function closeUndelivered(context: Context, personId: string, diedOn: PlainDate): Promise<void> {
  const rows = await lockedOf(context, personId, ['deliver', 'redeliver'])
  for (const row of rows) await close(context, row, diedOn)
}

/** Deaths that were entered before this was known to the system; every night, until none is left. */
export async function closeAllUndelivered(context: Context): Promise<number> {
  const { rows } = await sql<{ personId: string; diedOn: PlainDate }>`
    select distinct c.person_id, p.died_on from endings.change c
    join persons.person_view p on p.county_code = c.county_code and p.id = c.person_id and p.died_on is not null
    where c.county_code = ${context.county} and c.step = 'deliver'`.execute(context.transaction)
  for (const { personId, diedOn } of rows)
    for (const row of await lockedOf(context, personId, ['deliver'])) await close(context, row, diedOn)
  return rows.length
}

export async function reopenUndelivered(context: Context, personId: string): Promise<void> {
  for (const row of await lockedOf(context, personId, ['done', 'corrected'])) {
    const acts = await actsOf(context, row.id)
    if (acts.at(-1)?.kind !== 'not_delivered') continue
    await writeAct(context, row, { as: 'delivery_due', on: context.today, words: '死亡报告已撤销，仍须送达' })
    await keep(context, row.id, { step: row.step === 'done' ? 'deliver' : 'redeliver', stepFromOn: context.today })
  }
}

async function close(context: Context, row: Change, diedOn: PlainDate): Promise<void> {
  const words = `本人已于${dateText(diedOn)}去世，决定不再送达`
  await writeAct(context, row, { as: 'not_delivered', on: context.today, words })
  const step = row.step === 'deliver' ? 'done' : 'corrected'
  await keep(context, row.id, { step, stepFromOn: context.today, stepDueOn: null })
}

function lockedOf(context: Context, personId: string, steps: readonly Change['step'][]): Promise<Change[]> {
  return db(context)
    .selectFrom('endings.change')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('step', 'in', [...steps])
    .orderBy('id')
    .forUpdate()
    .execute()
}
