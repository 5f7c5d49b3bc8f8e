/** Rows that several use cases of agreements read and change. */
import { sql } from 'kysely'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'

export const db = tablesOf<'agreements', 'access' | 'persons' | 'providers'>()

export async function findAgreement(context: Context, agreementId: string) {
  const [found] = await findAgreements(context, [agreementId])
  return found ?? refuse('not_found', 'agreement', '没有找到这份协议，或不在您的权限内')
}
export type Agreement = Awaited<ReturnType<typeof findAgreement>>

/** Locked until the transaction ends, so that two who sign or step at once come one after the other. */
export function findAgreements(context: Context, ids: readonly string[]) {
  return db(context)
    .selectFrom('agreements.agreement')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function requireAll(context: Context, ids: readonly string[]): Promise<Agreement[]> {
  const found = await findAgreements(context, ids)
  if (found.length < new Set(ids).size)
    refuse('not_found', 'agreement', '所选协议中有的没有找到，或不在您的权限内。请刷新列表后重选')
  for (const { personId } of found) context.concerns(personId)
  return found
}

const changes = tablesOf<'agreements'>()
export function updateAgreement(context: Context, ids: readonly string[]) {
  return changes(context)
    .updateTable('agreements.agreement')
    .set((row) => ({ version: row('version', '+', 1), changedAt: context.now }))
    .where('countyCode', '=', context.county)
    .where('id', 'in', [...ids])
}

export const textsOf = (value: unknown): Record<string, string> =>
  typeof value !== 'object' || value === null
    ? {}
    : Object.fromEntries(
        Object.entries(value).flatMap(([code, text]) => (typeof text === 'string' ? [[code, text]] : [])),
      )

/** Acts of the parties of several agreements, of the edition each is in. */
export async function signaturesOf(context: Context, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db(context)
    .selectFrom('agreements.signature as signature')
    .innerJoin('agreements.agreement as agreement', (join) =>
      join
        .onRef('agreement.countyCode', '=', 'signature.countyCode')
        .onRef('agreement.id', '=', 'signature.agreementId')
        .onRef('agreement.edition', '=', 'signature.edition'),
    )
    .selectAll('signature')
    .where('signature.countyCode', '=', context.county)
    .where('signature.agreementId', 'in', [...ids])
    .execute()
}
export type Signature = Awaited<ReturnType<typeof signaturesOf>>[number]

export async function partiesOf(context: Context, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db(context)
    .selectFrom('agreements.party')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('agreementId', 'in', [...ids])
    .orderBy('place')
    .execute()
}

/** Guardians who may sign, on a day. */
export async function signingGuardians(context: Context, personIds: readonly string[], day: string) {
  if (personIds.length === 0) return []
  const rows = await db(context)
    .selectFrom('persons.guardianView')
    .select(['personId', 'name', 'relation', 'scope', 'conflict', 'fromOn', 'toOn'])
    .where('countyCode', '=', context.county)
    .where('personId', 'in', [...personIds])
    .orderBy('fromOn')
    .execute()
  return rows.filter(
    ({ scope, fromOn, toOn }) => scope.includes('signing') && fromOn <= day && (toOn === null || day <= toOn),
  )
}

/** The county bureau's present number for complaints (JL-4.2). */
export async function bureauOf(context: Context): Promise<{ name: string; hotline: string }> {
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .where(sql<boolean>`'civil_affairs' = any (functions)`)
    .where('toOn', 'is', null)
    .executeTakeFirst()
  return bureau ?? { name: '县级民政部门', hotline: '' }
}
