/** Whether somebody of a name works, with an account, where the person's care and money are handled (F-42, BJ-3.1). */
import type { PlainDate } from '#kernel/calendar.ts'
import { sameName } from '#kernel/names.ts'
import { isRole, roleTitles } from '#modules/access/roles.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Tie } from '#platform/module.ts'
import type { Person } from './find-person.ts'

const db = tablesOf<'persons', 'access'>()

type Whose = Pick<Person, 'organisationId' | 'townshipId' | 'villageId'>

/** Of the county, of his township and village, and of the home or provider that serves him; whoever left before the day does not count. */
export async function accountTies(
  context: Context,
  person: Whose,
  { name, on }: { name: string; on: PlainDate },
): Promise<Tie[]> {
  const accounts = await db(context)
    .selectFrom('access.accountView')
    .select(['name', 'role', 'scopeKind', 'scopeIds'])
    .where('countyCode', '=', context.county)
    .where('scopeKind', 'in', ['county', 'townships', 'villages', 'organisation'])
    .where((eb) => eb.or([eb('disabledOn', 'is', null), eb('disabledOn', '>', on)]))
    .execute()
  const places = new Set([person.organisationId, person.townshipId, person.villageId])
  return accounts
    .filter((account) => sameName(account.name, name))
    .filter(({ scopeKind, scopeIds }) => scopeKind === 'county' || (scopeIds ?? []).some((id) => places.has(id)))
    .slice(0, 3)
    .map(({ role }) => ({
      code: 'account',
      text: `“${name}”与经办本人事务的${isRole(role) ? roleTitles[role] : '经办人'}同名`,
      citations: [],
    }))
}
