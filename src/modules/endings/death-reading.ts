/** Deaths as a list, and one with everything that must follow, by whom and until when. */
import { sql } from 'kysely'
import { momentText } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { objectionsToDeath } from '#modules/persons/rules.ts'
import { part } from '#platform/module.ts'
import * as z from 'zod'
import {
  type ActRow,
  type DeathDetails,
  type DeathRow,
  type DeathTodo,
  deathActText,
  endings,
  placeText,
  reporterText,
} from './contract.ts'
import { unsettledOf } from './death-custody.ts'
import { certifies, doerOf, latenessOf, needed, order, type Todo, todosOf } from './death-rules.ts'
import {
  type AskedOfDeath,
  askedOfDeath,
  type Death,
  deathActsOf,
  deathStateOf,
  type StoredDeathAct,
} from './death-stored.ts'
import { findPerson } from './opening.ts'
import { StopOf } from './shapes.ts'
import { stopsAfter, stopsFor } from './stops.ts'
import { db, fieldsOf } from './stored.ts'
import type { DeathStatus } from './words.ts'

const most = 1001

export const deathReading = part(endings, {
  async deaths(context, { page, pageSize, late, ...filter }) {
    const asked = await askedOfDeath(context, context.today)
    const hours = late ? asked.terms?.value.escalate_hours : undefined
    const query = () => listedDeaths(context, { ...filter, lateHours: hours })
    const rows = await query()
      .orderBy('death.reportedAt', 'desc')
      .orderBy('death.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const all = await query().clearSelect().select('death.id').limit(most).execute()
    const acts = await deathActsOf(
      context,
      rows.map(({ id }) => id),
    )
    const unsettled = await unsettledOf(
      context,
      rows.map(({ personId }) => personId),
    )
    context.shows({ ...filter, late }, rows.length)
    const about = (row: Listed) => ({
      row,
      acts: acts.filter(({ deathId }) => deathId === row.id),
      asked: { ...asked, unsettled: unsettled.get(row.personId) ?? [] },
    })
    return { rows: rows.map((row) => deathRow(context, about(row))), total: all.length, at: context.now }
  },

  async death(context, { deathId }) {
    const row = await listedDeaths(context, {}).where('death.id', '=', deathId).executeTakeFirst()
    if (!row) return refuse('not_found', 'death', '没有找到这件死亡处理。可能不在您的辖区内，请核对后再试。')
    context.concerns(row.personId)
    const unsettled = (await unsettledOf(context, [row.personId])).get(row.personId) ?? []
    const asked = { ...(await askedOfDeath(context, context.today)), unsettled }
    const about = { row, acts: await deathActsOf(context, [deathId]), asked }
    return { ...(await detailsOf(context, about)), ...(await moneyOf(context, row)) }
  },

  async previewDeath(context, { personId, diedOn, paperReference }) {
    const person = await findPerson(context, personId)
    const certified = certifies(paperReference)
    const reasons = objectionsToDeath({ ...person, certified }, diedOn, context.today)
    const stops = await stopsAfter(context, { personId, last: diedOn, death: true })
    return { stops: stopsFor(context, stops), reasons }
  },
})

export interface DeathFilter {
  status?: DeathStatus | undefined
  words?: string
  areaId?: string | undefined
  lateHours?: number | undefined
}

export function listedDeaths(context: Context, { status, words = '', areaId, lateHours }: DeathFilter) {
  return db(context)
    .selectFrom('endings.death as death')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'death.countyCode').onRef('person.id', '=', 'death.personId'),
    )
    .leftJoin('access.areaView as township', 'township.id', 'death.townshipId')
    .leftJoin('access.organisationView as organisation', (join) =>
      join
        .onRef('organisation.countyCode', '=', 'death.countyCode')
        .onRef('organisation.id', '=', 'death.organisationId'),
    )
    .leftJoin('access.areaView as lived', 'lived.id', 'death.livedInId')
    .selectAll('death')
    .select(['person.name', 'township.name as township', 'organisation.name as organisation', 'lived.name as livedIn'])
    .where('death.countyCode', '=', context.county)
    .$if(status !== undefined, (query) => query.where('death.status', '=', status ?? 'open'))
    .$if(lateHours !== undefined, (query) =>
      query.where(sql<boolean>`death.reported_at > death.discovered_at + make_interval(hours => ${lateHours ?? 0})`),
    )
    .$if(areaId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('death.townshipId', '=', areaId ?? ''), eb('person.villageId', '=', areaId ?? '')]),
      ),
    )
    .$if(words !== '', (query) =>
      query.where((eb) => eb.or([eb('person.name', '=', words), eb('death.number', '=', words)])),
    )
}

