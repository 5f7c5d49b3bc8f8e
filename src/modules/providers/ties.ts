/** Whether somebody of a name serves in the county: a carer guards badly whom his employer is paid for (F-42). */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import { sameName, sameUnit } from '#kernel/names.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { RegisterDeed, Tie } from '#platform/module.ts'

const db = tablesOf<'providers', 'access'>()

export async function carerTies(
  context: Context,
  { name, on }: { personId: string; name: string; on: PlainDate },
): Promise<Tie[]> {
  const carers = await db(context)
    .selectFrom('providers.carerView')
    .select(['name', 'employer'])
    .where('countyCode', '=', context.county)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', on)]))
    .execute()
  const units = await db(context)
    .selectFrom('access.organisationView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'provider')
    .execute()
  const named = carers.filter((carer) => sameName(carer.name, name)).slice(0, 5)
  return [
    ...named.map(({ employer }) => tie('carer', `“${name}”是${employer || '承接机构'}的服务人员`)),
    ...units
      .filter((unit) => sameUnit(unit.name, name))
      .map((unit) => tie('provider', `“${name}”是本县的照料服务机构（${unit.name}）`)),
  ]
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
const tie = (code: string, text: string): Tie => ({ code, text, citations: [] })
