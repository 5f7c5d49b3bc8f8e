/** 应享未享: on the roster, allowed beside support, and not on that department's list (F-06, AH-4.3a, AH-4.3b, BJ-5.3). */
import { sql } from 'kysely'
import { ageOn, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import type { Context } from '#platform/context.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { overlaps } from './contract.ts'
import type { Uncollected } from './hit-operations.ts'
import { compatibleIn, startAgesIn } from './relation.ts'
import { keeperOf, kindText, startAgeText } from './words.ts'

type Asked = Omit<InputOf<(typeof overlaps)['operations']['uncollected']>, 'page' | 'pageSize'>

export const uncollecting = part(overlaps, {
  async uncollected(context, { page, pageSize, ...asked }) {
    const { kinds, citations } = await latestLists(context, asked.kind)
    const all = await missing(context, kinds, asked)
    const rows = all.slice((page - 1) * pageSize, page * pageSize)
    for (const { personId } of rows) context.concerns(personId)
    context.shows(asked, rows.length)
    const shown = asked.kind ? (await latestLists(context, undefined)).kinds : kinds
    return { rows, total: all.length, kinds: shown, citations }
  },

  async exportUncollected(context, { format, ...asked }) {
    const { kinds } = await latestLists(context, asked.kind)
    const rows = await missing(context, kinds, asked)
    for (const { personId } of rows) context.concerns(personId)
    const named = kinds.map(({ kind, month }) => `${kindText(kind)}（${monthText(month)}名单）`).join('、')
    const age = asked.leastAge === undefined ? '' : `；满${asked.leastAge}岁`
    return giveList(
      context,
      { ...sheet(rows), title: '应享未享名单', note: `${named}${age}；共${rows.length}人次` },
      format,
    )
  },
})

interface Latest {
  kind: string
  month: ReturnType<typeof plainMonth>
}

/** The newest month of each compatible kind; without a list nothing can be said. */
async function latestLists(context: Context, kind: string | undefined) {
  const { kinds, citations } = compatibleIn(await context.policyOn(context.today))
  const wanted = kinds.filter((each) => kind === undefined || each === kind)
  const found = await sql<{ kind: string; month: string }>`
    select kind, max(month) as month from overlap.list where county_code = ${context.county} and status = 'matched'
      and kind = any (${wanted}) group by kind order by kind`.execute(context.transaction)
  return { citations, kinds: found.rows.map((row): Latest => ({ kind: row.kind, month: plainMonth(row.month) })) }
}

interface Row {
  personId: string
  name: string
  bornOn: PlainDate
  township: string | null
  village: string | null
  kind: string
}

async function missing(
  context: Context,
  kinds: readonly Latest[],
  { townshipId, leastAge = 0 }: Asked,
): Promise<Uncollected[]> {
  if (kinds.length === 0) return []
  const inTownship = townshipId ? sql`and p.township_id = ${townshipId}::uuid` : sql``
  const found = await sql<Row>`
    select p.id as person_id, p.name, p.born_on, t.name as township, v.name as village, k.kind
    from persons.person_view p
    cross join unnest(${kinds.map(({ kind }) => kind)}::text[], ${kinds.map(({ month }) => month)}::text[]) as k (kind, month)
    left join access.area_view t on t.id = p.township_id left join access.area_view v on v.id = p.village_id
    where p.county_code = ${context.county} and p.status = 'active' ${inTownship}
      and not exists (select from overlap.hit h where h.county_code = p.county_code and h.person_id = p.id and h.kind = k.kind
        and h.month = k.month and h.verdict <> 'different')
    order by k.kind, t.sort_order, v.sort_order, p.name_sort, p.id`.execute(context.transaction)
  const startAges = startAgesIn(await context.policyOn(context.today))
  const monthOf = new Map(kinds.map(({ kind, month }) => [kind, month]))
  return found.rows.flatMap(({ bornOn, ...row }) => {
    const age = ageOn(bornOn, context.today)
    const month = monthOf.get(row.kind)
    const startAge = startAges.get(row.kind) ?? null
    if (age < Math.max(leastAge, startAge ?? 0) || !month) return []
    return [
      {
        ...row,
        age,
        month,
        township: row.township ?? '',
        village: row.village ?? '',
        keeper: keeperOf(row.kind),
        startAge,
      },
    ]
  })
}

const sheet = (rows: readonly Uncollected[]) => ({
  columns: [
    { title: '序号', width: 6, format: 'integer' as const },
    { title: '姓名', width: 10 },
    { title: '年龄', width: 6, format: 'integer' as const },
    { title: '乡镇（街道）', width: 16 },
    { title: '村（居）', width: 16 },
    { title: '应享待遇', width: 20 },
    { title: '年龄条件', width: 14 },
    { title: '名单月份', width: 10 },
    { title: '向谁申请', width: 26 },
    { title: '核实结果', width: 18 },
  ],
  rows: rows.map((row, index) => [
    index + 1,
    row.name,
    row.age,
    row.township,
    row.village,
    kindText(row.kind),
    startAgeText(row.startAge),
    monthText(row.month),
    row.keeper,
    '',
  ]),
  signatures: ['经办', '核实'],
})
