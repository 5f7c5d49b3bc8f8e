/** Whoever owes a person support, or is of his household, has no say in how much care he is paid for. */
import { sql } from 'kysely'
import { sameName } from '#kernel/names.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { RegisterDeed } from '#platform/module.ts'
import { factsOf } from './stored.ts'

/** A name alone may be another's: this warns, and whoever goes on says why. */
export async function objectionsOfObligors(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind !== 'assess') return []
  const { rows } = await sql<{ name: string; number: string; facts: unknown }>`
    select name, number, facts from recognition.application
    where county_code = ${context.county} and person_id = ${deed.personId} and step <> 'withdrawn' order by number`.execute(
    context.transaction,
  )
  const found = new Map<string, Reason>()
  for (const row of rows)
    for (const obligor of factsOf(row).obligors)
      for (const name of deed.names.filter((each) => sameName(each, obligor.name)))
        found.set(name, {
          code: 'assessor_obligor',
          message: `评估人${name}在认定案卷${row.number}中登记为${row.name}的法定义务人（${obligor.relation}），不能评估。请另派评估人；同名不同人的，请写明理由。`,
          warning: true,
        })
  return [...found.values()]
}
