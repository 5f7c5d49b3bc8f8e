/** Another township or another mode of support: the old agreement ends on its last day, a draft for the new parties stands from the next. */
import { addDays, addYears, dateText, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import type { SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import type { Instead } from './candidates.ts'
import { lockSeries, planned, writeDrafts } from './drafting.ts'
import { endAgreements } from './stepping.ts'
import { type Agreement, db } from './tables.ts'

interface Move {
  personId: string
  /** First day under the new parties. */
  from: PlainDate
  kind: SupportMode
  instead: Instead
}

interface NewTownship {
  personId: string
  townshipId: string
  villageId: string | null
  from: PlainDate
}

/** Runs under the whole county, in the transaction of the hand-over. */
export async function followTownship(context: Context, moved: NewTownship): Promise<void> {
  const { personId, townshipId, villageId, from } = moved
  const open = (await openOf(context, personId)).filter((each) => each.townshipId !== townshipId)
  await endAgreements(context, open, {
    endedOn: addDays(from, -1),
    reason: `自${dateText(from)}起迁入另一乡镇（街道）`,
  })
  const before = runningTo(open, from)
  if (!before) return
  await draftNext(context, before, { personId, from, kind: before.kind, instead: { place: { townshipId, villageId } } })
}

export async function followMode(
  context: Context,
  { personId, mode, from }: { personId: string; mode: SupportMode; from: PlainDate },
): Promise<void> {
  const open = (await openOf(context, personId)).filter(({ kind }) => kind !== mode)
  await endAgreements(context, open, { endedOn: addDays(from, -1), reason: `自${dateText(from)}起变更供养方式` })
  // Where homes ask for no agreement there was none before, and the one at home begins here.
  await draftNext(context, runningTo(open, from), { personId, from, kind: mode, instead: { mode } })
}

async function openOf(context: Context, personId: string): Promise<Agreement[]> {
  context.concerns(personId)
  return db(context)
    .selectFrom('agreements.agreement')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', 'in', ['draft', 'review', 'signing', 'signed', 'filed'])
    .forUpdate()
    .execute()
}

/** The one that would have gone on; a draft that never held is followed by nothing. */
const runningTo = (open: readonly Agreement[], from: PlainDate): Agreement | undefined =>
  open.find(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom !== null && effectiveFrom < from && (effectiveTo === null || effectiveTo >= addDays(from, -1)),
  )

/** To the end of the term agreed upon, when it is still ahead; else as long as the old one was meant to be; a year where there was none. */
function termAfter(before: Agreement | undefined, from: PlainDate): PlainDate {
  if (!before) return addDays(addYears(from, 1), -1)
  const { fromOn, toOn } = before
  return toOn > from ? toOn : addDays(from, Math.max(daysBetween(fromOn, toOn), 1))
}

/** What stands in the way of a draft is said by the work item; the hand-over does not fail for it. */
async function draftNext(
  context: Context,
  before: Agreement | undefined,
  { personId, from, kind, instead }: Move,
): Promise<void> {
  const policy = await context.policyOn(from)
  if (!policy.find(`agreement.${kind}.parties`)) return
  await lockSeries(context)
  const same = before?.kind === kind ? before : undefined
  const batch = {
    kind,
    personIds: [personId],
    townshipId: null,
    villageId: null,
    organisationId: null,
    templateId: same?.templateId ?? null,
    from,
    to: termAfter(before, from),
    priceKind: same?.priceKind ?? null,
    priceFen: same?.priceFen ?? null,
    rosterFixedOn: null,
  }
  const { wanted } = await planned(context, batch, instead)
  const able = wanted.filter(({ obstacles }) => obstacles.length === 0)
  const replaces = before ? { replaces: before.id } : {}
  if (able.length > 0) await writeDrafts(context, { batch, policy, able, ...replaces })
}
