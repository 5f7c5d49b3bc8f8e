/** Rows of hand-overs, and how they read to the one who asks. */
import { sql } from 'kysely'
import { may } from '#kernel/permission.ts'
import { type Term, workingDaysBetween } from '#kernel/working-days.ts'
import { refuse } from '#kernel/refusal.ts'
import { readRoleTable } from '#modules/access/index.ts'
import { isRole } from '#modules/access/roles.ts'
import type { Context } from '#platform/context.ts'
import type { Subject } from '#platform/module.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { HandOverRow } from './handover-operations.ts'
import { belongsTo, rolesOf, sectionOfRole, type Unit } from './units.ts'
import { sectionText } from './words.ts'

export const db = tablesOf<'duties', 'access'>()

export async function termOfHandOver(context: Context) {
  const policy = await context.policyOn(context.today)
  return { rule: policy.find('org.handover'), term: policy.find<Term>('org.handover_term') }
}

export async function townshipNamesOf(context: Context): Promise<Map<string, string>> {
  const rows = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .where('level', '=', 'township')
    .orderBy('sortOrder')
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export const unitName = ({ section, townshipId }: Unit, townships: ReadonlyMap<string, string>): string =>
  section === 'township' ? (townships.get(townshipId ?? '') ?? sectionText.township) : sectionText[section]

export function handOverRows(context: Context) {
  return db(context).selectFrom('duties.handover').selectAll().where('countyCode', '=', context.county)
}
export type StoredHandOver = Awaited<ReturnType<ReturnType<typeof handOverRows>['execute']>>[number]

export const fromOf = (row: StoredHandOver): Unit => ({ section: row.fromSection, townshipId: row.fromUnit })
export const toOf = (row: StoredHandOver): Unit => ({ section: row.toSection, townshipId: row.toUnit })

/** Locked until the transaction ends: of two who answer at once the second is told. */
export async function lockHandOver(context: Context, id: string): Promise<StoredHandOver> {
  const row = await handOverRows(context).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? refuse('not_found', 'handover', '没有找到这份移交。可能不在您的辖区内，请从“交接”中打开')
}

/** Rows as they read to the actor: names of units, days waited, what he may do with each. */
export async function shownHandOvers(context: Context, rows: readonly StoredHandOver[]): Promise<HandOverRow[]> {
  const townships = await townshipNamesOf(context)
  const calendar = await context.workingCalendar()
  const { actor, today } = context
  return rows.map((row) => {
    const waits = row.state === 'sent'
    return {
      id: row.id,
      subjectKind: row.subjectKind,
      subjectId: row.subjectId,
      title: row.title,
      to: row.link,
      township: townships.get(row.townshipId ?? '') ?? '',
      fromUnit: unitName(fromOf(row), townships),
      toUnit: unitName(toOf(row), townships),
      toName: row.toName,
      sentBy: row.sentName,
      sentOn: row.sentOn,
      note: row.note,
      dueOn: row.dueOn,
      dueMoved: row.dueMoved,
      left: waits && row.dueOn ? workingDaysBetween(calendar, today, row.dueOn) : null,
      waited: waits ? workingDaysBetween(calendar, row.sentOn, today) : null,
      state: row.state,
      answeredBy: row.answeredName,
      answeredAt: row.answeredAt,
      answerNote: row.answerNote,
      mayAnswer: waits && may(actor, 'duties.accept') && belongsTo(actor, toOf(row)),
      mayWithdraw: waits && may(actor, 'duties.withdraw') && belongsTo(actor, fromOf(row)),
    }
  })
}

interface Person {
  id: string
  name: string
}

/** Roles of a section that may open what is handed over to it; none where it would only be refused there. */
export async function readersIn({ section }: Unit, opens: string): Promise<string[]> {
  const table = await readRoleTable()
  return rolesOf(section).filter((role) => isRole(role) && table.get(role)?.has(opens))
}

/** Accounts of these roles that work in a unit today. */
export async function peopleOf(context: Context, unit: Unit, roles: readonly string[]): Promise<Person[]> {
  const found = await db(context)
    .selectFrom('access.accountView')
    .select(['id', 'name', 'scopeIds'])
    .where('countyCode', '=', context.county)
    .where('role', 'in', [...roles])
    .where((eb) => eb.or([eb('disabledOn', 'is', null), eb('disabledOn', '>', context.today)]))
    .orderBy('name')
    .execute()
  return found
    .filter(({ scopeIds }) => unit.townshipId === null || scopeIds.includes(unit.townshipId))
    .map(({ id, name }) => ({ id, name }))
}

/** What the actor's own units received or sent. */
export function ofSide({ actor }: Context, side: 'received' | 'sent') {
  const section = sectionOfRole(actor.role)
  const [of, unit] =
    side === 'received' ? [sql.ref('toSection'), sql.ref('toUnit')] : [sql.ref('fromSection'), sql.ref('fromUnit')]
  if (section === undefined) return sql<boolean>`false`
  if (section !== 'township') return sql<boolean>`${of} = ${section}`
  return sql<boolean>`(${of} = 'township' and ${unit} = any(${[...actor.scope.ids]}::uuid[]))`
}

/** Whether its own module still has work with it. */
export async function isUnfinished(context: Context, { subjectKind, subjectId }: StoredHandOver): Promise<boolean> {
  return (await subjectIn(context, subjectKind, subjectId))?.open ?? false
}

/** A matter as its own module tells it to the actor. */
export async function subjectIn(context: Context, kind: string, id: string): Promise<Subject | undefined> {
  for (const module of context.modules) {
    const found = await module.subjects?.[kind]?.(context, id)
    if (found) return found
  }
  return undefined
}

/** Who has accepted these matters, or is asked to: for lists of the modules they belong to. */
export async function holdersOf(
  context: Context,
  kind: string,
  ids: readonly string[],
): Promise<Map<string, { name: string; waits: boolean }>> {
  if (ids.length === 0) return new Map()
  const rows = await handOverRows(context)
    .where('subjectKind', '=', kind)
    .where('subjectId', 'in', [...ids])
    .where('state', 'in', ['sent', 'accepted'])
    .orderBy('sentAt')
    .orderBy('id')
    .execute()
  const townships = rows.length > 0 ? await townshipNamesOf(context) : new Map<string, string>()
  return new Map(
    rows.map((row) => [row.subjectId, { name: unitName(toOf(row), townships), waits: row.state === 'sent' }]),
  )
}
