/** Rows of organisations under their county's scope: administrators have none of their own. */
import type { PlainDate } from '#kernel/calendar.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
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

interface Closing {
  countyCode: string
  organisationId: string
  on: PlainDate
}

/** Who lives there, is served by it or works in it goes first: every module is asked, and all is told at once. */
export async function requireClosable(context: Context, closing: Closing): Promise<void> {
  const found: Reason[] = []
  if (closing.on < context.today)
    found.push({ code: 'on', message: `最后一日${closing.on}已经过去，单位不能倒着撤销。请填今天或以后的日期。` })
  await withinCounty(context, closing.countyCode, async () => {
    for (const module of context.modules)
      found.push(...((await module.objections?.(context, { kind: 'close_organisation', ...closing })) ?? []))
  })
  requireNone([...found, ...(await accountsLeft(context, closing.organisationId))])
}

async function accountsLeft(context: Context, organisationId: string): Promise<Reason[]> {
  const accounts = await db(context)
    .selectFrom('access.account')
    .select('login')
    .where('organisationId', '=', organisationId)
    .where((eb) => eb.or([eb('disabledOn', 'is', null), eb('disabledOn', '>', context.today)]))
    .execute()
  if (accounts.length === 0) return []
  const logins = accounts.slice(0, 5).map(({ login }) => login)
  const message = `还有${accounts.length}个账号属于这个单位（${logins.join('、')}）。请先停用或变更这些账号，再撤销单位。`
  return [{ code: 'accounts_left', message, count: accounts.length }]
}
