/** Use cases of 职责分工: naming, ending, reporting to the province, leave with a deputy. */
import { earliestDay, entryLimitsOn, latestDay } from '#kernel/entry-limits.ts'
import { addDays, dateText, type PlainDate } from '#kernel/calendar.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import { readRoleTable } from '#modules/access/index.ts'
import { isRole } from '#modules/access/roles.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { duties } from './contract.ts'
import { type FunctionRule, functionsIn, standsOn } from './functions.ts'
import { db } from './handover-stored.ts'
import { type Colleague, lockResponsible, officials, responsibleRows, worksIn } from './responsible-stored.ts'
import type { InputOf } from '#kernel/contract.ts'

type Naming = InputOf<(typeof duties)['operations']['name']>

export const naming = part(duties, {
  async people(context, { townshipId }) {
    const all = await officials(context)
    return all.filter((one) => worksIn(one, townshipId)).map(({ id, name, roleTitle }) => ({ id, name, roleTitle }))
  },

  async name(context, input) {
    const { townshipId, from, deputyId, training } = input
    const rule = await ruleFor(context, input)
    const people = (await officials(context)).filter((one) => worksIn(one, townshipId))
    const person = await personIn(people, input, rule)
    const deputy = deputyId === undefined ? undefined : people.find(({ id }) => id === deputyId)
    requireNone(await objectionsTo(context, { input, rule, person, deputy }))
    await endBefore(context, input)
    const id = context.newId()
    await db(context)
      .insertInto('duties.responsible')
      .values({
        countyCode: context.county,
        id,
        function: input.function,
        townshipId,
        department: input.department,
        asRuled: !rule.section || input.department === rule.department,
        accountId: person.id,
        name: person.name,
        deputyId: deputy?.id ?? null,
        deputyName: deputy?.name ?? '',
        fromOn: from,
        trainedOn: input.trainedOn ?? null,
        training,
        namedBy: context.actor.accountId,
        namedName: context.actor.name,
        namedAt: context.now,
      })
      .execute()
    return { id }
  },

  async endResponsible(context, { id, on, reason }) {
    const row = await lockResponsible(context, id)
    requireOwnTownship(context, row.townshipId)
    if (row.toOn !== null)
      refuse('conflict', 'ended', `${row.name}的责任已于${dateText(row.toOn)}终止，不能再办。请刷新后查看`)
    if (on < row.fromOn)
      refuse('refused', 'on', `终止日早于${row.name}的起始日${dateText(row.fromOn)}；应不早于起始日。请核对日期`)
    await requireNear(context, on, { label: '最后一天', code: 'on' })
    await changeResponsible(context, id).set({ toOn: on, endReason: reason }).execute()
    return { id }
  },

  async reportResponsible(context, { id, on, receipt }) {
    const row = await lockResponsible(context, id)
    if (row.asRuled)
      refuse('refused', 'as_ruled', `${row.department}就是文件规定的归口科室，不需要上报。请核对是否选错了人`)
    if (row.reportedOn !== null)
      refuse('conflict', 'reported', `已于${dateText(row.reportedOn)}登记上报，不必再报。请刷新后查看`)
    requirePast(context, on, '上报日')
    await changeResponsible(context, id).set({ reportedOn: on, receipt }).execute()
    return { id }
  },

  async trained(context, { id, on, training }) {
    const row = await lockResponsible(context, id)
    requireOwnTownship(context, row.townshipId)
    requirePast(context, on, '培训日')
    await changeResponsible(context, id).set({ trainedOn: on, training }).execute()
    return { id }
  },
})

async function ruleFor(context: Context, { function: name, townshipId }: Naming): Promise<FunctionRule> {
  const level = townshipId === null ? 'county' : 'township'
  const rules = functionsIn(await context.policyOn(context.today))
  const found = rules.find((rule) => rule.function === name && rule.level === level)
  return found ?? refuse('refused', 'function', '在用的文件没有把这个职能交给这一级单位。请从“职责分工”的列表中选择')
}

interface Person {
  id: string | null
  name: string
  role: string
}

