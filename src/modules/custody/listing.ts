/** The list of accounts, whose equation stands above it: all persons' money is what the bank has (C-14). */
import { sql } from 'kysely'
import type { InputOf } from '#kernel/contract.ts'
import { may } from '#kernel/permission.ts'
import { sumOf, yuanText } from '#kernel/money.ts'
import { type PlainDate, plainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { type AccountRow, custody } from './contract.ts'
import { livingIn } from './people.ts'
import { db, entrustmentsOf, type Entrustment, findHome, holdsOn, homeNames } from './stored.ts'
import { type AccountStatus, scopeText, statusText } from './words.ts'

type Filter = Pick<InputOf<(typeof custody)['operations']['accounts']>, 'words' | 'status' | 'homeId' | 'todo'>

export const listing = part(custody, {
  async accounts(context, { page, pageSize, ...filter }) {
    const found = await chosen(context, filter)
      .orderBy(sql`array_position(array['frozen', 'open', 'settled'], account.status)`)
      .orderBy('account.number')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const all = await chosen(context, filter)
      .clearSelect()
      .select((eb) => [eb.fn.countAll<bigint>().as('count'), eb.fn.sum<string | null>('account.balanceFen').as('fen')])
      .executeTakeFirstOrThrow()
    context.shows(filter, found.length)
    const rows = await rowsOf(context, found)
    // The sum of a list of one is his balance.
    const sumFen = seesAmounts(context) ? BigInt(all.fen ?? 0) : null
    return { rows, total: Number(all.count), sumFen, at: context.now }
  },

  async exportAccounts(context, { format, ...filter }) {
    if (filter.homeId) await findHome(context, filter.homeId)
    const found = await chosen(context, filter).orderBy('account.number').limit(5000).execute()
    for (const { personId } of found) context.concerns(personId)
    const rows = await rowsOf(context, found)
    const balance = sumOf(rows.map((row) => row.balanceFen ?? 0n))
    const note = `${filter.status ? statusText[filter.status] : '全部'} · ${rows.length}户 · 余额合计${yuanText(balance)} 元`
    return giveList(context, { title: '代管资金', note, ...sheetOf(rows, balance) }, format)
  },
})

/** Who may not open an account sees that there is one, and no amount of it (screens 5.20). */
const seesAmounts = ({ actor }: Context): boolean => may(actor, 'custody.account')

function chosen(context: Context, { words, status, homeId, todo }: Filter) {
  return db(context)
    .selectFrom('custody.account as account')
    .selectAll('account')
    .where('account.countyCode', '=', context.county)
    .$if(status !== undefined, (query) => query.where('account.status', '=', status ?? 'open'))
    .$if(homeId !== undefined, (query) => query.where('account.organisationId', '=', homeId ?? ''))
    .$if(words !== '', (query) =>
      query.where((eb) => eb.or([eb('account.name', '=', words), eb('account.number', '=', words)])),
    )
    .$if(todo === true, (query) => query.where(needsSomebody(context)))
}

/** Frozen; or he left the home; or something waits to be checked. */
const needsSomebody = ({ today }: Context) => sql<boolean>`(account.status = 'frozen'
  or exists (select from custody.slip w where w.county_code = account.county_code and w.account_id = account.id and w.state = 'waiting')
  or account.status = 'open' and not exists (select from stays.stay_view s where s.county_code = account.county_code
    and s.person_id = account.person_id and s.organisation_id = account.organisation_id
    and s.from_on <= ${today} and (s.to_on is null or s.to_on >= ${today})))`

type Found = Awaited<ReturnType<ReturnType<typeof chosen>['execute']>>[number]

interface Moved {
  accountId: string
  inFen: bigint
  outFen: bigint
  statementOn: PlainDate | null
  waiting: number
}

async function rowsOf(context: Context, found: readonly Found[]): Promise<AccountRow[]> {
  const ids = found.map(({ id }) => id)
  const entrusted = Map.groupBy(await entrustmentsOf(context, ids), ({ accountId }) => accountId)
  const moved = new Map((await movedIn(context, ids)).map((row) => [row.accountId, row]))
  const living = await livingIn(
    context,
    found.map(({ personId }) => personId),
  )
  const homes = await homeNames(context)
  const sees = seesAmounts(context)
  return found.map(({ id, number, personId, name, organisationId, status, balanceFen }) => {
    const own = moved.get(id)
    const lives = living.has(`${organisationId} ${personId}`)
    return {
      id,
      number,
      personId,
      name,
      home: homes.get(organisationId) ?? '',
      entrusted: entrustedText(entrusted.get(id) ?? [], context.today),
      balanceFen: sees ? balanceFen : null,
      inFen: sees ? (own?.inFen ?? 0n) : null,
      outFen: sees ? (own?.outFen ?? 0n) : null,
      statementOn: own?.statementOn ?? null,
      status,
      remark: remarkOf(status, lives),
      waiting: own?.waiting ?? 0,
    }
  })
}

export const remarkOf = (status: AccountStatus, lives: boolean): string =>
  status === 'frozen' ? '本人去世，应办理身后结清' : status === 'open' && !lives ? '已离院，应结清' : ''

/** '货币，至2024-08-31', of what holds today. */
export const entrustedText = (rows: readonly Entrustment[], day: PlainDate): string =>
  rows
    .filter((row) => holdsOn(row, day))
    .map(({ scope, toOn }) => `${scopeText[scope]}，${toOn ? `至${toOn}` : '长期'}`)
    .join('；')

/** 本月进/出, the last statement and what waits, one statement for all rows. */
async function movedIn(context: Context, ids: readonly string[]): Promise<Moved[]> {
  if (ids.length === 0) return []
  const first = plainDate(`${context.today.slice(0, 7)}-01`)
  const { rows } = await sql<Moved>`
    select a.id as account_id, coalesce(m.in_fen, 0)::bigint as in_fen, coalesce(m.out_fen, 0)::bigint as out_fen,
      (select max(t.through_on) from custody.statement t where t.county_code = a.county_code and t.account_id = a.id) as statement_on,
      (select count(*)::int from custody.slip w where w.county_code = a.county_code and w.account_id = a.id and w.state = 'waiting') as waiting
    from custody.account a left join lateral (
      select sum(e.amount_fen) filter (where e.direction = 'in') as in_fen, sum(e.amount_fen) filter (where e.direction = 'out') as out_fen
      from custody.entry e where e.county_code = a.county_code and e.account_id = a.id and e.on_day >= ${first}) m on true
    where a.county_code = ${context.county} and a.id = any (${[...ids]}::uuid[])`.execute(context.transaction)
  return rows
}

function sheetOf(rows: readonly AccountRow[], balance: bigint) {
  const columns = [
    { title: '账号', width: 10 },
    { title: '姓名', width: 10 },
    { title: '机构', width: 24 },
    { title: '委托', width: 24 },
    { title: '余额（元）', width: 14, format: 'money' as const },
    { title: '本月进（元）', width: 12, format: 'money' as const },
    { title: '本月出（元）', width: 12, format: 'money' as const },
    { title: '上次对账', width: 12 },
    { title: '状态', width: 8 },
    { title: '说明', width: 22 },
  ]
  return {
    columns,
    rows: rows.map((row) => [
      row.number,
      row.name,
      row.home,
      row.entrusted,
      row.balanceFen,
      row.inFen,
      row.outFen,
      row.statementOn,
      statusText[row.status],
      row.remark,
    ]),
    total: ['合计', '', '', '', balance, null, null, '', '', ''],
    signatures: ['制表', '复核', '院长'],
  }
}
