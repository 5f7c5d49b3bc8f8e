/** Confirmed for a home and not living in one: who enters the admission, where, and what stands in the way. */
import { addDays, dateText, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { part, type WorkItem } from '#platform/module.ts'
import { sql } from 'kysely'
import { recognition } from './contract.ts'
import { db } from './stored.ts'

interface Home {
  id: string
  name: string
  townshipId: string
}

/** All of the county, also for a township that has none: otherwise it could not be told whom to ask. */
async function openHomes(context: Context): Promise<Home[]> {
  const { rows } = await context.within({ kind: 'county', counties: [context.county], ids: [] }, () =>
    sql<Home>`select id, name, township_id as "townshipId" from institutions.home_view
      where county_code = ${context.county} and status = 'open' order by sort_order, name`.execute(context.transaction),
  )
  return rows
}

interface WayToHome {
  words: string
  to: string
  /** Who does it, where it is not the reader. */
  waitsFor?: string
}

const countyClerk = '县级救助经办'

/** Admission stands on the page of a home; a home stands there once the county has registered it. */
function wayToHome(
  { actor }: Pick<Context, 'actor'>,
  homes: readonly Home[],
  { personId, townshipId }: { personId: string; townshipId: string },
): WayToHome {
  const file = `/persons/${personId}`
  if (homes.length === 0) {
    const words = `本县还没有登记供养机构，须由${countyClerk}先在“机构一览”登记，再办理入住`
    return may(actor, 'institutions.open') ? { words, to: '/homes' } : { words, to: file, waitsFor: countyClerk }
  }
  const inCounty = actor.scope.kind === 'county'
  const own = homes.filter((home) => home.townshipId === townshipId)
  const [only] = own
  const admits = may(actor, 'stays.admit')
  const who = admits ? {} : { waitsFor: inCounty ? countyClerk : '乡镇经办' }
  if (only && own.length === 1)
    return {
      words: `可在${only.name}的机构页办理入住${inCounty ? '，也可选别的机构' : ''}`,
      to: `/homes/${only.id}`,
      ...who,
    }
  if (inCounty || own.length > 0) return { words: '选定一家机构，在机构页办理入住', to: '/homes', ...who }
  return {
    words: `本乡镇没有供养机构，须由${countyClerk}选定机构并办理入住`,
    to: file,
    waitsFor: countyClerk,
  }
}

export async function homesAndPlaces(context: Context): Promise<WorkItem[]> {
  const homes = await openHomes(context)
  return [...(await homesToFind(context, homes)), ...(await placesToFind(context, homes))]
}

export const placing = part(recognition, {
  async placement(context, { personId }) {
    context.concerns(personId)
    const [waiting] = await waitingForHome(context, personId)
    if (!waiting) return { placement: null }
    const { words, to } = wayToHome(context, await openHomes(context), waiting)
    const begins = `供养自${dateText(waiting.supportFrom)}起`
    const text = `认定时已决定集中供养，尚未入住；${begins}，入住前按分散供养服务。${words}。`
    return { placement: { text, next: to.startsWith('/homes') ? { title: '去办理入住', to } : null } }
  },
})

/** 不适合分散供养的，审批后及时纳入敬老院: stands until he lives in a home (AH-2.1.3b). */
async function homesToFind(context: Context, homes: readonly Home[]): Promise<WorkItem[]> {
  const rule = (await context.policyOn(context.today)).find('recognition.unsuitable_for_dispersed')
  if (!rule) return []
  const found = await db(context)
    .selectFrom('recognition.application as a')
    .innerJoin('persons.personView as p', (join) =>
      join.onRef('p.countyCode', '=', 'a.countyCode').onRef('p.id', '=', 'a.personId'),
    )
    .select(['a.name', 'a.number', 'a.townshipId', 'a.personId', 'a.decidedOn'])
    .where('a.countyCode', '=', context.county)
    .where('a.decision', '=', 'confirmed')
    .where('a.unsuitable', '=', true)
    .where('p.endedOn', 'is', null)
    .where((eb) => eb.or([eb('p.mode', '<>', 'centralised'), eb('p.organisationId', 'is', null)]))
    .orderBy('a.decidedOn')
    .limit(200)
    .execute()
  return found.map(({ name, number, townshipId, personId, decidedOn }) => ({
    title: `不适合分散供养，尚未入住敬老院${daysText(context, decidedOn)}`,
    ...placed(context, homes, { name, number, townshipId, personId: personId ?? '' }),
    dueOn: null,
    kind: 'recognition.unsuitable',
    weight: 'care' as const,
    township: townshipId,
    citations: rule.citations,
    count: 1,
  }))
}

/** Confirmed 集中供养 and no stay decided since: nobody lives in a home by a decision alone. */
async function waitingForHome(context: Context, personId?: string): Promise<Confirmed[]> {
  const one = personId === undefined ? sql`` : sql`and a.person_id = ${personId}`
  const { rows } = await sql<Confirmed>`
    select a.name, a.number, a.township_id as "townshipId", a.person_id as "personId", a.support_from as "supportFrom"
    from recognition.application a
      join persons.person_view p on p.county_code = a.county_code and p.id = a.person_id
    where a.county_code = ${context.county} and a.decision = 'confirmed' and not a.unsuitable and p.ended_on is null
      and p.mode = 'dispersed'
      and exists (select from recognition.deed d where d.county_code = a.county_code and d.case_id = a.id
        and d.kind = 'decided' and d.said->>'mode' = 'centralised')
      and not exists (select from persons.fact_view f where f.county_code = a.county_code and f.person_id = a.person_id
        and f.kind = 'mode' and f.known_at > a.decided_at)
      ${one}
    order by a.support_from limit 200`.execute(context.transaction)
  return rows
}

async function placesToFind(context: Context, homes: readonly Home[]): Promise<WorkItem[]> {
  const rows = await waitingForHome(context)
  const citations = (await context.policyOn(context.today)).find('placement.consent')?.citations ?? []
  return rows.map(({ name, number, townshipId, personId, supportFrom }) => ({
    title: '安排入住（供养开始前）',
    ...placed(context, homes, { name, number, townshipId, personId }),
    dueOn: addDays(supportFrom, -1),
    kind: 'recognition.placeInHome',
    weight: 'care' as const,
    township: townshipId,
    citations,
    count: 1,
  }))
}

function placed(context: Context, homes: readonly Home[], who: Omit<Confirmed, 'supportFrom'>) {
  const { words, to, waitsFor } = wayToHome(context, homes, who)
  return { object: `${who.name} ${who.number}：${words}`, to, ...(waitsFor ? { waitsFor } : {}) }
}

interface Confirmed {
  name: string
  number: string
  townshipId: string
  personId: string
  supportFrom: PlainDate
}

function daysText({ today }: Pick<Context, 'today'>, decidedOn: PlainDate | null): string {
  if (decidedOn === null) return ''
  const days = daysBetween(decidedOn, today)
  return `（确认后${days}天）`
}
