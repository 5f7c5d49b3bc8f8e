/** An older backup was restored: whom the register beside the keys says destroyed, and who is in the database again, is let go of again. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { personMark } from '#platform/record/destruction.ts'
import { archives } from './contract.ts'
import { letGo, type Why } from './letting-go.ts'
import { lockedFile, takeStep } from './stored.ts'

interface Waiting extends Why {
  personId: string
}

export const forgetAgain = part(archives, {
  async forgetAgain(context) {
    const waiting = await waitingAgain(context)
    for (const { personId, ...why } of waiting) {
      context.concerns(personId)
      const contents = await letGo(context, { personId, why })
      const file = await lockedFile(context, personId)
      const words = '恢复旧备份后，按销毁登记重新销毁'
      if (file.status === 'closed') await takeStep(context, file, { kind: 'destroy', words })
      if (contents.length > 0) context.because(`${words}：${contents.length}个文件`)
    }
    return { persons: waiting.length }
  },
})

/** A backup from before the end of his service knows of no term yet: he is in support there, and nothing was destroyed of that time. */
async function waitingAgain(context: Context): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select distinct on (p.id) p.id::text as person_id, d.reason, d.citations, d.decided_by, d.approved_by
    from record.destruction d
      join persons.person p on p.county_code = d.county_code and ${personMark} || p.id::text = d.table_name
    where d.county_code = ${context.county} and p.forgotten_at is null and p.ended_on is not null
    order by p.id, d.at desc`.execute(context.transaction)
  return rows
}
