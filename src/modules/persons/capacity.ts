/** 民事行为能力: what was found, edition by edition; an act is judged by the capacity of its own day (民法典 第二十一条至第二十四条). */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Capacity } from '#kernel/capacity.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { persons } from './contract.ts'
import { lockPerson, type Person, requireAlive } from './find-person.ts'
import { warningsOfOthers } from './others.ts'

const db = tablesOf<'persons'>()

export const capacities = part(persons, {
  async setCapacity(context, { personId, fileId, version, ...found }) {
    const person = await lockPerson(context, personId, version)
    requireAlive(person)
    const { since } = found
    if (since > context.today) refuse('refused', 'future', `起始日${dateText(since)}晚于今天。请核对是否录错。`)
    if (since < person.bornOn)
      refuse('refused', 'since', `起始日早于出生日期${dateText(person.bornOn)}。请核对是否录错。`)
    if (fileId) await claimFile(context, fileId, 'persons.setCapacity')
    await keepCapacity(context, personId, { ...found, fileId })
    const alone = found.capacity !== 'full' && (await guardiansNow(context, personId)) === 0
    const missing = alone ? ['不具有完全民事行为能力，但还没有登记监护人。请接着登记。'] : []
    return { personId, warnings: [...missing, ...(await warningsOfOthers(context, { kind: 'change', personId }))] }
  },
})

export interface CapacityFound {
  capacity: Capacity
  basis: string
  since: PlainDate
  paperReference: string
  fileId: string | null
}

/** One more edition; also what was asked at intake, when the file is opened by the confirmation. */
export async function keepCapacity(context: Context, personId: string, found: CapacityFound): Promise<void> {
  const { county: countyCode, now: knownAt } = context
  await db(context)
    .insertInto('persons.capacityFinding')
    .values({ countyCode, id: context.newId(), personId, ...found, foundBy: context.actor.name, knownAt })
    .execute()
  const standing = await standingFinding(context, personId)
  await db(context)
    .updateTable('persons.person')
    .set((row) => ({ ...standing, version: row('version', '+', 1), changedAt: knownAt }))
    .where('countyCode', '=', countyCode)
    .where('id', '=', personId)
    .execute()
}

/** An earlier edition entered later does not take the place of a later one. */
async function standingFinding(context: Context, personId: string) {
  const [latest] = await capacityFindings(context, personId)
  if (!latest) throw new Error('a finding vanished within a transaction')
  return { capacity: latest.capacity, capacityBasis: latest.basis, capacitySince: latest.since }
}

/** How able he was on a day; before the first finding an adult counts as fully able (民法典 第十七条、第十八条). */
export async function capacityOn(context: Context, person: Person, day: PlainDate): Promise<Capacity> {
  return (await findingOn(context, person, day)).capacity
}

/** Since when it has been so is null where nobody ever wrote it down. */
export async function findingOn(
  context: Context,
  person: Pick<Person, 'id' | 'capacity' | 'capacitySince'>,
  day: PlainDate,
): Promise<{ capacity: Capacity; since: PlainDate | null }> {
  const found = await db(context)
    .selectFrom('persons.capacityFinding')
    .select(['capacity', 'since'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', person.id)
    .where('since', '<=', day)
    .orderBy('since', 'desc')
    .orderBy('knownAt', 'desc')
    .executeTakeFirst()
  if (found) return found
  if (person.capacitySince && day < person.capacitySince) return { capacity: 'full', since: null }
  return { capacity: person.capacity, since: person.capacitySince }
}

/** Newest first, for the file. */
export const capacityFindings = (context: Context, personId: string) =>
  db(context)
    .selectFrom('persons.capacityFinding')
    .select(['id', 'capacity', 'basis', 'since', 'paperReference', 'foundBy', 'knownAt'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('since', 'desc')
    .orderBy('knownAt', 'desc')
    .execute()

async function guardiansNow(context: Context, personId: string): Promise<number> {
  const rows = await db(context)
    .selectFrom('persons.guardianView')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('toOn', 'is', null)
    .execute()
  return rows.length
}
