/** Accounts as an administrator sees them: no business data, and none of what they did. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { access } from './contract.ts'
import type { AccountChange, AccountRow } from './account-operations.ts'
import { isRole, roleTitles } from './roles.ts'

const titleOf = (role: string) => (isRole(role) ? roleTitles[role] : role)
const outside = '平台'

type Waiting = Omit<AccountChange, 'roleTitle' | 'mine' | 'organisation'> & Placed & { role: string; proposer: string }

/** Whoever keeps accounts sees all of them; an auditor those of his counties. */
function ownCounties({ actor }: Context) {
  if (actor.scope.kind === 'none') return sql`true`
  return sql`a.county_code = any (${[...actor.scope.counties]})`
}

interface Placed {
  countyCode: string
  organisationId: string | null
}

/** Organisations stand under the county key, accounts do not. */
async function organisationNames(context: Context, placed: readonly Placed[]): Promise<Map<string, string>> {
  const counties = [...new Set(placed.filter((each) => each.organisationId).map((each) => each.countyCode))]
  if (counties.length === 0) return new Map()
  const ids = placed.flatMap(({ organisationId }) => organisationId ?? [])
  const found = await context.within({ kind: 'counties', counties, ids: [] }, () =>
    sql<{
      id: string
      name: string
    }>`select id, name from access.organisation_view where id = any (${ids}::uuid[])`.execute(context.transaction),
  )
  return new Map(found.rows.map(({ id, name }) => [id, name]))
}

export const accountLists = part(access, {
  async accounts(context, { text, countyCode, role, state, page, pageSize }) {
    const found = sql`from (
      select a.id, a.login, a.name, a.role, a.county_code, coalesce(c.name, ${outside}) as county, a.organisation_id,
        case when a.disabled_on <= ${context.today}::date then 'disabled'
          when a.locked_until > ${context.now}::timestamptz then 'locked'
          when exists (select from access.account_change w where w.account_id = a.id and w.decided_by is null) then 'waiting'
          else 'in_use' end as state,
        a.totp_confirmed as second_factor, (select max(s.seen_at) from access.session s where s.account_id = a.id) as last_seen_at,
        a.disabled_on, a.created_at
      from access.account a left join access.area c on c.county_code = a.county_code and c.level = 'county'
      where (${text} = '' or strpos(a.login, ${text}) > 0 or strpos(a.name, ${text}) > 0)
        and (${countyCode} = '' or a.county_code = ${countyCode}) and (${role} = '' or a.role = ${role})
        and ${ownCounties(context)}) found where (${state ?? ''} = '' or state = ${state ?? ''})`
    const rows = await sql<Omit<AccountRow, 'roleTitle' | 'organisation'>>`
      select * ${found} order by county_code, created_at, login limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(
      context.transaction,
    )
    const total = await sql<{ total: number }>`select count(*)::int as total ${found}`.execute(context.transaction)
    const names = await organisationNames(context, rows.rows)
    return {
      rows: rows.rows.map((row) => ({
        ...row,
        roleTitle: titleOf(row.role),
        organisation: names.get(row.organisationId ?? '') ?? '',
      })),
      total: total.rows[0]?.total ?? 0,
    }
  },

  async accountChanges(context) {
    const rows = await sql<Waiting>`
      select w.id, w.account_id, w.kind, w.login, w.name, w.role, coalesce(c.name, ${outside}) as county, w.county_code, w.organisation_id,
        w.reason, coalesce(p.name, w.proposed_by) as proposed_by, w.proposed_at, w.proposed_by as proposer
      from access.account_change w
      left join access.area c on c.county_code = w.county_code and c.level = 'county'
      left join access.account p on p.id::text = w.proposed_by
      where w.decided_by is null order by w.proposed_at`.execute(context.transaction)
    const names = await organisationNames(context, rows.rows)
    return rows.rows.map(({ role, proposer, organisationId, ...row }) => ({
      ...row,
      organisation: names.get(organisationId ?? '') ?? '',
      roleTitle: titleOf(role),
      mine: proposer === context.actor.accountId,
    }))
  },

  async counties(context) {
    const counties = await sql<{ code: string; name: string }>`select county_code as code, name from access.area_view
      where level = 'county' and to_on is null order by county_code`.execute(context.transaction)
    const codes = counties.rows.map(({ code }) => code)
    return context.within({ kind: 'counties', counties: codes.length > 0 ? codes : ['000000'], ids: [] }, async () => {
      const found = await sql<{ code: string; id: string; name: string; kind: string }>`
        select county_code as code, id, name, kind from access.organisation_view where to_on is null
        order by county_code, kind, sort_order`.execute(context.transaction)
      const byCounty = Map.groupBy(found.rows, ({ code }) => code)
      return counties.rows.map(({ code, name }) => ({
        code,
        name,
        organisations: (byCounty.get(code) ?? []).map(({ id, name: title, kind }) => ({ id, name: title, kind })),
      }))
    })
  },
})
