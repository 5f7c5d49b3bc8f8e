/** Whether somebody of a name serves in the county: a carer guards badly whom his employer is paid for (F-42). */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Tie } from '#platform/module.ts'

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
