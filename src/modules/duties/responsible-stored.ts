/** Rows of who answers for what, of leaves, and the accounts that may be named. */
import type { PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { isRole, kindOfRole, roleTitles } from '#modules/access/roles.ts'
import type { Context } from '#platform/context.ts'
import type { Named } from './responsible-operations.ts'
import { db } from './handover-stored.ts'

export function responsibleRows(context: Context) {
  return db(context).selectFrom('duties.responsible').selectAll().where('countyCode', '=', context.county)
}
export type StoredResponsible = Awaited<ReturnType<ReturnType<typeof responsibleRows>['execute']>>[number]

/** Who answers on a day. */
export const responsiblesOn = (context: Context, day: PlainDate) =>
  responsibleRows(context)
    .where('fromOn', '<=', day)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', day)]))
    .execute()

export async function lockResponsible(context: Context, id: string): Promise<StoredResponsible> {
  const row = await responsibleRows(context).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? refuse('not_found', 'responsible', '没有找到这位责任人。请从“职责分工”中打开')
}

export const namedOf = (row: StoredResponsible): Named => ({
  id: row.id,
  accountId: row.accountId,
  name: row.name,
  department: row.department,
  asRuled: row.asRuled,
  deputyName: row.deputyName,
  fromOn: row.fromOn,
  toOn: row.toOn,
  endReason: row.endReason,
  trainedOn: row.trainedOn,
  training: row.training,
  reportedOn: row.reportedOn,
  receipt: row.receipt,
  namedBy: row.namedName,
  namedAt: row.namedAt,
})

export function leaveRows(context: Context) {
  return db(context).selectFrom('duties.leave').selectAll().where('countyCode', '=', context.county)
}

export const leavesOn = (context: Context, day: PlainDate) =>
  leaveRows(context).where('cancelledAt', 'is', null).where('fromOn', '<=', day).where('toOn', '>=', day).execute()

export interface Colleague {
  id: string
  name: string
  role: string
  roleTitle: string
  /** Townships of the account; none for the county's. */
  townships: readonly string[]
}

/** Officials with an open account: of the county's bureaus and of the townships. */
export async function officials(context: Context): Promise<Colleague[]> {
  const rows = await db(context)
    .selectFrom('access.accountView')
    .select(['id', 'name', 'role', 'scopeKind', 'scopeIds'])
    .where('countyCode', '=', context.county)
    .where((eb) => eb.or([eb('disabledOn', 'is', null), eb('disabledOn', '>', context.today)]))
    .orderBy('name')
    .execute()
  return rows.flatMap(({ id, name, role, scopeKind, scopeIds }) => {
    const kind = isRole(role) ? kindOfRole(role) : undefined
    if (!isRole(role) || (kind !== 'bureau' && kind !== 'township')) return []
    return [{ id, name, role, roleTitle: roleTitles[role], townships: scopeKind === 'townships' ? scopeIds : [] }]
  })
}

export const worksIn = (
  { role, townships }: Pick<Colleague, 'role' | 'townships'>,
  townshipId: string | null,
): boolean => (townshipId === null ? isRole(role) && kindOfRole(role) === 'bureau' : townships.includes(townshipId))

/** Where a leave lies: the township of whoever is away. */
export const townshipOf = ({ townships }: Colleague): string | null => townships[0] ?? null
