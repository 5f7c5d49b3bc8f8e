/** 所属街道 is both the place where he lived, in a home or at home, and the township that answers for him; the first is told here. */
import { sql } from 'kysely'
import { dateText, type Instant, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part, type WorkItem } from '#platform/module.ts'
import { endings } from './contract.ts'
import { writeDeathAct } from './death-stored.ts'
import { db, inCounty } from './stored.ts'

interface Here {
  id: string
  number: string
  name: string
  /** The home; where he lived at home, that he lived here. */
  home: string
  township: string
  diedOn: PlainDate
  reportedAt: Instant
  /** The township in which he lived. */
  here: string
}

const most = 50
const livesHere = '住在本辖区'

/** Open ones of which nobody of the street has taken note; no more of the person than the name. */
async function untoldHere(context: Context): Promise<Here[]> {
  const { scope } = context.actor
  if (scope.kind !== 'townships') return []
  return inCounty(context, async () => {
    const { rows } = await sql<Here>`
      select d.id, d.number, p.name, coalesce(o.name, ${livesHere}) as home, t.name as township, d.died_on, d.reported_at, place.here
      from endings.death d
        join persons.person_view p on p.county_code = d.county_code and p.id = d.person_id
        left join access.organisation_view o on o.county_code = d.county_code and o.id = d.organisation_id and o.kind = 'home'
        left join access.area_view a on a.id = o.area_id
        join access.area_view t on t.id = d.township_id
        cross join lateral (select coalesce(d.lived_in_id, case a.level when 'village' then a.parent_id else a.id end) as here) place
      where d.county_code = ${context.county} and d.status = 'open'
        and place.here = any (${[...scope.ids]}::uuid[])
        and d.township_id <> all (${[...scope.ids]}::uuid[])
        and not exists (select from endings.death_act n where n.county_code = d.county_code and n.death_id = d.id and n.kind = 'noted')
      order by d.reported_at desc limit ${most}`.execute(context.transaction)
    return rows
  })
}

export const deathHere = part(endings, {
  async deathsHere(context) {
    const rows = await untoldHere(context)
    context.shows({}, rows.length)
    return { rows }
  },

  async noteDeathHere(context, { deathId }) {
    const found = (await untoldHere(context)).find(({ id }) => id === deathId)
    if (!found) return refuse('not_found', 'death', '这件死亡不在本乡镇（街道），或者已经知悉。请刷新页面查看')
    return inCounty(context, async () => {
      const row = await db(context)
        .selectFrom('endings.death')
        .select(['id', 'personId', 'townshipId', 'organisationId'])
        .where('countyCode', '=', context.county)
        .where('id', '=', deathId)
        .executeTakeFirstOrThrow()
      context.concerns(row.personId)
      await writeDeathAct(context, row, {
        kind: 'noted',
        on: context.today,
        words: found.home === livesHere ? '居住地已知悉' : `${found.home}所在地已知悉`,
      })
      return {}
    })
  },
})

export async function deathHereWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'endings.noteDeathHere')) return []
  const rows = await untoldHere(context)
  return rows.map(({ number, name, home, township, diedOn, here }) => ({
    kind: 'endings.death.noted',
    title: '知悉辖区内的死亡',
    object: `${number} ${name}，${home}，${dateText(diedOn)}死亡；由${township}负责办理`,
    to: '/deaths',
    weight: 'care' as const,
    dueOn: null,
    township: here,
    citations: [],
    count: 1,
  }))
}
