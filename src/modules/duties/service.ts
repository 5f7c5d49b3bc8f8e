/** Use cases of the duties module. */
import { readRoleTable, type RoleTable } from '#modules/access/index.ts'
import { kindOfRole, type Role, roleTitles } from '#modules/access/roles.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { implement, type WorkItem } from '#platform/module.ts'
import { duties, type Task } from './contract.ts'
import { isWatched, toldText, watchedBy } from './escalation.ts'
import { handing } from './handing.ts'
import { handOverList } from './handover-list.ts'
import { townshipNamesOf } from './handover-stored.ts'
import { leaves } from './leaves.ts'
import { localPolicies } from './local-policies.ts'
import { naming } from './naming.ts'
import { responsibleList } from './responsible-list.ts'
import { inLegalOrder, leftUntil, sums } from './rules.ts'

export const dutiesService = implement(duties, {
  ...handing,
  ...handOverList,
  ...naming,
  ...leaves,
  ...localPolicies,
  ...responsibleList,
  async mine(context) {
    const tasks = await tasksOf(context, await gathered(context))
    const before = await daysBefore(context)
    const told = tasks.map((task) => ({ ...task, told: toldText(context.actor.role, task.left, before) }))
    return { tasks: inLegalOrder(told), ...sums(tasks, context.today) }
  },

  async watched(context) {
    const before = await daysBefore(context)
    const roles = await readRoleTable()
    // Their own modules may have told a leader already; nothing stands there twice.
    const seen = new Set((await gathered(context)).map(sameOf))
    const found: Task[] = []
    for (const watch of watchedBy(context.actor.role)) {
      const items = await gathered(await asRole(context, watch.role, roles))
      const fresh = items.filter((item) => item.dueOn !== null && !seen.has(sameOf(item)))
      for (const item of fresh) seen.add(sameOf(item))
      const tasks = await tasksOf(context, fresh)
      found.push(
        ...tasks
          .filter(({ left }) => left !== null && isWatched(watch, left, before))
          .map((task) => ({
            ...task,
            waitsFor: task.waitsFor ?? roleTitles[watch.role],
            told: toldText(watch.role, task.left, before),
          })),
      )
    }
    context.shows({}, found.length)
    return { tasks: inLegalOrder(found), before }
  },
})

/** The same matter with the same last day, whoever has to deal with it. */
const sameOf = ({ object, dueOn }: WorkItem): string => `${object} ${dueOn ?? ''}`

async function gathered(context: Context): Promise<WorkItem[]> {
  const found: WorkItem[] = []
  // One after the other: they share the request's one connection.
  for (const module of context.modules) found.push(...((await module.work?.(context)) ?? []))
  return found
}

/** Who leads sees what a role of his scope has to do; the rows he may see stay his own. */
async function asRole(context: Context, role: Role, roles: RoleTable): Promise<Context> {
  const { scope } = context.actor
  const townships = kindOfRole(role) === 'township' && scope.kind === 'county'
  const actor = {
    ...context.actor,
    accountId: nobody,
    role,
    operations: roles.get(role) ?? new Set<string>(),
    scope: townships
      ? { ...scope, kind: 'townships' as const, ids: [...(await townshipNamesOf(context)).keys()] }
      : scope,
  }
  return { ...context, actor }
}

const nobody = '00000000-0000-0000-0000-000000000000'

async function daysBefore(context: Context): Promise<number> {
  if (context.county === '000000') return 0
  const policy = await context.policyOn(context.today)
  return policy.find<{ leader_before: number }>('work.escalation')?.value.leader_before ?? 0
}

async function tasksOf(context: Context, items: readonly WorkItem[]): Promise<Task[]> {
  const calendar = await context.workingCalendar()
  const names = await townshipNames(context, items)
  return items.map((item) => ({
    title: item.title,
    object: item.object,
    to: item.to,
    kind: item.kind,
    weight: item.weight,
    citations: item.citations,
    count: item.count,
    dueOn: item.dueOn,
    ...(item.dueOn ? leftUntil(calendar, context.today, item.dueOn) : { left: null, estimated: false }),
    township: item.township ? (names.get(item.township) ?? item.township) : null,
    waitsFor: item.waitsFor ?? null,
    told: '',
  }))
}

const db = tablesOf<never, 'access'>()
const isId = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)

/** Modules say where by id or by name; people read names. */
async function townshipNames(context: Context, items: readonly WorkItem[]): Promise<Map<string, string>> {
  const ids = [...new Set(items.map(({ township }) => township).filter(isId))]
  if (ids.length === 0) return new Map()
  const rows = await db(context).selectFrom('access.areaView').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
