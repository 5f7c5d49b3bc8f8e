/** What agreements give 我的待办 and a person's timeline. */
import { type RawBuilder, sql } from 'kysely'
import { addDays, dayOf } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { TimelineItem, WorkItem } from '#platform/module.ts'
import { remindersIn } from './rules.ts'
import { db } from './tables.ts'
import { uncoveredWork } from './uncovered.ts'
import { agreementStatusText } from './words.ts'

interface Line {
  kind: string
  title: (count: number) => string
  to: string
  weight: WorkItem['weight']
}

const lines: Record<'draft' | 'review' | 'signing' | 'ending', Line & { needs: string }> = {
  draft: {
    needs: 'agreements.submit',
    kind: 'agreements.draft',
    title: (count) => `提交${count}份协议草稿审核`,
    to: '/agreements?status=draft',
    weight: 'care',
  },
  review: {
    needs: 'agreements.approve',
    kind: 'agreements.review',
    title: (count) => `审核${count}份协议`,
    to: '/agreements?status=review',
    weight: 'care',
  },
  signing: {
    needs: 'agreements.sign',
    kind: 'agreements.signing',
    title: (count) => `办理${count}份协议签署`,
    to: '/agreements?status=signing',
    weight: 'care',
  },
  ending: {
    needs: 'agreements.renew',
    kind: 'agreements.ending',
    title: (count) => `办理${count}份将到期协议的续签`,
    to: '/agreements?endsWithin=60',
    weight: 'care',
  },
}

export async function work(context: Context): Promise<WorkItem[]> {
  return [...(await uncoveredWork(context)), ...(await missing(context)), ...(await underWay(context))]
}

/** Persons without an agreement in force and none under way, where the place asks for one: after a contract ended, after a move. */
async function missing(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'agreements.draftBatch')) return []
  const asked = (await context.policyOn(context.today)).find('agreement.dispersed.parties')
  if (!asked) return []
  const rows = await db(context)
    .selectFrom('persons.personView as person')
    .select('person.townshipId')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('person.countyCode', '=', context.county)
    .where('person.status', '=', 'active')
    .where('person.mode', '=', 'dispersed')
    .where('person.level', 'is not', null)
    .where(sql<boolean>`not exists (select from agreements.agreement a where a.county_code = person.county_code
      and a.person_id = person.id and (a.status in ('draft', 'review', 'signing')
        or a.effective_to >= ${context.today} and a.effective_from is not null))`)
    .groupBy('person.townshipId')
    .execute()
  return rows.map(({ townshipId, count }) => ({
    kind: 'agreements.missing',
    title: `为${count}名缺协议的人拟定协议`,
    object: '协议',
    to: '/agreements/batch',
    weight: 'care',
    dueOn: null,
    township: townshipId,
    citations: asked.citations,
    count,
  }))
}

async function underWay(context: Context): Promise<WorkItem[]> {
  const reminders = remindersIn(await context.policyOn(context.today))
  const until = addDays(context.today, Math.max(0, ...reminders.value))
  const ending = sql<boolean>`agreement.status in ('signed', 'filed') and agreement.to_on <= ${until}`
  const { actor } = context
  const rows = await db(context)
    .selectFrom('agreements.agreement as agreement')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'agreement.countyCode').onRef('person.id', '=', 'agreement.personId'),
    )
    .select(['agreement.townshipId'])
    .select([
      sql<number>`(count(*) filter (where agreement.status = 'draft'))::int`.as('draft'),
      sql<number>`(count(*) filter (where agreement.status = 'review' and agreement.drafted_by <> ${actor.accountId}))::int`.as(
        'review',
      ),
      sql<number>`(count(*) filter (where agreement.status = 'signing'))::int`.as('signing'),
      sql<number>`(count(*) filter (where ${ending}))::int`.as('ending'),
      sql<WorkItem['dueOn']>`min(agreement.to_on) filter (where ${ending})`.as('firstEnd'),
      namesOf(sql`agreement.status = 'draft'`).as('draftNames'),
      namesOf(sql`agreement.status = 'review' and agreement.drafted_by <> ${actor.accountId}`).as('reviewNames'),
      namesOf(sql`agreement.status = 'signing'`).as('signingNames'),
      namesOf(ending).as('endingNames'),
    ])
    .where('agreement.countyCode', '=', context.county)
    .where('agreement.status', 'in', ['draft', 'review', 'signing', 'signed', 'filed'])
    .groupBy('agreement.townshipId')
    .execute()
  return rows.flatMap((row) =>
    (['draft', 'review', 'signing', 'ending'] as const).flatMap((name) => {
      const { needs, title, ...line } = lines[name]
      if (row[name] === 0 || !may(actor, needs)) return []
      const citations: Citation[] = name === 'ending' ? reminders.citations : []
      const dueOn = name === 'ending' ? row.firstEnd : null
      return [
        {
          ...line,
          title: title(row[name]),
          object: objectOf(row[`${name}Names`], row[name]),
          to: `${line.to}&area=${row.townshipId}`,
          dueOn,
          township: row.townshipId,
          citations,
          count: row[name],
        },
      ]
    }),
  )
}

const shown = 3

/** The first few of those meant, so that a line can be told from its neighbour. */
const namesOf = (which: RawBuilder<unknown>) =>
  sql<
    string[] | null
  >`(array_agg(agreement.number || ' ' || person.name order by agreement.number) filter (where ${which}))[1:${sql.lit(shown)}]`

const objectOf = (names: readonly string[] | null, count: number): string =>
  `${(names ?? []).join('、')}${count > shown ? `等${count}份` : ''}`

export async function timeline(context: Context, personId: string): Promise<TimelineItem[]> {
  const rows = await db(context)
    .selectFrom('agreements.agreement')
    .select([
      'id',
      'number',
      'title',
      'status',
      'draftedAt',
      'signedOn',
      'effectiveFrom',
      'filedOn',
      'endedOn',
      'endReason',
    ])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  return rows.flatMap((row) => {
    const item = (at: TimelineItem['at'] | null, text: string): TimelineItem[] =>
      at === null ? [] : [{ at, kind: 'agreement', text: `${row.number} ${text}`, to: `/agreements/${row.id}` }]
    return [
      ...(row.signedOn === null
        ? item(dayOf(row.draftedAt), `${row.title}（${agreementStatusText[row.status]}）`)
        : []),
      ...item(row.signedOn, '各方签齐'),
      ...item(row.filedOn, '备案'),
      ...item(row.endedOn, `终止：${row.endReason ?? ''}`),
    ]
  })
}
