/** One part of a person's own page. Whoever asks, it is read under the scope of this one person. */
import type { Context } from '#platform/context.ts'
import { caredFor } from './care.ts'
import type { Holder, Part, Section, Sheet } from './contract.ts'
import { entitlement } from './entitlement.ts'
import { keptFor } from './keeping.ts'
import { moneyPaid } from './money.ts'
import { consentsOf, ownFile } from './own-file.ts'
import { raisedBy } from './own-requests.ts'
import { type Own, ownScope } from './known.ts'

export interface Reader {
  own: Own
  /** Set where the reader himself asks; a helper withdraws nothing and is shown no complaint. */
  holder: Holder | undefined
  /** Whose complaints may be read: the person's own, the guardian's, or under the id of a help nobody's. */
  readerId: string
}

export async function sheetOf(context: Context, part: Part, reader: Reader): Promise<Sheet> {
  const { own, readerId } = reader
  const ids = readerId === own.id ? [own.id] : [own.id, readerId]
  const sections = await context.within(ownScope(context.county, ids), () => sectionsOf(context, part, reader))
  return { part, name: own.name, fileNo: own.fileNo, on: context.today, sections }
}

async function sectionsOf(context: Context, part: Part, { own, holder, readerId }: Reader): Promise<Section[]> {
  if (part === 'entitlement') return entitlement(context, own.id)
  if (part === 'payments') return moneyPaid(context, own.id)
  if (part === 'custody') return keptFor(context, own.id)
  if (part === 'care') return caredFor(context, own.id)
  if (part === 'consents')
    return consentsOf(context, own.id, holder && { holder, guardianId: holder === 'guardian' ? readerId : null })
  if (part === 'file') return ownFile(context, own.id)
  if (part === 'requests') return raisedBy(context, own.id, holder !== undefined)
  return []
}
