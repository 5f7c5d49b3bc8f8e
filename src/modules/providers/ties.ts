/** Whether somebody of a name serves in the county: a carer guards badly whom his employer is paid for (F-42). */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { RegisterDeed, Tie } from '#platform/module.ts'

const db = tablesOf<'providers'>()

export async function carerTies(
  context: Context,
  { name, on }: { personId: string; name: string; on: PlainDate },
): Promise<Tie[]> {
  const rows = await db(context)
    .selectFrom('providers.carerView')
    .select(['employer', 'fromOn'])
    .where('countyCode', '=', context.county)
    .where('name', '=', name)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', on)]))
    .limit(5)
    .execute()
  return rows.map(({ employer }) => ({
    code: 'carer',
    text: `“${name}”是${employer || '承接机构'}的服务人员`,
    citations: [],
  }))
}

/** A contract that runs on is ended first, with its reason and whoever takes over. */
export async function objectionsOfContracts(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind !== 'close_organisation') return []
  const rows = await db(context)
    .selectFrom('providers.contractView')
    .select('number')
    .where('countyCode', '=', deed.countyCode)
    .where('organisationId', '=', deed.organisationId)
    .where('status', '<>', 'ended')
    .where('toOn', '>', deed.on)
    .orderBy('number')
    .execute()
  if (rows.length === 0) return []
  const numbers = rows.slice(0, 5).map(({ number }) => number)
  const message = `还有${rows.length}份购买合同没有终止（${numbers.join('、')}）。请先由县级救助经办在“承接机构”终止合同，写明由谁接手。`
  return [{ code: 'contracts', message, count: rows.length }]
}
