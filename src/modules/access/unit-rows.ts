/** Rows of organisations under their county's scope: administrators have none of their own. */
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'

const db = tablesOf<'access'>()

/** Administrators stand over all counties and see business of none; an account that belongs to a county stays in it. */
export const reaches = ({ actor: { scope } }: Context, countyCode: string): boolean =>
  scope.kind === 'none' || scope.counties.includes(countyCode)

export function requireReach(context: Context, countyCode: string): void {
  if (!reaches(context, countyCode))
    refuse('forbidden', 'other_county', '只能查看和变更本账号所属县的区划和单位。其他县的由平台的系统管理员办理。')
}

export function withinCounty<T>(context: Context, countyCode: string, run: () => Promise<T>): Promise<T> {
  requireReach(context, countyCode)
  return context.within({ kind: 'county', counties: [countyCode], ids: [] }, run)
}

export async function requireOpenOrganisation(context: Context, countyCode: string, id: string) {
  const found = await withinCounty(context, countyCode, () =>
    db(context)
      .selectFrom('access.organisation')
      .select(['id', 'name', 'kind', 'fromOn', 'toOn'])
      .where('countyCode', '=', countyCode)
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  if (!found) return refuse('not_found', 'organisation', '没有找到这个单位，请刷新后重新选择')
  if (found.toOn)
    refuse('refused', 'organisation_closed', `“${found.name}”已撤销（最后一日${found.toOn}），不能再变更。`)
  return found
}
