/** Every sealed number of one person opened at once, for the one reader who takes the whole file over: the hand-over package. */
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Person } from './find-person.ts'

const db = tablesOf<'persons'>()

export interface WholeNumbers {
  id: string
  phone: string
  /** Of guardians and contacts, by row. */
  phones: ReadonlyMap<string, string>
  accounts: ReadonlyMap<string, string>
  /** What stood before a correction, by correction. */
  before: ReadonlyMap<string, string>
}

export async function wholeNumbers(context: Context, person: Person): Promise<WholeNumbers> {
  return {
    id: opened(context, { table: 'person', column: 'id_number', row: person.id }, person.idNumber),
    phone: opened(context, { table: 'person', column: 'phone', row: person.id }, person.phone),
    phones: new Map([
      ...(await phonesOf(context, 'guardian', person.id)),
      ...(await phonesOf(context, 'contact', person.id)),
    ]),
    accounts: await accountsOf(context, person.id),
    before: await correctedBefore(context, person.id),
  }
}

interface Place {
  table: string
  column: string
  row: string
}

const opened = (context: Context, { table, column, row }: Place, sealed: Buffer | null): string =>
  sealed ? context.secrets.open({ table: `persons.${table}`, column, county: context.county, row }, sealed) : ''

async function phonesOf(context: Context, table: 'guardian' | 'contact', personId: string) {
  const rows = await db(context)
    .selectFrom(`persons.${table}`)
    .select(['id', 'phone'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  return rows.map(({ id, phone }) => [id, opened(context, { table, column: 'phone', row: id }, phone)] as const)
}

async function accountsOf(context: Context, personId: string): Promise<Map<string, string>> {
  const rows = await db(context)
    .selectFrom('persons.payeeAccount')
    .select(['id', 'account'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  return new Map(
    rows.map(({ id, account }) => [
      id,
      opened(context, { table: 'payee_account', column: 'account', row: id }, account),
    ]),
  )
}

const columnOf = (field: string): string => (field === 'idNumber' ? 'id_number' : 'phone')

/** Sealed as it stood in the register, under the same place. */
async function correctedBefore(context: Context, personId: string): Promise<Map<string, string>> {
  const rows = await db(context)
    .selectFrom('persons.correction')
    .select(['id', 'field', 'oldSealed'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('oldSealed', 'is not', null)
    .execute()
  return new Map(
    rows.map(({ id, field, oldSealed }) => [
      id,
      opened(context, { table: 'person', column: columnOf(field), row: personId }, oldSealed),
    ]),
  )
}
