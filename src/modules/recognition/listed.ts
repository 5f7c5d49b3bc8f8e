/** 部门比对: the applicant's number in the lists of benefits that exclude support; looked up at intake, survey and by the county. */
import { listedOf } from '#modules/overlaps/index.ts'
import type { Context } from '#platform/context.ts'
import type { ListedIn } from './shapes.ts'
import { type Case, updateCase } from './stored.ts'

/** Lists belong to the county; whoever has the case in hand is told what they say of this one number. */
export const listsNaming = (context: Context, number: string): Promise<ListedIn[]> =>
  context.within({ kind: 'county', counties: [context.county], ids: [] }, () => listedOf(context, number))

export async function lookUpLists(context: Context, row: Pick<Case, 'id' | 'idNumber'>): Promise<ListedIn[]> {
  const place = { table: 'recognition.application', column: 'id_number', county: context.county, row: row.id }
  const listed = await listsNaming(context, context.secrets.open(place, row.idNumber))
  await updateCase(context, row.id)
    .set({ listed: JSON.stringify(listed), listedOn: context.today })
    .execute()
  return listed
}
