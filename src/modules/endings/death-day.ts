/** 更正死亡日期: proposed by one with paper and scan, decided by a leader of the county; both days stay on file. */
import { dateText, dayOf, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import { moveDeath } from '#modules/persons/index.ts'
import { objectionsToDeath } from '#modules/persons/rules.ts'
import type { Context } from '#platform/context.ts'
import { part, type WorkItem } from '#platform/module.ts'
import { endings } from './contract.ts'
import { askedOfDeath, type Death, deathActsOf, lockDeath, type StoredDeathAct, writeDeathAct } from './death-stored.ts'
import { findPerson } from './opening.ts'
import { db } from './stored.ts'
import { deathActText } from './words.ts'

export const deathDay = part(endings, {
  async proposeDeathDay(context, { deathId, diedOn, paper, words, fileId }) {
    const row = await lockDeath(context, deathId)
    await requireDay(context, row, diedOn)
    await keepDay(context, deathId, { trueOn: diedOn, trueBy: context.actor.accountId, trueDecidedBy: null })
    const details = { 原登记: dateText(row.diedOn), 更正为: dateText(diedOn), 依据: paper }
    await writeDeathAct(context, row, { kind: 'day_proposed', on: context.today, words, details, proof: paper, fileId })
    return {}
  },

  async decideDeathDay(context, { deathId, agree, words }) {
    const row = await lockDeath(context, deathId)
    const { trueOn } = row
    if (trueOn === null)
      return refuse('refused', 'not_proposed', '没有人提出更正死亡日期，不能决定。请由经办人先提出，附凭据')
    if (row.trueBy === context.actor.accountId)
      refuse('refused', 'same_hand', '更正由您提出，须由另一人决定。请由县级救助负责人办理')
    const details = { 原登记: dateText(row.diedOn), 提出更正为: dateText(trueOn) }
    const kind = agree ? ('day_corrected' as const) : ('day_refused' as const)
    context.because(words)
    const decided = { trueOn: null, trueDecidedBy: context.actor.accountId }
    if (!agree) {
      await writeDeathAct(context, row, { kind, on: context.today, words, details })
      await keepDay(context, deathId, decided)
      return { warnings: [] }
    }
    const acts = await deathActsOf(context, [deathId])
    await requireDay(context, { ...row, trueOn: null }, trueOn)
    const { retention } = await askedOfDeath(context, context.today)
    const keepThrough = row.keepThrough && retention ? retention.keepThrough(trueOn) : row.keepThrough
    await keepDay(context, deathId, { ...decided, diedOn: trueOn, keepThrough })
    await writeDeathAct(context, row, { kind, on: context.today, words, details })
    const basis = `${row.number} ${words}`
    const { personId, diedOn: was } = row
    return { warnings: await moveDeath(context, { personId, was, is: trueOn, since: takenDown(row, acts), basis }) }
  },
})

/** When the day that stands now was written: at the report, or at the last correction. */
const takenDown = (row: Death, acts: readonly StoredDeathAct[]) =>
  acts.findLast(({ kind }) => kind === 'day_corrected')?.at ?? row.receivedAt

async function requireDay(context: Context, row: Death, diedOn: PlainDate): Promise<void> {
  const person = await findPerson(context, row.personId)
  const acts = await deathActsOf(context, [row.id])
  requireNone([
    ...objectionsToMoving(row, acts, diedOn),
    ...objectionsToDeath({ ...person, diedOn: null }, diedOn, context.today),
  ])
}

type Standing = Pick<Death, 'status' | 'diedOn' | 'trueOn' | 'discoveredAt'>

/** Pure. */
export function objectionsToMoving(
  { status, diedOn: was, trueOn, discoveredAt }: Standing,
  acts: readonly Pick<StoredDeathAct, 'kind' | 'onDay'>[],
  is: PlainDate,
): Reason[] {
  const say = (code: string, message: string): Reason[] => [{ code, message }]
  if (status === 'withdrawn') return say('over', '这件死亡报告已经撤销，没有可以更正的日期。请刷新页面查看')
  if (trueOn !== null)
    return say('proposed', `已经提出更正为${dateText(trueOn)}，正等县级救助负责人决定。请刷新页面查看`)
  if (!acts.some(({ kind }) => kind === 'certificate'))
    return say('certificate', '还没有取得死亡证明，日期不能确定。请先登记死亡证明；不是本人死亡的，由另一人撤销报告')
  if (is === was) return say('diedOn', `登记的就是${dateText(was)}，没有要更正的。请核对日期`)
  if (is > dayOf(discoveredAt))
    return say('diedOn', `${dateText(is)}晚于发现的${dateText(dayOf(discoveredAt))}，先后颠倒。请核对日期`)
  const before = acts.find(({ kind, onDay }) => (kind === 'certificate' || kind === 'disposal') && onDay < is)
  if (!before) return []
  return say(
    'diedOn',
    `${dateText(is)}晚于${deathActText[before.kind]}的${dateText(before.onDay)}，先后颠倒。请核对日期`,
  )
}

interface Kept {
  trueOn: PlainDate | null
  trueBy?: string
  trueDecidedBy: string | null
  diedOn?: PlainDate
  keepThrough?: PlainDate | null
}

async function keepDay(context: Context, deathId: string, kept: Kept): Promise<void> {
  await db(context)
    .updateTable('endings.death')
    .set({ ...kept, changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('id', '=', deathId)
    .execute()
}

/** Whoever decides is told; nobody of what he proposed himself. */
export async function deathDayWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'endings.decideDeathDay')) return []
  const rows = await db(context)
    .selectFrom('endings.death as death')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'death.countyCode').onRef('person.id', '=', 'death.personId'),
    )
    .select([
      'death.id',
      'death.number',
      'death.diedOn',
      'death.trueOn',
      'death.trueBy',
      'death.townshipId',
      'person.name',
    ])
    .where('death.countyCode', '=', context.county)
    .where('death.trueOn', 'is not', null)
    .where('death.trueBy', '<>', context.actor.accountId)
    .execute()
  return rows.map(({ id, number, name, diedOn, trueOn, townshipId }) => ({
    kind: 'endings.death.day',
    title: '死亡处理：决定更正死亡日期',
    object: `${number} ${name}，${dateText(diedOn)}更正为${trueOn ? dateText(trueOn) : ''}`,
    to: `/deaths/${id}`,
    weight: 'care',
    dueOn: null,
    township: townshipId,
    citations: [],
    count: 1,
  }))
}
