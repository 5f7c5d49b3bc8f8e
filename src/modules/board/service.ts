/** Use cases of the board. */
import { addMonths } from '#kernel/calendar.ts'
import { requireNone } from '#kernel/refusal.ts'
import { months, monthClosing } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { implement, on } from '#platform/module.ts'
import { board, type Blocker, type BoardRow } from './contract.ts'
import { objectionsToClosing } from './rules.ts'
import { contracting } from './contracts.ts'
import { rowsOf } from './rows.ts'
import { countsOf, gapsOf, tracesOf } from './traces.ts'

export const boardService = implement(board, {
  ...contracting,

  async month(context, { month }) {
    const plan = await months.month(context, { month })
    const rows = await rowsOf(context, month, plan.scoresDueOn)
    const traces = await tracesOf(context, month)
    const gaps = gapsOf(traces)
    const before = addMonths(month, -1)
    return {
      rows,
      blockers: blockersOf(context, rows, plan),
      counts: await countsOf(context, month, traces),
      previous: await countsOf(context, before, await tracesOf(context, before)),
      gaps: gaps.length,
      unexplained: gaps.filter((gap) => !gap.explained).length,
    }
  },

  async gaps(context, { month, kind, page, pageSize }) {
    const all = gapsOf(await tracesOf(context, month)).filter((gap) => !kind || gap.kind === kind)
    const rows = all.slice((page - 1) * pageSize, page * pageSize)
    context.shows({ month, kind }, rows.length)
    return { rows, total: all.length }
  },
})

/** A month closes only when every person between register and payment is accounted for (JL-7b). */
export const gate = on(monthClosing, async (context, { month }) => {
  requireNone(objectionsToClosing(gapsOf(await tracesOf(context, month))))
})

type Plan = Awaited<ReturnType<typeof months.month>>

const dueOf: Partial<Record<string, keyof Plan>> = {
  roster: 'sendOn',
  evaluations: 'scoresDueOn',
  acceptance: 'acceptanceDueOn',
  settlement: 'meetingOn',
  approval: 'meetingOn',
  payment: 'payOn',
}

const whoOf: Record<string, string> = {
  roster: '县级救助经办',
  agreements: '县级救助经办、乡镇',
  visits: '县级救助经办',
  evaluations: '乡镇',
  acceptance: '县级救助经办',
  settlement: '县级救助经办',
  approval: '县级救助负责人、财政审核',
  payment: '县级救助经办、财政审核',
}

/** Of each provider the first step whose day has passed, else the first unfinished one: what is missing, who must move, until when. */
function blockersOf(context: Context, rows: readonly BoardRow[], plan: Plan): Blocker[] {
  return rows.flatMap((row) => {
    const open = row.steps
      .filter(({ state }) => state !== 'done')
      .map((each) => ({ ...each, dueOn: dueDayOf(each.step, plan) }))
    const step = open.find(({ dueOn }) => dueOn !== null && dueOn < context.today) ?? open[0]
    if (!step) return []
    const { dueOn } = step
    return [
      {
        title: `${row.name}：${titleOf(step.step)}（${step.text}）`,
        who: whoOf[step.step] ?? '',
        dueOn,
        overdue: dueOn !== null && dueOn < context.today,
        to: step.to,
        citations: plan.citations,
      },
    ]
  })
}

function dueDayOf(step: string, plan: Plan): Blocker['dueOn'] {
  const key = dueOf[step]
  return key ? (plan[key] as Blocker['dueOn']) : plan.payOn
}

const titles: Record<string, string> = {
  roster: '名册没有签收',
  agreements: '协议没有签齐',
  visits: '服务记录待核实',
  evaluations: '乡镇考评没有送齐',
  acceptance: '没有验收',
  settlement: '没有结算',
  approval: '结算单没有批完',
  payment: '没有发放完',
}
const titleOf = (step: string) => titles[step] ?? ''
