import { refuse } from '#kernel/refusal.ts'
import { homeChanging } from '#modules/institutions/contract.ts'
import { deathWithdrawn, personDied, personEnded } from '#modules/persons/contract.ts'
import { on, type Module } from '#platform/module.ts'
import { staysArchive } from './archive.ts'
import { lockHome, mostResidentsFrom, objectionsOfResidents } from './occupied.ts'
import { reopenStay } from './reopening.ts'
import { endOpenStay } from './rows.ts'
import { staysService } from './service.ts'
import { staysTimeline } from './timeline.ts'

export { residentsOn, type Residents, type StayOn, staysOn } from './occupied.ts'

export const staysModule: Module = {
  service: staysService,
  timeline: staysTimeline,
  archive: staysArchive,
  objections: objectionsOfResidents,
  reactions: [
    on(personDied, (context, { personId, diedOn }) => endOpenStay(context, personId, diedOn, 'death')),
    on(personEnded, (context, { personId, endedOn, reason }) =>
      endOpenStay(context, personId, endedOn, reason === 'death' ? 'death' : 'other'),
    ),
    on(deathWithdrawn, (context, { personId, diedOn }) => reopenStay(context, personId, diedOn)),
    on(homeChanging, async (context, { homeId, kind, value, from }) => {
      if (kind !== 'beds') return
      await lockHome(context, homeId)
      const residents = await mostResidentsFrom(context, homeId, from)
      if (residents > Number(value))
        refuse(
          'refused',
          'residents_above_beds',
          `入住${residents}人超过实有床位${value}张；实有床位应不少于入住人数。请先办理离院，或核对床位数`,
        )
    }),
  ],
  constraints: {
    stay_no_overlap: '这个人在这些日子已经住在一家机构；同一天只能住一家。请先办理离院，离院次日起再入住',
    stay_supported_has_file: '“特困集中供养”的入住人应有一人一档；请从人员中选择',
  },
}
