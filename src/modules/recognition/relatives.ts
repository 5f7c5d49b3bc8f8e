/** 近亲属备案: the register kept apart, who was visited by whom, and its sheet. */
import { sql } from 'kysely'
import { dateText } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { Checked } from './batching.ts'
import { recognition } from './contract.ts'
import { rowsOf } from './listing.ts'
import type { RelativeRow } from './relative-contract.ts'
import { type Case, db, deedsOf, lastOf } from './stored.ts'
import { decisionText, stepText } from './words.ts'

const mostRows = 5000

export const relating = part(recognition, {
  async relatives(context, { page, pageSize, ...chosen }) {
    const found = await chosenCases(context, chosen)
      .orderBy('receivedOn', 'desc')
      .orderBy('number', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const total = await chosenCases(context, chosen)
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .execute()
    context.shows(chosen, found.length)
    return {
      rows: await shownRows(context, found),
      total: Number(total[0]?.n ?? 0),
      counts: await countsOf(context),
      citations: await basisOf(context),
    }
  },

  async exportRelatives(context, { format, ...chosen }) {
    const found = await chosenCases(context, chosen).orderBy('townshipId').orderBy('number').limit(mostRows).execute()
    if (found.length === 0) refuse('refused', 'nothing', '没有符合条件的近亲属备案，没有可导出的表。请换条件再导出。')
    const rows = await shownRows(context, found)
    context.shows(chosen, rows.length)
    const visited = rows.filter(({ check }) => check !== null).length
    const note = `共${rows.length}件，县里已入户核查${visited}件，未核查${rows.length - visited}件`
    return giveList(context, { title: '近亲属备案表', note, columns, rows: rows.map(lineOf), signatures }, format)
  },
})

/** 本系统默认 where no document of support speaks of it; a county's own value names its clause. */
async function basisOf(context: Context): Promise<Citation[]> {
  return (await context.policyOn(context.today)).find('recognition.near_relatives')?.citations ?? []
}

interface Chosen {
  words: string
  townshipId?: string | undefined
  visited?: 'no' | 'yes' | undefined
}

function chosenCases(context: Context, { words, townshipId, visited }: Chosen) {
  const like = `%${words.replace(/[%_\\]/g, '')}%`
  return db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('nearRelative', '<>', '')
    .$if(words !== '', (query) =>
      query.where((eb) =>
        eb.or([eb('name', 'like', like), eb('nearRelative', 'like', like), eb('number', '=', words.toUpperCase())]),
      ),
    )
    .$if(townshipId !== undefined, (query) => query.where('townshipId', '=', townshipId ?? ''))
    .$if(visited !== undefined, (query) => query.where('checked', '=', visited === 'yes'))
}

async function countsOf(context: Context) {
  const [row] = await db(context)
    .selectFrom('recognition.application')
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`(count(*) filter (where step not in ('decided', 'withdrawn', 'died')))::int`.as('open'),
      sql<number>`(count(*) filter (where checked))::int`.as('visited'),
      sql<number>`(count(*) filter (where decision = 'confirmed'))::int`.as('confirmed'),
    ])
    .where('countyCode', '=', context.county)
    .where('nearRelative', '<>', '')
    .execute()
  return row ?? { all: 0, open: 0, visited: 0, confirmed: 0 }
}

async function shownRows(context: Context, found: readonly Case[]): Promise<RelativeRow[]> {
  const rows = new Map((await rowsOf(context, found)).map((row) => [row.id, row]))
  const ids = found.map(({ id }) => id)
  const deeds = Map.groupBy(await deedsOf(context, ids, ['checked']), ({ caseId }) => caseId)
  return found.flatMap((each) => {
    const row = rows.get(each.id)
    if (!row) return []
    const deed = each.checked ? lastOf(deeds.get(each.id) ?? [], 'checked') : undefined
    const said = Checked.safeParse(deed?.said).data
    const check = deed && said ? { on: deed.onDay, by: deed.account, ...said } : null
    return [{ case: row, relativeOf: each.nearRelative, declaredOn: each.receivedOn, check }]
  })
}

const signatures = ['经办', '审核']
const columns = [
  { title: '序号', width: 6, format: 'integer' as const },
  { title: '案件号', width: 19 },
  { title: '申请人', width: 10 },
  { title: '乡镇（街道）、村（居）', width: 22 },
  { title: '与经办人员、村（居）干部的关系', width: 24 },
  { title: '申报日期', width: 18 },
  { title: '办理情况', width: 12 },
  { title: '县里入户核查', width: 18 },
  { title: '核查人', width: 10 },
  { title: '核查结果', width: 30 },
]

const lineOf = ({ case: row, relativeOf, declaredOn, check }: RelativeRow, index: number) => [
  index + 1,
  row.number,
  row.name,
  `${row.township}${row.village}`,
  relativeOf,
  dateText(declaredOn),
  row.decision ? decisionText[row.decision] : stepText[row.step],
  check ? dateText(check.on) : '未核查',
  check?.by ?? '',
  check ? `${check.agrees ? '一致' : '不一致'}：${check.facts}` : '',
]
