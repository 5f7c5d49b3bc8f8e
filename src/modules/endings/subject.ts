/** Changes and deaths as matters: which pass between sections and units (交接), and which are open when a file is to be closed. */
import { dateText } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { Subject } from '#platform/module.ts'
import { deathActText, kindText } from './contract.ts'
import { needed, todosOf } from './death-rules.ts'
import { askedOfDeath, deathActsOf, deathStateOf } from './death-stored.ts'
import { linkageOf } from './linkage.ts'
import { over } from './rules.ts'
import { db } from './stored.ts'
import { stepIn } from './words.ts'

export async function changeSubject(context: Context, changeId: string): Promise<Subject | undefined> {
  const row = await db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .select(['change.number', 'change.kind', 'change.step', 'change.townshipId', 'change.personId', 'person.name'])
    .where('change.countyCode', '=', context.county)
    .where('change.id', '=', changeId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    title: `${kindText[row.kind]} ${row.name} ${row.number}`,
    to: `/changes/${changeId}`,
    opens: 'endings.change',
    townshipId: row.townshipId,
    personId: row.personId,
    open: !over.includes(row.step),
  }
}

export async function deathSubject(context: Context, deathId: string): Promise<Subject | undefined> {
  const row = await db(context)
    .selectFrom('endings.death as death')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'death.countyCode').onRef('person.id', '=', 'death.personId'),
    )
    .select(['death.number', 'death.status', 'death.townshipId', 'death.personId', 'person.name'])
    .where('death.countyCode', '=', context.county)
    .where('death.id', '=', deathId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    title: `${row.name} ${row.number}`,
    to: `/deaths/${deathId}`,
    opens: 'endings.death',
    townshipId: row.townshipId,
    personId: row.personId,
    open: row.status === 'open',
  }
}

export async function openEndsOf(context: Context, personId: string): Promise<Reason[]> {
  return [
    ...(await openDeaths(context, personId)),
    ...(await openChanges(context, personId)),
    ...(await openLinkages(context, personId)),
  ]
}

async function openDeaths(context: Context, personId: string): Promise<Reason[]> {
  const rows = await db(context)
    .selectFrom('endings.death')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where((eb) => eb.or([eb('status', '=', 'open'), eb('trueOn', 'is not', null)]))
    .execute()
  const found: Reason[] = []
  for (const row of rows) {
    const next = { title: '打开死亡处理', to: `/deaths/${row.id}` }
    if (row.trueOn !== null) {
      const message = `死亡处理${row.number}：更正死亡日期为${dateText(row.trueOn)}，还没有决定。请先由另一人决定`
      found.push({ code: 'death_day', message, next })
    }
    if (row.status !== 'open') continue
    const state = deathStateOf(row, await deathActsOf(context, [row.id]))
    const left = todosOf(state, context.today, await askedOfDeath(context, context.today))
      .filter((todo) => needed.includes(todo.kind) && todo.state !== 'done')
      .map(({ kind }) => deathActText[kind])
    const still = left.length > 0 ? `（还有：${left.join('、')}）` : ''
    found.push({ code: 'death', message: `死亡处理${row.number}还没有结案${still}。请先办完并结案`, next })
  }
  return found
}

async function openChanges(context: Context, personId: string): Promise<Reason[]> {
  const rows = await db(context)
    .selectFrom('endings.change')
    .select(['id', 'number', 'kind', 'step'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('step', 'not in', [...over])
    .orderBy('number')
    .execute()
  return rows.map(({ id, number, kind, step }) => ({
    code: 'change',
    message: `${kindText[kind]}${number}还没有办完（${stepIn(kind, step)}）。请先办完或撤回`,
    next: { title: '打开变更', to: `/changes/${id}` },
  }))
}

/** Nobody's file is closed before somebody has written what became of him (民发〔2021〕43号 第二十七条); the dead need no other relief. */
async function openLinkages(context: Context, personId: string): Promise<Reason[]> {
  const rows = await db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .selectAll('change')
    .where('change.countyCode', '=', context.county)
    .where('change.personId', '=', personId)
    .where('change.kind', '=', 'end')
    .where('change.step', 'in', ['deliver', 'done'])
    .where('person.diedOn', 'is', null)
    .execute()
  const found: Reason[] = []
  for (const row of rows) {
    const linkage = await linkageOf(context, row)
    if (linkage?.state !== 'open') continue
    const message = `终止${row.number}还没有登记制度衔接的结果。请先登记转入的救助，或写明没有转入`
    const next = { title: '打开变更', to: `/changes/${row.id}` }
    found.push({ code: 'linkage', message, next, citations: linkage.citations })
  }
  return found
}
