/** Consents that somebody else receives a person's money: read as they are on file, judged by the rules (F-07, A-19). */
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type Consent, objectionsToPayee, type PayeeQuestion } from './rules.ts'
import { liveItems, type StoredBatch } from './stored.ts'

const db = tablesOf<'payments', 'persons'>()

/** By person, the oldest first. */
export async function payeeConsents(context: Context, personIds?: readonly string[]): Promise<Map<string, Consent[]>> {
  const rows = await db(context)
    .selectFrom('persons.consentView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'payee')
    .$if(personIds !== undefined, (asked) => asked.where('personId', 'in', [...(personIds ?? [])]))
    .orderBy('fromOn')
    .orderBy('id')
    .execute()
  const found = new Map<string, Consent[]>()
  for (const { personId, givenBy: by, informed, receiver, covers, fromOn, toOn, withdrawnOn } of rows) {
    const consent = { by, informed: informed ?? false, receiver, covers: covers ?? 'all', from: fromOn }
    const period = { to: toOn ?? undefined, withdrawn: withdrawnOn ?? undefined }
    found.set(personId, [...(found.get(personId) ?? []), { ...consent, ...period }])
  }
  return found
}

/** What stands against the payee under the consent that fits best: the one without objection, else the latest. */
export function objectionsUnder(
  consents: readonly Consent[],
  question: Omit<PayeeQuestion, 'consent'>,
  policy: PolicyInForce,
): Reason[] {
  const tried = [undefined, ...consents].map((consent) => objectionsToPayee({ ...question, consent }, policy))
  return tried.find((reasons) => reasons.length === 0) ?? tried.at(-1) ?? []
}

/** A consent may have been withdrawn or run out since the list was made: nothing is sent on the strength of it. */
export async function lapsedInBatch(context: Context, { id }: Pick<StoredBatch, 'id'>): Promise<Reason[]> {
  const items = (await liveItems(context, id)).filter(({ payeeKind }) => payeeKind === 'relative')
  const personIds = items.flatMap(({ personId }) => (personId === null ? [] : [personId]))
  if (personIds.length === 0) return []
  const policy = await context.policyOn(context.today)
  const consents = await payeeConsents(context, personIds)
  return items.flatMap(({ lineNo, holder, purpose, personId }) => {
    const question = { payment: purpose, payee: 'relative', mode: undefined, agreementPayee: undefined, holder }
    const [against] = objectionsUnder(consents.get(personId ?? '') ?? [], question, policy)
    if (!against) return []
    const message = `第${lineNo}笔付给${holder}：${against.message}请把这个人移出批次（已审批的先退回）。`
    return [{ ...against, code: 'consent_lapsed', message }]
  })
}
