/** What waits: steps of changes by role, deaths and what must follow them, pauses that run out. Minors who reach an age: verifications. */
import { sql } from 'kysely'
import { dateText, PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { TimelineItem, WorkItem } from '#platform/module.ts'
import { admissionWork } from './admissions.ts'
import { askedOn } from './asked.ts'
import { correctedWork } from './correcting.ts'
import { actText, deathActText, kindText, stepText } from './contract.ts'
import { deathDayWork } from './death-day.ts'
import { deathHereWork } from './death-here.ts'
import { latenessOf, todosOf } from './death-rules.ts'
import { askedOfDeath, deathActsOf, deathStateOf } from './death-stored.ts'
import { linkageWork } from './linkage.ts'
import { db, fieldsOf, handOverDue } from './stored.ts'
import { Step } from './words.ts'

export async function endingsWork(context: Context): Promise<WorkItem[]> {
  return [
    ...(await changeWork(context)),
    ...(await linkageWork(context)),
    ...(await correctedWork(context)),
    ...(await transferWork(context)),
    ...(await pauseWork(context)),
    ...(await deathWork(context)),
    ...(await admissionWork(context)),
    ...(await deathDayWork(context)),
    ...(await deathHereWork(context)),
  ]
}

const needs: Partial<Record<Step, string>> = {
  verify: 'endings.verify',
  hear: 'endings.hear',
  publish: 'endings.publish',
  publicity: 'endings.publicityOver',
  objection: 'endings.answer',
  decide: 'endings.decide',
  deliver: 'endings.deliver',
  correcting: 'endings.correct',
  redeliver: 'endings.deliver',
}

const mostLines = 500

/** Nobody is told to decide what he has had a hand in; whoever only posted the sheet may. */
const noHandIn = ({ actor }: Context) =>
  sql<boolean>`(change.step not in ('decide', 'correcting') or not exists (select from endings.act a where a.county_code = change.county_code
    and a.change_id = change.id and a.by_account = ${actor.accountId}
    and (change.step = 'decide' and a.kind in ('opened', 'verified', 'heard', 'answered', 'accepted')
      or change.step = 'correcting' and a.kind = 'correction_proposed')))`

async function changeWork(context: Context): Promise<WorkItem[]> {
  const steps = Step.options.filter((step) => may(context.actor, needs[step] ?? ''))
  if (steps.length === 0) return []
  const rows = await db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .select(['change.id', 'change.number', 'change.kind', 'change.step', 'change.stepDueOn', 'change.townshipId'])
    .select('person.name')
    .where('change.countyCode', '=', context.county)
    .where('change.step', 'in', steps)
    .where(noHandIn(context))
    .orderBy('change.stepDueOn')
    .orderBy('change.openedAt')
    .limit(mostLines)
    .execute()
  const asked = await askedOn(context, context.today)
  const cited: Partial<Record<Step, Citation[]>> = {
    hear: asked.hearing?.citations ?? [],
    publicity: asked.publicity?.citations ?? [],
    objection: asked.objection?.citations ?? [],
  }
  return rows
    .filter(({ step, stepDueOn }) => step !== 'publicity' || stepDueOn === null || stepDueOn < context.today)
    .map((row) => ({
      kind: `endings.${row.step}`,
      title: `${kindText[row.kind]}：${row.step === 'publicity' ? '公示期满，送县里决定' : stepText[row.step]}`,
      object: `${row.number} ${row.name}`,
      to: `/changes/${row.id}`,
      weight: 'care',
      dueOn: row.step === 'publicity' ? null : row.stepDueOn,
      township: row.townshipId,
      citations: cited[row.step] ?? [],
      count: 1,
    }))
}

/** Sent to my township: waits for its acceptance before the day on which it becomes responsible. */
async function transferWork(context: Context): Promise<WorkItem[]> {
  const { scope } = context.actor
  if (scope.kind !== 'townships' || !may(context.actor, 'endings.accept')) return []
  const rows = await context.within({ kind: 'county', counties: [context.county], ids: [] }, () =>
    db(context)
      .selectFrom('endings.change as change')
      .innerJoin('persons.personView as person', (join) =>
        join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
      )
      .select(['change.id', 'change.number', 'change.kind', 'change.step', 'change.wanted', 'person.name'])
      .where('change.countyCode', '=', context.county)
      .where('change.kind', '=', 'transfer')
      .where('change.step', '=', 'accept')
      .where(sql<boolean>`change.wanted ->> 'townshipId' = any (${[...scope.ids]}::text[])`)
      .limit(mostLines)
      .execute(),
  )
  return rows.flatMap(({ id, number, name, ...row }) => {
    const { townshipId = '' } = fieldsOf(row.wanted)
    if (!scope.ids.includes(townshipId)) return []
    return [
      {
        kind: 'endings.accept',
        title: '接收迁入人员',
        object: `${number} ${name}`,
        to: `/changes/${id}`,
        weight: 'care' as const,
        dueOn: handOverDue(row),
        township: townshipId,
        citations: [],
        count: 1,
      },
    ]
  })
}

function dayIn(text: string, otherwise: PlainDate): PlainDate {
  const day = PlainDate.safeParse(text)
  return day.success ? day.data : otherwise
}

/** A pause has an end: then support is resumed or ended, never forgotten. */
async function pauseWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'endings.open')) return []
  const rows = await db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .select(['change.wanted', 'change.townshipId', 'person.name', 'person.id as personId'])
    .where('change.countyCode', '=', context.county)
    .where('change.kind', '=', 'suspend')
    .where('change.step', 'in', ['deliver', 'done'])
    .where('person.status', '=', 'suspended')
    .orderBy('change.decidedOn', 'desc')
    .limit(mostLines)
    .execute()
  return rows.map(({ wanted, townshipId, name, personId }) => ({
    kind: 'endings.pause',
    title: '暂停到期，恢复或终止',
    object: name,
    to: `/changes/new?kind=resume&person=${personId}`,
    weight: 'care',
    dueOn: dayIn(fieldsOf(wanted)['until'] ?? '', context.today),
    township: townshipId,
    citations: [],
    count: 1,
  }))
}

