/** A person recognised by a case of our own enters the register, or comes back into it under his former file. */
import { addDays, dateText, type PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { askForAccountAgain, requireSameName, takeOver } from './coming-back.ts'
import { filePerson } from './creating.ts'
import { assertFacts } from './facts.ts'
import { NewPerson } from './file-operations.ts'
import type { NewFact } from './filing.ts'
import { lockPerson } from './find-person.ts'

const db = tablesOf<'persons'>()

export interface Recognised {
  /** Somebody of this county whose support had ended. */
  formerPersonId: string | null
  name: string
  idNumber: string
  phone: string
  householdClass: 'urban' | 'rural'
  residence: string
  townshipId: string
  villageId: string | null
  disability: string
  mode: SupportMode
  level: SelfCareLevel
  /** The first day of a month. */
  supportedFrom: PlainDate
  decisionNo: string
  decidedOn: PlainDate
}

/** In the transaction of the decision; answers the person's id. */
export async function registerRecognised(context: Context, recognised: Recognised): Promise<string> {
  const { formerPersonId, ...given } = recognised
  if (formerPersonId !== null) return comeBack(context, formerPersonId, recognised)
  return (await filePerson(context, NewPerson.parse(given), 'recognition')).personId
}

async function comeBack(context: Context, personId: string, recognised: Recognised): Promise<string> {
  const { mode, level, supportedFrom, decidedOn, decisionNo, townshipId, villageId, householdClass } = recognised
  const person = await lockPerson(context, personId)
  if (person.diedOn)
    return refuse(
      'refused',
      'dead',
      `${person.name}已登记于${dateText(person.diedOn)}死亡，不能确认。如有误，请先更正死亡记录。`,
    )
  if (!person.endedOn || person.endedOn >= supportedFrom)
    return refuse(
      'refused',
      'supported',
      `${person.name}在${dateText(supportedFrom)}仍在供养，不能再次确认。请核对原档案。`,
    )
  requireSameName(person, recognised.name)
  await takeOver(context, person, recognised)
  const lastDay = person.endedOn
  const waitsFrom = lastDay >= decidedOn ? addDays(lastDay, 1) : decidedOn
  await db(context)
    .updateTable('persons.person')
    .set({
      status: 'awaiting',
      endedOn: null,
      endReason: null,
      supportedFrom,
      origin: 'recognition',
      decisionNo,
      decidedOn,
    })
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .execute()
  const facts: NewFact[] = [
    { kind: 'mode', value: mode, fromOn: supportedFrom },
    { kind: 'level', value: level, fromOn: supportedFrom },
    { kind: 'township', value: townshipId, fromOn: supportedFrom },
    { kind: 'village', value: villageId ?? '', fromOn: supportedFrom },
    { kind: 'class', value: householdClass, fromOn: supportedFrom },
  ]
  const statuses = [
    ...(waitsFrom < supportedFrom ? [{ kind: 'status' as const, value: 'awaiting', fromOn: waitsFrom }] : []),
    { kind: 'status' as const, value: 'active', fromOn: supportedFrom },
  ]
  await assertFacts(context, personId, [...statuses, ...facts], { source: 'recognition', basis: decisionNo, decidedOn })
  await askForAccountAgain(context, person, supportedFrom)
  return personId
}
