/** 请假代理: from–to a colleague acts for everything somebody answers for. */
import { entryLimitsOn } from '#kernel/entry-limits.ts'
import { addDays, dateText } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { duties } from './contract.ts'
import { db } from './handover-stored.ts'
import { refuseStranger } from './naming.ts'
import { type Colleague, leaveRows, officials, townshipOf, worksIn } from './responsible-stored.ts'

export const leaves = part(duties, {
  async colleagues(context) {
    const { own, others, leads } = await mates(context)
    const shown = leads ? [...own, ...others] : others
    return { people: shown.map(({ id, name, roleTitle }) => ({ id, name, roleTitle })), leads }
  },

  async takeLeave(context, { accountId = context.actor.accountId, deputyId, from, to, reason }) {
    const { own, others, leads } = await mates(context)
    const unit = [...own, ...others]
    const person = unit.find(({ id }) => id === accountId) ?? refuseStranger()
    const deputy = unit.find(({ id }) => id === deputyId) ?? refuseStranger()
    requireNone(await objectionsTo(context, { leave: { accountId, deputyId, from, to }, deputy, leads }))
    const id = context.newId()
    await db(context)
      .insertInto('duties.leave')
      .values({
        countyCode: context.county,
        id,
        accountId,
        name: person.name,
        deputyId,
        deputyName: deputy.name,
        townshipId: townshipOf(person),
        fromOn: from,
        toOn: to,
        reason,
        madeBy: context.actor.accountId,
        madeName: context.actor.name,
        madeAt: context.now,
      })
      .execute()
    return { id }
  },

  async cancelLeave(context, { id }) {
    const row = await leaveRows(context).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!row) return refuse('not_found', 'leave', '没有找到这次请假。请刷新后查看')
    if (!(await mayCancel(context, row)))
      refuse('forbidden', 'not_own', '这不是您或您所负责单位的请假，只能由本人或负责人取消。请与本人联系')
    if (row.cancelledAt !== null) refuse('conflict', 'cancelled', '这次请假代理已经取消。请刷新后查看')
    if (row.toOn < context.today) refuse('refused', 'over', '这次请假已经结束，不能取消。记录保留')
    await db(context)
      .updateTable('duties.leave')
      .set({ cancelledAt: context.now })
      .where('countyCode', '=', context.county)
      .where('id', '=', id)
      .execute()
    return { id }
  },

  async leaves(context, { page, pageSize }) {
    const rows = await leaveRows(context)
      .orderBy('fromOn', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const { count } = await leaveRows(context)
      .clearSelect()
      .select((eb) => eb.fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow()
    const { own, others, leads } = await mates(context)
    const unit = new Set((leads ? [...own, ...others] : own).map(({ id }) => id))
    return {
      rows: rows.map((row) => ({
        id: row.id,
        name: row.name,
        deputyName: row.deputyName,
        fromOn: row.fromOn,
        toOn: row.toOn,
        reason: row.reason,
        madeBy: row.madeName,
        cancelled: row.cancelledAt !== null,
        mayCancel: row.cancelledAt === null && row.toOn >= context.today && unit.has(row.accountId),
      })),
      total: Number(count),
    }
  },
})

interface Asked {
  leave: { accountId: string } & Pick<InputOf<(typeof duties)['operations']['takeLeave']>, 'deputyId' | 'from' | 'to'>
  deputy: Colleague
  leads: boolean
}

async function objectionsTo(context: Context, { leave, deputy, leads }: Asked): Promise<Reason[]> {
  const { accountId, deputyId, from, to } = leave
  const reasons: Reason[] = []
  const add = (code: string, message: string) => void reasons.push({ code, message })
  // An illness is told after a few days, and nobody is away for years at a time.
  const { leave_days_back: earliestDays, leave_days: longestDays } = await entryLimitsOn(context)
  if (accountId !== context.actor.accountId && !leads)
    add('accountId', '您只能登记自己的请假；别人的由本人或负责人登记。请转告负责人')
  if (accountId === deputyId) add('deputyId', '代理人就是请假的人；应是另一位同事。请重新选择')
  if (to < from) add('to', '结束日期早于开始日期；应不早于开始日期。请核对起止日期')
  if (to < context.today) add('to', '这段时间已经过去，代理不能补登。请核对起止日期')
  if (from < addDays(context.today, -earliestDays))
    add(
      'from',
      `开始日期早于${dateText(addDays(context.today, -earliestDays))}；请假应在当时登记，最多补登${earliestDays}天。请核对日期`,
    )
  if (to > addDays(context.today, longestDays))
    add(
      'to',
      `结束日期晚于${dateText(addDays(context.today, longestDays))}；一次最多登记${longestDays}天，到期再续。请核对日期`,
    )
  const stands = await leaveRows(context)
    .where('deputyId', '=', accountId)
    .where('cancelledAt', 'is', null)
    .where('fromOn', '<=', to)
    .where('toOn', '>=', from)
    .executeTakeFirst()
  if (stands)
    add(
      'accountId',
      `请假的人在${dateText(stands.fromOn)}至${dateText(stands.toOn)}正代理${stands.name}，不能同时请假。请先给${stands.name}改派代理人`,
    )
  const away = await leaveRows(context)
    .where('accountId', '=', deputyId)
    .where('cancelledAt', 'is', null)
    .where('fromOn', '<=', to)
    .where('toOn', '>=', from)
    .executeTakeFirst()
  if (away)
    add('deputyId', `${deputy.name}在${dateText(away.fromOn)}至${dateText(away.toOn)}也请假，不能代理。请另选一位`)
  return reasons
}

/** Oneself and the others of one's unit; a leader may enter leave for them. */
async function mates(context: Context): Promise<{ own: Colleague[]; others: Colleague[]; leads: boolean }> {
  const { accountId, role, scope } = context.actor
  const all = await officials(context)
  const township = scope.kind === 'townships'
  const unit = all.filter((one) => (township ? scope.ids.some((id) => one.townships.includes(id)) : worksIn(one, null)))
  return {
    own: unit.filter(({ id }) => id === accountId),
    others: unit.filter(({ id }) => id !== accountId),
    leads: role === 'county-leader' || role === 'township-leader',
  }
}

async function mayCancel(context: Context, { accountId }: { accountId: string }): Promise<boolean> {
  const { own, others, leads } = await mates(context)
  return (leads ? [...own, ...others] : own).some(({ id }) => id === accountId)
}
