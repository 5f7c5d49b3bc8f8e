/** Whether somebody of a name serves in the county: a carer guards badly whom his employer is paid for (F-42). */
import type { PlainDate } from '#kernel/calendar.ts'
import { sameName, sameUnit } from '#kernel/names.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Tie } from '#platform/module.ts'

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

const tie = (code: string, text: string): Tie => ({ code, text, citations: [] })
