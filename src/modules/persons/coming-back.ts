/** A former file in use again: what the new application says otherwise is corrected, never overwritten; the account is confirmed anew. */
import { addDays, type PlainDate } from '#kernel/calendar.ts'
import { sameName } from '#kernel/names.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { applyCorrection } from './corrections.ts'
import type { Person } from './find-person.ts'
import type { Recognised } from './recognising.ts'
import { tidyPhone } from './rules.ts'
import type { CorrectedField } from './words.ts'

const db = tablesOf<'persons'>()

/** One number, two names: the file is another person's, or its name has to be put right first with its paper. */
export function requireSameName(person: Person, name: string): void {
  if (!sameName(person.name, name))
    refuse(
      'refused',
      'other_name',
      `原档案的姓名是${person.name}，申请人是${name}，不能沿用原档案。请与证件核对；确已改名的，先在原档案更正姓名。`,
    )
}

/** Each field that the new application says otherwise, with old and new side by side. */
export async function takeOver(context: Context, person: Person, given: Recognised): Promise<void> {
  const said: readonly (readonly [CorrectedField, string, string])[] = [
    ['name', given.name, person.name],
    ['phone', tidyPhone(given.phone), phoneOf(context, person)],
    ['residence', given.residence, person.residence],
    ['disability', given.disability, person.disability],
  ]
  for (const [field, value, before] of said) {
    if (value === '' || value === before) continue
    await applyCorrection(context, {
      personId: person.id,
      field,
      value,
      reason: '重新认定，按新的申请更正',
      paperReference: given.decisionNo,
    })
  }
}

function phoneOf(context: Context, { id, phone }: Person): string {
  const place = { table: 'persons.person', column: 'phone', county: context.county, row: id }
  return phone ? context.secrets.open(place, phone) : ''
}

/** Years may lie between: the account of then gets no money before a second person has confirmed it again (F-07). */
export async function askForAccountAgain(context: Context, person: Person, from: PlainDate): Promise<void> {
  for (const account of await standingOn(context, person.id, from)) await askAgain(context, account, from)
}

function standingOn(context: Context, personId: string, from: PlainDate) {
  return db(context)
    .selectFrom('persons.payeeAccount')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('confirmedBy', 'is not', null)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', from)]))
    .execute()
}
type Account = Awaited<ReturnType<typeof standingOn>>[number]

async function askAgain(context: Context, { id, fromOn, ...account }: Account, from: PlainDate): Promise<void> {
  const own = db(context)
    .updateTable('persons.payeeAccount')
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
  if (fromOn >= from) {
    await own.set({ confirmedBy: null, confirmedAt: null }).execute()
    return
  }
  await own.set({ toOn: addDays(from, -1) }).execute()
  const place = (row: string) => ({ table: 'persons.payee_account', column: 'account', county: context.county, row })
  const next = context.newId()
  await db(context)
    .insertInto('persons.payeeAccount')
    .values({
      ...account,
      id: next,
      account: context.secrets.seal(place(next), context.secrets.open(place(id), account.account)),
      fromOn: from,
      toOn: null,
      proposedBy: context.actor.accountId,
      proposedAt: context.now,
      confirmedBy: null,
      confirmedAt: null,
    })
    .execute()
}