async function deathWork(context: Context): Promise<WorkItem[]> {
  const confirms = may(context.actor, 'endings.confirmDeath')
  const records = may(context.actor, 'endings.recordDeath')
  if (!records && !confirms) return []
  const rows = await db(context)
    .selectFrom('endings.death as death')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'death.countyCode').onRef('person.id', '=', 'death.personId'),
    )
    .selectAll('death')
    .select('person.name')
    .where('death.countyCode', '=', context.county)
    .where('death.status', '=', 'open')
    .orderBy('death.reportedAt')
    .limit(mostLines)
    .execute()
  const asked = await askedOfDeath(context, context.today)
  const acts = await deathActsOf(
    context,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row): WorkItem[] => {
    const state = deathStateOf(
      row,
      acts.filter(({ deathId }) => deathId === row.id),
    )
    // Nobody is told to do what another role does.
    const own = (kind: string): boolean => {
      if (kind === 'confirmed') return confirms && row.receivedBy !== context.actor.accountId
      return kind === 'closed' ? may(context.actor, 'endings.closeDeath') : records
    }
    const next = todosOf(state, context.today, asked).find((todo) => todo.state === 'now' && own(todo.kind))
    if (!next) return []
    const late = latenessOf(row, asked.terms)
    const escalated = late.urgency === 'escalate' && next.kind === 'confirmed' ? `（${late.text}）` : ''
    return [
      {
        kind: `endings.death.${next.kind}`,
        title: `死亡处理：${deathActText[next.kind]}`,
        object: `${row.number} ${row.name}，${dateText(row.diedOn)}死亡${escalated}`,
        to: `/deaths/${row.id}`,
        weight: 'care',
        dueOn: next.due,
        township: row.townshipId,
        citations: next.kind === 'confirmed' ? (asked.terms?.citations ?? []) : [],
        count: 1,
      },
    ]
  })
}

export async function deathTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  const deaths = await db(context)
    .selectFrom('endings.deathAct')
    .select(['kind', 'onDay', 'at', 'words', 'deathId'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  return deaths.map((act) => ({
    at: act.onDay,
    enteredAt: act.at,
    kind: 'other',
    text: `${deathActText[act.kind]}${act.words ? `（${act.words}）` : ''}`,
    to: `/deaths/${act.deathId}`,
    source: 'system',
  }))
}

export async function changesTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  const changes = await actsOfPerson(context, personId)
  return changes.map((act) => ({
    at: act.onDay,
    enteredAt: act.at,
    kind: 'recognition',
    text: `${kindText[act.of]} ${act.number}：${actText[act.kind]}${act.words ? `（${act.words}）` : ''}`,
    to: `/changes/${act.id}`,
    source: 'system',
  }))
}

const actsOfPerson = (context: Context, personId: string) =>
  db(context)
    .selectFrom('endings.act as act')
    .innerJoin('endings.change as change', (join) =>
      join.onRef('change.countyCode', '=', 'act.countyCode').onRef('change.id', '=', 'act.changeId'),
    )
    .select(['act.kind', 'act.onDay', 'act.at', 'act.words', 'change.id', 'change.number', 'change.kind as of'])
    .where('act.countyCode', '=', context.county)
    .where('act.personId', '=', personId)
    .execute()