/** One with an account of the unit, or a name; a data officer acts in the system and so needs an account. */
async function personIn(people: readonly Colleague[], input: Naming, rule: FunctionRule): Promise<Person> {
  const { accountId, name } = input
  if (accountId !== undefined) return people.find(({ id }) => id === accountId) ?? refuseStranger()
  if (name === undefined) return refuse('invalid', 'accountId', '没有选择人员；请选择人员，没有账号的写明姓名')
  if (rule.function === 'data_officer')
    return refuse('invalid', 'accountId', '数据专人要用自己的账号报送，应有账号。请选择有账号的人')
  return { id: null, name, role: '' }
}

export const refuseStranger = (): never =>
  refuse('refused', 'stranger', '所选的人不在这个单位，或账号已停用；应是本单位在用的账号。请重新选择')

interface Asked {
  input: Naming
  rule: FunctionRule
  person: Person
  deputy: Colleague | undefined
}

async function objectionsTo(context: Context, { input, rule, person, deputy }: Asked): Promise<Reason[]> {
  const reasons: Reason[] = []
  const add = (code: string, message: string) =>
    void reasons.push({ code, message, citations: code === 'submits' ? rule.citations : [] })
  if (context.actor.scope.kind !== 'county' && !context.actor.scope.ids.includes(input.townshipId ?? ''))
    add('townshipId', '您只能指定本乡镇的责任人；县级的由县级指定。请重新选择单位')
  if (input.deputyId !== undefined && !deputy) add('deputyId', '所选的代理人不在这个单位，或账号已停用。请重新选择')
  if (deputy && deputy.id === person.id) add('deputyId', '代理人就是责任人；应是另一个人。请重新选择')
  if (rule.function === 'data_officer' && input.townshipId === null && !(await submits(person.role)))
    add(
      'submits',
      `${person.name}的账号不能签字、报送报表；县级数据专人应是“数据管理员”账号。请另选，或先由系统管理员变更角色`,
    )
  await requireNear(context, input.from, { label: '起始日', code: 'from' })
  if (input.trainedOn !== undefined && input.trainedOn > context.today)
    add('trainedOn', '培训日晚于今天；应填已经参加的培训。请核对日期')
  return reasons
}

async function submits(role: string): Promise<boolean> {
  return isRole(role) && (await readRoleTable()).get(role)?.has('reports.submit') === true
}

/** The one before answers until the day before. */
async function endBefore(context: Context, { function: name, townshipId, from }: Naming): Promise<void> {
  const rows = await responsibleRows(context)
    .where('function', '=', name)
    .where('townshipId', townshipId === null ? 'is' : '=', townshipId)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', from)]))
    .forUpdate()
    .execute()
  const later = rows.find(({ fromOn }) => fromOn >= from)
  if (later)
    refuse(
      'refused',
      'from',
      `${later.name}自${dateText(later.fromOn)}起已被指定；新的责任人应从那一天以后起。请改起始日，或先终止${later.name}`,
    )
  for (const row of rows.filter((each) => standsOn(each, from)))
    await changeResponsible(context, row.id)
      .set({ toOn: addDays(from, -1), endReason: row.endReason || '另行指定' })
      .execute()
}

const changeResponsible = (context: Context, id: string) =>
  db(context).updateTable('duties.responsible').where('countyCode', '=', context.county).where('id', '=', id)

function requireOwnTownship({ actor }: Context, townshipId: string | null): void {
  if (actor.scope.kind !== 'county' && !actor.scope.ids.includes(townshipId ?? ''))
    refuse('forbidden', 'other_unit', '这不是本乡镇的责任人，只能由他的单位办理。请与县级联系')
}

/** A year to either side: further off it is a slip of the pen, and months answered for by nobody cannot be named afterwards. */
async function requireNear(
  context: Context,
  day: PlainDate,
  { label, code }: { label: string; code: string },
): Promise<void> {
  const limits = await entryLimitsOn(context)
  const [first, last] = [earliestDay(limits, context.today), latestDay(limits, context.today)]
  if (day < first || day > last)
    refuse('refused', code, `${label}应在${dateText(first)}至${dateText(last)}之间。请核对日期`)
}

function requirePast(context: Context, day: string, label: string): void {
  if (day > context.today) refuse('refused', 'on', `${label}晚于今天；应填已经办了的日期。请核对日期`)
}
