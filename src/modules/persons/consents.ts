/** 同意: given once, for a kind and a receiver; withdrawn, nothing of it goes on holding (个人信息保护法 第十五条). */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { entryLimitsOn, latestDay, yearsText } from '#kernel/entry-limits.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { capacityOn } from './capacity.ts'
import { changed, guardiansOn, requirePast } from './circle.ts'
import { persons } from './contract.ts'
import { guardianWho } from './guardian-rules.ts'
import { lockPerson, requireAlive } from './find-person.ts'
import { warningsOfOthers } from './others.ts'
import { objectionsToConsent, objectionsToOldConsent } from './rules.ts'
import { consentText } from './words.ts'

const db = tablesOf<'persons'>()

export const consents = part(persons, {
  async giveConsent(context, given) {
    const limits = await entryLimitsOn(context)
    if (given.fromOn > latestDay(limits, context.today))
      refuse('invalid', 'fromOn', `同意的起始日在${yearsText(limits.years_ahead)}以后。请核对是否录错`)
    if (given.toOn && given.toOn < given.fromOn) refuse('invalid', 'toOn', '同意的截止日早于起始日。请核对')
    if (given.kind === 'payee' && given.receiver === '') refuse('invalid', 'receiver', '请填写由谁领取，与其账户名一致')
    const person = await lockPerson(context, given.personId)
    requireAlive(person)
    requireNone(objectionsToOldConsent(given, context.today, limits))
    const guardians = await guardiansOn(context, given.personId, given.fromOn)
    const capacity = await capacityOn(context, person, given.fromOn)
    requireNone(objectionsToConsent(capacity, given.givenBy, guardians.length > 0))
    const guardianId = given.givenBy === 'guardian' ? guardianWho(guardians, given.guardianId) : null
    await requireFirst(context, { ...given, guardianId })
    if (given.fileId) await claimFile(context, given.fileId, 'persons.giveConsent')
    const id = context.newId()
    await db(context)
      .insertInto('persons.consent')
      .values({ countyCode: context.county, id, ...given, guardianId })
      .execute()
    const both = capacity === 'limited' ? ['本人为限制民事行为能力人：应由本人签字并经监护人同意。'] : []
    const told = await warningsOfOthers(context, { kind: 'change', personId: given.personId })
    return { id, personId: given.personId, warnings: [...both, ...told] }
  },

  withdrawConsent,
})

type Given = Omit<InputOf<(typeof persons)['operations']['giveConsent']>, 'guardianId'> & { guardianId: string | null }

/** What holds already is not given once more: the one withdrawn later would leave the other standing. A wish where to live is asked anew for each move. */
async function requireFirst(
  context: Context,
  { personId, kind, givenBy, guardianId, receiver, fromOn, toOn }: Given,
): Promise<void> {
  if (kind === 'placement') return
  const standing = await db(context)
    .selectFrom('persons.consent')
    .select(['fromOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', kind)
    .where('givenBy', '=', givenBy)
    .where('guardianId', guardianId === null ? 'is' : '=', guardianId)
    .where('receiver', '=', receiver)
    .where('withdrawnOn', 'is', null)
    .where((eb) => eb.or([eb('toOn', 'is', null), eb('toOn', '>=', fromOn)]))
    .$if(toOn !== null, (rows) => rows.where('fromOn', '<=', toOn ?? fromOn))
    .executeTakeFirst()
  if (!standing) return
  const message = `已有${dateText(standing.fromOn)}起的“${consentText[kind]}”同意，还没有撤回，不必再登记。内容有变的，请先撤回原来的再登记。`
  refuse('conflict', 'kind', message)
}

/** Also by the person's own hand (portal): it holds from the day on which it is withdrawn. */
export async function withdrawConsent(context: Context, { id, on }: { id: string; on: PlainDate }) {
  requirePast(context, on, '撤回日')
  const of = await db(context)
    .selectFrom('persons.consent')
    .select(['personId', 'kind', 'givenBy', 'guardianId', 'receiver'])
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .executeTakeFirst()
  // Entered twice, it was given once: none of its kind for the same receiver goes on holding (个人信息保护法 第十五条).
  const withdrawn = await db(context)
    .updateTable('persons.consent')
    .set({ withdrawnOn: on })
    .where('countyCode', '=', context.county)
    .where('personId', '=', of?.personId ?? id)
    .where('kind', '=', of?.kind ?? 'portrait')
    .where('givenBy', '=', of?.givenBy ?? 'person')
    .where('guardianId', of?.guardianId ? '=' : 'is', of?.guardianId ?? null)
    .$if(of?.kind === 'placement', (rows) => rows.where('id', '=', id))
    .where('receiver', '=', of?.receiver ?? '')
    .where('withdrawnOn', 'is', null)
    // One that has not begun is withdrawn as well: then it never holds.
    .$if(on < context.today, (rows) => rows.where('fromOn', '<=', on))
    .returning(['personId', 'kind'])
    .executeTakeFirst()
  const answer = changed(context, withdrawn, '没有找到有效的同意，或撤回日早于同意日。')
  return withdrawn?.kind === 'payee'
    ? { ...answer, warnings: ['由他人领取的账户自撤回之日起不再有效，请登记新的收款账户。'] }
    : answer
}