type Listed = Death & {
  name: string
  township: string | null
  organisation: string | null
  livedIn: string | null
}

interface About {
  row: Listed
  acts: readonly StoredDeathAct[]
  asked: AskedOfDeath
}

export function deathRow(context: Context, { row, acts, asked }: About): DeathRow {
  const todos = todosOf(deathStateOf(row, acts), context.today, asked)
  const late = latenessOf(row, asked.terms)
  const counted = todos.filter(({ kind }) => needed.includes(kind))
  const next = row.status === 'open' ? todos.find(({ state }) => state === 'now') : undefined
  return {
    ...row,
    township: row.township ?? '',
    delay: late.minutes,
    late: late.urgency === 'escalate',
    next: next ? deathActText[next.kind] : '',
    done: counted.filter(({ state }) => state === 'done').length,
    of: counted.length,
  }
}

async function detailsOf(
  context: Context,
  { row, acts, asked }: About,
): Promise<Omit<DeathDetails, 'claims' | 'left'>> {
  const state = deathStateOf(row, acts)
  const retention = asked.retention
  return {
    row: deathRow(context, { row, acts, asked }),
    discoveredAt: row.discoveredAt,
    place: `${placeText[row.placeKind]}${row.place ? ` ${row.place}` : ''}`,
    reporter: `${reporterText[row.reporterKind]} ${row.reporter}`,
    paperReference: row.paperReference,
    receivedName: row.receivedName,
    receivedAt: row.receivedAt,
    mine: row.receivedBy === context.actor.accountId,
    dayWanted: row.trueOn ? { on: row.trueOn, mine: row.trueBy === context.actor.accountId } : null,
    organisation: row.organisation ?? '',
    livedIn: row.livedIn ?? '',
    lateText: `${latenessOf(row, asked.terms).text}（${momentText(row.discoveredAt)}发现，${momentText(row.reportedAt)}报告）`,
    todos: todosOf(state, context.today, asked)
      .filter(({ kind }) => order.includes(kind))
      .map((todo) => todoOf(todo, acts, asked)),
    acts: acts.map(actRow),
    stopped: stopsFor(context, z.array(StopOf).parse(row.stopped)),
    closedOn: row.closedOn,
    keepThrough: row.keepThrough,
    wouldKeepThrough: retention ? retention.keepThrough(row.diedOn) : null,
    citations: [...(asked.terms?.citations ?? []), ...asked.retentionCitations],
  }
}

function todoOf(todo: Todo, acts: readonly StoredDeathAct[], asked: AskedOfDeath): DeathTodo {
  const act = acts.findLast(({ kind }) => kind === todo.kind)
  const said = act ? Object.entries(fieldsOf(act.details)).filter(([label]) => label !== '出具方') : []
  return {
    ...todo,
    title: deathActText[todo.kind],
    who: doerOf(todo.kind),
    text: act ? [`${act.onDay} ${act.byName}`, ...said.map(([label, text]) => `${label}${text}`)].join('；') : '',
    citations: asked.cited?.[todo.kind] ?? [],
  }
}

export const actRow = (act: StoredDeathAct): ActRow => ({
  id: act.id,
  kind: act.kind,
  text: deathActText[act.kind],
  on: act.onDay,
  words: act.words,
  details: Object.entries(fieldsOf(act.details))
    .filter(([label]) => label !== '出具方')
    .map(([label, text]) => ({ label, text })),
  proof: act.proof,
  hasFile: act.fileId !== null,
  byName: act.byName,
  at: act.at,
})

/** Read now, so that nothing that should have stopped goes on unseen (F-01). */
async function moneyOf(context: Context, row: Death): Promise<Pick<DeathDetails, 'claims' | 'left'>> {
  const { rows } = await sql<{ id: string; month: string; purpose: string; amountFen: bigint; status: string }>`
    select id, month, purpose, amount_fen, status from payments.claim_view
    where county_code = ${context.county} and person_id = ${row.personId} and ground = 'death' order by month, purpose`.execute(
    context.transaction,
  )
  const { personId, diedOn } = row
  const left = row.status === 'open' ? await stopsAfter(context, { personId, last: diedOn, death: true }) : []
  return { claims: rows, left: left.filter(({ what }) => what === 'paid') }
}
