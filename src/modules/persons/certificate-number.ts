/** The number of his certificate as the register shows it; who issues one writes it here in the same transaction. */
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { lockPerson } from './find-person.ts'

const db = tablesOf<'persons'>()

/** Answers the number that it takes the place of; '' where there was none. */
export async function numberCertificate(
  context: Context,
  personId: string,
  numberAfter: (before: string) => Promise<string>,
): Promise<string> {
  const { certificateNo: before } = await lockPerson(context, personId)
  const certificateNo = await numberAfter(before)
  await db(context)
    .updateTable('persons.person')
    .set((eb) => ({ certificateNo, changedAt: context.now, version: eb('version', '+', 1) }))
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .execute()
  return before
}
