/** When a person dies, leaves support, moves or changes mode, or a contract ends, the agreement ends the same day. */
import { dateText } from '#kernel/calendar.ts'
import { modeChanged, personDied, personEnded, takenBack, townshipChanged } from '#modules/persons/contract.ts'
import { endReasonText } from '#modules/persons/words.ts'
import { contractEnded } from '#modules/providers/contract.ts'
import type { Context } from '#platform/context.ts'
import { on, type Reaction } from '#platform/module.ts'
import { followMode, followTownship } from './following-on.ts'
import { goOn } from './going-on.ts'
import { endAgreements, type Ending } from './stepping.ts'
import { type Agreement, db } from './tables.ts'

export const reactions: Reaction[] = [
  on(personDied, (context, { personId, diedOn }) =>
    endAll(context, { personId }, { endedOn: diedOn, reason: `特困人员于${dateText(diedOn)}死亡` }),
  ),
  on(personEnded, (context, { personId, endedOn, reason }) =>
    endAll(context, { personId }, { endedOn, reason: `救助供养终止：${endReasonText[reason] ?? reason}` }),
  ),
  on(modeChanged, followMode),
  on(townshipChanged, followTownship),
  on(takenBack, goOn),
  // Where another contract of the same provider goes on, its agreements go on under it.
  on(contractEnded, async (context, { organisationId, townshipIds, endedOn, reason }) => {
    if (townshipIds.length > 0) await endAll(context, { organisationId, townshipIds }, { endedOn, reason })
  }),
]

type Which = Partial<Pick<Agreement, 'personId' | 'organisationId'>> & { townshipIds?: readonly string[] }

/** Reactions run under the whole county; what is over stays as it is. */
async function endAll(context: Context, which: Which, ending: Ending): Promise<void> {
  const { personId, organisationId, townshipIds } = which
  const open = await db(context)
    .selectFrom('agreements.agreement')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('status', 'in', ['draft', 'review', 'signing', 'signed', 'filed'])
    .$if(personId !== undefined, (query) => query.where('personId', '=', personId ?? ''))
    .$if(organisationId !== undefined, (query) => query.where('organisationId', '=', organisationId ?? ''))
    .$if(townshipIds !== undefined, (query) => query.where('townshipId', 'in', [...(townshipIds ?? [])]))
    .forUpdate()
    .execute()
  for (const { personId: each } of open) context.concerns(each)
  await endAgreements(context, open, ending)
}
